/* Deciding in the ledger's view, about records whose addresses may be in no mailbox. */
#include "tui/acts/acts.h"
#include "tui/model/ledger_acts.h"

typedef struct {
    GPtrArray *records, *owner;
    NxDecision decision;
    const NxUiAction *action;
} Records;

static void free_records(gpointer data)
{
    Records *records = data;
    g_ptr_array_unref(records->records);
    g_clear_pointer(&records->owner, g_ptr_array_unref);
    g_free(records);
}

static void decide_records(NxInspector *in, const Records *records)
{
    nx_inspector_did(in, records->action);
    nx_model_decide_records(in->model, records->records, records->decision);
    if (nx_inspector_top(in)->ops->in == NX_IN_LEDGER)
        nx_ledger_view_reload(nx_inspector_top(in));
}

static void answer_records(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    decide_records(in, data);
}

void nx_decide_in_ledger(NxInspector *in, NxDecision decision)
{
    Records *records = g_new0(Records, 1);
    records->records = nx_ledger_view_records(nx_inspector_top(in), &records->owner);
    records->decision = decision;
    records->action = in->doing;
    guint n = records->records->len;
    if (n == 0) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to act on."));
        free_records(records);
    } else if (n == 1) {
        decide_records(in, records);
        free_records(records);
    } else {
        const char *verb = decision == NX_DECISION_NONE ? nx_tr("Release") : nx_decision_verb(decision);
        NxQuestion *question = nx_question_new(
            g_strdup_printf(nx_trn("%s %u address?", "%s %u addresses?", n), verb, n), records, free_records);
        nx_question_choice(question, 'y', g_strdup_printf(nx_tr("all %u"), n), answer_records, FALSE);
        nx_inspector_ask(in, question);
    }
}
