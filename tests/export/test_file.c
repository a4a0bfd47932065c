/* Files put in place whole. */
#include "bounces.h"
#include <nixie/export.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void expect(const char *path, const char *text)
{
    g_autofree char *found = NULL;
    g_assert_true(g_file_get_contents(path, &found, NULL, NULL));
    g_assert_cmpstr(found, ==, text);
}

static guint names_in(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(dir))
        n++;
    g_dir_close(dir);
    return n;
}

static void written(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = nx_test_path("new");
    g_assert_true(nx_file_write(path, "one\n", 4, FALSE, &error));
    g_assert_no_error(error);
    expect(path, "one\n");
    GStatBuf info;
    g_assert_cmpint(g_stat(path, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 07777, ==, 0600);
}

static void refused(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = nx_test_file("kept/there", "old\n"), *folder = g_path_get_dirname(path);
    g_assert_false(nx_file_write(path, "new\n", 4, FALSE, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, path));
    expect(path, "old\n");
    g_clear_error(&error);
    g_assert_true(nx_file_write(path, "new\n", 4, TRUE, &error));
    expect(path, "new\n");
    g_assert_cmpuint(names_in(folder), ==, 1);
}

static void nowhere(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = nx_test_path("no/such/folder");
    g_assert_false(nx_file_write(path, "x", 1, FALSE, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_UNREADABLE);
    g_assert_nonnull(strstr(error->message, path));
}

static void folder(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = nx_test_file("target/in", "x"), *path = g_path_get_dirname(file),
                    *above = g_path_get_dirname(path);
    guint before = names_in(above);
    g_assert_false(nx_file_write(path, "x", 1, TRUE, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_UNREADABLE);
    g_assert_cmpuint(names_in(above), ==, before);
}

static void a_link_to_nowhere_is_a_file_that_exists(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *beside = nx_test_file("links/there", "x"), *folder = g_path_get_dirname(beside),
                    *path = g_build_filename(folder, "link", NULL);
    g_assert_cmpint(symlink("nowhere", path), ==, 0);
    g_assert_false(nx_file_write(path, "new\n", 4, FALSE, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "exists already"));
    g_assert_cmpuint(names_in(folder), ==, 2);
    g_clear_error(&error);
    g_assert_true(nx_file_write(path, "new\n", 4, TRUE, &error));
    expect(path, "new\n");
    expect(beside, "x");
    g_assert_true(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
    g_assert_cmpuint(names_in(folder), ==, 3);
}

static void a_link_stays_and_what_it_points_to_is_replaced(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = nx_test_file("linked/far/list", "old\n"), *far = g_path_get_dirname(file),
                    *folder = g_path_get_dirname(far), *link = g_build_filename(folder, "link", NULL),
                    *second = g_build_filename(folder, "second", NULL),
                    *circle = g_build_filename(folder, "circle", NULL);
    g_assert_cmpint(symlink("far/list", link), ==, 0);
    g_assert_cmpint(symlink(link, second), ==, 0);
    g_assert_cmpint(g_chmod(file, 0640), ==, 0);
    g_assert_true(nx_file_write(second, "new\n", 4, TRUE, &error));
    g_assert_no_error(error);
    expect(file, "new\n");
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    g_assert_true(g_file_test(second, G_FILE_TEST_IS_SYMLINK));
    GStatBuf info;
    g_assert_cmpint(g_stat(file, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 07777, ==, 0640);
    g_assert_cmpuint(names_in(far), ==, 1);
    g_assert_cmpint(symlink("circle", circle), ==, 0);
    g_assert_false(nx_file_write(circle, "new\n", 4, TRUE, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_UNREADABLE);
    g_assert_true(g_file_test(circle, G_FILE_TEST_IS_SYMLINK));
}

/* Only root may give a file to somebody else; others see that the mode stays. */
static void owner_and_mode_stay(void)
{
    g_autofree char *path = nx_test_file("owned/list", "old\n");
    gboolean root = geteuid() == 0;
    if (root)
        g_assert_cmpint(chown(path, 12, 34), ==, 0);
    g_assert_cmpint(g_chmod(path, 0664), ==, 0);
    g_assert_true(nx_file_write(path, "new\n", 4, TRUE, NULL));
    GStatBuf info;
    g_assert_cmpint(g_stat(path, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 07777, ==, 0664);
    g_assert_cmpuint(info.st_uid, ==, root ? 12 : geteuid());
    if (root)
        g_assert_cmpuint(info.st_gid, ==, 34);
}

static void what_is_private_becomes_it(void)
{
    GStatBuf info;
    g_autofree char *path = nx_test_file("private/session", "old\n"), *fresh = nx_test_path("private/fresh");
    g_assert_cmpint(g_chmod(path, 0644), ==, 0);
    g_assert_true(nx_file_write_private(path, "new\n", 4, NULL));
    g_assert_true(nx_file_write_private(fresh, "new\n", 4, NULL));
    g_assert_cmpint(g_stat(path, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 07777, ==, 0600);
    g_assert_cmpint(g_stat(fresh, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 07777, ==, 0600);
    expect(path, "new\n");
}

static gpointer read_fifo(gpointer path)
{
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static void a_fifo_is_written_to(void)
{
    for (guint replace = 0; replace < 2; replace++) {
        g_autofree char *path = nx_test_path(replace ? "fifo.1" : "fifo.0"), *read = NULL;
        g_assert_cmpint(mkfifo(path, 0600), ==, 0);
        GThread *reader = g_thread_new("reader", read_fifo, path);
        g_autoptr(GError) error = NULL;
        gboolean written = nx_file_write(path, "list\n", 5, replace, &error);
        g_assert_no_error(error);
        g_assert_true(written);
        read = g_thread_join(reader);
        g_assert_cmpstr(read, ==, "list\n");
        GStatBuf info;
        g_assert_cmpint(g_lstat(path, &info), ==, 0);
        g_assert_true(S_ISFIFO(info.st_mode));
    }
}

static void a_device_is_written_to(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *link = nx_test_path("null");
    g_assert_cmpint(symlink("/dev/null", link), ==, 0);
    g_assert_true(nx_file_write(link, "list\n", 5, TRUE, &error));
    g_assert_no_error(error);
    GStatBuf info;
    g_assert_cmpint(g_stat("/dev/null", &info), ==, 0);
    g_assert_true(S_ISCHR(info.st_mode));
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    g_assert_false(nx_file_write("/dev/full", "list\n", 5, TRUE, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_UNREADABLE);
    g_assert_nonnull(strstr(error->message, g_strerror(ENOSPC)));
}

/* Which signal comes when the bytes are on disk and not yet in place; 0: none. */
static int signal_at_sync;

/* Takes the place of the C library's. */
int fsync(int fd)
{
    int number = signal_at_sync;
    signal_at_sync = 0;
    if (number)
        kill(getpid(), number);
    return (int)syscall(SYS_fsync, fd);
}

static void end_while_writing(const char *path, int number, gboolean replace)
{
    pid_t child = fork();
    if (child == 0) {
        signal(number, SIG_DFL);
        signal_at_sync = number;
        nx_file_write(path, "new\n", 4, replace, NULL);
        _exit(0);
    }
    int status = -1;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == number);
}

static void who_is_ended_leaves_no_piece(void)
{
    static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL};
    g_autofree char *path = nx_test_file("ended/list", "old\n"), *folder = g_path_get_dirname(path),
                    *fresh = g_build_filename(folder, "fresh", NULL);
    int unnamed = g_open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    for (guint i = 0; i < G_N_ELEMENTS(SIGNALS); i++) {
        if (SIGNALS[i] == SIGKILL && unnamed < 0)
            break; /* a file system on which this cannot be had */
        end_while_writing(path, SIGNALS[i], TRUE);
        g_assert_cmpuint(names_in(folder), ==, 1);
        end_while_writing(fresh, SIGNALS[i], FALSE);
        g_assert_cmpuint(names_in(folder), ==, SIGNALS[i] == SIGKILL ? 1 : 2);
        g_unlink(fresh);
    }
    if (unnamed >= 0)
        close(unnamed);
}

/* As on a disk that has room for ten bytes more. */
static gboolean write_without_room(const char *path)
{
    const struct rlimit room = {10, 10};
    g_autoptr(GError) error = NULL;
    signal(SIGXFSZ, SIG_IGN);
    return setrlimit(RLIMIT_FSIZE, &room) == 0 && nx_file_write(path, "0123456789", 10, TRUE, NULL) &&
           !nx_file_write(path, "01234567890", 11, TRUE, &error) &&
           g_error_matches(error, NX_ERROR, NX_ERROR_UNREADABLE) && strstr(error->message, g_strerror(EFBIG));
}

static void what_does_not_fit_leaves_the_old_file(void)
{
    g_autofree char *path = nx_test_file("full/list", "old\n"), *folder = g_path_get_dirname(path);
    pid_t child = fork();
    if (child == 0)
        _exit(write_without_room(path) ? 0 : 1);
    int status = -1;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    expect(path, "0123456789");
    g_assert_cmpuint(names_in(folder), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file/a file is written for its owner alone", written);
    g_test_add_func("/file/an existing file stays unless told", refused);
    g_test_add_func("/file/a folder that is not there is named", nowhere);
    g_test_add_func("/file/what fails leaves nothing behind", folder);
    g_test_add_func("/file/a link to nowhere is a file that exists", a_link_to_nowhere_is_a_file_that_exists);
    g_test_add_func("/file/what does not fit leaves the old file", what_does_not_fit_leaves_the_old_file);
    g_test_add_func("/file/a link stays, what it points to is replaced",
                    a_link_stays_and_what_it_points_to_is_replaced);
    g_test_add_func("/file/owner and mode of what is replaced stay", owner_and_mode_stay);
    g_test_add_func("/file/what is private becomes its owner's alone", what_is_private_becomes_it);
    g_test_add_func("/file/a FIFO is written to", a_fifo_is_written_to);
    g_test_add_func("/file/a device is written to, and never replaced", a_device_is_written_to);
    g_test_add_func("/file/who is ended while writing leaves no piece", who_is_ended_leaves_no_piece);
    return g_test_run();
}
