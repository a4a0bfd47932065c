/* What readers of lists take from each line: an address, and what is said of it. */
#pragma once
#include "export/format.h"
#include <nixie/text.h>

typedef struct {
    const NxFormat *format;
    const char *bytes, *name;
    gsize len;
    GPtrArray *imported;
    NxProblems *problems;
    guint entry; /* 1-based, of a list in a document that begins at the line; 0: the line is the entry */
} NxReading;

/* One line of a list. `column` gives the text of a column of ours, "" where it is there and empty, NULL where there is
 * no such column; `named` likewise that of one of theirs by its name in lower case. */
typedef struct {
    const char *(*column)(gpointer row, const char *column);
    const char *(*named)(gpointer row, const char *name);
    gpointer row;
} NxListRow;
/* Takes in one line. Complains of what is wrong under `line`. */
void nx_reading_take(NxReading *reading, guint line, const NxListRow *row);
void nx_reading_complain(NxReading *reading, guint line, const char *reason, const char *what);
/* Our column for one of theirs in a list of this format; "" for none. Caller frees. */
char *nx_reading_column(const NxFormat *format, const char *name);

/* Each reads all of a list: lines, tables, JSON. */
void nx_read_lines(NxReading *reading);
void nx_read_table(NxReading *reading);
void nx_read_json(NxReading *reading);
/* Does a list look like JSON? */
gboolean nx_looks_like_json(NxBytes bytes);
/* The address of a line of a map, and where what follows it begins; NULL if it has none. Caller frees. */
char *nx_line_address(const NxFormat *format, const char *line, const char **behind);
/* Does what follows an address refuse mail to it? */
gboolean nx_line_refuses(const NxFormat *format, const char *behind);
/* Does the first document have a list under a name of that format? */
gboolean nx_json_has_list(const NxFormat *format, NxBytes bytes);
/* The first object of JSON, or of its list: where `format` knows the list. Its bytes. */
gboolean nx_json_first_row(const NxFormat *format, NxBytes bytes, NxBytes *row);
