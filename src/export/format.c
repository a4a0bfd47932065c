/* The table of formats, and what holds for all of them. */
#include "export/format.h"
#include <nixie/library.h>
#include <nixie/text.h>

#define FORMATS_FILE "export.formats"

static gpointer read_formats(gpointer unused)
{
    (void)unused;
    NxProblems *problems = nx_problems_new();
    g_autoptr(GBytes) bytes = nx_library_embedded(FORMATS_FILE);
    g_assert(bytes);
    GPtrArray *formats = nx_format_table_read(bytes, FORMATS_FILE, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (char **line = lines; *line; line++)
        g_warning("%s", *line); /* the file is ours, and so is the fault */
    nx_problems_free(problems);
    return formats;
}

const GPtrArray *nx_format_table(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_formats, NULL);
}

static gpointer list_all(gpointer unused)
{
    (void)unused;
    const GPtrArray *all = nx_format_table();
    GPtrArray *list = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++)
        g_ptr_array_add(list, all->pdata[i]);
    g_ptr_array_add(list, NULL);
    return g_ptr_array_free(list, FALSE);
}

const NxFormat *const *nx_formats(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, list_all, NULL);
}

const NxFormat *nx_format_find(const char *name)
{
    const GPtrArray *all = nx_format_table();
    for (guint i = 0; i < all->len; i++)
        if (g_str_equal(nx_format_name(all->pdata[i]), name))
            return all->pdata[i];
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

guint nx_format_load(const NxFormat *format, const char *const **lines)
{
    *lines = (const char *const *)format->load->pdata;
    return format->load->len;
}

gboolean nx_format_can_write(const NxFormat *format)
{
    return format->columns != NULL;
}

gboolean nx_format_can_read(const NxFormat *format)
{
    return format->reads;
}

gboolean nx_format_is_sheet(const NxFormat *format)
{
    return format->own && format->kind == NX_FORMAT_TABLE;
}

gboolean nx_format_says_scope(const NxFormat *format)
{
    return format->own;
}

const char **nx_format_columns(const NxFormat *format)
{
    if (!format->own || !format->columns)
        return NULL;
    const char **names = g_new0(const char *, format->columns->len + 1);
    for (guint i = 0; i < format->columns->len; i++)
        names[i] = ((const NxFormatColumn *)format->columns->pdata[i])->name;
    return names;
}
