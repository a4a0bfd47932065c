/* A file that is only written to at its end: what is remembered of it to notice that it grew, or is no longer what was
 * scanned. Kinds that keep one begin with it in mailbox->box. Another file may be put in its place while many threads
 * read it. */
#pragma once
#include "mailbox/box.h"
#include "mailbox/file.h"

typedef struct {
    NxSharedFile shared;
    gint doubted; /* atomic: what was scanned was read again and is not there */

    /* The scan's. */
    NxFile *file;   /* that is scanned, counted; NULL: there is none */
    struct stat st; /* of the file when the scan began */
    NxPlace last;   /* the message given last */
} NxGrowing;

void nx_growing_init(NxGrowing *box);
void nx_growing_clear(NxGrowing *box);
/* From here on the file in `found` is scanned, which is taken out of it; none where `is_one` is FALSE. */
void nx_growing_take(NxGrowing *box, NxFound *found, gboolean is_one);
/* A message was found: it is numbered, and remembered as the last; `at` is how far the scan is. */
void nx_growing_give(NxMailbox *mailbox, NxPlace *place, goffset at);
/* The file, if what stands in its place (`now`) is it and holds the place; the caller lets go of it. */
NxFile *nx_growing_file_of(NxGrowing *box, const NxPlace *place, struct stat *now, GError **error);
void nx_growing_doubt(NxGrowing *box);
/* Is the message given last still there, byte for byte as far as its digest goes? */
gboolean nx_growing_last_stands(const NxGrowing *box);
/* What stands in the file's place now is to be given as a whole: opens it in `found` (fd -1: there is none). */
void nx_growing_look_anew(NxMailbox *mailbox, NxFound *found, NxNews *news);

/* Columns of an NxMailboxKind. */
gboolean nx_growing_has_news(NxMailbox *mailbox);
char *nx_growing_suffix(const NxMailbox *mailbox, const NxPlace *place);
char *nx_growing_key(const NxMailbox *mailbox, const NxPlace *place);
