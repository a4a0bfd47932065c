/* The terminal: the only place that knows curses. It shows cells and gives keys.
 *
 * Two back ends: curses, and for terminals that cannot move their cursor one that writes the lines that changed. */
#pragma once
#include "tui/terminal/cells.h"
#include "tui/terminal/crash.h"
#include "tui/terminal/key.h"
#include "tui/terminal/theme.h"

typedef struct NxTerminal NxTerminal;

typedef struct {
    const NxTheme *theme; /* borrowed */
    gboolean mouse;
    gboolean colour; /* FALSE: attributes only */
    gboolean plain;  /* no drawing characters: the cells have none, the terminal gets no alternate character set */
    gboolean sync;   /* tell a test when the screen is up to date */
} NxTerminalSpec;

/* Where a mouse key happened. */
typedef enum { NX_MOUSE_CLICK, NX_MOUSE_DOUBLE, NX_MOUSE_UP, NX_MOUSE_DOWN } NxMouseKind;
typedef struct {
    guint row, col;
    NxMouseKind kind;
} NxMouse;

/* Standard input and output, or /dev/tty where they are something else. NULL with NX_ERROR_MISSING where there is no
 * terminal. */
NxTerminal *nx_terminal_open(const NxTerminalSpec *spec, GError **error);
/* Leaves the screen as it was found. Harmless on a terminal that is gone. */
void nx_terminal_close(NxTerminal *terminal);

/* Says so, with the screen left as it was found, should the program fail by a fault of its own. */
void nx_terminal_guard(NxTerminal *terminal, const char *words);

int nx_terminal_fd(const NxTerminal *terminal);
/* As it is now; never 0. */
void nx_terminal_size(NxTerminal *terminal, guint *rows, guint *cols);
/* Shows `cells`, repainting what changed since the last time. */
void nx_terminal_flush(NxTerminal *terminal, const NxCells *cells);
void nx_terminal_repaint(NxTerminal *terminal); /* the next flush paints all */
/* The next key, if one is there. */
gboolean nx_terminal_read(NxTerminal *terminal, NxKey *key, NxMouse *mouse);
gboolean nx_terminal_is_dead(const NxTerminal *terminal);
/* Between these the terminal is another program's. */
void nx_terminal_leave(NxTerminal *terminal);
void nx_terminal_return(NxTerminal *terminal);
/* Puts text on the clipboard of whoever sits before the terminal (OSC 52). FALSE where it cannot. */
gboolean nx_terminal_copy(NxTerminal *terminal, const char *text);
void nx_terminal_sync(NxTerminal *terminal, guint64 number);

/* What a back end does. */
typedef struct {
    void (*close)(NxTerminal *);
    void (*flush)(NxTerminal *, const NxCells *);
    gboolean (*read)(NxTerminal *, NxKey *, NxMouse *);
    void (*leave)(NxTerminal *);
    void (*back)(NxTerminal *);
    void (*resize)(NxTerminal *, guint rows, guint cols);
    gboolean can_copy;
} NxTerminalOps;

struct NxTerminal {
    const NxTerminalOps *ops;
    NxTerminalSpec spec;
    FILE *in, *out;
    gboolean owns;  /* `in` and `out` were opened here */
    NxCells *shown; /* what stands on the screen; NULL: not known */
    guint rows, cols;
    struct termios before; /* the modes in which it was found */
    char *restore;         /* what a back end would write to leave; NULL: nothing */
    NxCrash *crash;        /* NULL: unguarded */
    gpointer state;        /* the back end's */
};
/* Starts a back end; FALSE where the terminal cannot do it. */
gboolean nx_terminal_curses_open(NxTerminal *terminal);
gboolean nx_terminal_lines_open(NxTerminal *terminal);
