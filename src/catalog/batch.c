/* Reads the messages of a batch, in a worker. */
#include "catalog/batch.h"
#include "catalog/new_event.h"

NxBatch *nx_batch_new(guint64 number, NxMailbox *mailbox)
{
    NxBatch *batch = g_new0(NxBatch, 1);
    batch->number = number;
    batch->mailbox = mailbox ? nx_mailbox_ref(mailbox) : NULL;
    batch->places = g_array_new(FALSE, FALSE, sizeof(NxPlace));
    batch->drafts = g_array_new(FALSE, FALSE, sizeof(NxNewEvent));
    batch->problems = nx_problems_new();
    return batch;
}

void nx_batch_free(NxBatch *batch)
{
    if (!batch)
        return;
    if (batch->mailbox)
        nx_mailbox_unref(batch->mailbox);
    g_array_unref(batch->places);
    g_array_unref(batch->drafts);
    nx_problems_free(batch->problems);
    g_free(batch);
}

static void say_cut(NxBatch *batch, const NxPlace *place, NxCuts cuts)
{
    g_autofree char *text = nx_cuts_text(cuts);
    if (!text)
        return;
    g_autofree char *where = nx_mailbox_place_name(batch->mailbox, place, NX_PLACE_WHOLE);
    nx_problems_add(batch->problems, where, "%s", text);
}

static void read_one(NxBatch *batch, const NxPlace *place, const NxReader *reader, const NxJudge *judge,
                     NxStringTable *strings, NxTime now)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = nx_mailbox_read(batch->mailbox, place, &error);
    if (!bytes) { /* the mailbox names the place itself */
        batch->torn = TRUE;
        if (!batch->is_news || !g_error_matches(error, NX_ERROR, NX_ERROR_CHANGED))
            nx_problems_add(batch->problems, NULL, "%s", error->message);
        return;
    }
    NxEnvelope envelope = {place->from_line, place->maildir, now, place->entry};
    g_autoptr(NxReport) report = nx_reader_read(reader, bytes, &envelope, &error);
    if (report) {
        say_cut(batch, place, report->cuts);
        nx_new_events_add(batch->drafts, report, place, judge, strings);
        return;
    }
    g_autofree char *where = nx_mailbox_place_name(batch->mailbox, place, NX_PLACE_WHOLE);
    nx_problems_add(batch->problems, where, "%s", error->message);
}

void nx_batch_read(NxBatch *batch, const NxReader *reader, const NxJudge *judge, NxStringTable *strings, NxTime now)
{
    for (guint i = 0; i < batch->places->len; i++)
        read_one(batch, &g_array_index(batch->places, NxPlace, i), reader, judge, strings, now);
}
