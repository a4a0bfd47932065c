/* The list that an export writes: records, in a format, with some of its columns. */
#pragma once
#include "tui/acts/out_file.h"
#include <nixie/export.h>

typedef struct {
    const NxFormat *format;
    char **columns;     /* of a format that lets one choose; NULL: all */
    GPtrArray *records; /* NxRecord *; NULL until they are known */
    gpointer keep;      /* what lives as long as the records, with its destroy function, or NULL */
    GDestroyNotify free_keep;

    GString *out;    /* NULL until records and format are known */
    guint written;   /* records that stand in it */
    guint elsewhere; /* records that hold for one list or stream, which the format cannot say */
    char *refused;   /* why the first of the others does not stand there; NULL: all do */
} NxExportList;

void nx_export_list_clear(NxExportList *list);
/* Makes the text, as soon as format and records are known. */
void nx_export_list_prepare(NxExportList *list);
/* The format or its columns have changed. */
void nx_export_list_forget(NxExportList *list);
/* How many stand there, and how many do not and why: "12 addresses", in a sentence for after it was written. Caller
 * frees. */
char *nx_export_list_left(const NxExportList *list);
/* The first lines, each without its end. Caller frees (g_strfreev). */
char **nx_export_list_preview(const NxExportList *list, guint lines);
gboolean nx_export_list_write(const NxExportList *list, const char *path, NxOutHow how, GError **error);
