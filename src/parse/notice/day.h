/* A day as people write it: "7 December 2026", "07.12.", "12月7日". */
#pragma once
#include <nixie/time.h>

G_BEGIN_DECLS

/* Midnight UTC of the day in text[0, len); NX_TIME_UNKNOWN where it is none, or may be two: 7/12 where `english`.
 * Without a year it is the one that is next to `near`, or unknown where that is. */
NxTime nx_day_read(const char *text, gsize len, gboolean english, NxTime near);

/* A pattern of all names of months. Caller frees. */
char *nx_day_months(void);

G_END_DECLS
