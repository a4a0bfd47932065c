/* The ledger: every address decided, why, since when, by whom, also what holds for one list alone; with a limit and
 * tags of its own. Or, of these, who has been suppressed for long. */
#include "tui/inspector.h"
#include "tui/views/ledger_row.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

typedef struct {
    NxTableView table;
    NxTime age;         /* only what has been suppressed for so long; 0: all */
    GPtrArray *records; /* all of them; NULL until the ledger has answered */
    guint purged;       /* addresses that stand there without a name */
    GPtrArray *shown;   /* borrowed: those that the limit lets through */
    GHashTable *heard;  /* as NxLedgerTold has it */
    GHashTable *tagged; /* names, as of tag_name */
    NxLedgerPlaces places;
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
    NxTime age, now;
    GPtrArray *records;
    GHashTable *heard;
    guint purged;
} Ask;

/* What stands on a key everywhere, and in each scope, is tagged by itself. Caller frees. */
static char *tag_name(const NxRecord *record)
{
    return g_strdup_printf("%s\n%s", record->key, record->scope ? record->scope : "");
}

static gboolean is_tagged(const LedgerView *view, const NxRecord *record)
{
    g_autofree char *name = tag_name(record);
    return g_hash_table_contains(view->tagged, name);
}

static gboolean passes(const LedgerView *view, const NxRecord *record, const NxQuery *query, const NxModel *model)
{
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(record, &standing, &facts);
    facts.tagged = is_tagged(view, record);
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

/* Who may be asked whether they want mail again, and what was heard of each since. */
static void work_old(Ask *ask, NxLedger *ledger)
{
    const NxSettings *settings = nx_library_settings(ask->in->start->library);
    ask->records = nx_suppressed_records(ledger, settings, ask->age, ask->now, &ask->job.error);
    ask->heard = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    for (guint i = 0; ask->records && i < ask->records->len; i++)
        g_hash_table_insert(ask->heard, ask->records->pdata[i], nx_heard_words(ledger, ask->records->pdata[i]));
}

static void work_all(Ask *ask, NxLedger *ledger)
{
    GError **error = &ask->job.error;
    ask->records = nx_ledger_records(ledger, NX_DECISION_NONE, error);
    g_autoptr(GPtrArray) scoped = ask->records ? nx_ledger_scoped_records(ledger, NX_DECISION_NONE, NULL, error) : NULL;
    for (guint i = 0; scoped && i < scoped->len; i++)
        g_ptr_array_add(ask->records, g_steal_pointer(&scoped->pdata[i]));
    g_autoptr(NxPurged) purged = scoped ? nx_ledger_purged(ledger, NULL, error) : NULL;
    ask->purged = purged ? nx_purged_count(purged) : 0;
}

static void work_ask(NxLedgerJob *job, NxLedger *ledger)
{
    Ask *ask = (Ask *)job;
    if (ask->age > 0)
        work_old(ask, ledger);
    else
        work_all(ask, ledger);
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
        if (is_tagged(view, record))
            g_hash_table_add(kept, tag_name(record));
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
    g_clear_pointer(&view->heard, g_hash_table_unref);
    view->heard = g_steal_pointer(&ask->heard);
    view->purged = ask->purged;
    if (view->age == 0)
        g_ptr_array_sort(view->records, newest_first);
    keep_tags(view);
    filter(view);
    nx_inspector_touch(ask->in);
}

static void free_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    g_clear_pointer(&ask->records, g_ptr_array_unref);
    g_clear_pointer(&ask->heard, g_hash_table_unref);
    g_free(ask);
}

void nx_ledger_view_reload(NxView *base)
{
    LedgerView *view = (LedgerView *)base;
    Ask *ask = g_new0(Ask, 1);
    ask->job = (NxLedgerJob){.work = work_ask, .done = done_ask, .free = free_ask, .owner = view};
    ask->view = view;
    ask->in = base->in;
    ask->age = view->age;
    ask->now = nx_model_now(base->in->model);
    view->asking = TRUE;
    view->generation = nx_catalog_generation(base->in->model->catalog);
    nx_ledger_thread_post(base->in->model->ledger, &ask->job);
}

/* ---- The view ---------------------------------------------------------------------------------------------------- */
static guint lines(const NxView *view)
{
    return ((const LedgerView *)view)->shown->len;
}

static NxLedgerTold told_of(const LedgerView *view)
{
    const NxModel *model = view->table.base.in->model;
    return (NxLedgerTold){model->settle, nx_model_now(model), view->heard};
}

static void renew(NxTableView *table, const NxRect *area)
{
    LedgerView *view = (LedgerView *)table;
    NxLedgerTold told = told_of(view);
    nx_ledger_places_make(view->shown, &told, area->cols, &view->places);
    if (!view->asking && view->generation != nx_catalog_generation(table->base.in->model->catalog))
        nx_ledger_view_reload(&table->base);
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
    NxLedgerTold told = told_of(view);
    NxRect row = {area->row, area->col, 1, area->cols};
    if (head_rows(area) == 2) {
        g_autofree char *waiting = nx_ledger_waiting(view->shown, &told, view->purged, cells->ascii);
        nx_cells_put_cut(cells, row.row++, row.col + 2, row.cols - 2, 0, NX_LOOK_STRONG, waiting);
    }
    if (head_rows(area) > 0)
        nx_ledger_draw_head(&view->places, cells, &row);
}

static void draw_record(const NxTableView *table, NxCells *cells, const NxRect *row, guint line)
{
    const LedgerView *view = (const LedgerView *)table;
    const NxRecord *record = g_ptr_array_index(view->shown, line);
    NxLedgerTold told = told_of(view);
    if (is_tagged(view, record))
        nx_cells_put(cells, row->row, row->col + 2, 1, NX_LOOK_TAGGED, "*");
    nx_cells_put(cells, row->row, row->col + 3, 1, NX_LOOK_DECIDED,
                 nx_view_letter(record->decision, record->handed_over));
    nx_ledger_draw_row(record, &told, &view->places, cells, row);
}

static const char *why_empty(const NxTableView *table)
{
    const LedgerView *view = (const LedgerView *)table;
    if (!view->records)
        return nx_tr("reading...");
    if (view->query)
        return nx_tr("The limit lets nothing through.");
    return view->age > 0 ? nx_tr("Nobody has been suppressed for so long.") : nx_tr("Nothing is decided yet.");
}

static char *line_text(const NxView *base, guint line)
{
    const LedgerView *view = (const LedgerView *)base;
    const NxRecord *record = g_ptr_array_index(view->shown, line);
    NxLedgerTold told = told_of(view);
    g_autofree char *row = nx_ledger_row_text(record, &told);
    return g_strjoin(" ", row, record->diagnostic ? record->diagnostic : "", NULL);
}

static char *title(const NxView *base)
{
    const LedgerView *view = (const LedgerView *)base;
    g_autofree char *what =
        view->age > 0 ? g_strdup_printf(nx_trn("Suppressed for %u day and longer", "Suppressed for %u days and longer",
                                               (gulong)(view->age / NX_DAY)),
                                        (guint)(view->age / NX_DAY))
                      : g_strdup(nx_tr("Ledger"));
    return g_strdup_printf(nx_tr("%s    limit: %s  [%u of %u]"), what,
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
    NxLedgerTold told = told_of(view);
    g_autofree char *row = nx_ledger_row_text(record, &told), *since = nx_time_local(record->since, "%Y-%m-%d %H:%M");
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
    char *name = tag_name(record);
    if (g_hash_table_remove(view->tagged, name))
        g_free(name);
    else
        g_hash_table_add(view->tagged, name);
    if (view->table.position + 1 < view->shown->len)
        view->table.position++;
}

void nx_ledger_view_untag(NxView *base)
{
    g_hash_table_remove_all(((LedgerView *)base)->tagged);
}

guint nx_ledger_view_n_tagged(const NxView *view)
{
    return g_hash_table_size(((const LedgerView *)view)->tagged);
}

static const NxRecord *selected(const LedgerView *view)
{
    return view->table.position < view->shown->len ? view->shown->pdata[view->table.position] : NULL;
}

/* The tagged stand there whether the limit shows them or not. */
GPtrArray *nx_ledger_view_records(NxView *base, NxLedgerPart part, GPtrArray **owner)
{
    LedgerView *view = (LedgerView *)base;
    const GPtrArray *from = part == NX_LEDGER_SHOWN ? view->shown : view->records;
    *owner = view->records ? g_ptr_array_ref(view->records) : NULL;
    GPtrArray *records = g_ptr_array_new();
    for (guint i = 0; from && i < from->len; i++)
        if (part == NX_LEDGER_SHOWN || is_tagged(view, from->pdata[i]))
            g_ptr_array_add(records, from->pdata[i]);
    if (part == NX_LEDGER_MEANT && records->len == 0 && selected(view))
        g_ptr_array_add(records, (gpointer)selected(view));
    return records;
}

char *nx_ledger_view_cause(const NxView *base, guint *held)
{
    const LedgerView *view = (const LedgerView *)base;
    const NxRecord *record = selected(view);
    const char *cause = record && record->decision == NX_DECISION_HOLD && record->cause
                            ? record->cause
                            : nx_ledger_first_cause(view->shown, held);
    *held = 0;
    for (guint i = 0; cause && i < view->records->len; i++) {
        const NxRecord *other = view->records->pdata[i];
        *held += other->decision == NX_DECISION_HOLD && g_strcmp0(other->cause, cause) == 0;
    }
    return g_strdup(cause);
}

static void free_view(NxView *base)
{
    LedgerView *view = (LedgerView *)base;
    nx_ledger_thread_forget(base->in->model->ledger, view);
    g_ptr_array_unref(view->shown);
    g_clear_pointer(&view->records, g_ptr_array_unref);
    g_clear_pointer(&view->heard, g_hash_table_unref);
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
    return nx_ledger_view_new_old(in, 0);
}

NxView *nx_ledger_view_new_old(NxInspector *in, NxTime age)
{
    LedgerView *view = g_new0(LedgerView, 1);
    view->age = age;
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    view->shown = g_ptr_array_new();
    view->tagged = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    view->limit = g_strdup("");
    nx_ledger_view_reload(&view->table.base);
    return &view->table.base;
}
