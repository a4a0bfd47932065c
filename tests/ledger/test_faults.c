/* Every write is broken off at every step: it must say so, change nothing, and work afterwards. */
#include "ledger/kit.h"
#include "ledger/sql.h"

enum { STEP = 7 }; /* instructions of SQLite's machine between two chances to break off */

static int break_off(gpointer left)
{
    guint *steps = left;
    return *steps > 0 && --*steps == 0;
}

/* All tables as text. */
static char *contents(Kit *kit)
{
    static const char *const tables[] = {"act", "address", "decision", "change", "sighting", "handed"};
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM %s ORDER BY 1, 2, 3", tables[i]);
        sqlite3_stmt *rows = NULL;
        g_assert_cmpint(sqlite3_prepare_v2(kit->ledger->db, sql, -1, &rows, NULL), ==, SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(rows); column++)
                g_string_append_printf(all, "%s|", (const char *)sqlite3_column_text(rows, column));
        sqlite3_finalize(rows);
    }
    return g_string_free(all, FALSE);
}

static const char *const keys[] = {"ann@example.com", "bob@example.com", "cleo@example.com", NULL};

static gboolean decides(Kit *kit, GError **error)
{
    NxOrder orders[] = {{.key = keys[0], .spelling = "Ann@example.com", .decision = NX_DECISION_SUPPRESS, .note = "gone"},
                        {.key = keys[1], .decision = NX_DECISION_HOLD, .cause = "google/blocked"},
                        {.key = "dan@example.com", .decision = NX_DECISION_IGNORE}};
    return nx_ledger_decide(kit->ledger, &anna, orders, G_N_ELEMENTS(orders), NULL, NULL, error);
}

static gboolean undoes(Kit *kit, GError **error)
{
    return nx_ledger_undo(kit->ledger, &anna, 1, NULL, NULL, error);
}

static gboolean records(Kit *kit, GError **error)
{
    g_autoptr(GPtrArray) sightings = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    for (guint i = 0; keys[i]; i++)
        g_ptr_array_add(sightings, sighting(keys[i], 100 + i, NOON + NX_HOUR));
    return nx_ledger_record_events(kit->ledger, &anna, &kit->settings, sightings, NULL, error);
}

static gboolean attempts(Kit *kit, GError **error)
{
    return nx_ledger_attempted(kit->ledger, "news", keys, NOON + NX_DAY, error);
}

static gboolean hands_over(Kit *kit, GError **error)
{
    return nx_ledger_hand_over(kit->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, keys, NOON, error);
}

static gboolean delivers(Kit *kit, GError **error)
{
    return nx_ledger_delivered(kit->ledger, &anna, keys, NULL, 3, error);
}

static gboolean protects(Kit *kit, GError **error)
{
    return nx_ledger_protect(kit->ledger, &anna, keys, keys, 3, TRUE, NULL, error);
}

static gboolean releases(Kit *kit, GError **error)
{
    return nx_ledger_release(kit->ledger, &anna, "-/spamdetected", NULL, NULL, error);
}

static gboolean purges(Kit *kit, GError **error)
{
    return nx_ledger_purge(kit->ledger, &anna, keys, 3, NULL, error);
}

/* Three retries, the first handed over; one hold; something seen. */
static void furnish(Kit *kit)
{
    NxOrder orders[4] = {{0}};
    for (guint i = 0; i < 3; i++)
        orders[i] =
            (NxOrder){.key = keys[i], .decision = NX_DECISION_RETRY, .not_before = NOON - NX_DAY, .plan = NX_PLAN_S1, .attempt = 1, .attempts = 4};
    orders[3] = (NxOrder){.key = "eve@example.com", .decision = NX_DECISION_HOLD, .cause = "-/spamdetected"};
    g_assert_true(nx_ledger_decide(kit->ledger, &anna, orders, 4, NULL, NULL, NULL));
    record_one(kit, NOON, sighting(keys[1], 1, NOON - 9 * NX_DAY));
    sent(kit, keys[0], NOON);
}

static void all_or_nothing(Kit *kit, gconstpointer work)
{
    gboolean (*write)(Kit *, GError **) = *(gboolean(*const *)(Kit *, GError **))work;
    furnish(kit);
    g_autofree char *before = contents(kit);
    gboolean done = FALSE;
    guint broken = 0;
    for (guint at = 1; !done; at++) {
        guint left = at;
        GError *error = NULL;
        sqlite3_progress_handler(kit->ledger->db, STEP, break_off, &left);
        done = write(kit, &error);
        sqlite3_progress_handler(kit->ledger->db, 0, NULL, NULL);
        if (done)
            break;
        broken++;
        g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
        g_assert_null(strchr(error->message, '\n'));
        g_error_free(error);
        g_autofree char *after = contents(kit);
        g_assert_cmpstr(after, ==, before);
    }
    g_autofree char *after = contents(kit);
    g_assert_cmpstr(after, !=, before);
    g_assert_cmpuint(broken, >, 3);
}

/* clang-format off */
#define WRITES(X) \
    X(decides, "decisions") X(undoes, "undo") X(records, "events taken in") X(attempts, "attempts handed over") \
    X(hands_over, "hand-overs") X(delivers, "deliveries") X(protects, "protection") X(releases, "releases") X(purges, "purges")
/* clang-format on */

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define WRITE(function, name)                                                                                                                        \
    static gboolean (*const call_##function)(Kit *, GError **) = function;                                                                           \
    g_test_add("/ledger/faults/" name " are all or nothing wherever they break off", Kit, &call_##function, kit_up, all_or_nothing, kit_down);
    WRITES(WRITE)
    return g_test_run();
}
