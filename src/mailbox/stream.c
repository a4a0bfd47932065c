/* A file with a series of messages in it. */
#include "mailbox/stream.h"
#include "mailbox/growing.h"
#include "mailbox/mbox.h"
#include "mailbox/series.h"
#include "mailbox/span.h"

typedef struct {
    NxGrowing grown;
    NxSeries *series; /* the scan's */
} Stream;

gboolean nx_stream_open(NxMailbox *mailbox, NxFound *found, GError **error)
{
    (void)error;
    Stream *box = mailbox->box = g_new0(Stream, 1);
    nx_growing_init(&box->grown, found);
    goffset lead = (goffset)nx_sniff_lead((NxBytes){found->head, found->len});
    NxSeriesSpec spec = {.mailbox = mailbox, .fd = box->grown.file.fd, .from = lead, .end = found->st.st_size};
    box->series = nx_series_new(nx_found_sniff(found), &spec);
    return TRUE;
}

void nx_stream_close(NxMailbox *mailbox)
{
    Stream *box = mailbox->box;
    nx_series_free(box->series);
    nx_growing_clear(&box->grown);
    g_free(box);
}

gboolean nx_stream_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    Stream *box = mailbox->box;
    GError *cause = NULL;
    if (nx_series_next(box->series, place, problems, &cause)) {
        nx_growing_give(mailbox, place, nx_series_at(box->series));
        return TRUE;
    }
    if (cause)
        g_propagate_error(error, cause);
    else
        nx_box_advance(mailbox, 0, 0);
    return FALSE;
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

char *nx_stream_read(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    const Stream *box = mailbox->box;
    struct stat now;
    if (!nx_growing_is_the_file(&box->grown, place->offset + place->size, &now, error))
        return NULL;
    g_autofree char *bytes = nx_span_read(box->grown.file.fd, place, error);
    if (!bytes)
        return NULL;
    gsize head = MIN((gsize)place->size, NX_DIGEST_BYTES);
    if (nx_file_stamp(&now) != place->stamp && nx_mbox_digest(bytes, head) != place->digest && !nx_file_changed(error))
        return NULL;
    return nx_span_behind(place, g_steal_pointer(&bytes), len);
}

gboolean nx_stream_rescan(NxMailbox *mailbox, GError **error)
{
    Stream *box = mailbox->box;
    struct stat now;
    if (!nx_growing_is_the_file(&box->grown, box->grown.st.st_size, &now, error) ||
        (mailbox->index && !nx_growing_last_stands(&box->grown, error)))
        return FALSE;
    nx_series_extend(box->series, now.st_size);
    box->grown.st = now;
    return TRUE;
}
