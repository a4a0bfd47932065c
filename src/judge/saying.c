/* Statement first, then its subject: the nearest noun before it, else the one behind. */
#include "judge/saying.h"
#include <nixie/text.h>
#include <string.h>

static const char NOBODY[] = "-";

/* A word of `says` that is no sense. */
static gboolean read_manner(NxSaying *saying, const char *word)
{
    const struct {
        const char *word;
        gboolean *said;
    } MANNERS[] = {{"behind", &saying->behind}, {"without", &saying->alone}, {"...", &saying->far}};
    for (guint i = 0; i < G_N_ELEMENTS(MANNERS); i++) {
        if (strcmp(MANNERS[i].word, word) == 0)
            return *MANNERS[i].said = TRUE;
    }
    return FALSE;
}

/* The words of `says`, "not+here" as two. */
static gboolean read_senses(NxSaying *saying, const NxTerms *terms, char **words, char **why)
{
    NxSenses *const slots[] = {&saying->subject, &saying->first, &saying->second};
    guint n = 0;
    for (char **word = words; *word; word++) {
        gboolean nobody = n == 0 && strcmp(*word, NOBODY) == 0;
        if (**word == '\0')
            continue;
        if (read_manner(saying, *word))
            continue;
        NxSenses sense = nx_terms_sense(terms, *word);
        if (n == G_N_ELEMENTS(slots) || (!sense && !nobody)) {
            *why = n == G_N_ELEMENTS(slots) ? g_strdup(nx_tr("says has too many senses"))
                                            : g_strdup_printf(nx_tr("no [terms %s]"), *word);
            return FALSE;
        }
        *slots[n++] = sense;
    }
    if (n < 2)
        *why = g_strdup(nx_tr("says needs a subject and what is said of it"));
    return n >= 2;
}

/* The senses that all sayings go by. */
static NxSaying common_senses(const NxTerms *terms)
{
    return (NxSaying){.person = nx_terms_sense(terms, "person"),
                      .thing = nx_terms_sense(terms, "thing"),
                      .at = nx_terms_sense(terms, "at"),
                      .of = nx_terms_sense(terms, "of"),
                      .here = nx_terms_sense(terms, "here"),
                      .filler = nx_terms_sense(terms, "filler"),
                      .negation = nx_terms_sense(terms, "not")};
}

char *nx_saying_read(NxSaying *saying, const NxTerms *terms, const char *value)
{
    char *why = NULL;
    g_auto(GStrv) words = g_strsplit_set(value, " \t+", -1);
    *saying = common_senses(terms);
    saying->joined = strchr(value, '+') != NULL;
    read_senses(saying, terms, words, &why);
    return why;
}

/* How far words that belong together stand from each other, in bytes. */
enum {
    TOGETHER = 44, /* the two words of a statement: "nicht ... gefunden" */
    BEFORE = 90,   /* subject before its statement */
    BEHIND = 40,
    STRANGE = 18,  /* between subject and statement, words and blanks of no sense */
    BESIDE = 10,   /* a thing right behind a statement is its object, or what it is an adjective of */
    ATTACHED = 24, /* "no such poor user" */
    PLACED = 24,   /* "on our humble server" */
    COMPOUND = 2,  /* "user table", "user-table" */
    CHAIN = 8,     /* nouns: "in the address book of the house" */
};

typedef enum { NOTHING, SUBJECT, THING } Noun;

typedef struct {
    const NxSaying *saying;
    const NxCanonical *text;
    const NxTerm *terms;
    guint n;
} Clause;

typedef struct {
    guint from, to; /* numbers of the first and the last of its terms */
} Statement;

static guint end_of(const NxTerm *term)
{
    return term->at + term->len;
}

/* Bytes between two terms. */
static guint gap(const Clause *clause, guint one, guint other)
{
    return clause->terms[other].at - end_of(&clause->terms[one]);
}

static gboolean has_punctuation(const Clause *clause, guint one, guint other)
{
    static const char marks[] = ",:()[]\"'/|";
    for (guint at = end_of(&clause->terms[one]); at < clause->terms[other].at; at++)
        if (strchr(marks, clause->text->text[at]))
            return TRUE;
    return FALSE;
}

static gboolean is_placeholder(const Clause *clause, guint i)
{
    return clause->text->text[clause->terms[i].at] == '<';
}

static gboolean is(const Clause *clause, guint i, NxSenses senses)
{
    return i < clause->n && (clause->terms[i].senses & senses) != 0;
}

/* What is said may be an adjective that stands in two lists. */
static gboolean says(const Clause *clause, guint i, NxSenses senses)
{
    return (clause->terms[i].all & senses) != 0;
}

/* Is it a word of place that `i` stands behind, with no other noun between? Also what is right behind such a noun:
 * "im Adressbuch der Firma". */
static gboolean is_placed(const Clause *clause, guint i)
{
    const NxSaying *saying = clause->saying;
    guint nouns = 0;
    for (guint k = i; k > 0 && gap(clause, k - 1, i) <= PLACED; k--) {
        if (is(clause, k - 1, saying->thing)) {
            if (gap(clause, k - 1, i) > BESIDE || has_punctuation(clause, k - 1, i) || ++nouns == CHAIN)
                return FALSE;
            i = k - 1;
            continue;
        }
        if (is(clause, k - 1, saying->subject))
            return FALSE;
        if (is(clause, k - 1, saying->at | saying->here))
            return TRUE;
    }
    return FALSE;
}

/* "user's certificate", where `i` is the user. */
static gboolean is_possessor(const Clause *clause, guint i)
{
    const char *behind = clause->text->text + end_of(&clause->terms[i]);
    return g_str_has_prefix(behind, "'s ") && !is(clause, i + 1, clause->saying->subject);
}

/* The term before `i` that is no filler; `i` itself if there is none near it. */
static guint telling_before(const Clause *clause, guint i)
{
    for (guint k = i; k > 0 && gap(clause, k - 1, i) <= BESIDE; k--) {
        if (clause->terms[k - 1].senses != clause->saying->filler)
            return k - 1;
    }
    return i;
}

/* "table of users", "mail for <addr>". */
static gboolean is_tied(const Clause *clause, guint i)
{
    const NxSaying *saying = clause->saying;
    guint tie = telling_before(clause, i), thing = telling_before(clause, tie);
    return thing < tie && tie < i && is(clause, tie, saying->of | saying->at) && is(clause, thing, saying->thing) &&
           !is_placed(clause, thing) && gap(clause, tie, i) <= BESIDE && gap(clause, thing, tie) <= COMPOUND;
}

/* "user table", "user's table". */
static gboolean is_modifier(const Clause *clause, guint i)
{
    gboolean compound = is(clause, i + 1, clause->saying->thing) && !is(clause, i + 1, clause->saying->subject) &&
                        gap(clause, i, i + 1) <= COMPOUND && !has_punctuation(clause, i, i + 1);
    return !is_placeholder(clause, i) && (compound || is_possessor(clause, i));
}

/* "list max", where max is the recipient's local part. */
static gboolean is_its_name(const Clause *clause, guint i)
{
    return is(clause, i, NX_SENSE_NAME) && i > 0 && is(clause, i - 1, clause->saying->thing) &&
           gap(clause, i - 1, i) <= COMPOUND;
}

/* Is it of a thing, and not the subject itself? */
static gboolean belongs_to_thing(const Clause *clause, guint i)
{
    return is_its_name(clause, i) || is_tied(clause, i) || is_modifier(clause, i);
}

static Noun noun_at(const Clause *clause, guint i)
{
    if (is(clause, i, clause->saying->subject))
        return belongs_to_thing(clause, i) ? THING : SUBJECT;
    if (!is(clause, i, clause->saying->thing))
        return NOTHING;
    return is_placed(clause, i) ? NOTHING : THING;
}

/* ---- Statements -------------------------------------------------------------------------------------------------- */

/* The word of `senses` that is nearest to `i`, within reach; the one behind where both are as near. */
static gboolean find_near(const Clause *clause, guint i, NxSenses senses, guint *which)
{
    guint reach = clause->saying->joined ? COMPOUND : TOGETHER, best = reach + 1;
    for (guint k = i; k > 0 && gap(clause, k - 1, i) < best; k--) {
        if (!says(clause, k - 1, senses))
            continue;
        best = gap(clause, k - 1, i);
        *which = k - 1;
    }
    for (guint k = i + 1; k < clause->n && gap(clause, i, k) <= MIN(best, reach); k++) {
        if (!says(clause, k, senses))
            continue;
        *which = k;
        return TRUE;
    }
    return best <= reach;
}

/* "not deleted": one word alone says it, and the one right before takes it back. */
static gboolean is_taken_back(const Clause *clause, guint i)
{
    const NxSaying *saying = clause->saying;
    return !saying->second && i > 0 && is(clause, i - 1, saying->negation) && !is(clause, i - 1, saying->first) &&
           gap(clause, i - 1, i) <= 1 && !has_punctuation(clause, i - 1, i);
}

/* The statement that has its first word at `i`. */
static gboolean find_statement(const Clause *clause, guint i, Statement *statement)
{
    guint other = i;
    if (!says(clause, i, clause->saying->first) || is_taken_back(clause, i))
        return FALSE;
    if (clause->saying->second && !find_near(clause, i, clause->saying->second, &other))
        return FALSE;
    *statement = (Statement){MIN(i, other), MAX(i, other)};
    return TRUE;
}

/* The noun between the words of a statement; NOTHING where there is none. */
static Noun noun_within(const Clause *clause, const Statement *statement, guint *which)
{
    Noun noun = NOTHING;
    for (guint k = statement->from + 1; k < statement->to; k++) {
        Noun here = noun_at(clause, k);
        if (here == NOTHING)
            continue;
        if (here == THING)
            return THING;
        noun = here;
        *which = k;
    }
    return noun;
}

static Noun noun_before(const Clause *clause, const Statement *statement, guint *which)
{
    for (guint k = statement->from; k > 0 && gap(clause, k - 1, statement->from) <= BEFORE; k--) {
        Noun noun = noun_at(clause, k - 1);
        *which = k - 1;
        if (noun != NOTHING)
            return noun;
    }
    return NOTHING;
}

/* No further than a word that begins a place: "unknown to the user". */
static Noun noun_behind(const Clause *clause, const Statement *statement, guint *which)
{
    const NxSaying *saying = clause->saying;
    for (guint k = statement->to + 1; k < clause->n && gap(clause, statement->to, k) <= BEHIND; k++) {
        Noun noun = noun_at(clause, k);
        *which = k;
        if (noun != NOTHING)
            return noun;
        if (is(clause, k, saying->at | saying->of))
            return NOTHING;
    }
    return NOTHING;
}

/* The subject of a statement, FALSE: it has none, or it is a thing. */
static gboolean find_subject(const Clause *clause, const Statement *statement, guint *which)
{
    guint within = 0, before = 0, behind = 0;
    if (!clause->saying->subject) { /* of nobody: there is no noun at all */
        *which = statement->from;
        return TRUE;
    }
    Noun inside = noun_within(clause, statement, &within);
    Noun after = noun_behind(clause, statement, &behind);
    Noun first = noun_before(clause, statement, &before);
    *which = clause->saying->behind ? behind : within;
    if (clause->saying->behind)
        return after == SUBJECT && gap(clause, statement->to, behind) <= ATTACHED;
    if (inside != NOTHING)
        return inside == SUBJECT;
    gboolean beside = after != NOTHING && gap(clause, statement->to, behind) <= BESIDE &&
                      !has_punctuation(clause, statement->to, behind);
    if (beside && after == THING)
        return FALSE;
    *which = first == SUBJECT ? before : behind;
    return first == SUBJECT || (after == SUBJECT && (first == NOTHING || beside));
}

/* Bytes from the term `from` to the term `to` that belong to none. */
static guint strange_between(const Clause *clause, guint from, guint to)
{
    guint strange = end_of(&clause->terms[to]) - clause->terms[from].at;
    for (guint i = from; i <= to; i++)
        strange -= clause->terms[i].len;
    return strange;
}

/* ---- Clauses ----------------------------------------------------------------------------------------------------- */

static gboolean match_noun(const Clause *clause, guint from, guint *at, guint *len)
{
    for (guint i = 0; i < clause->n && !says(clause, i, clause->saying->first); i++) {
        if (clause->terms[i].at < from || !is(clause, i, clause->saying->subject) || is_placeholder(clause, i))
            continue;
        *at = clause->terms[i].at;
        *len = clause->terms[i].len;
        return TRUE;
    }
    return FALSE;
}

static gboolean match_clause(const Clause *clause, guint from, guint *at, guint *len)
{
    for (guint i = 0; i < clause->n; i++) {
        Statement statement;
        guint which;
        if (clause->terms[i].at < from)
            continue;
        if (!find_statement(clause, i, &statement) || !find_subject(clause, &statement, &which))
            continue;
        guint first = MIN(statement.from, which), last = MAX(statement.to, which);
        guint start = clause->terms[first].at, end = end_of(&clause->terms[last]);
        if (start < from || (!clause->saying->far && strange_between(clause, first, last) > STRANGE))
            continue;
        *at = start;
        *len = end - start;
        return TRUE;
    }
    return FALSE;
}

static gboolean has_noun(const NxSaying *saying, const GArray *terms, NxSenses nouns)
{
    for (guint i = 0; i < terms->len; i++)
        if (g_array_index(terms, NxTerm, i).senses & (nouns | saying->thing))
            return TRUE;
    return FALSE;
}

gboolean nx_saying_match(const NxSaying *saying, const GArray *terms, const NxCanonical *text, guint from, guint *at,
                         guint *len)
{
    if (!saying->subject && has_noun(saying, terms, saying->person))
        return FALSE;
    for (guint first = 0, next; first < terms->len; first = next) {
        const NxTerm *term = &g_array_index(terms, NxTerm, first);
        guint start, end;
        nx_canonical_clause(text, term->at, term->len, &start, &end);
        for (next = first + 1; next < terms->len && g_array_index(terms, NxTerm, next).at < end;)
            next++;
        Clause clause = {saying, text, term, next - first};
        if (end > from && (saying->alone ? match_noun : match_clause)(&clause, from, at, len))
            return TRUE;
    }
    return FALSE;
}

gboolean nx_saying_is_of_things(const NxTerms *book, const GArray *terms, const NxCanonical *text, guint at, guint len,
                                gboolean compound)
{
    NxSaying saying = common_senses(book);
    saying.subject = saying.person;
    Noun before = NOTHING, inside = NOTHING;
    gboolean modified = FALSE;
    guint start, end, first = 0, last;
    nx_canonical_clause(text, at, len, &start, &end);
    while (first < terms->len && g_array_index(terms, NxTerm, first).at < start)
        first++;
    for (last = first; last < terms->len && g_array_index(terms, NxTerm, last).at < end;)
        last++;
    Clause clause = {&saying, text, (const NxTerm *)(gconstpointer)terms->data + first, last - first};
    for (guint i = 0; i < clause.n && clause.terms[i].at < at + len; i++) {
        Noun noun = noun_at(&clause, i);
        gboolean in = end_of(&clause.terms[i]) > at;
        if (noun == NOTHING)
            continue;
        if (in && is(&clause, i, saying.subject) && !is_modifier(&clause, i)) /* "mail to user" is of him */
            return FALSE;
        *(in ? &inside : &before) = noun;
        modified |= in && (is(&clause, i, saying.subject) ||
                           memchr(text->text + clause.terms[i].at, ' ', clause.terms[i].len) != NULL);
    }
    if (compound)
        return inside == THING && modified;
    return inside == THING || (inside == NOTHING && before == THING);
}
