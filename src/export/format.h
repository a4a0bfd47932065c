/* Formats of lists: one constant entry each. */
#pragma once
#include <nixie/export.h>

/* What a writer works with. */
typedef struct {
    const GPtrArray *records;
    NxTime now;
    GString *out;
    guint left; /* records that the format cannot hold */
    NxProblems *problems;
} NxWriting;

/* What a reader works with. */
typedef struct {
    const char *bytes, *name;
    gsize len;
    GPtrArray *imported;
    NxProblems *problems;
} NxReading;

struct NxFormat {
    const char *name;
    void (*write)(NxWriting *writing);
    void (*read)(NxReading *reading); /* NULL: cannot be read */
};

extern const NxFormat NX_FORMAT_TEXT_LIST, NX_FORMAT_CSV, NX_FORMAT_TSV, NX_FORMAT_JSONL;

/* The columns of an export, doc/DESIGN.md 7: the same in csv, tsv and jsonl. Text of column `i`, NULL where not known.
 * Caller frees. */
const char *const *nx_record_columns(void);
char *nx_record_cell(const NxRecord *record, guint column);

/* Takes in one line; `get` gives the text of a column, "" where it is there and empty, NULL where there is no such
 * column. Complains of what is wrong under `line`. */
typedef const char *(*NxCellGetter)(gpointer row, const char *column);
void nx_reading_take(NxReading *reading, guint line, NxCellGetter get, gpointer row);
void nx_reading_complain(NxReading *reading, guint line, const char *reason, const char *what);
/* What a writer says of a record that it leaves out. */
void nx_writing_leave(NxWriting *writing, const NxRecord *record, const char *reason);
