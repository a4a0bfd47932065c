/* What readers of lists take from each line: an address, and what is said of it. */
#pragma once
#include <nixie/export.h>

typedef struct {
    const char *bytes, *name;
    gsize len;
    GPtrArray *imported;
    NxProblems *problems;
} NxReading;

/* Takes in one line; `get` gives the text of a column, "" where it is there and empty, NULL where there is no such
 * column. Complains of what is wrong under `line`. */
typedef const char *(*NxCellGetter)(gpointer row, const char *column);
void nx_reading_take(NxReading *reading, guint line, NxCellGetter get, gpointer row);
void nx_reading_complain(NxReading *reading, guint line, const char *reason, const char *what);
