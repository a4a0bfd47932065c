/* Formats of lists as commands ask for them, and lists of records on their way out. */
#pragma once
#include "cli/app.h"

/* The format of that name, or the first (NULL); NULL (said, status set) if there is none. */
const NxFormat *nx_format_asked(NxApp *app, const char *name);
/* What a command's help says of the formats that it writes or reads. Caller frees. */
char *nx_formats_written_help(void);
char *nx_formats_read_help(void);
/* Writes them to `path` (NULL: standard output), but for what the format cannot hold (said, status set). Gives what is
 * safely there now; the array borrows. NULL (said, status set) if nothing is: then nothing may be recorded as handed
 * over. */
GPtrArray *nx_records_write(NxApp *app, const NxFormat *format, const GPtrArray *records, const char *path,
                            gboolean replace);
