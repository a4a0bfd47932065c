/* Formats of lists: one constant entry each, in a file format_NAME.c. Help, completion and the manual page are made
 * from them. */
#pragma once
#include "export/reading.h"
#include <nixie/export.h>

/* What a writer works with. */
typedef struct {
    const GPtrArray *records; /* those that the format can hold */
    NxTime now;
    GString *out;
} NxWriting;

struct NxFormat {
    const char *name;
    const char *help;      /* what a list looks like, in a line; marked N_ */
    const char *extension; /* of a file's name, without the dot */
    /* Why a list cannot hold a record, marked N_; NULL if it can. Without this it holds all. */
    const char *(*refuses)(const NxRecord *record);
    gboolean has_columns; /* a record is written with all its columns, nixie's own */
    void (*write)(NxWriting *writing);
    void (*read)(NxReading *reading); /* NULL: cannot be read */
};

extern const NxFormat NX_FORMAT_TEXT, NX_FORMAT_CSV, NX_FORMAT_JSONL, NX_FORMAT_TSV, NX_FORMAT_JSON;
