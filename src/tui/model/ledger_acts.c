/* Decisions, notes, releases: what each does on the ledger's thread, and what is said when it is done. */
#include "tui/model/ledger_acts.h"

static const struct {
    const char *verb, *done;
} WORDS[] = {
    [NX_DECISION_NONE] = {N_("Forget"), N_("Forgot the decision on")},
    [NX_DECISION_SUPPRESS] = {N_("Suppress"), N_("Suppressed")},
    [NX_DECISION_RETRY] = {N_("Retry"), N_("Paused for a retry:")},
    [NX_DECISION_HOLD] = {N_("Hold"), N_("Held")},
    [NX_DECISION_IGNORE] = {N_("Ignore"), N_("Ignored")},
};
G_STATIC_ASSERT(G_N_ELEMENTS(WORDS) == NX_N_DECISIONS);

const char *nx_decision_verb(NxDecision decision)
{
    return nx_tr(WORDS[decision].verb);
}

static const char *done_of(NxDecision decision)
{
    return nx_tr(WORDS[decision].done);
}

char *nx_model_decide_left(const NxModel *model, const NxChoice *choice)
{
    char *left = nx_choice_left(choice, model->start->library);
    if (choice->left[NX_LEFT_GUARDED] == 0)
        return left;
    g_autofree char *guarded = left;
    return g_strdup_printf(nx_tr("%s  (:allow shows what guards hold back)"), guarded);
}

typedef struct {
    NxLedgerJob job;
    NxModel *model;
    NxActHead head;
    NxDecision decision; /* of all orders, or NONE for mixed ones */
    NxChoice *choice;    /* owns the orders, or NULL */
    GArray *orders;      /* of NxOrder */
    GPtrArray *strings;  /* what orders that are in no choice borrow */
    guint changed;
    GPtrArray *recalls;
} Decide;

static void work_decide(NxLedgerJob *job, NxLedger *ledger)
{
    Decide *act = (Decide *)job;
    const NxOrder *orders = (const NxOrder *)(gpointer)act->orders->data;
    if (!nx_ledger_decide(ledger, &act->head, orders, act->orders->len, &act->changed, NULL, &job->error))
        return;
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint i = 0; i < act->orders->len; i++)
        g_ptr_array_add(keys, (gpointer)orders[i].key);
    act->recalls = nx_ledger_recall(ledger, (const char *const *)keys->pdata, keys->len, &job->error);
}

static void set_pending(NxModel *model, const GArray *orders, gboolean pending)
{
    for (guint i = 0; i < orders->len; i++) {
        guint32 number = nx_catalog_find(model->catalog, g_array_index(orders, NxOrder, i).key);
        if (number != NX_NOBODY)
            nx_catalog_address(model->catalog, number)->standing.pending = pending;
    }
}

static void say_one(Decide *act, const NxOrder *order)
{
    if (order->decision == NX_DECISION_RETRY && order->not_before != NX_TIME_UNKNOWN) {
        g_autofree char *when = nx_time_local(order->not_before, "%Y-%m-%d %H:%M");
        nx_model_say(act->model, NX_SAY_INFO, nx_tr("Retry %s not before %s.  u undoes."), order->spelling, when);
        return;
    }
    nx_model_say(act->model, NX_SAY_INFO, nx_tr("%s %s.  u undoes."), done_of(order->decision), order->spelling);
}

static void say_done(Decide *act)
{
    g_autofree char *left = act->choice ? nx_model_decide_left(act->model, act->choice) : NULL;
    if (act->changed == 0) {
        nx_model_say(act->model, NX_SAY_INFO, "%s  %s", nx_tr("Nothing changed: it stands like that already."),
                     left ? left : "");
        return;
    }
    if (act->orders->len == 1) {
        say_one(act, &g_array_index(act->orders, NxOrder, 0));
        return;
    }
    const char *done = g_str_equal(act->head.name, "accept") ? nx_tr("Took the advice for") : done_of(act->decision);
    nx_model_say(act->model, NX_SAY_INFO,
                 nx_trn("%s %u address.  u undoes.  %s", "%s %u addresses.  u undoes.  %s", act->changed), done,
                 act->changed, left ? left : "");
}

static void done_decide(NxLedgerJob *job)
{
    Decide *act = (Decide *)job;
    NxModel *model = act->model;
    set_pending(model, act->orders, FALSE);
    if (act->recalls) {
        g_autoptr(GPtrArray) keys = g_ptr_array_new();
        for (guint i = 0; i < act->orders->len; i++)
            g_ptr_array_add(keys, (gpointer)g_array_index(act->orders, NxOrder, i).key);
        nx_model_take_recalls(model, (const char *const *)keys->pdata, keys->len, act->recalls);
    }
    if (job->error) {
        nx_model_say(model, NX_SAY_ERROR, nx_tr("not decided: %s"), job->error->message);
    } else {
        say_done(act);
        nx_model_count_session(model);
    }
    nx_model_advise(model);
    nx_model_changed(model);
}

static void free_decide(NxLedgerJob *job)
{
    Decide *act = (Decide *)job;
    if (act->choice)
        nx_choice_free(act->choice);
    else
        g_array_unref(act->orders);
    g_clear_pointer(&act->strings, g_ptr_array_unref);
    g_clear_pointer(&act->recalls, g_ptr_array_unref);
    g_free(act);
}

static Decide *decide_new(NxModel *model, const char *name, NxDecision decision)
{
    Decide *act = g_new0(Decide, 1);
    act->job = (NxLedgerJob){.work = work_decide, .done = done_decide, .free = free_decide};
    act->model = model;
    act->decision = decision;
    act->head = (NxActHead){
        .name = name, .actor = model->start->actor, .session = model->start->session, .at = nx_model_now(model)};
    return act;
}

static void post(Decide *act)
{
    NxModel *model = act->model;
    if (act->orders->len == 0) {
        g_autofree char *left = act->choice ? nx_model_decide_left(model, act->choice) : NULL;
        nx_model_say(model, NX_SAY_INFO, "%s  %s", nx_tr("Nothing to decide."), left ? left : "");
        free_decide(&act->job);
        return;
    }
    set_pending(model, act->orders, TRUE);
    nx_ledger_thread_post(model->ledger, &act->job);
    nx_model_changed(model);
}

static void post_choice(NxModel *model, const char *name, NxDecision decision, NxChoice *choice)
{
    Decide *act = decide_new(model, name, decision);
    act->choice = choice;
    act->orders = choice->taken;
    post(act);
}

#define NUMBERS(array) ((const guint32 *)(gpointer)(array)->data)

void nx_model_decide(NxModel *model, const GArray *addresses, NxDecision decision, gboolean in_bulk)
{
    nx_model_finish_advice(model);
    post_choice(
        model, nx_decision_name(decision), decision,
        nx_advisor_decide(model->advisor, NUMBERS(addresses), addresses->len, decision, in_bulk, nx_model_now(model)));
}

void nx_model_decide_accept(NxModel *model, const GArray *addresses, gboolean in_bulk)
{
    nx_model_finish_advice(model);
    post_choice(model, "accept", NX_DECISION_NONE,
                nx_advisor_accept(model->advisor, NUMBERS(addresses), addresses->len,
                                  in_bulk ? NX_ACCEPT_IN_BULK : NX_ACCEPT_ONE, nx_model_now(model)));
}

void nx_model_decide_forget(NxModel *model, const GArray *addresses)
{
    Decide *act = decide_new(model, "forget", NX_DECISION_NONE);
    act->orders = g_array_new(FALSE, TRUE, sizeof(NxOrder));
    for (guint i = 0; i < addresses->len; i++) {
        const NxAddress *address = nx_catalog_address(model->catalog, g_array_index(addresses, guint32, i));
        if (address->standing.decision == NX_DECISION_NONE)
            continue;
        NxOrder order = {.key = address->key, .spelling = address->spelling, .decision = NX_DECISION_NONE};
        g_array_append_val(act->orders, order);
    }
    post(act);
}

guint nx_model_decide_records(NxModel *model, const GPtrArray *records, NxDecision decision)
{
    guint left = 0;
    Decide *act = decide_new(model, decision == NX_DECISION_NONE ? "forget" : nx_decision_name(decision), decision);
    act->orders = g_array_new(FALSE, TRUE, sizeof(NxOrder));
    act->strings = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < records->len; i++) {
        NxRecord *record = g_ptr_array_index(records, i);
        NxRecall recall = {.record = record};
        NxOrder order = {.decision = NX_DECISION_NONE};
        if (record->scope && decision == NX_DECISION_RETRY) {
            left++;
            continue;
        }
        char *key = g_strdup(record->key), *spelling = g_strdup(record->spelling);
        g_ptr_array_add(act->strings, key);
        g_ptr_array_add(act->strings, spelling);
        if (decision == NX_DECISION_NONE) {
            order.key = key;
            order.spelling = spelling;
        } else {
            nx_advise_order(model->start->library, &recall, key, spelling, decision, nx_model_now(model), &order,
                            act->strings);
        }
        if (record->scope) {
            order.scope = g_strdup(record->scope);
            g_ptr_array_add(act->strings, (gpointer)order.scope);
        }
        g_array_append_val(act->orders, order);
    }
    post(act);
    return left;
}

/* ---- Notes and releases ------------------------------------------------------------------------------------------ */
typedef struct {
    NxLedgerJob job;
    NxModel *model;
    NxActHead head;
    GPtrArray *keys, *spellings; /* of a note */
    char *text;
    guint n;
    GPtrArray *recalls;
} Small;

static void free_small(NxLedgerJob *job)
{
    Small *small = (Small *)job;
    g_clear_pointer(&small->keys, g_ptr_array_unref);
    g_clear_pointer(&small->spellings, g_ptr_array_unref);
    g_free(small->text);
    g_clear_pointer(&small->recalls, g_ptr_array_unref);
    g_free(small);
}

static Small *small_new(NxModel *model, const char *name, const char *text)
{
    Small *small = g_new0(Small, 1);
    small->model = model;
    small->job.free = free_small;
    small->head = (NxActHead){
        .name = name, .actor = model->start->actor, .session = model->start->session, .at = nx_model_now(model)};
    small->text = g_strdup(text);
    return small;
}

static void work_note(NxLedgerJob *job, NxLedger *ledger)
{
    Small *small = (Small *)job;
    const char *const *keys = (const char *const *)small->keys->pdata;
    if (nx_ledger_note_all(ledger, &small->head, keys, (const char *const *)small->spellings->pdata, small->keys->len,
                           small->text, &small->n, NULL, &job->error))
        small->recalls = nx_ledger_recall(ledger, keys, small->keys->len, &job->error);
}

static void done_note(NxLedgerJob *job)
{
    Small *small = (Small *)job;
    if (job->error) {
        nx_model_say(small->model, NX_SAY_ERROR, nx_tr("no note written: %s"), job->error->message);
        return;
    }
    nx_model_take_recalls(small->model, (const char *const *)small->keys->pdata, small->keys->len, small->recalls);
    if (small->keys->len == 1)
        nx_model_say(small->model, NX_SAY_INFO, nx_tr("Noted on %s.  u undoes."),
                     (const char *)small->spellings->pdata[0]);
    else
        nx_model_say(small->model, NX_SAY_INFO,
                     nx_trn("Noted on %u address.  u undoes.", "Noted on %u addresses.  u undoes.", small->n),
                     small->n);
    nx_model_changed(small->model);
}

void nx_model_decide_note(NxModel *model, const GArray *addresses, const char *note)
{
    Small *small = small_new(model, "note", note);
    small->keys = g_ptr_array_new_with_free_func(g_free);
    small->spellings = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < addresses->len; i++) {
        const NxAddress *address = nx_catalog_address(model->catalog, g_array_index(addresses, guint32, i));
        g_ptr_array_add(small->keys, g_strdup(address->key));
        g_ptr_array_add(small->spellings, g_strdup(address->spelling));
    }
    small->job.work = work_note;
    small->job.done = done_note;
    nx_ledger_thread_post(model->ledger, &small->job);
}

static void work_release(NxLedgerJob *job, NxLedger *ledger)
{
    Small *small = (Small *)job;
    g_autoptr(GPtrArray) released = NULL;
    if (nx_ledger_release(ledger, &small->head, small->text, &released, NULL, &job->error))
        small->n = released->len;
}

static void done_release(NxLedgerJob *job)
{
    Small *small = (Small *)job;
    if (job->error) {
        nx_model_say(small->model, NX_SAY_ERROR, nx_tr("not released: %s"), job->error->message);
        return;
    }
    nx_model_say(
        small->model, NX_SAY_INFO,
        nx_trn("Released %u address held by %s.  u undoes.", "Released %u addresses held by %s.  u undoes.", small->n),
        small->n, small->text);
    nx_model_recall_all(small->model);
    nx_model_count_session(small->model);
}

void nx_model_decide_release(NxModel *model, const char *cause)
{
    Small *small = small_new(model, "release", cause);
    small->job.work = work_release;
    small->job.done = done_release;
    nx_ledger_thread_post(model->ledger, &small->job);
}

/* ---- Messages that changed under the program --------------------------------------------------------------------- */
#define CHECKED_AT_ONCE                                                                                                \
    2000 /* reading more would keep the operator waiting; a box that changed shows in any of its messages */

guint nx_model_decide_drop_changed(NxModel *model, GArray *addresses)
{
    guint dropped = 0, kept = 0;
    for (guint i = 0; i < addresses->len; i++) {
        guint32 number = g_array_index(addresses, guint32, i);
        guint32 event = i < CHECKED_AT_ONCE ? nx_scope_event(model, number) : NX_NO_EVENT;
        const NxEvent *row = event == NX_NO_EVENT ? NULL : nx_catalog_event(model->catalog, event);
        if (row && !row->gone) { /* of one that is known to be gone, the operator is told by its mark */
            g_autoptr(GError) error = NULL;
            g_autoptr(GBytes) bytes =
                nx_mailbox_read(nx_catalog_mailbox(model->catalog, row->mailbox), &row->place, &error);
            if (!bytes && g_error_matches(error, NX_ERROR, NX_ERROR_CHANGED)) {
                dropped++;
                continue;
            }
        }
        g_array_index(addresses, guint32, kept++) = number;
    }
    g_array_set_size(addresses, kept);
    return dropped;
}
