/* The table, read once; the word that ends at a place is looked up in it. */
#include "base/code_words.h"
#include <nixie/data.h>

enum { CODE, COUNTED, N_LISTS };

static gpointer read_lists(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[N_LISTS] = {[CODE] = "code", [COUNTED] = "counted"};
    const NxWordTable table = {"code-words.tsv", "list", NAMES, N_LISTS};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *const *get_lists(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_lists, NULL);
}

static gboolean is_in(const char *const *words, const char *at, gsize len)
{
    for (; *words; words++)
        if (g_ascii_strncasecmp(*words, at, len) == 0 && (*words)[len] == '\0')
            return TRUE;
    return FALSE;
}

gboolean nx_code_words_end_at(const char *text, gsize end, gboolean counted)
{
    gsize start = end;
    while (start > 0 && g_ascii_isalnum(text[start - 1]))
        start--;
    const char *const *const *lists = get_lists();
    return start < end && (is_in(lists[CODE], text + start, end - start) ||
                           (counted && is_in(lists[COUNTED], text + start, end - start)));
}
