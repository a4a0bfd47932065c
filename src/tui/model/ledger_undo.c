/* Undo and redo: one act of this session at once, an older one after asking. */
#include "tui/model/guards.h"
#include "tui/model/ledger_acts.h"

typedef struct {
    NxLedgerJob job;
    NxModel *model;
    NxActHead head;
    gboolean redo;
    gint64 number; /* 0: the next one */
    NxUndoAsk ask;
    gpointer user;
    NxAct *older; /* to be asked about */
    NxAct *act;
    guint restored;
    GPtrArray *kept;
    GPtrArray *keys, *recalls;
    NxBaseline *baseline; /* of an act without addresses: what it let through is guarded again, or no more */
} Undo;

static void take_back(Undo *undo, NxLedger *ledger, gint64 number)
{
    GError **error = &undo->job.error;
    g_autoptr(GPtrArray) changes = nx_ledger_changes(ledger, number, error);
    if (!changes)
        return;
    undo->keys = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < changes->len; i++)
        g_ptr_array_add(undo->keys, g_strdup(((const NxChange *)g_ptr_array_index(changes, i))->key));
    gboolean ok = undo->redo ? nx_ledger_redo(ledger, &undo->head, number, &undo->restored, &undo->kept, error)
                             : nx_ledger_undo(ledger, &undo->head, number, &undo->restored, &undo->kept, error);
    if (ok)
        undo->recalls = nx_ledger_recall(ledger, (const char *const *)undo->keys->pdata, undo->keys->len, error);
    if (undo->recalls && undo->keys->len == 0)
        undo->baseline = nx_baseline_read(ledger, undo->head.at, error);
}

static void work_undo(NxLedgerJob *job, NxLedger *ledger)
{
    Undo *undo = (Undo *)job;
    if (undo->number != 0) {
        take_back(undo, ledger, undo->number);
        return;
    }
    undo->act = undo->redo ? nx_ledger_redo_next(ledger, &undo->head, &job->error)
                           : nx_ledger_undo_next(ledger, &undo->head, &job->error);
    if (!undo->act)
        return;
    if (g_strcmp0(undo->act->session, undo->head.session) == 0)
        take_back(undo, ledger, undo->act->number);
    else
        undo->older = g_steal_pointer(&undo->act);
}

static void say_kept(Undo *undo)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < undo->kept->len && i < 3; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index(undo->kept, i));
    nx_model_say(undo->model, NX_SAY_INFO,
                 nx_trn("Took back %u address; %u changed since and stands: %s",
                        "Took back %u addresses; %u changed since and stand: %s", undo->restored),
                 undo->restored, undo->kept->len, names->str);
    g_string_free(names, TRUE);
}

static void say_undone(Undo *undo)
{
    if (undo->keys->len == 0) {
        nx_model_say(undo->model, NX_SAY_INFO, "%s",
                     undo->redo ? nx_tr("Let it through again.  u undoes.")
                                : nx_tr("The guard speaks again.  ^R redoes."));
    } else if (undo->kept && undo->kept->len > 0) {
        say_kept(undo);
    } else if (undo->redo) {
        nx_model_say(
            undo->model, NX_SAY_INFO,
            nx_trn("Decided %u address again.  u undoes.", "Decided %u addresses again.  u undoes.", undo->restored),
            undo->restored);
    } else {
        nx_model_say(undo->model, NX_SAY_INFO,
                     nx_trn("Took the decision on %u address back.  ^R redoes.",
                            "Took the decisions on %u addresses back.  ^R redoes.", undo->restored),
                     undo->restored);
    }
}

static void done_undo(NxLedgerJob *job)
{
    Undo *undo = (Undo *)job;
    if (job->error) {
        gboolean nothing = g_error_matches(job->error, NX_ERROR, NX_ERROR_NOTHING);
        nx_model_say(undo->model, nothing ? NX_SAY_INFO : NX_SAY_ERROR, "%s", job->error->message);
        return;
    }
    if (undo->older) {
        undo->ask(undo->user, undo->older, undo->redo);
        return;
    }
    nx_model_take_recalls(undo->model, (const char *const *)undo->keys->pdata, undo->keys->len, undo->recalls);
    if (undo->baseline)
        nx_model_take_baseline(undo->model, g_steal_pointer(&undo->baseline));
    say_undone(undo);
    nx_model_count_session(undo->model);
    nx_model_advise(undo->model);
    nx_model_changed(undo->model);
}

static void free_undo(NxLedgerJob *job)
{
    Undo *undo = (Undo *)job;
    g_clear_pointer(&undo->older, nx_act_free);
    g_clear_pointer(&undo->act, nx_act_free);
    g_clear_pointer(&undo->kept, g_ptr_array_unref);
    g_clear_pointer(&undo->keys, g_ptr_array_unref);
    g_clear_pointer(&undo->recalls, g_ptr_array_unref);
    nx_baseline_free(undo->baseline);
    g_free(undo);
}

static void post(NxModel *model, gboolean redo, gint64 number, NxUndoAsk ask, gpointer user)
{
    Undo *undo = g_new0(Undo, 1);
    undo->job = (NxLedgerJob){.work = work_undo, .done = done_undo, .free = free_undo};
    undo->model = model;
    undo->redo = redo;
    undo->number = number;
    undo->ask = ask;
    undo->user = user;
    undo->head = (NxActHead){.name = redo ? "redo" : "undo",
                             .actor = model->start->actor,
                             .session = model->start->session,
                             .at = nx_model_now(model)};
    nx_ledger_thread_post(model->ledger, &undo->job);
}

void nx_model_decide_undo(NxModel *model, gboolean redo, NxUndoAsk ask, gpointer user)
{
    post(model, redo, 0, ask, user);
}

void nx_model_decide_undo_act(NxModel *model, gint64 act, gboolean redo)
{
    post(model, redo, act, NULL, NULL);
}
