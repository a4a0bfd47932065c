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
    guint left = nx_model_decide_records(in->model, records->records, records->decision);
    if (left > 0)
        nx_inspector_say(in, NX_SAY_ERROR,
                         nx_trn("%u is decided about for one list alone: a retry holds for all of them.",
                                "%u are decided about for one list alone: a retry holds for all of them.", left),
                         left);
    if (nx_inspector_top(in)->ops->in == NX_IN_LEDGER)
        nx_ledger_view_reload(nx_inspector_top(in));
}

static void answer_records(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    decide_records(in, data);
}

/* What stands of them now: "3 suppressed, 1 held". Caller frees. */
static char *states_of(const GPtrArray *records)
{
    guint counts[NX_N_DECISIONS] = {0};
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < records->len; i++)
        counts[((const NxRecord *)records->pdata[i])->decision]++;
    for (guint i = NX_DECISION_SUPPRESS; i < NX_N_DECISIONS; i++)
        if (counts[i] > 0)
            g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", counts[i],
                                   nx_tr(nx_decision_state((NxDecision)i)));
    return g_strdup(text->str);
}

static void answer_view_records(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    const GPtrArray *records = ((const Records *)data)->records;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        const char *state = nx_decision_state(record->decision);
        g_string_append_printf(text, "%-40s  %-10s %s%s%s\n", record->spelling ? record->spelling : record->key,
                               state ? nx_tr(state) : "", nx_tr(nx_reason_label(record->reason)),
                               record->scope ? "  " : "", record->scope ? record->scope : "");
    }
    nx_inspector_push(
        in, nx_text_view_new(in, nx_tr("what is about to be decided; q goes back to the question"), text->str));
}

static void ask_records(NxInspector *in, Records *records)
{
    guint n = records->records->len;
    const char *verb = records->decision == NX_DECISION_NONE ? nx_tr("Release") : nx_decision_verb(records->decision);
    NxQuestion *question = nx_question_new(g_strdup_printf(nx_trn("%s %u address?", "%s %u addresses?", n), verb, n),
                                           records, free_records);
    nx_question_line(question, states_of(records->records));
    nx_question_choice(question, 'y', g_strdup_printf(nx_tr("all %u"), n), answer_records, FALSE);
    nx_question_choice(question, 'v', g_strdup(nx_tr("view the list")), answer_view_records, TRUE);
    nx_inspector_ask(in, question);
}

void nx_decide_in_ledger(NxInspector *in, NxDecision decision)
{
    Records *records = g_new0(Records, 1);
    records->records = nx_ledger_view_records(nx_inspector_top(in), NX_LEDGER_MEANT, &records->owner);
    records->decision = decision;
    records->action = in->doing;
    if (records->records->len > 1) {
        ask_records(in, records);
        return;
    }
    if (records->records->len == 1)
        decide_records(in, records);
    else
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to act on."));
    free_records(records);
}
