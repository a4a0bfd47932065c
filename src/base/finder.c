/* The words make a trie, its states numbered floor by floor: the children of a state stand beside each other, and those
 * of the next one behind them. Texts are walked near its root for most of the time, so that the first two floors have
 * rows that lead on for every letter; the others have their children alone and fall back for what they have not. */
#include "base/finder.h"
#include <string.h>

typedef struct {
    guint32 first; /* child; the last is before the next state's first */
    guint32 fail;  /* the state of the longest other beginning of a word that ends here */
    guint32 found; /* this one or the nearest on the way of `fail` that ends a word, 0: none */
    guint32 word;  /* that ends here, if one does */
} State;

struct NxFinder {
    NxFinderCase letters;
    GPtrArray *words;      /* in the order of their numbers */
    GHashTable *numbers;   /* word, borrowed → its number */
    guint8 letter_of[256]; /* of a byte, 0: in no word */
    guint n_letters;
    GArray *states; /* of State, and one behind the last; 0 is the root */
    GByteArray *by; /* the letter that leads to a state */
    guint n_rows;   /* states with a row: the first ones */
    guint32 *rows;
};

NxFinder *nx_finder_new(NxFinderCase letters)
{
    NxFinder *finder = g_new0(NxFinder, 1);
    finder->letters = letters;
    finder->words = g_ptr_array_new_with_free_func(g_free);
    finder->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    finder->states = g_array_new(FALSE, TRUE, sizeof(State));
    finder->by = g_byte_array_new();
    return finder;
}

void nx_finder_free(NxFinder *finder)
{
    if (!finder)
        return;
    g_ptr_array_unref(finder->words);
    g_hash_table_unref(finder->numbers);
    g_array_unref(finder->states);
    g_byte_array_unref(finder->by);
    g_free(finder->rows);
    g_free(finder);
}

guint nx_finder_add(NxFinder *finder, const char *word)
{
    gpointer number;
    g_autofree char *own = finder->letters == NX_FINDER_CASELESS ? g_ascii_strdown(word, -1) : g_strdup(word);
    g_assert(*own && !finder->rows);
    if (g_hash_table_lookup_extended(finder->numbers, own, NULL, &number))
        return GPOINTER_TO_UINT(number);
    number = GUINT_TO_POINTER(finder->words->len);
    g_hash_table_insert(finder->numbers, own, number);
    g_ptr_array_add(finder->words, g_steal_pointer(&own));
    return GPOINTER_TO_UINT(number);
}

guint nx_finder_count(const NxFinder *finder)
{
    return finder->words->len;
}

/* ---- Building ---------------------------------------------------------------------------------------------------- */

static void number_letters(NxFinder *finder)
{
    for (guint i = 0; i < finder->words->len; i++)
        for (const guint8 *p = g_ptr_array_index(finder->words, i); *p; p++)
            finder->letter_of[*p] = 1;
    finder->n_letters = 1;
    for (guint c = 0; c < G_N_ELEMENTS(finder->letter_of); c++)
        finder->letter_of[c] = finder->letter_of[c] ? (guint8)finder->n_letters++ : 0;
    for (guint c = 'A'; finder->letters == NX_FINDER_CASELESS && c <= 'Z'; c++)
        finder->letter_of[c] = finder->letter_of[c - 'A' + 'a'];
}

/* The words that go through a state: those from `from` to `to` of all in alphabetical order. */
typedef struct {
    guint from, to;
    guint depth; /* bytes of them that lead here */
} Share;

static guint32 state_new(NxFinder *finder, GArray *shares, Share share, guint8 letter)
{
    State state = {.first = finder->states->len + 1};
    g_array_append_val(shares, share);
    g_array_append_val(finder->states, state);
    g_byte_array_append(finder->by, &letter, 1);
    return finder->states->len - 1;
}

/* Gives a state its word, if one ends there, and its children. */
static void grow(NxFinder *finder, GArray *shares, const GPtrArray *sorted, guint32 at)
{
    Share share = g_array_index(shares, Share, at);
    const char *first = g_ptr_array_index(sorted, share.from);
    if (!first[share.depth]) {
        State *state = &g_array_index(finder->states, State, at);
        state->word = GPOINTER_TO_UINT(g_hash_table_lookup(finder->numbers, first));
        state->found = at;
        share.from++;
    }
    g_array_index(finder->states, State, at).first = finder->states->len;
    while (share.from < share.to) {
        char byte = ((const char *)g_ptr_array_index(sorted, share.from))[share.depth];
        Share child = {share.from, share.from, share.depth + 1};
        while (child.to < share.to && ((const char *)g_ptr_array_index(sorted, child.to))[share.depth] == byte)
            child.to++;
        state_new(finder, shares, child, finder->letter_of[(guint8)byte]);
        share.from = child.to;
    }
}

static gint by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void grow_all(NxFinder *finder)
{
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(Share));
    g_autoptr(GPtrArray) sorted = g_ptr_array_copy(finder->words, NULL, NULL);
    g_ptr_array_set_free_func(sorted, NULL);
    g_ptr_array_sort(sorted, by_bytes);
    state_new(finder, shares, (Share){0, sorted->len, 0}, 0);
    for (guint32 at = 0; at < finder->states->len && sorted->len; at++)
        grow(finder, shares, sorted, at);
    State behind = {.first = finder->states->len};
    g_array_append_val(finder->states, behind);
}

static const State *state_at(const NxFinder *finder, guint32 at)
{
    return &g_array_index(finder->states, State, at);
}

/* The child, 0: it has none by this letter. */
static inline guint32 child_of(const State *states, const guint8 *by, guint32 at, guint8 letter)
{
    for (guint32 child = states[at].first; child < states[at + 1].first; child++) {
        if (by[child] == letter)
            return child;
    }
    return 0;
}

static inline guint32 step(const NxFinder *finder, guint32 at, guint8 letter)
{
    const State *states = state_at(finder, 0);
    while (at >= finder->n_rows) {
        guint32 child = child_of(states, finder->by->data, at, letter);
        if (child)
            return child;
        at = states[at].fail;
    }
    return finder->rows[at * finder->n_letters + letter];
}

static void fill_rows(NxFinder *finder)
{
    finder->n_rows = state_at(finder, 1)->first; /* the root and its children */
    finder->rows = g_new0(guint32, finder->n_rows * finder->n_letters);
    for (guint32 at = 0; at < finder->n_rows; at++) {
        guint32 *row = finder->rows + at * finder->n_letters;
        if (at)
            memcpy(row, finder->rows, finder->n_letters * sizeof *row);
        for (guint32 child = state_at(finder, at)->first; child < state_at(finder, at + 1)->first; child++)
            row[finder->by->data[child]] = child;
    }
}

/* From the root on, so that where a state falls back to is complete before the state is. */
static void link_states(NxFinder *finder)
{
    for (guint32 at = 0; at + 1 < finder->states->len; at++) {
        for (guint32 child = state_at(finder, at)->first; child < state_at(finder, at + 1)->first; child++) {
            State *state = &g_array_index(finder->states, State, child);
            state->fail = at ? step(finder, state_at(finder, at)->fail, finder->by->data[child]) : 0;
            if (!state->found)
                state->found = state_at(finder, state->fail)->found;
        }
    }
}

void nx_finder_seal(NxFinder *finder)
{
    number_letters(finder);
    grow_all(finder);
    fill_rows(finder);
    link_states(finder);
}

/* ---- Finding ----------------------------------------------------------------------------------------------------- */

void nx_finder_run(const NxFinder *finder, const char *text, gsize len, NxFinderSeen seen, gpointer data)
{
    const State *states = state_at(finder, 0);
    guint32 at = 0;
    for (gsize i = 0; i < len; i++) {
        guint8 letter = finder->letter_of[(guint8)text[i]];
        at = letter ? step(finder, at, letter) : 0;
        for (guint32 found = states[at].found; found; found = states[states[found].fail].found)
            seen(states[found].word, i + 1, data);
    }
}
