/* Lines typed at prompts: "KIND<TAB>LINE" in a file, oldest first. */
#include "tui/prompt/prompt.h"

#define KEPT 200 /* lines in all */

struct NxHistory {
    char *path;
    GPtrArray *lines; /* "KIND\tLINE" */
    gboolean changed;
};

NxHistory *nx_history_new(const char *path)
{
    NxHistory *history = g_new0(NxHistory, 1);
    history->path = g_strdup(path);
    history->lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *text = NULL;
    if (!path || !g_file_get_contents(path, &text, NULL, NULL))
        return history;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (strchr(lines[i], '\t') && g_utf8_validate(lines[i], -1, NULL))
            g_ptr_array_add(history->lines, g_strdup(lines[i]));
    }
    return history;
}

static void save(const NxHistory *history)
{
    GString *text = g_string_new(NULL);
    guint from = history->lines->len > KEPT ? history->lines->len - KEPT : 0;
    for (guint i = from; i < history->lines->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)g_ptr_array_index(history->lines, i));
    /* Comfort, not truth: where it cannot be written the next session starts without it. */
    nx_file_write_private(history->path, text->str, text->len, NULL);
    g_string_free(text, TRUE);
}

void nx_history_free(NxHistory *history)
{
    if (!history)
        return;
    if (history->path && history->changed)
        save(history);
    g_ptr_array_unref(history->lines);
    g_free(history->path);
    g_free(history);
}

void nx_history_add(NxHistory *history, const char *kind, const char *line)
{
    if (!*line || g_strcmp0(nx_history_get(history, kind, 1), line) == 0)
        return;
    g_ptr_array_add(history->lines, g_strdup_printf("%s\t%s", kind, line));
    history->changed = TRUE;
}

const char *nx_history_get(const NxHistory *history, const char *kind, guint back)
{
    gsize len = strlen(kind);
    for (guint i = history->lines->len; i-- > 0;) {
        const char *line = g_ptr_array_index(history->lines, i);
        if (strncmp(line, kind, len) == 0 && line[len] == '\t' && --back == 0)
            return line + len + 1;
    }
    return NULL;
}
