/* Written once into memory: what is shown first is what is written. */
#include "tui/acts/export_list.h"
#include <nixie/text.h>
#include <string.h>

void nx_export_list_clear(NxExportList *list)
{
    nx_export_list_forget(list);
    g_clear_pointer(&list->records, g_ptr_array_unref);
    g_clear_pointer(&list->columns, g_strfreev);
    if (list->free_keep)
        list->free_keep(list->keep);
}

void nx_export_list_forget(NxExportList *list)
{
    if (list->out)
        g_string_free(list->out, TRUE);
    list->out = NULL;
    g_clear_pointer(&list->refused, g_free);
}

static NxExportStyle style_of(const NxExportList *list)
{
    return (NxExportStyle){.columns = (const char *const *)list->columns};
}

static gboolean says_scope(const NxExportList *list)
{
    return nx_format_says_scope(list->format) &&
           (!list->columns || g_strv_contains((const char *const *)list->columns, "scope"));
}

/* A decision for one list would hold everywhere where nothing says for which. Caller unrefs; records are borrowed. */
static GPtrArray *that_can_stand(const NxExportList *list)
{
    GPtrArray *records = g_ptr_array_new();
    gboolean all = says_scope(list);
    for (guint i = 0; i < list->records->len; i++) {
        const NxRecord *record = list->records->pdata[i];
        if (all || !record->scope)
            g_ptr_array_add(records, list->records->pdata[i]);
    }
    return records;
}

void nx_export_list_prepare(NxExportList *list)
{
    if (list->out || !list->records || !list->format)
        return;
    const NxExportStyle style = style_of(list);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) records = that_can_stand(list);
    list->out = g_string_new(NULL);
    g_autoptr(GPtrArray) written = nx_export_write(list->format, records, &style, list->out, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    list->written = written->len;
    list->elsewhere = list->records->len - records->len;
    list->refused = g_strdup(lines[0]);
    nx_problems_free(problems);
}

char *nx_export_list_left(const NxExportList *list)
{
    guint left = list->records->len - list->written - list->elsewhere;
    g_autoptr(GString) text = g_string_new(NULL);
    if (left > 0)
        g_string_append_printf(text, nx_tr("%u cannot stand there: %s"), left, list->refused ? list->refused : "");
    if (list->elsewhere > 0) {
        g_string_append(text, text->len > 0 ? "; " : "");
        g_string_append_printf(text,
                               nx_trn("%u is decided about for one list alone, which cannot be said there",
                                      "%u are decided about for one list alone, which cannot be said there",
                                      list->elsewhere),
                               list->elsewhere);
    }
    return g_strdup(text->str);
}

char **nx_export_list_preview(const NxExportList *list, guint lines)
{
    char **first = g_strsplit(list->out->str, "\n", (gint)lines + 1);
    if (g_strv_length(first) > lines)
        g_clear_pointer(&first[lines], g_free);
    for (guint i = 0; first[i]; i++)
        if (g_str_has_suffix(first[i], "\r"))
            first[i][strlen(first[i]) - 1] = '\0';
    return first;
}

/* What a list of nobody holds. */
static gsize head_of(const NxExportList *list)
{
    const NxExportStyle style = style_of(list);
    g_autoptr(GString) head = g_string_new(NULL);
    g_autoptr(GPtrArray) none = g_ptr_array_new(), written = NULL;
    written = nx_export_write(list->format, none, &style, head, NULL);
    return g_str_has_prefix(list->out->str, head->str) ? head->len : 0;
}

gboolean nx_export_list_write(const NxExportList *list, const char *path, NxOutHow how, GError **error)
{
    return nx_out_write(path, list->out, head_of(list), how, error);
}
