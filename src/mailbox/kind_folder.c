/* A folder of message files, not below it, in byte order of names. A file that is an mbox gives all its messages. */
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/kind.h"
#include "mailbox/mbox.h"
#include "mailbox/names.h"
#include "mailbox/span.h"
#include <unistd.h>

typedef struct {
    int dir;
    NxNames *names;

    /* The file whose messages are being given, if it is an mbox. */
    NxMbox *mbox;
    const char *name;
    int fd;
    struct stat st;
} Folder;

static gboolean recognise_folder(const NxFound *found)
{
    (void)found;
    return TRUE;
}

static gboolean open_folder(NxMailbox *mailbox, NxFound *found, GError **error)
{
    Folder *box = mailbox->box = g_new0(Folder, 1);
    box->dir = g_steal_fd(&found->fd);
    box->names = nx_names_new(box->dir, FALSE);
    return nx_names_list_some(box->names, error);
}

static void close_mbox(Folder *box)
{
    if (box->mbox)
        close(box->fd);
    g_clear_pointer(&box->mbox, nx_mbox_free);
}

static void close_folder(NxMailbox *mailbox)
{
    Folder *box = mailbox->box;
    close_mbox(box);
    nx_names_free(box->names);
    close(box->dir);
    g_free(box);
}

/* ---- Scanning ---------------------------------------------------------------------------------------------------- */

/* The next message of the file that is an mbox; FALSE behind its last. */
static gboolean next_in_mbox(NxMailbox *mailbox, NxPlace *place, NxProblems *problems)
{
    Folder *box = mailbox->box;
    g_autoptr(GError) error = NULL;
    if (nx_mbox_next(box->mbox, place, &error)) {
        nx_box_number(mailbox, place, box->name, &box->st);
        return TRUE;
    }
    if (error)
        nx_box_complain(mailbox, box->name, error->message, problems);
    close_mbox(box);
    return FALSE;
}

/* Looks at how an opened file begins; TRUE if it is a message or an mbox. Takes `fd`. */
static gboolean take_opened(NxMailbox *mailbox, const char *name, int fd, const struct stat *st, NxPlace *place,
                            NxProblems *problems)
{
    Folder *box = mailbox->box;
    char head[NX_SNIFF_BYTES];
    NxBytes bytes = {head, (gsize)MIN((goffset)sizeof head, (goffset)st->st_size)};
    g_autoptr(GError) error = NULL;
    NxSniff sniff = nx_file_read(fd, 0, head, bytes.len, &error) ? nx_sniff(bytes) : NX_SNIFF_OTHER;
    if (sniff == NX_SNIFF_MBOX) {
        box->fd = fd;
        box->name = name;
        box->st = *st;
        box->mbox = nx_mbox_new(fd, (goffset)nx_sniff_lead(bytes), st->st_size);
        return next_in_mbox(mailbox, place, problems);
    }
    close(fd);
    if (sniff == NX_SNIFF_MESSAGE) {
        *place = (NxPlace){.size = st->st_size};
        nx_box_number(mailbox, place, name, st);
        return TRUE;
    }
    const char *what = sniff == NX_SNIFF_EMPTY ? nx_tr("is empty") : nx_tr(NX_NO_MESSAGE);
    nx_box_complain(mailbox, name, error ? error->message : what, problems);
    return FALSE;
}

static gboolean take_file(NxMailbox *mailbox, const char *name, NxPlace *place, NxProblems *problems)
{
    struct stat st = {0};
    g_autoptr(GError) error = NULL;
    int fd = nx_file_open(((Folder *)mailbox->box)->dir, name, &st, &error);
    if (fd < 0 && !S_ISDIR(st.st_mode)) /* a link to a folder is a folder */
        nx_box_complain(mailbox, name, error->message, problems);
    if (fd >= 0 && take_opened(mailbox, name, fd, &st, place, problems))
        return TRUE;
    place->stamp = st.st_ino ? nx_file_stamp(&st) : 0;
    return FALSE;
}

static gboolean next_in_folder(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)error;
    Folder *box = mailbox->box;
    if (box->mbox && next_in_mbox(mailbox, place, problems))
        return TRUE;
    return nx_box_next_file(mailbox, box->names, take_file, place, problems);
}

static gboolean has_folder_news(NxMailbox *mailbox)
{
    return nx_names_have_news(((Folder *)mailbox->box)->names);
}

static gboolean rescan_folder(NxMailbox *mailbox, GError **error)
{
    return nx_names_list(((Folder *)mailbox->box)->names, error);
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

static char *read_folder(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    GError *cause = NULL;
    char *bytes = nx_span_read_file(((Folder *)mailbox->box)->dir, place->name, place, &cause);
    if (cause)
        nx_file_gone(error, cause);
    *len = (gsize)place->size;
    return bytes;
}

/* What comes next under the name of a file is another message. */
static char *folder_key(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    if (place->offset)
        return g_strdup_printf("%s\x1f%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", place->name, place->offset,
                               place->digest);
    return g_strdup_printf("%s\x1f%016" G_GINT64_MODIFIER "x", place->name, place->stamp);
}

const NxMailboxKind NX_MAILBOX_KIND_FOLDER = {
    .label = N_("folder"),
    .help = N_("files with one message or an mbox in each, not below it"),
    .form = NX_FORM_FOLDER,
    .recognise = recognise_folder,
    .open = open_folder,
    .close = close_folder,
    .next = next_in_folder,
    .read = read_folder,
    .bare = nx_content_bare_file,
    .has_news = has_folder_news,
    .rescan = rescan_folder,
    .key = folder_key,
};
