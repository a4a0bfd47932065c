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

enum { SOURCE = 2, LEAST_SOURCE = 12, HELD = 7, GAP = 2 };

static guint source_width(const GuardsView *view, guint width)
{
    guint wide = LEAST_SOURCE;
    for (guint i = 0; i < view->alarms->len; i++)
        wide = MAX(wide, nx_cells(((const NxAlarm *)view->alarms->pdata[i])->source, -1));
    return MIN(wide, width > SOURCE + GAP + HELD + LEAST_SOURCE ? (width - SOURCE - GAP - HELD) * 2 / 3 : LEAST_SOURCE);
}

static void put_row(const GuardsView *view, NxCells *cells, const NxRect *row, NxLook look, const char *source,
                    const char *held, const char *text)
{
    guint wide = source_width(view, row->cols), at = row->col + SOURCE + wide + GAP,
          used = SOURCE + wide + 2 * GAP + HELD;
    nx_cells_put_cut(cells, row->row, row->col + SOURCE, wide, wide / 2, look, source);
    nx_cells_put_right(cells, row->row, at, HELD, look, held);
    if (row->cols > used + LEAST_SOURCE)
        nx_cells_put_cut(cells, row->row, at + HELD + GAP, row->cols - used, 0, look, text);
}

static void margins(const NxTableView *table, const NxRect *area, guint *head, guint *foot)
{
    *head = area->rows > 2 && ((const GuardsView *)table)->alarms->len > 0 ? 1 : 0;
    *foot = 0;
}

static void draw_margins(const NxTableView *table, NxCells *cells, const NxRect *area)
{
    if (table->base.row > area->row)
        put_row((const GuardsView *)table, cells, area, NX_LOOK_HEADING, nx_tr("Source"), nx_tr("Holds"),
                nx_tr("Why the guard speaks"));
}

static void draw_alarm(const NxTableView *table, NxCells *cells, const NxRect *row, guint line)
{
    const NxAlarm *alarm = alarm_at(&table->base, line);
    g_autofree char *held = g_strdup_printf("%u", alarm->held);
    put_row((const GuardsView *)table, cells, row, NX_LOOK_TEXT, alarm->source, held, alarm->text);
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

static const NxTableOps TABLE = {
    .renew = renew, .margins = margins, .draw_margins = draw_margins, .draw_line = draw_alarm, .empty = why_empty};
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
