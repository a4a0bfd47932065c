#include "parse/general/phrases.h"
#include "parse/limits.h"
#include <nixie/data.h>
#include <nixie/library.h>

typedef struct {
    const char *text;
    gsize len;
    NxPhraseKind word;
    gint next; /* phrase that begins with the same two bytes, -1: none */
} Phrase;

typedef struct {
    GArray *phrases;   /* of Phrase, looked for in running text */
    GArray *labels;    /* of Phrase */
    gint first[65536]; /* by the first two bytes: phrase, or -1 */
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

static guint pair(const char *text)
{
    return (guint)(guchar)text[0] << 8 | (guchar)text[1];
}

static void add_phrase(Phrases *phrases, const char *text, NxPhraseKind word)
{
    Phrase phrase = {g_string_chunk_insert(phrases->strings, text), strlen(text), word, -1};
    if (word >= NX_PHRASE_RECIPIENT) {
        g_array_append_val(phrases->labels, phrase);
        return;
    }
    phrase.next = phrases->first[pair(phrase.text)];
    phrases->first[pair(phrase.text)] = (gint)phrases->phrases->len;
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

static Phrases *phrases_new(void)
{
    Phrases *phrases = g_new0(Phrases, 1);
    phrases->phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
    phrases->labels = g_array_new(FALSE, FALSE, sizeof(Phrase));
    phrases->strings = g_string_chunk_new(8192);
    for (guint i = 0; i < G_N_ELEMENTS(phrases->first); i++)
        phrases->first[i] = -1;
    GBytes *bytes = nx_library_embedded("phrases.tsv");
    g_assert(bytes);
    NxTable *table = nx_table_new(bytes, "phrases.tsv", NULL);
    for (guint row = 0; row < nx_table_rows(table); row++) {
        NxPhraseKind word;
        const char *text = nx_table_cell(table, row, "phrase");
        gboolean known = parse_word(nx_table_cell(table, row, "kind"), &word);
        g_assert(known && strlen(text) > 1);
        add_alternatives(phrases, text, word);
    }
    nx_table_free(table);
    g_bytes_unref(bytes);
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

/* The end of `phrase` standing at `at`, or 0. A space in it is any white space, quote marks of a reply ("> ")
 * included. */
static gsize phrase_end(const Phrase *phrase, const char *folded, gsize len, gsize at)
{
    gsize i = 0;
    while (i < phrase->len && at < len) {
        if (phrase->text[i] == ' ') {
            if (!g_ascii_isspace(folded[at]))
                return 0;
            while (at < len && (g_ascii_isspace(folded[at]) || folded[at] == '>'))
                at++;
        } else if (phrase->text[i] != folded[at++]) {
            return 0;
        }
        i++;
    }
    return i == phrase->len ? at : 0;
}

GArray *nx_phrases_mark(const char *folded, gsize len)
{
    const Phrases *phrases = get_phrases();
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(NxMark));
    for (gsize at = 0; at + 1 < len && marks->len < NX_MAX_MARKS; at++) {
        gint i = phrases->first[pair(folded + at)];
        if (i < 0 || (at > 0 && g_ascii_isalnum(folded[at]) && g_ascii_isalnum(folded[at - 1])))
            continue;
        for (; i >= 0; i = g_array_index(phrases->phrases, Phrase, i).next) {
            const Phrase *phrase = &g_array_index(phrases->phrases, Phrase, i);
            gsize end = phrase_end(phrase, folded, len, at);
            NxMark mark = {at, end, phrase->word};
            if (end)
                g_array_append_val(marks, mark);
        }
    }
    return marks;
}

gboolean nx_phrases_is_label(const char *folded, gsize len, NxPhraseKind word)
{
    const Phrases *phrases = get_phrases();
    for (guint i = 0; i < phrases->labels->len; i++) {
        const Phrase *label = &g_array_index(phrases->labels, Phrase, i);
        if (label->word != word || label->len > len || memcmp(folded, label->text, label->len) != 0)
            continue;
        if (label->len == len || label->text[label->len - 1] == '-' || strchr(" ([/\t", folded[label->len]))
            return TRUE;
        if (folded[label->len] == 's' && (label->len + 1 == len || strchr(" ([/\t", folded[label->len + 1])))
            return TRUE; /* more than one: "recipients", and not "de" in "destinatario" */
    }
    return FALSE;
}
