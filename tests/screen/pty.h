/* The real program in a pseudo-terminal, read by libvterm.
 *
 * Between the test and the program stands a small process, as a shell would: it leads the session, so that the program
 * can be stopped and continued. Nothing here sleeps: the program says when its screen is up to date (NIXIE_TEST_SYNC),
 * and all waiting has an end, at which the test fails with the screen it saw. */
#pragma once
#include <glib.h>
#include <sys/types.h>

typedef struct NxPty NxPty;

typedef struct {
    const char *term;        /* TERM; NULL: xterm-256color */
    guint rows, cols;        /* 0: 36x120 */
    const char *const *env;  /* more "NAME=VALUE", ends with NULL; may be NULL */
    const char *input;       /* a file for standard input, NULL: the terminal */
    const char *const *args; /* behind the program's name, ends with NULL */
} NxPtySpec;

/* Starts it in a home of its own below nx_test_path("home") and waits for its first screen. */
NxPty *nx_pty_start(const NxPtySpec *spec);
/* Only starts it. */
NxPty *nx_pty_spawn(const NxPtySpec *spec);
/* Kills what still runs. */
void nx_pty_free(NxPty *pty);

/* Sends keys that are `n` presses, and waits until they are handled and drawn. */
void nx_pty_press(NxPty *pty, const char *bytes, guint n);
/* Sends printable characters, one press each, and waits. */
void nx_pty_type(NxPty *pty, const char *text);
/* Sends without waiting. */
void nx_pty_send(NxPty *pty, const char *bytes);
/* Waits for the next word that the screen is up to date. */
void nx_pty_sync(NxPty *pty);
void nx_pty_wait_text(NxPty *pty, const char *text);
/* Wait for the other screen, or back from it; and until all of the screen is `text`: on a busy machine what was written
 * comes in pieces, and words of before come late. */
void nx_pty_wait_alternate(NxPty *pty, gboolean on);
void nx_pty_wait_screen(NxPty *pty, const char *text);
/* Reads what there is now, without waiting. */
void nx_pty_read(NxPty *pty);
void nx_pty_resize(NxPty *pty, guint rows, guint cols);

pid_t nx_pty_program(const NxPty *pty);
void nx_pty_signal(NxPty *pty, int signal);
/* Waits until the program has stopped; FALSE if it ended instead. */
gboolean nx_pty_wait_stop(NxPty *pty);
void nx_pty_continue(NxPty *pty);
/* Waits for the program's end: its exit status, or 256 and the signal that killed it. */
int nx_pty_wait_exit(NxPty *pty);
/* The terminal goes away. */
void nx_pty_hang_up(NxPty *pty);

/* What stands on the screen: rows with '\n', trailing blanks cut. Caller frees. */
char *nx_pty_text(NxPty *pty);
gboolean nx_pty_shows(NxPty *pty, const char *text);
/* All bytes that came so far. */
const GString *nx_pty_raw(const NxPty *pty);
/* Properties of a cell. */
gboolean nx_pty_is_coloured(NxPty *pty, guint row, guint col);
gboolean nx_pty_is_reversed(NxPty *pty, guint row, guint col);
guint nx_pty_cell_width(NxPty *pty, guint row, guint col);
/* Properties of the terminal. */
gboolean nx_pty_alternate(const NxPty *pty);
gboolean nx_pty_cursor_visible(const NxPty *pty);
gboolean nx_pty_titled(const NxPty *pty); /* was a window title ever set? */
void nx_pty_cursor(const NxPty *pty, guint *row, guint *col);

#define nx_assert_pty_shows(pty, text)                                                                                 \
    do {                                                                                                               \
        if (!nx_pty_shows(pty, text)) {                                                                                \
            g_autofree char *shown_ = nx_pty_text(pty);                                                                \
            g_test_message("\"%s\" is not on the screen:\n%s", text, shown_);                                          \
            g_assert_not_reached();                                                                                    \
        }                                                                                                              \
    } while (0)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxPty, nx_pty_free)
