/* Compressed files and archives (.gz .xz .zst .bz2 .zip .tar), unpacked to a file without a name in which each member
 * is a stretch of bytes: an mbox, a message, a log, notifications. What unpacks to more than NX_UNPACKED_MAX, or to
 * more than NX_UNPACKED_RATIO times what it takes packed, ends there and says so. */
#pragma once
#include "mailbox/box.h"

#define NX_UNPACKED_MAX ((goffset)4 << 30)
#define NX_UNPACKED_RATIO 1000               /* deflate can do 1032 times; what people pack does not */
#define NX_UNPACKED_FREE ((goffset)64 << 20) /* of which so much asks for no ratio */
#define NX_UNPACKED_MEMBERS 1000000u

typedef struct NxUnpacked NxUnpacked;

/* Does a file begin so? */
gboolean nx_unpacked_is(NxBytes head);
/* `fd`, `size` bytes long, stays the caller's. NULL with `error` (without a path in it): there is nothing in it. What
 * is wrong further on is told when the scan comes there. */
NxUnpacked *nx_unpacked_new(int fd, goffset size, GError **error);
void nx_unpacked_free(NxUnpacked *unpacked);
/* The next message. `name` is of the packed file below the mailbox; NULL: the mailbox is that file. Borrowed. */
gboolean nx_unpacked_next(NxUnpacked *unpacked, NxMailbox *mailbox, const char *name, NxPlace *place,
                          NxProblems *problems, GError **error);
/* How far the scan is. */
void nx_unpacked_progress(const NxUnpacked *unpacked, goffset *done, goffset *all);

/* Any thread: the bytes of a place, *len of them; the caller frees. */
char *nx_unpacked_read(const NxUnpacked *unpacked, const NxPlace *place, gsize *len, GError **error);
/* The name of the member that it is in; NULL where the file is compressed and no archive. Borrowed. */
const char *nx_unpacked_member(const NxUnpacked *unpacked, const NxPlace *place);
/* "MEMBER\x1foffset:digest": what tells it from others of the file. Caller frees. */
char *nx_unpacked_key(const NxUnpacked *unpacked, const NxPlace *place);
