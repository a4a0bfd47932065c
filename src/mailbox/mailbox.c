#include "mailbox/box.h"
#include "mailbox/file.h"
#include "mailbox/sniff.h"
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void nx_mailbox_refuse(GError **error, const char *path, GError *cause)
{
    g_autofree char *line = g_strconcat(path, ": ", cause->message, NULL);
    g_autofree char *text = nx_text_from_utf8(line, -1);
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_set_error_literal(error, NX_ERROR, cause->code, safe);
    g_error_free(cause);
}

void nx_mailbox_refuse_place(GError **error, const NxMailbox *mailbox, const NxPlace *place, GError *cause)
{
    gboolean below = mailbox->kind == NX_MAILBOX_MAILDIR || mailbox->kind == NX_MAILBOX_FOLDER;
    g_autofree char *path = below                              ? g_build_filename(mailbox->path, place->name, NULL)
                            : mailbox->kind == NX_MAILBOX_MBOX ? g_strdup_printf("%s:%u", mailbox->path, place->index)
                                                               : g_strdup(mailbox->path);
    nx_mailbox_refuse(error, path, cause);
}

static gboolean is_folder_at(int dir, const char *name)
{
    struct stat st;
    return fstatat(dir, name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

/* How many of the three folders of a Maildir are there; 0 if there is nowhere for a message to be. Copying programs
 * leave empty ones out. */
static int maildir_folders(int dir)
{
    gboolean cur = is_folder_at(dir, "cur"), fresh = is_folder_at(dir, "new"), tmp = is_folder_at(dir, "tmp");
    return cur || fresh ? cur + fresh + tmp : 0;
}

static gboolean list_as(NxMailbox *mailbox, NxMailboxKind kind, GError **error)
{
    nx_names_free(mailbox->names);
    mailbox->kind = kind;
    mailbox->names = nx_names_new(mailbox->fd, kind == NX_MAILBOX_MAILDIR);
    return nx_names_list(mailbox->names, error);
}

static gboolean open_folder(NxMailbox *mailbox, GError **error)
{
    mailbox->fd = open(mailbox->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (mailbox->fd < 0) {
        nx_file_error(error, errno);
        return FALSE;
    }
    int folders = maildir_folders(mailbox->fd);
    if (!list_as(mailbox, folders > 1 ? NX_MAILBOX_MAILDIR : NX_MAILBOX_FOLDER, error))
        return FALSE;
    if (folders == 1 && !nx_names_count(mailbox->names) && !list_as(mailbox, NX_MAILBOX_MAILDIR, error))
        return FALSE;
    if (!nx_names_count(mailbox->names))
        g_set_error(error, NX_ERROR, NX_ERROR_EMPTY, "%s", nx_tr("holds no messages"));
    return nx_names_count(mailbox->names) > 0;
}

static gboolean open_file(NxMailbox *mailbox, GError **error)
{
    mailbox->fd = mailbox->is_input ? nx_file_from_input(STDIN_FILENO, error)
                                    : nx_file_open(AT_FDCWD, mailbox->path, &mailbox->st, error);
    if (mailbox->fd < 0)
        return FALSE;
    if (mailbox->is_input)
        fstat(mailbox->fd, &mailbox->st);
    mailbox->device = mailbox->st.st_dev;
    mailbox->inode = mailbox->st.st_ino;

    g_autofree char *head = g_malloc(NX_SNIFF_BYTES);
    gsize len = (gsize)MIN((goffset)NX_SNIFF_BYTES, (goffset)mailbox->st.st_size);
    if (!nx_file_read(mailbox->fd, 0, head, len, error))
        return FALSE;
    switch (nx_sniff((NxBytes){head, len})) {
    case NX_SNIFF_EMPTY: g_set_error(error, NX_ERROR, NX_ERROR_EMPTY, "%s", nx_tr("is empty")); return FALSE;
    case NX_SNIFF_OTHER:
        g_set_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX, "%s",
                    nx_tr("is no mail: it begins neither with a “From ” line nor with header fields"));
        return FALSE;
    case NX_SNIFF_MESSAGE: mailbox->kind = NX_MAILBOX_MESSAGE; break;
    case NX_SNIFF_MBOX:
        mailbox->kind = NX_MAILBOX_MBOX;
        mailbox->mbox = nx_mbox_new(mailbox->fd, (goffset)nx_sniff_lead((NxBytes){head, len}), mailbox->st.st_size);
        break;
    }
    return TRUE;
}

static gboolean open_path(NxMailbox *mailbox, GError **error)
{
    struct stat st;
    if (!mailbox->is_input && stat(mailbox->path, &st) != 0) {
        nx_file_error(error, errno);
        return FALSE;
    }
    return !mailbox->is_input && S_ISDIR(st.st_mode) ? open_folder(mailbox, error) : open_file(mailbox, error);
}

static char *absolute(const char *path)
{
    g_autofree char *real = realpath(path, NULL);
    return real ? g_strdup(real) : g_canonicalize_filename(path, NULL);
}

NxMailbox *nx_mailbox_open(const char *path, GError **error)
{
    NxMailbox *mailbox = g_new0(NxMailbox, 1);
    g_atomic_ref_count_init(&mailbox->refs);
    g_mutex_init(&mailbox->lock);
    mailbox->is_input = strcmp(path, "-") == 0;
    mailbox->path = g_strdup(path);
    mailbox->id = mailbox->is_input ? g_strdup("-") : absolute(path);
    mailbox->base = g_path_get_basename(mailbox->id);
    mailbox->fd = mailbox->inner = -1;
    GError *cause = NULL;
    if (open_path(mailbox, &cause))
        return mailbox;
    nx_mailbox_refuse(error, path, cause);
    nx_mailbox_unref(mailbox);
    return NULL;
}

NxMailbox *nx_mailbox_ref(NxMailbox *mailbox)
{
    g_atomic_ref_count_inc(&mailbox->refs);
    return mailbox;
}

void nx_mailbox_unref(NxMailbox *mailbox)
{
    if (!mailbox || !g_atomic_ref_count_dec(&mailbox->refs))
        return;
    nx_mbox_free(mailbox->mbox);
    nx_names_free(mailbox->names);
    nx_names_free(mailbox->now);
    if (mailbox->inner >= 0)
        close(mailbox->inner);
    if (mailbox->fd >= 0)
        close(mailbox->fd);
    g_mutex_clear(&mailbox->lock);
    g_free(mailbox->path);
    g_free(mailbox->id);
    g_free(mailbox->base);
    g_free(mailbox);
}

NxMailboxKind nx_mailbox_kind(const NxMailbox *mailbox)
{
    return mailbox->kind;
}

const char *nx_mailbox_path(const NxMailbox *mailbox)
{
    return mailbox->path;
}

const char *nx_mailbox_id(const NxMailbox *mailbox)
{
    return mailbox->id;
}

char *nx_mailbox_message_id(const NxMailbox *mailbox, const NxPlace *place)
{
    if (mailbox->kind == NX_MAILBOX_MBOX)
        return g_strdup_printf("%s\x1f%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", mailbox->id, place->offset,
                               place->digest);
    const char *base = nx_name_base(place->name);
    gsize len = nx_name_unique_len(base);
    if (place->offset) /* a further message of an mbox in a folder */
        return g_strdup_printf("%s\x1f%s\x1f%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", mailbox->id, base,
                               place->offset, place->digest);
    if (mailbox->kind == NX_MAILBOX_MAILDIR) /* the one kind whose names are never given twice */
        return g_strdup_printf("%s\x1f%.*s", mailbox->id, (int)len, base);
    return g_strdup_printf("%s\x1f%s\x1f%016" G_GINT64_MODIFIER "x", mailbox->id, base, place->stamp);
}
