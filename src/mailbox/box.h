/* One opened mailbox of whatever kind, and what all kinds do with it. */
#pragma once
#include "mailbox/found.h"
#include "mailbox/log_tail.h"
#include "mailbox/names.h"
#include <nixie/mailbox.h>

#define NX_BOX_ALL 10000 /* the progress of a scan that is done */

struct NxMailbox {
    gatomicrefcount refs;
    const struct NxMailboxKind *kind; /* NULL until it is recognised */
    const char *label;
    char *path, *id, *base;
    gboolean is_followed;
    gboolean copied; /* of a pipe: nothing stands at the path that could be opened again */
    gpointer box;    /* what its kind keeps */

    /* The scan: one thread's alone, but for the progress. */
    guint32 index;
    gint progress; /* atomic; up to NX_BOX_ALL */

    GStringChunk *text; /* what places of it point to; NULL: nothing yet */
    NxLogTail *log;     /* NULL: no log was read so far, here or in the mailboxes before */
};

NxMailbox *nx_box_new(const char *path, const char *id);
void nx_box_free(NxMailbox *mailbox);
/* Makes it what the found thing is. Takes what it needs out of `found`. */
gboolean nx_box_open(NxMailbox *mailbox, NxFound *found, GError **error);

/* Gives a place its name and number, and the stamp of its file. */
void nx_box_number(NxMailbox *mailbox, NxPlace *place, const char *name, const struct stat *st);
/* What a file below the mailbox gives; FALSE: no message, and place->stamp is that of what stands there, 0 for nothing.
 */
typedef gboolean (*NxFileTaker)(NxMailbox *mailbox, const char *name, NxPlace *place, NxProblems *problems);
/* The scan of a mailbox whose messages are files: the next of `names` that `take` takes. */
gboolean nx_box_next_file(NxMailbox *mailbox, NxNames *names, NxFileTaker take, NxPlace *place, NxProblems *problems);
/* How far the scan is; done where there is nothing. */
void nx_box_advance(NxMailbox *mailbox, goffset done, goffset all);
/* What is kept as long as the mailbox; what logs told. Of the thread that scans; made when they are first asked for. */
GStringChunk *nx_box_text(NxMailbox *mailbox);
NxLogTail *nx_box_log(NxMailbox *mailbox);
/* Says what is wrong with a file below the mailbox. */
void nx_box_complain(NxMailbox *mailbox, const char *name, const char *reason, NxProblems *problems);
