/* What kinds of mailbox share that are a folder of files: the columns of their NxMailboxKind. */
#pragma once
#include "mailbox/kind.h"

/* `numbers`: files are named in MH's way, the others are passed over. */
gboolean nx_folder_open(NxMailbox *mailbox, NxFound *found, gboolean numbers, GError **error);
void nx_folder_close(NxMailbox *mailbox);
gboolean nx_folder_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error);
char *nx_folder_read(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error);
gboolean nx_folder_has_news(NxMailbox *mailbox);
gboolean nx_folder_rescan(NxMailbox *mailbox, NxNews *news, GError **error);
/* NULL for a message that has its file to itself, or stands in an mbox. */
char *nx_folder_suffix(const NxMailbox *mailbox, const NxPlace *place);
char *nx_folder_key(const NxMailbox *mailbox, const NxPlace *place);
