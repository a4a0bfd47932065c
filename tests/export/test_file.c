/* Files put in place whole. */
#include "bounces.h"
#include <nixie/export.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
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
    return g_test_run();
}
