/* Amounts as mail systems write them: "14680064", "14.2 MB", "10,485,760 bytes". */
#pragma once
#include <glib.h>

/* What stands in the `len` bytes at `at`, in bytes where it has a unit; 0 for what is none. */
double nx_figure_read(const char *at, gsize len);
