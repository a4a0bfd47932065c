/* Formats found by name, and a list written whole or not at all. */
#include "cli/lists.h"

/* ---- Formats ----------------------------------------------------------------------------------------------------- */

const NxFormat *nx_format_asked(NxApp *app, const char *name)
{
    const NxFormat *format = name ? nx_format_find(name) : nx_formats()[0];
    if (!format)
        nx_app_usage(app, nx_tr("there is no format %s"), name);
    return format;
}

static char *formats_help(const char *title, gboolean to_read)
{
    g_autoptr(GString) help = g_string_new(title);
    for (const NxFormat *const *format = nx_formats(); *format; format++) {
        if (to_read && !nx_format_can_read(*format))
            continue;
        g_string_append(help, "\n  ");
        nx_pad(help, nx_format_name(*format), 23, FALSE);
        g_string_append_printf(help, " %s", nx_tr(nx_format_help(*format)));
    }
    return g_string_free(g_steal_pointer(&help), FALSE);
}

char *nx_formats_written_help(void)
{
    return formats_help(nx_tr("Formats, the first where none is named:"), FALSE);
}

char *nx_formats_read_help(void)
{
    return formats_help(nx_tr("Formats, the first where none is named:"), TRUE);
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static gboolean put(NxApp *app, const GString *list, const char *path, gboolean replace)
{
    GError *error = NULL;
    if (!path || g_str_equal(path, "-")) {
        nx_put(list->str, list->len);
        if (nx_output_flush())
            return TRUE;
        app->status = NX_EXIT_FAULT;
        return FALSE;
    }
    if (nx_file_write(path, list->str, list->len, replace, &error))
        return TRUE;
    nx_app_error(app, error);
    return FALSE;
}

GPtrArray *nx_records_write(NxApp *app, const NxFormat *format, const GPtrArray *records, const char *path,
                            gboolean replace)
{
    g_autoptr(GString) out = g_string_new(NULL);
    GPtrArray *written = nx_export_write(format, records, app->now, out, app->problems);
    if (nx_app_problems(app))
        app->status = NX_EXIT_FAULT;
    if (!put(app, out, path, replace))
        g_clear_pointer(&written, g_ptr_array_unref);
    return written;
}
