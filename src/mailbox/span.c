/* The bytes of a place, read only where the file is still the one that was found. */
#include "mailbox/span.h"
#include "mailbox/file.h"
#include <nixie/text.h>
#include <inttypes.h>
#include <unistd.h>

/* One message is held in memory as a whole, and more than once while it is parsed. */
#define MESSAGE_MAX ((goffset)256 * 1024 * 1024)

char *nx_span_read(int fd, const NxPlace *place, GError **error)
{
    char *bytes = place->size <= MESSAGE_MAX ? g_try_malloc((gsize)place->size + 1) : NULL;
    if (!bytes)
        g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, nx_tr("a message of %" PRIi64 " bytes is too large"),
                    place->size);
    else if (!nx_file_read(fd, place->offset, bytes, (gsize)place->size, error))
        g_clear_pointer(&bytes, g_free);
    return bytes;
}

gboolean nx_span_is_still(int fd, const struct stat *before, GError **error)
{
    struct stat st;
    return (fstat(fd, &st) == 0 && nx_file_stamp(&st) == nx_file_stamp(before)) || nx_file_changed(error);
}

char *nx_span_read_unchanged(int fd, const struct stat *now, const NxPlace *place, GError **error)
{
    char *bytes = NULL;
    if (nx_file_stamp(now) == place->stamp || nx_file_changed(error))
        bytes = nx_span_read(fd, place, error);
    if (bytes && !nx_span_is_still(fd, now, error))
        g_clear_pointer(&bytes, g_free);
    return bytes;
}

char *nx_span_read_file(int dir, const char *name, const NxPlace *place, GError **error)
{
    struct stat now;
    int fd = nx_file_reopen(dir, name, &now, error);
    if (fd < 0)
        return NULL;
    char *bytes = nx_span_read_unchanged(fd, &now, place, error);
    close(fd);
    return bytes;
}

char *nx_span_behind(const NxPlace *place, char *bytes, gsize *len)
{
    gsize before = place->before ? strlen(place->before) : 0;
    *len = before + (gsize)place->size;
    if (!before)
        return bytes;
    char *all = g_malloc(*len + 1);
    memcpy(all, place->before, before);
    memcpy(all + before, bytes, (gsize)place->size);
    g_free(bytes);
    return all;
}
