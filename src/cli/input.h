/* Files that commands read whole. */
#pragma once
#include <nixie/error.h>

/* "-" is standard input. The error names the path. Caller unrefs. */
GBytes *nx_input_read(const char *path, GError **error);
