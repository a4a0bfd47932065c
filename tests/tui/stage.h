/* An inspector on a stage: a mailbox of our own, a ledger and a session in a folder of the test's, no terminal. */
#pragma once
#include "bounces.h"
#include "tui/inspector.h"

typedef struct {
    NxTuiStart start;
    NxProblems *problems;
    const char *mailboxes[2];
    NxInspector *in;
} NxStage;

/* The mailbox that most tests open: ten events of nine addresses, one of them nobody's. */
#define NX_STAGE_EVENTS 12
void nx_stage_mailbox(const char *name);
/* The bounces themselves; ends with one without a status. */
extern const NxBounce nx_stage_bounces[];

/* Opens `mailbox` (a path below the test's folder, which is the working directory) at 120x36 and waits until all is read. Each name has
 * a ledger and a session of its own: the same name again is the next session. */
NxStage *nx_stage_new(const char *name, const char *mailbox);
/* Before it is opened: made, to be changed, then opened. */
NxStage *nx_stage_prepare(const char *name, const char *mailbox);
void nx_stage_open(NxStage *stage);
void nx_stage_free(NxStage *stage);

/* Waits until nothing is under way. */
void nx_stage_settle(NxStage *stage);
void nx_stage_size(NxStage *stage, guint rows, guint cols);
/* Presses keys by their names, blanks between: "j j Space ^D". Settles after each. */
void nx_stage_press(NxStage *stage, const char *keys);
/* Types each character of `text`. */
void nx_stage_type(NxStage *stage, const char *text);
/* The screen. Caller frees. */
char *nx_stage_text(NxStage *stage);
gboolean nx_stage_shows(NxStage *stage, const char *text);
/* The row of the screen that holds `text`, without line end; NULL: none. Caller frees. */
char *nx_stage_row(NxStage *stage, const char *text);
/* The address selected. */
const char *nx_stage_selected(NxStage *stage);
/* What stands on disk of an address, through a ledger opened anew. */
NxDecision nx_stage_on_disk(NxStage *stage, const char *address);

#define nx_assert_shows(stage, text)                                                                                                                 \
    do {                                                                                                                                             \
        g_autofree char *shown_ = nx_stage_text(stage);                                                                                              \
        if (!strstr(shown_, text)) {                                                                                                                 \
            g_test_message("\"%s\" is not on the screen:\n%s", text, shown_);                                                                        \
            g_assert_not_reached();                                                                                                                  \
        }                                                                                                                                            \
    } while (0)
#define nx_assert_hides(stage, text)                                                                                                                 \
    do {                                                                                                                                             \
        g_autofree char *shown_ = nx_stage_text(stage);                                                                                              \
        if (strstr(shown_, text)) {                                                                                                                  \
            g_test_message("\"%s\" is on the screen:\n%s", text, shown_);                                                                            \
            g_assert_not_reached();                                                                                                                  \
        }                                                                                                                                            \
    } while (0)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxStage, nx_stage_free)
