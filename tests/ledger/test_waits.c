/* How long a ledger that others hold is waited for; and what is left of one whose making, or whose last change, did not
 * reach the disk. */
#include "ledger/fixture.h"
#include "ledger/sql.h"
#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>

/* ---- Time and disk, as the tests have them ------------------------------------------------------------------------
 */

static int slept; /* ms */

/* Takes the place of SQLite's: it is counted, not slept. */
int sqlite3_sleep(int ms)
{
    slept += ms;
    return ms;
}

/* 0: the disk works; -1: it does not confirm; a number: that signal comes then. */
static int at_sync;

static int sync_or_fail(int fd, long number)
{
    if (at_sync > 0)
        kill(getpid(), at_sync);
    if (at_sync < 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(number, fd);
}

int fsync(int fd)
{
    return sync_or_fail(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_or_fail(fd, SYS_fdatasync);
}

/* ---- Waiting ------------------------------------------------------------------------------------------------------
 */

/* Another program at the ledger, with SQLite's own words. */
static sqlite3 *other_with(Fixture *fixture, const char *sql)
{
    sqlite3 *other = NULL;
    g_assert_cmpint(sqlite3_open(fixture->path, &other), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(other, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    return other;
}

static void assert_waited(GError *error)
{
    g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    g_assert_nonnull(strstr(error->message, "another program has kept the ledger locked; nothing was changed"));
    g_assert_cmpint(slept, ==, NX_PATIENCE_MS);
}

static const char *const HELD[] = {
    "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; PRAGMA user_version = 0",
    "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE",
    "PRAGMA journal_mode = DELETE; BEGIN; SELECT COUNT(*) FROM act",
    "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE",
};

static void whoever_holds_it_is_waited_for_as_long(Fixture *fixture, gconstpointer held)
{
    const char *sql = *(const char *const *)held;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    sqlite3 *other = other_with(fixture, sql);
    g_autoptr(GError) error = NULL;
    slept = 0;
    g_assert_null(nx_ledger_open(fixture->path, NX_LEDGER_WRITE, &error));
    assert_waited(error);
    sqlite3_close(other);
    reopen(fixture, NX_LEDGER_WRITE);
    decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
}

static void who_reads_waits_no_longer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    sqlite3 *other = other_with(fixture, HELD[1]);
    g_autoptr(GError) error = NULL;
    slept = 0;
    g_assert_null(nx_ledger_open(fixture->path, NX_LEDGER_READ, &error));
    assert_waited(error);
    sqlite3_close(other);
    reopen(fixture, NX_LEDGER_WRITE);
}

static void a_writer_is_waited_for_anew_each_time(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    sqlite3 *other = other_with(fixture, "BEGIN IMMEDIATE");
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS};
    for (guint i = 0; i < 2; i++) {
        g_autoptr(GError) error = NULL;
        slept = 0;
        g_assert_false(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, &error));
        assert_waited(error);
    }
    g_assert_cmpint(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
    slept = 0;
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, NULL));
    g_assert_cmpint(slept, ==, 0);
    sqlite3_close(other);
}

/* ---- The disk -----------------------------------------------------------------------------------------------------
 */

static guint files_in(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (dir && g_dir_read_name(dir))
        n++;
    if (dir)
        g_dir_close(dir);
    return n;
}

static void a_ledger_is_made_whole_or_not_at_all(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const int SIGNALS[] = {SIGKILL, SIGTERM};
    g_autofree char *state = g_path_get_dirname(fixture->path);
    for (guint i = 0; i < G_N_ELEMENTS(SIGNALS); i++) {
        nx_ledger_close(g_steal_pointer(&fixture->ledger));
        nx_test_remove(state);
        pid_t child = fork();
        if (child == 0) {
            at_sync = SIGNALS[i];
            nx_ledger_open(fixture->path, NX_LEDGER_WRITE, NULL);
            _exit(0);
        }
        int status = -1;
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        g_assert_true(WIFSIGNALED(status));
        if (SIGNALS[i] == SIGKILL)
            g_assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));
        else /* it waits until the ledger is whole */
            g_assert_cmpuint(files_in(state), ==, 1);
        reopen(fixture, NX_LEDGER_WRITE);
        decide(fixture, "ann@example.com", NX_DECISION_SUPPRESS);
    }
}

static void a_disk_that_does_not_confirm_is_told_as_that(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = "ann@example.com", .decision = NX_DECISION_SUPPRESS};
    g_autoptr(GError) error = NULL;
    decide(fixture, "bob@example.com", NX_DECISION_SUPPRESS);
    at_sync = -1;
    g_assert_false(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, &error));
    at_sync = 0;
    g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    g_assert_nonnull(strstr(error->message, "whether it was kept, nixie log will tell"));
    g_assert_null(strstr(error->message, "nothing was changed"));
    g_assert_cmpint(decision_of(fixture, "bob@example.com"), ==, NX_DECISION_SUPPRESS);
    g_assert_true(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    static const char *const NAMES[] = {"an exclusive holder", "a writer with a journal", "a reader with a journal",
                                        "a writer to be with a journal"};
    for (guint i = 0; i < G_N_ELEMENTS(HELD); i++) {
        g_autofree char *path = g_strconcat("/ledger/waits/", NAMES[i], " is waited for five seconds", NULL);
        g_test_add(path, Fixture, &HELD[i], fixture_up, whoever_holds_it_is_waited_for_as_long, fixture_down);
    }
    ADD_TEST("/ledger/waits/who reads waits no longer", who_reads_waits_no_longer);
    ADD_TEST("/ledger/waits/a writer is waited for, anew each time", a_writer_is_waited_for_anew_each_time);
    ADD_TEST("/ledger/waits/a ledger is made whole or not at all", a_ledger_is_made_whole_or_not_at_all);
    ADD_TEST("/ledger/waits/a disk that does not confirm is told as that",
             a_disk_that_does_not_confirm_is_told_as_that);
    return g_test_run();
}
