/* Words are runs of letters; one with a figure in it, or joined to the next ("c=xx;p=neko", "MSEXCH:IMS:NEKO"), is a
 * mark of the server's. */
#include "judge/beside.h"
#include "judge/tokens.h"
#include <string.h>

static gboolean is_letter(char c)
{
    return g_ascii_isalpha(c) || (guint8)c >= 0x80;
}

/* The end of the run of letters and figures at `at`. */
static guint run_at(const NxCanonical *text, guint at)
{
    while (at < text->len && (is_letter(text->text[at]) || g_ascii_isdigit(text->text[at]) || text->text[at] == '\''))
        at++;
    return at;
}

static gboolean is_joint(const NxCanonical *text, guint at)
{
    return at > 0 && at + 1 < text->len && strchr(":=/\\", text->text[at]) && text->text[at] &&
           text->text[at - 1] != ' ' && text->text[at + 1] != ' ' && text->text[at + 1] != '<';
}

static gboolean is_mark(const NxCanonical *text, guint at, guint end)
{
    if (is_joint(text, end) || (at > 0 && is_joint(text, at - 1)))
        return TRUE;
    for (; at < end; at++)
        if (g_ascii_isdigit(text->text[at]))
            return TRUE;
    return FALSE;
}

/* How much of [at, end) there is to read: letters, two for one of a script that needs no more. */
static guint weight(const NxCanonical *text, guint at, guint end)
{
    guint letters = 0;
    for (; at < end; at++) {
        guint8 c = (guint8)text->text[at];
        letters += c < 0x80 || c >= 0xC0 ? (c >= 0xE0 ? 2u : 1u) : 0;
    }
    return letters;
}

/* Letters of [at, end) in no term; `*next` is the number of the first term that may reach there. */
static guint uncovered(const GArray *terms, const NxCanonical *text, guint *next, guint at, guint end)
{
    guint strange = weight(text, at, end);
    while (*next < terms->len) {
        const NxTerm *term = &g_array_index(terms, NxTerm, *next);
        guint from = MAX(term->at, at), to = MIN(term->at + term->len, end);
        if (from < to)
            strange -= weight(text, from, to);
        if (term->at + term->len > end)
            break;
        ++*next;
    }
    return strange;
}

guint nx_beside_strange(const GArray *terms, const NxCanonical *text, guint at, guint len)
{
    guint strange = 0, next = 0;
    for (guint from = 0, end; from < text->len; from = MAX(end, from + 1)) {
        end = run_at(text, from);
        gboolean placeholder = from > 0 && text->text[from - 1] == '<' && end < text->len && text->text[end] == '>';
        if (end == from || placeholder || is_mark(text, from, end) || (from < at + len && end > at) ||
            nx_token_is_formula(text->text + from, end - from))
            continue;
        strange += uncovered(terms, text, &next, from, end);
    }
    return strange;
}

/* Does a noun begin at `at`, or what no term has? */
static gboolean is_noun(const GArray *terms, guint at, NxSenses nouns)
{
    for (guint i = 0; i < terms->len; i++) {
        const NxTerm *term = &g_array_index(terms, NxTerm, i);
        if (term->at == at)
            return (term->senses & nouns) != 0;
    }
    return TRUE;
}

gboolean nx_beside_is_modified(const NxTerms *book, const GArray *terms, const NxCanonical *text, guint at)
{
    NxSenses thing = nx_terms_sense(book, "thing"), person = nx_terms_sense(book, "person");
    guint end = at, from;
    while (end > 0 && text->text[end - 1] == ' ')
        end--;
    for (from = end; from > 0 && (is_letter(text->text[from - 1]) || text->text[from - 1] == '-');)
        from--;
    if (!is_noun(terms, at, thing | person) || from == end || nx_token_is_formula(text->text + from, end - from))
        return FALSE;
    for (guint i = 0; i < terms->len; i++) {
        const NxTerm *term = &g_array_index(terms, NxTerm, i);
        if (term->at < end && term->at + term->len > from)
            return (term->senses & thing) != 0 && !(term->senses & person);
    }
    return TRUE;
}
