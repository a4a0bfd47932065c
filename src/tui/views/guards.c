/* The guards that speak because of where the bounces come from: what each holds back, and Enter asks about it. */
#include "tui/model/guards.h"
#include "tui/inspector.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

typedef struct {
    NxTableView table;
    GPtrArray *alarms; /* NxAlarm * */
    guint64 generation;
} GuardsView;

static void renew(NxTableView *table, const NxRect *area)
{
    (void)area;
    GuardsView *view = (GuardsView *)table;
    NxModel *model = table->base.in->model;
    if (view->alarms && view->generation == nx_catalog_generation(model->catalog))
        return;
    g_clear_pointer(&view->alarms, g_ptr_array_unref);
    view->alarms = nx_model_alarms(model);
    view->generation = nx_catalog_generation(model->catalog);
    nx_table_view_keep_within(table);
}

static guint lines(const NxView *base)
{
    return ((const GuardsView *)base)->alarms->len;
}

static const NxAlarm *alarm_at(const NxView *base, guint line)
{
    return g_ptr_array_index(((const GuardsView *)base)->alarms, line);
}

static char *line_text(const NxView *base, guint line)
{
    return nx_alarm_line(alarm_at(base, line));
}

static void draw_alarm(const NxTableView *table, NxCells *cells, const NxRect *row, guint line)
{
    g_autofree char *text = line_text(&table->base, line);
    nx_cells_put_cut(cells, row->row, row->col + 2, row->cols - 2, 0, NX_LOOK_TEXT, text);
}

static const char *why_empty(const NxTableView *table)
{
    (void)table;
    return nx_tr("No guard speaks because of where the bounces come from.");
}

static char *title(const NxView *base)
{
    (void)base;
    return g_strdup(nx_tr("what guards hold back   Enter: look at some, let it through"));
}

static char *status(const NxView *base)
{
    guint n = lines(base); /* one address may be held back by several */
    return g_strdup_printf(nx_trn("%u source", "%u sources", n), n);
}

static gboolean open_alarm(NxView *base)
{
    GuardsView *view = (GuardsView *)base;
    renew(&view->table, NULL); /* what was said before may be over */
    if (view->table.position >= lines(base))
        return FALSE;
    g_autofree char *source = g_strdup(alarm_at(base, view->table.position)->source);
    nx_inspector_do(base->in, nx_keymap_action(base->in->keymap, "allow"), source);
    return TRUE;
}

static void free_view(NxView *base)
{
    g_clear_pointer(&((GuardsView *)base)->alarms, g_ptr_array_unref);
    g_free(base);
}

static const NxTableOps TABLE = {.renew = renew, .draw_line = draw_alarm, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_GUARDS,
    .name = N_("guards"),
    .hints = "help open undo search close",
    .free = free_view,
    NX_TABLE_VIEW_OPS_OF_ITS_OWN,
    .lines = lines,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_alarm,
};

NxView *nx_guards_view_new(NxInspector *in)
{
    GuardsView *view = g_new0(GuardsView, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    renew(&view->table, NULL);
    return &view->table.base;
}
