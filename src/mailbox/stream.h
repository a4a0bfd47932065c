/* What kinds of mailbox share that are a file with a series of messages in it, which may grow: columns of their
 * NxMailboxKind, beside those of growing.h. */
#pragma once
#include "mailbox/kind.h"

gboolean nx_stream_open(NxMailbox *mailbox, NxFound *found, GError **error);
void nx_stream_close(NxMailbox *mailbox);
gboolean nx_stream_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error);
char *nx_stream_read(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error);
gboolean nx_stream_rescan(NxMailbox *mailbox, NxNews *news, GError **error);
