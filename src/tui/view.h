/* Views: a screen is a constant table of operations over the model.
 *
 * `arrange` may move what is scrolled, `draw` changes nothing. Lines are what one moves over and searches in. */
#pragma once
#include "tui/model/model.h"
#include "tui/terminal/cells.h"
#include "tui/terminal/key.h"

typedef struct NxInspector NxInspector;
typedef struct NxView NxView;

typedef enum {
    NX_IN_INDEX = 1 << 0,
    NX_IN_DETAIL = 1 << 1,
    NX_IN_GROUPS = 1 << 2,
    NX_IN_LEDGER = 1 << 3,
    NX_IN_REVIEW = 1 << 4,
    NX_IN_ARTICLE = 1 << 5,
    NX_IN_RAW = 1 << 6, /* of the selected message */
    NX_IN_HELP = 1 << 7,
    NX_IN_TEXT = 1 << 8, /* text about something else */
    NX_IN_GUARDS = 1 << 9,
    NX_IN_OVERVIEW = 1 << 10,
} NxViewMask;
#define NX_N_VIEW_KINDS 11
#define NX_IN_ALL 0x7ff

typedef struct {
    NxViewMask in;
    const char *name;  /* N_("index") */
    const char *hints; /* actions that the line of keys names: the one never left out, then the most wanted first */
    void (*free)(NxView *view);
    void (*arrange)(NxView *view, const NxRect *area);
    void (*draw)(const NxView *view, NxCells *cells, const NxRect *area);
    guint (*lines)(const NxView *view);
    guint (*position)(const NxView *view);
    void (*go)(NxView *view, guint line);               /* `line` is in range */
    char *(*line_text)(const NxView *view, guint line); /* what a search looks at; caller frees */
    char *(*title)(const NxView *view);                 /* behind "nixie" in the first line; caller frees */
    char *(*status)(const NxView *view);                /* in the status line; NULL: none; caller frees */
    gboolean (*type)(NxView *view, NxKey key);          /* takes what is typed before any action; may be NULL */
    gboolean (*open)(NxView *view);                     /* Enter; FALSE where there is nothing to open; may be NULL */
    /* What the next session begins with: the name it is made by (open.c), and what that needs, blanks between; caller
     * frees. May be NULL: nothing. */
    char *(*remember)(const NxView *view);
    struct NxScope *(*scope)(NxView *view); /* what an act hits; NULL: nothing; may be NULL: the selection */
    gboolean scrolls;                       /* position is the line at the top, not a selected one */
} NxViewOps;

struct NxView {
    const NxViewOps *ops;
    NxInspector *in;
    guint top;    /* first line shown */
    guint height; /* lines that fit; from the last arrange */
    guint row;    /* of the screen, where the first line stands; from the last arrange */
};

/* Moves `top` so that `position` is shown; for `arrange`. */
void nx_view_reveal(NxView *view, guint position, guint lines);
/* The letter of a decision: S R H I, small once handed over; a blank for none. */
const char *nx_view_letter(NxDecision decision, gboolean handed_over);
/* Paints where `needle` stands in the rows drawn. */
void nx_view_highlight(NxCells *cells, const NxRect *area, const char *needle);
/* Does `text` hold `needle`, whatever the case? */
gboolean nx_matches(const char *text, const char *needle);
