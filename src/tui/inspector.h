/* The inspector: the stack of views over one model, the keys that drive it and the cells they draw into.
 *
 * Nothing here needs a terminal: tests make one, resize it, press keys and read the cells. */
#pragma once
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/model/message.h"
#include "tui/model/model.h"
#include "tui/model/scope.h"
#include "tui/prompt/prompt.h"
#include "tui/prompt/question.h"
#include "tui/terminal/terminal.h"
#include "tui/view.h"

struct NxInspector {
    const NxTuiStart *start;
    NxModel *model;
    NxKeymap *keymap;
    NxTheme *theme;
    NxMessageCache *messages;
    gboolean ascii;

    NxCells *cells;
    NxFrame frame;
    guint wanted_columns;

    GPtrArray *views; /* the stack; [0] is the index */
    NxView *detail;   /* kept, since it stands beside the index too */
    NxPrompt *prompt;
    NxQuestion *question;
    char *overview_limit; /* what is listed was opened from the overview, which q goes back to, and to this limit */
    guint question_depth; /* of the stack when it was asked: a view opened from it stands above */
    NxHistory *history;

    char *message; /* until the next key */
    NxSay message_kind;
    NxChord pending;            /* keys of a chord so far */
    char *needle;               /* of the search, or NULL */
    struct NxGoingOn *going_on; /* something that takes long, or NULL */
    gboolean ranging;           /* `v`: from range_from to the selection */
    guint32 range_from;
    const NxUiAction *doing;    /* the action that runs */
    const NxUiAction *last_act; /* for "." */
    GCancellable *piping;       /* a command that has been given addresses and still runs */
    char *article_language;
    GHashTable *saved_limits; /* name to query */

    guint64 keys; /* handled, for tests to know how far we are */
    gboolean dirty;
    gboolean suspend; /* the terminal is to be given back to the shell for a while */
    gboolean quit;
    NxTerminal *terminal;        /* NULL in tests */
    void (*wake)(gpointer user); /* asks for a repaint; set with the terminal */
    gpointer wake_user;
};

/* Without a view yet: see open.h. */
NxInspector *nx_inspector_new(const NxTuiStart *start, const char *const *paths, const NxUiAction *actions,
                              guint n_actions);
void nx_inspector_free(NxInspector *in);
/* Takes the first view of the stack, and the detail, over. */
void nx_inspector_begin(NxInspector *in, NxView *index, NxView *detail);
/* `wake` asks for a repaint. NULL for all: there is no terminal any more. */
void nx_inspector_attach(NxInspector *in, NxTerminal *terminal, void (*wake)(gpointer user), gpointer user);
void nx_inspector_resize(NxInspector *in, guint rows, guint cols);
void nx_inspector_key(NxInspector *in, NxKey key);
void nx_inspector_mouse(NxInspector *in, const NxMouse *mouse);

/* ---- Views ------------------------------------------------------------------------------------------------------- */
NxView *nx_inspector_top(const NxInspector *in);
void nx_inspector_push(NxInspector *in, NxView *view); /* takes it over */
gboolean nx_inspector_pop(NxInspector *in);            /* FALSE at the index */
/* What is listed from now on is a line of the overview. */
void nx_inspector_leave_overview(NxInspector *in);
/* Was it? Then the limit before is in force again. */
gboolean nx_inspector_end_overview(NxInspector *in);
/* Is the detail beside or below the index? */
gboolean nx_inspector_is_split(const NxInspector *in);
void nx_inspector_touch(NxInspector *in);
void nx_inspector_drawn(NxInspector *in); /* what stands now is on the screen */

/* ---- Saying and asking ------------------------------------------------------------------------------------------- */
void nx_inspector_say(NxInspector *in, NxSay kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* A line to type into; the inspector owns it, `data` is its own from here on. */
NxPrompt *nx_inspector_prompt(NxInspector *in, const NxPromptOps *ops, const char *text, gpointer data,
                              GDestroyNotify free_data);
void nx_inspector_ask(NxInspector *in, NxQuestion *question); /* takes it over */
/* Is there a question before the operator now, and not behind a view opened from it? */
gboolean nx_inspector_is_asking(const NxInspector *in);

/* ---- What actions do --------------------------------------------------------------------------------------------- */
/* Runs it where it belongs to the view, else says so. */
void nx_inspector_do(NxInspector *in, const NxUiAction *action, const char *argument);
void nx_inspector_did(NxInspector *in, const NxUiAction *action); /* it was not only asked for: "." repeats it */
/* The event that keys act upon, or NX_NO_EVENT after saying that there is none. */
guint32 nx_inspector_need_event(NxInspector *in);
/* The address of the selection, or NX_NOBODY after saying so. */
guint32 nx_inspector_need_address(NxInspector *in);
void nx_inspector_begin_range(NxInspector *in);              /* from the selection on */
gboolean nx_inspector_end_range(NxInspector *in);            /* FALSE where there was none */
void nx_inspector_seek(NxInspector *in, const char *needle); /* NULL or "": nothing any more */
/* Goes on with `slice` between key presses until it returns FALSE. The next action waits for its end, as it may act
 * upon what comes of it; Esc breaks it off. `data` is the inspector's until then. */
void nx_inspector_go_on(NxInspector *in, GSourceFunc slice, gpointer data, GDestroyNotify free_data);
void nx_inspector_set_language(NxInspector *in, const char *language);
void nx_inspector_keep_limit(NxInspector *in, const char *name, const char *query);
/* A command begins: what ends it, borrowed until it is over. */
GCancellable *nx_inspector_begin_command(NxInspector *in);
void nx_inspector_end_command(NxInspector *in);
void nx_inspector_suspend(NxInspector *in, gboolean suspend);
void nx_inspector_quit(NxInspector *in);
