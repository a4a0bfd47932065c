/* The automaton is a table state x letter, where a letter is a byte that occurs in some word; all other bytes lead to
 * the start. */
#include "judge/finder.h"
#include <string.h>

typedef struct {
    guint32 fail;
    guint32 shorter; /* the nearest state on the way of `fail` that ends a word, 0: none */
    gint32 word;     /* that ends here, -1: none */
} State;

typedef struct {
    char *text;
    guint tag;
} Word;

struct NxFinder {
    GArray *words;         /* of Word, until sealed */
    guint8 letter_of[256]; /* 0: in no word */
    guint letters;
    GArray *states; /* of State; 0 is the start */
    GArray *next;   /* of guint32, states x letters */
};

static void word_clear(gpointer data)
{
    g_free(((Word *)data)->text);
}

NxFinder *nx_finder_new(void)
{
    NxFinder *finder = g_new0(NxFinder, 1);
    finder->words = g_array_new(FALSE, TRUE, sizeof(Word));
    g_array_set_clear_func(finder->words, word_clear);
    finder->states = g_array_new(FALSE, TRUE, sizeof(State));
    finder->next = g_array_new(FALSE, TRUE, sizeof(guint32));
    return finder;
}

void nx_finder_free(NxFinder *finder)
{
    if (!finder)
        return;
    g_array_unref(finder->words);
    g_array_unref(finder->states);
    g_array_unref(finder->next);
    g_free(finder);
}

void nx_finder_add(NxFinder *finder, const char *text, guint tag)
{
    Word word = {g_strdup(text), tag};
    g_array_append_val(finder->words, word);
}

static void number_letters(NxFinder *finder)
{
    for (guint i = 0; i < finder->words->len; i++) {
        for (const guint8 *p = (const guint8 *)g_array_index(finder->words, Word, i).text; *p; p++)
            finder->letter_of[*p] = 1;
    }
    finder->letters = 1;
    for (guint c = 0; c < 256; c++)
        finder->letter_of[c] = finder->letter_of[c] ? (guint8)finder->letters++ : 0;
}

static guint32 *next_of(const NxFinder *finder, guint32 state, guint letter)
{
    return &g_array_index(finder->next, guint32, state * finder->letters + letter);
}

static guint32 state_new(NxFinder *finder)
{
    State state = {.word = -1};
    g_array_append_val(finder->states, state);
    g_array_set_size(finder->next, finder->states->len * finder->letters);
    return finder->states->len - 1;
}

static void plant(NxFinder *finder, guint number)
{
    guint32 at = 0;
    for (const guint8 *p = (const guint8 *)g_array_index(finder->words, Word, number).text; *p; p++) {
        guint letter = finder->letter_of[*p];
        if (!*next_of(finder, at, letter)) {
            guint32 fresh = state_new(finder);
            *next_of(finder, at, letter) = fresh;
        }
        at = *next_of(finder, at, letter);
    }
    g_array_index(finder->states, State, at).word = (gint32)number;
}

/* Breadth first, so that where a state falls back to is complete before the state is. */
static void link_states(NxFinder *finder)
{
    guint32 *todo = g_new(guint32, finder->states->len);
    guint n = 1;
    todo[0] = 0;
    for (guint i = 0; i < n; i++) {
        guint32 at = todo[i], fail = g_array_index(finder->states, State, at).fail;
        for (guint letter = 1; letter < finder->letters; letter++) {
            guint32 *to = next_of(finder, at, letter);
            guint32 back = at ? *next_of(finder, fail, letter) : 0;
            if (!*to) {
                *to = back;
                continue;
            }
            State *state = &g_array_index(finder->states, State, *to);
            const State *behind = &g_array_index(finder->states, State, back);
            state->fail = back;
            state->shorter = behind->word >= 0 ? back : behind->shorter;
            todo[n++] = *to;
        }
    }
    g_free(todo);
}

void nx_finder_seal(NxFinder *finder)
{
    number_letters(finder);
    state_new(finder);
    for (guint i = 0; i < finder->words->len; i++)
        plant(finder, i);
    link_states(finder);
}

void nx_finder_run(const NxFinder *finder, const char *text, gsize len, NxFinderSeen seen, gpointer data)
{
    const guint32 *next = (const guint32 *)(gpointer)finder->next->data;
    const State *states = (const State *)(gpointer)finder->states->data;
    guint32 at = 0;
    for (gsize i = 0; i < len; i++) {
        at = next[at * finder->letters + finder->letter_of[(guint8)text[i]]];
        for (guint32 s = states[at].word >= 0 ? at : states[at].shorter; s; s = states[s].shorter)
            seen(g_array_index(finder->words, Word, states[s].word).tag, data);
    }
}
