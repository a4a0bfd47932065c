/* html.tsv, read once for all threads. */
#include "parse/mime/html_words.h"
#include <nixie/data.h>
#include <nixie/text.h>

enum { MAX_TAGS = 64, LONGEST_ENTITY = 16 };

typedef struct {
    GArray *tags;         /* of NxHtmlTag */
    GHashTable *entities; /* name to gunichar */
} Words;

static gboolean parse_kind(const char *name, NxTagKind *kind)
{
    static const char *const NAMES[] = {[NX_TAG_BREAK] = "break", [NX_TAG_BLOCK] = "block", [NX_TAG_CELL] = "cell",
                                        [NX_TAG_PRE] = "pre",     [NX_TAG_SKIP] = "skip",   [NX_TAG_LINK] = "link"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_TAGS);
    for (guint i = NX_TAG_BREAK; i < G_N_ELEMENTS(NAMES); i++)
        if (g_str_equal(NAMES[i], name)) {
            *kind = (NxTagKind)i;
            return TRUE;
        }
    return FALSE;
}

static const char *take_tag(Words *to, const char *name, const char *value)
{
    NxTagKind kind;
    if (!*name || !parse_kind(value, &kind))
        return nx_tr("a tag needs a name and what it does: break, block, cell, pre, skip, link");
    if (to->tags->len == MAX_TAGS)
        return nx_tr("there are too many tags");
    NxHtmlTag tag = {g_strdup(name), strlen(name), kind, G_GUINT64_CONSTANT(1) << to->tags->len};
    g_array_append_val(to->tags, tag);
    return NULL;
}

static const char *take_entity(Words *to, const char *name, const char *value)
{
    if (!*name || strlen(name) > LONGEST_ENTITY || g_utf8_strlen(value, -1) > 1)
        return nx_tr("an entity needs a name and a single character");
    g_hash_table_insert(to->entities, g_strdup(name), GUINT_TO_POINTER(*value ? g_utf8_get_char(value) : ' '));
    return NULL;
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    const char *kind = nx_table_cell(table, row, "kind"), *name = nx_table_cell(table, row, "name"),
               *value = nx_table_cell(table, row, "value");
    if (g_str_equal(kind, "tag"))
        return take_tag(into, name, value);
    return g_str_equal(kind, "entity") ? take_entity(into, name, value) : nx_tr("a row is a tag or an entity");
}

static gpointer read_words(G_GNUC_UNUSED gpointer data)
{
    Words *words = g_new(Words, 1);
    words->tags = g_array_new(FALSE, FALSE, sizeof(NxHtmlTag));
    words->entities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    nx_table_read("html.tsv", take_row, words, NULL);
    return words;
}

static const Words *get_words(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_words, NULL);
}

const NxHtmlTag *nx_html_tag(const char *name, gsize len)
{
    const GArray *tags = get_words()->tags;
    for (guint i = 0; i < tags->len; i++) {
        const NxHtmlTag *tag = &g_array_index(tags, NxHtmlTag, i);
        if (tag->len == len && g_ascii_strncasecmp(name, tag->name, len) == 0)
            return tag;
    }
    return NULL;
}

gunichar nx_html_entity(const char *name, gsize len)
{
    char key[LONGEST_ENTITY + 1];
    if (len > LONGEST_ENTITY)
        return 0;
    memcpy(key, name, len);
    key[len] = '\0';
    return GPOINTER_TO_UINT(g_hash_table_lookup(get_words()->entities, key));
}
