/* The keymap: from chords to actions, per view. The table of actions has the keys; the configuration may replace
 * them. */
#pragma once
#include "tui/acts/actions.h"
#include "tui/terminal/key.h"

typedef struct NxKeymap NxKeymap;

/* What is wrong with an override is complained of, and that action keeps its keys. A key given to an action is taken
 * from another. */
NxKeymap *nx_keymap_new(const NxKeyBinding *overrides, guint n, NxProblems *problems);
void nx_keymap_free(NxKeymap *keymap);

/* The action of a chord in a view; NULL if none. *prefix: more keys may make one. */
const NxUiAction *nx_keymap_find(const NxKeymap *keymap, NxViewMask in, const NxChord *chord, gboolean *prefix);
/* The keys of an action, "j Down"; "" if none. Caller frees. */
char *nx_keymap_keys(const NxKeymap *keymap, const NxUiAction *action);
/* Its first key, for short hints; "" if none. Caller frees. */
char *nx_keymap_key(const NxKeymap *keymap, const NxUiAction *action);
/* What a prefix may be followed by: "d domain  c code ...". Caller frees. */
char *nx_keymap_after(const NxKeymap *keymap, NxViewMask in, const NxChord *prefix);
