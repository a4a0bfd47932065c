/* Standard input, "-": copied to a file without a name, in which there is a mailbox of another kind. */
#include "mailbox/file.h"
#include "mailbox/kind.h"
#include <unistd.h>

static gboolean recognise_input(const NxFound *found)
{
    return g_str_equal(found->path, "-");
}

/* mailbox->box is the mailbox that was found in the copy. */
static gboolean open_input(NxMailbox *mailbox, NxFound *found, GError **error)
{
    g_auto(NxFound) copy;
    nx_found_init(&copy, found->kinds, NULL);
    NxMailbox *inner = mailbox->box = nx_box_new(mailbox->path, mailbox->id);
    inner->log = mailbox->log ? nx_log_tail_ref(mailbox->log) : NULL;
    int fd = nx_file_from_input(STDIN_FILENO, error);
    if (fd < 0 || !nx_found_take_copy(&copy, fd, error) || !nx_box_open(inner, &copy, error))
        return FALSE;
    mailbox->label = inner->label;
    return TRUE;
}

static void close_input(NxMailbox *mailbox)
{
    nx_box_free(mailbox->box);
}

static gboolean next_in_input(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    NxMailbox *inner = mailbox->box;
    gboolean more = inner->kind->next(inner, place, problems, error);
    nx_box_advance(mailbox, g_atomic_int_get(&inner->progress), NX_BOX_ALL);
    return more;
}

static char *read_input(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    NxMailbox *inner = mailbox->box;
    return inner->kind->read(inner, place, len, error);
}

static gboolean bare_in_input(const NxMailbox *mailbox, const NxPlace *place, char *bytes, gsize len, NxBytes *message,
                              GError **error)
{
    const NxMailbox *inner = mailbox->box;
    return inner->kind->bare(inner, place, bytes, len, message, error);
}

/* It is at its end, and the copy is nobody else's. */
static gboolean has_input_news(NxMailbox *mailbox)
{
    (void)mailbox;
    return FALSE;
}

static gboolean rescan_input(NxMailbox *mailbox, NxNews *news, GError **error)
{
    (void)mailbox;
    (void)news;
    (void)error;
    return TRUE;
}

static char *input_suffix(const NxMailbox *mailbox, const NxPlace *place)
{
    const NxMailbox *inner = mailbox->box;
    return inner->kind->suffix ? inner->kind->suffix(inner, place) : NULL;
}

static char *input_key(const NxMailbox *mailbox, const NxPlace *place)
{
    const NxMailbox *inner = mailbox->box;
    return inner->kind->key(inner, place);
}

const NxMailboxKind NX_MAILBOX_KIND_INPUT = {
    .label = "-",
    .help = N_("standard input, which is any of the files below"),
    .form = NX_FORM_NAME,
    .recognise = recognise_input,
    .open = open_input,
    .close = close_input,
    .next = next_in_input,
    .read = read_input,
    .bare = bare_in_input,
    .has_news = has_input_news,
    .rescan = rescan_input,
    .suffix = input_suffix,
    .key = input_key,
};
