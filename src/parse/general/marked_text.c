/* Lines, sentences and paragraphs around a place, and the marks between two places. */
#include "parse/general/marked_text.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/general/reach.h"
#include "parse/notice/sign_words.h"
#include "parse/smtp/smtp.h"

/* ---- Lines and sentences ----------------------------------------------------------------------------------------- */

gsize nx_marked_text_line_start(const NxMarkedText *marked, gsize at)
{
    return nx_line_start(marked->text, at);
}

gsize nx_marked_text_line_end(const NxMarkedText *marked, gsize at)
{
    return nx_line_end(marked->text, marked->len, at);
}

gsize nx_marked_text_next_line(const NxMarkedText *marked, gsize at)
{
    return nx_line_behind(marked->text, marked->len, at);
}

/* Does it begin at `at`? Its length then, else 0. */
static gsize begins(const NxMarkedText *marked, gsize at, gsize end, const char *word)
{
    gsize len = strlen(word);
    return end - at >= len && memcmp(marked->text + at, word, len) == 0 ? len : 0;
}

/* A blank or bullet that takes more than one byte; its length, 0 if there is none. */
static gsize wide_lead(const NxMarkedText *marked, gsize at, gsize end)
{
    gsize blank = begins(marked, at, end, "\u3000"), len = blank ? blank : begins(marked, at, end, "\u00a0");
    for (const char *const *bullet = nx_sign_words(NX_WORDS_BULLET); *bullet && !len; bullet++)
        len = begins(marked, at, end, *bullet);
    return len;
}

gsize nx_marked_text_skip_lead(const NxMarkedText *marked, gsize at, gsize end)
{
    for (gsize wide; at < end; at += wide) {
        wide = (guchar)marked->text[at] < 0x80 ? strchr(" \t*-|>+#=~.", marked->text[at]) != NULL
                                               : wide_lead(marked, at, end);
        if (!wide)
            break;
    }
    return at;
}

gboolean nx_marked_text_is_blank(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && strchr(" \t|>*", marked->text[at]))
        at++;
    return at == end;
}

/* A line of nothing but dashes and the like, or with words between such ("----- Transcript of session follows
 * -----"). */
gboolean nx_marked_text_is_rule(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && g_ascii_isspace(marked->text[at]))
        at++;
    gsize stop = at;
    while (stop < end && strchr("-=_*+#~", marked->text[stop]) && marked->text[stop] == marked->text[at])
        stop++;
    return stop - at >= NX_REACH_RULE;
}

static gboolean ends_sentence(const NxMarkedText *marked, gsize at)
{
    static const char *const STOPS[] = {"。", "！", "？"};
    char c = marked->text[at];
    if (strchr(".!?", c))
        return at + 1 == marked->len || g_ascii_isspace(marked->text[at + 1]);
    if (c == '\n' && at > 0 && marked->text[at - 1] == ':')
        return TRUE;
    if (c == '\n')
        return at + 1 == marked->len ||
               nx_marked_text_is_blank(marked, at + 1, nx_marked_text_line_end(marked, at + 1));
    for (guint i = 0; i < G_N_ELEMENTS(STOPS); i++)
        if (marked->len - at >= 3 && memcmp(marked->text + at, STOPS[i], 3) == 0)
            return TRUE;
    return FALSE;
}

void nx_marked_text_sentence(const NxMarkedText *marked, gsize at, gsize *start, gsize *end)
{
    gsize from = at, to = at;
    while (from > 0 && at - from < NX_REACH_SENTENCE && !ends_sentence(marked, from - 1))
        from--;
    while (to < marked->len && to - at < NX_REACH_SENTENCE && !ends_sentence(marked, to))
        to++;
    *start = from;
    *end = to;
}

void nx_marked_text_paragraph(const NxMarkedText *marked, gsize at, gsize *start, gsize *end)
{
    gsize first = nx_marked_text_line_start(marked, at), last = nx_marked_text_line_end(marked, at);
    while (first > 0 && at - first < NX_REACH_SENTENCE &&
           !nx_marked_text_is_blank(marked, nx_marked_text_line_start(marked, first - 1), first - 1))
        first = nx_marked_text_line_start(marked, first - 1);
    while (last < marked->len && last - at < NX_REACH_SENTENCE &&
           !nx_marked_text_is_blank(marked, last + 1, nx_marked_text_line_end(marked, last + 1)))
        last = nx_marked_text_line_end(marked, last + 1);
    *start = MAX(first, at > NX_REACH_SENTENCE ? at - NX_REACH_SENTENCE : 0);
    *end = MIN(last, at + NX_REACH_SENTENCE);
}

/* ---- Words ------------------------------------------------------------------------------------------------------- */

gboolean nx_marked_text_ends(const NxMarkedText *marked, gsize from, gsize to, const char *words)
{
    gsize len = strlen(words);
    return to - from >= len && memcmp(marked->folded + to - len, words, len) == 0;
}

guint nx_marked_text_first_mark(const NxMarkedText *marked, gsize at)
{
    guint low = 0, high = marked->marks->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(marked->marks, NxMark, middle).at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean nx_marked_text_has(const NxMarkedText *marked, gsize at, gsize end, NxPhraseKind word)
{
    for (guint i = nx_marked_text_first_mark(marked, at); i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == word)
            return TRUE;
    }
    return FALSE;
}

gboolean nx_marked_text_ends_phrase(const NxMarkedText *marked, gsize end, NxPhraseKind word)
{
    for (guint i = nx_marked_text_first_mark(marked, end > NX_REACH_LABEL ? end - NX_REACH_LABEL : 0);
         i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == word && mark->end >= end)
            return TRUE;
    }
    return FALSE;
}

NxTrouble nx_marked_text_trouble(const NxMarkedText *marked, gsize at, gsize end)
{
    if (at >= end)
        return NX_TROUBLE_NONE;
    if (nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE) ||
        nx_marked_text_has(marked, at, end, NX_PHRASE_DELAY) ||
        nx_marked_text_has(marked, at, end, NX_PHRASE_DELIVERED) ||
        nx_smtp_has_refusal(marked->text + at, (gssize)(end - at)))
        return NX_TROUBLE_CLEAR;
    return nx_marked_text_has(marked, at, end, NX_PHRASE_WEAK) ? NX_TROUBLE_SOME : NX_TROUBLE_NONE;
}

/* ---- The marked -------------------------------------------------------------------------------------------------- */

NxMarkedText *nx_marked_text_new(const char *text, gsize len)
{
    NxMarkedText *marked = g_new0(NxMarkedText, 1);
    marked->text = text;
    marked->len = MIN(len, NX_MAX_MARKED_TEXT);
    marked->folded = nx_phrases_fold(text, marked->len);
    marked->marks = nx_phrases_mark(marked->folded, marked->len);
    for (guint i = 0; i < marked->marks->len; i++)
        marked->counts[g_array_index(marked->marks, NxMark, i).word]++;
    return marked;
}

void nx_marked_text_free(NxMarkedText *marked)
{
    g_array_unref(marked->marks);
    g_free(marked->folded);
    g_free(marked);
}
