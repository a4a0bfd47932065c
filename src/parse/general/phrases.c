/* phrases.tsv in one finder by first words, the rest compared behind it. */
#include "parse/general/phrases.h"
#include "base/finder.h"
#include "parse/bounds.h"
#include <nixie/data.h>
#include <nixie/text.h>

enum { SHORTEST = 2 }; /* bytes of what is looked for in running text */

typedef struct {
    const char *text;
    gsize len;
    NxPhraseKind word;
} Phrase;

/* Phrases that begin with one word, up to their first space. */
typedef struct {
    gsize len;
    GArray *phrases; /* of guint */
} Head;

typedef struct {
    GArray *phrases;                                    /* of Phrase, looked for in running text */
    GArray *beside[NX_N_PHRASES - NX_PHRASE_RECIPIENT]; /* of Phrase: labels and words beside an address, by sort */
    NxFinder *finder;                                   /* of heads */
    GArray *heads;                                      /* of Head, by their numbers */
    GStringChunk *strings;
} Phrases;

static gboolean parse_word(const char *name, NxPhraseKind *word)
{
#define NX_PHRASE_NAME(id, text) text,
    static const char *const NAMES[] = {NX_PHRASES(NX_PHRASE_NAME)};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (g_str_equal(NAMES[i], name)) {
            *word = (NxPhraseKind)i;
            return TRUE;
        }
    }
    return FALSE;
}

static void add_to_head(Phrases *phrases, const char *text)
{
    g_autofree char *first = g_strndup(text, strcspn(text, " "));
    guint number = nx_finder_add(phrases->finder, first);
    if (number == phrases->heads->len) {
        Head head = {strlen(first), g_array_new(FALSE, FALSE, sizeof(guint))};
        g_array_append_val(phrases->heads, head);
    }
    g_array_append_val(g_array_index(phrases->heads, Head, number).phrases, phrases->phrases->len);
}

static void add_phrase(Phrases *phrases, const char *text, NxPhraseKind word)
{
    Phrase phrase = {g_string_chunk_insert(phrases->strings, text), strlen(text), word};
    if (word >= NX_PHRASE_RECIPIENT) {
        g_array_append_val(phrases->beside[word - NX_PHRASE_RECIPIENT], phrase);
        return;
    }
    add_to_head(phrases, phrase.text);
    g_array_append_val(phrases->phrases, phrase);
}

/* "could not be {delivered|sent}" stands for both: the first group of alternatives, if there is one, is written out. */
static void add_alternatives(Phrases *phrases, const char *text, NxPhraseKind word)
{
    const char *open = strchr(text, '{'), *close = open ? strchr(open, '}') : NULL;
    if (!close) {
        add_phrase(phrases, text, word);
        return;
    }
    for (const char *at = open; at < close;) {
        const char *end = at + 1 + strcspn(at + 1, "|}");
        char *one = g_strdup_printf("%.*s%.*s%s", (int)(open - text), text, (int)(end - at - 1), at + 1, close + 1);
        add_alternatives(phrases, one, word);
        g_free(one);
        at = end;
    }
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    NxPhraseKind word;
    const char *text = nx_table_cell(table, row, "phrase");
    if (!parse_word(nx_table_cell(table, row, "kind"), &word))
        return nx_tr("there is no such kind of phrase");
    if (!*text || (word < NX_PHRASE_RECIPIENT && strlen(text) < SHORTEST))
        return nx_tr("the phrase is too short to be found in a text");
    add_alternatives(into, text, word);
    return NULL;
}

static Phrases *phrases_new(void)
{
    Phrases *phrases = g_new0(Phrases, 1);
    phrases->phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
    for (guint i = 0; i < G_N_ELEMENTS(phrases->beside); i++)
        phrases->beside[i] = g_array_new(FALSE, FALSE, sizeof(Phrase));
    phrases->strings = g_string_chunk_new(8192);
    phrases->finder = nx_finder_new(NX_FINDER_EXACT);
    phrases->heads = g_array_new(FALSE, FALSE, sizeof(Head));
    nx_table_read("phrases.tsv", take_row, phrases, NULL);
    nx_finder_seal(phrases->finder);
    return phrases;
}

static const Phrases *get_phrases(void)
{
    static gsize once;
    static Phrases *phrases;
    if (g_once_init_enter(&once)) {
        phrases = phrases_new();
        g_once_init_leave(&once, 1);
    }
    return phrases;
}

char *nx_phrases_fold(const char *text, gsize len)
{
    char *out = g_strndup(text, len);
    for (gsize i = 0; i < len; i++) {
        guchar c = (guchar)out[i];
        if (c < 0x80) {
            out[i] = g_ascii_tolower(out[i]);
        } else if (c >= 0xC2 && c < 0xE0 && i + 1 < len) {
            gunichar lower = g_unichar_tolower(g_utf8_get_char(out + i));
            if (lower >= 0x80 && lower < 0x800) {
                out[i] = (char)(0xC0 | lower >> 6);
                out[i + 1] = (char)(0x80 | (lower & 0x3F));
            }
            i++;
        } else {
            i += c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 0;
        }
    }
    return out;
}

typedef struct {
    const Phrases *phrases;
    const char *folded;
    gsize len;
    GArray *found; /* of Found */
} Search;

typedef struct {
    NxMark mark;
    guint phrase;
} Found;

/* The end of `phrase`, of which `i` bytes stand before `at`, or 0. A space in it is any white space, quote marks of a
 * reply ("> ") included. */
static gsize phrase_end(const Phrase *phrase, gsize i, const Search *search, gsize at)
{
    while (i < phrase->len && at < search->len) {
        if (phrase->text[i] == ' ') {
            if (!g_ascii_isspace(search->folded[at]))
                return 0;
            while (at < search->len && (g_ascii_isspace(search->folded[at]) || search->folded[at] == '>'))
                at++;
        } else if (phrase->text[i] != search->folded[at++]) {
            return 0;
        }
        i++;
    }
    return i == phrase->len ? at : 0;
}

/* Does a word of a script with blanks between words begin at `at`, Latin, Greek or Cyrillic? Others write words
 * together, or with articles in front. */
static gboolean begins_word(const char *folded, gsize at)
{
    enum { END_OF_ALPHABETS = 0x530 };
    if (at == 0)
        return TRUE;
    gsize before = at - 1;
    while (before > 0 && at - before < 3 && ((guchar)folded[before] & 0xC0) == 0x80)
        before--;
    gunichar letter = g_utf8_get_char_validated(folded + before, (gssize)(at - before));
    gunichar first = g_utf8_get_char_validated(folded + at, -1);
    return !(letter < END_OF_ALPHABETS && g_unichar_isalnum(letter) && first < END_OF_ALPHABETS &&
             g_unichar_isalnum(first));
}

static void try_head(guint number, gsize end, gpointer data)
{
    Search *search = data;
    const Head *head = &g_array_index(search->phrases->heads, Head, number);
    gsize at = end - head->len;
    if (!begins_word(search->folded, at))
        return;
    gboolean alone = end == search->len || !g_ascii_isspace(search->folded[end]);
    for (guint i = 0; i < head->phrases->len; i++) {
        guint n = g_array_index(head->phrases, guint, i);
        const Phrase *phrase = &g_array_index(search->phrases->phrases, Phrase, n);
        gsize stop = alone && phrase->len > head->len ? 0 : phrase_end(phrase, head->len, search, end);
        Found found = {{at, stop, phrase->word}, n};
        if (stop)
            g_array_append_val(search->found, found);
    }
}

/* Where they begin; of those that begin together what stands further down in the table comes first. */
static gint by_place(gconstpointer a, gconstpointer b)
{
    const Found *one = a, *two = b;
    if (one->mark.at != two->mark.at)
        return one->mark.at < two->mark.at ? -1 : 1;
    return one->phrase > two->phrase ? -1 : one->phrase < two->phrase;
}

GArray *nx_phrases_mark(const char *folded, gsize len)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
    Search search = {.phrases = get_phrases(), .folded = folded, .len = len, .found = found};
    nx_finder_run(search.phrases->finder, folded, len, try_head, &search);
    g_array_sort(found, by_place);
    GArray *marks = g_array_sized_new(FALSE, FALSE, sizeof(NxMark), MIN(found->len, NX_MAX_MARKS));
    for (guint i = 0; i < found->len && marks->len < NX_MAX_MARKS; i++)
        g_array_append_val(marks, g_array_index(found, Found, i).mark);
    return marks;
}

static const GArray *beside(NxPhraseKind word)
{
    g_assert(word >= NX_PHRASE_RECIPIENT);
    return get_phrases()->beside[word - NX_PHRASE_RECIPIENT];
}

gboolean nx_phrases_is_label(const char *folded, gsize len, NxPhraseKind word)
{
    const GArray *labels = beside(word);
    for (guint i = 0; i < labels->len; i++) {
        const Phrase *label = &g_array_index(labels, Phrase, i);
        if (label->len > len || memcmp(folded, label->text, label->len) != 0)
            continue;
        if (label->len == len || label->text[label->len - 1] == '-' || strchr(" ([/\t", folded[label->len]))
            return TRUE;
        if (folded[label->len] == 's' && (label->len + 1 == len || strchr(" ([/\t", folded[label->len + 1])))
            return TRUE; /* more than one: "recipients", and not "de" in "destinatario" */
    }
    return FALSE;
}

static gboolean is_letter(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

gboolean nx_phrases_word_ends(const char *folded, gsize from, gsize end, NxPhraseKind word)
{
    const GArray *words = beside(word);
    for (guint i = 0; i < words->len; i++) {
        const Phrase *one = &g_array_index(words, Phrase, i);
        gsize start = end - MIN(one->len, end);
        if (end - from >= one->len && memcmp(folded + start, one->text, one->len) == 0 &&
            (start == from || !is_letter(folded[start - 1])))
            return TRUE;
    }
    return FALSE;
}

gboolean nx_phrases_word_begins(const char *text, gsize len, NxPhraseKind word)
{
    const GArray *words = beside(word);
    for (guint i = 0; i < words->len; i++) {
        const Phrase *one = &g_array_index(words, Phrase, i);
        if (len >= one->len && memcmp(text, one->text, one->len) == 0)
            return TRUE;
    }
    return FALSE;
}
