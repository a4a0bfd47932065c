/* The line of a log as an event: what refused or deferred whom, and why. */
#pragma once
#include "parse/report/builder.h"
#include <nixie/text.h>

G_BEGIN_DECLS

typedef struct {
    NxTime at;       /* when it was logged; 0: the lines tell of nobody */
    gboolean is_own; /* by a server of [own] mta */
} NxLogEntry;

/* Adds the recipients of the last of `lines`; those before it are what told of its message. */
void nx_log_entry_read(NxLogEntry *entry, NxReportBuilder *builder, NxBytes lines, const NxLibrary *library,
                       NxTime now);
/* The last of the lines. */
NxBytes nx_log_entry_line(NxBytes lines);

G_END_DECLS
