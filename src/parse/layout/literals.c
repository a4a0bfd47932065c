#include "parse/layout/literals.h"

typedef struct {
    char *text;
    gsize len;
    gint next; /* word that begins with the same two bytes, -1: none */
} Word;

struct NxLiterals {
    GArray *words;     /* of Word */
    gint first[65536]; /* by the first two bytes */
};

static void clear_word(gpointer data)
{
    g_free(((Word *)data)->text);
}

NxLiterals *nx_literals_new(void)
{
    NxLiterals *literals = g_new0(NxLiterals, 1);
    literals->words = g_array_new(FALSE, FALSE, sizeof(Word));
    g_array_set_clear_func(literals->words, clear_word);
    for (guint i = 0; i < G_N_ELEMENTS(literals->first); i++)
        literals->first[i] = -1;
    return literals;
}

void nx_literals_free(NxLiterals *literals)
{
    if (!literals)
        return;
    g_array_unref(literals->words);
    g_free(literals);
}

static guint pair(char one, char two)
{
    return (guint)(guchar)one << 8 | (guchar)two;
}

guint nx_literals_add(NxLiterals *literals, const char *text)
{
    for (guint i = 0; i < literals->words->len; i++)
        if (g_str_equal(g_array_index(literals->words, Word, i).text, text))
            return i;
    g_assert(strlen(text) > 1);
    gint *first = &literals->first[pair(text[0], text[1])];
    Word word = {g_strdup(text), strlen(text), *first};
    *first = (gint)literals->words->len;
    g_array_append_val(literals->words, word);
    return literals->words->len - 1;
}

guint nx_literals_count(const NxLiterals *literals)
{
    return literals->words->len;
}

void nx_literals_find(const NxLiterals *literals, const char *text, gsize len, gboolean *found)
{
    char before = len ? g_ascii_tolower(text[0]) : 0;
    for (gsize at = 0; at + 1 < len; at++) {
        char next = g_ascii_tolower(text[at + 1]);
        gint i = literals->first[pair(before, next)];
        for (; i >= 0; i = g_array_index(literals->words, Word, i).next) {
            const Word *word = &g_array_index(literals->words, Word, i);
            if (!found[i] && word->len <= len - at && g_ascii_strncasecmp(text + at, word->text, word->len) == 0)
                found[i] = TRUE;
        }
        before = next;
    }
}
