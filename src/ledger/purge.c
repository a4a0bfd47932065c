/* Blanks addresses out. */
#include "ledger/journal.h"

/* All that says something of one address, by its row. The address goes last, for the others are found through it. */
static const char *const BLANKS[] = {
    "UPDATE decision SET diagnostic = NULL, evidence = NULL, file = NULL, place = NULL WHERE address = ?1",
    "UPDATE life SET event_key = NULL, source = NULL, text = NULL, place = NULL WHERE address = ?1",
    "UPDATE change SET note_before = NULL, note_after = NULL WHERE address = ?1",
    "UPDATE sighting SET event_key = NULL, diagnostic = NULL, evidence = NULL, file = NULL, place = NULL WHERE address "
    "= ?1",
    "UPDATE address SET key = NULL, spelling = NULL, domain = NULL, standing = NULL, note = NULL, protected = 0 WHERE "
    "id = ?1",
};

static void blank(NxJournal *journal, const char *key)
{
    g_auto(NxStored) stored = {0};
    if (!nx_stored_find(journal->ledger, key, &stored))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(BLANKS); i++) {
        sqlite3_stmt *update = nx_sql(journal->ledger, BLANKS[i]);
        nx_bind_number(update, 1, stored.address);
        nx_sql_done(journal->ledger, update);
    }
    nx_journal_count(journal, stored.address);
}

/* What was blanked still stands in the log beside the file until that is taken in and cut. */
static gboolean cut_log(NxLedger *ledger, GError **error)
{
    int in_log = 0, taken_in = 0;
    int code = sqlite3_wal_checkpoint_v2(ledger->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, &in_log, &taken_in);
    if (code == SQLITE_OK)
        return TRUE;
    g_set_error(error, NX_ERROR, NX_ERROR_LEDGER,
                nx_tr("%s: purged, but traces stay in its log while another program reads it; purge again (%s)"),
                ledger->path, sqlite3_errstr(code));
    return FALSE;
}

gboolean nx_ledger_purge(NxLedger *ledger, const NxActHead *head, const char *const *keys, guint n, guint *purged,
                         GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, "purge", NX_ACT_MOVES);
    for (guint i = 0; i < n && !nx_ledger_failed(ledger); i++)
        blank(&journal, keys[i]);
    nx_journal_close(&journal);
    if (!nx_ledger_end(ledger, error))
        return FALSE;
    if (purged)
        *purged = journal.n;
    return cut_log(ledger, error);
}
