/* One message in a file, with or without a leading `From ` line that has no date. */
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/kind.h"
#include "mailbox/span.h"
#include <unistd.h>

typedef struct {
    NxFile file;
    struct stat st; /* of the file when it was opened */
    gboolean given;
    guint64 told; /* stamp of what stands there instead, which was told */
} Message;

static gboolean recognise_message(const NxFound *found)
{
    return nx_found_sniff(found) == NX_SNIFF_MESSAGE;
}

static gboolean open_message(NxMailbox *mailbox, NxFound *found, GError **error)
{
    (void)error;
    Message *box = mailbox->box = g_new0(Message, 1);
    box->file = (NxFile){g_steal_fd(&found->fd), found->path, found->st.st_dev, found->st.st_ino};
    box->st = found->st;
    return TRUE;
}

static void close_message(NxMailbox *mailbox)
{
    Message *box = mailbox->box;
    close(box->file.fd);
    g_free(box);
}

static gboolean next_message(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)problems;
    (void)error;
    Message *box = mailbox->box;
    nx_box_advance(mailbox, 0, 0);
    if (box->given)
        return FALSE;
    box->given = TRUE;
    *place = (NxPlace){.size = box->st.st_size};
    nx_box_number(mailbox, place, mailbox->base, &box->st);
    return TRUE;
}

static char *read_message(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    const Message *box = mailbox->box;
    struct stat now;
    *len = (gsize)place->size;
    if (nx_file_now(&box->file, &now, NULL))
        return nx_span_read_unchanged(box->file.fd, &now, place, error);
    nx_file_changed(error);
    return NULL;
}

static guint64 stamp_now(const Message *box)
{
    struct stat now;
    return nx_file_now(&box->file, &now, NULL) ? nx_file_stamp(&now) : 0;
}

static gboolean has_message_news(NxMailbox *mailbox)
{
    const Message *box = mailbox->box;
    guint64 now = stamp_now(box);
    return now != nx_file_stamp(&box->st) && !(box->told && now == box->told);
}

/* What stands there now is another message; nothing can be taken up. */
static gboolean rescan_message(NxMailbox *mailbox, NxNews *news, GError **error)
{
    (void)news;
    Message *box = mailbox->box;
    gboolean changed = has_message_news(mailbox);
    box->told = MAX(stamp_now(box), 1);
    return !changed || nx_file_changed(error);
}

/* What comes next under the same name is another message. */
static char *message_key(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    return g_strdup_printf("%s\x1f%016" G_GINT64_MODIFIER "x", place->name, place->stamp);
}

const NxMailboxKind NX_MAILBOX_KIND_MESSAGE = {
    .label = N_("message"),
    .help = N_("a file with one message"),
    .form = NX_FORM_FILE,
    .recognise = recognise_message,
    .open = open_message,
    .close = close_message,
    .next = next_message,
    .read = read_message,
    .bare = nx_content_bare_file,
    .has_news = has_message_news,
    .rescan = rescan_message,
    .watched = (const char *const[]){"", NULL},
    .key = message_key,
};
