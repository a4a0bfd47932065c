/* The review: what this session has decided, act by act; Enter shows the addresses of one. */
#include "tui/inspector.h"
#include "tui/views/views.h"

#define MAX_ACTS 500

typedef struct {
    NxView base;
    GPtrArray *acts; /* of this session, newest first; NULL until the ledger has answered */
    guint position;
    guint64 generation;
    gboolean asking;
    guint *alive;
} Review;

typedef struct {
    NxLedgerJob job;
    Review *view;
    guint *alive;
    NxInspector *in;
    gint64 act; /* 0: all acts */
    GPtrArray *acts, *changes;
} Ask;

static void work_ask(NxLedgerJob *job, NxLedger *ledger)
{
    Ask *ask = (Ask *)job;
    if (ask->act == 0)
        ask->acts = nx_ledger_log(ledger, MAX_ACTS, &job->error);
    else
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
    if (!*ask->alive)
        return;
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
        guint n = ask->view->acts->len;
        ask->view->position = n > 0 ? MIN(ask->view->position, n - 1) : 0;
    }
    nx_inspector_touch(ask->in);
}

static void free_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    g_clear_pointer(&ask->acts, g_ptr_array_unref);
    g_clear_pointer(&ask->changes, g_ptr_array_unref);
    g_rc_box_release(ask->alive);
    g_free(ask);
}

static void ask_ledger(Review *view, gint64 act)
{
    Ask *ask = g_new0(Ask, 1);
    ask->job = (NxLedgerJob){.work = work_ask, .done = done_ask, .free = free_ask};
    ask->view = view;
    ask->in = view->base.in;
    ask->act = act;
    ask->alive = g_rc_box_acquire(view->alive);
    if (act == 0) {
        view->asking = TRUE;
        view->generation = nx_catalog_generation(view->base.in->model->catalog);
    }
    nx_ledger_thread_post(view->base.in->model->ledger, &ask->job);
}

static guint lines(const NxView *base)
{
    const Review *view = (const Review *)base;
    return view->acts ? view->acts->len : 0;
}

static guint position(const NxView *base)
{
    return ((const Review *)base)->position;
}

static void go(NxView *base, guint line)
{
    ((Review *)base)->position = line;
}

static void arrange(NxView *base, const NxRect *area)
{
    Review *view = (Review *)base;
    if (!view->asking && view->generation != nx_catalog_generation(base->in->model->catalog))
        ask_ledger(view, 0);
    base->height = area->rows;
    base->row = area->row;
    nx_view_reveal(base, view->position, lines(base));
}

static char *act_text(const NxAct *act)
{
    g_autofree char *when = nx_time_local(act->at, "%H:%M:%S");
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s  %-10s ", when, act->name);
    g_string_append_printf(text, nx_trn("%u address", "%u addresses", act->n), act->n);
    if (act->sample)
        g_string_append_printf(text, "  %s%s", act->sample, act->n > 1 ? " ..." : "");
    if (act->undone)
        g_string_append(text, nx_tr("   (taken back)"));
    return g_string_free(text, FALSE);
}

static void draw(const NxView *base, NxCells *cells, const NxRect *area)
{
    const Review *view = (const Review *)base;
    if (lines(base) == 0)
        nx_cells_put(cells, area->row, area->col + 2, area->cols - 2, NX_LOOK_DIM,
                     view->acts ? nx_tr("This session has decided nothing yet.") : nx_tr("reading..."));
    for (guint i = 0; i < area->rows && base->top + i < lines(base); i++) {
        guint line = base->top + i, row = area->row + i;
        const NxAct *act = g_ptr_array_index(view->acts, line);
        g_autofree char *text = act_text(act);
        nx_cells_put_cut(cells, row, area->col + 2, area->cols - 2, 0, act->undone ? NX_LOOK_DIM : NX_LOOK_TEXT, text);
        if (line != view->position)
            continue;
        nx_cells_put(cells, row, area->col, 1, NX_LOOK_MARK, ">");
        nx_cells_select(cells, row, area->col, area->cols);
        nx_cells_cursor(cells, row, area->col);
    }
}

static char *line_text(const NxView *base, guint line)
{
    return act_text(g_ptr_array_index(((const Review *)base)->acts, line));
}

static char *title(const NxView *base)
{
    (void)base;
    return g_strdup(nx_tr("What this session has decided"));
}

static char *status(const NxView *base)
{
    guint n = lines(base);
    return g_strdup_printf(nx_trn("%u act", "%u acts", n), n);
}

static gboolean open_act(NxView *base)
{
    Review *view = (Review *)base;
    if (view->position >= lines(base))
        return FALSE;
    ask_ledger(view, ((const NxAct *)g_ptr_array_index(view->acts, view->position))->number);
    return TRUE;
}

static void free_view(NxView *base)
{
    Review *view = (Review *)base;
    *view->alive = 0;
    g_rc_box_release(view->alive);
    g_clear_pointer(&view->acts, g_ptr_array_unref);
    g_free(view);
}

static const NxViewOps ops = {
    .in = NX_IN_REVIEW,
    .name = N_("review"),
    .free = free_view,
    .arrange = arrange,
    .draw = draw,
    .lines = lines,
    .position = position,
    .go = go,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_act,
};

NxView *nx_review_new(NxInspector *in)
{
    Review *view = g_new0(Review, 1);
    view->base.ops = &ops;
    view->base.in = in;
    view->alive = g_rc_box_new0(guint);
    *view->alive = 1;
    ask_ledger(view, 0);
    return &view->base;
}
