#include "catalog/hash.h"
#include "catalog/query.h"

enum {
    MOST = 40,         /* suggestions */
    LOOKED_AT = 200000 /* rows, the newest */
};

typedef struct {
    const char *value;
    guint count;
} Seen;

static gint commonest_first(gconstpointer x, gconstpointer y)
{
    const Seen *a = x, *b = y;
    return a->count != b->count ? (a->count < b->count ? 1 : -1) : strcmp(a->value, b->value);
}

/* Where the last word of `text` begins: what completion replaces. */
static const char *last_word(const char *text)
{
    const char *start = text;
    gboolean quoted = FALSE;
    for (const char *at = text; *at; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted && (g_ascii_isspace(*at) || *at == '(' || *at == '!'))
            start = at + 1;
    }
    return start;
}

static gboolean begins(const char *text, const char *prefix)
{
    return g_ascii_strncasecmp(text, prefix, strlen(prefix)) == 0;
}

/* As it has to be written: in quotes where a blank or parenthesis stands in it. */
static char *word_for(const NxLimitField *field, const char *value)
{
    if (!strpbrk(value, " \t\"()"))
        return g_strdup_printf("%s:%s", field->shown.name, value);
    g_auto(GStrv) parts = g_strsplit(value, "\"", -1);
    g_autofree char *escaped = g_strjoinv("\\\"", parts);
    return g_strdup_printf("%s:\"%s\"", field->shown.name, escaped);
}

static void complete_names(GPtrArray *words, const NxLimitField *field, const char *prefix)
{
    const char *name;
    for (guint i = 0; (name = field->name(i)); i++)
        if (*name && begins(name, prefix))
            g_ptr_array_add(words, word_for(field, name));
}

static char *value_of(const NxCatalog *catalog, const NxLimitField *field, guint32 event)
{
    NxFacts facts;
    nx_catalog_facts(catalog, event, &facts);
    if (field->kind == NX_LIMIT_STATUS) {
        char text[NX_STATUS_TEXT_SIZE];
        return facts.status.klass ? g_strdup(nx_status_text(facts.status, text)) : NULL;
    }
    char buffer[NX_LIMIT_BUFFER];
    const char *text = field->text ? field->text(&facts, buffer) : NULL;
    return text && *text && strlen(text) <= 120 ? g_strdup(text) : NULL;
}

static void complete_values(const NxCatalog *catalog, GPtrArray *words, const NxLimitField *field, const char *prefix)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(nx_hash_text, g_str_equal, g_free, NULL);
    guint32 n = nx_catalog_n_events(catalog);
    for (guint32 i = n > LOOKED_AT ? n - LOOKED_AT : 0; i < n; i++) {
        char *value = value_of(catalog, field, i);
        if (value && begins(value, prefix))
            g_hash_table_replace(counts, value,
                                 GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, value)) + 1));
        else
            g_free(value);
    }
    g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(Seen));
    GHashTableIter iter;
    gpointer value, count;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &value, &count)) {
        Seen one = {value, GPOINTER_TO_UINT(count)};
        g_array_append_val(seen, one);
    }
    g_array_sort(seen, commonest_first);
    for (guint i = 0; i < MIN(seen->len, MOST); i++)
        g_ptr_array_add(words, word_for(field, g_array_index(seen, Seen, i).value));
}

static void complete_fields(GPtrArray *words, const char *prefix)
{
    guint n;
    const NxLimitField *fields = nx_limit_fields(&n);
    for (guint i = 0; i < n; i++)
        if (begins(fields[i].shown.name, prefix))
            g_ptr_array_add(words, g_strconcat(fields[i].shown.name, ":", NULL));
}

char **nx_query_complete(const NxCatalog *catalog, const char *text)
{
    GPtrArray *words = g_ptr_array_new();
    const char *word = last_word(text), *colon = strchr(word, ':');
    const NxLimitField *field = colon ? nx_limit_field(word, (gsize)(colon - word)) : NULL;
    if (!colon) {
        complete_fields(words, word);
    } else if (field) {
        const char *prefix = colon[1] == '"' ? colon + 2 : colon + 1;
        if (field->name)
            complete_names(words, field, prefix);
        else
            complete_values(catalog, words, field, prefix);
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}
