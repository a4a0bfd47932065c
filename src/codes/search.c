/* Finds articles by a pattern of names, and by words in titles and texts. */
#include "codes/article_store.h"
#include <nixie/text.h>
#include <string.h>

#define MAX_ASKED 200 /* bytes: more are a text to be judged, not words to be looked up */
#define MAX_WORDS 8
#define MOST_WORDS 6 /* more of them are no look-up, but a text to be judged */
#define MAX_FOUND 12
#define MAX_COUNT 9  /* what a section says more often counts no more */
#define LONG_WORD 5  /* characters; shorter words are found whole only: "full" is not in "fully" */
#define IN_MEANING 3 /* a word of the meaning counts as much as so many elsewhere */

/* ---- Patterns ---------------------------------------------------------------------------------------------------- */

/* As people write them: "5.7.x" is "5.7.*", "55x" one digit more. NULL if the text is no pattern. */
static char *pattern_of(const char *text)
{
    g_autofree char *lower = g_strstrip(g_ascii_strdown(text, -1));
    if (!*lower || strlen(lower) > MAX_ASKED || !strpbrk(lower, "0123456789abcdefghijklmnopqrstuvwxyz"))
        return NULL;
    gboolean numbers = strspn(lower, "0123456789.x*?") == strlen(lower), dots = strchr(lower, '.') != NULL;
    for (char *at = lower + 1; numbers && *at; at++)
        if (*at == 'x')
            *at = dots ? '*' : '?';
    return strpbrk(lower, "*?") ? g_steal_pointer(&lower) : NULL;
}

static int by_number(gconstpointer a, gconstpointer b)
{
    return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

char **nx_codes_match(const NxCodes *codes, const char *text)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    g_autofree char *pattern = text ? pattern_of(text) : NULL;
    g_auto(GStrv) names = pattern ? nx_codes_names(codes) : NULL;
    for (char **at = names; at && *at; at++) {
        g_autofree char *lower = g_ascii_strdown(*at, -1);
        if (g_pattern_match_simple(pattern, lower))
            g_ptr_array_add(found, *at);
    }
    g_ptr_array_sort(found, by_number);
    g_ptr_array_add(found, NULL);
    return g_strdupv((char **)found->pdata);
}

/* ---- Words ------------------------------------------------------------------------------------------------------- */

/* How often a folded word stands in a folded text. */
static guint count_word(const char *text, const char *word)
{
    guint count = 0;
    gsize len = strlen(word);
    gboolean whole = g_utf8_strlen(word, -1) < LONG_WORD;
    for (const char *at = strstr(text, word); at && count < MAX_COUNT; at = strstr(at + len, word)) {
        gboolean begins = at == text || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(at)));
        gboolean ends = !whole || !g_unichar_isalnum(g_utf8_get_char(at + len));
        count += begins && ends;
    }
    return count;
}

/* Of the word that stands there least. */
static guint count_words(const char *text, char **words)
{
    g_autofree char *folded = g_utf8_casefold(text, -1);
    guint least = MAX_COUNT;
    for (char **at = words; *at && least; at++)
        least = MIN(least, count_word(folded, *at));
    return least;
}

/* Folded, without quotes and other marks around them; empty if there are too many. */
static char **read_words(const char *text)
{
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    g_autofree char *folded = strlen(text) <= MAX_ASKED ? g_utf8_casefold(text, -1) : g_strdup("");
    g_auto(GStrv) pieces = g_strsplit_set(folded, " \t\r\n", -1);
    guint count = 0;
    for (char **at = pieces; *at; at++) {
        char *word = *at + strspn(*at, "\"'`.,;:!?()[]<>");
        gsize len = strlen(word);
        while (len && strchr("\"'`.,;:!?()[]<>", word[len - 1]))
            word[--len] = '\0';
        if (len > 1) {
            g_strv_builder_add(words, word);
            count++;
        }
    }
    g_auto(GStrv) list = g_strv_builder_end(words);
    return count <= MAX_WORDS ? g_steal_pointer(&list) : g_new0(char *, 1);
}

char *nx_search_line(const NxArticle *article, const char *text)
{
    g_auto(GStrv) words = read_words(text);
    g_autofree char *best = NULL;
    guint most = 0;
    for (guint i = 0; *words && i < article->sections->len; i++) {
        const NxArticleSection *section = article->sections->pdata[i];
        g_auto(GStrv) lines = g_strsplit(section->body, "\n", -1);
        for (char **line = lines; *line; line++) {
            g_autofree char *folded = g_utf8_casefold(*line, -1);
            guint here = 0;
            for (char **word = words; *word; word++)
                here += count_word(folded, *word) > 0;
            if (here > most) {
                most = here;
                g_free(best);
                best = nx_text_squeeze(*line);
            }
        }
    }
    return g_steal_pointer(&best);
}

/* The shorter the title, the more of it was asked for. */
static guint rank_title(const NxArticle *article, char **words)
{
    return count_words(article->title, words) ? MAX_ASKED - MIN(strlen(article->title), MAX_ASKED - 1) : 0;
}

static guint rank_text(const NxArticle *article, char **words)
{
    static const char *const OF_OTHERS[] = {"facts", "digits", "codes", "related", "sources", NULL};
    g_autoptr(GString) all = g_string_new(NULL);
    guint rank = 0;
    for (guint i = 0; i < article->sections->len; i++) {
        const NxArticleSection *section = article->sections->pdata[i];
        if (g_strv_contains(OF_OTHERS, section->id))
            continue;
        g_string_append_printf(all, "%s\n", section->body);
        rank += count_words(section->body, words) * (g_str_equal(section->id, "meaning") ? IN_MEANING : 1);
    }
    return rank ? rank : count_words(all->str, words) > 0; /* one word here, one there */
}

typedef struct {
    guint rank; /* larger is better */
    const char *name;
} Found;

static int by_rank(gconstpointer a, gconstpointer b)
{
    const Found *left = a, *right = b;
    if (left->rank != right->rank)
        return left->rank > right->rank ? -1 : 1;
    return strverscmp(right->name, left->name); /* class 5 before class 4 */
}

/* What is made from the registry says the same for every class: for those that bounces have. */
static gboolean is_searched(const NxArticle *article)
{
    return article->written || article->kind != NX_ARTICLE_CODE || article->status.klass > 2;
}

static void search_in(const NxCodes *codes, char **names, char **words, NxLang lang, NxSearchPlace place, GArray *found)
{
    for (char **at = names; *at; at++) {
        const NxArticle *article = nx_codes_find(codes, *at, nx_lang_name(lang));
        if (!article || !is_searched(article))
            continue;
        Found hit = {place == NX_SEARCH_TITLES ? rank_title(article, words) : rank_text(article, words), article->name};
        if (hit.rank)
            g_array_append_val(found, hit);
    }
    g_array_sort(found, by_rank);
}

char **nx_codes_search(const NxCodes *codes, const char *text, const char *language, NxSearchPlace place)
{
    NxLang asked = nx_lang_parse(language);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
    g_auto(GStrv) words = read_words(text ? text : "");
    g_auto(GStrv) names = *words ? nx_codes_names(codes) : NULL;
    for (guint i = 0; names && !found->len && i < NX_N_LANGS; i++)
        search_in(codes, names, words, (asked + i) % NX_N_LANGS, place, found);
    g_autoptr(GStrvBuilder) best = g_strv_builder_new();
    for (guint i = 0; i < found->len && i < MAX_FOUND; i++)
        g_strv_builder_add(best, g_array_index(found, Found, i).name);
    return g_strv_builder_end(best);
}

static gboolean is_long(const char *text)
{
    guint blanks = 0;
    for (const char *at = text; *at; at++)
        blanks += g_ascii_isspace(*at);
    return strchr(text, '\n') || blanks >= MOST_WORDS;
}

static gboolean find_words(const NxCodes *codes, const char *words, const char *lang, NxSearchPlace place,
                           char ***names)
{
    g_auto(GStrv) all = nx_codes_search(codes, words, lang, place);
    if (!all[0])
        return FALSE;
    *names = g_steal_pointer(&all);
    return TRUE;
}

NxAsked nx_codes_asked(const NxCodes *codes, const char *text, const NxVerdict *verdict, const char *lang,
                       char ***names)
{
    *names = NULL;
    if (verdict->status.klass || verdict->reply_code || is_long(text))
        return NX_ASKED_LINE;
    if (find_words(codes, text, lang, NX_SEARCH_TITLES, names))
        return NX_ASKED_WORDS;
    if (verdict->rule_origin && strpbrk(text, " #_:0123456789"))
        return NX_ASKED_LINE;
    return find_words(codes, text, lang, NX_SEARCH_TEXTS, names) ? NX_ASKED_WORDS : NX_ASKED_NOTHING;
}
