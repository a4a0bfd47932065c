/* An mbox: mboxo, mboxrd, mboxcl, mboxcl2. It may grow; what was scanned must still be there. */
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/growing.h"
#include "mailbox/kind.h"
#include "mailbox/line.h"
#include "mailbox/mbox.h"
#include "mailbox/span.h"

typedef struct {
    NxGrowing grown;

    /* The scan's. */
    NxMbox *mbox;    /* NULL: there is no file */
    gboolean broken; /* it came to no end */
    gboolean waits;  /* what stands last is not whole and was not given; */
    goffset held;    /* where it begins, if nothing of it was given before; else -1 */
} Mbox;

static gboolean recognise_mbox(const NxFound *found)
{
    return nx_found_sniff(found) == NX_SNIFF_MBOX;
}

/* Reads what is in `found` from its beginning on; FALSE: it is no mbox. */
static gboolean scan_file(Mbox *box, NxFound *found)
{
    gboolean is_mbox = found->fd >= 0 && recognise_mbox(found);
    goffset lead = (goffset)nx_sniff_lead((NxBytes){found->head, found->len});
    g_clear_pointer(&box->mbox, nx_mbox_free);
    nx_growing_take(&box->grown, found, is_mbox);
    if (is_mbox)
        box->mbox = nx_mbox_new(box->grown.file->fd, lead, found->st.st_size);
    box->broken = box->waits = FALSE;
    box->held = -1;
    return is_mbox;
}

static gboolean open_mbox(NxMailbox *mailbox, NxFound *found, GError **error)
{
    (void)error;
    Mbox *box = mailbox->box = g_new0(Mbox, 1);
    nx_growing_init(&box->grown);
    return scan_file(box, found);
}

static void close_mbox(NxMailbox *mailbox)
{
    Mbox *box = mailbox->box;
    nx_mbox_free(box->mbox);
    nx_growing_clear(&box->grown);
    g_free(box);
}

/* ---- What is not whole ------------------------------------------------------------------------------------------- */

static gboolean ends_blank(const NxFile *file, goffset end)
{
    char tail[4];
    gsize len = (gsize)MIN(end, (goffset)sizeof tail);
    if (!nx_file_read(file->fd, end - (goffset)len, tail, len, NULL))
        return FALSE;
    gsize blank = nx_eol_width_before(tail, len);
    return blank && nx_eol_width_before(tail, len - blank);
}

/* Programs that write mail end it with a blank line. Others are waited for until they have been still for a while. */
static gboolean is_being_written(const NxMailbox *mailbox, const struct stat *st)
{
    const Mbox *box = mailbox->box;
    return mailbox->is_followed && box->grown.file->path && nx_file_is_young(st) &&
           !ends_blank(box->grown.file, st->st_size);
}

static gboolean next_in_mbox(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)problems;
    Mbox *box = mailbox->box;
    GError *cause = NULL;
    gboolean more = box->mbox && nx_mbox_next(box->mbox, place, &cause);
    if (more && nx_mbox_at(box->mbox) >= box->grown.st.st_size && is_being_written(mailbox, &box->grown.st)) {
        box->waits = TRUE;
        box->held = place->offset;
        more = FALSE;
    }
    if (more) {
        nx_growing_give(mailbox, place, nx_mbox_at(box->mbox));
        return TRUE;
    }
    box->broken = cause != NULL;
    if (cause)
        g_propagate_error(error, cause);
    else
        nx_box_advance(mailbox, 0, 0);
    return FALSE;
}

/* ---- What stands behind a message -------------------------------------------------------------------------------- */

typedef struct {
    gsize blank; /* bytes of a blank line */
    gboolean separator;
    gboolean end; /* the file's */
} Behind;

static gboolean look_behind(int fd, goffset at, goffset file_end, Behind *behind, GError **error)
{
    char peek[1100]; /* a separator and a blank line */
    gsize len = (gsize)MIN(file_end - at, (goffset)sizeof peek);
    if (!nx_file_read(fd, at, peek, len, error))
        return FALSE;
    behind->blank = len && *peek == 'F' ? 0 : nx_eol_width(peek, len);
    behind->separator = nx_sniff((NxBytes){peek + behind->blank, len - behind->blank}) == NX_SNIFF_MBOX;
    behind->end = behind->blank == len;
    return TRUE;
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

/* Is the message in a file that was written to since the scan the one that was scanned? */
static gboolean is_same(NxGrowing *box, const NxFile *file, const char *bytes, const NxPlace *place, goffset file_end,
                        GError **error)
{
    Behind behind;
    if (nx_mbox_digest(bytes, MIN((gsize)place->size, NX_DIGEST_BYTES)) != place->digest) {
        nx_growing_doubt(box);
        return nx_file_changed(error);
    }
    return look_behind(file->fd, place->offset + place->size, file_end, &behind, error) &&
           (behind.end || behind.separator || nx_file_changed(error));
}

static char *read_mbox(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    Mbox *box = mailbox->box;
    struct stat now;
    g_autoptr(NxFile) file = nx_growing_file_of(&box->grown, place, &now, error);
    g_autofree char *bytes = file ? nx_span_read(file->fd, place, error) : NULL;
    if (!bytes)
        return NULL;
    gboolean same = nx_file_stamp(&now) == place->stamp || is_same(&box->grown, file, bytes, place, now.st_size, error);
    *len = (gsize)place->size;
    return same && nx_span_is_still(file->fd, &now, error) ? g_steal_pointer(&bytes) : NULL;
}

static gboolean bare_in_mbox(const NxMailbox *mailbox, const NxPlace *place, char *bytes, gsize len, NxBytes *message,
                             GError **error)
{
    (void)mailbox;
    (void)place;
    (void)error;
    *message = nx_content_bare(bytes, len, TRUE);
    return TRUE;
}

/* ---- News -------------------------------------------------------------------------------------------------------- */

static gboolean has_mbox_news(NxMailbox *mailbox)
{
    const Mbox *box = mailbox->box;
    return nx_growing_has_news(mailbox) || (box->waits && !nx_file_is_young(&box->grown.st));
}

/* Is the file the one that was scanned, with more behind it at most? */
static gboolean has_only_grown(NxMailbox *mailbox, const struct stat *now)
{
    const Mbox *box = mailbox->box;
    if (g_atomic_int_get(&box->grown.doubted) || box->broken || !nx_file_is(box->grown.file, now) ||
        (mailbox->index && !nx_growing_last_stands(&box->grown)))
        return FALSE;
    return now->st_size > box->grown.st.st_size || nx_file_stamp(now) == nx_file_stamp(&box->grown.st);
}

/* All of what stands there now is to be given again. */
static gboolean scan_again(NxMailbox *mailbox, NxNews *news, GError **error)
{
    g_auto(NxFound) found;
    nx_growing_look_anew(mailbox, &found, news);
    return scan_file(mailbox->box, &found) || !found.len || nx_found_refuse(&found, error);
}

/* Where to go on in an mbox that grew: at the separator behind its old end, or at its last message if that was still
 * being written. */
static gboolean resume_at(const Mbox *box, goffset end, goffset *from, GError **error)
{
    goffset at = box->grown.last.offset + box->grown.last.size;
    Behind behind;
    if (!look_behind(box->grown.file->fd, at, end, &behind, error))
        return FALSE;
    if (behind.separator)
        *from = at + (goffset)behind.blank;
    else
        *from = behind.end ? end : box->grown.last.offset;
    return TRUE;
}

/* Is it the last one, which begins there, that has grown, and not yet to its end? */
static gboolean is_unfinished(NxMailbox *mailbox, goffset from, const struct stat *now)
{
    const Mbox *box = mailbox->box;
    NxMbox *rest = nx_mbox_new(box->grown.file->fd, from, now->st_size);
    NxPlace place;
    gboolean unfinished =
        nx_mbox_next(rest, &place, NULL) && nx_mbox_at(rest) >= now->st_size && is_being_written(mailbox, now);
    nx_mbox_free(rest);
    return unfinished;
}

static gboolean rescan_mbox(NxMailbox *mailbox, NxNews *news, GError **error)
{
    Mbox *box = mailbox->box;
    struct stat now;
    if (!box->grown.file || !nx_file_now(box->grown.file, &now, NULL) || !has_only_grown(mailbox, &now))
        return scan_again(mailbox, news, error);
    goffset from = box->held >= 0 ? box->held : nx_mbox_at(box->mbox);
    if (box->held < 0 && from >= box->grown.st.st_size && !resume_at(box, now.st_size, &from, error))
        return FALSE;
    box->held = -1;
    box->waits = FALSE;
    if (mailbox->index && from == box->grown.last.offset) {
        box->waits = is_unfinished(mailbox, from, &now);
        news->again = box->waits ? -1 : from;
        mailbox->index -= !box->waits;
    }
    nx_mbox_free(box->mbox);
    box->mbox = nx_mbox_new(box->grown.file->fd, box->waits ? now.st_size : from, now.st_size);
    box->grown.st = now;
    return TRUE;
}

const NxMailboxKind NX_MAILBOX_KIND_MBOX = {
    .label = N_("mbox"),
    .help = N_("a file of messages, each behind a “From ” line"),
    .form = NX_FORM_FILE,
    .recognise = recognise_mbox,
    .open = open_mbox,
    .close = close_mbox,
    .next = next_in_mbox,
    .read = read_mbox,
    .bare = bare_in_mbox,
    .has_news = has_mbox_news,
    .rescan = rescan_mbox,
    .watched = (const char *const[]){"", NULL},
    .suffix = nx_growing_suffix,
    .key = nx_growing_key,
};
