/* The only place that knows libarchive. */
#include "mailbox/unpack.h"
#include <nixie/text.h>

#ifdef NX_HAVE_ARCHIVE
#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024, FILTERS = 1 };

static gboolean refuse(struct archive *archive, GError **error)
{
    const char *why = archive_error_string(archive);
    g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, nx_tr("cannot be unpacked further: %s"),
                why ? why : nx_tr("it is broken"));
    return FALSE;
}

static gboolean read_member(struct archive *archive, const NxUnpackFuncs *funcs, gpointer user, GError **error)
{
    g_autofree char *block = g_malloc(BLOCK);
    la_ssize_t got;
    while ((got = archive_read_data(archive, block, BLOCK)) > 0)
        if (!funcs->bytes(block, (gsize)got, user))
            return FALSE;
    return got == 0 || refuse(archive, error);
}

static gboolean read_members(struct archive *archive, const NxUnpackFuncs *funcs, gpointer user, GError **error)
{
    struct archive_entry *entry;
    for (;;) {
        int result = archive_read_next_header(archive, &entry);
        if (result == ARCHIVE_EOF)
            return TRUE;
        if (result < ARCHIVE_WARN)
            return refuse(archive, error);
        /* The last filter is none: what is packed in what is packed unpacks to what nobody can tell beforehand. */
        if (archive_filter_count(archive) > FILTERS + 1) {
            g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, "%s", nx_tr("is packed more than once"));
            return FALSE;
        }
        if (archive_entry_filetype(entry) != AE_IFREG && archive_format(archive) != ARCHIVE_FORMAT_RAW)
            continue;
        const char *path = archive_entry_pathname(entry);
        gboolean is_raw = archive_format(archive) == ARCHIVE_FORMAT_RAW;
        g_autofree char *name = is_raw ? NULL : nx_text_from_utf8(path ? path : "", -1);
        if (!funcs->begin(name, user) || !read_member(archive, funcs, user, error))
            return FALSE;
    }
}

gboolean nx_unpack(int fd, const NxUnpackFuncs *funcs, gpointer user, GError **error)
{
    struct archive *archive = archive_read_new();
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_raw(archive);
    archive_read_support_format_empty(archive);
    lseek(fd, 0, SEEK_SET);
    gboolean done = archive_read_open_fd(archive, fd, BLOCK) == ARCHIVE_OK ? read_members(archive, funcs, user, error)
                                                                           : refuse(archive, error);
    archive_read_free(archive);
    return done;
}

#else

gboolean nx_unpack(int fd, const NxUnpackFuncs *funcs, gpointer user, GError **error)
{
    (void)fd;
    (void)funcs;
    (void)user;
    g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, "%s",
                nx_tr("is packed, and this nixie was built without libarchive"));
    return FALSE;
}

#endif
