/* The columns of an exported record, doc/DESIGN.md 7: the same in all formats that have columns. */
#pragma once
#include <nixie/export.h>

typedef enum {
    NX_CELL_TEXT,
    NX_CELL_NUMBER,
    NX_CELL_FLAG,
    NX_CELL_ADDRESS
} NxCellType; /* a flag is "true" or "false" */

typedef struct {
    const char *name;
    char *(*text)(const NxRecord *record); /* NULL where not known; the caller frees */
    NxCellType type;
} NxRecordColumn;

/* Whose decision it is, in the column `by`. */
#define NX_BY_ADVICE "advice"
#define NX_BY_PERSON "person"

/* In their order; ends with one without a name. */
const NxRecordColumn *nx_record_columns(void);
/* One of them by its name, or one of those that formats of others have beside them; NULL if there is none. */
const NxRecordColumn *nx_record_field(const char *name);
