/* A folder of files, in byte order of their names; the rotated files of one log the oldest first. */
#include "mailbox/content.h"
#include "mailbox/folder.h"

static gboolean recognise_folder(const NxFound *found)
{
    (void)found;
    return TRUE;
}

static gboolean open_folder(NxMailbox *mailbox, NxFound *found, GError **error)
{
    return nx_folder_open(mailbox, found, FALSE, error);
}

const NxMailboxKind NX_MAILBOX_KIND_FOLDER = {
    .label = N_("folder"),
    .help = N_("files with messages in them: one, an mbox, a log, notifications; not below it"),
    .form = NX_FORM_FOLDER,
    .recognise = recognise_folder,
    .open = open_folder,
    .close = nx_folder_close,
    .next = nx_folder_next,
    .read = nx_folder_read,
    .bare = nx_content_bare_file,
    .has_news = nx_folder_has_news,
    .rescan = nx_folder_rescan,
    .watched = (const char *const[]){"", NULL},
    .suffix = nx_folder_suffix,
    .key = nx_folder_key,
};
