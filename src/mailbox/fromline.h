/* The line that begins a message in an mbox: "From ", the envelope sender, a date (RFC 4155, and what was
 * written before it). */
#pragma once
#include <nixie/time.h>

#define NX_FROM_LINE_MAX 1024 /* bytes; no sender is longer */

/* Is `line` (without its end) a `From ` line with a plausible date? The sender may hold blanks, be "-" or missing.
 * Dates without a zone are taken as UTC, as RFC 4155 says. `date` may be NULL. */
gboolean nx_from_line_parse(const char *line, gsize len, NxTime *date);
