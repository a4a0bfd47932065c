/* The inspector, the screen on which mailboxes are read and addresses decided about.
 *
 * The caller has set the locale, read the configuration and made everything that the engine needs; the inspector
 * borrows all of it until nx_tui_run returns. It alone uses curses, and it reads no configuration. */
#pragma once
#include <nixie/nixie.h>

G_BEGIN_DECLS

/* [keys] ACTION=KEY;KEY: replaces the keys of one action. */
typedef struct {
    const char *action; /* name of an action: "suppress" */
    const char *keys;   /* as configured: "s;F5" */
    const char *where;  /* "nixie.conf:12", for complaints; may be NULL */
} NxKeyBinding;

/* [limits] NAME=QUERY, offered by the limit prompt as "@NAME". */
typedef struct {
    const char *name;
    const char *query;
    const char *where; /* may be NULL */
} NxNamedLimit;

typedef struct {
    NxLibrary *library;
    const NxReader *reader;
    const NxJudge *judge;
    const NxCodes *codes;
    NxProblems *problems; /* what is in it at the start is shown first; the caller prints what is left at the end */

    const char *const *mailboxes; /* as given, ends with NULL; none: the mailbox of the last session */
    const char *ledger_path;
    const char *session_path; /* what is remembered; NULL: nothing is. Saved limits and the prompt's history are written
                                 beside it */
    NxTime (*now)(void);      /* the clock; NIXIE_NOW is the caller's matter */
    const char *actor;        /* login name, for acts */
    const char *session;      /* id of this run, for acts */

    /* [ui] and the options that override it. NULL, 0, FALSE: the default. */
    const char *theme;    /* "default", "dark", "light", "mono", or the user's own */
    const char *language; /* of articles: "en", "de" */
    const char *columns;  /* of the index, that may be shown: "date status recipient"; NULL: all that fit */
    gboolean mouse;
    gboolean ascii; /* no character outside ASCII; set too where the locale has none */
    gboolean plain; /* no colour, no drawing characters, no mouse: for screen readers and dumb terminals */

    NxCheckSettings check;

    const NxKeyBinding *keys;
    guint n_keys;
    const NxNamedLimit *limits;
    guint n_limits;
} NxTuiStart;

/* Runs until the operator quits; the exit status of the program (0 done, 1 something could not be read or written).
 * Without a terminal, one line on standard error and 2. */
int nx_tui_run(const NxTuiStart *start);

/* The table of actions as mdoc list items, for the manual page. Caller frees. */
char *nx_tui_manual(void);

G_END_DECLS
