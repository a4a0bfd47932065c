/* An mbox: mboxo, mboxrd, mboxcl, mboxcl2. It may grow; what was scanned must still be there. */
#include "mailbox/content.h"
#include "mailbox/growing.h"
#include "mailbox/kind.h"
#include "mailbox/line.h"
#include "mailbox/mbox.h"
#include "mailbox/span.h"

typedef struct {
    NxGrowing grown;
    NxMbox *mbox; /* the scan's */
} Mbox;

static gboolean recognise_mbox(const NxFound *found)
{
    return nx_found_sniff(found) == NX_SNIFF_MBOX;
}

static gboolean open_mbox(NxMailbox *mailbox, NxFound *found, GError **error)
{
    (void)error;
    Mbox *box = mailbox->box = g_new0(Mbox, 1);
    nx_growing_init(&box->grown, found);
    box->mbox =
        nx_mbox_new(box->grown.file.fd, (goffset)nx_sniff_lead((NxBytes){found->head, found->len}), found->st.st_size);
    return TRUE;
}

static void close_mbox(NxMailbox *mailbox)
{
    Mbox *box = mailbox->box;
    nx_mbox_free(box->mbox);
    nx_growing_clear(&box->grown);
    g_free(box);
}

static gboolean next_in_mbox(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)problems;
    Mbox *box = mailbox->box;
    GError *cause = NULL;
    if (nx_mbox_next(box->mbox, place, &cause)) {
        nx_growing_give(mailbox, place, nx_mbox_at(box->mbox));
        return TRUE;
    }
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
static gboolean is_same(const Mbox *box, const char *bytes, const NxPlace *place, goffset file_end, GError **error)
{
    Behind behind;
    if (nx_mbox_digest(bytes, MIN((gsize)place->size, NX_DIGEST_BYTES)) != place->digest)
        return nx_file_changed(error);
    return look_behind(box->grown.file.fd, place->offset + place->size, file_end, &behind, error) &&
           (behind.end || behind.separator || nx_file_changed(error));
}

static char *read_mbox(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    const Mbox *box = mailbox->box;
    struct stat now;
    if (!nx_growing_is_the_file(&box->grown, place->offset + place->size, &now, error))
        return NULL;
    g_autofree char *bytes = nx_span_read(box->grown.file.fd, place, error);
    if (!bytes)
        return NULL;
    gboolean same = nx_file_stamp(&now) == place->stamp || is_same(box, bytes, place, now.st_size, error);
    *len = (gsize)place->size;
    return same && nx_span_is_still(box->grown.file.fd, &now, error) ? g_steal_pointer(&bytes) : NULL;
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

/* Where to go on in an mbox that grew: at the separator behind its old end, or at its last message if that was still
 * being written. */
static gboolean resume_at(const Mbox *box, goffset end, goffset *from, GError **error)
{
    goffset at = box->grown.last.offset + box->grown.last.size;
    Behind behind;
    if (!look_behind(box->grown.file.fd, at, end, &behind, error))
        return FALSE;
    if (behind.separator)
        *from = at + (goffset)behind.blank;
    else
        *from = behind.end ? end : box->grown.last.offset;
    return TRUE;
}

static gboolean rescan_mbox(NxMailbox *mailbox, GError **error)
{
    Mbox *box = mailbox->box;
    struct stat now;
    if (!nx_growing_is_the_file(&box->grown, box->grown.st.st_size, &now, error) ||
        (mailbox->index && !nx_growing_last_stands(&box->grown, error)))
        return FALSE;
    goffset from = nx_mbox_at(box->mbox);
    if (from >= box->grown.st.st_size && !resume_at(box, now.st_size, &from, error))
        return FALSE;
    nx_mbox_free(box->mbox);
    box->mbox = nx_mbox_new(box->grown.file.fd, from, now.st_size);
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
    .has_news = nx_growing_has_news,
    .rescan = rescan_mbox,
    .suffix = nx_growing_suffix,
    .key = nx_growing_key,
};
