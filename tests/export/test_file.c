/* Files put in place whole. */
#include "bounces.h"
#include <nixie/export.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file/a file is written for its owner alone", written);
    g_test_add_func("/file/an existing file stays unless told", refused);
    g_test_add_func("/file/a folder that is not there is named", nowhere);
    g_test_add_func("/file/what fails leaves nothing behind", folder);
    return g_test_run();
}
