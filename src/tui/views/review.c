/* The review: whose decision by hand is contradicted by what has come since, both sides named; then what this session
 * has decided, act by act. Enter shows one whole. */
#include "tui/inspector.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

#define MAX_ACTS 500

typedef struct {
    NxTableView table;
    GPtrArray *contradicted; /* char *: both sides */
    GPtrArray *acts;         /* of this session, newest first; NULL until the ledger has answered */
    guint64 generation;
    gboolean asking;
} Review;

typedef struct {
    NxLedgerJob job;
    Review *view;
    NxInspector *in;
    gint64 act;      /* 0: all acts */
    GArray *numbers; /* guint32: addresses that are contradicted */
    GPtrArray *keys; /* char *: theirs, for the ledger's thread */
    GPtrArray *acts, *changes, *records;
} Ask;

/* ---- Contradictions ---------------------------------------------------------------------------------------------- */

static void find_contradicted(Ask *ask)
{
    NxCatalog *catalog = ask->in->model->catalog;
    ask->numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
    ask->keys = g_ptr_array_new_with_free_func(g_free);
    for (guint32 i = 0; i < nx_catalog_n_addresses(catalog); i++) {
        const NxAddress *address = nx_catalog_address(catalog, i);
        if (!address->standing.contradicted || address->standing.by_advice)
            continue;
        g_array_append_val(ask->numbers, i);
        g_ptr_array_add(ask->keys, g_strdup(address->key));
    }
}

/* Who has decided stands in the ledger. */
static void read_contradicted(Ask *ask, NxLedger *ledger)
{
    ask->records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    for (guint i = 0; i < ask->keys->len && !ask->job.error; i++)
        g_ptr_array_add(ask->records, nx_ledger_record(ledger, ask->keys->pdata[i], &ask->job.error));
}

static GPtrArray *contradictions(const Ask *ask)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < ask->numbers->len; i++) {
        guint32 number = g_array_index(ask->numbers, guint32, i);
        if (nx_catalog_address(ask->in->model->catalog, number)->standing.contradicted)
            g_ptr_array_add(all, nx_contradiction_words(ask->in->model->advisor, number, ask->records->pdata[i]));
    }
    return all;
}

/* ---- Acts -------------------------------------------------------------------------------------------------------- */

static void work_ask(NxLedgerJob *job, NxLedger *ledger)
{
    Ask *ask = (Ask *)job;
    if (ask->act == 0) {
        ask->acts = nx_ledger_log(ledger, MAX_ACTS, &job->error);
        read_contradicted(ask, ledger);
    } else
        ask->changes = nx_ledger_changes(ledger, ask->act, &job->error);
}

static void keep_session(GPtrArray *acts, const char *session)
{
    for (guint i = acts->len; i-- > 0;) {
        if (g_strcmp0(((const NxAct *)g_ptr_array_index(acts, i))->session, session) != 0)
            g_ptr_array_remove_index(acts, i);
    }
}

static const char *state_of(NxDecision decision)
{
    const char *state = nx_decision_state(decision);
    return state ? nx_tr(state) : nx_tr("undecided");
}

static void show_changes(NxInspector *in, const GPtrArray *changes)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < changes->len; i++) {
        const NxChange *change = g_ptr_array_index(changes, i);
        g_string_append_printf(text, "%-40s  %s -> %s", change->spelling ? change->spelling : change->key,
                               state_of(change->before), state_of(change->after));
        if (change->after_not_before != NX_TIME_UNKNOWN) {
            g_autofree char *when = nx_time_local(change->after_not_before, "%Y-%m-%d %H:%M");
            g_string_append_printf(text, nx_tr(", not before %s"), when);
        }
        g_string_append_c(text, '\n');
    }
    nx_inspector_push(in, nx_text_view_new(in, nx_tr("the addresses of the act"), text->str));
    g_string_free(text, TRUE);
}

static void done_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    if (ask->act == 0)
        ask->view->asking = FALSE;
    if (job->error) {
        nx_inspector_say(ask->in, NX_SAY_ERROR, "%s", job->error->message);
    } else if (ask->changes) {
        show_changes(ask->in, ask->changes);
    } else {
        g_clear_pointer(&ask->view->acts, g_ptr_array_unref);
        ask->view->acts = g_steal_pointer(&ask->acts);
        keep_session(ask->view->acts, ask->in->start->session);
        g_clear_pointer(&ask->view->contradicted, g_ptr_array_unref);
        ask->view->contradicted = contradictions(ask);
        nx_table_view_keep_within(&ask->view->table);
    }
    nx_inspector_touch(ask->in);
}

static void free_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    g_clear_pointer(&ask->acts, g_ptr_array_unref);
    g_clear_pointer(&ask->changes, g_ptr_array_unref);
    g_clear_pointer(&ask->records, g_ptr_array_unref);
    g_clear_pointer(&ask->keys, g_ptr_array_unref);
    g_clear_pointer(&ask->numbers, g_array_unref);
    g_free(ask);
}

static void ask_ledger(Review *view, gint64 act)
{
    Ask *ask = g_new0(Ask, 1);
    ask->job = (NxLedgerJob){.work = work_ask, .done = done_ask, .free = free_ask, .owner = view};
    ask->view = view;
    ask->in = view->table.base.in;
    ask->act = act;
    if (act == 0) {
        find_contradicted(ask);
        view->asking = TRUE;
        view->generation = nx_catalog_generation(view->table.base.in->model->catalog);
    }
    nx_ledger_thread_post(view->table.base.in->model->ledger, &ask->job);
}

static guint n_contradicted(const Review *view)
{
    return view->contradicted ? view->contradicted->len : 0;
}

static guint n_acts(const Review *view)
{
    return view->acts ? view->acts->len : 0;
}

static guint lines(const NxView *base)
{
    const Review *view = (const Review *)base;
    return n_contradicted(view) + n_acts(view);
}

/* NULL: the line is a contradiction. */
static const NxAct *act_at(const Review *view, guint line)
{
    return line < n_contradicted(view) ? NULL : g_ptr_array_index(view->acts, line - n_contradicted(view));
}

static void renew(NxTableView *table, const NxRect *area)
{
    (void)area;
    Review *view = (Review *)table;
    if (!view->asking && view->generation != nx_catalog_generation(table->base.in->model->catalog))
        ask_ledger(view, 0);
}

static char *act_text(const NxAct *act)
{
    g_autofree char *when = nx_time_local(act->at, "%H:%M:%S");
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s  %-10s ", when, act->name);
    if (act->n > 0)
        g_string_append_printf(text, nx_trn("%u address", "%u addresses", act->n), act->n);
    if (act->sample)
        g_string_append_printf(text, "  %s%s", act->sample, act->n > 1 ? " ..." : "");
    if (act->undone)
        g_string_append(text, nx_tr("   (taken back)"));
    return g_string_free(text, FALSE);
}

static char *line_text(const NxView *base, guint line)
{
    const Review *view = (const Review *)base;
    const NxAct *act = act_at(view, line);
    return act ? act_text(act)
               : g_strdup_printf(nx_tr("contradicted: %s"), (const char *)view->contradicted->pdata[line]);
}

static void draw_act(const NxTableView *table, NxCells *cells, const NxRect *row, guint line)
{
    const Review *view = (const Review *)table;
    const NxAct *act = act_at(view, line);
    g_autofree char *text = line_text(&table->base, line);
    NxLook look = !act ? NX_LOOK_STRONG : act->undone ? NX_LOOK_DIM : NX_LOOK_TEXT;
    nx_cells_put_cut(cells, row->row, row->col + 2, row->cols - 2, 0, look, text);
}

static const char *why_empty(const NxTableView *table)
{
    return ((const Review *)table)->acts ? nx_tr("This session has decided nothing yet.") : nx_tr("reading...");
}

static char *title(const NxView *base)
{
    (void)base;
    return g_strdup(nx_tr("What this session has decided"));
}

static char *status(const NxView *base)
{
    const Review *view = (const Review *)base;
    guint n = n_acts(view), against = n_contradicted(view);
    g_autofree char *acts = g_strdup_printf(nx_trn("%u act", "%u acts", n), n);
    return against == 0 ? g_steal_pointer(&acts) : g_strdup_printf(nx_tr("%s -- %u contradicted"), acts, against);
}

static gboolean open_act(NxView *base)
{
    Review *view = (Review *)base;
    if (view->table.position >= lines(base))
        return FALSE;
    const NxAct *act = act_at(view, view->table.position);
    if (act) {
        ask_ledger(view, act->number);
        return TRUE;
    }
    const char *words = view->contradicted->pdata[view->table.position];
    g_autofree char *text = g_strdup_printf(
        "%s\n\n%s\n", words,
        nx_tr(
            "It was decided by hand and stays so until somebody decides anew; is:contradicted limits to all of them."));
    nx_inspector_push(base->in, nx_text_view_new(base->in, nx_tr("what speaks against a decision"), text));
    return TRUE;
}

static void free_view(NxView *base)
{
    Review *view = (Review *)base;
    nx_ledger_thread_forget(base->in->model->ledger, view);
    g_clear_pointer(&view->acts, g_ptr_array_unref);
    g_clear_pointer(&view->contradicted, g_ptr_array_unref);
    g_free(view);
}

static const NxTableOps TABLE = {.renew = renew, .draw_line = draw_act, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_REVIEW,
    .name = N_("review"),
    .hints = "help open undo close",
    .free = free_view,
    NX_TABLE_VIEW_OPS_OF_ITS_OWN,
    .lines = lines,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_act,
};

NxView *nx_review_new(NxInspector *in)
{
    Review *view = g_new0(Review, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    ask_ledger(view, 0);
    return &view->table.base;
}
