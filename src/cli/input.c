/* Bytes to the end of a file, or of standard input. */
#include "cli/input.h"
#include <nixie/text.h>
#include <errno.h>
#include <glib/gstdio.h>

static GBytes *refuse_long(const char *name, guint64 max, GError **error)
{
    g_autofree char *size = g_format_size_full(max, G_FORMAT_SIZE_IEC_UNITS);
    g_set_error(error, NX_ERROR, NX_ERROR_REFUSED, nx_tr("%s: is longer than %s; [input] max bounds it"), name, size);
    return NULL;
}

GBytes *nx_input_read(const char *path, guint64 max, GError **error)
{
    gboolean from_stdin = g_str_equal(path, "-");
    const char *name = from_stdin ? nx_tr("standard input") : path;
    const guint64 most = MIN(max, G_MAXUINT32 >> 1); /* a GByteArray holds no more */
    errno = 0;
    FILE *file = from_stdin ? stdin : g_fopen(path, "re");
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    char block[16384];
    gsize n;
    while (file && bytes->len <= most && (n = fread(block, 1, sizeof block, file)) > 0)
        g_byte_array_append(bytes, (const guint8 *)block, (guint)n);
    gboolean good = file && !ferror(file);
    int why = errno;
    if (file && !from_stdin)
        fclose(file);
    if (good && bytes->len > most)
        return refuse_long(name, most, error);
    if (good)
        return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    g_set_error(error, NX_ERROR, why == ENOENT ? NX_ERROR_MISSING : NX_ERROR_UNREADABLE, "%s: %s", name,
                g_strerror(why));
    return NULL;
}
