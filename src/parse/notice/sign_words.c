#include "parse/notice/sign_words.h"
#include <nixie/data.h>
#include <nixie/library.h>

static const char *const names[NX_N_WORDS] = {"subject", "daemon",   "shared",   "name",      "shared-name", "answer",
                                              "forward", "vacation", "original", "passed-on", "sent"};

static gpointer read_lists(G_GNUC_UNUSED gpointer data)
{
    GPtrArray *lists[NX_N_WORDS];
    for (guint i = 0; i < NX_N_WORDS; i++)
        lists[i] = g_ptr_array_new();
    g_autoptr(GBytes) bytes = nx_library_embedded("signs.tsv");
    NxTable *table = bytes ? nx_table_new(bytes, "signs.tsv", NULL) : NULL;
    for (guint row = 0; table && row < nx_table_rows(table); row++)
        for (guint i = 0; i < NX_N_WORDS; i++)
            if (strcmp(nx_table_cell(table, row, "sign"), names[i]) == 0)
                g_ptr_array_add(lists[i], g_strdup(nx_table_cell(table, row, "word")));
    if (table)
        nx_table_free(table);
    char ***words = g_new(char **, NX_N_WORDS);
    for (guint i = 0; i < NX_N_WORDS; i++) {
        g_ptr_array_add(lists[i], NULL);
        words[i] = (char **)g_ptr_array_free(lists[i], FALSE);
    }
    return words;
}

const char *const *nx_sign_words(NxSignWords list)
{
    static GOnce once = G_ONCE_INIT;
    g_once(&once, read_lists, NULL);
    return ((const char *const *const *)once.retval)[list];
}

gboolean nx_sign_words_in(NxSignWords list, const char *text)
{
    for (const char *const *word = nx_sign_words(list); *word; word++)
        if (strstr(text, *word))
            return TRUE;
    return FALSE;
}
