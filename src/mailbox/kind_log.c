/* A file whose messages are lines of a log. It may grow; what was scanned must still be there. */
#include "mailbox/content.h"
#include "mailbox/growing.h"
#include "mailbox/stream.h"

static gboolean recognise_log(const NxFound *found)
{
    return nx_found_sniff(found) == NX_SNIFF_LOG;
}

const NxMailboxKind NX_MAILBOX_KIND_LOG = {
    .label = N_("log"),
    .help = N_("the log of a mail server: each refused or deferred recipient in it"),
    .form = NX_FORM_FILE,
    .recognise = recognise_log,
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
