/* Asks the ledger for what was taken, and writes the operator's answers to it. */
#include "tui/model/guards.h"

void nx_model_take_baseline(NxModel *model, NxBaseline *baseline)
{
    nx_advisor_baseline(model->advisor, baseline);
    model->advice_stale = TRUE;
    nx_model_advise(model);
}

GPtrArray *nx_model_alarms(NxModel *model)
{
    guint n = nx_catalog_n_addresses(model->catalog);
    g_autofree guint32 *addresses = g_new(guint32, n);
    for (guint i = 0; i < n; i++)
        addresses[i] = i;
    return nx_advisor_alarms(model->advisor, addresses, n, nx_model_now(model));
}

typedef struct {
    NxLedgerJob job;
    NxModel *model;
    NxActHead head;
    char *source;
    guint restored;
    NxBaseline *baseline;
    NxAlarmsSeen seen;
    gpointer user;
    GDestroyNotify free_user;
} Answer;

static void free_answer(NxLedgerJob *job)
{
    Answer *answer = (Answer *)job;
    nx_baseline_free(answer->baseline);
    if (answer->free_user)
        answer->free_user(answer->user);
    g_free(answer->source);
    g_free(answer);
}

static Answer *answer_new(NxModel *model, const char *name, const char *source)
{
    Answer *answer = g_new0(Answer, 1);
    answer->job.free = free_answer;
    answer->model = model;
    answer->head = (NxActHead){
        .name = name, .actor = model->start->actor, .session = model->start->session, .at = nx_model_now(model)};
    answer->source = g_strdup(source);
    return answer;
}

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

static void work_ask(NxLedgerJob *job, NxLedger *ledger)
{
    Answer *answer = (Answer *)job;
    answer->baseline = nx_baseline_read(ledger, answer->head.at, &job->error);
}

static void done_ask(NxLedgerJob *job)
{
    Answer *answer = (Answer *)job;
    if (job->error) {
        nx_model_say(answer->model, NX_SAY_ERROR, "%s", job->error->message);
        return;
    }
    nx_model_take_baseline(answer->model, g_steal_pointer(&answer->baseline));
    g_autoptr(GPtrArray) alarms = nx_model_alarms(answer->model);
    answer->seen(answer->user, alarms);
}

void nx_model_ask_guards(NxModel *model, NxAlarmsSeen seen, gpointer user, GDestroyNotify free_user)
{
    Answer *answer = answer_new(model, "ask", NULL);
    answer->job.work = work_ask;
    answer->job.done = done_ask;
    answer->seen = seen;
    answer->user = user;
    answer->free_user = free_user;
    nx_ledger_thread_post(model->ledger, &answer->job);
}

/* ---- Answering --------------------------------------------------------------------------------------------------- */

static void work_allow(NxLedgerJob *job, NxLedger *ledger)
{
    Answer *answer = (Answer *)job;
    if (nx_advise_allow(ledger, &answer->head, answer->source, &job->error))
        answer->baseline = nx_baseline_read(ledger, answer->head.at, &job->error);
}

static void done_allow(NxLedgerJob *job)
{
    Answer *answer = (Answer *)job;
    NxModel *model = answer->model;
    if (job->error) {
        nx_model_say(model, NX_SAY_ERROR, nx_tr("not let through: %s"), job->error->message);
        return;
    }
    nx_model_say(model, NX_SAY_INFO, nx_tr("Let %s through for 24 hours.  u undoes."), answer->source);
    nx_model_take_baseline(model, g_steal_pointer(&answer->baseline));
    nx_model_changed(model);
}

void nx_model_decide_allow(NxModel *model, const char *source)
{
    Answer *answer = answer_new(model, "allow", source);
    answer->job.work = work_allow;
    answer->job.done = done_allow;
    nx_ledger_thread_post(model->ledger, &answer->job);
}

static void work_take_back(NxLedgerJob *job, NxLedger *ledger)
{
    Answer *answer = (Answer *)job;
    nx_advise_take_back(ledger, &answer->head, answer->source, &answer->restored, &job->error);
}

static void done_take_back(NxLedgerJob *job)
{
    Answer *answer = (Answer *)job;
    NxModel *model = answer->model;
    if (job->error) {
        nx_model_say(model, NX_SAY_ERROR, nx_tr("not taken back: %s"), job->error->message);
        return;
    }
    nx_model_say(
        model, NX_SAY_INFO,
        nx_trn("Took back %u address of %s.  u undoes.", "Took back %u addresses of %s.  u undoes.", answer->restored),
        answer->restored, answer->source);
    nx_model_recall_all(model);
    nx_model_count_session(model);
}

void nx_model_decide_take_back(NxModel *model, const char *source)
{
    Answer *answer = answer_new(model, "take-back", source);
    answer->job.work = work_take_back;
    answer->job.done = done_take_back;
    nx_ledger_thread_post(model->ledger, &answer->job);
}
