/* charsets.tsv, read once for all threads. */
#include "parse/mime/charset_name.h"
#include <nixie/data.h>
#include <nixie/text.h>

typedef struct {
    GHashTable *none;     /* names */
    GHashTable *names;    /* name to iconv's */
    GHashTable *families; /* letters to iconv's, with a "#" where the number goes */
} Names;

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    Names *to = into;
    const char *kind = nx_table_cell(table, row, "kind"), *name = nx_table_cell(table, row, "name"),
               *iconv = nx_table_cell(table, row, "iconv");
    const struct {
        const char *kind;
        GHashTable *table;
        gboolean named; /* by iconv, too */
    } kinds[] = {{"none", to->none, FALSE}, {"name", to->names, TRUE}, {"family", to->families, TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i].kind, kind) && *name && (*iconv != '\0') == kinds[i].named) {
            g_hash_table_insert(kinds[i].table, g_strdup(name), g_strdup(iconv));
            return NULL;
        }
    return nx_tr("a row is none and a name, or name or family with what iconv calls it");
}

static gpointer read_names(G_GNUC_UNUSED gpointer data)
{
    Names *names = g_new(Names, 1);
    GHashTable **tables[] = {&names->none, &names->names, &names->families};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        *tables[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    nx_table_read("charsets.tsv", take_row, names, NULL);
    return names;
}

static const Names *get_names(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_names, NULL);
}

gboolean nx_charset_name_tells_nothing(const char *name)
{
    return !name || !*name || g_hash_table_contains(get_names()->none, name);
}

const char *nx_charset_name_known(const char *name)
{
    const char *known = g_hash_table_lookup(get_names()->names, name);
    return known ? known : name;
}

char *nx_charset_name_meant(const char *name)
{
    g_autoptr(GString) letters = g_string_new(NULL), digits = g_string_new(NULL);
    for (const char *at = name; *at; at++)
        if (g_ascii_isalpha(*at))
            g_string_append_c(letters, *at);
        else if (g_ascii_isdigit(*at))
            g_string_append_c(digits, *at);
    const char *family = g_hash_table_lookup(get_names()->families, letters->str);
    if (!family)
        return NULL;
    GString *meant = g_string_new(family);
    g_string_replace(meant, "#", g_str_has_prefix(digits->str, "8859") ? digits->str + 4 : digits->str, 1);
    return g_string_free(meant, FALSE);
}
