/* A folder in MH's way: a message a file, its name a number, 9 before 10. The rest is no mail: what MH took away has a
 * comma in front. */
#include "mailbox/content.h"
#include "mailbox/folder.h"
#include <sys/stat.h>

static gboolean recognise_mh(const NxFound *found)
{
    static const char *const MARKS[] = {".mh_sequences", ".xmhcache"};
    struct stat st;
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        if (fstatat(found->fd, MARKS[i], &st, 0) == 0 && S_ISREG(st.st_mode))
            return TRUE;
    return FALSE;
}

static gboolean open_mh(NxMailbox *mailbox, NxFound *found, GError **error)
{
    return nx_folder_open(mailbox, found, TRUE, error);
}

const NxMailboxKind NX_MAILBOX_KIND_MH = {
    .label = N_("MH"),
    .help = N_("a folder with .mh_sequences in it, and messages in files that are called by numbers"),
    .form = NX_FORM_FOLDER,
    .recognise = recognise_mh,
    .open = open_mh,
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
