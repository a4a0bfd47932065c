/* Mailboxes. Finds the messages of a Maildir, a folder of message files (MH's too), an mbox, one message, the log of a
 * mail server, notifications in JSON, each of them also packed, standard input or a pipe; reads them again later and
 * knows when what is there is no longer what was found. Never writes, renames or locks anything. What kinds there are
 * is the business of src/mailbox/kind.h alone. */
#pragma once
#include <nixie/error.h>
#include <nixie/time.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* One opened mailbox. After nx_mailbox_open it may be scanned by one thread and read by many. */
typedef struct NxMailbox NxMailbox;

/* `path` "-" is standard input, which is copied to an unnamed file first, as is a pipe. NX_ERROR_MISSING, UNREADABLE,
 * EMPTY or NO_MAILBOX; the message is one line that names the path. Ref-counted: free with nx_mailbox_unref. */
NxMailbox *nx_mailbox_open(const char *path, GError **error);
/* The paths to open, in their order; rotated files of one log that are named together come the oldest first. `below`:
 * for a folder all mailboxes in it and below it (Maildirs, Maildir++ too, folders with files), those without a message
 * left out. What cannot be looked at goes to `problems`. Caller frees (g_strfreev). */
char **nx_mailbox_paths(const char *const *paths, gboolean below, NxProblems *problems);
NxMailbox *nx_mailbox_ref(NxMailbox *mailbox);
void nx_mailbox_unref(NxMailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxMailbox, nx_mailbox_unref)

/* What it is, in a word for people that is still to be translated: "Maildir", "folder", "mbox", "message". */
const char *nx_mailbox_label(const NxMailbox *mailbox);
/* What a mailbox may be: the word, and a line on it; FALSE behind the last. */
gboolean nx_mailbox_explain(guint number, const char **label, const char **help);
const char *nx_mailbox_path(const NxMailbox *mailbox); /* as given; "-" for standard input */
const char *nx_mailbox_id(const NxMailbox *mailbox);   /* absolute path, what a message id begins with */

/* What an entry of a mailbox is written in. Only the mailbox knows: what stands in a mail is never taken for a line of
 * our own server's log. */
typedef enum {
    NX_ENTRY_MAIL, /* RFC 5322; in a Maildir also one notification of a service that was saved as it was posted */
    NX_ENTRY_JSON, /* one notification of a service, taken out of what it was wrapped in */
    NX_ENTRY_LOG,  /* the line of a log that tells of failure or delay, behind the lines that told of its message */
} NxEntry;

/* Where a message stands. Plain value; `name` is owned by the mailbox and lives as long as it. Only the mailbox knows
 * what the numbers find again; people are told nx_mailbox_place_name. */
typedef struct {
    const char *name; /* of its file: "cur/1700000033.33.host:2,S" below a mailbox that is a folder, else the mailbox's
                         base name */
    guint32 index;    /* 1-based place in its mailbox; files count in byte order of their base names, over new/ and cur/
                         together */
    goffset offset;   /* where it begins if others stand before it in its file (mbox: at the `From ` line), else 0 */
    goffset size;     /* bytes as it stands there (mbox: without the blank line before the next separator) */
    guint64 stamp;    /* what the file was when scanned (device, inode, size, mtime): tells a change */
    guint64 digest;   /* mbox, log, JSON: hash of the message's first 4 KiB, part of its id; else 0 */
    NxTime from_line; /* date of the `From ` line, or unknown */
    NxTime maildir;   /* seconds in front of a Maildir name, or unknown */
    const char *before; /* log: the lines that told of its message, as nx_mailbox_read puts them in front; or NULL.
                           Owned by the mailbox */
    NxEntry entry;
    guint16 part; /* JSON: of how many there are in one string, from 0 */
} NxPlace;

/* The next message in order; FALSE at the end (error unset) or where reading stopped (error set; what came before
 * stands). Lines that name one unreadable file go to `problems`, and the scan goes on. */
gboolean nx_mailbox_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error);
/* How far the scan is: 0 to 1. */
double nx_mailbox_progress(const NxMailbox *mailbox);

/* Opens a mailbox that comes behind another in what is read: a log goes on with what `before` (may be NULL), whose scan
 * has ended, learnt of messages. The two must be scanned in one thread. Else as nx_mailbox_open. */
NxMailbox *nx_mailbox_open_behind(const char *path, NxMailbox *before, GError **error);

/* The message's bytes, its leading `From ` line cut, `>From ` unquoted where it stood in an mbox. NX_ERROR_CHANGED
 * where the file is no longer what was scanned; an mbox that only grew is unchanged, a Maildir file that got other
 * flags or went from new/ to cur/ is found again. The error's message names the place. Any thread. */
GBytes *nx_mailbox_read(NxMailbox *mailbox, const NxPlace *place, GError **error);
/* The same as it stands in the file, quotes and `From ` line too, for the raw view. */
GBytes *nx_mailbox_read_raw(NxMailbox *mailbox, const NxPlace *place, GError **error);

/* How much of a place's name is wanted. */
typedef enum {
    NX_PLACE_SHORT,  /* without folders: "1700000033.33.host:2,S", "bounces.mbox:3" */
    NX_PLACE_INSIDE, /* as seen from its mailbox: "cur/1700000033.33.host:2,S", "bounces.mbox:3" */
    NX_PLACE_WHOLE,  /* with the mailbox's path as given: "Mail/cur/1700000033.33.host:2,S", "Mail/bounces.mbox:3" */
    NX_PLACE_FILE,   /* the file alone that it stands in, to be opened: "Mail/bounces.mbox"; NULL for standard input */
} NxPlaceName;
/* What people are told of where a message stands. Caller frees. */
char *nx_mailbox_place_name(const NxMailbox *mailbox, const NxPlace *place, NxPlaceName how);

/* Id of a message: mailbox id, 0x1f, then the Maildir name without flags (new/ and cur/ are the same), the file name,
 * 0x1f and the stamp (folder, single message: what comes next under the same name is another message), or
 * "offset:digest" (mbox). A mailbox that only grew keeps the ids; the mailbox id of "-" and of a pipe is "-". Caller
 * frees. */
char *nx_mailbox_message_id(const NxMailbox *mailbox, const NxPlace *place);

/* From here on the mailbox is watched while others write to it: what stands last in a file and is not whole is held
 * back until it is, or until nobody has written for NX_QUIET_US. Set before the scan. */
#define NX_QUIET_US (600 * 1000)
void nx_mailbox_follow(NxMailbox *mailbox);

/* The files and folders in which news show; none where nobody can write. Caller frees (g_strfreev). */
char **nx_mailbox_watched(const NxMailbox *mailbox);

/* What came of a mailbox since its scan. Names are those that places have; borrowed until the next rescan. */
typedef struct {
    goffset again;    /* all that stands there or further on in the file is given again, with another place: 0 where
                         the file was rewritten or is another one, more where its last message was not whole. -1:
                         nothing is */
    gboolean missing; /* of a mailbox that is a file: there is none any more; `again` is 0, nothing is given */
    const GPtrArray *gone; /* const char *: files that are no longer there; NULL: none. One that comes back is new */
} NxNews;
/* Has anything come or gone since the scan? The scan can then be taken up by nx_mailbox_rescan, which makes
 * nx_mailbox_next give only what is new (index goes on counting) or to be given again (index counts from the first of
 * those). Not while it is scanned; any thread. `news` may be NULL. */
gboolean nx_mailbox_has_news(NxMailbox *mailbox);
gboolean nx_mailbox_rescan(NxMailbox *mailbox, NxNews *news, GError **error);

G_END_DECLS
