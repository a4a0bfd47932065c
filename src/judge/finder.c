/* The automaton is a table state x letter, where a letter is a byte that occurs in some word; all other bytes lead to the start. */
#include "judge/finder.h"
#include <string.h>

typedef struct {
    guint32 fail;
    guint32 shorter; /* the nearest state on the way of `fail` that ends a word, 0: none */
    GArray *tags;    /* of guint; NULL: no word ends here */
} State;

struct NxFinder {
    guint8 letter_of[256]; /* 0: in no word */
    guint letters;
    GArray *states; /* of State; 0 is the start */
    GArray *next;   /* of guint32, states x 256 until sealed, then states x letters */
};

static guint32 state_new(NxFinder *finder)
{
    State state = {0};
    g_array_append_val(finder->states, state);
    g_array_set_size(finder->next, finder->states->len * 256);
    return finder->states->len - 1;
}

NxFinder *nx_finder_new(void)
{
    NxFinder *finder = g_new0(NxFinder, 1);
    finder->states = g_array_new(FALSE, TRUE, sizeof(State));
    finder->next = g_array_new(FALSE, TRUE, sizeof(guint32));
    state_new(finder);
    return finder;
}

void nx_finder_free(NxFinder *finder)
{
    if (!finder)
        return;
    for (guint i = 0; i < finder->states->len; i++)
        g_clear_pointer(&g_array_index(finder->states, State, i).tags, g_array_unref);
    g_array_unref(finder->states);
    g_array_unref(finder->next);
    g_free(finder);
}

void nx_finder_add(NxFinder *finder, const char *word, guint tag)
{
    guint32 at = 0;
    for (const guint8 *p = (const guint8 *)word; *p; p++) {
        finder->letter_of[*p] = 1;
        guint32 to = g_array_index(finder->next, guint32, at * 256 + *p);
        if (!to) {
            to = state_new(finder);
            g_array_index(finder->next, guint32, at * 256 + *p) = to;
        }
        at = to;
    }
    State *state = &g_array_index(finder->states, State, at);
    if (!state->tags)
        state->tags = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(state->tags, tag);
}

/* Breadth first, so that where a state falls back to is complete before the state is. */
static void link_states(NxFinder *finder)
{
    GQueue *todo = g_queue_new();
    g_queue_push_tail(todo, GUINT_TO_POINTER(0));
    while (!g_queue_is_empty(todo)) {
        guint32 at = GPOINTER_TO_UINT(g_queue_pop_head(todo));
        guint32 fail = g_array_index(finder->states, State, at).fail;
        for (guint c = 0; c < 256; c++) {
            guint32 *to = &g_array_index(finder->next, guint32, at * 256 + c);
            guint32 back = at ? g_array_index(finder->next, guint32, fail * 256 + c) : 0;
            if (!*to) {
                *to = back;
                continue;
            }
            State *state = &g_array_index(finder->states, State, *to);
            const State *behind = &g_array_index(finder->states, State, back);
            state->fail = back;
            state->shorter = behind->tags ? back : behind->shorter;
            g_queue_push_tail(todo, GUINT_TO_POINTER(*to));
        }
    }
    g_queue_free(todo);
}

static void pack(NxFinder *finder)
{
    finder->letters = 1;
    for (guint c = 0; c < 256; c++)
        finder->letter_of[c] = finder->letter_of[c] ? (guint8)finder->letters++ : 0;
    GArray *packed = g_array_sized_new(FALSE, TRUE, sizeof(guint32), finder->states->len * finder->letters);
    g_array_set_size(packed, finder->states->len * finder->letters);
    for (guint s = 0; s < finder->states->len; s++) {
        for (guint c = 0; c < 256; c++) {
            if (finder->letter_of[c])
                g_array_index(packed, guint32, s * finder->letters + finder->letter_of[c]) = g_array_index(finder->next, guint32, s * 256 + c);
        }
    }
    g_array_unref(finder->next);
    finder->next = packed;
}

void nx_finder_seal(NxFinder *finder)
{
    link_states(finder);
    pack(finder);
}

void nx_finder_run(const NxFinder *finder, const char *text, gsize len, NxFinderSeen seen, gpointer data)
{
    const guint32 *next = (const guint32 *)(gpointer)finder->next->data;
    const State *states = (const State *)(gpointer)finder->states->data;
    guint32 at = 0;
    for (gsize i = 0; i < len; i++) {
        at = next[at * finder->letters + finder->letter_of[(guint8)text[i]]];
        for (guint32 s = states[at].tags ? at : states[at].shorter; s; s = states[s].shorter) {
            for (guint k = 0; k < states[s].tags->len; k++)
                seen(g_array_index(states[s].tags, guint, k), data);
        }
    }
}
