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
    nx_model_decide_note(in->model, data, text);
}

static void unref_addresses(gpointer addresses)
{
    g_array_unref(addresses);
}

/* Nothing typed takes a note away, which is asked for by a prompt alone. */
static void note_scope(NxInspector *in, NxScope *scope, gpointer text)
{
    static const NxPromptOps OPS = {.label = N_("note"), .history = "note", .done = note_done};
    GArray *addresses = g_array_ref(scope->addresses);
    nx_scope_free(scope);
    if (addresses->len == 0) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to act on."));
    } else if (*(const char *)text) {
        nx_model_decide_note(in->model, addresses, text);
    } else {
        guint n = addresses->len;
        NxPrompt *prompt = nx_inspector_prompt(in, &OPS, "", g_array_ref(addresses), unref_addresses);
        if (n > 1)
            nx_prompt_hint(prompt, g_strdup_printf(nx_trn("on %u address", "on %u addresses", n), n));
    }
    g_array_unref(addresses);
}

void nx_do_note(NxInspector *in, const char *argument)
{
    nx_scope_with(in, nx_tr("Write a note on"), note_scope, g_strdup(argument), g_free);
}

static void answer_release(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    nx_model_decide_release(in->model, data);
}

void nx_do_release(NxInspector *in, const char *argument)
{
    NxView *top = nx_inspector_top(in);
    guint held = 0;
    char *cause = !*argument && top->ops->in == NX_IN_LEDGER ? nx_ledger_view_cause(top, &held) : NULL;
    if (*argument) {
        nx_model_decide_release(in->model, argument);
    } else if (cause) {
        NxQuestion *question =
            nx_question_new(g_strdup_printf(nx_tr("Release all that is held by %s?"), cause), cause, g_free);
        nx_question_line(question, g_strdup_printf(nx_trn("%u address", "%u addresses", held), held));
        nx_question_choice(question, 'y', g_strdup(nx_tr("release")), answer_release, FALSE);
        nx_inspector_ask(in, question);
    } else if (top->ops->in == NX_IN_LEDGER) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Nothing is held."));
    } else {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("a cause is wanted:  :release PROVIDER/REASON"));
    }
}
