/* Data files. One reader of lines for rules, layouts, themes, policy tables and the configuration.
 *
 *     # comment                 (also after white space at the line's start; '#' inside a value is part of it)
 *     [section argument]        sections may repeat and keep their order
 *     key = value               white space around both is dropped; keys may repeat
 *     word rest of the line     a line without '=' before its first blank: key "word", value "rest of the line"
 *
 * A value goes on in following lines that are indented; they are joined by one space. */
#pragma once
#include <nixie/error.h>

G_BEGIN_DECLS

typedef enum { NX_DATA_SECTION, NX_DATA_PAIR } NxDataKind;

typedef struct {
    NxDataKind kind;
    guint line;           /* 1-based, of its first line */
    const char *section;  /* name of the section it stands in or opens; "" before the first */
    const char *argument; /* the section's argument, "" if none */
    const char *key;      /* of a pair */
    const char *value;    /* of a pair, "" if empty */
} NxDataLine;             /* borrowed from the reader, good until the next call */

typedef struct NxDataReader NxDataReader;

/* `bytes` is kept referenced. `name` stands in complaints: "NAME:LINE: reason" go to `problems` (may be NULL). */
NxDataReader *nx_data_reader_new(GBytes *bytes, const char *name, NxProblems *problems);
void nx_data_reader_free(NxDataReader *reader);
/* The next section or pair; FALSE at the end. Lines that are none are complained of and passed over. */
gboolean nx_data_reader_next(NxDataReader *reader, NxDataLine *line);
const char *nx_data_reader_name(const NxDataReader *reader);

/* A table of tab-separated values: lines of '#' are comments, the first other line names the columns. */
typedef struct NxTable NxTable;
NxTable *nx_table_new(GBytes *bytes, const char *name, NxProblems *problems);
void nx_table_free(NxTable *table);
guint nx_table_rows(const NxTable *table);
/* The cell, "" where it is empty, NULL if there is no such column. Borrowed. */
const char *nx_table_cell(const NxTable *table, guint row, const char *column);
guint nx_table_line(const NxTable *table, guint row);

/* Takes a row in, or says what is wrong with it: a sentence for people, borrowed. NULL: nothing is. */
typedef const char *(*NxRowTaker)(gpointer into, const NxTable *table, guint row);
/* Gives all rows of the embedded table of that name to `take`. What it refuses is complained of with file and line; the
 * others stand. Where `problems` is NULL, complaints are warnings of GLib's: the table is ours, and so is the fault. */
void nx_table_read(const char *name, NxRowTaker take, gpointer into, NxProblems *problems);

/* Lists of words out of an embedded table: its column `column` names the list, `word` holds the word. */
typedef struct {
    const char *file, *column;
    const char *const *lists; /* their names */
    guint n;
} NxWordTable;
/* One list for each name, which ends with NULL. A row of another name or without a word is refused. Kept until the
 * program ends. */
const char *const *const *nx_word_lists_read(const NxWordTable *table);

G_END_DECLS
