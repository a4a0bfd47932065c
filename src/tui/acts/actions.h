/* The one table of actions: it feeds the keys, the help, the ':' prompt with its completion, the manual page and the
 * tests. */
#pragma once
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
    gboolean is_act;                                           /* "." repeats it */
};

const NxUiAction *nx_actions(guint *n);
const NxUiAction *nx_action_find(const char *name);
/* Names that begin with `start`. Caller owns (g_strfreev). */
char **nx_actions_complete(const char *start);
