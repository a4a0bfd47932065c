/* What kinds of mailbox share that are a file to which is only written at its end: the columns of their NxMailboxKind.
 */
#pragma once
#include "mailbox/kind.h"

gboolean nx_stream_open(NxMailbox *mailbox, NxFound *found, GError **error);
void nx_stream_close(NxMailbox *mailbox);
gboolean nx_stream_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error);
char *nx_stream_read(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error);
gboolean nx_stream_has_news(NxMailbox *mailbox);
gboolean nx_stream_rescan(NxMailbox *mailbox, GError **error);
char *nx_stream_suffix(const NxMailbox *mailbox, const NxPlace *place);
char *nx_stream_key(const NxMailbox *mailbox, const NxPlace *place);
