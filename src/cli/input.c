/* Bytes to the end of a file, or of standard input. */
#include "cli/input.h"
#include <nixie/text.h>
#include <errno.h>
#include <glib/gstdio.h>

GBytes *nx_input_read(const char *path, GError **error)
{
    gboolean from_stdin = g_str_equal(path, "-");
    errno = 0;
    FILE *file = from_stdin ? stdin : g_fopen(path, "re");
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    char block[16384];
    gsize n;
    while (file && (n = fread(block, 1, sizeof block, file)) > 0)
        g_byte_array_append(bytes, (const guint8 *)block, (guint)n);
    gboolean good = file && !ferror(file);
    int why = errno;
    if (file && !from_stdin)
        fclose(file);
    if (good)
        return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    g_set_error(error, NX_ERROR, why == ENOENT ? NX_ERROR_MISSING : NX_ERROR_UNREADABLE, "%s: %s",
                from_stdin ? nx_tr("standard input") : path, g_strerror(why));
    return NULL;
}
