/* The answers of `nixie check`, a line for each address. */
#pragma once
#include "cli/app.h"

typedef struct {
    const char *address; /* as it was given */
    const NxCheck *check;
    const NxDomainFacts *facts; /* NULL: nobody asked */
    const NxProbe *probe;       /* NULL: its mail server was not asked */
    gboolean is_back;           /* suppressed because its domain was gone, and that has answered on two days */
    NxTime now;
} NxCheckLine;

typedef struct NxCheckFormat NxCheckFormat;
/* "text", which is meant without it (NULL), jsonl, csv, tsv; NULL: there is none of that name. */
const NxCheckFormat *nx_check_format(const char *name);
void nx_check_put_head(const NxCheckFormat *format);
void nx_check_put(const NxCheckFormat *format, const NxCheckLine *line);
