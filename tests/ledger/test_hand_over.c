/* What the ledger knows of targets. */
#include "ledger/fixture.h"

static const char *const both[] = {"ann@example.com", "bob@example.com", NULL};
static const char *const one[] = {"ann@example.com", NULL};

static guint handed(Fixture *fixture, const char *target, NxDecision decision)
{
    g_autoptr(GPtrArray) keys = nx_ledger_handed(fixture->ledger, target, decision, NULL);
    g_assert_nonnull(keys);
    return keys->len;
}

static void a_target_has_what_it_was_given(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    decide(fixture, "bob@example.com", NX_DECISION_SUPPRESS);
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, both, NOON, NULL));
    reopen(fixture, NX_LEDGER_READ);
    g_assert_cmpuint(handed(fixture, "postfix", NX_DECISION_SUPPRESS), ==, 2);
    g_assert_cmpuint(handed(fixture, "postfix", NX_DECISION_RETRY), ==, 0);
    g_assert_cmpuint(handed(fixture, "ses", NX_DECISION_SUPPRESS), ==, 0);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_true(record->handed_over);
    nx_record_free(record);
}

static void what_was_removed_can_be_given_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, both, NOON, NULL));
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, TRUE, one, NOON, NULL));
    g_assert_cmpuint(handed(fixture, "postfix", NX_DECISION_SUPPRESS), ==, 1);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_false(record->handed_over);
    nx_record_free(record);
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, one, NOON, NULL));
    g_assert_cmpuint(handed(fixture, "postfix", NX_DECISION_SUPPRESS), ==, 2);
}

static void a_target_still_has_what_was_forgotten_here(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, one, NOON, NULL));
    decide(fixture, "ann@example.com", NX_DECISION_NONE);
    g_assert_cmpuint(handed(fixture, "postfix", NX_DECISION_SUPPRESS), ==, 1);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_false(record->handed_over);
    nx_record_free(record);
}

static void a_hand_over_is_in_the_log(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, both, NOON, NULL));
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    const NxAct *act = log->pdata[0];
    g_assert_cmpstr(act->name, ==, "hand-over");
    g_assert_cmpstr(act->scope, ==, "postfix");
    g_assert_cmpuint(act->n, ==, 2);
    g_assert_cmpint(act->after, ==, NX_DECISION_SUPPRESS);
}

static void who_was_told_to_remove_it_has_it_no_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, both, NOON, NULL));
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "ses", NX_DECISION_SUPPRESS, FALSE, both, NOON, NULL));
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, TRUE, one, NOON + 1, NULL));
    g_assert_cmpuint(handed(fixture, "ses", NX_DECISION_SUPPRESS), ==, 2);
    g_autoptr(GPtrArray) keys = nx_ledger_handed(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, NULL);
    g_assert_cmpuint(keys->len, ==, 1);
    g_assert_cmpstr(keys->pdata[0], ==, "bob@example.com");
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    const NxAct *act = log->pdata[0];
    g_assert_cmpstr(act->name, ==, "hand-over removed");
    g_assert_cmpstr(act->sample, ==, "ann@example.com");
    g_assert_cmpint(act->at, ==, NOON + 1);
    g_assert_cmpuint(act->n, ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/hand-over/a target has what it was given, and no other has", a_target_has_what_it_was_given);
    ADD_TEST("/ledger/hand-over/what was removed can be given again", what_was_removed_can_be_given_again);
    ADD_TEST("/ledger/hand-over/a target still has what was forgotten here",
             a_target_still_has_what_was_forgotten_here);
    ADD_TEST("/ledger/hand-over/a hand-over is in the log", a_hand_over_is_in_the_log);
    ADD_TEST("/ledger/hand-over/who was told to remove it has it no more", who_was_told_to_remove_it_has_it_no_more);
    return g_test_run();
}
