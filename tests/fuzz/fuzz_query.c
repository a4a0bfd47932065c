/* Any text as a limit: parsed or refused with its place, completed, and asked of an event. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static NxCatalog *catalog;
    if (!catalog)
        catalog = nx_catalog_new();
    g_autofree char *text = nx_fuzz_text(data, size);
    g_autoptr(GError) error = NULL;
    guint column = 0;
    NxQuery *query = nx_query_parse(text, &column, &error);
    g_assert_true(query || error);
    if (!query)
        g_assert_cmpuint(column, <=, (guint)g_utf8_strlen(text, -1) + 1);
    g_auto(GStrv) choices = nx_query_complete(catalog, text);
    for (guint i = 0; choices && choices[i]; i++)
        g_assert_true(g_utf8_validate(choices[i], -1, NULL));
    if (query)
        nx_query_needs_ledger(query);
    nx_query_free(query);
    return 0;
}
