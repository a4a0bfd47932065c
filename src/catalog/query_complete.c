/* What can be typed next in a limit. */
#include "catalog/hash.h"
#include <nixie/event_field.h>

enum {
    MOST = 40,         /* suggestions */
    LONGEST = 120,     /* bytes of a value that is suggested */
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
static char *word_for(const NxEventField *field, const char *value)
{
    if (!strpbrk(value, " \t\"()"))
        return g_strdup_printf("%s:%s", field->name, value);
    g_auto(GStrv) parts = g_strsplit(value, "\"", -1);
    g_autofree char *escaped = g_strjoinv("\\\"", parts);
    return g_strdup_printf("%s:\"%s\"", field->name, escaped);
}

static void complete_names(GPtrArray *words, const NxEventField *field, const char *prefix)
{
    const char *name;
    for (guint i = 0; (name = field->choice(i)); i++)
        if (*name && begins(name, prefix))
            g_ptr_array_add(words, word_for(field, name));
}

/* What of the field's values is worth typing: numbers and times are shorter typed than chosen. */
static char *value_of(const NxCatalog *catalog, const NxEventField *field, guint32 event)
{
    if (field->type != NX_VALUE_TEXT && field->type != NX_VALUE_ADDRESS && field->type != NX_VALUE_STATUS)
        return NULL;
    NxFacts facts;
    NxEventValue value;
    nx_catalog_facts(catalog, event, &facts);
    const char *text = nx_event_field_text(field, &facts, &value);
    return text && *text && strlen(text) <= LONGEST ? g_strdup(text) : NULL;
}

static void complete_values(const NxCatalog *catalog, GPtrArray *words, const NxEventField *field, const char *prefix)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(nx_hash_text, g_str_equal, g_free, NULL);
    guint32 n = nx_catalog_n_events(catalog);
    for (guint32 i = n > LOOKED_AT ? n - LOOKED_AT : 0; i < n; i++) {
        g_autofree char *value = value_of(catalog, field, i);
        if (!value || !begins(value, prefix))
            continue;
        guint seen_before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, value));
        g_hash_table_replace(counts, g_steal_pointer(&value), GUINT_TO_POINTER(seen_before + 1));
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
    g_autoptr(GPtrArray) fields = nx_event_fields_asked();
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        if (begins(field->name, prefix))
            g_ptr_array_add(words, g_strconcat(field->name, ":", NULL));
    }
}

char **nx_query_complete(const NxCatalog *catalog, const char *text)
{
    GPtrArray *words = g_ptr_array_new();
    const char *word = last_word(text), *colon = strchr(word, ':');
    const NxEventField *field = colon ? nx_event_field_find(word, (gsize)(colon - word)) : NULL;
    if (!colon) {
        complete_fields(words, word);
    } else if (field && field->ask != NX_ASK_NOT) {
        const char *prefix = colon[1] == '"' ? colon + 2 : colon + 1;
        if (field->choice)
            complete_names(words, field, prefix);
        else
            complete_values(catalog, words, field, prefix);
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}
