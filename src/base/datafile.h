/* Data files found: the user's folders first, then what is embedded. The GResource must be registered. */
#pragma once
#include <nixie/library.h>

#define NX_DATA_PREFIX "/nixie/"

/* What nx_library_files and nx_library_overrides say (nixie/library.h), of the folders `dirs` (ends with NULL; may be
 * NULL). */
GPtrArray *nx_data_files(char *const *dirs, const char *place, NxProblems *problems);
GPtrArray *nx_data_overrides(char *const *dirs);
