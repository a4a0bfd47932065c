/* What a mailbox gives again, found among the rows that are there: the same rows then, at another place. */
#pragma once
#include "catalog/catalog.h"

typedef struct NxAgain NxAgain;

/* What was told by nx_mailbox_rescan of the mailbox with that number. NULL: none of its rows can be found again. */
NxAgain *nx_again_new(NxCatalog *catalog, guint32 mailbox, const NxNews *news);
void nx_again_free(NxAgain *again);
/* Finds the rows of a message (all its `n` drafts) by its bytes; else, where mail programs have only changed what they
 * keep in headers, by all that rows tell of it. FALSE: it is new. */
gboolean nx_again_take(NxAgain *again, const NxNewEvent *drafts, guint n);
/* The mailbox was not read to its end: what was not found may be there. */
void nx_again_doubt(NxAgain *again);
/* All was given: what was not found is gone. */
void nx_again_end(NxAgain *again);

/* Marks the rows whose files are gone; `names` (const char *, as places have them) may be NULL. How many rows. */
guint nx_again_lose_files(NxCatalog *catalog, guint32 mailbox, const GPtrArray *names);

typedef struct {
    guint32 mailbox;
    gboolean missing;                   /* there is no file any more */
    guint messages;                     /* that were looked for */
    guint found, moved, renewed, fresh; /* of those found: at another offset; with other bytes. Messages that are new */
    guint lost;                         /* not found, and not gone before */
    guint32 renewed_from;               /* the lowest event with other bytes, or G_MAXUINT32 */
} NxAgainCounts;
const NxAgainCounts *nx_again_counts(const NxAgain *again);
/* That in one line for people, translated; NULL: nothing to be told. Caller frees. */
char *nx_again_words(const NxAgain *again);
