/* What people decide, note, protect and release is kept, and nothing else changes. */
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
    head.scope = "monthly"; /* a remark of the act: what holds in a scope only, the order says */
    decide_as(fixture, &head, &order);
    reopen(fixture, NX_LEDGER_READ);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_nonnull(record);
    g_assert_cmpstr(record->spelling, ==, "Ann@Example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(record->since, ==, NOON);
    g_assert_cmpstr(record->actor, ==, "anna");
    g_assert_cmpstr(record->act, ==, "suppress");
    g_assert_null(record->scope);
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

static void a_note_on_many_is_one_act(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"ann@example.com", "bob@example.com", "cid@example.com"};
    guint changed = 0, restored = 0;
    gint64 act;
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, keys[1], keys[1], "their filter", &act, NULL));
    g_assert_true(nx_ledger_note_all(fixture->ledger, &anna, keys, keys, 3, "their filter", &changed, &act, NULL));
    g_assert_cmpuint(changed, ==, 2); /* one had it already */
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &restored, NULL, NULL));
    g_assert_cmpuint(restored, ==, 2);
    NxRecord *ann = record_of(fixture, keys[0]), *bob = record_of(fixture, keys[1]);
    g_assert_true(!ann || !ann->note);
    g_assert_cmpstr(bob->note, ==, "their filter");
    nx_record_free(ann);
    nx_record_free(bob);
    g_assert_true(nx_ledger_note_all(fixture->ledger, &anna, keys, keys, 3, "", &changed, &act, NULL));
    g_assert_cmpuint(changed, ==, 1); /* who had none still has none */
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
    g_autoptr(GPtrArray) released = NULL;
    g_assert_true(nx_ledger_release(fixture->ledger, &anna, "google/blocked", &released, &act, NULL));
    g_assert_cmpuint(released->len, ==, 2);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
    g_assert_cmpint(decision_of(fixture, "cleo@example.com"), ==, NX_DECISION_HOLD);
    GError *error = NULL;
    g_assert_false(nx_ledger_release(fixture->ledger, &anna, "google/blocked", NULL, &act, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NOTHING);
    g_error_free(error);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, ((NxAct *)log->pdata[0])->number, &n, NULL, NULL));
    g_assert_cmpuint(n, ==, 2);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpstr(record->cause, ==, "google/blocked");
    nx_record_free(record);
}

static void each_piece_of_evidence_replaces_what_was_known(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxOrder PIECES[] = {
        {.rule = "full.mailbox"}, {.diagnostic = "452 full"}, {.evidence = "full"},
        {.reply_code = 452},      {.status = {4, 2, 2}},      {.reason = NX_REASON_MAILBOXFULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(PIECES); i++) {
        NxOrder known = {.key = "ann@example.com",
                         .decision = NX_DECISION_HOLD,
                         .reason = NX_REASON_BLOCKED,
                         .klass = NX_CLASS_BLOCK,
                         .status = {5, 7, 1},
                         .reply_code = 550};
        NxOrder fresh = PIECES[i];
        fresh.key = known.key;
        fresh.decision = NX_DECISION_SUPPRESS;
        fresh.klass = NX_CLASS_SOFT;
        decide_as(fixture, &anna, &known);
        decide_as(fixture, &anna, &fresh);
        NxRecord *record = record_of(fixture, known.key);
        g_assert_cmpint(record->klass, ==, NX_CLASS_SOFT);
        g_assert_cmpint(record->reason, ==, fresh.reason);
        g_assert_cmpuint(record->reply_code, ==, fresh.reply_code);
        g_assert_true(nx_status_equal(record->status, fresh.status));
        nx_record_free(record);
    }
}

static void a_bare_decision_leaves_the_evidence(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder known = {.key = "ann@example.com",
                     .decision = NX_DECISION_HOLD,
                     .klass = NX_CLASS_BLOCK,
                     .reason = NX_REASON_BLOCKED,
                     .status = {5, 7, 1},
                     .reply_code = 550,
                     .provider = "google",
                     .evidence = "blocked",
                     .file = "cur/1",
                     .place_id = "/mail/1"};
    decide_as(fixture, &anna, &known);
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpint(record->klass, ==, NX_CLASS_BLOCK);
    g_assert_cmpuint(record->reply_code, ==, 550);
    g_assert_true(nx_status_equal(record->status, known.status));
    g_assert_cmpstr(record->provider, ==, "google");
    g_assert_cmpstr(record->evidence, ==, "blocked");
    g_assert_cmpstr(record->file, ==, "cur/1");
    g_assert_cmpstr(record->place_id, ==, "/mail/1");
    nx_record_free(record);
}

static void another_date_or_cause_is_another_decision(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 first = retry(fixture, "ann@example.com", NOON, 1);
    g_assert_cmpint(retry(fixture, "ann@example.com", NOON, 1), ==, 0);
    g_assert_cmpint(retry(fixture, "ann@example.com", NOON + 1, 1), >, first);
    NxOrder hold = {.key = "ann@example.com", .decision = NX_DECISION_HOLD, .cause = "google/blocked"};
    gint64 held = decide_as(fixture, &anna, &hold);
    g_assert_cmpint(held, >, 0);
    hold.cause = NULL;
    g_assert_cmpint(decide_as(fixture, &anna, &hold), ==, 0);
    hold.cause = "google/speeding";
    g_assert_cmpint(decide_as(fixture, &anna, &hold), >, held);
}

static void only_a_retry_has_a_date_and_only_a_hold_a_cause(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com", .not_before = NOON + NX_DAY, .cause = "google/blocked"};
    for (order.decision = NX_DECISION_SUPPRESS; order.decision <= NX_DECISION_IGNORE; order.decision++) {
        decide_as(fixture, &anna, &order);
        NxRecord *record = record_of(fixture, order.key);
        g_assert_cmpint(record->decision, ==, order.decision);
        g_assert_cmpint(record->not_before, ==,
                        order.decision == NX_DECISION_RETRY ? order.not_before : NX_TIME_UNKNOWN);
        g_assert_cmpstr(record->cause, ==, order.decision == NX_DECISION_HOLD ? order.cause : NULL);
        nx_record_free(record);
    }
}

static void a_retry_decided_again_waits_for_its_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, "ann@example.com", NOON, 1);
    sent(fixture, "ann@example.com", NOON);
    retry(fixture, "ann@example.com", NOON + NX_DAY, 2);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_false(record->attempt_sent);
    g_assert_cmpint(record->attempt_sent_at, ==, NX_TIME_UNKNOWN);
    nx_record_free(record);
}

static void a_note_alone_is_an_act(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_NONE, .note = "phoned her"};
    g_assert_cmpint(decide_as(fixture, &anna, &order), >, 0);
    g_assert_cmpint(decide_as(fixture, &anna, &order), ==, 0);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpstr(record->note, ==, "phoned her");
    nx_record_free(record);
}

static void a_note_is_written_once_and_wiped_without_a_trace(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = -1;
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, "ann@example.com", NULL, NULL, &act, NULL));
    g_assert_cmpint(act, ==, 0);
    g_assert_null(record_of(fixture, "ann@example.com"));
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, "ann@example.com", "Ann@example.com", "gone", &act, NULL));
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act, NULL);
    g_assert_cmpuint(changes->len, ==, 1);
    const NxChange *change = changes->pdata[0];
    g_assert_cmpstr(change->key, ==, "ann@example.com");
    g_assert_cmpstr(change->spelling, ==, "Ann@example.com");
    g_assert_null(change->before_note);
    g_assert_cmpstr(change->after_note, ==, "gone");
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, "ann@example.com", NULL, "gone", &act, NULL));
    g_assert_cmpint(act, ==, 0);
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, "ann@example.com", NULL, NULL, &act, NULL));
    g_assert_cmpint(act, >, 0);
}

static void protection_is_taken_off_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"ann@example.com", "bob@example.com"};
    const char *const spellings[] = {"Ann@example.com", "Bob@example.com"};
    gint64 act = -1;
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, NULL, 2, FALSE, &act, NULL));
    g_assert_cmpint(act, ==, 0);
    g_assert_null(record_of(fixture, "ann@example.com"));
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, spellings, 2, TRUE, NULL, NULL));
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, NULL, 1, FALSE, &act, NULL));
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act, NULL);
    g_assert_cmpuint(changes->len, ==, 1);
    g_assert_true(((NxChange *)changes->pdata[0])->before_protected);
    g_assert_false(((NxChange *)changes->pdata[0])->after_protected);
    NxRecord *ann = record_of(fixture, "ann@example.com"), *bob = record_of(fixture, "bob@example.com");
    g_assert_false(ann->is_protected);
    g_assert_cmpstr(ann->spelling, ==, "Ann@example.com");
    g_assert_true(bob->is_protected);
    nx_record_free(ann);
    nx_record_free(bob);
}

static void a_new_spelling_is_kept_and_none_takes_it_away(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_HOLD};
    static const struct {
        const char *said, *kept;
    } SPELLINGS[] = {{NULL, "ann@example.com"},
                     {"Ann@example.com", "Ann@example.com"},
                     {"ann@example.com", "Ann@example.com"},
                     {NULL, "Ann@example.com"},
                     {"ANN@example.com", "ANN@example.com"}};
    for (guint i = 0; i < G_N_ELEMENTS(SPELLINGS); i++) {
        order.spelling = SPELLINGS[i].said;
        decide_as(fixture, &anna, &order);
        NxRecord *record = record_of(fixture, "ann@example.com");
        g_assert_cmpstr(record->spelling, ==, SPELLINGS[i].kept);
        nx_record_free(record);
    }
}

static void the_log_gives_as_many_acts_as_asked(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    gint64 second = decide(fixture, "bob@example.com", NX_DECISION_SUPPRESS);
    gint64 third = decide(fixture, "cleo@example.com", NX_DECISION_SUPPRESS);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 2, NULL);
    g_assert_cmpuint(log->len, ==, 2);
    g_assert_cmpint(((NxAct *)log->pdata[0])->number, ==, third);
    g_assert_cmpint(((NxAct *)log->pdata[1])->number, ==, second);
    g_autoptr(GPtrArray) all = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(all->len, ==, 3);
}

static void what_was_released_is_no_cause_any_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder orders[] = {{.key = "ann@example.com", .decision = NX_DECISION_HOLD, .cause = "b/blocked"},
                        {.key = "bob@example.com", .decision = NX_DECISION_HOLD, .cause = "a/blocked"},
                        {.key = "cleo@example.com", .decision = NX_DECISION_HOLD}};
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 3, NULL, NULL, NULL));
    g_autoptr(GPtrArray) both = nx_ledger_causes(fixture->ledger, NULL);
    g_assert_cmpuint(both->len, ==, 2);
    g_assert_cmpstr(((NxCause *)both->pdata[0])->cause, ==, "a/blocked");
    gint64 act = 0;
    g_autoptr(GPtrArray) released = NULL;
    g_assert_true(nx_ledger_release(fixture->ledger, &anna, "a/blocked", &released, &act, NULL));
    g_assert_cmpuint(released->len, ==, 1);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act, NULL);
    g_assert_cmpstr(((NxChange *)changes->pdata[0])->key, ==, "bob@example.com");
    g_autoptr(GPtrArray) left = nx_ledger_causes(fixture->ledger, NULL);
    g_assert_cmpuint(left->len, ==, 1);
    g_assert_cmpint(decision_of(fixture, "cleo@example.com"), ==, NX_DECISION_HOLD);
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
    ADD_TEST("/ledger/acts/a note on many is one act", a_note_on_many_is_one_act);
    ADD_TEST("/ledger/acts/a cause is released in one act", a_cause_is_released_in_one_act);
    ADD_TEST("/ledger/acts/each piece of evidence replaces what was known",
             each_piece_of_evidence_replaces_what_was_known);
    ADD_TEST("/ledger/acts/a bare decision leaves the evidence", a_bare_decision_leaves_the_evidence);
    ADD_TEST("/ledger/acts/another date or cause is another decision", another_date_or_cause_is_another_decision);
    ADD_TEST("/ledger/acts/only a retry has a date, and only a hold a cause",
             only_a_retry_has_a_date_and_only_a_hold_a_cause);
    ADD_TEST("/ledger/acts/a retry decided again waits for its attempt", a_retry_decided_again_waits_for_its_attempt);
    ADD_TEST("/ledger/acts/a note alone is an act", a_note_alone_is_an_act);
    ADD_TEST("/ledger/acts/a note is written once, and none leaves no trace",
             a_note_is_written_once_and_wiped_without_a_trace);
    ADD_TEST("/ledger/acts/protection is taken off again", protection_is_taken_off_again);
    ADD_TEST("/ledger/acts/a new spelling is kept, and none takes it away",
             a_new_spelling_is_kept_and_none_takes_it_away);
    ADD_TEST("/ledger/acts/the log gives as many acts as asked", the_log_gives_as_many_acts_as_asked);
    ADD_TEST("/ledger/acts/what was released is no cause any more", what_was_released_is_no_cause_any_more);
    return g_test_run();
}
