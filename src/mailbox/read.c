#include "mailbox/box.h"
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/line.h"
#include "mailbox/sniff.h"
#include <nixie/text.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

/* One message is held in memory as a whole, and more than once while it is parsed. */
#define MESSAGE_MAX ((goffset)256 * 1024 * 1024)

static char *read_span(int fd, goffset offset, goffset size, GError **error)
{
    char *bytes = size <= MESSAGE_MAX ? g_try_malloc((gsize)size + 1) : NULL;
    if (!bytes)
        g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, nx_tr("a message of %" PRIi64 " bytes is too large"), size);
    else if (!nx_file_read(fd, offset, bytes, (gsize)size, error))
        g_clear_pointer(&bytes, g_free);
    return bytes;
}

/* What was written to while it was read may be half of the one and half of the other. */
static gboolean is_still(int fd, const struct stat *before, GError **error)
{
    struct stat st;
    return (fstat(fd, &st) == 0 && nx_file_stamp(&st) == nx_file_stamp(before)) || nx_file_changed(error);
}

/* Does the message end where it ended? Then the file ends there, or a blank line, or another message begins. */
static gboolean ends_at(int fd, goffset end, goffset file_end, GError **error)
{
    char peek[1100];
    gsize len = (gsize)MIN(file_end - end, (goffset)sizeof peek);
    if (!nx_file_read(fd, end, peek, len, error))
        return FALSE;
    gsize blank = len && *peek == 'F' ? 0 : nx_eol_width(peek, len);
    return blank == len || nx_sniff((NxBytes){peek + blank, len - blank}) == NX_SNIFF_MBOX || nx_file_changed(error);
}

/* An mbox may grow; what was scanned must still be there. */
static char *read_mbox(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    struct stat st;
    goffset end = place->offset + place->size;
    gboolean gone = !mailbox->is_input && stat(mailbox->path, &st) != 0;
    if (mailbox->is_input)
        return read_span(mailbox->fd, place->offset, place->size, error);
    if (gone || st.st_dev != mailbox->device || st.st_ino != mailbox->inode || st.st_size < end) {
        nx_file_changed(error);
        return NULL;
    }
    char *bytes = read_span(mailbox->fd, place->offset, place->size, error);
    if (!bytes)
        return NULL;
    gsize head = MIN((gsize)place->size, NX_DIGEST_BYTES);
    gboolean same = nx_file_stamp(&st) == place->stamp ||
                    ((nx_mbox_digest(bytes, head) == place->digest || nx_file_changed(error)) &&
                     ends_at(mailbox->fd, end, st.st_size, error));
    if (same && is_still(mailbox->fd, &st, error))
        return bytes;
    g_free(bytes);
    return NULL;
}

/* Where a Maildir file went that is not where it was; NULL: nowhere. Caller frees. */
static char *find_moved(NxMailbox *mailbox, const char *name)
{
    g_mutex_lock(&mailbox->lock);
    if (mailbox->now && nx_names_changed(mailbox->now))
        g_clear_pointer(&mailbox->now, nx_names_free);
    if (!mailbox->now) {
        mailbox->now = nx_names_new(mailbox->fd, TRUE);
        nx_names_list(mailbox->now, NULL);
    }
    char *moved = g_strdup(nx_names_find(mailbox->now, name));
    g_mutex_unlock(&mailbox->lock);
    return moved;
}

static int open_place(NxMailbox *mailbox, const char *name, struct stat *st, GError **error)
{
    g_autoptr(GError) cause = NULL;
    int fd = nx_file_reopen(mailbox->fd, name, st, &cause);
    if (fd < 0 && mailbox->kind == NX_MAILBOX_MAILDIR && g_error_matches(cause, NX_ERROR, NX_ERROR_MISSING)) {
        g_autofree char *moved = find_moved(mailbox, name);
        if (moved) {
            g_clear_error(&cause);
            fd = nx_file_reopen(mailbox->fd, moved, st, &cause);
        }
    }
    if (fd < 0 && g_error_matches(cause, NX_ERROR, NX_ERROR_UNREADABLE))
        g_propagate_error(error, g_steal_pointer(&cause));
    else if (fd < 0)
        nx_file_changed(error);
    return fd;
}

static char *read_file(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    struct stat st;
    gboolean single = mailbox->kind == NX_MAILBOX_MESSAGE;
    int fd = single ? mailbox->fd : open_place(mailbox, place->name, &st, error);
    if (fd < 0)
        return NULL;
    char *bytes = NULL;
    gboolean same =
        mailbox->is_input || ((!single || stat(mailbox->path, &st) == 0) && nx_file_stamp(&st) == place->stamp);
    if (same || nx_file_changed(error))
        bytes = read_span(fd, place->offset, place->size, error);
    if (bytes && !mailbox->is_input && !is_still(fd, &st, error))
        g_clear_pointer(&bytes, g_free);
    if (!single)
        close(fd);
    return bytes;
}

static char *read_bytes(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    GError *cause = NULL;
    char *bytes =
        mailbox->kind == NX_MAILBOX_MBOX ? read_mbox(mailbox, place, &cause) : read_file(mailbox, place, &cause);
    if (!bytes)
        nx_mailbox_refuse_place(error, mailbox, place, cause);
    return bytes;
}

/* Files of a Maildir are not looked into by the scan. */
static gboolean is_mail(const NxMailbox *mailbox, const NxPlace *place, NxSniff sniff, GError **error)
{
    if (mailbox->kind != NX_MAILBOX_MAILDIR || sniff != NX_SNIFF_OTHER)
        return TRUE;
    nx_mailbox_refuse_place(error, mailbox, place,
                            g_error_new(NX_ERROR, NX_ERROR_NO_MAILBOX, "%s", nx_tr(NX_NO_MESSAGE)));
    return FALSE;
}

GBytes *nx_mailbox_read(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    g_autofree char *bytes = read_bytes(mailbox, place, error);
    if (!bytes)
        return NULL;
    gsize size = (gsize)place->size;
    NxSniff sniff =
        mailbox->kind == NX_MAILBOX_MBOX ? NX_SNIFF_MBOX : nx_sniff((NxBytes){bytes, MIN(size, NX_SNIFF_BYTES)});
    if (!is_mail(mailbox, place, sniff, error))
        return NULL;
    NxBytes bare = nx_content_bare(bytes, size, sniff == NX_SNIFF_MBOX);
    return g_bytes_new_with_free_func(bare.at, bare.len, g_free, g_steal_pointer(&bytes));
}

GBytes *nx_mailbox_read_raw(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    char *bytes = read_bytes(mailbox, place, error);
    return bytes ? g_bytes_new_take(bytes, (gsize)place->size) : NULL;
}
