/* From chords to actions, view by view, and what an action is. Which there are and with which keys says the table in
 * acts/action_table.c; the configuration may replace keys. */
#pragma once
#include "tui/terminal/key.h"
#include "tui/view.h"

typedef struct NxUiAction NxUiAction;
struct NxUiAction {
    const char *name;                                   /* "suppress"; at the ':' prompt and in [keys] */
    const char *keys;                                   /* "j;Down"; "" for the prompt alone */
    NxViewMask in;                                      /* where its keys work */
    const char *brief;                                  /* N_("suppress"): a word for key lines, or NULL */
    const char *help;                                   /* N_("never mail these addresses again") */
    const char *argument;                               /* N_("QUERY") for the prompt, or NULL where it takes none */
    void (*run)(NxInspector *in, const char *argument); /* `argument` is "" where none was given */
    char **(*complete)(NxInspector *in, const char *argument); /* what may stand there; whole words; may be NULL */
};

typedef struct NxKeymap NxKeymap;

/* `actions` is a constant table. What is wrong with an override is complained of, and that action keeps its keys. A key
 * given to an action is taken from another. */
NxKeymap *nx_keymap_new(const NxUiAction *actions, guint n_actions, const NxKeyBinding *overrides, guint n,
                        NxProblems *problems);
void nx_keymap_free(NxKeymap *keymap);

const NxUiAction *nx_keymap_actions(const NxKeymap *keymap, guint *n);
const NxUiAction *nx_keymap_action(const NxKeymap *keymap, const char *name); /* NULL if none is called so */

/* The action of a chord in a view; NULL if none. *prefix: more keys may make one. */
const NxUiAction *nx_keymap_find(const NxKeymap *keymap, NxViewMask in, const NxChord *chord, gboolean *prefix);
/* The keys of an action, "j Down"; "" if none. Caller frees. */
char *nx_keymap_keys(const NxKeymap *keymap, const NxUiAction *action);
/* Its first key, for short hints; "" if none. Caller frees. */
char *nx_keymap_key(const NxKeymap *keymap, const NxUiAction *action);
/* What a prefix may be followed by: "d domain  c code ...". Caller frees. */
char *nx_keymap_after(const NxKeymap *keymap, NxViewMask in, const NxChord *prefix);
