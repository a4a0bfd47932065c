/* A file that is only written to at its end: what is remembered of it to notice that it grew, or is no longer what was
 * scanned. Kinds that keep one begin with it in mailbox->box. */
#pragma once
#include "mailbox/box.h"
#include "mailbox/file.h"

typedef struct {
    NxFile file;
    struct stat st; /* of the file when the scan began */
    NxPlace last;   /* the message given last */
} NxGrowing;

/* Takes the file out of `found`. */
void nx_growing_init(NxGrowing *box, NxFound *found);
void nx_growing_clear(NxGrowing *box);
/* A message was found: it is numbered, and remembered as the last; `at` is how far the scan is. */
void nx_growing_give(NxMailbox *mailbox, NxPlace *place, goffset at);
/* Is the file the one that was opened, and at least as long as that? `now` gets what stands there. */
gboolean nx_growing_is_the_file(const NxGrowing *box, goffset end, struct stat *now, GError **error);
/* Is the message given last still there, byte for byte as far as its digest goes? */
gboolean nx_growing_last_stands(const NxGrowing *box, GError **error);

/* Columns of an NxMailboxKind. */
gboolean nx_growing_has_news(NxMailbox *mailbox);
char *nx_growing_suffix(const NxMailbox *mailbox, const NxPlace *place);
char *nx_growing_key(const NxMailbox *mailbox, const NxPlace *place);
