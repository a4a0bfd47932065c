/* What other programs call the columns of ours, from import-headings.tsv. */
#include "export/import_headings.h"
#include <nixie/data.h>

static gpointer read_address_names(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[] = {"address"};
    const NxWordTable table = {"import-headings.tsv", "column", NAMES, G_N_ELEMENTS(NAMES)};
    return (gpointer)nx_word_lists_read(&table);
}

gboolean nx_is_address_heading(const char *name)
{
    static GOnce once = G_ONCE_INIT;
    return g_strv_contains(((const char *const *const *)g_once(&once, read_address_names, NULL))[0], name);
}
