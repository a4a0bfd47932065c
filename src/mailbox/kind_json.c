/* A file of services' notifications. It may grow; what was scanned must still be there. */
#include "mailbox/content.h"
#include "mailbox/growing.h"
#include "mailbox/stream.h"

static gboolean recognise_json(const NxFound *found)
{
    return nx_found_sniff(found) == NX_SNIFF_JSON;
}

const NxMailboxKind NX_MAILBOX_KIND_JSON = {
    .label = N_("JSON"),
    .help = N_("notifications of a mail service: objects one behind the other, in arrays, in what queues wrap them in"),
    .form = NX_FORM_FILE,
    .recognise = recognise_json,
    .open = nx_stream_open,
    .close = nx_stream_close,
    .next = nx_stream_next,
    .read = nx_stream_read,
    .bare = nx_content_bare_file,
    .has_news = nx_growing_has_news,
    .rescan = nx_stream_rescan,
    .watched = (const char *const[]){"", NULL},
    .suffix = nx_growing_suffix,
    .key = nx_growing_key,
};
