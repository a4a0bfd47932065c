#include "mailbox/box.h"
#include "mailbox/file.h"
#include "mailbox/line.h"
#include "mailbox/sniff.h"
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define ALL 10000

static void set_progress(NxMailbox *mailbox, goffset done, goffset all)
{
    g_atomic_int_set(&mailbox->progress, all > 0 ? (gint)((double)done / (double)all * ALL) : ALL);
}

double nx_mailbox_progress(const NxMailbox *mailbox)
{
    return (double)g_atomic_int_get(&mailbox->progress) / ALL;
}

/* Seconds in front of a Maildir name; names of other kinds begin with other numbers. */
static NxTime maildir_time(const char *base)
{
    char *end;
    guint64 seconds = g_ascii_isdigit(*base) ? g_ascii_strtoull(base, &end, 10) : 0;
    return seconds >= 100000000 && seconds < 10000000000 && *end == '.' ? (NxTime)seconds : NX_TIME_UNKNOWN;
}

static void fill(NxMailbox *mailbox, NxPlace *place, const char *name, const struct stat *st)
{
    *place = (NxPlace){.name = name, .index = ++mailbox->index, .size = st->st_size, .stamp = nx_file_stamp(st)};
    if (mailbox->kind == NX_MAILBOX_MAILDIR)
        place->maildir = maildir_time(nx_name_base(name));
}

static void fill_mbox(NxMailbox *mailbox, NxPlace *place, const char *name, const NxMboxPlace *found)
{
    fill(mailbox, place, name, &mailbox->st);
    place->offset = found->offset;
    place->size = found->size;
    place->from_line = found->from_line;
    place->digest = mailbox->kind == NX_MAILBOX_MBOX || found->offset ? found->digest : 0;
}

static gboolean next_in_mbox(NxMailbox *mailbox, NxPlace *place, GError **error)
{
    GError *cause = NULL;
    if (!nx_mbox_next(mailbox->mbox, &mailbox->last, &cause)) {
        if (cause)
            nx_mailbox_refuse(error, mailbox->path, cause);
        else
            set_progress(mailbox, 1, 1);
        return FALSE;
    }
    fill_mbox(mailbox, place, mailbox->base, &mailbox->last);
    set_progress(mailbox, nx_mbox_at(mailbox->mbox), mailbox->st.st_size);
    return TRUE;
}

static gboolean next_single(NxMailbox *mailbox, NxPlace *place)
{
    set_progress(mailbox, 1, 1);
    if (mailbox->done)
        return FALSE;
    mailbox->done = TRUE;
    fill(mailbox, place, mailbox->base, &mailbox->st);
    return TRUE;
}

static void complain(NxMailbox *mailbox, const char *name, const char *reason, NxProblems *problems)
{
    g_autofree char *where = g_build_filename(mailbox->path, name, NULL);
    nx_problems_add(problems, where, "%s", reason);
}

static void close_inner(NxMailbox *mailbox)
{
    g_clear_pointer(&mailbox->mbox, nx_mbox_free);
    close(mailbox->inner);
    mailbox->inner = -1;
}

/* The next message of the file in a folder that is an mbox; FALSE behind its last. */
static gboolean next_inner(NxMailbox *mailbox, NxPlace *place, NxProblems *problems)
{
    g_autoptr(GError) error = NULL;
    const char *name = nx_names_get(mailbox->names, mailbox->cursor - 1);
    if (nx_mbox_next(mailbox->mbox, &mailbox->last, &error)) {
        fill_mbox(mailbox, place, name, &mailbox->last);
        return TRUE;
    }
    if (error)
        complain(mailbox, name, error->message, problems);
    close_inner(mailbox);
    return FALSE;
}

/* Looks at how an opened file of a folder begins; TRUE if it is a message or an mbox. Takes `fd`. */
static gboolean take_file(NxMailbox *mailbox, const char *name, int fd, const struct stat *st, NxPlace *place,
                          NxProblems *problems)
{
    char head[NX_SNIFF_BYTES];
    NxBytes bytes = {head, (gsize)MIN((goffset)sizeof head, (goffset)st->st_size)};
    g_autoptr(GError) error = NULL;
    NxSniff sniff = nx_file_read(fd, 0, head, bytes.len, &error) ? nx_sniff(bytes) : NX_SNIFF_OTHER;
    if (sniff == NX_SNIFF_MBOX) {
        mailbox->inner = fd;
        mailbox->st = *st;
        mailbox->mbox = nx_mbox_new(fd, (goffset)nx_sniff_lead(bytes), st->st_size);
        return next_inner(mailbox, place, problems);
    }
    close(fd);
    if (error)
        complain(mailbox, name, error->message, problems);
    else if (sniff == NX_SNIFF_EMPTY)
        complain(mailbox, name, nx_tr("is empty"), problems);
    else if (sniff == NX_SNIFF_OTHER)
        complain(mailbox, name, nx_tr(NX_NO_MESSAGE), problems);
    else {
        fill(mailbox, place, name, st);
        return TRUE;
    }
    return FALSE;
}

/* A file of a Maildir is one message; whether it is one is seen when it is read, by many threads. */
static gboolean take_maildir_file(NxMailbox *mailbox, const char *name, NxPlace *place, NxProblems *problems)
{
    struct stat st;
    if (fstatat(mailbox->fd, name, &st, 0) != 0)
        complain(mailbox, name, g_strerror(errno), problems);
    else if (S_ISREG(st.st_mode) && st.st_size) {
        fill(mailbox, place, name, &st);
        return TRUE;
    } else if (!S_ISDIR(st.st_mode))
        complain(mailbox, name, S_ISREG(st.st_mode) ? nx_tr("is empty") : nx_tr("no regular file"), problems);
    return FALSE;
}

static gboolean take_folder_file(NxMailbox *mailbox, const char *name, NxPlace *place, NxProblems *problems)
{
    struct stat st = {0};
    g_autoptr(GError) error = NULL;
    int fd = nx_file_open(mailbox->fd, name, &st, &error);
    if (fd < 0 && !S_ISDIR(st.st_mode)) /* a link to a folder is a folder */
        complain(mailbox, name, error->message, problems);
    return fd >= 0 && take_file(mailbox, name, fd, &st, place, problems);
}

static gboolean next_in_folder(NxMailbox *mailbox, NxPlace *place, NxProblems *problems)
{
    if (mailbox->inner >= 0 && next_inner(mailbox, place, problems))
        return TRUE;
    while (mailbox->cursor < nx_names_count(mailbox->names)) {
        const char *name = nx_names_get(mailbox->names, mailbox->cursor++);
        set_progress(mailbox, mailbox->cursor, nx_names_count(mailbox->names));
        if (mailbox->kind == NX_MAILBOX_MAILDIR ? take_maildir_file(mailbox, name, place, problems)
                                                : take_folder_file(mailbox, name, place, problems))
            return TRUE;
    }
    set_progress(mailbox, 1, 1);
    return FALSE;
}

gboolean nx_mailbox_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    switch (mailbox->kind) {
    case NX_MAILBOX_MAILDIR:
    case NX_MAILBOX_FOLDER: return next_in_folder(mailbox, place, problems);
    case NX_MAILBOX_MBOX: return next_in_mbox(mailbox, place, error);
    case NX_MAILBOX_MESSAGE: return next_single(mailbox, place);
    }
    g_assert_not_reached();
}

/* ---- News -------------------------------------------------------------------------------------------------------- */

gboolean nx_mailbox_has_news(NxMailbox *mailbox)
{
    if (mailbox->is_input)
        return FALSE;
    if (mailbox->names)
        return nx_names_have_news(mailbox->names);
    struct stat st;
    return stat(mailbox->path, &st) != 0 || nx_file_stamp(&st) != nx_file_stamp(&mailbox->st);
}

/* Is the message given last still there, byte for byte as far as its digest goes? */
static gboolean last_stands(NxMailbox *mailbox, GError **error)
{
    char head[NX_DIGEST_BYTES];
    gsize len = (gsize)MIN(mailbox->last.size, (goffset)sizeof head);
    return nx_file_read(mailbox->fd, mailbox->last.offset, head, len, error) &&
           (nx_mbox_digest(head, len) == mailbox->last.digest || nx_file_changed(error));
}

/* Where to go on in an mbox that grew: at the separator behind its old end, or at its last message if that was still
 * being written. */
static gboolean resume_at(NxMailbox *mailbox, goffset old_end, goffset end, goffset *from, GError **error)
{
    char peek[1100];
    goffset at = mailbox->last.offset + mailbox->last.size;
    gsize len = (gsize)MIN(end - at, (goffset)sizeof peek);
    if (!nx_file_read(mailbox->fd, at, peek, len, error))
        return FALSE;
    gsize blank = len && *peek == 'F' ? 0 : nx_eol_width(peek, len);
    if (nx_sniff((NxBytes){peek + blank, len - blank}) == NX_SNIFF_MBOX)
        *from = at + (goffset)blank;
    else
        *from = blank == len && end >= old_end ? end : mailbox->last.offset;
    return TRUE;
}

static gboolean rescan_mbox(NxMailbox *mailbox, GError **error)
{
    struct stat st;
    if (stat(mailbox->path, &st) != 0) {
        nx_file_error(error, errno);
        return FALSE;
    }
    goffset old_end = mailbox->st.st_size, from = nx_mbox_at(mailbox->mbox);
    if (st.st_dev != mailbox->device || st.st_ino != mailbox->inode || st.st_size < old_end)
        return nx_file_changed(error);
    if (mailbox->index && !last_stands(mailbox, error))
        return FALSE;
    if (from >= old_end && !resume_at(mailbox, old_end, st.st_size, &from, error))
        return FALSE;
    nx_mbox_free(mailbox->mbox);
    mailbox->mbox = nx_mbox_new(mailbox->fd, from, st.st_size);
    mailbox->st = st;
    return TRUE;
}

gboolean nx_mailbox_rescan(NxMailbox *mailbox, GError **error)
{
    if (mailbox->is_input)
        return TRUE;
    GError *cause = NULL;
    gboolean ok;
    if (mailbox->names)
        ok = nx_names_list(mailbox->names, &cause);
    else if (mailbox->kind == NX_MAILBOX_MBOX)
        ok = rescan_mbox(mailbox, &cause);
    else
        ok = !nx_mailbox_has_news(mailbox) || nx_file_changed(&cause);
    if (!ok)
        nx_mailbox_refuse(error, mailbox->path, cause);
    return ok;
}
