#include "ledger/fixture.h"

static void a_decision_is_kept(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com",
                     .spelling = "Ann@Example.com",
                     .decision = NX_DECISION_SUPPRESS,
                     .note = "left the company",
                     .reason = NX_REASON_SUSPEND,
                     .klass = NX_CLASS_HARD,
                     .status = {5, 2, 1},
                     .reply_code = 550,
                     .provider = "google",
                     .diagnostic = "550 5.2.1 disabled",
                     .rule = "disabled.account",
                     .evidence = "disabled",
                     .file = "cur/1",
                     .place_id = "/mail\x1f"
                                 "1"};
    NxActHead head = anna;
    head.scope = "monthly";
    decide_as(fixture, &head, &order);
    reopen(fixture, NX_LEDGER_READ);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_nonnull(record);
    g_assert_cmpstr(record->spelling, ==, "Ann@Example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(record->since, ==, NOON);
    g_assert_cmpstr(record->actor, ==, "anna");
    g_assert_cmpstr(record->act, ==, "suppress");
    g_assert_cmpstr(record->scope, ==, "monthly");
    g_assert_cmpstr(record->note, ==, "left the company");
    g_assert_cmpint(record->reason, ==, NX_REASON_SUSPEND);
    g_assert_cmpint(record->klass, ==, NX_CLASS_HARD);
    g_assert_true(nx_status_equal(record->status, (NxStatus){5, 2, 1}));
    g_assert_cmpuint(record->reply_code, ==, 550);
    g_assert_cmpstr(record->provider, ==, "google");
    g_assert_cmpstr(record->diagnostic, ==, "550 5.2.1 disabled");
    g_assert_cmpstr(record->rule, ==, "disabled.account");
    g_assert_cmpstr(record->evidence, ==, "disabled");
    g_assert_cmpstr(record->file, ==, "cur/1");
    g_assert_cmpstr(record->place_id, ==,
                    "/mail\x1f"
                    "1");
    nx_record_free(record);
}

static void the_same_again_is_no_act(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS), >, 0);
    NxOrder orders[] = {{.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS},
                        {.key = "bob@example.com", .decision = NX_DECISION_SUPPRESS}};
    guint changed = 0;
    gint64 act = -1;
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 2, &changed, &act, NULL));
    g_assert_cmpuint(changed, ==, 1);
    g_assert_cmpint(act, >, 0);
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 2, &changed, &act, NULL));
    g_assert_cmpuint(changed, ==, 0);
    g_assert_cmpint(act, ==, 0);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 2);
}

static void forgetting_the_unknown_leaves_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(decide(fixture, "ann@example.com", NX_DECISION_NONE), ==, 0);
    g_assert_null(record_of(fixture, "ann@example.com"));
}

static void what_an_order_does_not_say_stays(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder first = {.key = "ann@example.com",
                     .decision = NX_DECISION_HOLD,
                     .cause = "google/blocked",
                     .note = "asked them",
                     .rule = "block.ip",
                     .reason = NX_REASON_BLOCKED,
                     .diagnostic = "550 blocked"};
    decide_as(fixture, &anna, &first);
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpstr(record->note, ==, "asked them");
    g_assert_cmpstr(record->rule, ==, "block.ip");
    g_assert_cmpint(record->reason, ==, NX_REASON_BLOCKED);
    g_assert_cmpstr(record->diagnostic, ==, "550 blocked");
    g_assert_null(record->cause);
    nx_record_free(record);
}

static void an_address_named_twice_ends_as_the_last_says(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder orders[] = {{.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS},
                        {.key = "ann@example.com", .decision = NX_DECISION_IGNORE}};
    gint64 act = 0;
    guint changed = 0;
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 2, &changed, &act, NULL));
    g_assert_cmpuint(changed, ==, 1);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_IGNORE);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, NULL, NULL, NULL));
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
}

static void the_log_tells_what_was_before_and_after(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, "ann@example.com", NOON + NX_DAY, 1);
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS, .note = "enough"};
    NxActHead head = anna;
    head.name = "accept";
    head.scope = "monthly";
    gint64 act = decide_as(fixture, &head, &order);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    g_assert_cmpuint(log->len, ==, 1);
    const NxAct *last = log->pdata[0];
    g_assert_cmpint(last->number, ==, act);
    g_assert_cmpstr(last->name, ==, "accept");
    g_assert_cmpstr(last->actor, ==, "anna");
    g_assert_cmpstr(last->session, ==, "one");
    g_assert_cmpstr(last->scope, ==, "monthly");
    g_assert_cmpint(last->at, ==, NOON);
    g_assert_cmpuint(last->n, ==, 1);
    g_assert_cmpstr(last->sample, ==, "ann@example.com");
    g_assert_cmpint(last->after, ==, NX_DECISION_SUPPRESS);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act, NULL);
    g_assert_cmpuint(changes->len, ==, 1);
    const NxChange *change = changes->pdata[0];
    g_assert_cmpint(change->before, ==, NX_DECISION_RETRY);
    g_assert_cmpint(change->before_not_before, ==, NOON + NX_DAY);
    g_assert_cmpint(change->after, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(change->after_not_before, ==, NX_TIME_UNKNOWN);
    g_assert_null(change->before_note);
    g_assert_cmpstr(change->after_note, ==, "enough");
}

static void a_mixed_act_claims_no_single_outcome(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder orders[] = {{.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS},
                        {.key = "bob@example.com", .decision = NX_DECISION_HOLD}};
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 2, NULL, NULL, NULL));
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpint(((NxAct *)log->pdata[0])->after, ==, NX_DECISION_NONE);
    g_assert_cmpuint(((NxAct *)log->pdata[0])->n, ==, 2);
}

static void records_come_by_decision_and_in_order(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "cleo@example.com", NX_DECISION_SUPPRESS);
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    decide(fixture, "bob@example.com", NX_DECISION_IGNORE);
    decide(fixture, "dan@example.com", NX_DECISION_IGNORE);
    decide(fixture, "dan@example.com", NX_DECISION_NONE);
    g_autoptr(GPtrArray) suppressed = nx_ledger_records(fixture->ledger, NX_DECISION_SUPPRESS, NULL);
    g_assert_cmpuint(suppressed->len, ==, 2);
    g_assert_cmpstr(((NxRecord *)suppressed->pdata[0])->key, ==, "ann@example.com");
    g_assert_cmpstr(((NxRecord *)suppressed->pdata[1])->key, ==, "cleo@example.com");
    g_autoptr(GPtrArray) all = nx_ledger_records(fixture->ledger, NX_DECISION_NONE, NULL);
    g_assert_cmpuint(all->len, ==, 3);
}

static void notes_and_protection_stand_without_a_decision(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = 0;
    g_assert_true(
        nx_ledger_note(fixture->ledger, &anna, "ann@example.com", "ann@example.com", "phoned her", &act, NULL));
    g_assert_cmpint(act, >, 0);
    const char *const keys[] = {"ann@example.com", "bob@example.com"};
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, keys, 2, TRUE, &act, NULL));
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, keys, 2, TRUE, &act, NULL));
    g_assert_cmpint(act, ==, 0);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpstr(record->note, ==, "phoned her");
    g_assert_true(record->is_protected);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    nx_record_free(record);
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, "ann@example.com", NULL, "", &act, NULL));
    record = record_of(fixture, "ann@example.com");
    g_assert_null(record->note);
    nx_record_free(record);
}

static void a_cause_is_released_in_one_act(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder orders[] = {{.key = "ann@example.com", .decision = NX_DECISION_HOLD, .cause = "google/blocked"},
                        {.key = "bob@example.com", .decision = NX_DECISION_HOLD, .cause = "google/blocked"},
                        {.key = "cleo@example.com", .decision = NX_DECISION_HOLD, .cause = "-/spamdetected"}};
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 3, NULL, NULL, NULL));
    g_autoptr(GPtrArray) causes = nx_ledger_causes(fixture->ledger, NULL);
    g_assert_cmpuint(causes->len, ==, 2);
    g_assert_cmpstr(((NxCause *)causes->pdata[0])->cause, ==, "google/blocked");
    g_assert_cmpuint(((NxCause *)causes->pdata[0])->n, ==, 2);
    guint n = 0;
    gint64 act = 0;
    g_assert_true(nx_ledger_release(fixture->ledger, &anna, "google/blocked", &n, &act, NULL));
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
    g_assert_cmpint(decision_of(fixture, "cleo@example.com"), ==, NX_DECISION_HOLD);
    GError *error = NULL;
    g_assert_false(nx_ledger_release(fixture->ledger, &anna, "google/blocked", &n, &act, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NOTHING);
    g_error_free(error);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, ((NxAct *)log->pdata[0])->number, &n, NULL, NULL));
    g_assert_cmpuint(n, ==, 2);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpstr(record->cause, ==, "google/blocked");
    nx_record_free(record);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/acts/a decision is kept with its evidence", a_decision_is_kept);
    ADD_TEST("/ledger/acts/the same again is no act", the_same_again_is_no_act);
    ADD_TEST("/ledger/acts/forgetting the unknown leaves nothing", forgetting_the_unknown_leaves_nothing);
    ADD_TEST("/ledger/acts/what an order does not say stays", what_an_order_does_not_say_stays);
    ADD_TEST("/ledger/acts/an address named twice ends as the last says", an_address_named_twice_ends_as_the_last_says);
    ADD_TEST("/ledger/acts/the log tells what was before and after", the_log_tells_what_was_before_and_after);
    ADD_TEST("/ledger/acts/a mixed act claims no single outcome", a_mixed_act_claims_no_single_outcome);
    ADD_TEST("/ledger/acts/records come by decision and in order", records_come_by_decision_and_in_order);
    ADD_TEST("/ledger/acts/notes and protection stand without a decision",
             notes_and_protection_stand_without_a_decision);
    ADD_TEST("/ledger/acts/a cause is released in one act", a_cause_is_released_in_one_act);
    return g_test_run();
}
