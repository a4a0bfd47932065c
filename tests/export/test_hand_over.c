/* What a target is given: everything, what it has not had, what it should no longer have. */
#include "ledger/fixture.h"
#include "ledger/sql.h"
#include <nixie/export.h>

#define ANN "ann@one.example"
#define BOB "bob@one.example"
#define CARL "carl@two.example"

static NxHandOver asked(NxDecision decision, NxHandPart part)
{
    static const NxSettings SETTINGS = {.settle = 7 * NX_DAY};
    return (NxHandOver){.decision = decision, .part = part, .target = "mta", .settings = &SETTINGS, .now = NOON};
}

static char *keys_of(const GPtrArray *records)
{
    GString *keys = g_string_new(NULL);
    for (guint i = 0; i < records->len; i++)
        g_string_append_printf(keys, "%s ", ((const NxRecord *)records->pdata[i])->key);
    return g_string_free(keys, FALSE);
}

/* What would be written is `want`. */
static void expect(Fixture *fixture, const NxHandOver *over, const char *want)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) records = nx_hand_over_records(fixture->ledger, over, &error);
    g_assert_no_error(error);
    g_autofree char *keys = keys_of(records);
    g_assert_cmpstr(keys, ==, want);
}

/* The same, and it is written. */
static void give(Fixture *fixture, const NxHandOver *over, const char *want)
{
    GError *error = NULL;
    expect(fixture, over, want);
    g_autoptr(GPtrArray) records = nx_hand_over_records(fixture->ledger, over, &error);
    g_assert_true(nx_hand_over_done(fixture->ledger, over, records, &error));
    g_assert_no_error(error);
}

static void only_what_is_new(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver new = asked(NX_DECISION_SUPPRESS, NX_HAND_NEW), all = asked(NX_DECISION_SUPPRESS, NX_HAND_ALL);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide(fixture, BOB, NX_DECISION_SUPPRESS);
    decide(fixture, CARL, NX_DECISION_HOLD);
    expect(fixture, &new, ANN " " BOB " ");
    give(fixture, &new, ANN " " BOB " "); /* to ask is not to have */
    give(fixture, &new, "");
    decide(fixture, CARL, NX_DECISION_SUPPRESS);
    give(fixture, &new, CARL " ");
    give(fixture, &all, ANN " " BOB " " CARL " ");
    new.target = "other";
    give(fixture, &new, ANN " " BOB " " CARL " ");
}

static void what_was_not_written_is_not_had(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver new = asked(NX_DECISION_SUPPRESS, NX_HAND_NEW);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide(fixture, BOB, NX_DECISION_SUPPRESS);
    g_autoptr(GPtrArray) records = nx_hand_over_records(fixture->ledger, &new, NULL), some = g_ptr_array_new();
    g_ptr_array_add(some, records->pdata[1]);
    g_assert_true(nx_hand_over_done(fixture->ledger, &new, some, NULL));
    expect(fixture, &new, ANN " ");
}

static void nobody_has_what_went_to_nobody(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver all = asked(NX_DECISION_SUPPRESS, NX_HAND_ALL);
    all.target = NULL;
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    give(fixture, &all, ANN " ");
    NxRecord *record = record_of(fixture, ANN);
    g_assert_false(record->handed_over);
    nx_record_free(record);
}

static void what_was_released_is_told_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver all = asked(NX_DECISION_SUPPRESS, NX_HAND_ALL), removed = asked(NX_DECISION_SUPPRESS, NX_HAND_REMOVED),
               new = asked(NX_DECISION_SUPPRESS, NX_HAND_NEW);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide(fixture, BOB, NX_DECISION_SUPPRESS);
    give(fixture, &all, ANN " " BOB " ");
    give(fixture, &removed, "");
    decide(fixture, ANN, NX_DECISION_NONE);
    decide(fixture, BOB, NX_DECISION_HOLD); /* suppressed it is no longer */
    give(fixture, &removed, ANN " " BOB " ");
    give(fixture, &removed, "");
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    give(fixture, &new, ANN " ");
}

/* Asked for all decisions, a target that has an address under one and should have it under another is told so, and of
 * what it has still it is told nothing. */
static void all_decisions_at_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver new = asked(NX_DECISION_NONE, NX_HAND_NEW), removed = asked(NX_DECISION_NONE, NX_HAND_REMOVED);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide(fixture, BOB, NX_DECISION_HOLD);
    decide(fixture, CARL, NX_DECISION_IGNORE);
    give(fixture, &new, ANN " " BOB " " CARL " ");
    decide(fixture, ANN, NX_DECISION_HOLD);
    decide(fixture, CARL, NX_DECISION_NONE);
    give(fixture, &removed, ANN " " CARL " ");
    give(fixture, &removed, "");
    give(fixture, &new, ANN " ");
    give(fixture, &new, "");
}

static void only_the_paused(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver paused = asked(NX_DECISION_RETRY, NX_HAND_ALL), removed = asked(NX_DECISION_RETRY, NX_HAND_REMOVED);
    paused.only_paused = removed.only_paused = TRUE;
    retry(fixture, ANN, NOON, 1);
    retry(fixture, BOB, NOON + 1, 1);
    give(fixture, &paused, BOB " ");
    removed.now = NOON + 1;
    expect(fixture, &removed, BOB " ");
}

static void a_limit(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxQuery *query = nx_query_parse("domain:one.example", NULL, NULL);
    NxHandOver some = asked(NX_DECISION_SUPPRESS, NX_HAND_NEW), all = some,
               removed = asked(NX_DECISION_SUPPRESS, NX_HAND_REMOVED);
    some.query = removed.query = query;
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide(fixture, CARL, NX_DECISION_SUPPRESS);
    give(fixture, &some, ANN " ");
    give(fixture, &all, CARL " ");
    decide(fixture, ANN, NX_DECISION_NONE);
    decide(fixture, CARL, NX_DECISION_NONE);
    give(fixture, &removed, ANN " ");
    removed.query = NULL;
    give(fixture, &removed, CARL " ");
    nx_query_free(query);
}

static void due(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    retry(fixture, BOB, NOON + 1, 4);
    retry(fixture, CARL, NOON, 5); /* used up */
    decide(fixture, "dora@two.example", NX_DECISION_HOLD);
    g_autoptr(GPtrArray) today = nx_due_records(fixture->ledger, NOON, NULL),
                         tomorrow = nx_due_records(fixture->ledger, NOON + 1, NULL);
    g_autofree char *now = keys_of(today), *soon = keys_of(tomorrow);
    g_assert_cmpstr(now, ==, ANN " ");
    g_assert_cmpstr(soon, ==, ANN " " BOB " ");
    g_assert_true(nx_due_done(fixture->ledger, "news", today, NOON, NULL));
    g_autoptr(GPtrArray) rest = nx_due_records(fixture->ledger, NOON + 1, NULL);
    g_autofree char *left = keys_of(rest);
    g_assert_cmpstr(left, ==, BOB " ");
}

/* A target has each decision apart: told to remove one it keeps the others. */
static void each_decision_is_kept_apart(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver all = asked(NX_DECISION_NONE, NX_HAND_ALL), removed = asked(NX_DECISION_SUPPRESS, NX_HAND_REMOVED);
    static const NxDecision DECISIONS[] = {NX_DECISION_SUPPRESS, NX_DECISION_HOLD, NX_DECISION_IGNORE};
    static const char *const KEYS[] = {ANN, BOB, CARL};
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++)
        decide(fixture, KEYS[i], DECISIONS[i]);
    give(fixture, &all, ANN " " BOB " " CARL " ");
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        g_autoptr(GPtrArray) has = nx_ledger_handed(fixture->ledger, "mta", DECISIONS[i], NULL);
        g_assert_cmpuint(has->len, ==, 1);
        g_assert_cmpstr(has->pdata[0], ==, KEYS[i]);
        decide(fixture, KEYS[i], NX_DECISION_NONE);
    }
    give(fixture, &removed, ANN " ");
    g_autoptr(GPtrArray) held = nx_ledger_handed(fixture->ledger, "mta", NX_DECISION_HOLD, NULL);
    g_assert_cmpuint(held->len, ==, 1);
    removed.decision = NX_DECISION_NONE;
    give(fixture, &removed, BOB " " CARL " ");
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 3, NULL);
    for (guint i = 0; i < log->len; i++) {
        const NxAct *act = log->pdata[i];
        g_assert_cmpstr(act->name, ==, "hand-over removed");
        g_assert_cmpuint(act->n, ==, 1);
        g_assert_cmpstr(act->sample, ==, KEYS[log->len - 1 - i]);
    }
}

enum { STEPS = 100 }; /* more than the longest of these lists takes */

static int break_off(gpointer left)
{
    guint *steps = left;
    return *steps > 0 && --*steps == 0;
}

/* Broken off at any step, it says so and gives nothing. */
static void a_ledger_that_fails_gives_no_list(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxHandPart PARTS[] = {NX_HAND_ALL, NX_HAND_NEW, NX_HAND_REMOVED};
    NxHandOver all = asked(NX_DECISION_NONE, NX_HAND_ALL);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide(fixture, BOB, NX_DECISION_HOLD);
    give(fixture, &all, ANN " " BOB " ");
    decide(fixture, ANN, NX_DECISION_NONE);
    for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        NxHandOver over = asked(NX_DECISION_NONE, PARTS[i]);
        guint broken = 0;
        for (guint at = 1; at <= STEPS; at++) {
            guint left = at;
            g_autoptr(GError) error = NULL;
            sqlite3_progress_handler(fixture->ledger->db, 7, break_off, &left);
            g_autoptr(GPtrArray) records = nx_hand_over_records(fixture->ledger, &over, &error);
            sqlite3_progress_handler(fixture->ledger->db, 0, NULL, NULL);
            g_assert_cmpint(records != NULL, ==, error == NULL);
            broken += !records;
        }
        g_assert_cmpuint(broken, >, 3);
        g_assert_cmpuint(broken, <, STEPS);
    }
}

static void an_address_had_under_two_decisions_is_told_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxHandOver new = asked(NX_DECISION_NONE, NX_HAND_NEW), removed = asked(NX_DECISION_NONE, NX_HAND_REMOVED);
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    give(fixture, &new, ANN " ");
    decide(fixture, ANN, NX_DECISION_HOLD);
    give(fixture, &new, ANN " ");
    NxOrder forget = {.key = ANN, .spelling = "Ann@one.example", .decision = NX_DECISION_NONE, .note = "gone"};
    decide_as(fixture, &anna, &forget);
    g_autoptr(GPtrArray) records = nx_hand_over_records(fixture->ledger, &removed, NULL);
    g_assert_cmpuint(records->len, ==, 1);
    g_assert_cmpstr(((const NxRecord *)records->pdata[0])->spelling, ==, "Ann@one.example");
    give(fixture, &removed, ANN " ");
    give(fixture, &removed, "");
}

static void nothing_due_is_no_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, ANN, NOON, 1);
    g_autoptr(GPtrArray) none = nx_due_records(fixture->ledger, NOON - 1, NULL);
    g_assert_cmpuint(none->len, ==, 0);
    g_assert_true(nx_due_done(fixture->ledger, "news", none, NOON, NULL));
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/hand-over/a target is given only what it has not had", only_what_is_new);
    ADD_TEST("/hand-over/what was not written is given the next time", what_was_not_written_is_not_had);
    ADD_TEST("/hand-over/without a target nothing is remembered", nobody_has_what_went_to_nobody);
    ADD_TEST("/hand-over/what was released is told once, and may be given again", what_was_released_is_told_once);
    ADD_TEST("/hand-over/all decisions at once", all_decisions_at_once);
    ADD_TEST("/hand-over/of retries only those that must wait", only_the_paused);
    ADD_TEST("/hand-over/a limit chooses", a_limit);
    ADD_TEST("/hand-over/who is due is handed over once", due);
    ADD_TEST("/hand-over/each decision is kept apart", each_decision_is_kept_apart);
    ADD_TEST("/hand-over/an address had under two decisions is told once",
             an_address_had_under_two_decisions_is_told_once);
    ADD_TEST("/hand-over/nothing due is no attempt", nothing_due_is_no_attempt);
    ADD_TEST("/hand-over/a ledger that fails gives no list", a_ledger_that_fails_gives_no_list);
    return g_test_run();
}
