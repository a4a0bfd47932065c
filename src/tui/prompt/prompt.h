/* Prompts: one line to type into, with history, completion, a hint that lives while one types, and a place for the
 * error. */
#pragma once
#include "tui/layout.h"
#include "tui/terminal/key.h"
#include "tui/view.h"

/* Lines typed before, by kind; kept beside the session file. */
typedef struct NxHistory NxHistory;
NxHistory *nx_history_new(const char *path); /* NULL: kept in memory alone */
void nx_history_free(NxHistory *history);    /* writes what is new */
void nx_history_add(NxHistory *history, const char *kind, const char *line);
const char *nx_history_get(const NxHistory *history, const char *kind, guint back); /* 1: the last; NULL: no more */

typedef struct NxPrompt NxPrompt;

typedef struct {
    const char *label;   /* N_("limit") */
    const char *history; /* under which lines are remembered, or NULL */
    /* What may stand instead of the last word of `text`, whole words; may be NULL. Caller frees. */
    char **(*complete)(NxInspector *in, const char *text);
    void (*changed)(NxInspector *in, NxPrompt *prompt); /* after each change; may be NULL */
    /* May it be done? Else it has set the error, and the prompt stays open; may be NULL. */
    gboolean (*check)(NxInspector *in, NxPrompt *prompt);
    void (*done)(NxInspector *in, const char *text, gpointer data);
    void (*cancelled)(NxInspector *in, gpointer data); /* may be NULL */
} NxPromptOps;

struct NxPrompt {
    const NxPromptOps *ops;
    NxInspector *in;
    NxHistory *history;
    GString *text;
    gsize cursor;       /* bytes */
    char *hint;         /* at the right, or NULL */
    char *error;        /* in the line above, or NULL */
    char *note;         /* there too, where there is no error */
    guint error_column; /* 1-based characters; 0: not known */
    char **choices;     /* of the last Tab */
    guint chosen;
    guint back;  /* steps into the history */
    char *typed; /* what stood before them */
    gpointer data;
    GDestroyNotify free_data;
};

/* `in` is handed to the operations; `data` is the prompt's from here on. */
NxPrompt *nx_prompt_new(NxInspector *in, NxHistory *history, const NxPromptOps *ops, const char *text, gpointer data,
                        GDestroyNotify free_data);
void nx_prompt_free(NxPrompt *prompt);
/* Takes a key; FALSE when the prompt is over (and is to be freed after `done` or `cancelled` ran). */
gboolean nx_prompt_key(NxPrompt *prompt, NxKey key);
void nx_prompt_draw(const NxPrompt *prompt, NxCells *cells, const NxFrame *frame);
/* Texts are taken over; NULL clears. */
void nx_prompt_hint(NxPrompt *prompt, char *hint);
void nx_prompt_note(NxPrompt *prompt, char *note);
void nx_prompt_error(NxPrompt *prompt, char *error, guint column);
/* Those of `words` (ending with NULL) that may stand instead of the last word of `text`. Caller frees. */
char **nx_complete_words(const char *const *words, const char *text);
