/* Time zones by name (zones.tsv). */
#pragma once
#include <glib.h>

/* Hours east of Greenwich of a zone, by its name in any case; FALSE if it is not known. */
gboolean nx_zone_find(const char *name, gsize len, int *hours);
