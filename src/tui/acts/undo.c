/* Taking back and making again; notes and releases. */
#include "tui/acts/acts.h"
#include "tui/model/ledger_acts.h"

/* ---- Undo -------------------------------------------------------------------------------------------------------- */
typedef struct {
    gint64 act;
    gboolean redo;
} Older;

static void answer_older(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    const Older *older = data;
    nx_model_decide_undo_act(in->model, older->act, older->redo);
}

static void ask_older(gpointer user, const NxAct *act, gboolean redo)
{
    NxInspector *in = user;
    Older *older = g_new0(Older, 1);
    older->act = act->number;
    older->redo = redo;
    g_autofree char *when = nx_time_local(act->at, "%Y-%m-%d %H:%M");
    char *title =
        g_strdup_printf(redo ? nx_tr("Make an older act of %s again: %s?") : nx_tr("Take an older act of %s back: %s?"),
                        when, act->name);
    NxQuestion *question = nx_question_new(title, older, g_free);
    nx_question_line(question, g_strdup_printf(nx_trn("%u address: %s", "%u addresses: %s ...", act->n), act->n,
                                               act->sample ? act->sample : ""));
    nx_question_line(question, g_strdup(nx_tr("It is not of this session.")));
    nx_question_choice(question, 'y', g_strdup(nx_tr("yes")), answer_older, FALSE);
    nx_inspector_ask(in, question);
}

void nx_do_undo(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_model_decide_undo(in->model, FALSE, ask_older, in);
}

void nx_do_redo(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_model_decide_undo(in->model, TRUE, ask_older, in);
}

void nx_do_repeat(NxInspector *in, const char *argument)
{
    (void)argument;
    if (in->last_act)
        nx_inspector_do(in, in->last_act, "");
    else
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Nothing was done yet that could be repeated."));
}

/* ---- Notes and releases ------------------------------------------------------------------------------------------ */
static void note_done(NxInspector *in, const char *text, gpointer data)
{
    guint32 number = GPOINTER_TO_UINT(data);
    nx_model_decide_note(in->model, number, text);
}

void nx_do_note(NxInspector *in, const char *argument)
{
    static const NxPromptOps OPS = {.label = N_("note"), .history = "note", .done = note_done};
    guint32 number = nx_inspector_need_address(in);
    if (number == NX_NOBODY)
        return;
    if (*argument)
        nx_model_decide_note(in->model, number, argument);
    else
        nx_inspector_prompt(in, &OPS, "", GUINT_TO_POINTER(number), NULL);
}

static void answer_release(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    nx_model_decide_release(in->model, data);
}

/* The cause of the record that one stands on; NULL: it is not held. Caller frees. */
static char *cause_here(NxInspector *in)
{
    NxView *top = nx_inspector_top(in);
    if (top->ops->in != NX_IN_LEDGER)
        return NULL;
    g_autoptr(GPtrArray) owner = NULL, records = nx_ledger_view_records(top, &owner);
    const NxRecord *record = records->len > 0 ? records->pdata[0] : NULL;
    return record && record->decision == NX_DECISION_HOLD ? g_strdup(record->cause) : NULL;
}

void nx_do_release(NxInspector *in, const char *argument)
{
    char *cause = *argument ? NULL : cause_here(in);
    if (*argument) {
        nx_model_decide_release(in->model, argument);
    } else if (cause) {
        NxQuestion *question =
            nx_question_new(g_strdup_printf(nx_tr("Release all that is held by %s?"), cause), cause, g_free);
        nx_question_choice(question, 'y', g_strdup(nx_tr("release")), answer_release, FALSE);
        nx_inspector_ask(in, question);
    } else {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("a cause is wanted:  :release PROVIDER/REASON"));
    }
}
