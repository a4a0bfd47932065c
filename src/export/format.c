/* The table of formats, and what holds for all of them. */
#include "export/format.h"
#include <nixie/text.h>

static const NxFormat *const FORMATS[] = {&NX_FORMAT_TEXT, &NX_FORMAT_CSV,  &NX_FORMAT_JSONL,
                                          &NX_FORMAT_TSV,  &NX_FORMAT_JSON, NULL};

const NxFormat *const *nx_formats(void)
{
    return FORMATS;
}

const NxFormat *nx_format_find(const char *name)
{
    for (guint i = 0; FORMATS[i]; i++)
        if (g_str_equal(FORMATS[i]->name, name))
            return FORMATS[i];
    return NULL;
}

const char *nx_format_name(const NxFormat *format)
{
    return format->name;
}

const char *nx_format_help(const NxFormat *format)
{
    return format->help;
}

const char *nx_format_extension(const NxFormat *format)
{
    return format->extension;
}

gboolean nx_format_can_read(const NxFormat *format)
{
    return format->read != NULL;
}

gboolean nx_format_says_scope(const NxFormat *format)
{
    return format->has_columns;
}

GPtrArray *nx_export_write(const NxFormat *format, const GPtrArray *records, NxTime now, GString *out,
                           NxProblems *problems)
{
    GPtrArray *held = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        NxRecord *record = records->pdata[i];
        const char *why = format->refuses ? format->refuses(record) : NULL;
        if (why)
            nx_problems_add(problems, record->spelling, "%s", nx_tr(why));
        else
            g_ptr_array_add(held, record);
    }
    NxWriting writing = {held, now, out};
    format->write(&writing);
    return held;
}

GPtrArray *nx_import_read(const NxFormat *format, GBytes *bytes, const char *name, NxProblems *problems)
{
    NxReading reading = {.name = name, .problems = problems};
    reading.bytes = g_bytes_get_data(bytes, &reading.len);
    reading.imported = g_ptr_array_new_with_free_func((GDestroyNotify)nx_imported_free);
    if (reading.len)
        format->read(&reading);
    return reading.imported;
}
