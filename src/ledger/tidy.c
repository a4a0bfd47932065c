/* Sightings that nobody needs any more are deleted; what was counted stays. */
#include "ledger/life.h"

/* Messages from before are not taken in again: their hashes went with the sightings. */
static void set_horizon(NxLedger *ledger, NxTime before)
{
    sqlite3_stmt *update = nx_sql(ledger, "INSERT INTO horizon (id, at) VALUES (1, ?1) "
                                          "ON CONFLICT DO UPDATE SET at = MAX(at, ?1)");
    nx_bind_number(update, 1, before);
    nx_sql_done(ledger, update);
}

static GArray *touched(NxLedger *ledger, NxTime before)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    sqlite3_stmt *find = nx_sql(ledger, "SELECT DISTINCT address FROM sighting WHERE arrived < ?1");
    nx_bind_number(find, 1, before);
    while (nx_sql_step(ledger, find)) {
        gint64 row = nx_sql_number(find, 0);
        g_array_append_val(rows, row);
    }
    return rows;
}

/* What the sightings that are left no longer tell of episodes is told beside them. */
static guint delete_of(NxLedger *ledger, gint64 address, NxTime before)
{
    sqlite3_stmt *count = nx_sql(ledger, "SELECT episodes FROM address WHERE id = ?1");
    nx_bind_number(count, 1, address);
    gint64 episodes = nx_sql_step(ledger, count) ? nx_sql_number(count, 0) : 0;
    nx_sql_reset(count);
    sqlite3_stmt *del = nx_sql(ledger, "DELETE FROM sighting WHERE address = ?1 AND arrived < ?2");
    nx_bind_number(del, 1, address);
    nx_bind_number(del, 2, before);
    nx_sql_done(ledger, del);
    guint n = (guint)sqlite3_changes(ledger->db);
    nx_life_refresh(ledger, address);
    sqlite3_stmt *keep = nx_sql(ledger, "UPDATE address SET episodes_before = episodes_before + MAX(?2 - episodes, 0), "
                                        "episodes = MAX(?2, episodes) WHERE id = ?1");
    nx_bind_number(keep, 1, address);
    nx_bind_number(keep, 2, episodes);
    nx_sql_done(ledger, keep);
    return n;
}

gboolean nx_ledger_tidy_sightings(NxLedger *ledger, const NxActHead *head, NxTime before, guint *deleted,
                                  GError **error)
{
    guint n = 0;
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, "tidy", NX_ACT_MOVES);
    g_autoptr(GArray) rows = touched(ledger, before);
    for (guint i = 0; i < rows->len && !nx_ledger_failed(ledger); i++) {
        n += delete_of(ledger, g_array_index(rows, gint64, i), before);
        nx_journal_count(&journal, g_array_index(rows, gint64, i));
    }
    if (rows->len > 0)
        set_horizon(ledger, before);
    nx_journal_close(&journal);
    if (!nx_ledger_end(ledger, error))
        return FALSE;
    *deleted = n;
    return TRUE;
}
