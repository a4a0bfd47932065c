/* A file with a series of messages in it. */
#include "mailbox/stream.h"
#include "mailbox/growing.h"
#include "mailbox/mbox.h"
#include "mailbox/series.h"
#include "mailbox/span.h"

typedef struct {
    NxGrowing grown;
    NxSeries *series; /* the scan's; NULL: there is no file */
} Stream;

/* Reads what stands in `found` from its beginning on; FALSE: it is of no such kind. */
static gboolean scan_file(NxMailbox *mailbox, NxFound *found)
{
    Stream *box = mailbox->box;
    NxSeriesSpec spec = {.mailbox = mailbox,
                         .fd = found->fd,
                         .from = (goffset)nx_sniff_lead((NxBytes){found->head, found->len}),
                         .end = found->st.st_size};
    nx_series_free(box->series);
    box->series = found->fd >= 0 ? nx_series_new(nx_found_sniff(found), &spec) : NULL;
    nx_growing_take(&box->grown, found, box->series != NULL);
    return box->series != NULL;
}

gboolean nx_stream_open(NxMailbox *mailbox, NxFound *found, GError **error)
{
    (void)error;
    Stream *box = mailbox->box = g_new0(Stream, 1);
    nx_growing_init(&box->grown);
    return scan_file(mailbox, found);
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
    if (box->series && nx_series_next(box->series, place, problems, &cause)) {
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
    Stream *box = mailbox->box;
    struct stat now;
    g_autoptr(NxFile) file = nx_growing_file_of(&box->grown, place, &now, error);
    g_autofree char *bytes = file ? nx_span_read(file->fd, place, error) : NULL;
    if (!bytes)
        return NULL;
    gsize head = MIN((gsize)place->size, NX_DIGEST_BYTES);
    if (nx_file_stamp(&now) != place->stamp && nx_mbox_digest(bytes, head) != place->digest) {
        nx_growing_doubt(&box->grown);
        nx_file_changed(error);
        return NULL;
    }
    return nx_span_behind(place, g_steal_pointer(&bytes), len);
}

/* A log is rotated: what stands there now is read from its beginning. */
static gboolean scan_again(NxMailbox *mailbox, NxNews *news, GError **error)
{
    g_auto(NxFound) found;
    nx_growing_look_anew(mailbox, &found, news);
    return scan_file(mailbox, &found) || !found.len || nx_found_refuse(&found, error);
}

gboolean nx_stream_rescan(NxMailbox *mailbox, NxNews *news, GError **error)
{
    Stream *box = mailbox->box;
    NxGrowing *grown = &box->grown;
    struct stat now;
    if (!grown->file || g_atomic_int_get(&grown->doubted) || !nx_file_now(grown->file, &now, NULL) ||
        !nx_file_is(grown->file, &now) || now.st_size < grown->st.st_size ||
        (mailbox->index && !nx_growing_last_stands(grown)))
        return scan_again(mailbox, news, error);
    nx_series_extend(box->series, now.st_size);
    grown->st = now;
    return TRUE;
}
