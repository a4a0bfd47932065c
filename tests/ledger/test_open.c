/* A ledger is opened: files, versions, damage, other programs. */
#include "ledger/filesystem.h"
#include "ledger/fixture.h"
#include "ledger/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

static guint mode_of(const char *path)
{
    GStatBuf facts;
    g_assert_cmpint(g_stat(path, &facts), ==, 0);
    return facts.st_mode & 0777;
}

static void folder_and_files_are_private(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    mode_t before = umask(0);
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    nx_test_remove(fixture->folder);
    g_assert_cmpint(g_mkdir(fixture->folder, 0700), ==, 0);
    reopen(fixture, NX_LEDGER_WRITE);
    umask(before);
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    g_autofree char *log = g_strconcat(fixture->path, "-wal", NULL);
    g_autofree char *index = g_strconcat(fixture->path, "-shm", NULL);
    g_assert_cmphex(mode_of(folder), ==, 0700);
    g_assert_cmphex(mode_of(fixture->path), ==, 0600);
    g_assert_cmphex(mode_of(log), ==, 0600);
    g_assert_cmphex(mode_of(index), ==, 0600);
}

static void settings_of_the_file(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(nx_sql_pragma(fixture->ledger, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
    g_assert_cmpint(nx_sql_pragma(fixture->ledger, "PRAGMA synchronous"), ==, 2);
    g_assert_cmpint(nx_sql_pragma(fixture->ledger, "PRAGMA secure_delete"), ==, 1);
    g_assert_cmpint(fixture->ledger->patience, ==, NX_PATIENCE_MS);
}

static void network_filesystems_are_known(void)
{
    g_assert_true(nx_filesystem_is_remote(0x6969));
    g_assert_true(nx_filesystem_is_remote(0xff534d42));
    g_assert_false(nx_filesystem_is_remote(0xef53));
    g_assert_false(nx_filesystem_is_remote(0x01021994));
    g_assert_false(nx_path_is_remote("/nonexistent/folder/ledger.db"));
}

static void reading_makes_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    nx_test_remove(folder);
    reopen(fixture, NX_LEDGER_READ);
    g_assert_null(record_of(fixture, "ann@example.com"));
    g_autoptr(GPtrArray) records = nx_ledger_records(fixture->ledger, NX_DECISION_NONE, NULL);
    g_assert_cmpuint(records->len, ==, 0);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 0);
    const char *const keys[] = {"ann@example.com"};
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(fixture->ledger, keys, 1, NULL);
    g_assert_cmpuint(recalls->len, ==, 1);
    g_assert_null(recalls->pdata[0]);
    g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
}

static void a_reader_writes_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    reopen(fixture, NX_LEDGER_READ);
    GError *error = NULL;
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_HOLD};
    g_assert_false(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_autofree char *log = g_strconcat(fixture->path, "-wal", NULL);
    g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
}

static void assert_refused(Fixture *fixture, NxLedgerMode mode, const char *words)
{
    GError *error = NULL;
    NxLedger *ledger = nx_ledger_open(fixture->path, mode, &error);
    g_assert_null(ledger);
    g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    g_assert_nonnull(strstr(error->message, fixture->path));
    g_assert_nonnull(strstr(error->message, words));
    g_assert_null(strchr(error->message, '\n'));
    g_error_free(error);
}

static void a_newer_ledger_is_refused(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_sql_run(fixture->ledger, "PRAGMA user_version = 99");
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    assert_refused(fixture, NX_LEDGER_WRITE, "newer");
    assert_refused(fixture, NX_LEDGER_READ, "newer");
}

/* ---- Older ledgers ----------------------------------------------------------------------------------------------- */

/* A ledger as the program of that version made it, from the parts of the schema that it knew. */
static void make_version(Fixture *fixture, guint version, const char *rows)
{
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_remove(fixture->path);
    g_autoptr(GBytes) bytes = nx_library_embedded("schema.sql");
    g_autofree char *schema = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_autofree char *mark = g_strdup_printf("-- version %u", version + 1);
    char *newer = strstr(schema, mark);
    g_assert_nonnull(newer);
    *newer = '\0';
    g_autofree char *sql = g_strdup_printf("%s; PRAGMA user_version = %u; %s", schema, version, rows);
    sqlite3 *db;
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    char *wrong = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &wrong);
    g_assert_cmpstr(wrong, ==, NULL);
    sqlite3_close(db);
}

/* Ann: advice that was taken, and seen before and after word of a delivery. Bob: decided by hand, and only heard of.
 * Cat: seen once. */
#define ROWS                                                                                                           \
    "INSERT INTO act (number, name, actor, session, at, undoable, n, sample) VALUES "                                  \
    "(1, 'accept', 'anna', 'one', 1795262400, 1, 1, NULL), (2, 'retry', 'anna', 'one', 1795262400, 1, 1, NULL);"       \
    "INSERT INTO address (id, key, spelling, domain, delivered, seen, first_seen, last_seen) VALUES "                  \
    "(1, 'ann@example.com', 'ann@example.com', 'example.com', 1795000000, 2, 1794900000, 1795100000), "                \
    "(2, 'bob@example.com', 'bob@example.com', 'example.com', 1795000000, 0, NULL, NULL), "                            \
    "(3, 'cat@example.com', 'cat@example.com', 'example.com', NULL, 1, 1794900000, 1794900000);"                       \
    "INSERT INTO decision (id, address, act, decision, reason, class, status) VALUES "                                 \
    "(1, 1, 1, 'suppress', 'userunknown', 'hard', '5.1.1'), (2, 2, 2, 'retry', 'mailboxfull', 'soft', '4.2.2');"       \
    "UPDATE address SET standing = id WHERE id < 3;"                                                                   \
    "INSERT INTO sighting (address, sha256, arrived, reason, class, plan, status, reply_code) VALUES "                 \
    "(1, x'01', 1794900000, 'userunknown', 'hard', '-', '5.1.1', 550), "                                               \
    "(1, x'02', 1795100000, 'userunknown', 'hard', '-', '5.1.1', 550), "                                               \
    "(3, x'03', 1794900000, 'userunknown', 'hard', '-', '5.1.1', 550);"

static void an_older_ledger_is_brought_up_to_date(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint version = 1; version < 5; version++) {
        make_version(fixture, version, ROWS);
        assert_refused(fixture, NX_LEDGER_READ, "older");
        reopen(fixture, NX_LEDGER_WRITE);
        g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "ann@example.com", NULL);
        g_assert_cmpuint(history->len, ==, 2);
        const NxSighting *sighting = history->pdata[0];
        g_assert_cmpstr(sighting->remote_mta, ==, "");
        g_assert_cmpint(sighting->confidence, ==, NX_GUESS);
        g_assert_cmpint(sighting->advice, ==, NX_ADVICE_REVIEW);
        g_assert_true(nx_ledger_lift(fixture->ledger, &anna, "all", NOON, NULL, NULL));
        reopen(fixture, NX_LEDGER_READ);
    }
}

static void an_older_ledger_says_who_decided(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    make_version(fixture, 2, ROWS);
    reopen(fixture, NX_LEDGER_WRITE);
    NxRecord *ann = record_of(fixture, "ann@example.com"), *bob = record_of(fixture, "bob@example.com");
    g_assert_cmpint(ann->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_true(ann->by_advice);
    g_assert_cmpint(bob->decision, ==, NX_DECISION_RETRY);
    g_assert_false(bob->by_advice);
    g_assert_cmpint(ann->until, ==, NX_TIME_UNKNOWN);
    nx_record_free(ann);
    nx_record_free(bob);
}

static void an_older_ledger_keeps_signs_of_life(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *key;
        guint lives, episodes;
    } CASES[] = {{"ann@example.com", 1, 2}, {"bob@example.com", 1, 0}, {"cat@example.com", 0, 1}};
    make_version(fixture, 2, ROWS);
    reopen(fixture, NX_LEDGER_WRITE);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GPtrArray) lives = nx_ledger_lives(fixture->ledger, CASES[i].key, NULL);
        g_assert_cmpuint(lives->len, ==, CASES[i].lives);
        NxRecord *record = record_of(fixture, CASES[i].key);
        g_assert_cmpint(record->delivered, ==, CASES[i].lives ? 1795000000 : NX_TIME_UNKNOWN);
        g_assert_cmpuint(record->episodes, ==, CASES[i].episodes);
        nx_record_free(record);
        if (lives->len > 0)
            g_assert_cmpint(((const NxLife *)lives->pdata[0])->kind, ==, NX_LIFE_TOLD);
    }
}

static void a_strange_database_is_refused(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_sql_run(fixture->ledger, "PRAGMA application_id = 7");
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    assert_refused(fixture, NX_LEDGER_WRITE, "no ledger");
}

/* It may have been one: whoever it kept away would be let through. */
static void an_empty_file_is_no_ledger(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_assert_true(g_file_set_contents(fixture->path, "", 0, NULL));
    assert_refused(fixture, NX_LEDGER_WRITE, "is empty and no ledger");
    assert_refused(fixture, NX_LEDGER_READ, "is empty and no ledger");
    GStatBuf info;
    g_assert_cmpint(g_stat(fixture->path, &info), ==, 0);
    g_assert_cmpint(info.st_size, ==, 0);
}

static void garbage_is_no_ledger(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_autofree char *garbage = g_strnfill(8192, 'x');
    g_assert_true(g_file_set_contents(fixture->path, garbage, -1, NULL));
    assert_refused(fixture, NX_LEDGER_WRITE, "damaged");
    assert_refused(fixture, NX_LEDGER_READ, "damaged");
}

static void a_damaged_ledger_says_so(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 200; i++)
        record_one(fixture, NOON, sighting("ann@example.com", i, NOON + i * 2 * NX_DAY));
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    int file = g_open(fixture->path, O_WRONLY, 0);
    g_autofree char *garbage = g_strnfill(4096, '\x5a');
    for (guint page = 1; page < 20; page++)
        g_assert_cmpint(pwrite(file, garbage, 4096, page * 4096), ==, 4096);
    g_close(file, NULL);
    GError *error = NULL;
    NxLedger *ledger = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, &error);
    if (ledger) {
        g_assert_null(nx_ledger_history(ledger, "ann@example.com", &error));
        nx_ledger_close(ledger);
    }
    g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    g_assert_nonnull(strstr(error->message, "damaged"));
    g_error_free(error);
}

static void a_full_disk_takes_nothing_halfway(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    g_autofree char *limit = g_strdup_printf("PRAGMA max_page_count = %" G_GINT64_FORMAT,
                                             nx_sql_pragma(fixture->ledger, "PRAGMA page_count") + 2);
    nx_sql_run(fixture->ledger, limit);
    NxOrder orders[2000];
    char keys[2000][32];
    for (guint i = 0; i < 2000; i++) {
        g_snprintf(keys[i], sizeof keys[i], "user%u@example.com", i);
        orders[i] = (NxOrder){.key = keys[i], .decision = NX_DECISION_SUPPRESS};
    }
    GError *error = NULL;
    g_assert_false(nx_ledger_decide(fixture->ledger, &anna, orders, 2000, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    g_assert_nonnull(strstr(error->message, "space"));
    g_assert_null(strchr(error->message, '\n'));
    g_clear_error(&error);
    g_assert_null(record_of(fixture, "user0@example.com"));
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    nx_sql_run(fixture->ledger, "PRAGMA max_page_count = 1000000");
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, orders, 2000, NULL, NULL, &error));
    g_assert_no_error(error);
}

/* Runs `work` as a user whom permissions bind, also where the tests run as root. */
static int as_nobody(Fixture *fixture, int (*work)(Fixture *))
{
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
            _exit(99);
        _exit(work(fixture));
    }
    int status = 0;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int cannot_write(Fixture *fixture)
{
    GError *error = NULL;
    NxLedger *ledger = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, &error);
    gboolean refused = !ledger && g_error_matches(error, NX_ERROR, NX_ERROR_LEDGER);
    return refused && strstr(error->message, fixture->path) && strstr(error->message, g_strerror(EACCES)) ? 0 : 1;
}

static int can_read(Fixture *fixture)
{
    NxLedger *ledger = nx_ledger_open(fixture->path, NX_LEDGER_READ, NULL);
    if (!ledger)
        return 1;
    NxRecord *record = nx_ledger_record(ledger, "ann@example.com", NULL);
    int result = record && record->decision == NX_DECISION_SUPPRESS ? 0 : 2;
    nx_record_free(record);
    nx_ledger_close(ledger);
    return result;
}

static void freeze(Fixture *fixture)
{
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    g_chmod(fixture->path, 0444);
    g_chmod(folder, 0555);
    g_chmod(fixture->folder, 0755);
}

static void thaw(Fixture *fixture)
{
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    g_chmod(folder, 0700);
}

static void a_frozen_folder_is_read(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    freeze(fixture);
    int read = as_nobody(fixture, can_read), written = as_nobody(fixture, cannot_write);
    thaw(fixture);
    g_assert_cmpint(read, ==, 0);
    g_assert_cmpint(written, ==, 0);
    g_autofree char *log = g_strconcat(fixture->path, "-wal", NULL);
    g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
}

static int cannot_be_made(Fixture *fixture)
{
    (void)fixture;
    GError *error = NULL;
    NxLedger *ledger = nx_ledger_open("/proc/nowhere/ledger.db", NX_LEDGER_WRITE, &error);
    return !ledger && g_error_matches(error, NX_ERROR, NX_ERROR_LEDGER) && strstr(error->message, "/proc/nowhere") ? 0
                                                                                                                   : 1;
}

static void a_folder_that_cannot_be_made_is_named(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(as_nobody(fixture, cannot_be_made), ==, 0);
}

static void what_was_decided_survives_kill(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    pid_t child = fork();
    if (child == 0) {
        NxLedger *ledger = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, NULL);
        NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS};
        if (ledger && nx_ledger_decide(ledger, &anna, &order, 1, NULL, NULL, NULL))
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status = 0;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFSIGNALED(status));
    reopen(fixture, NX_LEDGER_WRITE);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(nx_sql_pragma(fixture->ledger, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
}

enum { WRITERS = 4, ACTS = 25 };

static int write_many(const char *path, guint writer)
{
    NxLedger *ledger = nx_ledger_open(path, NX_LEDGER_WRITE, NULL);
    g_autofree char *session = g_strdup_printf("session %u", writer);
    NxActHead head = {.name = "suppress", .actor = "anna", .session = session, .at = NOON};
    gboolean ok = ledger != NULL;
    for (guint i = 0; ok && i < ACTS; i++) {
        g_autofree char *key = g_strdup_printf("user%u.%u@example.com", writer, i);
        NxOrder order = {.key = key, .decision = NX_DECISION_SUPPRESS};
        ok = nx_ledger_decide(ledger, &head, &order, 1, NULL, NULL, NULL);
    }
    nx_ledger_close(ledger);
    return ok ? 0 : 1;
}

static void programs_that_write_at_once_lose_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    nx_test_remove(folder);
    pid_t children[WRITERS];
    for (guint i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(write_many(fixture->path, i));
    }
    for (guint i = 0; i < WRITERS; i++) {
        int status = -1;
        g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
        g_assert_cmpint(status, ==, 0);
    }
    reopen(fixture, NX_LEDGER_READ);
    g_autoptr(GPtrArray) records = nx_ledger_records(fixture->ledger, NX_DECISION_SUPPRESS, NULL);
    g_assert_cmpuint(records->len, ==, WRITERS * ACTS);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, WRITERS * ACTS);
}

static int undo_in_another_program(Fixture *fixture)
{
    static const NxActHead later = {.name = "undo", .actor = "anna", .session = "another", .at = NOON};
    NxLedger *ledger = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, NULL);
    NxAct *act = ledger ? nx_ledger_undo_next(ledger, &later, NULL) : NULL;
    guint restored = 0;
    gboolean done = act && nx_ledger_undo(ledger, &later, act->number, &restored, NULL, NULL);
    nx_act_free(act);
    nx_ledger_close(ledger);
    return done && restored == 1 ? 0 : 1;
}

static void what_another_program_undoes_is_seen(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    pid_t child = fork();
    if (child == 0)
        _exit(undo_in_another_program(fixture));
    reopen(fixture, NX_LEDGER_WRITE);
    int status = -1;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_NONE);
    NxAct *redo = nx_ledger_redo_next(fixture->ledger, &anna, NULL);
    g_assert_nonnull(redo);
    g_assert_true(nx_ledger_redo(fixture->ledger, &anna, redo->number, NULL, NULL, NULL));
    nx_act_free(redo);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
}

static void a_locked_ledger_says_so(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxLedger *other = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, NULL);
    g_assert_true(nx_ledger_begin(other, NX_SQL_WRITE, NULL));
    sqlite3_busy_timeout(fixture->ledger->db, 1);
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS};
    GError *error = NULL;
    g_assert_false(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    g_assert_nonnull(strstr(error->message, "another program"));
    g_clear_error(&error);
    g_assert_null(record_of(fixture, "ann@example.com"));
    nx_ledger_abandon(other);
    nx_ledger_close(other);
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, NULL));
}

/* What is told of each refusal, whichever of its kinds SQLite reports. */
static void each_refusal_is_told_in_words(void)
{
    static const struct {
        int code;
        const char *words;
    } TOLD[] = {
        {SQLITE_BUSY, "another program"},
        {SQLITE_BUSY_SNAPSHOT, "another program"},
        {SQLITE_FULL, "no space"},
        {SQLITE_READONLY, "may not be written"},
        {SQLITE_CANTOPEN, "cannot be opened"},
        {SQLITE_PERM, "may not be opened"},
        {SQLITE_CORRUPT, "is damaged"},
        {SQLITE_NOTADB, "is no ledger, or it is damaged"},
        {SQLITE_IOERR, "read or written"},
        {SQLITE_IOERR_WRITE, "nothing was changed"},
        {SQLITE_IOERR_FSYNC, "whether it was kept, nixie log will tell"},
        {SQLITE_IOERR_DIR_FSYNC, "did not confirm"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(TOLD); i++) {
        g_autoptr(GError) error = NULL;
        nx_ledger_say(&error, "/a/ledger.db", TOLD[i].code, "in its own words");
        g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
        g_assert_true(g_str_has_prefix(error->message, "/a/ledger.db: "));
        g_assert_nonnull(strstr(error->message, TOLD[i].words));
        g_assert_nonnull(strstr(error->message, "(in its own words)"));
    }
    g_autoptr(GError) error = NULL;
    nx_ledger_say(&error, "/a/ledger.db", SQLITE_MISUSE, "in its own words");
    g_assert_cmpstr(error->message, ==, "/a/ledger.db: in its own words");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/open/folder and files are private", folder_and_files_are_private);
    ADD_TEST("/ledger/open/the file is set to be safe", settings_of_the_file);
    g_test_add_func("/ledger/open/network filesystems are known", network_filesystems_are_known);
    ADD_TEST("/ledger/open/reading makes nothing", reading_makes_nothing);
    ADD_TEST("/ledger/open/a reader writes nothing and leaves nothing behind", a_reader_writes_nothing);
    ADD_TEST("/ledger/open/a newer ledger is refused", a_newer_ledger_is_refused);
    ADD_TEST("/ledger/open/an older ledger is brought up to date by who writes", an_older_ledger_is_brought_up_to_date);
    ADD_TEST("/ledger/open/older/who", an_older_ledger_says_who_decided);
    ADD_TEST("/ledger/open/older/alive", an_older_ledger_keeps_signs_of_life);
    ADD_TEST("/ledger/open/a database of another program is refused", a_strange_database_is_refused);
    ADD_TEST("/ledger/open/an empty file is no ledger", an_empty_file_is_no_ledger);
    ADD_TEST("/ledger/open/garbage is no ledger", garbage_is_no_ledger);
    ADD_TEST("/ledger/open/a damaged ledger says so", a_damaged_ledger_says_so);
    ADD_TEST("/ledger/open/a full disk takes nothing halfway", a_full_disk_takes_nothing_halfway);
    ADD_TEST("/ledger/open/a ledger in a frozen folder is read, not written", a_frozen_folder_is_read);
    ADD_TEST("/ledger/open/a folder that cannot be made is named", a_folder_that_cannot_be_made_is_named);
    ADD_TEST("/ledger/open/what was decided survives kill -9", what_was_decided_survives_kill);
    ADD_TEST("/ledger/open/programs that write at once lose nothing", programs_that_write_at_once_lose_nothing);
    ADD_TEST("/ledger/open/what another program undoes is seen and can be redone", what_another_program_undoes_is_seen);
    ADD_TEST("/ledger/open/a locked ledger says so", a_locked_ledger_says_so);
    g_test_add_func("/ledger/open/each refusal is told in words", each_refusal_is_told_in_words);
    return g_test_run();
}
