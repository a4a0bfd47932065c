#include "ledger/life.h"
#include "ledger/secret.h"

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

NxLife *nx_life_read(sqlite3_stmt *row)
{
    NxLife *life = g_new0(NxLife, 1);
    life->key = nx_sql_dup(row, 0);
    nx_life_parse(nx_sql_text(row, 1), &life->kind);
    life->at = nx_sql_number(row, 2);
    life->event_key = nx_sql_dup(row, 3);
    life->source = nx_sql_dup(row, 4);
    life->text = nx_sql_dup(row, 5);
    life->away_until = nx_sql_number(row, 6);
    life->place_id = nx_sql_dup(row, 7);
    if (sqlite3_column_bytes(row, 8) == sizeof life->sha256)
        memcpy(life->sha256, sqlite3_column_blob(row, 8), sizeof life->sha256);
    life->is_void = nx_sql_number(row, 9) != 0;
    life->is_undone = nx_sql_number(row, 10) != 0;
    return life;
}

static void bind_message(sqlite3_stmt *statement, int at, const NxLife *life)
{
    if (statement && life->place_id)
        sqlite3_bind_blob(statement, at, life->sha256, sizeof life->sha256, SQLITE_STATIC);
}

void nx_life_write(NxLedger *ledger, gint64 address, gint64 act, const NxLife *life)
{
    sqlite3_stmt *insert =
        nx_sql(ledger, "INSERT INTO life (address, act, kind, at, event_key, source, text, away_until, place, sha256, "
                       "void) VALUES (?,?,?,?,?,?,?,?,?,?,?)");
    nx_bind_number(insert, 1, address);
    nx_bind_row(insert, 2, act);
    nx_bind_text(insert, 3, nx_life_name(life->kind));
    nx_bind_number(insert, 4, life->at);
    nx_bind_scrubbed(ledger, insert, 5, life->event_key, TRUE);
    nx_bind_text(insert, 6, life->source);
    nx_bind_scrubbed(ledger, insert, 7, life->text, FALSE);
    nx_bind_time(insert, 8, life->away_until);
    nx_bind_scrubbed(ledger, insert, 9, life->place_id, TRUE);
    bind_message(insert, 10, life);
    nx_bind_number(insert, 11, life->is_void);
    nx_sql_done(ledger, insert);
}

GPtrArray *nx_ledger_lives(NxLedger *ledger, const char *key, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) lives = g_ptr_array_new_with_free_func((GDestroyNotify)nx_life_free);
    sqlite3_stmt *find = nx_sql(ledger, NX_LIFE_SELECT "WHERE a.key = ?1 ORDER BY l.at DESC, l.id DESC");
    nx_bind_text(find, 1, key);
    while (nx_sql_step(ledger, find))
        g_ptr_array_add(lives, nx_life_read(find));
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&lives) : NULL;
}

/* ---- What follows ------------------------------------------------------------------------------------------------ */

/* A run of counted events is an episode: those before the first sign of life, between two, and after the last. */
void nx_life_refresh(NxLedger *ledger, gint64 address)
{
    sqlite3_stmt *update = nx_sql(
        ledger, "UPDATE address SET delivered = (SELECT MAX(l.at) FROM life l WHERE l.address = ?1 AND " NX_LIFE_COUNTS
                "), episodes = episodes_before + (SELECT COUNT(DISTINCT COALESCE((SELECT MIN(l.at) FROM life l WHERE "
                "l.address = ?1 AND l.at >= s.arrived AND " NX_LIFE_COUNTS
                "), -1)) FROM sighting s WHERE s.address = ?1) WHERE id = ?1");
    nx_bind_number(update, 1, address);
    nx_sql_done(ledger, update);
}

gboolean nx_life_void(NxLedger *ledger, gint64 address, const char *event_key, NxTime arrived)
{
    if (!event_key)
        return FALSE;
    sqlite3_stmt *update =
        nx_sql(ledger, "UPDATE life SET void = 1 WHERE address = ?1 AND event_key = ?2 AND at <= ?3 AND void = 0");
    nx_bind_number(update, 1, address);
    nx_bind_text(update, 2, event_key);
    nx_bind_number(update, 3, arrived);
    nx_sql_done(ledger, update);
    if (nx_ledger_failed(ledger) || sqlite3_changes(ledger->db) == 0)
        return FALSE;
    nx_life_refresh(ledger, address);
    return TRUE;
}

/* ---- Taken back -------------------------------------------------------------------------------------------------- */

gboolean nx_life_is_of(NxLedger *ledger, gint64 act)
{
    sqlite3_stmt *find = nx_sql(ledger, "SELECT 1 FROM life WHERE act = ?1 UNION ALL SELECT 1 FROM life WHERE undone = "
                                        "?1 LIMIT 1");
    nx_bind_number(find, 1, act);
    gboolean found = nx_sql_step(ledger, find);
    nx_sql_reset(find);
    return found;
}

static gboolean mark(NxLedger *ledger, sqlite3_stmt *update, gint64 address, gint64 act)
{
    nx_bind_number(update, 1, address);
    nx_bind_number(update, 2, act);
    nx_sql_done(ledger, update);
    return !nx_ledger_failed(ledger) && sqlite3_changes(ledger->db) > 0;
}

gboolean nx_life_take_back(NxLedger *ledger, gint64 address, gint64 act, gint64 undo)
{
    gboolean again =
        mark(ledger, nx_sql(ledger, "UPDATE life SET undone = NULL WHERE undone = ?2 AND address = ?1"), address, act);
    sqlite3_stmt *told = nx_sql(ledger, "UPDATE life SET undone = ?3 WHERE act = ?2 AND address = ?1 AND undone IS "
                                        "NULL");
    nx_bind_number(told, 3, undo);
    gboolean taken = mark(ledger, told, address, act);
    if (again || taken)
        nx_life_refresh(ledger, address);
    return again || taken;
}
