/* Finds the messages of an mbox in any of its four variants, in constant memory, reading forward once. */
#pragma once
#include <nixie/mailbox.h>
#include <nixie/text.h>

#define NX_DIGEST_BYTES ((gsize)4096)

typedef struct NxMbox NxMbox;

/* `fd` stays the caller's. `from` is where a `From ` line stands, `end` how long the file is. */
NxMbox *nx_mbox_new(int fd, goffset from, goffset end);
void nx_mbox_free(NxMbox *mbox);
/* The next message: where it stands in the file, its digest and the date of its `From ` line; the rest of `place` is
 * cleared. FALSE at the end, or with `error` (without a path in it) where the file could not be read as far as `end`.
 */
gboolean nx_mbox_next(NxMbox *mbox, NxPlace *place, GError **error);
/* Where the next message begins, or the end. */
goffset nx_mbox_at(const NxMbox *mbox);

/* Hash of how a message begins, `len` at most NX_DIGEST_BYTES. The same on all machines: it is part of ids that are
 * kept. */
guint64 nx_mbox_digest(const char *bytes, gsize len);
/* The value of Content-Length in a header; FALSE if it has none or does not end in `bytes`. `body` is where the body
 * begins in any case. */
gboolean nx_mbox_content_length(NxBytes bytes, guint64 *length, gsize *body);
