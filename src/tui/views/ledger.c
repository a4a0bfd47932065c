/* The ledger: every address decided, why, since when, by whom; with a limit and tags of its own. */
#include "tui/inspector.h"
#include "tui/views/ledger_row.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

typedef struct {
    NxTableView table;
    GPtrArray *records; /* all of them; NULL until the ledger has answered */
    GPtrArray *shown;   /* borrowed: those that the limit lets through */
    GHashTable *tagged; /* keys */
    NxQuery *query;
    char *limit;
    gboolean limit_off;
    guint64 generation; /* of the catalog when asked: acts change the ledger */
    gboolean asking;
} LedgerView;

/* ---- Asking ------------------------------------------------------------------------------------------------------ */
typedef struct {
    NxLedgerJob job;
    LedgerView *view;
    NxInspector *in;
    GPtrArray *records;
} Ask;

static gboolean passes(const LedgerView *view, const NxRecord *record, const NxQuery *query, const NxModel *model)
{
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(record, &standing, &facts);
    facts.tagged = g_hash_table_contains(view->tagged, record->key);
    return nx_query_match(query, &facts, model->settle, nx_model_now(model));
}

static void filter(LedgerView *view)
{
    g_ptr_array_set_size(view->shown, 0);
    for (guint i = 0; view->records && i < view->records->len; i++) {
        NxRecord *record = g_ptr_array_index(view->records, i);
        if (!view->query || view->limit_off || passes(view, record, view->query, view->table.base.in->model))
            g_ptr_array_add(view->shown, record);
    }
    nx_table_view_keep_within(&view->table);
}

static void work_ask(NxLedgerJob *job, NxLedger *ledger)
{
    ((Ask *)job)->records = nx_ledger_records(ledger, NX_DECISION_NONE, &job->error);
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
    const NxRecord *x = *(const NxRecord *const *)a, *y = *(const NxRecord *const *)b;
    return x->since != y->since ? (x->since < y->since ? 1 : -1) : strcmp(x->key, y->key);
}

/* What is no record any more is not tagged either. */
static void keep_tags(LedgerView *view)
{
    GHashTable *kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < view->records->len; i++) {
        const NxRecord *record = g_ptr_array_index(view->records, i);
        if (g_hash_table_contains(view->tagged, record->key))
            g_hash_table_add(kept, g_strdup(record->key));
    }
    g_hash_table_unref(view->tagged);
    view->tagged = kept;
}

static void done_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    LedgerView *view = ask->view;
    view->asking = FALSE;
    if (job->error) {
        nx_inspector_say(ask->in, NX_SAY_ERROR, "%s", job->error->message);
        return;
    }
    g_ptr_array_set_size(view->shown, 0);
    g_clear_pointer(&view->records, g_ptr_array_unref);
    view->records = g_steal_pointer(&ask->records);
    g_ptr_array_sort(view->records, newest_first);
    keep_tags(view);
    filter(view);
    nx_inspector_touch(ask->in);
}

static void free_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    g_clear_pointer(&ask->records, g_ptr_array_unref);
    g_free(ask);
}

void nx_ledger_view_reload(NxView *base)
{
    LedgerView *view = (LedgerView *)base;
    Ask *ask = g_new0(Ask, 1);
    ask->job = (NxLedgerJob){.work = work_ask, .done = done_ask, .free = free_ask, .owner = view};
    ask->view = view;
    ask->in = base->in;
    view->asking = TRUE;
    view->generation = nx_catalog_generation(base->in->model->catalog);
    nx_ledger_thread_post(base->in->model->ledger, &ask->job);
}

/* ---- The view ---------------------------------------------------------------------------------------------------- */
static guint lines(const NxView *view)
{
    return ((const LedgerView *)view)->shown->len;
}

static void renew(NxTableView *table, const NxRect *area)
{
    (void)area;
    const LedgerView *view = (const LedgerView *)table;
    if (!view->asking && view->generation != nx_catalog_generation(table->base.in->model->catalog))
        nx_ledger_view_reload(&table->base);
}

static NxLedgerClock clock_of(const LedgerView *view)
{
    const NxModel *model = view->table.base.in->model;
    return (NxLedgerClock){model->settle, nx_model_now(model)};
}

/* Above the rows: what waits, and the heads of the columns. */
static guint head_rows(const NxRect *area)
{
    return area->cols < 60 || area->rows < 4 ? 0 : area->rows < 8 ? 1 : 2;
}

static void margins(const NxTableView *table, const NxRect *area, guint *head, guint *foot)
{
    (void)table;
    *head = head_rows(area);
    *foot = 0;
}

static void draw_margins(const NxTableView *table, NxCells *cells, const NxRect *area)
{
    const LedgerView *view = (const LedgerView *)table;
    NxLedgerClock clock = clock_of(view);
    NxRect row = {area->row, area->col, 1, area->cols};
    if (head_rows(area) == 2) {
        g_autofree char *waiting = nx_ledger_waiting(view->shown, &clock, cells->ascii);
        nx_cells_put_cut(cells, row.row++, row.col + 2, row.cols - 2, 0, NX_LOOK_STRONG, waiting);
    }
    if (head_rows(area) > 0)
        nx_ledger_draw_head(cells, &row);
}

static void draw_record(const NxTableView *table, NxCells *cells, const NxRect *row, guint line)
{
    const LedgerView *view = (const LedgerView *)table;
    const NxRecord *record = g_ptr_array_index(view->shown, line);
    NxLedgerClock clock = clock_of(view);
    if (g_hash_table_contains(view->tagged, record->key))
        nx_cells_put(cells, row->row, row->col + 2, 1, NX_LOOK_TAGGED, "*");
    nx_cells_put(cells, row->row, row->col + 3, 1, NX_LOOK_DECIDED,
                 nx_view_letter(record->decision, record->handed_over));
    nx_ledger_draw_row(record, &clock, cells, row);
}

static const char *why_empty(const NxTableView *table)
{
    const LedgerView *view = (const LedgerView *)table;
    if (!view->records)
        return nx_tr("reading...");
    return view->query ? nx_tr("The limit lets nothing through.") : nx_tr("Nothing is decided yet.");
}

static char *line_text(const NxView *base, guint line)
{
    const LedgerView *view = (const LedgerView *)base;
    const NxRecord *record = g_ptr_array_index(view->shown, line);
    NxLedgerClock clock = clock_of(view);
    g_autofree char *row = nx_ledger_row_text(record, &clock);
    return g_strjoin(" ", row, record->diagnostic ? record->diagnostic : "", NULL);
}

static char *title(const NxView *base)
{
    const LedgerView *view = (const LedgerView *)base;
    return g_strdup_printf(nx_tr("Ledger    limit: %s  [%u of %u]"),
                           !*view->limit     ? nx_tr("(none)")
                           : view->limit_off ? nx_tr("(off)")
                                             : view->limit,
                           view->shown->len, view->records ? view->records->len : 0);
}

static char *status(const NxView *base)
{
    const LedgerView *view = (const LedgerView *)base;
    return g_strdup_printf(nx_tr("%u of %u -- %u tagged"), view->shown->len > 0 ? view->table.position + 1 : 0,
                           view->shown->len, g_hash_table_size(view->tagged));
}

static gboolean open_record(NxView *base)
{
    const LedgerView *view = (const LedgerView *)base;
    if (view->table.position >= view->shown->len)
        return FALSE;
    const NxRecord *record = g_ptr_array_index(view->shown, view->table.position);
    NxLedgerClock clock = clock_of(view);
    g_autofree char *row = nx_ledger_row_text(record, &clock), *since = nx_time_local(record->since, "%Y-%m-%d %H:%M");
    g_autofree char *text = g_strdup_printf(
        "%s\n\n%s: %s  %s %s\n%s: %s\n%s: %s\n%s: %s\n", row, nx_tr("since"), since, record->act ? record->act : "",
        record->actor ? record->actor : "", nx_tr("diagnostic"), record->diagnostic ? record->diagnostic : "-",
        nx_tr("rule"), record->rule ? record->rule : "-", nx_tr("message"), record->file ? record->file : "-");
    nx_inspector_push(base->in, nx_text_view_new(base->in, record->key, text));
    return TRUE;
}

guint nx_ledger_view_count(const NxView *base, const NxQuery *query, guint *of)
{
    const LedgerView *view = (const LedgerView *)base;
    const NxModel *model = base->in->model;
    guint n = 0;
    *of = view->records ? view->records->len : 0;
    for (guint i = 0; i < *of; i++)
        n += passes(view, view->records->pdata[i], query, model);
    return n;
}

gboolean nx_ledger_view_limit(NxView *base, const char *text, GError **error)
{
    LedgerView *view = (LedgerView *)base;
    NxQuery *query = *text ? nx_query_parse(text, NULL, error) : NULL;
    if (*text && !query)
        return FALSE;
    g_clear_pointer(&view->query, nx_query_free);
    view->query = query;
    g_free(view->limit);
    view->limit = g_strdup(text);
    view->limit_off = FALSE;
    filter(view);
    return TRUE;
}

gboolean nx_ledger_view_switch(NxView *base)
{
    LedgerView *view = (LedgerView *)base;
    if (!view->query)
        return FALSE;
    view->limit_off = !view->limit_off;
    filter(view);
    return TRUE;
}

const char *nx_ledger_view_query(const NxView *view)
{
    return ((const LedgerView *)view)->limit;
}

void nx_ledger_view_tag(NxView *base)
{
    LedgerView *view = (LedgerView *)base;
    if (view->table.position >= view->shown->len)
        return;
    const NxRecord *record = g_ptr_array_index(view->shown, view->table.position);
    if (!g_hash_table_remove(view->tagged, record->key))
        g_hash_table_add(view->tagged, g_strdup(record->key));
    if (view->table.position + 1 < view->shown->len)
        view->table.position++;
}

void nx_ledger_view_untag(NxView *base)
{
    g_hash_table_remove_all(((LedgerView *)base)->tagged);
}

GPtrArray *nx_ledger_view_records(NxView *base, GPtrArray **owner)
{
    LedgerView *view = (LedgerView *)base;
    *owner = view->records ? g_ptr_array_ref(view->records) : NULL;
    GPtrArray *records = g_ptr_array_new();
    for (guint i = 0; view->records && i < view->records->len; i++) {
        NxRecord *record = g_ptr_array_index(view->records, i);
        if (g_hash_table_contains(view->tagged, record->key))
            g_ptr_array_add(records, record);
    }
    if (records->len == 0 && view->table.position < view->shown->len)
        g_ptr_array_add(records, g_ptr_array_index(view->shown, view->table.position));
    return records;
}

static void free_view(NxView *base)
{
    LedgerView *view = (LedgerView *)base;
    nx_ledger_thread_forget(base->in->model->ledger, view);
    g_ptr_array_unref(view->shown);
    g_clear_pointer(&view->records, g_ptr_array_unref);
    g_clear_pointer(&view->query, nx_query_free);
    g_hash_table_unref(view->tagged);
    g_free(view->limit);
    g_free(view);
}

static const NxTableOps TABLE = {
    .renew = renew, .margins = margins, .draw_margins = draw_margins, .draw_line = draw_record, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_LEDGER,
    .name = N_("ledger"),
    .hints = "help limit tag forget suppress hold undo export article close",
    .free = free_view,
    NX_TABLE_VIEW_OPS_OF_ITS_OWN,
    .lines = lines,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_record,
};

NxView *nx_ledger_view_new(NxInspector *in)
{
    LedgerView *view = g_new0(LedgerView, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    view->shown = g_ptr_array_new();
    view->tagged = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    view->limit = g_strdup("");
    nx_ledger_view_reload(&view->table.base);
    return &view->table.base;
}
