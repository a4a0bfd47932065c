/* Formats found by name, and a list written whole or not at all. */
#include "cli/lists.h"

/* ---- Formats ----------------------------------------------------------------------------------------------------- */

static const NxFormat *known(NxApp *app, const char *name)
{
    const NxFormat *format = nx_format_find(name);
    if (!format)
        nx_app_usage(app, nx_tr("there is no format %s"), name);
    return format;
}

const NxFormat *nx_format_asked(NxApp *app, const char *name)
{
    const NxFormat *format = name ? known(app, name) : nx_formats()[0];
    if (!format || nx_format_can_write(format))
        return format;
    nx_app_usage(app, nx_tr("the format %s can be read, but not be written"), name);
    return NULL;
}

const NxFormat *nx_format_to_read(NxApp *app, const char *name, GBytes *bytes)
{
    const NxFormat *format = name ? known(app, name) : nx_format_guess(bytes);
    if (!format || nx_format_can_read(format))
        return format;
    nx_app_usage(app, nx_tr("the format %s can be written, but not be read"), name);
    return NULL;
}

static char *formats_help(const char *title, gboolean to_read)
{
    g_autoptr(GString) help = g_string_new(title);
    for (const NxFormat *const *format = nx_formats(); *format; format++) {
        if (!(to_read ? nx_format_can_read(*format) : nx_format_can_write(*format)))
            continue;
        g_string_append(help, "\n  ");
        nx_pad(help, nx_format_name(*format), 23, FALSE);
        g_string_append_printf(help, " %s", nx_tr(nx_format_help(*format)));
    }
    return g_string_free(g_steal_pointer(&help), FALSE);
}

char *nx_format_help_asked(int *argc, char **argv)
{
    for (int i = 1; i + 1 < *argc; i++) {
        if (!g_str_equal(argv[i], "--help") || argv[i + 1][0] == '-')
            continue;
        char *name = g_strdup(argv[i + 1]);
        memmove(argv + i, argv + i + 2, (gsize)(*argc - i - 1) * sizeof *argv); /* with the NULL at the end */
        *argc -= 2;
        return name;
    }
    return NULL;
}

int nx_format_say_help(NxApp *app, const char *name)
{
    const NxFormat *format = known(app, name);
    const char *const *lines;
    if (!format)
        return app->status;
    nx_say("%s: %s", nx_format_name(format), nx_tr(nx_format_help(format)));
    guint n = nx_format_load(format, &lines);
    for (guint i = 0; i < n; i++)
        nx_say("  %s", lines[i]);
    return app->status;
}

char *nx_formats_written_help(void)
{
    return formats_help(nx_tr("Formats, the first where none is named:"), FALSE);
}

char *nx_formats_read_help(void)
{
    return formats_help(nx_tr("Formats, found by what is in the list where none is named:"), TRUE);
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

GPtrArray *nx_records_write(NxApp *app, const NxListFile *file, const GPtrArray *records)
{
    g_autoptr(GString) out = g_string_new(NULL);
    NxExportStyle style = file->style;
    style.ascii = nx_output_is_ascii();
    GPtrArray *written = nx_export_write(file->format, records, &style, out, app->problems);
    if (nx_app_problems(app))
        app->status = NX_EXIT_FAULT;
    if (!put(app, out, file->path, file->replace))
        g_clear_pointer(&written, g_ptr_array_unref);
    return written;
}
