/* A folder of message files, not below it. A file that holds many messages gives all of them. */
#include "mailbox/folder.h"
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/names.h"
#include "mailbox/order.h"
#include "mailbox/series.h"
#include "mailbox/span.h"
#include "mailbox/unpacked.h"
#include <unistd.h>

typedef struct {
    int dir;
    NxNames *names;

    /* The file whose messages are being given, if it holds many. */
    NxSeries *series;
    const char *name;
    int fd;
    struct stat st;

    /* The packed file whose messages are being given, and all that were opened, by name. */
    NxUnpacked *unpacked;
    GMutex lock;
    GHashTable *packed; /* under the lock; NULL: none yet */

    gboolean numbers;
} Folder;

gboolean nx_folder_open(NxMailbox *mailbox, NxFound *found, gboolean numbers, GError **error)
{
    Folder *box = mailbox->box = g_new0(Folder, 1);
    box->dir = g_steal_fd(&found->fd);
    box->names = nx_names_new(box->dir, FALSE);
    box->numbers = numbers;
    g_mutex_init(&box->lock);
    nx_names_set_order(box->names, numbers ? nx_order_numbers : nx_order_names);
    return nx_names_list_some(box->names, error);
}

static void close_run(Folder *box)
{
    if (box->series)
        close(box->fd);
    g_clear_pointer(&box->series, nx_series_free);
}

void nx_folder_close(NxMailbox *mailbox)
{
    Folder *box = mailbox->box;
    close_run(box);
    g_clear_pointer(&box->packed, g_hash_table_unref);
    g_mutex_clear(&box->lock);
    nx_names_free(box->names);
    close(box->dir);
    g_free(box);
}

/* ---- Scanning ---------------------------------------------------------------------------------------------------- */

/* The next message of the file that holds many; FALSE behind its last. */
static gboolean next_in_series(NxMailbox *mailbox, NxPlace *place, NxProblems *problems)
{
    Folder *box = mailbox->box;
    g_autoptr(GError) error = NULL;
    if (nx_series_next(box->series, place, problems, &error)) {
        nx_box_number(mailbox, place, box->name, &box->st);
        return TRUE;
    }
    if (error)
        nx_box_complain(mailbox, box->name, error->message, problems);
    close_run(box);
    return FALSE;
}

/* Keeps what a packed file was unpacked to, as long as the folder is open: messages are read from there. */
static void keep_unpacked(Folder *box, const char *name, NxUnpacked *unpacked)
{
    g_mutex_lock(&box->lock);
    if (!box->packed)
        box->packed = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_unpacked_free);
    g_hash_table_replace(box->packed, (gpointer)name, unpacked);
    g_mutex_unlock(&box->lock);
}

static NxUnpacked *unpacked_of(Folder *box, const char *name)
{
    g_mutex_lock(&box->lock);
    NxUnpacked *unpacked = box->packed ? g_hash_table_lookup(box->packed, name) : NULL;
    g_mutex_unlock(&box->lock);
    return unpacked;
}

/* The next message of the packed file; FALSE behind its last. */
static gboolean next_in_packed(NxMailbox *mailbox, NxPlace *place, NxProblems *problems)
{
    Folder *box = mailbox->box;
    g_autoptr(GError) error = NULL;
    if (nx_unpacked_next(box->unpacked, mailbox, box->name, place, problems, &error))
        return TRUE;
    if (error)
        nx_box_complain(mailbox, box->name, error->message, problems);
    box->unpacked = NULL;
    return FALSE;
}

/* Unpacks an opened file; TRUE if there is a message in it. */
static gboolean take_packed(NxMailbox *mailbox, const char *name, int fd, const struct stat *st, NxPlace *place,
                            NxProblems *problems)
{
    Folder *box = mailbox->box;
    g_autoptr(GError) error = NULL;
    box->name = name;
    box->unpacked = nx_unpacked_new(fd, st->st_size, &error);
    if (!box->unpacked) {
        nx_box_complain(mailbox, name, error->message, problems);
        return FALSE;
    }
    keep_unpacked(box, name, box->unpacked);
    return next_in_packed(mailbox, place, problems);
}

/* Looks at how an opened file begins; TRUE if it is a message or holds some. Takes `fd`. */
static gboolean take_opened(NxMailbox *mailbox, const char *name, int fd, const struct stat *st, NxPlace *place,
                            NxProblems *problems)
{
    Folder *box = mailbox->box;
    char head[NX_SNIFF_BYTES];
    NxBytes bytes = {head, (gsize)MIN((goffset)sizeof head, (goffset)st->st_size)};
    g_autoptr(GError) error = NULL;
    NxSniff sniff = nx_file_read(fd, 0, head, bytes.len, &error) ? nx_sniff(bytes) : NX_SNIFF_OTHER;
    if (nx_unpacked_is(bytes)) {
        gboolean taken = take_packed(mailbox, name, fd, st, place, problems);
        close(fd);
        return taken;
    }
    NxSeriesSpec spec = {mailbox, name, fd, (goffset)nx_sniff_lead(bytes), st->st_size};
    box->series = nx_series_new(sniff, &spec);
    if (box->series) {
        box->fd = fd;
        box->name = name;
        box->st = *st;
        return next_in_series(mailbox, place, problems);
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
    const Folder *box = mailbox->box;
    struct stat st = {0};
    g_autoptr(GError) error = NULL;
    if (box->numbers && !nx_order_is_number(name))
        return FALSE;
    int fd = nx_file_open(box->dir, name, &st, &error);
    if (fd < 0 && !S_ISDIR(st.st_mode)) /* a link to a folder is a folder */
        nx_box_complain(mailbox, name, error->message, problems);
    if (fd >= 0 && take_opened(mailbox, name, fd, &st, place, problems))
        return TRUE;
    place->stamp = st.st_ino ? nx_file_stamp(&st) : 0;
    return FALSE;
}

gboolean nx_folder_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)error;
    Folder *box = mailbox->box;
    if ((box->series && next_in_series(mailbox, place, problems)) ||
        (box->unpacked && next_in_packed(mailbox, place, problems)))
        return TRUE;
    return nx_box_next_file(mailbox, box->names, take_file, place, problems);
}

gboolean nx_folder_has_news(NxMailbox *mailbox)
{
    return nx_names_have_news(((Folder *)mailbox->box)->names);
}

gboolean nx_folder_rescan(NxMailbox *mailbox, NxNews *news, GError **error)
{
    return nx_names_list_again(((Folder *)mailbox->box)->names, news, error);
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

char *nx_folder_read(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    GError *cause = NULL;
    const NxUnpacked *unpacked = unpacked_of(mailbox->box, place->name);
    if (unpacked)
        return nx_unpacked_read(unpacked, place, len, error);
    char *bytes = nx_span_read_file(((Folder *)mailbox->box)->dir, place->name, place, &cause);
    if (cause)
        nx_file_gone(error, cause);
    return bytes ? nx_span_behind(place, bytes, len) : NULL;
}

char *nx_folder_suffix(const NxMailbox *mailbox, const NxPlace *place)
{
    const NxUnpacked *unpacked = unpacked_of(mailbox->box, place->name);
    const char *member = unpacked ? nx_unpacked_member(unpacked, place) : NULL;
    if (member)
        return g_strdup_printf("/%s:%u", member, place->index);
    return unpacked || place->entry != NX_ENTRY_MAIL ? g_strdup_printf(":%u", place->index) : NULL;
}

/* What comes next under the name of a file is another message. */
char *nx_folder_key(const NxMailbox *mailbox, const NxPlace *place)
{
    const NxUnpacked *unpacked = unpacked_of(mailbox->box, place->name);
    if (unpacked) {
        g_autofree char *inner = nx_unpacked_key(unpacked, place);
        return g_strdup_printf("%s\x1f%s", place->name, inner);
    }
    if (place->offset)
        return g_strdup_printf("%s\x1f%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", place->name, place->offset,
                               place->digest);
    return g_strdup_printf("%s\x1f%016" G_GINT64_MODIFIER "x", place->name, place->stamp);
}
