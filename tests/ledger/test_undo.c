/* Undo and redo. */
#include "ledger/fixture.h"

static const NxActHead anna_later = {.name = "undo", .actor = "anna", .session = "two", .at = NOON + NX_HOUR};
static const NxActHead bob = {.name = "hold", .actor = "bob", .session = "three", .at = NOON};

static gint64 undo_next(Fixture *fixture, const NxActHead *head)
{
    NxAct *act = nx_ledger_undo_next(fixture->ledger, head, NULL);
    gint64 number = act ? act->number : 0;
    nx_act_free(act);
    return number;
}

static gint64 redo_next(Fixture *fixture, const NxActHead *head)
{
    NxAct *act = nx_ledger_redo_next(fixture->ledger, head, NULL);
    gint64 number = act ? act->number : 0;
    nx_act_free(act);
    return number;
}

static guint undo(Fixture *fixture, const NxActHead *head, gint64 act)
{
    GError *error = NULL;
    guint restored = G_MAXUINT;
    g_assert_true(nx_ledger_undo(fixture->ledger, head, act, &restored, NULL, &error));
    g_assert_no_error(error);
    return restored;
}

static guint redo(Fixture *fixture, const NxActHead *head, gint64 act)
{
    GError *error = NULL;
    guint restored = G_MAXUINT;
    g_assert_true(nx_ledger_redo(fixture->ledger, head, act, &restored, NULL, &error));
    g_assert_no_error(error);
    return restored;
}

static void undo_gives_back_what_was(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, "ann@example.com", NOON + NX_DAY, 2);
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS, .note = "gone"};
    gint64 act = decide_as(fixture, &anna, &order);
    g_assert_cmpint(undo_next(fixture, &anna), ==, act);
    g_assert_cmpuint(undo(fixture, &anna, act), ==, 1);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpint(record->not_before, ==, NOON + NX_DAY);
    g_assert_cmpuint(record->attempt, ==, 2);
    g_assert_null(record->note);
    nx_record_free(record);
}

static void redo_makes_it_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS, .note = "gone"};
    gint64 act = decide_as(fixture, &anna, &order);
    undo(fixture, &anna, act);
    g_assert_cmpint(redo_next(fixture, &anna), ==, act);
    g_assert_cmpuint(redo(fixture, &anna, act), ==, 1);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpstr(record->note, ==, "gone");
    nx_record_free(record);
    g_assert_cmpint(redo_next(fixture, &anna), ==, 0);
    g_assert_cmpint(undo_next(fixture, &anna), ==, act);
}

static void undo_walks_back_and_redo_forth(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 first = decide(fixture, "ann@example.com", NX_DECISION_HOLD);
    gint64 second = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    undo(fixture, &anna, undo_next(fixture, &anna));
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(undo_next(fixture, &anna), ==, first);
    undo(fixture, &anna, first);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
    g_assert_cmpint(undo_next(fixture, &anna), ==, 0);
    g_assert_cmpint(redo_next(fixture, &anna), ==, first);
    redo(fixture, &anna, first);
    g_assert_cmpint(redo_next(fixture, &anna), ==, second);
    redo(fixture, &anna, second);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    undo(fixture, &anna, undo_next(fixture, &anna));
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_HOLD);
}

static void a_new_act_cuts_redo(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    undo(fixture, &anna, decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS));
    decide(fixture, "cleo@example.com", NX_DECISION_IGNORE);
    GError *error = NULL;
    g_assert_null(nx_ledger_redo_next(fixture->ledger, &anna, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NOTHING);
    g_error_free(error);
}

static void the_act_of_another_does_not_cut_redo(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    undo(fixture, &anna, act);
    NxOrder order = {.key = "cleo@example.com", .decision = NX_DECISION_HOLD};
    decide_as(fixture, &bob, &order);
    g_assert_cmpint(redo_next(fixture, &anna), ==, act);
}

static void undo_after_a_restart(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    reopen(fixture, NX_LEDGER_WRITE);
    g_assert_cmpint(undo_next(fixture, &anna_later), ==, act);
    g_assert_cmpuint(undo(fixture, &anna_later, act), ==, 1);
    reopen(fixture, NX_LEDGER_WRITE);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
    g_assert_cmpint(redo_next(fixture, &anna), ==, act);
    redo(fixture, &anna, act);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
}

static void this_session_first(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 own = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    NxOrder order = {.key = "cleo@example.com", .decision = NX_DECISION_HOLD};
    gint64 other = decide_as(fixture, &anna_later, &order);
    g_assert_cmpint(undo_next(fixture, &anna), ==, own);
    undo(fixture, &anna, own);
    g_assert_cmpint(undo_next(fixture, &anna), ==, other);
}

static void nobody_undoes_for_somebody_else(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    g_assert_cmpint(undo_next(fixture, &bob), ==, 0);
    GError *error = NULL;
    g_assert_false(nx_ledger_undo(fixture->ledger, &bob, act, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_error_free(error);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
}

static void what_changed_since_is_kept_and_named(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder orders[] = {{.key = "ann@example.com", .spelling = "Ann@example.com", .decision = NX_DECISION_SUPPRESS},
                        {.key = "cleo@example.com", .decision = NX_DECISION_SUPPRESS}};
    gint64 act = 0;
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 2, NULL, &act, NULL));
    NxOrder since = {.key = "ann@example.com", .decision = NX_DECISION_HOLD};
    decide_as(fixture, &bob, &since);
    guint restored = 0;
    GPtrArray *kept = NULL;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &restored, &kept, NULL));
    g_assert_cmpuint(restored, ==, 1);
    g_assert_cmpuint(kept->len, ==, 1);
    g_assert_cmpstr(kept->pdata[0], ==, "Ann@example.com");
    g_ptr_array_unref(kept);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(decision_of(fixture, "cleo@example.com"), ==, NX_DECISION_NONE);
}

static void the_same_decision_by_another_is_not_taken_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_NONE};
    decide_as(fixture, &bob, &order);
    order.decision = NX_DECISION_SUPPRESS;
    decide_as(fixture, &bob, &order);
    g_assert_cmpuint(undo(fixture, &anna, act), ==, 0);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(undo_next(fixture, &anna), ==, 0);
}

static void an_undo_is_an_entry(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    undo(fixture, &anna, act);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 2);
    const NxAct *newest = log->pdata[0], *oldest = log->pdata[1];
    g_assert_cmpstr(newest->name, ==, "undo");
    g_assert_cmpint(newest->undoes, ==, act);
    g_assert_true(oldest->undone);
    g_assert_false(newest->undone);
    GError *error = NULL;
    g_assert_false(nx_ledger_undo(fixture->ledger, &anna, act, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NOTHING);
    g_clear_error(&error);
    g_assert_false(nx_ledger_undo(fixture->ledger, &anna, newest->number, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_false(nx_ledger_undo(fixture->ledger, &anna, 4711, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_MISSING);
    g_clear_error(&error);
    redo(fixture, &anna, act);
    g_autoptr(GPtrArray) later = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpint(((NxAct *)later->pdata[0])->undoes, ==, ((NxAct *)later->pdata[1])->number);
    g_assert_true(((NxAct *)later->pdata[1])->undone);
    g_assert_false(((NxAct *)later->pdata[2])->undone);
}

static void notes_and_protection_are_undone_too(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"ann@example.com"};
    gint64 note = 0, protect = 0;
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, keys[0], keys[0], "phoned her", &note, NULL));
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, keys, 1, TRUE, &protect, NULL));
    undo(fixture, &anna, protect);
    undo(fixture, &anna, note);
    NxRecord *record = record_of(fixture, keys[0]);
    g_assert_null(record->note);
    g_assert_false(record->is_protected);
    nx_record_free(record);
}

static void the_ledgers_own_moves_are_never_offered(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = retry(fixture, "ann@example.com", NOON, 1);
    sent(fixture, "ann@example.com", NOON + 1);
    record_one(fixture, NOON + NX_DAY, sighting("ann@example.com", 1, NOON + NX_HOUR));
    record_one(fixture, NOON, sighting("cleo@example.com", 2, NOON));
    const char *const keys[] = {"cleo@example.com", NULL};
    g_assert_true(answers(fixture, keys[0], NOON + 2 * NX_DAY, 0));
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, keys, NOON, NULL));
    g_assert_true(nx_ledger_purge(fixture->ledger, &anna, keys, 1, NULL, NULL));
    g_assert_cmpint(undo_next(fixture, &anna), ==, act);
}

static void a_retry_that_moved_on_is_undone_and_redone_as_it_was(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = retry(fixture, "ann@example.com", NOON, 1);
    sent(fixture, "ann@example.com", NOON + 1);
    record_one(fixture, NOON + NX_DAY, sighting("ann@example.com", 1, NOON + NX_HOUR));
    g_assert_cmpuint(undo(fixture, &anna, act), ==, 1);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
    redo(fixture, &anna, act);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpuint(record->attempt, ==, 2);
    nx_record_free(record);
}

static void two_programs_undo_each_their_own(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxLedger *other = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, NULL);
    g_assert_nonnull(other);
    gint64 mine = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_HOLD};
    gint64 theirs = 0;
    g_assert_true(nx_ledger_decide(other, &bob, &order, 1, NULL, &theirs, NULL));
    g_assert_cmpuint(undo(fixture, &anna, mine), ==, 0);
    guint restored = 0;
    g_assert_true(nx_ledger_undo(other, &bob, theirs, &restored, NULL, NULL));
    g_assert_cmpuint(restored, ==, 1);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    nx_ledger_close(other);
}

static void undo_leaves_a_decision_made_since(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 first = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    decide(fixture, "ann@example.com", NX_DECISION_HOLD);
    g_assert_cmpuint(undo(fixture, &anna, first), ==, 0);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_HOLD);
}

static void redo_leaves_a_decision_made_since(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    undo(fixture, &anna, act);
    NxOrder since = {.key = "ann@example.com", .decision = NX_DECISION_HOLD};
    decide_as(fixture, &bob, &since);
    g_assert_cmpuint(redo(fixture, &anna, act), ==, 0);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_HOLD);
}

static void a_retry_that_was_closed_since_stays_closed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"ann@example.com"};
    decide(fixture, keys[0], NX_DECISION_HOLD);
    gint64 act = retry(fixture, keys[0], NOON, 1);
    g_assert_true(delivered(fixture->ledger, &anna, keys, NULL, 1, NULL));
    g_assert_cmpuint(undo(fixture, &anna, act), ==, 0);
    g_assert_cmpint(decision_of(fixture, keys[0]), ==, NX_DECISION_NONE);
}

static void what_still_stands_is_taken_back_and_the_rest_kept(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS, .note = "gone"};
    gint64 act = decide_as(fixture, &anna, &order);
    g_assert_true(nx_ledger_note(fixture->ledger, &bob, order.key, NULL, "came back", NULL, NULL));
    guint restored = 0;
    GPtrArray *kept = NULL;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &restored, &kept, NULL));
    g_assert_cmpuint(restored, ==, 1);
    g_assert_cmpuint(kept->len, ==, 1);
    g_ptr_array_unref(kept);
    NxRecord *record = record_of(fixture, order.key);
    g_assert_cmpint(record->decision, ==, NX_DECISION_NONE);
    g_assert_cmpstr(record->note, ==, "came back");
    nx_record_free(record);
}

static void protection_changed_since_is_kept(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"ann@example.com"};
    gint64 on = 0;
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, NULL, 1, TRUE, &on, NULL));
    g_assert_true(nx_ledger_protect(fixture->ledger, &bob, keys, NULL, 1, FALSE, NULL, NULL));
    GPtrArray *kept = NULL;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, on, NULL, &kept, NULL));
    g_assert_cmpuint(kept->len, ==, 1);
    g_ptr_array_unref(kept);
}

static void undoing_the_end_of_protection_protects_and_nothing_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"ann@example.com"};
    NxOrder order = {.key = keys[0], .decision = NX_DECISION_HOLD, .note = "asked them"};
    decide_as(fixture, &anna, &order);
    gint64 off = 0;
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, NULL, 1, TRUE, NULL, NULL));
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, keys, NULL, 1, FALSE, &off, NULL));
    GPtrArray *kept = NULL;
    guint restored = 0;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, off, &restored, &kept, NULL));
    g_assert_cmpuint(restored, ==, 1);
    g_assert_cmpuint(kept->len, ==, 0);
    g_ptr_array_unref(kept);
    NxRecord *record = record_of(fixture, keys[0]);
    g_assert_true(record->is_protected);
    g_assert_cmpint(record->decision, ==, NX_DECISION_HOLD);
    g_assert_cmpstr(record->note, ==, "asked them");
    nx_record_free(record);
}

static void only_what_was_undone_is_redone(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    GError *error = NULL;
    g_assert_false(nx_ledger_redo(fixture->ledger, &anna, act, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NOTHING);
    g_assert_nonnull(strstr(error->message, "has not been undone"));
    g_clear_error(&error);
    undo(fixture, &anna, act);
    g_assert_false(nx_ledger_redo(fixture->ledger, &bob, act, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "somebody else's"));
    g_clear_error(&error);
    redo(fixture, &anna, act);
    g_assert_cmpuint(undo(fixture, &anna, act), ==, 1);
}

static void an_undo_says_in_the_log_what_stands_now(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_HOLD);
    undo(fixture, &anna_later, decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS));
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    const NxAct *act = log->pdata[0];
    g_assert_cmpint(act->after, ==, NX_DECISION_HOLD);
    g_assert_cmpint(act->at, ==, anna_later.at);
    g_assert_cmpstr(act->session, ==, "two");
    g_assert_cmpuint(act->n, ==, 1);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act->number, NULL);
    g_assert_cmpint(((NxChange *)changes->pdata[0])->before, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(((NxChange *)changes->pdata[0])->after, ==, NX_DECISION_HOLD);
}

/* Scripts may have neither a name nor a session. */
static void who_has_no_name_undoes_what_was_done_without_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxActHead nobody = {.name = "suppress", .at = NOON};
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS};
    decide(fixture, "bob@example.com", NX_DECISION_SUPPRESS);
    gint64 act = decide_as(fixture, &nobody, &order);
    g_assert_cmpint(undo_next(fixture, &nobody), ==, act);
    g_assert_cmpuint(undo(fixture, &nobody, act), ==, 1);
    g_assert_cmpint(redo_next(fixture, &nobody), ==, act);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/undo/undo gives back what was", undo_gives_back_what_was);
    ADD_TEST("/ledger/undo/redo makes it again", redo_makes_it_again);
    ADD_TEST("/ledger/undo/undo walks back and redo forth", undo_walks_back_and_redo_forth);
    ADD_TEST("/ledger/undo/a new act cuts redo", a_new_act_cuts_redo);
    ADD_TEST("/ledger/undo/the act of another does not cut redo", the_act_of_another_does_not_cut_redo);
    ADD_TEST("/ledger/undo/undo and redo work after a restart", undo_after_a_restart);
    ADD_TEST("/ledger/undo/this session's acts come first, then the user's", this_session_first);
    ADD_TEST("/ledger/undo/nobody undoes for somebody else", nobody_undoes_for_somebody_else);
    ADD_TEST("/ledger/undo/what changed since is kept and named", what_changed_since_is_kept_and_named);
    ADD_TEST("/ledger/undo/the same decision made again by another is not taken back",
             the_same_decision_by_another_is_not_taken_back);
    ADD_TEST("/ledger/undo/an undo is an entry of its own", an_undo_is_an_entry);
    ADD_TEST("/ledger/undo/notes and protection are undone too", notes_and_protection_are_undone_too);
    ADD_TEST("/ledger/undo/the ledger's own moves are never offered", the_ledgers_own_moves_are_never_offered);
    ADD_TEST("/ledger/undo/a retry that moved on is undone and redone as it was",
             a_retry_that_moved_on_is_undone_and_redone_as_it_was);
    ADD_TEST("/ledger/undo/two programs undo each their own", two_programs_undo_each_their_own);
    ADD_TEST("/ledger/undo/undo leaves a decision made since", undo_leaves_a_decision_made_since);
    ADD_TEST("/ledger/undo/redo leaves a decision made since", redo_leaves_a_decision_made_since);
    ADD_TEST("/ledger/undo/a retry that was closed since stays closed", a_retry_that_was_closed_since_stays_closed);
    ADD_TEST("/ledger/undo/what still stands is taken back, the rest kept",
             what_still_stands_is_taken_back_and_the_rest_kept);
    ADD_TEST("/ledger/undo/protection changed since is kept", protection_changed_since_is_kept);
    ADD_TEST("/ledger/undo/undoing the end of protection protects, and nothing more",
             undoing_the_end_of_protection_protects_and_nothing_more);
    ADD_TEST("/ledger/undo/only what was undone is redone", only_what_was_undone_is_redone);
    ADD_TEST("/ledger/undo/an undo says in the log what stands now", an_undo_says_in_the_log_what_stands_now);
    ADD_TEST("/ledger/undo/who has no name undoes what was done without one",
             who_has_no_name_undoes_what_was_done_without_one);
    return g_test_run();
}
