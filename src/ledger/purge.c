/* Purges: nobody can read any more whose it was, here or in what was said of others. */
#include "ledger/journal.h"
#include "ledger/secret.h"

/* ---- The address itself ------------------------------------------------------------------------------------------ */

/* All that says something of one address, by its row. The address goes last, for the others are found through it. */
static const char *const BLANKS[] = {
    "UPDATE decision SET diagnostic = NULL, evidence = NULL, file = NULL, place = NULL, original = NULL WHERE address "
    "= "
    "?1",
    "UPDATE life SET event_key = NULL, source = NULL, text = NULL, place = NULL WHERE address = ?1",
    "UPDATE probe SET reply = NULL WHERE address = ?1",
    "UPDATE change SET note_before = NULL, note_after = NULL WHERE address = ?1",
    ("UPDATE sighting SET event_key = NULL, diagnostic = NULL, evidence = NULL, file = NULL, place = NULL, original = "
     "NULL WHERE address = ?1"),
    "UPDATE address SET key = NULL, spelling = NULL, domain = NULL, note = NULL, protected = 0 WHERE id = ?1",
};

/* What stands goes on standing, as this act's: no undo of an older one brings back what was before it. */
static void stand_on(NxJournal *journal, gint64 address, const char *scope)
{
    g_auto(NxStored) stored = {0};
    if (!nx_stored_get_in(journal->ledger, address, scope, &stored) || stored.standing == 0)
        return;
    stored.record->is_purged = TRUE;
    nx_stored_decide(journal->ledger, address, nx_journal_act(journal), stored.record);
}

static void stand_on_everywhere(NxJournal *journal, gint64 address)
{
    g_autoptr(GPtrArray) scopes = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *find = nx_sql(journal->ledger, "SELECT scope FROM scoped WHERE address = ?1");
    nx_bind_number(find, 1, address);
    while (nx_sql_step(journal->ledger, find))
        g_ptr_array_add(scopes, nx_sql_dup(find, 0));
    stand_on(journal, address, NULL);
    for (guint i = 0; i < scopes->len; i++)
        stand_on(journal, address, scopes->pdata[i]);
}

static void keep_hash(NxLedger *ledger, gint64 address, const char *key)
{
    guint8 hash[NX_HASH_SIZE];
    sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET hash = ?2, mark = ?3 WHERE id = ?1");
    GHmac *secret = nx_secret_ref(ledger);
    if (secret && update) {
        NxMarker marker = nx_marker_of(secret);
        nx_hash_key(secret, key, hash);
        nx_bind_number(update, 1, address);
        sqlite3_bind_blob(update, 2, hash, sizeof hash, SQLITE_STATIC);
        gint64 mark = nx_mark_key(&marker, key);
        nx_bind_number(update, 3, mark);
        nx_secret_add(ledger, mark);
        nx_sql_done(ledger, update);
    }
    g_clear_pointer(&secret, g_hmac_unref);
}

/* What was asked of a domain tells that somebody of it was here, unless there are others. */
static void forget_domain(NxLedger *ledger, const char *domain)
{
    sqlite3_stmt *del =
        nx_sql(ledger, "DELETE FROM domain_check WHERE domain = ?1 AND NOT EXISTS (SELECT 1 FROM address "
                       "WHERE domain = ?1)");
    nx_bind_text(del, 1, domain);
    nx_sql_done(ledger, del);
    sqlite3_stmt *blank = nx_sql(ledger, "UPDATE probe SET domain = NULL WHERE domain = ?1 AND NOT EXISTS (SELECT 1 "
                                         "FROM address WHERE domain = ?1)");
    nx_bind_text(blank, 1, domain);
    nx_sql_done(ledger, blank);
}

static void blank(NxJournal *journal, const char *key)
{
    NxLedger *ledger = journal->ledger;
    gboolean purged;
    gint64 address = nx_address_find(ledger, key, &purged);
    if (address == 0 || purged)
        return;
    nx_secret_make(ledger);
    stand_on_everywhere(journal, address);
    keep_hash(ledger, address, key);
    for (guint i = 0; i < G_N_ELEMENTS(BLANKS); i++) {
        sqlite3_stmt *update = nx_sql(ledger, BLANKS[i]);
        nx_bind_number(update, 1, address);
        nx_sql_done(ledger, update);
    }
    nx_journal_count(journal, address);
}

/* ---- What was said of others ------------------------------------------------------------------------------------- */

/* Where texts stand. In those of `inside` an address is part of something longer. */
#define COLUMNS(X)                                                                                                     \
    X(decision, cause, 0)                                                                                              \
    X(decision, scope, 0)                                                                                              \
    X(decision, diagnostic, 0)                                                                                         \
    X(decision, evidence, 0)                                                                                           \
    X(decision, file, 1)                                                                                               \
    X(decision, place, 1)                                                                                              \
    X(decision, original, 1)                                                                                           \
    X(scoped, scope, 0)                                                                                                \
    X(change, scope, 0)                                                                                                \
    X(change, note_before, 0)                                                                                          \
    X(change, note_after, 0)                                                                                           \
    X(act, scope, 0)                                                                                                   \
    X(act, session, 0)                                                                                                 \
    X(address, note, 0)                                                                                                \
    X(sighting, event_key, 1)                                                                                          \
    X(sighting, place, 1)                                                                                              \
    X(sighting, diagnostic, 0)                                                                                         \
    X(sighting, evidence, 0)                                                                                           \
    X(sighting, original, 1)                                                                                           \
    X(sighting, file, 1)                                                                                               \
    X(life, event_key, 1)                                                                                              \
    X(life, source, 0)                                                                                                 \
    X(life, text, 0)                                                                                                   \
    X(life, place, 1)                                                                                                  \
    X(handed, target, 0)                                                                                               \
    X(lift, source, 0)                                                                                                 \
    X(probe, reply, 0)
#define SCRUB_OF(table, column, inside)                                                                                \
    "UPDATE OR REPLACE " #table " SET " #column " = nx_scrub(" #column ", " #inside ") WHERE nx_scrub(" #column        \
    ", " #inside ") IS NOT " #column,
static const char *const SCRUBS[] = {COLUMNS(SCRUB_OF)};

static gboolean is_purged_now(const char *key, gpointer keys)
{
    return g_hash_table_contains(keys, key);
}

/* nx_scrub(text, inside): the text without the addresses of this purge. */
static void scrub_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    g_assert(n == 2);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    char *clean =
        nx_address_scrub(text, sqlite3_value_int(values[1]) != 0, NX_PURGED, is_purged_now, sqlite3_user_data(context));
    if (clean)
        sqlite3_result_text(context, clean, -1, g_free);
    else
        sqlite3_result_value(context, values[0]);
}

static void scrub_others(NxLedger *ledger, const char *const *keys, guint n)
{
    g_autoptr(GHashTable) purged = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < n; i++)
        g_hash_table_add(purged, (gpointer)keys[i]);
    int code =
        sqlite3_create_function(ledger->db, "nx_scrub", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                purged, scrub_value, NULL, NULL);
    if (code != SQLITE_OK)
        nx_ledger_fail(ledger, code);
    for (guint i = 0; i < G_N_ELEMENTS(SCRUBS); i++)
        nx_sql_run(ledger, SCRUBS[i]);
    sqlite3_create_function(ledger->db, "nx_scrub", 2, SQLITE_UTF8, NULL, NULL, NULL, NULL);
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

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
    for (guint i = 0; i < n && !nx_ledger_failed(ledger); i++)
        forget_domain(ledger, nx_address_domain(keys[i]));
    nx_journal_close(&journal);
    scrub_others(ledger, keys, n);
    if (!nx_ledger_end(ledger, error))
        return FALSE;
    if (purged)
        *purged = journal.n;
    return cut_log(ledger, error);
}
