/* A row put into a table for the time of one test. */
#include "spoilt.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The table with the row behind it, in a file; *line is the row's. Caller frees and unlinks. */
static char *write_spoilt(const NxSpoilt *table, guint *line)
{
    g_autofree char *original = g_test_build_filename(G_TEST_DIST, "..", table->path, NULL), *text = NULL;
    g_assert_true(g_file_get_contents(original, &text, NULL, NULL));
    *line = 1;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        ++*line;
    g_autofree char *whole = g_strconcat(text, table->row, "\n", NULL);
    char *path = NULL;
    close(g_file_open_tmp("nixie-XXXXXX.tsv", &path, NULL));
    g_assert_true(g_file_set_contents(path, whole, -1, NULL));
    return path;
}

/* GResource looks for overlays at its first look-up: before anything was read. */
static void test_spoilt(gconstpointer data)
{
    const NxSpoilt *table = data;
    g_autofree char *name = g_path_get_basename(table->path);
    if (!g_test_subprocess()) {
        guint line;
        g_autofree char *path = write_spoilt(table, &line);
        g_autofree char *overlay = g_strdup_printf("/nixie/%s=%s", name, path);
        g_setenv("G_RESOURCE_OVERLAYS", overlay, TRUE);
        g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
        g_unsetenv("G_RESOURCE_OVERLAYS");
        unlink(path);
        g_autofree char *complaint = g_strdup_printf("*%s:%u: %s\n*", name, line, table->why);
        g_test_trap_assert_passed();
        g_test_trap_assert_stderr(complaint);
        return;
    }
    g_log_set_always_fatal(G_LOG_FATAL_MASK);
    table->read();
}

int nx_spoilt_run(int argc, char **argv, const char *room, const NxSpoilt *tables, guint n)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *name = g_path_get_basename(tables[i].path);
        g_autofree char *path = g_strdup_printf("/%s/tables/%u %s: %s", room, i + 1, name, tables[i].why);
        g_test_add_data_func(path, &tables[i], test_spoilt);
    }
    return g_test_run();
}
