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
    const char *name;
    NxReason reason;
    NxClass klass; /* none: nothing is known */
} LISTED[] = {
    [NX_LISTED_NOT_SAID] = {"", NX_REASON_UNDEFINED, NX_CLASS_NONE},
    [NX_LISTED_COMPLAINT] = {"complaint", NX_REASON_FEEDBACK, NX_CLASS_COMPLAINT},
    [NX_LISTED_OPT_OUT] = {"opt-out", NX_REASON_FEEDBACK, NX_CLASS_COMPLAINT},
    [NX_LISTED_HARD] = {"hard", NX_REASON_UNDEFINED, NX_CLASS_HARD},
    [NX_LISTED_SOFT] = {"soft", NX_REASON_UNDEFINED, NX_CLASS_SOFT},
    [NX_LISTED_BLOCK] = {"block", NX_REASON_BLOCKED, NX_CLASS_BLOCK},
    [NX_LISTED_MANUAL] = {"manual", NX_REASON_UNDEFINED, NX_CLASS_NONE},
    [NX_LISTED_ALIVE] = {"alive", NX_REASON_UNDEFINED, NX_CLASS_NONE},
};
G_STATIC_ASSERT(G_N_ELEMENTS(LISTED) == NX_N_LISTED);

static gpointer read_kinds(G_GNUC_UNUSED gpointer data)
{
    const char *names[NX_N_LISTED];
    for (guint i = 0; i < NX_N_LISTED; i++)
        names[i] = LISTED[i].name;
    const NxWordTable table = {"import-kinds.tsv", "kind", names, G_N_ELEMENTS(names)};
    return (gpointer)nx_word_lists_read(&table);
}

NxListed nx_listed_find(const char *name)
{
    for (guint i = 0; i < NX_N_LISTED; i++)
        if (g_str_equal(LISTED[i].name, name))
            return (NxListed)i;
    return NX_LISTED_NOT_SAID;
}

NxListed nx_listed_parse(const char *word)
{
    static GOnce once = G_ONCE_INIT;
    const char *const *const *lists = g_once(&once, read_kinds, NULL);
    g_autofree char *low = g_strstrip(g_ascii_strdown(word, -1));
    for (guint i = 0; i < NX_N_LISTED; i++)
        if (g_strv_contains(lists[i], low))
            return (NxListed)i;
    return NX_LISTED_NOT_SAID;
}

void nx_listed_tell(NxListed listed, NxReason *reason, NxClass *klass)
{
    if (LISTED[listed].klass == NX_CLASS_NONE)
        return;
    *reason = LISTED[listed].reason;
    *klass = LISTED[listed].klass;
}
