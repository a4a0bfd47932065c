/* A compressed file or an archive, and what is in it. */
#include "mailbox/content.h"
#include "mailbox/kind.h"
#include "mailbox/unpacked.h"

static gboolean recognise_packed(const NxFound *found)
{
    return nx_unpacked_is((NxBytes){found->head, found->len});
}

static gboolean open_packed(NxMailbox *mailbox, NxFound *found, GError **error)
{
    mailbox->box = nx_unpacked_new(found->fd, found->st.st_size, error);
    return mailbox->box != NULL;
}

static void close_packed(NxMailbox *mailbox)
{
    nx_unpacked_free(mailbox->box);
}

static gboolean next_in_packed(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    goffset done, all;
    gboolean more = nx_unpacked_next(mailbox->box, mailbox, NULL, place, problems, error);
    nx_unpacked_progress(mailbox->box, &done, &all);
    nx_box_advance(mailbox, more ? done : 0, more ? all : 0);
    return more;
}

static char *read_packed(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    return nx_unpacked_read(mailbox->box, place, len, error);
}

/* What was unpacked is nobody else's; what is packed does not grow. */
static gboolean has_packed_news(NxMailbox *mailbox)
{
    (void)mailbox;
    return FALSE;
}

static gboolean rescan_packed(NxMailbox *mailbox, NxNews *news, GError **error)
{
    (void)mailbox;
    (void)news;
    (void)error;
    return TRUE;
}

static char *packed_suffix(const NxMailbox *mailbox, const NxPlace *place)
{
    const char *member = nx_unpacked_member(mailbox->box, place);
    return member ? g_strdup_printf("/%s:%u", member, place->index) : g_strdup_printf(":%u", place->index);
}

static char *packed_key(const NxMailbox *mailbox, const NxPlace *place)
{
    return nx_unpacked_key(mailbox->box, place);
}

const NxMailboxKind NX_MAILBOX_KIND_PACKED = {
    .label = N_("packed"),
    .help = N_("a .gz, .xz, .zst, .bz2, .zip or .tar with any of these files in it"),
    .form = NX_FORM_FILE,
    .recognise = recognise_packed,
    .open = open_packed,
    .close = close_packed,
    .next = next_in_packed,
    .read = read_packed,
    .bare = nx_content_bare_file,
    .has_news = has_packed_news,
    .rescan = rescan_packed,
    .suffix = packed_suffix,
    .key = packed_key,
};
