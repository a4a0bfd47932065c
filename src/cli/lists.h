/* Lists of records on their way out: chosen, limited, written, handed over. */
#pragma once
#include "cli/app.h"

/* Those of `records` that a query (may be NULL) lets through; the array borrows them. */
GPtrArray *nx_records_limited(const NxApp *app, const GPtrArray *records, const NxQuery *query);
NxPhase nx_record_phase(const NxApp *app, const NxRecord *record);
/* Writes them to `path` (NULL: standard output), and takes out of `records` what the format cannot hold (said, status
 * set). FALSE (said) if nothing is safely there: then nothing may be recorded as handed over. */
gboolean nx_records_write(NxApp *app, const NxFormat *format, GPtrArray *records, const char *path, gboolean replace);
/* The keys of records with that decision (NX_DECISION_NONE: all); ends with NULL, borrows. */
GPtrArray *nx_records_keys(const GPtrArray *records, NxDecision decision);
