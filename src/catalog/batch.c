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

/* "PATH/NAME" of a message that is a file, "PATH, message N" of one in a box. */
static char *place_name(const NxMailbox *mailbox, const NxPlace *place)
{
    const char *path = nx_mailbox_path(mailbox);
    switch (nx_mailbox_kind(mailbox)) {
    case NX_MAILBOX_MAILDIR:
    case NX_MAILBOX_FOLDER: return g_build_filename(path, place->name, NULL);
    case NX_MAILBOX_MBOX: return g_strdup_printf("%s:%u", path, place->index);
    case NX_MAILBOX_MESSAGE: break;
    }
    return g_strdup(path);
}

static void complain(NxBatch *batch, const NxPlace *place, const GError *error)
{
    g_autofree char *where = place_name(batch->mailbox, place);
    if (strstr(error->message, nx_mailbox_path(batch->mailbox)))
        nx_problems_add(batch->problems, NULL, "%s", error->message);
    else
        nx_problems_add(batch->problems, where, "%s", error->message);
}

static void read_one(NxBatch *batch, const NxPlace *place, const NxReader *reader, const NxJudge *judge,
                     NxStringTable *strings, NxTime now)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = nx_mailbox_read(batch->mailbox, place, &error);
    NxEnvelope envelope = {place->from_line, place->maildir, now};
    NxReport *report = bytes ? nx_reader_read(reader, bytes, &envelope, &error) : NULL;
    if (report)
        nx_drafts_add(batch->drafts, report, place, judge, strings);
    else
        complain(batch, place, error);
    g_clear_pointer(&report, nx_report_free);
    g_bytes_unref(bytes);
}

void nx_batch_read(NxBatch *batch, const NxReader *reader, const NxJudge *judge, NxStringTable *strings, NxTime now)
{
    for (guint i = 0; i < batch->places->len; i++)
        read_one(batch, &g_array_index(batch->places, NxPlace, i), reader, judge, strings, now);
}
