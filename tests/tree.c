/* From the leaves up. */
#include "tree.h"
#include <glib/gstdio.h>

void nx_test_remove(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        nx_test_remove(inner);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}
