/* Words of other programs, from import-headings.tsv and import-kinds.tsv. */
#include "export/import_headings.h"
#include <nixie/data.h>

/* Columns for which others have words of their own. */
static const char *const COLUMNS[] = {"address", "since", "diagnostic", "status", "kind", "note"}; /* address first */

static gpointer read_headings(G_GNUC_UNUSED gpointer data)
{
    const NxWordTable table = {"import-headings.tsv", "column", COLUMNS, G_N_ELEMENTS(COLUMNS)};
    return (gpointer)nx_word_lists_read(&table);
}

char *nx_heading_column(const char *name)
{
    static GOnce once = G_ONCE_INIT;
    const char *const *const *lists = g_once(&once, read_headings, NULL);
    char *low = g_strstrip(g_ascii_strdown(name, -1));
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        if (!g_strv_contains(lists[i], low))
            continue;
        g_free(low);
        return g_strdup(COLUMNS[i]);
    }
    return low;
}

gboolean nx_is_address_heading(const char *name)
{
    g_autofree char *column = nx_heading_column(name);
    return g_str_equal(column, COLUMNS[0]);
}

static const struct {
    const char *kind;
    NxReason reason;
    NxClass klass;
} KINDS[] = {
    {"complaint", NX_REASON_FEEDBACK, NX_CLASS_COMPLAINT}, {"opt-out", NX_REASON_FEEDBACK, NX_CLASS_COMPLAINT},
    {"hard", NX_REASON_UNDEFINED, NX_CLASS_HARD},          {"soft", NX_REASON_UNDEFINED, NX_CLASS_SOFT},
    {"block", NX_REASON_BLOCKED, NX_CLASS_BLOCK},
};

static gpointer read_kinds(G_GNUC_UNUSED gpointer data)
{
    const char *names[G_N_ELEMENTS(KINDS)];
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
        names[i] = KINDS[i].kind;
    const NxWordTable table = {"import-kinds.tsv", "kind", names, G_N_ELEMENTS(names)};
    return (gpointer)nx_word_lists_read(&table);
}

gboolean nx_kind_word_parse(const char *word, NxReason *reason, NxClass *klass)
{
    static GOnce once = G_ONCE_INIT;
    const char *const *const *lists = g_once(&once, read_kinds, NULL);
    g_autofree char *low = g_strstrip(g_ascii_strdown(word, -1));
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (!g_strv_contains(lists[i], low))
            continue;
        *reason = KINDS[i].reason;
        *klass = KINDS[i].klass;
        return TRUE;
    }
    return FALSE;
}
