/* An inspector on a harness: a mailbox of our own, a ledger and a session in a folder of the test's, no terminal. */
#pragma once
#include "bounces.h"
#include "tui/inspector.h"

typedef struct {
    NxTuiStart start;
    NxProblems *problems;
    const char *mailboxes[2];
    NxInspector *in;
} NxHarness;

/* The mailbox that most tests open: ten events of nine addresses, one of them nobody's. */
#define NX_HARNESS_EVENTS 12
void nx_harness_mailbox(const char *name);
/* The bounces themselves; ends with one without a status. */
extern const NxBounce nx_harness_bounces[];

/* Opens `mailbox` (a path below the test's folder, which is the working directory) at 120x36 and waits until all is
 * read. Each name has a ledger and a session of its own: the same name again is the next session. */
NxHarness *nx_harness_new(const char *name, const char *mailbox);
/* Before it is opened: made, to be changed, then opened. */
NxHarness *nx_harness_prepare(const char *name, const char *mailbox);
void nx_harness_open(NxHarness *harness);
void nx_harness_free(NxHarness *harness);

/* Waits until nothing is under way. */
void nx_harness_settle(NxHarness *harness);
void nx_harness_size(NxHarness *harness, guint rows, guint cols);
/* Presses keys by their names, blanks between: "j j Space ^D". Settles after each. */
void nx_harness_press(NxHarness *harness, const char *keys);
/* Types each character of `text`. */
void nx_harness_type(NxHarness *harness, const char *text);
/* The screen. Caller frees. */
char *nx_harness_text(NxHarness *harness);
gboolean nx_harness_shows(NxHarness *harness, const char *text);
/* The row of the screen that holds `text`, without line end; NULL: none. Caller frees. */
char *nx_harness_row(NxHarness *harness, const char *text);
/* The address selected. */
const char *nx_harness_selected(NxHarness *harness);
/* What stands on disk of an address, through a ledger opened anew. */
NxDecision nx_harness_on_disk(NxHarness *harness, const char *address);

#define nx_assert_shows(harness, text)                                                                                 \
    do {                                                                                                               \
        g_autofree char *shown_ = nx_harness_text(harness);                                                            \
        if (!strstr(shown_, text)) {                                                                                   \
            g_test_message("\"%s\" is not on the screen:\n%s", text, shown_);                                          \
            g_assert_not_reached();                                                                                    \
        }                                                                                                              \
    } while (0)
#define nx_assert_hides(harness, text)                                                                                 \
    do {                                                                                                               \
        g_autofree char *shown_ = nx_harness_text(harness);                                                            \
        if (strstr(shown_, text)) {                                                                                    \
            g_test_message("\"%s\" is on the screen:\n%s", text, shown_);                                              \
            g_assert_not_reached();                                                                                    \
        }                                                                                                              \
    } while (0)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxHarness, nx_harness_free)
