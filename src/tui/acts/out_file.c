/* Looked at first, then written by the engine. */
#include "tui/acts/out_file.h"
#include <nixie/export.h>
#include <nixie/text.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

char *nx_out_path(const char *typed)
{
    g_autofree char *name = g_strstrip(g_strdup(typed));
    return g_str_has_prefix(name, "~/") ? g_build_filename(g_get_home_dir(), name + 2, NULL) : g_steal_pointer(&name);
}

gboolean nx_out_may_write(const char *path, GError **error)
{
    GStatBuf info;
    if (g_stat(path, &info) != 0 || (!S_ISFIFO(info.st_mode) && !S_ISDIR(info.st_mode)))
        return TRUE;
    g_autofree char *shown = nx_safe_screen(path, -1, NX_SAFE_NONE, 0);
    g_set_error(error, NX_ERROR, NX_ERROR_REFUSED,
                S_ISDIR(info.st_mode) ? nx_tr("%s is a folder")
                                      : nx_tr("%s is a pipe, whose reader one would wait for; | gives addresses to a "
                                              "command"),
                shown);
    return FALSE;
}

static gboolean append(const char *path, const GString *text, gsize head, GError **error)
{
    g_autofree char *before = NULL;
    gsize len = 0;
    if (!g_file_get_contents(path, &before, &len, error))
        return FALSE;
    g_autoptr(GString) all = g_string_new_len(before, (gssize)len);
    gsize from = len > 0 ? head : 0;
    if (len > 0 && before[len - 1] != '\n')
        g_string_append_c(all, '\n');
    g_string_append_len(all, text->str + from, (gssize)(text->len - from));
    return nx_file_write(path, all->str, all->len, TRUE, error);
}

gboolean nx_out_write(const char *path, const GString *text, gsize head, NxOutHow how, GError **error)
{
    if (!nx_out_may_write(path, error))
        return FALSE;
    return how == NX_OUT_APPEND ? append(path, text, head, error)
                                : nx_file_write(path, text->str, text->len, how == NX_OUT_REPLACE, error);
}
