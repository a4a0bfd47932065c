/* Device, inode, length and the last message say whether it is the same file. */
#include "mailbox/growing.h"
#include "mailbox/mbox.h"
#include <unistd.h>

void nx_growing_init(NxGrowing *box, NxFound *found)
{
    box->file = (NxFile){g_steal_fd(&found->fd), found->path, found->st.st_dev, found->st.st_ino};
    box->st = found->st;
}

void nx_growing_clear(NxGrowing *box)
{
    close(box->file.fd);
}

void nx_growing_give(NxMailbox *mailbox, NxPlace *place, goffset at)
{
    NxGrowing *box = mailbox->box;
    nx_box_number(mailbox, place, mailbox->base, &box->st);
    box->last = *place;
    nx_box_advance(mailbox, at, box->st.st_size);
}

gboolean nx_growing_is_the_file(const NxGrowing *box, goffset end, struct stat *now, GError **error)
{
    return (nx_file_now(&box->file, now, NULL) && now->st_dev == box->file.device && now->st_ino == box->file.inode &&
            now->st_size >= end) ||
           nx_file_changed(error);
}

gboolean nx_growing_last_stands(const NxGrowing *box, GError **error)
{
    char head[NX_DIGEST_BYTES];
    gsize len = (gsize)MIN(box->last.size, (goffset)sizeof head);
    return nx_file_read(box->file.fd, box->last.offset, head, len, error) &&
           (nx_mbox_digest(head, len) == box->last.digest || nx_file_changed(error));
}

gboolean nx_growing_has_news(NxMailbox *mailbox)
{
    const NxGrowing *box = mailbox->box;
    struct stat now;
    return !nx_file_now(&box->file, &now, NULL) || nx_file_stamp(&now) != nx_file_stamp(&box->st);
}

char *nx_growing_suffix(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    return g_strdup_printf(":%u", place->index);
}

char *nx_growing_key(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    return g_strdup_printf("%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", place->offset, place->digest);
}
