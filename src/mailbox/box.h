/* What one opened mailbox is made of. Shared by open (mailbox.c), scan.c and read.c. */
#pragma once
#include "mailbox/mbox.h"
#include "mailbox/names.h"
#include <nixie/mailbox.h>
#include <nixie/text.h>
#include <sys/stat.h>

#define NX_NO_MESSAGE N_("is no message: it does not begin with header fields")

struct NxMailbox {
    gatomicrefcount refs;
    NxMailboxKind kind;
    char *path, *id, *base;
    gboolean is_input;
    int fd;         /* of the folder, or of the file */
    dev_t device;   /* of the file, */
    ino_t inode;    /* which must stay that file */
    NxNames *names; /* of a folder */

    /* The scan: one thread's alone, but for the progress. */
    guint32 index;
    guint cursor;     /* into names */
    NxMbox *mbox;     /* of the mbox, or of the one file in a folder that is one */
    int inner;        /* descriptor of the latter, else -1 */
    struct stat st;   /* of the file as it was when the scan began, or of `inner` */
    NxMboxPlace last; /* the mbox message given last */
    gboolean done;    /* a single message was given */
    gint progress;    /* atomic; in 1/10000 */

    GMutex lock;
    NxNames *now; /* Maildir: as it is now; made when a file is no longer where it was */
};

/* Sets `error` to what went wrong with `path`, in one line that names it. Takes `cause`. */
void nx_mailbox_refuse(GError **error, const char *path, GError *cause);
/* The same for a file of a mailbox. */
void nx_mailbox_refuse_place(GError **error, const NxMailbox *mailbox, const NxPlace *place, GError *cause);
