/* Kinds of mailbox: one constant entry each, in a file kind_NAME.c of its own. Nothing outside this room asks which
 * one a mailbox is. Errors name no path: mailbox.c puts it in front. */
#pragma once
#include "mailbox/box.h"
#include "mailbox/found.h"
#include <nixie/text.h>

typedef struct NxMailboxKind {
    const char *label; /* a word for people, marked N_; */
    const char *help;  /* and a line */
    NxForm form;       /* what it is recognised in; it is asked about nothing else */
    gboolean (*recognise)(const NxFound *found);
    /* Takes what it keeps out of `found` into mailbox->box; `close` is called even where that failed half way. */
    gboolean (*open)(NxMailbox *mailbox, NxFound *found, GError **error);
    void (*close)(NxMailbox *mailbox);
    /* As nx_mailbox_next. One thread at a time; it says how far it is with nx_box_advance. */
    gboolean (*next)(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error);
    /* The bytes of a message as they stand there, *len of them; the caller frees, and may write to them.
     * NX_ERROR_CHANGED where they are no longer what was scanned. Any thread. */
    char *(*read)(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error);
    /* Finds the message in those bytes, which it may change. */
    gboolean (*bare)(const NxMailbox *mailbox, const NxPlace *place, char *bytes, gsize len, NxBytes *message,
                     GError **error);
    /* As nx_mailbox_has_news and nx_mailbox_rescan. */
    gboolean (*has_news)(NxMailbox *mailbox);
    gboolean (*rescan)(NxMailbox *mailbox, NxNews *news, GError **error);
    /* Where news show, below the mailbox: "" is itself, ends with NULL. NULL: it has none. */
    const char *const *watched;
    /* What tells a message from the others of its file, behind the file's name: ":3". NULL: it has a file to itself. */
    char *(*suffix)(const NxMailbox *mailbox, const NxPlace *place);
    /* What tells a message's id from all others of its mailbox, for as long as ledgers are kept. */
    char *(*key)(const NxMailbox *mailbox, const NxPlace *place);
} NxMailboxKind;

extern const NxMailboxKind NX_MAILBOX_KIND_INPUT, NX_MAILBOX_KIND_MAILDIR, NX_MAILBOX_KIND_FOLDER, NX_MAILBOX_KIND_MBOX,
    NX_MAILBOX_KIND_MESSAGE, NX_MAILBOX_KIND_LOG, NX_MAILBOX_KIND_JSON, NX_MAILBOX_KIND_PACKED, NX_MAILBOX_KIND_MH;

/* All there are, in the order in which they are asked; ends with NULL. */
const NxMailboxKind *const *nx_mailbox_kinds(void);
