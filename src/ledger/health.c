/* A ledger looked over, copied while it is in use, and made small again. */
#include "ledger/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <unistd.h>

/* ---- Check ------------------------------------------------------------------------------------------------------- */

/* What must hold between the tables, beside what the schema says itself: each gives a row for whatever breaks it, with
 * the number that the sentence names. */
static const struct {
    const char *sql, *sentence;
} RULES[] = {
    {"SELECT a.id FROM address a JOIN decision d ON d.id = a.standing WHERE d.address <> a.id",
     N_("address %" PRIi64 ": another's decision stands on it")},
    {"SELECT x.address FROM scoped x JOIN decision d ON d.id = x.standing WHERE d.address <> x.address OR d.scope IS "
     "NOT "
     "x.scope",
     N_("address %" PRIi64 ": a decision of elsewhere stands on it in a scope")},
    {"SELECT a.id FROM address a WHERE a.seen < (SELECT COUNT(*) FROM sighting s WHERE s.address = a.id)",
     N_("address %" PRIi64 ": more events are written down than were counted")},
    {"SELECT a.id FROM address a WHERE (a.key IS NULL) <> (a.spelling IS NULL)",
     N_("address %" PRIi64 ": half of it was purged")},
    {"SELECT c.act FROM change c JOIN decision d ON d.id = c.after WHERE d.address <> c.address",
     N_("act %" PRIi64 ": it let another's decision stand")},
    {"SELECT u.number FROM act u JOIN act t ON t.number = u.undoes WHERE u.number <= t.number",
     N_("act %" PRIi64 ": it takes back a later one")},
};

static void check_pages(NxLedger *ledger, GPtrArray *faults)
{
    sqlite3_stmt *check = nx_sql(ledger, "PRAGMA integrity_check(20)");
    while (nx_sql_step(ledger, check))
        if (!g_str_equal(nx_sql_text(check, 0), "ok"))
            g_ptr_array_add(faults, nx_sql_dup(check, 0));
}

static void check_references(NxLedger *ledger, GPtrArray *faults)
{
    sqlite3_stmt *check = nx_sql(ledger, "PRAGMA foreign_key_check");
    while (nx_sql_step(ledger, check))
        g_ptr_array_add(faults, g_strdup_printf(nx_tr("%s %" PRIi64 ": what it belongs to is not there"),
                                                nx_sql_text(check, 0), nx_sql_number(check, 1)));
}

GPtrArray *nx_ledger_check(NxLedger *ledger, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    check_pages(ledger, faults);
    check_references(ledger, faults);
    for (guint i = 0; i < G_N_ELEMENTS(RULES); i++) {
        sqlite3_stmt *broken = nx_sql(ledger, RULES[i].sql);
        while (nx_sql_step(ledger, broken))
            g_ptr_array_add(faults, g_strdup_printf(nx_tr(RULES[i].sentence), nx_sql_number(broken, 0)));
    }
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&faults) : NULL;
}

/* ---- Backup ------------------------------------------------------------------------------------------------------ */

static gboolean fail(GError **error, NxErrorCode code, const char *path, const char *why)
{
    g_set_error(error, NX_ERROR, code, "%s: %s", path, why);
    return FALSE;
}

static gboolean is_synced(const char *path)
{
    int file = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    gboolean synced = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return synced;
}

/* SQLite copies what is used and nothing of what was deleted, as of one moment, whoever writes meanwhile. The file it
 * makes counts as written by a connection that only reads. */
static gboolean copy_to(NxLedger *ledger, const char *path, GError **error)
{
    sqlite3_stmt *copy = NULL;
    sqlite3_exec(ledger->db, "PRAGMA query_only = OFF", NULL, NULL, NULL);
    int code = sqlite3_prepare_v2(ledger->db, "VACUUM INTO ?1", -1, &copy, NULL);
    nx_bind_text(copy, 1, path);
    if (code == SQLITE_OK)
        code = sqlite3_step(copy);
    if (code != SQLITE_DONE)
        nx_ledger_say(error, path, code, sqlite3_errmsg(ledger->db));
    sqlite3_finalize(copy);
    if (ledger->mode == NX_LEDGER_READ)
        sqlite3_exec(ledger->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
    return code == SQLITE_DONE;
}

/* An existing file stays, also one that has come up meanwhile. */
static gboolean put_in_place(const char *beside, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (!is_synced(beside))
        return fail(error, NX_ERROR_UNREADABLE, path, g_strerror(errno));
    if (link(beside, path) != 0)
        return errno == EEXIST ? fail(error, NX_ERROR_REFUSED, path, nx_tr("this file exists already"))
                               : fail(error, NX_ERROR_UNREADABLE, path, g_strerror(errno));
    is_synced(folder); /* where a folder cannot be, the file is */
    return TRUE;
}

gboolean nx_ledger_backup(NxLedger *ledger, const char *path, GError **error)
{
    g_autofree char *beside = g_strconcat(path, ".XXXXXX", NULL);
    if (!ledger->db)
        return fail(error, NX_ERROR_MISSING, ledger->path, nx_tr("there is nothing in it"));
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return fail(error, NX_ERROR_REFUSED, path, nx_tr("this file exists already"));
    int file = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(error, NX_ERROR_UNREADABLE, path, g_strerror(errno));
    close(file);
    gboolean done = copy_to(ledger, beside, error) && put_in_place(beside, path, error);
    g_unlink(beside);
    return done;
}

/* ---- Compact ----------------------------------------------------------------------------------------------------- */

static gint64 size_of(NxLedger *ledger)
{
    return nx_sql_pragma(ledger, "PRAGMA page_count") * nx_sql_pragma(ledger, "PRAGMA page_size");
}

gboolean nx_ledger_compact(NxLedger *ledger, gint64 *before, gint64 *after, GError **error)
{
    if (ledger->mode != NX_LEDGER_WRITE)
        return fail(error, NX_ERROR_REFUSED, ledger->path, nx_tr("the ledger was opened only to be read"));
    *before = size_of(ledger);
    nx_sql_run(ledger, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    *after = size_of(ledger);
    if (!nx_ledger_failed(ledger))
        return TRUE;
    nx_ledger_say(error, ledger->path, ledger->failure, ledger->reason);
    nx_ledger_abandon(ledger);
    return FALSE;
}
