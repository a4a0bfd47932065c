/* A file with a series of messages in it. */
#include "mailbox/stream.h"
#include "mailbox/file.h"
#include "mailbox/mbox.h"
#include "mailbox/series.h"
#include "mailbox/span.h"
#include <unistd.h>

typedef struct {
    NxFile file;

    /* The scan's. */
    NxSeries *series;
    struct stat st; /* of the file when the scan began */
    NxPlace last;   /* the message given last */
} Stream;

gboolean nx_stream_open(NxMailbox *mailbox, NxFound *found, GError **error)
{
    (void)error;
    Stream *box = mailbox->box = g_new0(Stream, 1);
    box->file = (NxFile){g_steal_fd(&found->fd), found->path, found->st.st_dev, found->st.st_ino};
    box->st = found->st;
    goffset lead = (goffset)nx_sniff_lead((NxBytes){found->head, found->len});
    NxSeriesSpec spec = {.mailbox = mailbox, .fd = box->file.fd, .from = lead, .end = found->st.st_size};
    box->series = nx_series_new(nx_found_sniff(found), &spec);
    return TRUE;
}

void nx_stream_close(NxMailbox *mailbox)
{
    Stream *box = mailbox->box;
    nx_series_free(box->series);
    close(box->file.fd);
    g_free(box);
}

gboolean nx_stream_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    Stream *box = mailbox->box;
    GError *cause = NULL;
    if (nx_series_next(box->series, place, problems, &cause)) {
        nx_box_number(mailbox, place, mailbox->base, &box->st);
        box->last = *place;
        nx_box_advance(mailbox, nx_series_at(box->series), box->st.st_size);
        return TRUE;
    }
    if (cause)
        g_propagate_error(error, cause);
    else
        nx_box_advance(mailbox, 0, 0);
    return FALSE;
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

/* Is the file the one that was opened, and at least as long as that? */
static gboolean is_the_file(const Stream *box, goffset end, struct stat *now, GError **error)
{
    return (nx_file_now(&box->file, now, NULL) && now->st_dev == box->file.device && now->st_ino == box->file.inode &&
            now->st_size >= end) ||
           nx_file_changed(error);
}

char *nx_stream_read(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    const Stream *box = mailbox->box;
    struct stat now;
    if (!is_the_file(box, place->offset + place->size, &now, error))
        return NULL;
    g_autofree char *bytes = nx_span_read(box->file.fd, place, error);
    if (!bytes)
        return NULL;
    gsize head = MIN((gsize)place->size, NX_DIGEST_BYTES);
    if (nx_file_stamp(&now) != place->stamp && nx_mbox_digest(bytes, head) != place->digest && !nx_file_changed(error))
        return NULL;
    return nx_span_behind(place, g_steal_pointer(&bytes), len);
}

gboolean nx_stream_has_news(NxMailbox *mailbox)
{
    const Stream *box = mailbox->box;
    struct stat now;
    return !nx_file_now(&box->file, &now, NULL) || nx_file_stamp(&now) != nx_file_stamp(&box->st);
}

/* Is the message given last still there, byte for byte as far as its digest goes? */
static gboolean last_stands(const Stream *box, GError **error)
{
    char head[NX_DIGEST_BYTES];
    gsize len = (gsize)MIN(box->last.size, (goffset)sizeof head);
    return nx_file_read(box->file.fd, box->last.offset, head, len, error) &&
           (nx_mbox_digest(head, len) == box->last.digest || nx_file_changed(error));
}

gboolean nx_stream_rescan(NxMailbox *mailbox, GError **error)
{
    Stream *box = mailbox->box;
    struct stat now;
    if (!is_the_file(box, box->st.st_size, &now, error) || (mailbox->index && !last_stands(box, error)))
        return FALSE;
    nx_series_extend(box->series, now.st_size);
    box->st = now;
    return TRUE;
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

char *nx_stream_suffix(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    return g_strdup_printf(":%u", place->index);
}

char *nx_stream_key(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    return g_strdup_printf("%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", place->offset, place->digest);
}
