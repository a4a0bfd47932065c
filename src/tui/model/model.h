/* The model: everything the inspector knows that is not the screen. It owns catalog, load, advisor and ledger thread,
 * the list that is shown, the selection and the tags. Views read it; actions change it by the functions here.
 *
 * Two rules hold everywhere. The selection is an event: a sort, a limit, new mail or a finished load never change which
 * one. And a standing changes when the ledger has committed it; until then it is pending. */
#pragma once
#include "tui/model/checking.h"
#include "tui/model/ledger_thread.h"
#include "tui/model/watch.h"
#include "tui/tui.h"
#include <nixie/advise.h>
#include <nixie/export.h>

#define NX_NO_EVENT G_MAXUINT32

/* What takes long is done in slices between key presses, each so short that no key waits for it; the clock is looked at
 * after so many rows. */
#define NX_SLICE_US 4000
#define NX_SLICE_ROWS 500
static inline gint64 nx_slice_end(void)
{
    return g_get_monotonic_time() + NX_SLICE_US;
}

typedef enum { NX_SAY_INFO, NX_SAY_ERROR } NxSay;

typedef struct NxModel NxModel;

/* A group that was opened: of the rows before it keeps what belongs to it. Groups of what is listed then are groups
 * within it, and so on. */
typedef struct {
    NxBy by;
    char *name;
    gboolean is_charted; /* opened from the timeline, to which one comes back */
} NxLevel;
void nx_level_free(NxLevel *level);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxLevel, nx_level_free)

/* What the model tells the screen. */
typedef struct {
    void (*changed)(gpointer user);                           /* something to be drawn anew */
    void (*say)(gpointer user, NxSay kind, const char *text); /* one line for the operator */
    void (*loaded)(gpointer user);                            /* the mailboxes are read for the first time */
    void (*moved)(gpointer user); /* messages that were read may stand elsewhere, or nowhere */
} NxModelEvents;

struct NxModel {
    const NxTuiStart *start;
    const NxModelEvents *events;
    gpointer user;
    NxTime settle;

    NxCatalog *catalog;
    NxAdvisor *advisor;
    NxLedgerThread *ledger;
    NxChecking *checking;                     /* NULL: nothing was asked yet */
    guint checked_sides[NX_SIDE_ANSWERS + 1]; /* how the domains answered that were asked about last */
    char **paths;

    /* loading (load.c) */
    NxLoad *load;
    NxProgress progress;
    guint load_source, tick_source;
    gint woken; /* atomic: a wake is on its way to the main loop */
    gboolean loading;
    NxWatch *watch;       /* NULL until all is read */
    gboolean looking;     /* what others did to the mailboxes is looked at, and read */
    gboolean look_again;  /* ... and something has come since */
    gboolean look_asked;  /* ... by the operator, who is told */
    gboolean loaded_once; /* the first load is over: what comes now is new */
    gboolean stopped;
    guint new_events;              /* since then */
    guint changed;                 /* rows, as NxProgress counts them */
    guint32 asked;                 /* events whose addresses the ledger was asked about */
    guint32 recorded;              /* events given to the ledger, or about to be */
    struct NxRecording *recording; /* what the ledger is being told; NULL: nothing */
    guint recalls;                 /* jobs under way */
    gboolean advice_stale;
    guint advise_source; /* of the advisor while it works */
    gboolean relists;    /* the list is to be made anew with what the ledger knows */
    gboolean relisted;   /* it was */
    GPtrArray *problems; /* of lines */

    /* the list that is shown (list.c) */
    GArray *list;       /* guint32 event numbers */
    guint32 list_end;   /* events before this number are in the list or were left out of it */
    NxQuery *query;     /* of the limit in force, or NULL */
    char *limit;        /* text of the limit, "" if none */
    gboolean limit_off; /* switched off with backslash */
    NxSort sort;
    gboolean reverse;
    GPtrArray *way; /* NxLevel *: the groups opened, from the outermost */
    NxListJob *job;
    gboolean job_is_whole;  /* makes the list anew, rather than going on with it */
    gboolean job_is_asked;  /* ... because another was asked for */
    struct NxAway *sorting; /* the job, while another thread sorts it */
    gboolean list_stale;    /* the ledger told something that a limit may ask for */
    guint job_source;
    guint64 counted_list, counted_generation; /* what `stale_rows` was counted for */
    guint stale_rows;
    guint64 list_number; /* counts lists: groups know when theirs is old */

    guint32 selected;         /* event, or NX_NO_EVENT while there is none */
    guint32 wanted;           /* what the operator selected, if a limit hides it */
    guint position;           /* of `selected` in the list */
    gboolean moved;           /* the operator has chosen the selection */
    char *restore_row;        /* row to select when it turns up */
    GHashTable *restore_tags; /* keys to tag when they turn up */
    guint n_tagged;
    GArray *used_tags; /* address numbers whose tags the last decision ended */

    char *view;                           /* as NxViewOps.remember has it: from one session to the next; NULL: none */
    guint session_counts[NX_N_DECISIONS]; /* decided in this session and not taken back */
};

NxModel *nx_model_new(const NxTuiStart *start, const char *const *paths, const NxModelEvents *events, gpointer user);
/* Waits until every decision is on disk. */
void nx_model_free(NxModel *model);
/* Is anything under way that will change what is shown? */
gboolean nx_model_is_busy(const NxModel *model);
/* Is a decision not on disk yet? */
gboolean nx_model_is_deciding(const NxModel *model);
NxTime nx_model_now(const NxModel *model);
void nx_model_say(NxModel *model, NxSay kind, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- Loading (load.c) -------------------------------------------------------------------------------------------- */
void nx_model_load(NxModel *model);
void nx_model_stop(NxModel *model);
void nx_model_refresh(NxModel *model); /* looks for new mail now */
/* Has the advisor work if something changed: at once where there are few events, else in slices. */
void nx_model_advise(NxModel *model);
void nx_model_finish_advice(NxModel *model); /* before anything acts upon it */
void nx_recording_free(struct NxRecording *recording);
void nx_model_record_rest(NxModel *model); /* gives the ledger's thread all that it is still to be told */
/* Asks the ledger about all addresses anew: another program, or one act on many, may have changed them. */
void nx_model_recall_all(NxModel *model);
/* Takes into the model what the ledger said of `keys`. */
void nx_model_take_recalls(NxModel *model, const char *const *keys, guint n, const GPtrArray *recalls);
/* Counts anew what this session decided. */
void nx_model_count_session(NxModel *model);
/* Takes what complaints there are into model->problems. */
void nx_model_take_problems(NxModel *model);

/* ---- The list (list.c) ------------------------------------------------------------------------------------------- */
/* FALSE with the error of the query; the old limit stands then. */
gboolean nx_model_limit(NxModel *model, const char *text, GError **error);
void nx_model_limit_switch(NxModel *model);
void nx_model_sort(NxModel *model, NxSort sort, gboolean reverse);
void nx_model_enter(NxModel *model, NxBy by, const char *name);
NxLevel *nx_model_leave(NxModel *model); /* back out of the innermost group, which is the caller's; NULL: out of all */
/* "provider:amazon > reason:full"; "" outside of all groups. Caller frees. */
char *nx_model_way(const NxModel *model, gboolean ascii);
/* Finishes a list that was asked for and is being made: whatever acts on what is shown must not act on the list
 * before. */
void nx_model_finish_list(NxModel *model);
void nx_model_drop_list(NxModel *model);  /* what is being made of it is not wanted any more */
void nx_model_renew_list(NxModel *model); /* makes it anew with what is known now */
/* How many of the rows the limit, or a group that is open, would not let through any more: a row stays where it is
 * though it was decided. */
guint nx_model_stale_rows(NxModel *model);
void nx_model_extend(NxModel *model); /* takes newly loaded events into the list */
/* What is listed now, as a spec for jobs of others. */
void nx_model_spec(const NxModel *model, NxListSpec *spec);
const NxQuery *nx_model_query(const NxModel *model);
guint32 nx_model_row(const NxModel *model, guint position); /* event, or NX_NO_EVENT */

/* ---- Selection and tags (model.c) -------------------------------------------------------------------------------- */
void nx_model_select(NxModel *model, guint position); /* clamped; by the operator */
/* Selects the row and tags the addresses as soon as they turn up; a row only where the operator has chosen none.
 * `tags` ends with NULL; both may be NULL. */
void nx_model_await(NxModel *model, const char *row, const char *const *tags);
/* After the list has changed: finds the selection in it again. */
void nx_model_find_selection(NxModel *model);
const NxEvent *nx_model_event(const NxModel *model);
NxAddress *nx_model_address(const NxModel *model, guint32 event); /* NULL for nobody */
gboolean nx_model_tag(NxModel *model, guint32 address, gboolean on);
void nx_model_untag_all(NxModel *model);
/* A decision ends the tags that it used; nx_model_retag brings those back (how many). */
void nx_model_use_tags(NxModel *model, const GArray *addresses);
guint nx_model_retag(NxModel *model);
guint nx_model_tag_query(NxModel *model, const NxQuery *query, gboolean on);
/* Address numbers of all that are tagged. Caller unrefs. */
GArray *nx_model_tagged(const NxModel *model);
void nx_model_changed(NxModel *model);
