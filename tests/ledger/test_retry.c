/* Retries: attempts, bounces, recovery, deliveries. */
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
        NxRetry retry = nx_retry_first(NULL, CASES[i].plan, NOON, 0);
        g_assert_cmpstr(nx_plan_name(retry.plan), ==, nx_plan_name(CASES[i].begins));
        g_assert_cmpint(retry.not_before, ==, NOON + CASES[i].wait);
        g_assert_cmpuint(retry.attempt, ==, 1);
        g_assert_cmpuint(retry.attempts, ==, CASES[i].attempts);
        g_assert_false(nx_retry_is_used_up(retry.attempt, retry.attempts));
    }
}

static void the_last_attempt_uses_the_plan_up(void)
{
    NxRetry retry = nx_retry_first(NULL, NX_PLAN_S1, NOON, 0);
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

static void a_bounce_after_its_date_proves_an_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    record_one(fixture, NOON, sighting(ANN, 1, NOON)); /* on the date itself nothing can have been sent and answered */
    assert_retry(fixture, 1, NOON, FALSE);
    NxTime bounced = NOON + 1 + 30 * NX_HOUR;
    record_one(fixture, NOON + 2 * NX_DAY, sighting(ANN, 2, bounced));
    assert_retry(fixture, 2, bounced + 48 * NX_HOUR, FALSE);
    record_one(fixture, NOON + 3 * NX_DAY, sighting(ANN, 3, bounced + 30 * NX_HOUR)); /* inside the step */
    assert_retry(fixture, 2, bounced + 48 * NX_HOUR, FALSE);
}

static void bounces_of_many_sends_use_the_plan_up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    GPtrArray *sightings = g_ptr_array_new();
    for (guint week = 5; week > 0; week--) /* newest first: they are taken by arrival */
        g_ptr_array_add(sightings, sighting(ANN, week, NOON + (week - 1) * 8 * NX_DAY + 1));
    record_at(fixture, NOON + 40 * NX_DAY, sightings);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpuint(record->attempt, ==, 5);
    g_assert_cmpint(record->not_before, ==, NX_TIME_UNKNOWN);
    nx_record_free(record);
    record_one(fixture, NOON + 50 * NX_DAY, sighting(ANN, 9, NOON + 48 * NX_DAY));
    record = record_of(fixture, ANN);
    g_assert_cmpuint(record->attempt, ==, 5);
    nx_record_free(record);
}

static void a_complaint_proves_no_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    NxSighting *complaint = sighting(ANN, 1, NOON + 2 * NX_DAY);
    complaint->klass = NX_CLASS_COMPLAINT;
    record_one(fixture, NOON + 2 * NX_DAY, complaint);
    assert_retry(fixture, 1, NOON, FALSE);
}

static void a_rate_limit_after_its_date_only_delays(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 2);
    NxSighting *slow = sighting(ANN, 1, NOON + NX_DAY);
    slow->plan = NX_PLAN_S3;
    record_one(fixture, NOON + NX_DAY, slow);
    assert_retry(fixture, 2, NOON + NX_DAY + 4 * NX_HOUR, FALSE);
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
    g_assert_true(delivered(fixture->ledger, &anna, keys, NULL, 5, NULL));
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
    g_assert_true(delivered(fixture->ledger, &anna, keys, &before, 1, NULL));
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpint(record->delivered, ==, before);
    nx_record_free(record);
    g_assert_true(delivered(fixture->ledger, &anna, keys, &after, 1, NULL));
    record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpint(record->delivered, ==, after);
    nx_record_free(record);
}

static void a_bounce_of_the_second_of_the_attempt_is_no_answer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON, sighting(ANN, 1, NOON - 2 * NX_DAY));
    record_one(fixture, NOON, sighting(ANN, 2, NOON));
    assert_retry(fixture, 1, NOON, TRUE);
    record_one(fixture, NOON, sighting(ANN, 3, NOON + 1));
    assert_retry(fixture, 2, NOON + 1 + 48 * NX_HOUR, FALSE);
}

static void a_bounce_at_settle_still_answers_and_one_after_it_does_not(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint late = 0; late < 2; late++) {
        g_autofree char *key = g_strdup_printf("late%u@example.com", late);
        NxTime bounced = NOON + fixture->settings.settle + late;
        retry(fixture, key, NOON, 1);
        sent(fixture, key, NOON);
        record_one(fixture, NOON, sighting(key, late, bounced));
        NxRecord *record = record_of(fixture, key);
        g_assert_cmpint(record->decision, ==, late ? NX_DECISION_NONE : NX_DECISION_RETRY);
        g_assert_cmpint(record->delivered, ==, late ? NOON : NX_TIME_UNKNOWN);
        nx_record_free(record);
    }
}

static void an_attempt_has_settled_to_the_second(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + 7 * NX_DAY - 1, sighting("bob@example.com", 1, NOON));
    assert_retry(fixture, 1, NOON, TRUE);
    record_one(fixture, NOON + 7 * NX_DAY, sighting("bob@example.com", 2, NOON));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    const NxAct *recovered = log->pdata[0];
    g_assert_cmpstr(recovered->name, ==, "recovered");
    g_assert_cmpuint(recovered->n, ==, 1);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, recovered->number, NULL);
    g_assert_cmpint(((NxChange *)changes->pdata[0])->before, ==, NX_DECISION_RETRY);
    g_assert_cmpint(((NxChange *)changes->pdata[0])->after, ==, NX_DECISION_NONE);
}

/* What was recovered is a retry again only where a bounce answers the attempt; what a person forgot never is. */
static void a_recovery_stands_unless_the_late_bounce_answers_it(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 2);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + 9 * NX_DAY, sighting("bob@example.com", 1, NOON));
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 2, NOON - 4 * NX_DAY));
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 3, NOON + 7 * NX_DAY + 1));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 4, NOON + 7 * NX_DAY));
    assert_retry(fixture, 3, NOON + 10 * NX_DAY, FALSE);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, ((NxAct *)log->pdata[0])->number, NULL);
    g_assert_cmpint(((NxChange *)changes->pdata[0])->before, ==, NX_DECISION_NONE);
    g_assert_cmpint(((NxChange *)changes->pdata[0])->after, ==, NX_DECISION_RETRY);
    decide(fixture, ANN, NX_DECISION_NONE);
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 5, NOON + NX_HOUR));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
}

static void a_bounce_moves_only_a_retry(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    record_one(fixture, NOON, sighting(ANN, 1, NOON - 3 * NX_DAY));
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 2, NOON + NX_HOUR));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_SUPPRESS);
}

static void a_moved_retry_keeps_its_plan_and_its_count(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = ANN, .decision = NX_DECISION_RETRY, .not_before = NOON, .plan = NX_PLAN_S3, .attempt = 1};
    decide_as(fixture, &anna, &order);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON, sighting(ANN, 1, NOON - 3 * NX_DAY));
    record_one(fixture, NOON + NX_DAY, sighting(ANN, 2, NOON + NX_HOUR));
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->plan, ==, NX_PLAN_S1);
    g_assert_cmpuint(record->attempt, ==, 1);
    g_assert_cmpuint(record->attempts, ==, 4);
    g_assert_cmpint(record->attempt_sent_at, ==, NX_TIME_UNKNOWN);
    nx_record_free(record);
}

static void a_rate_limit_stays_one_and_trouble_of_ours_counts_nothing(void)
{
    static const NxPlan PLANS[] = {NX_PLAN_S3, NX_PLAN_S4};
    for (guint i = 0; i < G_N_ELEMENTS(PLANS); i++) {
        NxRetry retry = nx_retry_first(NULL, NX_PLAN_S2, NOON, 0);
        nx_retry_bounced(&retry, NULL, PLANS[i], NOON + NX_DAY);
        g_assert_cmpint(retry.plan, ==, NX_PLAN_S2);
        g_assert_cmpuint(retry.attempt, ==, 1);
        g_assert_cmpint(retry.not_before, ==, NOON + NX_DAY + 4 * NX_HOUR);
    }
    NxRetry pause = nx_retry_first(NULL, NX_PLAN_S3, NOON, 0);
    nx_retry_bounced(&pause, NULL, NX_PLAN_S2, NOON);
    g_assert_cmpint(pause.plan, ==, NX_PLAN_S2);
    g_assert_cmpuint(pause.attempts, ==, 5);
    pause = nx_retry_first(NULL, NX_PLAN_S3, NOON, 0);
    nx_retry_bounced(&pause, NULL, NX_PLAN_NONE, NOON);
    g_assert_cmpint(pause.plan, ==, NX_PLAN_S1);
}

static void a_plan_of_two_steps_is_none_and_one_of_three_is(void)
{
    NxSettings settings = {.plan = {NX_HOUR, 2 * NX_HOUR, 3 * NX_HOUR}, .plan_steps = 2};
    NxRetry retry = nx_retry_first(&settings, NX_PLAN_S1, NOON, 0);
    g_assert_cmpint(retry.not_before, ==, NOON + NX_DAY);
    g_assert_cmpuint(retry.attempts, ==, 4);
    settings.plan_steps = 3;
    retry = nx_retry_first(&settings, NX_PLAN_S1, NOON, 0);
    g_assert_cmpint(retry.not_before, ==, NOON + NX_HOUR);
    g_assert_cmpuint(retry.attempts, ==, 3);
    for (guint attempt = 2; attempt <= 3; attempt++) {
        nx_retry_bounced(&retry, &settings, NX_PLAN_S1, NOON);
        g_assert_cmpint(retry.not_before, ==, NOON + attempt * NX_HOUR);
        g_assert_cmpuint(retry.attempt, ==, attempt);
        g_assert_false(nx_retry_is_used_up(retry.attempt, retry.attempts));
    }
    nx_retry_bounced(&retry, &settings, NX_PLAN_S1, NOON);
    g_assert_cmpint(retry.not_before, ==, NX_TIME_UNKNOWN);
    g_assert_cmpuint(retry.attempt, ==, 4);
    g_assert_true(nx_retry_is_used_up(retry.attempt, retry.attempts));
}

static void a_plan_without_an_end_is_never_used_up(void)
{
    g_assert_false(nx_retry_is_used_up(1, 0));
    g_assert_false(nx_retry_is_used_up(99, 0));
    g_assert_true(nx_retry_is_used_up(2, 1));
}

static void only_a_retry_is_an_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, ANN, NX_DECISION_HOLD);
    sent(fixture, ANN, NOON);
    sent(fixture, "nobody@example.com", NOON);
    g_assert_null(record_of(fixture, "nobody@example.com"));
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 1);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_false(record->attempt_sent);
    nx_record_free(record);
}

static void word_of_a_delivery_is_as_new_as_the_newest(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxTime TOLD[] = {NOON, NOON - NX_DAY, NOON + NX_DAY}, NEWEST[] = {NOON, NOON, NOON + NX_DAY};
    const char *const keys[] = {ANN};
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    for (guint i = 0; i < G_N_ELEMENTS(TOLD); i++) {
        g_assert_true(delivered(fixture->ledger, &anna, keys, &TOLD[i], 1, NULL));
        NxRecord *record = record_of(fixture, ANN);
        g_assert_cmpint(record->delivered, ==, NEWEST[i]);
        nx_record_free(record);
    }
}

static void a_delivery_in_the_second_of_the_bounce_closes(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {ANN};
    const NxTime before = NOON - 1, same = NOON;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    retry(fixture, ANN, NOON + NX_DAY, 1);
    g_assert_true(delivered(fixture->ledger, &anna, keys, &before, 1, NULL));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_RETRY);
    g_assert_true(delivered(fixture->ledger, &anna, keys, &same, 1, NULL));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    g_assert_cmpstr(((NxAct *)log->pdata[0])->name, ==, "delivered");
    g_assert_cmpint(((NxAct *)log->pdata[0])->after, ==, NX_DECISION_NONE);
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
    ADD_TEST("/ledger/retry/a bounce after its date proves an attempt", a_bounce_after_its_date_proves_an_attempt);
    ADD_TEST("/ledger/retry/bounces of many sends use it up", bounces_of_many_sends_use_the_plan_up);
    ADD_TEST("/ledger/retry/a complaint proves no attempt", a_complaint_proves_no_attempt);
    ADD_TEST("/ledger/retry/a rate limit after its date only delays", a_rate_limit_after_its_date_only_delays);
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
    ADD_TEST("/ledger/retry/a bounce of the second of the attempt is no answer",
             a_bounce_of_the_second_of_the_attempt_is_no_answer);
    ADD_TEST("/ledger/retry/a bounce at settle still answers, and one after it does not",
             a_bounce_at_settle_still_answers_and_one_after_it_does_not);
    ADD_TEST("/ledger/retry/an attempt has settled to the second", an_attempt_has_settled_to_the_second);
    ADD_TEST("/ledger/retry/a recovery stands unless the late bounce answers it",
             a_recovery_stands_unless_the_late_bounce_answers_it);
    ADD_TEST("/ledger/retry/a bounce moves only a retry", a_bounce_moves_only_a_retry);
    ADD_TEST("/ledger/retry/a moved retry keeps its plan and its count", a_moved_retry_keeps_its_plan_and_its_count);
    g_test_add_func("/ledger/retry/a rate limit stays one, and trouble of ours counts nothing",
                    a_rate_limit_stays_one_and_trouble_of_ours_counts_nothing);
    g_test_add_func("/ledger/retry/a plan of two steps is none, and one of three is",
                    a_plan_of_two_steps_is_none_and_one_of_three_is);
    g_test_add_func("/ledger/retry/a plan without an end is never used up", a_plan_without_an_end_is_never_used_up);
    ADD_TEST("/ledger/retry/only a retry is an attempt", only_a_retry_is_an_attempt);
    ADD_TEST("/ledger/retry/word of a delivery is as new as the newest", word_of_a_delivery_is_as_new_as_the_newest);
    ADD_TEST("/ledger/retry/a delivery in the second of the bounce closes",
             a_delivery_in_the_second_of_the_bounce_closes);
    return g_test_run();
}
