/* Device, inode, length and the last message say whether it is the same file. */
#include "mailbox/growing.h"
#include "mailbox/mbox.h"

void nx_growing_init(NxGrowing *box)
{
    nx_shared_file_init(&box->shared);
}

void nx_growing_clear(NxGrowing *box)
{
    nx_shared_file_leave(box->file);
    nx_shared_file_clear(&box->shared);
}

void nx_growing_take(NxGrowing *box, NxFound *found, gboolean is_one)
{
    NxFile file = {is_one ? g_steal_fd(&found->fd) : -1, found->path, found->st.st_dev, found->st.st_ino};
    nx_shared_file_leave(box->file);
    nx_shared_file_put(&box->shared, &file);
    box->file = nx_shared_file_get(&box->shared);
    box->st = found->st;
    box->last = (NxPlace){0};
    g_atomic_int_set(&box->doubted, FALSE);
}

void nx_growing_give(NxMailbox *mailbox, NxPlace *place, goffset at)
{
    NxGrowing *box = mailbox->box;
    nx_box_number(mailbox, place, mailbox->base, &box->st);
    box->last = *place;
    nx_box_advance(mailbox, at, box->st.st_size);
}

void nx_growing_doubt(NxGrowing *box)
{
    g_atomic_int_set(&box->doubted, TRUE);
}

NxFile *nx_growing_file_of(NxGrowing *box, const NxPlace *place, struct stat *now, GError **error)
{
    NxFile *file = nx_shared_file_get(&box->shared);
    if (file && nx_file_now(file, now, NULL) && nx_file_is(file, now) && now->st_size >= place->offset + place->size)
        return file;
    nx_shared_file_leave(file);
    nx_growing_doubt(box);
    nx_file_changed(error);
    return NULL;
}

gboolean nx_growing_last_stands(const NxGrowing *box)
{
    char head[NX_DIGEST_BYTES];
    gsize len = (gsize)MIN(box->last.size, (goffset)sizeof head);
    return nx_file_read(box->file->fd, box->last.offset, head, len, NULL) &&
           nx_mbox_digest(head, len) == box->last.digest;
}

void nx_growing_look_anew(NxMailbox *mailbox, NxFound *found, NxNews *news)
{
    nx_found_look_anew(found, mailbox->path);
    news->again = 0;
    news->missing = found->fd < 0;
    mailbox->index = 0;
}

gboolean nx_growing_has_news(NxMailbox *mailbox)
{
    NxGrowing *box = mailbox->box;
    struct stat now;
    if (!box->file) /* it may be there again */
        return stat(mailbox->path, &now) == 0 && nx_file_stamp(&now) != nx_file_stamp(&box->st);
    return g_atomic_int_get(&box->doubted) || !nx_file_now(box->file, &now, NULL) ||
           nx_file_stamp(&now) != nx_file_stamp(&box->st);
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
