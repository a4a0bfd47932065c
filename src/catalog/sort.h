/* Rows put in order by keys that were made ready before: sorting looks at no row, so that any thread may do it while
 * the catalog goes on. */
#pragma once
#include <glib.h>

typedef struct NxSorter NxSorter;

/* With `by_place` the place of each row is told (nx_sorter_place), since they do not come in that order. */
NxSorter *nx_sorter_new(gboolean reverse, gboolean by_place);
void nx_sorter_free(NxSorter *sorter);
/* A row and its key, all of them by the same of the two; with neither the place alone is the key. Rows whose key is not
 * known, 0 or NULL, come last, whichever way round; ties keep the order of the places. `text` must outlive the sorter.
 */
void nx_sorter_add(NxSorter *sorter, guint32 row);
void nx_sorter_add_number(NxSorter *sorter, guint32 row, gint64 number);
void nx_sorter_add_text(NxSorter *sorter, guint32 row, const char *text);
/* Where the row added last stands: compared as numbers, `place` first. */
void nx_sorter_place(NxSorter *sorter, guint64 place, guint32 within);
guint nx_sorter_count(const NxSorter *sorter);
/* The rows (guint32) in order, once; the keys are gone then. What is not 0 in *stop (atomic, may be NULL) ends it
 * early, with any order. Caller unrefs. */
GArray *nx_sorter_run(NxSorter *sorter, const gint *stop);
