/* Terms in all their spellings in one finder; what it finds is cut to words and freed of overlaps. Of two in one word
 * the one that ends later counts: the head of a compound stands last. */
#include "judge/terms.h"
#include "base/finder.h"
#include "judge/walk.h"
#include <nixie/text.h>
#include <string.h>

/* One sense of a spelling. */
typedef struct {
    NxSenses sense;
    gboolean open_begin, open_end; /* may begin, end inside a word */
} Meaning;

struct NxTerms {
    NxFinder *finder;
    GPtrArray *meanings; /* by number of spelling, GArray of Meaning */
    GArray *lengths;     /* by number of spelling, guint: bytes */
    GPtrArray *senses;   /* names */
};

NxTerms *nx_terms_new(void)
{
    NxTerms *terms = g_new0(NxTerms, 1);
    terms->finder = nx_finder_new(NX_FINDER_EXACT);
    terms->meanings = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    terms->lengths = g_array_new(FALSE, FALSE, sizeof(guint));
    terms->senses = g_ptr_array_new_with_free_func(g_free);
    return terms;
}

void nx_terms_free(NxTerms *terms)
{
    if (!terms)
        return;
    nx_finder_free(terms->finder);
    g_ptr_array_unref(terms->meanings);
    g_array_unref(terms->lengths);
    g_ptr_array_unref(terms->senses);
    g_free(terms);
}

/* ---- Spellings --------------------------------------------------------------------------------------------------- */

/* What people write who have not the letter: without its mark, or as two. In the order of the letters. */
static const struct {
    gunichar letter;
    const char *plain, *two;
} LETTERS[] = {
    {0xDF, "ss", "ss"}, /* ß */
    {0xE0, "a", "a'"},  {0xE4, "a", "ae"}, {0xE5, "a", "aa"},   {0xE6, "a", "ae"},  {0xE8, "e", "e'"},
    {0xE9, "e", "e'"},  {0xEC, "i", "i'"}, {0xF0, "d", "d"},    {0xF2, "o", "o'"},  {0xF6, "o", "oe"},
    {0xF8, "o", "oe"},  {0xF9, "u", "u'"}, {0xFC, "u", "ue"},   {0xFE, "th", "th"}, {0x111, "d", "d"},
    {0x131, "i", "i"},  {0x142, "l", "l"}, {0x153, "oe", "oe"}, {0x3AC, "α", "α"},  {0x3AD, "ε", "ε"},
    {0x3AE, "η", "η"},  {0x3AF, "ι", "ι"}, {0x3CA, "ι", "ι"},   {0x3CC, "ο", "ο"},  {0x3CD, "υ", "υ"},
    {0x3CE, "ω", "ω"},  {0x451, "е", "е"}, {0x491, "г", "г"},
};

typedef enum { AS_IS, PLAIN, TWO, N_SPELLINGS } Spelling;

static const char *instead_of(gunichar c, Spelling how)
{
    guint from = 0, to = G_N_ELEMENTS(LETTERS);
    while (from < to) {
        guint middle = (from + to) / 2;
        if (LETTERS[middle].letter == c)
            return how == PLAIN ? LETTERS[middle].plain : LETTERS[middle].two;
        if (LETTERS[middle].letter < c)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

/* "no_such_user" and "no-such-user" are "no such user". */
static char plain_joint(char c)
{
    return c == '_' || c == '-' ? ' ' : c;
}

/* The term as the text has it in which it is looked for; FALSE if it has no letter that is spelled otherwise. */
static gboolean spell(const char *term, Spelling how, GString *out)
{
    gboolean other = FALSE;
    g_string_truncate(out, 0);
    for (const char *p = term; *p; p = g_utf8_next_char(p)) {
        if ((guint8)*p < 0x80) {
            g_string_append_c(out, plain_joint(g_ascii_tolower(*p)));
            continue;
        }
        gunichar c = g_unichar_tolower(g_utf8_get_char(p));
        const char *instead = how == AS_IS ? NULL : instead_of(c, how);
        other |= instead != NULL;
        if (instead)
            g_string_append(out, instead);
        else
            g_string_append_unichar(out, nx_walk_fold(c));
    }
    return other;
}

static void add_spelling(NxTerms *terms, const char *text, const Meaning *meaning)
{
    guint number = nx_finder_add(terms->finder, text), len = (guint)strlen(text);
    if (number == terms->meanings->len) {
        g_ptr_array_add(terms->meanings, g_array_new(FALSE, FALSE, sizeof(Meaning)));
        g_array_append_val(terms->lengths, len);
    }
    GArray *meanings = g_ptr_array_index(terms->meanings, number);
    for (guint i = 0; i < meanings->len; i++) {
        Meaning *there = &g_array_index(meanings, Meaning, i);
        if (there->open_begin == meaning->open_begin && there->open_end == meaning->open_end) {
            there->sense |= meaning->sense;
            return;
        }
    }
    g_array_append_val(meanings, *meaning);
}

static void add_term(NxTerms *terms, const char *term, NxSenses sense)
{
    Meaning meaning = {.sense = sense, .open_begin = *term == '*', .open_end = g_str_has_suffix(term, "*")};
    g_autofree char *bare =
        g_strndup(term + meaning.open_begin, strlen(term) - (gsize)meaning.open_begin - (gsize)meaning.open_end);
    g_autoptr(GString) text = g_string_new(NULL);
    for (Spelling how = AS_IS; how < N_SPELLINGS; how++)
        if (spell(bare, how, text) || how == AS_IS)
            add_spelling(terms, text->str, &meaning);
}

static guint number_of(const NxTerms *terms, const char *sense)
{
    guint at = 0;
    while (at < terms->senses->len && strcmp(g_ptr_array_index(terms->senses, at), sense) != 0)
        at++;
    return at;
}

char *nx_terms_take(NxTerms *terms, const char *sense, const char *list)
{
    enum { MOST_SENSES = 31 };
    guint number = number_of(terms, sense);
    if (number == MOST_SENSES)
        return g_strdup(nx_tr("there are too many senses"));
    if (number == terms->senses->len)
        g_ptr_array_add(terms->senses, g_strdup(sense));
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);
    for (char **part = parts; *part; part++) {
        const char *term = g_strstrip(*part);
        if (*term == '\0' || strcmp(term, "*") == 0 || strcmp(term, "**") == 0)
            return g_strdup(nx_tr("a term is empty"));
        add_term(terms, term, 1u << number);
    }
    return NULL;
}

void nx_terms_seal(NxTerms *terms)
{
    nx_finder_seal(terms->finder);
}

NxSenses nx_terms_sense(const NxTerms *terms, const char *sense)
{
    guint number = number_of(terms, sense);
    return number < terms->senses->len ? 1u << number : 0;
}

/* ---- Finding ----------------------------------------------------------------------------------------------------- */

/* Letters of scripts that put blanks between words, and join nothing to them. */
static gboolean is_letter(const NxCanonical *text, gsize at)
{
    enum { BEHIND_CYRILLIC = 0x0530 };
    guint8 byte = (guint8)text->text[at];
    if (at >= text->len || byte < 0x80)
        return at < text->len && g_ascii_isalnum((char)byte);
    gunichar c = g_utf8_get_char(text->text + at);
    return c < BEHIND_CYRILLIC && g_unichar_isalpha(c);
}

static gsize char_before(const NxCanonical *text, gsize at)
{
    do
        at--;
    while (at > 0 && ((guint8)text->text[at] & 0xC0) == 0x80);
    return at;
}

/* Do the letters on both sides of `at` belong to one word? */
static gboolean is_inside(const NxCanonical *text, gsize at)
{
    return at > 0 && at < text->len && is_letter(text, at) && is_letter(text, char_before(text, at));
}

static gsize word_begin(const NxCanonical *text, gsize at)
{
    while (is_inside(text, at))
        at = char_before(text, at);
    return at;
}

static gsize word_end(const NxCanonical *text, gsize at)
{
    while (is_inside(text, at))
        at += g_utf8_skip[(guint8)text->text[at]];
    return at;
}

/* A term as it was met: the whole words around it, and how far in them its own letters end. */
typedef struct {
    NxTerm term;
    guint end;
} Met;

typedef struct {
    const NxTerms *terms;
    const NxCanonical *text;
    GArray *met;
} Finding;

static void seen(guint number, gsize end, gpointer user)
{
    Finding *finding = user;
    const GArray *meanings = g_ptr_array_index(finding->terms->meanings, number);
    guint letters = g_array_index(finding->terms->lengths, guint, number);
    gsize at = end - letters;
    gboolean begins = !is_inside(finding->text, at), ends = !is_inside(finding->text, end);
    for (guint i = 0; i < meanings->len; i++) {
        const Meaning *meaning = &g_array_index(meanings, Meaning, i);
        if ((!begins && !meaning->open_begin) || (!ends && !meaning->open_end))
            continue;
        gsize from = meaning->open_begin ? word_begin(finding->text, at) : at;
        gsize to = meaning->open_end ? word_end(finding->text, end) : end;
        Met met = {{(guint)from, (guint)(to - from), meaning->sense, meaning->sense}, (guint)end};
        g_array_append_val(finding->met, met);
    }
}

static gint by_place(gconstpointer a, gconstpointer b)
{
    const Met *one = a, *other = b;
    if (one->term.at != other->term.at)
        return one->term.at < other->term.at ? -1 : 1;
    return one->end == other->end ? 0 : one->end > other->end ? -1 : 1;
}

static gboolean is_met(const GArray *met, gsize at)
{
    for (guint i = 0; i < met->len; i++)
        if (g_array_index(met, Met, i).term.at == at)
            return TRUE;
    return FALSE;
}

/* The name where it stands as a word of its own, and is none that has a sense. */
static void find_name(const Finding *finding, const char *name, NxSenses sense)
{
    enum { MOST_NAMES = 8 };
    const NxCanonical *text = finding->text;
    gsize len = strlen(name), from = 0;
    for (guint n = 0; n < MOST_NAMES && from + len <= text->len; n++) {
        const char *there = g_strstr_len(text->text + from, (gssize)(text->len - from), name);
        if (!there)
            return;
        gsize at = (gsize)(there - text->text);
        from = at + len;
        if (is_inside(text, at) || is_inside(text, from) || is_met(finding->met, at))
            continue;
        Met met = {{(guint)at, (guint)len, sense, sense}, (guint)from};
        g_array_append_val(finding->met, met);
    }
}

GArray *nx_terms_find(const NxTerms *terms, const NxCanonical *text, const char *name)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(NxTerm));
    g_autoptr(GArray) met = g_array_new(FALSE, FALSE, sizeof(Met));
    Finding finding = {terms, text, met};
    g_autofree char *plain = g_malloc(text->len + 1);
    for (gsize i = 0; i < text->len; i++)
        plain[i] = plain_joint(text->text[i]);
    nx_finder_run(terms->finder, plain, text->len, seen, &finding);
    if (name)
        find_name(&finding, name, nx_terms_sense(terms, "person") | NX_SENSE_NAME);
    g_array_sort(met, by_place);
    for (guint i = 0, behind = 0, own = 0; i < met->len; i++) {
        const Met *one = &g_array_index(met, Met, i);
        NxTerm *last = found->len ? &g_array_index(found, NxTerm, found->len - 1) : NULL;
        if (last && last->at == one->term.at && last->len == one->term.len) {
            last->all |= one->term.senses;
            last->senses |= own == one->end ? one->term.senses : 0; /* the same letters */
        }
        if (one->term.at < behind)
            continue;
        g_array_append_val(found, one->term);
        behind = one->term.at + one->term.len;
        own = one->end;
    }
    return found;
}
