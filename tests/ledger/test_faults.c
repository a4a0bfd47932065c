/* Every write is broken off at every step: it must say so, change nothing, and work afterwards. */
#include "ledger/fixture.h"
#include "ledger/sql.h"

enum { STEP = 7 }; /* instructions of SQLite's machine between two chances to break off */

static int break_off(gpointer left)
{
    guint *steps = left;
    return *steps > 0 && --*steps == 0;
}

/* All tables as text. */
static char *contents(Fixture *fixture)
{
    static const char *const TABLES[] = {"act", "address", "decision", "change", "sighting", "handed"};
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM %s ORDER BY 1, 2, 3", TABLES[i]);
        sqlite3_stmt *rows = NULL;
        g_assert_cmpint(sqlite3_prepare_v2(fixture->ledger->db, sql, -1, &rows, NULL), ==, SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(rows); column++)
                g_string_append_printf(all, "%s|", (const char *)sqlite3_column_text(rows, column));
        sqlite3_finalize(rows);
    }
    return g_string_free(all, FALSE);
}

static const char *const keys[] = {"ann@example.com", "bob@example.com", "cleo@example.com", NULL};

static gboolean decides(Fixture *fixture, GError **error)
{
    NxOrder orders[] = {
        {.key = keys[0], .spelling = "Ann@example.com", .decision = NX_DECISION_SUPPRESS, .note = "gone"},
        {.key = keys[1], .decision = NX_DECISION_HOLD, .cause = "google/blocked"},
        {.key = "dan@example.com", .decision = NX_DECISION_IGNORE}};
    return nx_ledger_decide(fixture->ledger, &anna, orders, G_N_ELEMENTS(orders), NULL, NULL, error);
}

static gboolean undoes(Fixture *fixture, GError **error)
{
    return nx_ledger_undo(fixture->ledger, &anna, 1, NULL, NULL, error);
}

static gboolean records(Fixture *fixture, GError **error)
{
    g_autoptr(GPtrArray) sightings = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    for (guint i = 0; keys[i]; i++)
        g_ptr_array_add(sightings, sighting(keys[i], 100 + i, NOON + NX_HOUR));
    return nx_ledger_record_events(fixture->ledger, &anna, &fixture->settings, sightings, NULL, error);
}

static gboolean attempts(Fixture *fixture, GError **error)
{
    return nx_ledger_attempted(fixture->ledger, "news", keys, NOON + NX_DAY, error);
}

static gboolean hands_over(Fixture *fixture, GError **error)
{
    return nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, keys, NOON, error);
}

static gboolean delivers(Fixture *fixture, GError **error)
{
    return delivered(fixture->ledger, &anna, keys, NULL, 3, error);
}

static gboolean protects(Fixture *fixture, GError **error)
{
    return nx_ledger_protect(fixture->ledger, &anna, keys, keys, 3, TRUE, NULL, error);
}

static gboolean releases(Fixture *fixture, GError **error)
{
    return nx_ledger_release(fixture->ledger, &anna, "-/spamdetected", NULL, NULL, error);
}

static gboolean purges(Fixture *fixture, GError **error)
{
    return nx_ledger_purge(fixture->ledger, &anna, keys, 3, NULL, error);
}

/* Three retries, the first handed over; one hold; something seen. */
static void furnish(Fixture *fixture)
{
    NxOrder orders[4] = {{0}};
    for (guint i = 0; i < 3; i++)
        orders[i] = (NxOrder){.key = keys[i],
                              .decision = NX_DECISION_RETRY,
                              .not_before = NOON - NX_DAY,
                              .plan = NX_PLAN_S1,
                              .attempt = 1,
                              .attempts = 4};
    orders[3] = (NxOrder){.key = "eve@example.com", .decision = NX_DECISION_HOLD, .cause = "-/spamdetected"};
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 4, NULL, NULL, NULL));
    record_one(fixture, NOON, sighting(keys[1], 1, NOON - 9 * NX_DAY));
    sent(fixture, keys[0], NOON);
}

static void all_or_nothing(Fixture *fixture, gconstpointer work)
{
    gboolean (*write)(Fixture *, GError **) = *(gboolean(*const *)(Fixture *, GError **))work;
    furnish(fixture);
    g_autofree char *before = contents(fixture);
    gboolean done = FALSE;
    guint broken = 0;
    for (guint at = 1; !done; at++) {
        guint left = at;
        GError *error = NULL;
        sqlite3_progress_handler(fixture->ledger->db, STEP, break_off, &left);
        done = write(fixture, &error);
        sqlite3_progress_handler(fixture->ledger->db, 0, NULL, NULL);
        if (done)
            break;
        broken++;
        g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
        g_assert_null(strchr(error->message, '\n'));
        g_error_free(error);
        g_autofree char *after = contents(fixture);
        g_assert_cmpstr(after, ==, before);
    }
    g_autofree char *after = contents(fixture);
    g_assert_cmpstr(after, !=, before);
    g_assert_cmpuint(broken, >, 3);
}

/* What was broken off while it began has begun all the same, and would be in the way of all that comes. */
static void a_beginning_broken_off_is_over(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    guint broken = 0;
    gboolean begun = FALSE;
    for (guint at = 1; !begun; at++) {
        guint left = at;
        g_autoptr(GError) error = NULL;
        sqlite3_progress_handler(fixture->ledger->db, 1, break_off, &left);
        begun = nx_ledger_begin(fixture->ledger, NX_SQL_WRITE, NULL);
        sqlite3_progress_handler(fixture->ledger->db, 0, NULL, NULL);
        broken += !begun;
        g_assert_cmpint(sqlite3_get_autocommit(fixture->ledger->db), ==, !begun);
        g_assert_true(begun || decides(fixture, &error));
        g_assert_no_error(error);
    }
    nx_ledger_abandon(fixture->ledger);
    g_assert_cmpuint(broken, >, 1);
}

/* clang-format off */
#define WRITES(X) \
    X(decides, "decisions") X(undoes, "undo") X(records, "events taken in") X(attempts, "attempts handed over") \
    X(hands_over, "hand-overs") X(delivers, "deliveries") X(protects, "protection") X(releases, "releases") X(purges, "purges")
/* clang-format on */

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define WRITE(function, name)                                                                                          \
    static gboolean (*const call_##function)(Fixture *, GError **) = function;                                         \
    g_test_add("/ledger/faults/" name " are all or nothing wherever they break off", Fixture, &call_##function,        \
               fixture_up, all_or_nothing, fixture_down);
    WRITES(WRITE)
    ADD_TEST("/ledger/faults/a beginning that is broken off is over", a_beginning_broken_off_is_over);
    return g_test_run();
}
