/* Statements, transactions, and what people are told when SQLite refuses. */
#include "ledger/sql.h"

/* What people are told of a refusal, by SQLite's code: the extended ones first, then the primary ones. What is not here
 * is told in SQLite's own words. */
static const struct {
    int code;
    const char *text;
} REFUSALS[] = {
    /* What was written may come back when the ledger is opened next, or not: nobody can say which. */
    {SQLITE_IOERR_FSYNC, N_("the disk did not confirm the last change; whether it was kept, nixie log will tell")},
    {SQLITE_IOERR_DIR_FSYNC, N_("the disk did not confirm the last change; whether it was kept, nixie log will tell")},
    {SQLITE_BUSY, N_("another program has kept the ledger locked; nothing was changed")},
    {SQLITE_FULL, N_("no space is left for the ledger; nothing was changed")},
    {SQLITE_READONLY, N_("the ledger may not be written; nothing was changed")},
    {SQLITE_CANTOPEN, N_("the ledger cannot be opened")},
    {SQLITE_PERM, N_("the ledger may not be opened")},
    {SQLITE_CORRUPT, N_("the ledger is damaged")},
    {SQLITE_NOTADB, N_("this file is no ledger, or it is damaged")},
    {SQLITE_IOERR, N_("the ledger could not be read or written; nothing was changed")},
};

void nx_ledger_say(GError **error, const char *path, int code, const char *words)
{
    for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
        if (REFUSALS[i].code == code || REFUSALS[i].code == (code & 0xff)) {
            g_set_error(error, NX_ERROR, NX_ERROR_LEDGER, "%s: %s (%s)", path, nx_tr(REFUSALS[i].text), words);
            return;
        }
    }
    g_set_error(error, NX_ERROR, NX_ERROR_LEDGER, "%s: %s", path, words);
}

void nx_ledger_fail(NxLedger *ledger, int code)
{
    if (ledger->failure != SQLITE_OK)
        return;
    ledger->failure = code;
    g_free(ledger->reason);
    ledger->reason = g_strdup(sqlite3_errmsg(ledger->db));
}

gboolean nx_ledger_failed(const NxLedger *ledger)
{
    return ledger->failure != SQLITE_OK;
}

static void forget_failure(NxLedger *ledger)
{
    ledger->failure = SQLITE_OK;
    g_clear_pointer(&ledger->reason, g_free);
}

void nx_sql_run(NxLedger *ledger, const char *sql)
{
    if (nx_ledger_failed(ledger))
        return;
    int code = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        nx_ledger_fail(ledger, code);
}

int nx_sql_wait(void *user, int n)
{
    enum { LONGEST_MS = 50 };
    NxLedger *ledger = user;
    const int pause = MIN(MIN(1 + n * 2, LONGEST_MS), ledger->patience);
    if (pause <= 0)
        return 0;
    sqlite3_sleep(pause);
    ledger->patience -= pause;
    return 1;
}

gint64 nx_sql_pragma(NxLedger *ledger, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    gint64 number = 0;
    if (nx_ledger_failed(ledger))
        return 0;
    if (sqlite3_prepare_v2(ledger->db, sql, -1, &statement, NULL) != SQLITE_OK)
        nx_ledger_fail(ledger, sqlite3_extended_errcode(ledger->db));
    else if (nx_sql_step(ledger, statement))
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

gboolean nx_ledger_begin(NxLedger *ledger, NxSqlWork work, GError **error)
{
    if (work == NX_SQL_WRITE && ledger->mode != NX_LEDGER_WRITE) {
        g_set_error(error, NX_ERROR, NX_ERROR_REFUSED, nx_tr("%s: the ledger was opened only to be read"),
                    ledger->path);
        return FALSE;
    }
    forget_failure(ledger);
    ledger->patience = NX_PATIENCE_MS;
    g_clear_pointer(&ledger->marks, g_hash_table_unref); /* another program may have purged meanwhile */
    ledger->n_asked = 0;
    if (!ledger->db)
        return TRUE;
    nx_sql_run(ledger, work == NX_SQL_WRITE ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!nx_ledger_failed(ledger))
        return TRUE;
    nx_ledger_say(error, ledger->path, ledger->failure, ledger->reason);
    nx_ledger_abandon(ledger); /* one that was broken off may have begun all the same */
    return FALSE;
}

/* A statement that was left in the middle would hold on to what it was reading. */
static void reset_all(NxLedger *ledger)
{
    GHashTableIter iter;
    gpointer statement;
    g_hash_table_iter_init(&iter, ledger->statements);
    while (g_hash_table_iter_next(&iter, NULL, &statement))
        sqlite3_reset(statement);
}

void nx_ledger_abandon(NxLedger *ledger)
{
    forget_failure(ledger);
    reset_all(ledger);
    if (ledger->db && !sqlite3_get_autocommit(ledger->db))
        sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
}

gboolean nx_ledger_end(NxLedger *ledger, GError **error)
{
    if (!ledger->db)
        return TRUE;
    nx_sql_run(ledger, "COMMIT");
    if (!nx_ledger_failed(ledger))
        return TRUE;
    nx_ledger_say(error, ledger->path, ledger->failure, ledger->reason);
    nx_ledger_abandon(ledger);
    return FALSE;
}

sqlite3_stmt *nx_sql(NxLedger *ledger, const char *sql)
{
    sqlite3_stmt *statement = g_hash_table_lookup(ledger->statements, sql);
    if (statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return statement;
    }
    if (!ledger->db)
        return NULL;
    int code = sqlite3_prepare_v3(ledger->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    if (code != SQLITE_OK) {
        nx_ledger_fail(ledger, code);
        return NULL;
    }
    g_hash_table_insert(ledger->statements, (gpointer)sql, statement);
    return statement;
}

void nx_bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    if (statement && text)
        sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void nx_bind_number(sqlite3_stmt *statement, int at, gint64 number)
{
    if (statement)
        sqlite3_bind_int64(statement, at, number);
}

void nx_bind_time(sqlite3_stmt *statement, int at, NxTime time)
{
    if (time != NX_TIME_UNKNOWN)
        nx_bind_number(statement, at, time);
}

void nx_bind_row(sqlite3_stmt *statement, int at, gint64 row)
{
    if (row != 0)
        nx_bind_number(statement, at, row);
}

gboolean nx_sql_step(NxLedger *ledger, sqlite3_stmt *statement)
{
    if (!statement || nx_ledger_failed(ledger))
        return FALSE;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return TRUE;
    if (code != SQLITE_DONE)
        nx_ledger_fail(ledger, code);
    sqlite3_reset(statement);
    return FALSE;
}

void nx_sql_done(NxLedger *ledger, sqlite3_stmt *statement)
{
    while (nx_sql_step(ledger, statement))
        continue;
}

void nx_sql_reset(sqlite3_stmt *statement)
{
    if (statement)
        sqlite3_reset(statement);
}

char *nx_sql_dup(sqlite3_stmt *statement, int at)
{
    return g_strdup((const char *)sqlite3_column_text(statement, at));
}

const char *nx_sql_text(sqlite3_stmt *statement, int at)
{
    const char *text = (const char *)sqlite3_column_text(statement, at);
    return text ? text : "";
}

gint64 nx_sql_number(sqlite3_stmt *statement, int at)
{
    return sqlite3_column_int64(statement, at);
}
