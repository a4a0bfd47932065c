/* Files that commands read whole. */
#pragma once
#include <nixie/error.h>

/* "-" is standard input. The error names the path; one that is longer than `max` bytes is refused, as a list without
 * its end is none. Caller unrefs. */
GBytes *nx_input_read(const char *path, guint64 max, GError **error);
