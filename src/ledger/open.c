/* Opens a ledger: the file and its folder, the settings of SQLite, the schema and its versions. */
#include "ledger/filesystem.h"
#include "ledger/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID 1852405865 /* as in schema.sql */
#define VERSION_MARK "-- version "

static void drop_statement(gpointer statement)
{
    sqlite3_finalize(statement);
}

static NxLedger *ledger_new(const char *path, NxLedgerMode mode)
{
    NxLedger *ledger = g_new0(NxLedger, 1);
    ledger->path = g_strdup(path);
    ledger->mode = mode;
    ledger->statements = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, drop_statement);
    return ledger;
}

void nx_ledger_close(NxLedger *ledger)
{
    if (!ledger)
        return;
    g_hash_table_unref(ledger->statements);
    sqlite3_close(ledger->db);
    g_clear_pointer(&ledger->secret, g_hmac_unref);
    g_clear_pointer(&ledger->marks, g_hash_table_unref);
    g_free(ledger->reason);
    g_free(ledger->path);
    g_free(ledger);
}

static gboolean connect(NxLedger *ledger, const char *name, int flags, GError **error)
{
    int code = sqlite3_open_v2(name, &ledger->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code != SQLITE_OK) {
        nx_ledger_say(error, ledger->path, code, ledger->db ? sqlite3_errmsg(ledger->db) : sqlite3_errstr(code));
        return FALSE;
    }
    ledger->patience = NX_PATIENCE_MS;
    sqlite3_busy_handler(ledger->db, nx_sql_wait, ledger);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return TRUE;
}

/* Tells what failed since the last success; for the steps of opening, outside of transactions. */
static gboolean went_well(NxLedger *ledger, GError **error)
{
    if (!nx_ledger_failed(ledger))
        return TRUE;
    nx_ledger_say(error, ledger->path, ledger->failure, ledger->reason);
    nx_ledger_abandon(ledger);
    return FALSE;
}

/* ---- The schema -------------------------------------------------------------------------------------------------- */

/* The newest version that the text of the schema knows; *part gets where the part for `version` begins, NULL if there
 * is none. */
static guint schema_versions(const char *schema, guint version, const char **part)
{
    guint newest = 0;
    *part = NULL;
    for (const char *at = strstr(schema, VERSION_MARK); at; at = strstr(at + 1, VERSION_MARK)) {
        newest = (guint)g_ascii_strtoull(at + strlen(VERSION_MARK), NULL, 10);
        if (newest == version)
            *part = at;
    }
    return newest;
}

static void migrate(NxLedger *ledger, const char *schema, guint version)
{
    const char *part;
    schema_versions(schema, version, &part);
    const char *end = strstr(part + 1, VERSION_MARK);
    g_autofree char *sql = end ? g_strndup(part, (gsize)(end - part)) : g_strdup(part);
    g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %u", version);
    nx_sql_run(ledger, sql);
    nx_sql_run(ledger, mark);
}

static char *schema_text(void)
{
    g_autoptr(GBytes) bytes = nx_library_embedded("schema.sql");
    g_assert(bytes); /* it is built in */
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    return g_strndup(data, size);
}

static gboolean refuse(NxLedger *ledger, const char *why, GError **error)
{
    nx_ledger_abandon(ledger);
    g_set_error(error, NX_ERROR, NX_ERROR_LEDGER, "%s: %s", ledger->path, why);
    return FALSE;
}

/* Sees whose file it is and of which version, and brings an older one up to date where it may be written. */
static gboolean check_schema(NxLedger *ledger, GError **error)
{
    g_autofree char *schema = schema_text();
    const char *part;
    guint newest = schema_versions(schema, 0, &part);
    guint version = (guint)nx_sql_pragma(ledger, "PRAGMA user_version");
    gboolean empty = nx_sql_pragma(ledger, "SELECT COUNT(*) FROM sqlite_schema") == 0;
    gboolean ours = nx_sql_pragma(ledger, "PRAGMA application_id") == APPLICATION_ID;
    if (!went_well(ledger, error))
        return FALSE;
    if (!empty && !ours)
        return refuse(ledger, nx_tr("this database is no ledger of nixie"), error);
    if (version > newest)
        return refuse(ledger, nx_tr("the ledger was made by a newer nixie"), error);
    if (version == newest)
        return TRUE;
    if (ledger->mode == NX_LEDGER_READ) {
        if (!empty)
            return refuse(ledger,
                          nx_tr("the ledger was made by an older nixie; a command that writes brings it up to date"),
                          error);
        sqlite3_close(ledger->db);
        ledger->db = NULL;
        return TRUE;
    }
    while (version < newest)
        migrate(ledger, schema, ++version);
    return went_well(ledger, error);
}

/* ---- To write ---------------------------------------------------------------------------------------------------- */

/* A ledger that was cut to nothing would let everybody through whom it kept away. */
static gboolean is_not_empty(const char *path, GError **error)
{
    GStatBuf info;
    if (g_stat(path, &info) != 0 || info.st_size > 0)
        return TRUE;
    g_set_error(error, NX_ERROR, NX_ERROR_LEDGER, "%s: %s", path,
                nx_tr("this file is empty and no ledger; put a copy in its place, or take it away to begin anew"));
    return FALSE;
}

static gboolean failed_at(const char *path, GError **error)
{
    g_set_error(error, NX_ERROR, NX_ERROR_LEDGER, "%s: %s", path, g_strerror(errno));
    return FALSE;
}

/* All versions of the schema in a file that is nobody's yet. Its journal is kept in memory: it is whole or is not put
 * in place. */
static gboolean write_schema(const char *path, const char *beside, GError **error)
{
    NxLedger *fresh = ledger_new(path, NX_LEDGER_WRITE);
    gboolean good = connect(fresh, beside, SQLITE_OPEN_READWRITE, error);
    if (good) {
        nx_sql_run(fresh, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL");
        good = went_well(fresh, error) && nx_ledger_begin(fresh, NX_SQL_WRITE, error) && check_schema(fresh, error) &&
               nx_ledger_end(fresh, error);
    }
    nx_ledger_close(fresh);
    return good;
}

/* Another program may have put one there meanwhile: then that is the ledger. */
static gboolean put_in_place(const char *beside, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (link(beside, path) != 0 && errno != EEXIST) {
        /* A file system without links. */
        if (g_file_test(path, G_FILE_TEST_EXISTS) || g_rename(beside, path) != 0)
            return failed_at(path, error);
    }
    int dir = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (dir >= 0) {
        fsync(dir);
        close(dir);
    }
    return TRUE;
}

/* 0600 from its first moment; the log beside it inherits that. */
static gboolean make_beside(const char *path, GError **error)
{
    g_autofree char *beside = g_strconcat(path, ".XXXXXX", NULL);
    int file = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return failed_at(path, error);
    close(file);
    gboolean made = write_schema(path, beside, error) && put_in_place(beside, path, error);
    g_unlink(beside);
    return made;
}

/* A new ledger comes up whole or not at all, whatever ends us meanwhile. An existing file keeps its mode: a team may
 * share a ledger. It is never opened here: closing it would drop the locks that SQLite holds in this process. */
static gboolean make_file(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    sigset_t all, before;
    if (g_mkdir_with_parents(folder, 0700) != 0)
        return failed_at(folder, error);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return is_not_empty(path, error);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); /* they would leave the piece beside it */
    gboolean made = make_beside(path, error);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return made;
}

/* Two programs that make one ledger at the same time: SQLite does not wait here by itself. */
static void use_log(NxLedger *ledger, gboolean remote)
{
    const char *sql = remote ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL";
    int code, n = 0;
    do
        code = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
    while ((code & 0xff) == SQLITE_BUSY && nx_sql_wait(ledger, n++));
    if (code != SQLITE_OK)
        nx_ledger_fail(ledger, code);
    /* Removing a rollback journal is durable only when its folder is synced too, which is what EXTRA adds. */
    nx_sql_run(ledger, remote ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = FULL");
}

static gboolean open_to_write(NxLedger *ledger, GError **error)
{
    if (!make_file(ledger->path, error) || !connect(ledger, ledger->path, SQLITE_OPEN_READWRITE, error))
        return FALSE;
    if (sqlite3_db_readonly(ledger->db, "main") == 1) {
        nx_ledger_say(error, ledger->path, SQLITE_READONLY, g_strerror(EACCES));
        return FALSE;
    }
    use_log(ledger, nx_path_is_remote(ledger->path));
    nx_sql_run(ledger, "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536");
    if (!went_well(ledger, error) || !nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    return check_schema(ledger, error) && nx_ledger_end(ledger, error);
}

/* ---- To read ----------------------------------------------------------------------------------------------------- */

static char *immutable_name(const char *path)
{
    g_autofree char *escaped = g_uri_escape_string(path, "/", TRUE);
    return g_strdup_printf("file:%s?immutable=1", escaped);
}

/* A log can neither be made nor be taken in where the folder may not be written. Without one, nobody else is writing
 * either. */
static gboolean is_frozen(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *log = g_strconcat(path, "-wal", NULL);
    return g_access(folder, W_OK) != 0 && !g_file_test(log, G_FILE_TEST_EXISTS);
}

static gboolean open_to_read(NxLedger *ledger, GError **error)
{
    if (!g_file_test(ledger->path, G_FILE_TEST_EXISTS))
        return TRUE;
    if (!is_not_empty(ledger->path, error))
        return FALSE;
    if (is_frozen(ledger->path)) {
        g_autofree char *name = immutable_name(ledger->path);
        if (!connect(ledger, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error))
            return FALSE;
    } else if (!connect(ledger, ledger->path, SQLITE_OPEN_READWRITE, error)) {
        return FALSE;
    }
    nx_sql_run(ledger, "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536");
    return went_well(ledger, error) && check_schema(ledger, error);
}

NxLedger *nx_ledger_open(const char *path, NxLedgerMode mode, GError **error)
{
    NxLedger *ledger = ledger_new(path, mode);
    if (mode == NX_LEDGER_WRITE ? open_to_write(ledger, error) : open_to_read(ledger, error))
        return ledger;
    nx_ledger_close(ledger);
    return NULL;
}
