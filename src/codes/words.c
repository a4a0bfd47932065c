/* The words-*.tsv tables by name, and sentences with places to fill. */
#include "codes/words.h"
#include <nixie/data.h>
#include <nixie/library.h>
#include <nixie/report.h>
#include <nixie/text.h>

static const char *const LANG_NAMES[NX_N_LANGS] = {"en", "de"};
static const char *const TITLE_COLUMNS[NX_N_LANGS] = {"title_en", "title_de"};
static const char *const TEXT_COLUMNS[NX_N_LANGS] = {"text_en", "text_de"};
static const char *const FILES[] = {"words-labels.tsv",  "words-subjects.tsv",  "words-codes.tsv", "words-replies.tsv",
                                    "words-reasons.tsv", "words-providers.tsv", "words-topics.tsv"};

typedef struct {
    const char *name;
    const char *title[NX_N_LANGS];
    const char *text[NX_N_LANGS];
} Word;

struct NxWords {
    GPtrArray *tables;   /* own what the words borrow */
    GPtrArray *order;    /* of Word */
    GStringChunk *names; /* of words that no table of ours has */
    GHashTable *by_name;
};

NxLang nx_lang_parse(const char *name)
{
    for (guint i = 0; name && i < NX_N_LANGS; i++)
        if (g_ascii_strncasecmp(name, LANG_NAMES[i], 2) == 0 && !g_ascii_isalpha(name[2]))
            return i;
    return NX_LANG_EN;
}

const char *nx_lang_name(NxLang lang)
{
    return LANG_NAMES[lang];
}

static void take_row(NxWords *words, const NxTable *table, guint row, const char *file, NxProblems *problems)
{
    Word *word = g_new0(Word, 1);
    word->name = nx_table_cell(table, row, "name");
    for (guint i = 0; i < NX_N_LANGS; i++) {
        word->title[i] = nx_table_cell(table, row, TITLE_COLUMNS[i]);
        word->text[i] = nx_table_cell(table, row, TEXT_COLUMNS[i]);
        if (word->title[i] && !*word->title[i])
            word->title[i] = NULL;
        if (word->text[i] && !*word->text[i])
            word->text[i] = NULL;
    }
    if (!word->name || !*word->name || g_hash_table_contains(words->by_name, word->name)) {
        g_autofree char *where = g_strdup_printf("%s:%u", file, nx_table_line(table, row));
        nx_problems_add(problems, where, "%s",
                        word->name && *word->name ? nx_tr("a name that stands here already")
                                                  : nx_tr("a row without a name"));
        g_free(word);
        return;
    }
    g_ptr_array_add(words->order, word);
    g_hash_table_insert(words->by_name, (gpointer)word->name, word);
}

/* A provider that reports can name and the tables say nothing about is a word all the same. */
static void add_providers(NxWords *words)
{
    guint n;
    const NxProvider *providers = nx_providers(&n);
    for (guint at = 0; at < n; at++) {
        g_autofree char *full = g_strconcat("provider:", providers[at].name, NULL);
        if (g_hash_table_contains(words->by_name, full))
            continue;
        Word *word = g_new0(Word, 1);
        word->name = g_string_chunk_insert(words->names, full);
        for (guint i = 0; i < NX_N_LANGS; i++)
            word->title[i] = word->name + strlen("provider:");
        g_ptr_array_add(words->order, word);
        g_hash_table_insert(words->by_name, (gpointer)word->name, word);
    }
}

NxWords *nx_words_new(NxProblems *problems)
{
    NxWords *words = g_new0(NxWords, 1);
    words->tables = g_ptr_array_new_with_free_func((GDestroyNotify)nx_table_free);
    words->order = g_ptr_array_new_with_free_func(g_free);
    words->names = g_string_chunk_new(1024);
    words->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autoptr(GBytes) bytes = nx_library_embedded(FILES[i]);
        NxTable *table = bytes ? nx_table_new(bytes, FILES[i], problems) : NULL;
        if (!table)
            continue;
        g_ptr_array_add(words->tables, table);
        for (guint row = 0; row < nx_table_rows(table); row++)
            take_row(words, table, row, FILES[i], problems);
    }
    add_providers(words);
    return words;
}

void nx_words_free(NxWords *words)
{
    if (!words)
        return;
    g_hash_table_unref(words->by_name);
    g_ptr_array_unref(words->order);
    g_ptr_array_unref(words->tables);
    g_string_chunk_free(words->names);
    g_free(words);
}

const char *nx_words_title(const NxWords *words, const char *name, NxLang lang)
{
    const Word *word = g_hash_table_lookup(words->by_name, name);
    return word ? word->title[lang] : NULL;
}

const char *nx_words_text(const NxWords *words, const char *name, NxLang lang)
{
    const Word *word = g_hash_table_lookup(words->by_name, name);
    return word ? word->text[lang] : NULL;
}

const char *nx_words_label(const NxWords *words, const char *place, const char *name, NxLang lang)
{
    g_autofree char *full = g_strconcat(place, ":", name, NULL);
    const char *title = nx_words_title(words, full, lang);
    return title ? title : name;
}

GPtrArray *nx_words_names(const NxWords *words, const char *place)
{
    GPtrArray *names = g_ptr_array_new();
    gsize len = strlen(place);
    for (guint i = 0; i < words->order->len; i++) {
        const Word *word = words->order->pdata[i];
        if (strncmp(word->name, place, len) == 0 && word->name[len] == ':')
            g_ptr_array_add(names, (gpointer)(word->name + len + 1));
    }
    return names;
}

static gboolean append_value(GString *out, const char *key, gsize len, va_list pairs)
{
    const char *name;
    while ((name = va_arg(pairs, const char *))) {
        const char *value = va_arg(pairs, const char *);
        if (strlen(name) == len && memcmp(name, key, len) == 0) {
            g_string_append(out, value);
            return TRUE;
        }
    }
    return FALSE;
}

char *nx_words_fill(const char *pattern, ...)
{
    GString *out = g_string_new(NULL);
    for (const char *at = pattern; *at;) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        gboolean filled = FALSE;
        if (end) {
            va_list pairs;
            va_start(pairs, pattern);
            filled = append_value(out, at + 1, end - at - 1, pairs);
            va_end(pairs);
        }
        if (filled)
            at = end + 1;
        else
            g_string_append_c(out, *at++);
    }
    return g_string_free(out, FALSE);
}
