/* Decisions that hold in one scope only, and on whole domains. */
#include "ledger/fixture.h"

#define ANN "ann@example.com"

static gint64 decide_in(Fixture *fixture, const char *key, const char *scope, NxDecision decision, const char *cause)
{
    NxOrder order = {.key = key, .spelling = key, .decision = decision, .scope = scope, .cause = cause};
    return decide_as(fixture, &anna, &order);
}

/* "scope=decision ..." of what stands in scopes. */
static char *scopes_of(Fixture *fixture, const char *key)
{
    g_autoptr(GPtrArray) records = nx_ledger_scopes(fixture->ledger, key, NULL);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        g_assert_cmpstr(record->key, ==, key);
        g_string_append_printf(text, "%s%s=%s", i ? " " : "", record->scope, nx_decision_name(record->decision));
    }
    return g_string_free(text, FALSE);
}

static void assert_scopes(Fixture *fixture, const char *key, const char *wanted)
{
    g_autofree char *found = scopes_of(fixture, key);
    g_assert_cmpstr(found, ==, wanted);
    g_autoptr(GPtrArray) faults = nx_ledger_check(fixture->ledger, NULL);
    g_assert_cmpuint(faults->len, ==, 0);
}

static void each_scope_has_a_decision_of_its_own(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide_in(fixture, ANN, "weekly", NX_DECISION_SUPPRESS, NULL);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    decide_in(fixture, ANN, "daily", NX_DECISION_HOLD, "-/blocked");
    decide(fixture, ANN, NX_DECISION_IGNORE);
    reopen(fixture, NX_LEDGER_READ);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_IGNORE);
    assert_scopes(fixture, ANN, "daily=hold weekly=suppress");
    g_autoptr(GPtrArray) everywhere = nx_ledger_records(fixture->ledger, NX_DECISION_NONE, NULL),
                         weekly = nx_ledger_scoped_records(fixture->ledger, NX_DECISION_NONE, "weekly", NULL),
                         held = nx_ledger_scoped_records(fixture->ledger, NX_DECISION_HOLD, NULL, NULL),
                         all = nx_ledger_scoped_records(fixture->ledger, NX_DECISION_NONE, NULL, NULL);
    g_assert_cmpuint(everywhere->len, ==, 1);
    g_assert_cmpuint(weekly->len, ==, 1);
    g_assert_cmpuint(held->len, ==, 1);
    g_assert_cmpuint(all->len, ==, 2);
}

static void forgetting_is_of_a_scope_too(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    decide_in(fixture, ANN, "weekly", NX_DECISION_SUPPRESS, NULL);
    decide_in(fixture, ANN, "daily", NX_DECISION_SUPPRESS, NULL);
    decide_in(fixture, ANN, "weekly", NX_DECISION_NONE, NULL);
    assert_scopes(fixture, ANN, "daily=suppress");
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_SUPPRESS);
    decide(fixture, ANN, NX_DECISION_NONE);
    assert_scopes(fixture, ANN, "daily=suppress");
    g_assert_cmpint(decide_in(fixture, ANN, "never", NX_DECISION_NONE, NULL), ==, 0); /* nothing changes: no act */
}

static void undo_and_redo_keep_to_the_scope(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    guint restored = 0;
    decide(fixture, ANN, NX_DECISION_IGNORE);
    gint64 first = decide_in(fixture, ANN, "weekly", NX_DECISION_HOLD, "-/blocked");
    gint64 second = decide_in(fixture, ANN, "weekly", NX_DECISION_SUPPRESS, NULL);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, second, &restored, NULL, NULL));
    assert_scopes(fixture, ANN, "weekly=hold");
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, first, &restored, NULL, NULL));
    g_assert_cmpuint(restored, ==, 1);
    assert_scopes(fixture, ANN, "");
    g_assert_true(nx_ledger_redo(fixture->ledger, &anna, first, &restored, NULL, NULL));
    assert_scopes(fixture, ANN, "weekly=hold");
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_IGNORE);
}

static void an_act_may_be_about_several_scopes(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder orders[] = {
        {.key = ANN, .decision = NX_DECISION_SUPPRESS},
        {.key = ANN, .decision = NX_DECISION_SUPPRESS, .scope = "weekly"},
        {.key = ANN, .decision = NX_DECISION_HOLD, .scope = "daily", .cause = "-/blocked"},
    };
    guint changed = 0, restored = 0;
    gint64 act = 0;
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, G_N_ELEMENTS(orders), &changed, &act, NULL));
    g_assert_cmpuint(changed, ==, 3);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act, NULL);
    g_assert_cmpuint(changes->len, ==, 3);
    g_assert_null(((NxChange *)changes->pdata[0])->scope);
    g_assert_cmpstr(((NxChange *)changes->pdata[1])->scope, ==, "daily");
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &restored, NULL, NULL));
    assert_scopes(fixture, ANN, "");
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
}

static void a_cause_is_released_in_all_scopes(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act;
    g_autoptr(GPtrArray) released = NULL;
    decide_in(fixture, ANN, NULL, NX_DECISION_HOLD, "corp/blocked");
    decide_in(fixture, ANN, "weekly", NX_DECISION_HOLD, "corp/blocked");
    decide_in(fixture, "bob@example.com", "weekly", NX_DECISION_HOLD, "other/blocked");
    g_autoptr(GPtrArray) causes = nx_ledger_causes(fixture->ledger, NULL);
    g_assert_cmpuint(((NxCause *)causes->pdata[0])->n, ==, 2);
    g_assert_true(nx_ledger_release(fixture->ledger, &anna, "corp/blocked", &released, &act, NULL));
    g_assert_cmpuint(released->len, ==, 2);
    assert_scopes(fixture, ANN, "");
    assert_scopes(fixture, "bob@example.com", "weekly=hold");
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, NULL, NULL, NULL));
    assert_scopes(fixture, ANN, "weekly=hold");
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_HOLD);
}

static void a_domain_is_a_key(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "@example.com", NX_DECISION_SUPPRESS);
    g_assert_cmpint(decision_of(fixture, "@example.com"), ==, NX_DECISION_SUPPRESS);
    g_assert_null(record_of(fixture, ANN));
    g_autoptr(GPtrArray) records = nx_ledger_records(fixture->ledger, NX_DECISION_SUPPRESS, NULL);
    g_assert_cmpuint(records->len, ==, 1);
}

/* What was told elsewhere and earlier. */
static void an_order_may_tell_what_others_counted(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = ANN,
                     .decision = NX_DECISION_SUPPRESS,
                     .since = NOON - 90 * NX_DAY,
                     .seen = 3,
                     .first_seen = NOON - 99 * NX_DAY,
                     .last_seen = NOON - 91 * NX_DAY,
                     .delivered = NOON - 98 * NX_DAY,
                     .original_message_id = "<1@news.example>"};
    decide_as(fixture, &anna, &order);
    record_one(fixture, NOON, sighting(ANN, 1, NOON)); /* its own come on top */
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->since, ==, NOON - 90 * NX_DAY);
    g_assert_cmpuint(record->seen, ==, 4);
    g_assert_cmpuint(record->episodes, ==, 2);
    g_assert_cmpint(record->first_seen, ==, NOON - 99 * NX_DAY);
    g_assert_cmpint(record->last_seen, ==, NOON);
    g_assert_cmpint(record->delivered, ==, NOON - 98 * NX_DAY);
    g_assert_cmpstr(record->original_message_id, ==, "<1@news.example>");
    nx_record_free(record);
    assert_scopes(fixture, ANN, "");
}

/* ---- What an import told, taken back ----------------------------------------------------------------------------- */

static const NxOrder TELLS = {.key = ANN,
                              .decision = NX_DECISION_SUPPRESS,
                              .seen = 3,
                              .first_seen = NOON - 99 * NX_DAY,
                              .last_seen = NOON - 91 * NX_DAY,
                              .delivered = NOON - 95 * NX_DAY};

static void assert_counts(Fixture *fixture, guint seen, NxTime first, NxTime last, NxTime delivered, guint episodes)
{
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpuint(record->seen, ==, seen);
    g_assert_cmpint(record->first_seen, ==, first);
    g_assert_cmpint(record->last_seen, ==, last);
    g_assert_cmpint(record->delivered, ==, delivered);
    g_assert_cmpuint(record->episodes, ==, episodes);
    nx_record_free(record);
}

static void take_back(Fixture *fixture, gint64 act, gboolean again)
{
    GError *error = NULL;
    guint restored = 0;
    gboolean done = (again ? nx_ledger_redo : nx_ledger_undo)(fixture->ledger, &anna, act, &restored, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    g_assert_cmpuint(restored, ==, 1);
}

static void undo_takes_back_what_was_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = decide_as(fixture, &anna, &TELLS);
    assert_counts(fixture, 3, NOON - 99 * NX_DAY, NOON - 91 * NX_DAY, NOON - 95 * NX_DAY, 1);
    take_back(fixture, act, FALSE);
    assert_counts(fixture, 0, NX_TIME_UNKNOWN, NX_TIME_UNKNOWN, NX_TIME_UNKNOWN, 0);
    take_back(fixture, act, TRUE);
    assert_counts(fixture, 3, NOON - 99 * NX_DAY, NOON - 91 * NX_DAY, NOON - 95 * NX_DAY, 1);
    take_back(fixture, act, FALSE); /* and once more, the same */
    assert_counts(fixture, 0, NX_TIME_UNKNOWN, NX_TIME_UNKNOWN, NX_TIME_UNKNOWN, 0);
}

static void but_not_what_was_counted_since(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON - 92 * NX_DAY));
    gint64 act = decide_as(fixture, &anna, &TELLS);
    assert_counts(fixture, 3, NOON - 99 * NX_DAY, NOON - 91 * NX_DAY, NOON - 95 * NX_DAY, 1);
    record_one(fixture, NOON, sighting(ANN, 2, NOON - 90 * NX_DAY));
    take_back(fixture, act, FALSE);
    assert_counts(fixture, 2, NOON - 92 * NX_DAY, NOON - 90 * NX_DAY, NX_TIME_UNKNOWN, 1);
    take_back(fixture, act, TRUE);
    assert_counts(fixture, 4, NOON - 99 * NX_DAY, NOON - 90 * NX_DAY, NOON - 95 * NX_DAY, 1);
}

/* A list that tells counts alone is an act, too; one that tells nothing new is none. */
static void counts_alone_are_an_act(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, ANN, NX_DECISION_SUPPRESS);
    gint64 act = decide_as(fixture, &anna, &TELLS);
    g_assert_cmpint(act, >, 0);
    g_assert_cmpint(decide_as(fixture, &anna, &TELLS), ==, 0);
    take_back(fixture, act, FALSE);
    assert_counts(fixture, 0, NX_TIME_UNKNOWN, NX_TIME_UNKNOWN, NX_TIME_UNKNOWN, 0);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_SUPPRESS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/scope/each has a decision of its own", each_scope_has_a_decision_of_its_own);
    ADD_TEST("/ledger/scope/forgetting is of a scope, too", forgetting_is_of_a_scope_too);
    ADD_TEST("/ledger/scope/undo and redo keep to it", undo_and_redo_keep_to_the_scope);
    ADD_TEST("/ledger/scope/an act may be about several", an_act_may_be_about_several_scopes);
    ADD_TEST("/ledger/scope/a cause is released in all", a_cause_is_released_in_all_scopes);
    ADD_TEST("/ledger/scope/a domain is a key", a_domain_is_a_key);
    ADD_TEST("/ledger/scope/an order may tell what others counted", an_order_may_tell_what_others_counted);
    ADD_TEST("/ledger/told/undo takes it back", undo_takes_back_what_was_told);
    ADD_TEST("/ledger/told/but not what was counted since", but_not_what_was_counted_since);
    ADD_TEST("/ledger/told/counts alone are an act", counts_alone_are_an_act);
    return g_test_run();
}
