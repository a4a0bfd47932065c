/* Formats of lists as commands ask for them, and lists of records on their way out. */
#pragma once
#include "cli/app.h"

/* The format of that name, or the first (NULL), that lists can be written in; NULL (said, status set) if there is
 * none. */
const NxFormat *nx_format_asked(NxApp *app, const char *name);
/* The same of one that lists can be read of; NULL as a name: what `bytes` seem to be. */
const NxFormat *nx_format_to_read(NxApp *app, const char *name, GBytes *bytes);
/* Takes "--help FORMAT" out of the arguments: what FORMAT is; NULL: nobody asked for that. Caller frees. */
char *nx_format_help_asked(int *argc, char **argv);
/* Says how a list of that format is loaded where it belongs; the exit status. */
int nx_format_say_help(NxApp *app, const char *name);
/* What a command's help says of the formats that it writes or reads. Caller frees. */
char *nx_formats_written_help(void);
char *nx_formats_read_help(void);
/* A list to be written. */
typedef struct {
    const NxFormat *format;
    const char *path; /* NULL: standard output */
    gboolean replace; /* a file that exists */
    NxExportStyle style;
} NxListFile;
/* Writes them, but for what the format cannot hold (said, status set). Gives what is
 * safely there now; the array borrows. NULL (said, status set) if nothing is: then nothing may be recorded as handed
 * over. */
GPtrArray *nx_records_write(NxApp *app, const NxListFile *file, const GPtrArray *records);
