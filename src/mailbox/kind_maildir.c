/* A Maildir: new/ and cur/, one message a file; tmp/ and dot files are ignored. Names keep their flags. */
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/kind.h"
#include "mailbox/names.h"
#include "mailbox/span.h"
#include <errno.h>
#include <unistd.h>

typedef struct {
    int dir;
    NxNames *names; /* the scan's */

    GMutex lock;
    NxNames *now; /* as it is now; made when a file is no longer where it was */
} Maildir;

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

static gboolean is_folder_at(int dir, const char *name)
{
    struct stat st;
    return fstatat(dir, name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

static gboolean holds_files(int dir)
{
    NxNames *names = nx_names_new(dir, FALSE);
    gboolean holds = !nx_names_list(names, NULL) || nx_names_count(names) > 0;
    nx_names_free(names);
    return holds;
}

/* Copying programs leave empty folders out: two of the three are enough, and one where no files stand beside it. */
static gboolean recognise_maildir(const NxFound *found)
{
    gboolean cur = is_folder_at(found->fd, "cur"), fresh = is_folder_at(found->fd, "new"),
             tmp = is_folder_at(found->fd, "tmp");
    return (cur || fresh) && (cur + fresh + tmp > 1 || !holds_files(found->fd));
}

static gboolean open_maildir(NxMailbox *mailbox, NxFound *found, GError **error)
{
    Maildir *box = mailbox->box = g_new0(Maildir, 1);
    g_mutex_init(&box->lock);
    box->dir = g_steal_fd(&found->fd);
    box->names = nx_names_new(box->dir, TRUE);
    return nx_names_list_some(box->names, error);
}

static void close_maildir(NxMailbox *mailbox)
{
    Maildir *box = mailbox->box;
    nx_names_free(box->names);
    nx_names_free(box->now);
    g_mutex_clear(&box->lock);
    close(box->dir);
    g_free(box);
}

/* ---- Where a file went ------------------------------------------------------------------------------------------- */

/* A mail program may give a file another name again while we look for it under the one before. */
#define LOOKS 4

/* A name under which the file may be found that is not, or no longer, called `name`; NULL: none. Every look after the
 * first lists the folders anew if they have changed. Caller frees. */
static char *find_moved(Maildir *box, const char *name, guint look)
{
    g_mutex_lock(&box->lock);
    if (look > 0 && box->now && nx_names_have_news(box->now))
        g_clear_pointer(&box->now, nx_names_free);
    if (!box->now) {
        box->now = nx_names_new(box->dir, TRUE);
        nx_names_list(box->now, NULL);
    }
    char *moved = g_strdup(nx_names_find(box->now, name));
    g_mutex_unlock(&box->lock);
    return moved;
}

/* As fstatat, of the file wherever it is now. */
static gboolean stat_moved(Maildir *box, const char *name, struct stat *st)
{
    for (guint look = 0; look < LOOKS; look++) {
        g_autofree char *moved = find_moved(box, name, look);
        if (moved && fstatat(box->dir, moved, st, 0) == 0)
            return TRUE;
    }
    errno = ENOENT;
    return FALSE;
}

/* ---- Scanning ---------------------------------------------------------------------------------------------------- */

/* Seconds in front of a Maildir name; names of other kinds begin with other numbers. */
static NxTime maildir_time(const char *base)
{
    char *end;
    guint64 seconds = g_ascii_isdigit(*base) ? g_ascii_strtoull(base, &end, 10) : 0;
    return seconds >= 100000000 && seconds < 10000000000 && *end == '.' ? (NxTime)seconds : NX_TIME_UNKNOWN;
}

/* A file is one message; whether it is one is seen when it is read, by many threads. */
static gboolean take_file(NxMailbox *mailbox, const char *name, NxPlace *place, NxProblems *problems)
{
    Maildir *box = mailbox->box;
    struct stat st;
    if (fstatat(box->dir, name, &st, 0) != 0 && (errno != ENOENT || !stat_moved(box, name, &st))) {
        nx_box_complain(mailbox, name, g_strerror(errno), problems);
        return FALSE;
    }
    if (S_ISREG(st.st_mode) && st.st_size) {
        *place = (NxPlace){.size = st.st_size, .maildir = maildir_time(nx_name_base(name))};
        nx_box_number(mailbox, place, name, &st);
        return TRUE;
    }
    place->stamp = nx_file_stamp(&st);
    if (!S_ISDIR(st.st_mode))
        nx_box_complain(mailbox, name, S_ISREG(st.st_mode) ? nx_tr("is empty") : nx_tr("no regular file"), problems);
    return FALSE;
}

static gboolean next_in_maildir(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)error;
    Maildir *box = mailbox->box;
    return nx_box_next_file(mailbox, box->names, take_file, place, problems);
}

static gboolean has_maildir_news(NxMailbox *mailbox)
{
    return nx_names_have_news(((Maildir *)mailbox->box)->names);
}

static gboolean rescan_maildir(NxMailbox *mailbox, NxNews *news, GError **error)
{
    return nx_names_list_again(((Maildir *)mailbox->box)->names, news, error);
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

static char *read_maildir(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    Maildir *box = mailbox->box;
    GError *cause = NULL;
    char *bytes = nx_span_read_file(box->dir, place->name, place, &cause);
    for (guint look = 0; look < LOOKS && g_error_matches(cause, NX_ERROR, NX_ERROR_MISSING); look++) {
        g_autofree char *moved = find_moved(box, place->name, look);
        if (!moved)
            continue;
        g_clear_error(&cause);
        bytes = nx_span_read_file(box->dir, moved, place, &cause);
    }
    if (cause)
        nx_file_gone(error, cause);
    *len = (gsize)place->size;
    return bytes;
}

/* This is the one kind whose names are never given twice. New/ and cur/ are the same, and flags come and go. */
static char *maildir_key(const NxMailbox *mailbox, const NxPlace *place)
{
    (void)mailbox;
    const char *base = nx_name_base(place->name);
    return g_strndup(base, nx_name_unique_len(base));
}

const NxMailboxKind NX_MAILBOX_KIND_MAILDIR = {
    .label = N_("Maildir"),
    .help = N_("one message in each file of new/ and cur/"),
    .form = NX_FORM_FOLDER,
    .recognise = recognise_maildir,
    .open = open_maildir,
    .close = close_maildir,
    .next = next_in_maildir,
    .read = read_maildir,
    .bare = nx_content_bare_file,
    .has_news = has_maildir_news,
    .rescan = rescan_maildir,
    .watched = (const char *const[]){"new", "cur", NULL},
    .key = maildir_key,
};
