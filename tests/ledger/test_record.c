/* A record of the ledger as the rest of the program sees it. */
#include "ledger/fixture.h"

static const NxRecord WHOLE = {.key = (char *)"ann@example.com",
                               .spelling = (char *)"Ann@Example.com",
                               .decision = NX_DECISION_RETRY,
                               .since = NOON + 1,
                               .not_before = NOON + 2,
                               .attempt_sent_at = NOON + 3,
                               .delivered = NOON + 4,
                               .first_seen = NOON + 5,
                               .last_seen = NOON + 6,
                               .plan = NX_PLAN_S2,
                               .attempt = 2,
                               .attempts = 5,
                               .seen = 7,
                               .reason = NX_REASON_MAILBOXFULL,
                               .klass = NX_CLASS_SOFT,
                               .status = {4, 2, 2},
                               .reply_code = 452,
                               .provider = (char *)"google",
                               .cause = (char *)"google/blocked",
                               .diagnostic = (char *)"452 4.2.2 full",
                               .note = (char *)"phoned her"};

static void a_limit_sees_each_field_in_its_place(void)
{
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(&WHOLE, &standing, &facts);
    g_assert_true(facts.standing == &standing);
    g_assert_cmpint(standing.decision, ==, NX_DECISION_RETRY);
    g_assert_cmpint(standing.since, ==, NOON + 1);
    g_assert_cmpint(standing.not_before, ==, NOON + 2);
    g_assert_cmpint(standing.attempt_sent_at, ==, NOON + 3);
    g_assert_cmpint(standing.delivered, ==, NOON + 4);
    g_assert_cmpint(standing.first_seen, ==, NOON + 5);
    g_assert_cmpint(standing.last_seen, ==, NOON + 6);
    g_assert_cmpint(standing.plan, ==, NX_PLAN_S2);
    g_assert_cmpuint(standing.attempt, ==, 2);
    g_assert_cmpuint(standing.attempts, ==, 5);
    g_assert_cmpuint(standing.seen, ==, 7);
    g_assert_true(standing.has_note);
    g_assert_cmpstr(facts.recipient, ==, "Ann@Example.com");
    g_assert_cmpstr(facts.domain, ==, "example.com");
    g_assert_cmpstr(facts.provider, ==, "google");
    g_assert_cmpstr(facts.cause, ==, "google/blocked");
    g_assert_cmpstr(facts.diagnostic, ==, "452 4.2.2 full");
    g_assert_cmpstr(facts.note, ==, "phoned her");
    g_assert_cmpint(facts.reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(facts.klass, ==, NX_CLASS_SOFT);
    g_assert_true(nx_status_equal(facts.status, (NxStatus){4, 2, 2}));
    g_assert_cmpuint(facts.reply_code, ==, 452);
    g_assert_cmpint(facts.arrived, ==, NOON + 6);
}

static void a_limit_sees_each_mark_by_itself(void)
{
    static const struct {
        gboolean sent, handed_over, is_protected;
    } MARKS[] = {{TRUE, FALSE, FALSE}, {FALSE, TRUE, FALSE}, {FALSE, FALSE, TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        NxRecord record = WHOLE;
        NxStanding standing;
        NxFacts facts;
        record.attempt_sent = MARKS[i].sent;
        record.handed_over = MARKS[i].handed_over;
        record.is_protected = MARKS[i].is_protected;
        record.note = NULL;
        nx_record_facts(&record, &standing, &facts);
        g_assert_cmpint(standing.attempt_sent, ==, MARKS[i].sent);
        g_assert_cmpint(standing.handed_over, ==, MARKS[i].handed_over);
        g_assert_cmpint(standing.is_protected, ==, MARKS[i].is_protected);
        g_assert_false(standing.has_note);
    }
}

static void a_purged_address_has_no_domain(void)
{
    NxRecord purged = {.spelling = (char *)"(purged)"};
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(&purged, &standing, &facts);
    g_assert_null(facts.domain);
}

static void a_retry_is_due_at_its_date_and_recovered_when_settled(void)
{
    NxRecord retry = {.decision = NX_DECISION_RETRY, .not_before = NOON, .attempt_sent_at = NOON + NX_DAY};
    g_assert_cmpint(nx_record_phase(&retry, NX_DAY, NOON - 1), ==, NX_PHASE_PAUSED);
    g_assert_cmpint(nx_record_phase(&retry, NX_DAY, NOON), ==, NX_PHASE_DUE);
    retry.attempt_sent = TRUE;
    g_assert_cmpint(nx_record_phase(&retry, NX_DAY, NOON + 2 * NX_DAY - 1), ==, NX_PHASE_SENT);
    g_assert_cmpint(nx_record_phase(&retry, NX_DAY, NOON + 2 * NX_DAY), ==, NX_PHASE_RECOVERED);
    retry.decision = NX_DECISION_HOLD;
    g_assert_cmpint(nx_record_phase(&retry, NX_DAY, NOON), ==, NX_PHASE_NONE);
}

/* Every field of a retry comes back from the disk as it went in. */
static void a_retry_is_kept_whole(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com",
                     .spelling = "Ann@Example.com",
                     .decision = NX_DECISION_RETRY,
                     .not_before = NOON + NX_DAY,
                     .plan = NX_PLAN_S2,
                     .attempt = 2,
                     .attempts = 5,
                     .note = "try again"};
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON - NX_DAY));
    record_one(fixture, NOON, sighting("ann@example.com", 2, NOON - NX_HOUR));
    decide_as(fixture, &anna, &order);
    sent(fixture, "ann@example.com", NOON + NX_HOUR);
    const char *const keys[] = {"ann@example.com", NULL};
    const NxTime told = NOON - 2 * NX_DAY;
    g_assert_true(delivered(fixture->ledger, &anna, keys, &told, 1, NULL));
    reopen(fixture, NX_LEDGER_READ);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpstr(record->key, ==, "ann@example.com");
    g_assert_cmpstr(record->spelling, ==, "Ann@Example.com");
    g_assert_cmpint(record->not_before, ==, NOON + NX_DAY);
    g_assert_cmpint(record->plan, ==, NX_PLAN_S2);
    g_assert_cmpuint(record->attempt, ==, 2);
    g_assert_cmpuint(record->attempts, ==, 5);
    g_assert_true(record->attempt_sent);
    g_assert_cmpint(record->attempt_sent_at, ==, NOON + NX_HOUR);
    g_assert_cmpint(record->delivered, ==, told);
    g_assert_cmpuint(record->seen, ==, 2);
    g_assert_cmpint(record->first_seen, ==, NOON - NX_DAY);
    g_assert_cmpint(record->last_seen, ==, NOON - NX_HOUR);
    g_assert_cmpint(record->since, ==, NOON);
    g_assert_cmpstr(record->note, ==, "try again");
    g_assert_null(record->cause);
    g_assert_null(record->scope);
    g_assert_false(record->handed_over);
    g_assert_false(record->is_protected);
    nx_record_free(record);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ledger/record/a limit sees each field in its place", a_limit_sees_each_field_in_its_place);
    g_test_add_func("/ledger/record/a limit sees each mark by itself", a_limit_sees_each_mark_by_itself);
    g_test_add_func("/ledger/record/a purged address has no domain", a_purged_address_has_no_domain);
    g_test_add_func("/ledger/record/a retry is due at its date and recovered when settled",
                    a_retry_is_due_at_its_date_and_recovered_when_settled);
    ADD_TEST("/ledger/record/a retry is kept whole", a_retry_is_kept_whole);
    return g_test_run();
}
