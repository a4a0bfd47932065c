#include "ledger/fixture.h"
#include <nixie/retry.h>

#define ANN "ann@example.com"

static void assert_retry(Fixture *fixture, guint attempt, NxTime not_before, gboolean attempt_sent)
{
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpuint(record->attempt, ==, attempt);
    g_assert_cmpint(record->not_before, ==, not_before);
    g_assert_cmpint(record->attempt_sent, ==, attempt_sent);
    nx_record_free(record);
}

static void a_plan_without_dates_begins_as_s1(void)
{
    static const struct {
        NxPlan plan, begins;
        NxTime wait;
        guint attempts;
    } CASES[] = {
        {NX_PLAN_S1, NX_PLAN_S1, NX_DAY, 4},      {NX_PLAN_S2, NX_PLAN_S2, NX_DAY, 5},
        {NX_PLAN_S3, NX_PLAN_S3, 4 * NX_HOUR, 0}, {NX_PLAN_S4, NX_PLAN_S1, NX_DAY, 4},
        {NX_PLAN_NONE, NX_PLAN_S1, NX_DAY, 4},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRetry retry = nx_retry_first(NULL, CASES[i].plan, NOON);
        g_assert_cmpstr(nx_plan_name(retry.plan), ==, nx_plan_name(CASES[i].begins));
        g_assert_cmpint(retry.not_before, ==, NOON + CASES[i].wait);
        g_assert_cmpuint(retry.attempt, ==, 1);
        g_assert_cmpuint(retry.attempts, ==, CASES[i].attempts);
        g_assert_false(nx_retry_is_used_up(retry.attempt, retry.attempts));
    }
}

static void the_last_attempt_uses_the_plan_up(void)
{
    NxRetry retry = nx_retry_first(NULL, NX_PLAN_S1, NOON);
    for (guint attempt = 2; attempt <= 4; attempt++) {
        nx_retry_bounced(&retry, NULL, NX_PLAN_S2, NOON);
        g_assert_cmpuint(retry.attempt, ==, attempt);
        g_assert_false(nx_retry_is_used_up(retry.attempt, retry.attempts));
    }
    nx_retry_bounced(&retry, NULL, NX_PLAN_S3, NOON);
    g_assert_cmpuint(retry.attempt, ==, 4);
    g_assert_cmpint(retry.not_before, ==, NOON + 4 * NX_HOUR);
    nx_retry_bounced(&retry, NULL, NX_PLAN_S1, NOON);
    g_assert_true(nx_retry_is_used_up(retry.attempt, retry.attempts));
    g_assert_cmpint(retry.not_before, ==, NX_TIME_UNKNOWN);
}

static void handing_over_is_the_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    assert_retry(fixture, 1, NOON, FALSE);
    sent(fixture, ANN, NOON + NX_HOUR);
    assert_retry(fixture, 1, NOON, TRUE);
    sent(fixture, ANN, NOON + 2 * NX_HOUR);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->attempt_sent_at, ==, NOON + NX_HOUR);
    g_assert_cmpstr(record->actor, ==, "anna");
    nx_record_free(record);
}

static void a_bounce_after_it_is_the_next_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    NxTime bounced = NOON + 2 * NX_HOUR;
    record_one(fixture, NOON + NX_DAY, sighting(ANN, 1, bounced));
    assert_retry(fixture, 2, bounced + 48 * NX_HOUR, FALSE);
}

static void bounces_before_it_change_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    record_one(fixture, NOON, sighting(ANN, 1, NOON - NX_HOUR));
    assert_retry(fixture, 1, NOON, FALSE);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON, sighting(ANN, 2, NOON - 30 * NX_HOUR));
    assert_retry(fixture, 1, NOON, TRUE);
}

static void bounces_inside_one_step_count_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    GPtrArray *sightings = g_ptr_array_new();
    g_ptr_array_add(sightings, sighting(ANN, 2, NOON + 5 * NX_HOUR));
    g_ptr_array_add(sightings, sighting(ANN, 1, NOON + 2 * NX_HOUR));
    record_at(fixture, NOON + NX_DAY, sightings);
    assert_retry(fixture, 2, NOON + 50 * NX_HOUR, FALSE);
    record_one(fixture, NOON + NX_DAY, sighting(ANN, 3, NOON + 9 * NX_HOUR));
    assert_retry(fixture, 2, NOON + 50 * NX_HOUR, FALSE);
}

static void after_the_last_attempt_the_plan_is_used_up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    NxTime at = NOON;
    for (guint attempt = 1; attempt <= 4; attempt++) {
        sent(fixture, ANN, at);
        record_one(fixture, at + NX_DAY, sighting(ANN, attempt, at + NX_HOUR));
        at += 8 * NX_DAY;
    }
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpuint(record->attempt, >, record->attempts);
    g_assert_cmpuint(record->attempts, ==, 4);
    nx_record_free(record);
    sent(fixture, ANN, at);
    record = record_of(fixture, ANN);
    g_assert_false(record->attempt_sent);
    nx_record_free(record);
}

static void nothing_within_settle_is_a_recovery(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 2);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + 6 * NX_DAY, sighting("bob@example.com", 1, NOON));
    assert_retry(fixture, 2, NOON, TRUE);
    record_one(fixture, NOON + 7 * NX_DAY, sighting("bob@example.com", 2, NOON));
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpint(record->delivered, ==, NOON);
    nx_record_free(record);
}

static void a_bounce_after_settle_is_a_new_story(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 2);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 1, NOON + 8 * NX_DAY));
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpint(record->delivered, ==, NOON);
    nx_record_free(record);
}

static void a_bounce_read_late_takes_the_recovery_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 2);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + 9 * NX_DAY, sighting("bob@example.com", 1, NOON));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 2, NOON + NX_DAY));
    assert_retry(fixture, 3, NOON + 4 * NX_DAY, FALSE);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->delivered, ==, NX_TIME_UNKNOWN);
    nx_record_free(record);
}

static void a_rate_limit_does_not_count_against_the_address(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 2);
    sent(fixture, ANN, NOON);
    NxSighting *slow_down = sighting(ANN, 1, NOON + NX_HOUR);
    slow_down->reason = NX_REASON_SPEEDING;
    slow_down->klass = NX_CLASS_BLOCK;
    slow_down->plan = NX_PLAN_S3;
    record_one(fixture, NOON + NX_DAY, slow_down);
    assert_retry(fixture, 2, NOON + 5 * NX_HOUR, FALSE);
}

static void a_pause_for_the_rate_becomes_a_plan_when_the_address_fails(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = ANN, .decision = NX_DECISION_RETRY, .not_before = NOON, .plan = NX_PLAN_S3, .attempt = 1};
    decide_as(fixture, &anna, &order);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + NX_DAY, sighting(ANN, 1, NOON + NX_HOUR));
    assert_retry(fixture, 1, NOON + 25 * NX_HOUR, FALSE);
}

static void a_complaint_is_no_bounce(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    NxSighting *complaint = sighting(ANN, 1, NOON + NX_HOUR);
    complaint->klass = NX_CLASS_COMPLAINT;
    complaint->reason = NX_REASON_FEEDBACK;
    complaint->plan = NX_PLAN_NONE;
    record_one(fixture, NOON + NX_DAY, complaint);
    assert_retry(fixture, 1, NOON, TRUE);
}

static void moves_are_journalled_and_keep_who_decided(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + NX_DAY, sighting(ANN, 1, NOON + NX_HOUR));
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 3);
    g_assert_cmpstr(((NxAct *)log->pdata[0])->name, ==, "bounced");
    g_assert_cmpstr(((NxAct *)log->pdata[1])->name, ==, "attempt");
    g_assert_cmpstr(((NxAct *)log->pdata[1])->scope, ==, "news");
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpstr(record->actor, ==, "anna");
    g_assert_cmpint(record->since, ==, NOON);
    nx_record_free(record);
}

static void a_delivery_closes_the_history(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    decide(fixture, "bob@example.com", NX_DECISION_SUPPRESS);
    record_one(fixture, NOON, sighting("cleo@example.com", 1, NOON - NX_DAY));
    const char *const keys[] = {ANN, ANN, "bob@example.com", "new@example.com", "cleo@example.com"};
    g_assert_true(nx_ledger_delivered(fixture->ledger, &anna, keys, NULL, 5, NULL));
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpint(record->delivered, ==, NOON);
    nx_record_free(record);
    g_assert_cmpint(decision_of(fixture, "bob@example.com"), ==, NX_DECISION_SUPPRESS);
    g_assert_null(record_of(fixture, "new@example.com"));
    const char *const asked[] = {"cleo@example.com"};
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(fixture->ledger, asked, 1, NULL);
    g_assert_cmpint(((NxRecall *)recalls->pdata[0])->record->delivered, ==, NOON);
}

static void a_bounce_after_a_delivery_stays(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON - NX_HOUR));
    retry(fixture, ANN, NOON, 1);
    const char *const keys[] = {ANN};
    const NxTime before = NOON - NX_DAY, after = NOON - NX_HOUR / 2;
    g_assert_true(nx_ledger_delivered(fixture->ledger, &anna, keys, &before, 1, NULL));
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpint(record->delivered, ==, before);
    nx_record_free(record);
    g_assert_true(nx_ledger_delivered(fixture->ledger, &anna, keys, &after, 1, NULL));
    record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpint(record->delivered, ==, after);
    nx_record_free(record);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ledger/retry/a plan without dates begins as S1", a_plan_without_dates_begins_as_s1);
    g_test_add_func("/ledger/retry/the bounce of the last attempt uses the plan up", the_last_attempt_uses_the_plan_up);
    ADD_TEST("/ledger/retry/handing over is the attempt, once", handing_over_is_the_attempt);
    ADD_TEST("/ledger/retry/a bounce after it is the next attempt, from that bounce",
             a_bounce_after_it_is_the_next_attempt);
    ADD_TEST("/ledger/retry/bounces before it change nothing", bounces_before_it_change_nothing);
    ADD_TEST("/ledger/retry/bounces inside one step count once", bounces_inside_one_step_count_once);
    ADD_TEST("/ledger/retry/after the last attempt the plan is used up", after_the_last_attempt_the_plan_is_used_up);
    ADD_TEST("/ledger/retry/no bounce within settle is a recovery", nothing_within_settle_is_a_recovery);
    ADD_TEST("/ledger/retry/a bounce after settle begins a new story", a_bounce_after_settle_is_a_new_story);
    ADD_TEST("/ledger/retry/a bounce read late takes the recovery back", a_bounce_read_late_takes_the_recovery_back);
    ADD_TEST("/ledger/retry/a rate limit does not count against the address",
             a_rate_limit_does_not_count_against_the_address);
    ADD_TEST("/ledger/retry/a pause for the rate becomes a plan when the address fails",
             a_pause_for_the_rate_becomes_a_plan_when_the_address_fails);
    ADD_TEST("/ledger/retry/a complaint is no bounce", a_complaint_is_no_bounce);
    ADD_TEST("/ledger/retry/moves are journalled and keep who decided", moves_are_journalled_and_keep_who_decided);
    ADD_TEST("/ledger/retry/a delivery closes the history and forgets a retry", a_delivery_closes_the_history);
    ADD_TEST("/ledger/retry/a bounce after a delivery is not closed by it", a_bounce_after_a_delivery_stays);
    return g_test_run();
}
