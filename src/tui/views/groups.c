/* Groups: where the work is done. One row per domain, code, reason ...; what is listed, grouped. */
#include "tui/inspector.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

#define LIVE_EVENTS 200000 /* with more of them groups are counted anew only when the list changes */

/* Where the columns stand, by width; 0: not shown. */
typedef struct {
    guint name, events, share, classes, undecided, bar, bar_width, spark;
} Columns;

typedef struct {
    NxTableView table;
    Columns columns;
    NxBy by;
    GPtrArray *groups;
    guint64 list_number; /* of the list that was grouped */
    guint64 generation;  /* of the catalog then */
    char *selected;      /* name of the group selected: a regrouping finds it again */
    guint events;        /* in all */
    char *hint;
} Groups;

static const char *const TITLES[] = {
    [NX_BY_DOMAIN] = N_("Domain"), [NX_BY_STATUS] = N_("Status"),     [NX_BY_REASON] = N_("Reason"),
    [NX_BY_CLASS] = N_("Class"),   [NX_BY_PROVIDER] = N_("Provider"), [NX_BY_MTA] = N_("MTA"),
    [NX_BY_MAILER] = N_("Mailer"), [NX_BY_DAY] = N_("Day"),           [NX_BY_STREAM] = N_("Stream"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(TITLES) == NX_N_BYS);

static const NxGroup *group_at(const Groups *view, guint i)
{
    return view->groups && i < view->groups->len ? g_ptr_array_index(view->groups, i) : NULL;
}

static Columns columns_for(guint width)
{
    Columns c = {.name = width >= 60 ? 5 : 2};
    guint right = width;
    if (width >= 100) {
        c.spark = right - NX_SPARK_DAYS - 1;
        right = c.spark - 1;
    }
    if (width >= 60) {
        c.bar_width = width >= 100 ? MIN(width / 5, 28) : 10;
        c.bar = right - c.bar_width;
        right = c.bar - 1;
    }
    if (width >= 80) {
        c.undecided = right - 9;
        right = c.undecided;
    }
    if (width >= 72) {
        c.classes = right - 21;
        right = c.classes;
    }
    if (width >= 60) {
        c.share = right - 6;
        right = c.share;
    }
    c.events = right - 8;
    return c;
}

static void regroup(NxTableView *table, const NxRect *area)
{
    Groups *view = (Groups *)table;
    NxInspector *in = view->table.base.in;
    view->columns = columns_for(area->cols);
    guint64 generation = in->model->list->len <= LIVE_EVENTS ? nx_catalog_generation(in->model->catalog) : 0;
    if (view->groups && view->list_number == in->model->list_number && view->generation == generation)
        return;
    g_clear_pointer(&view->groups, g_ptr_array_unref);
    g_clear_pointer(&view->hint, g_free);
    view->groups = nx_catalog_group(in->model->catalog, in->model->list, view->by, nx_model_now(in->model));
    view->hint = nx_groups_hint(view->groups, view->by);
    view->list_number = in->model->list_number;
    view->generation = generation;
    view->events = 0;
    for (guint i = 0; i < view->groups->len; i++)
        view->events += group_at(view, i)->events;
    for (guint i = 0; view->selected && i < view->groups->len; i++) {
        if (g_str_equal(group_at(view, i)->name, view->selected))
            view->table.position = i;
    }
    nx_table_view_keep_within(table);
}

static guint lines(const NxView *base)
{
    const Groups *view = (const Groups *)base;
    return view->groups ? view->groups->len : 0;
}

static void go(NxView *base, guint line)
{
    Groups *view = (Groups *)base;
    view->table.position = line;
    g_free(view->selected);
    view->selected = g_strdup(group_at(view, line)->name);
}

/* Below the rows: by status, by reason, the hint. */
static guint summary_rows(const NxInspector *in)
{
    return in->frame.rows >= 20 && in->frame.cols >= 60 ? 3 : 0;
}

static void margins(const NxTableView *table, const NxRect *area, guint *head, guint *foot)
{
    (void)area;
    *head = 1;
    *foot = summary_rows(table->base.in);
}

static void put_number(NxCells *cells, guint row, guint col, guint width, NxLook look, guint number)
{
    g_autofree char *text = g_strdup_printf("%u", number);
    nx_cells_put_right(cells, row, col, width, look, text);
}

static const struct {
    NxClass klass;
    const char *head;
    NxLook look;
} CLASS_COLUMNS[] = {{NX_CLASS_HARD, "hard", NX_LOOK_HARD},
                     {NX_CLASS_SOFT, "soft", NX_LOOK_SOFT},
                     {NX_CLASS_BLOCK, "blck", NX_LOOK_BLOCK}};

static guint others(const NxGroup *group)
{
    return group->events - group->classes[NX_CLASS_HARD] - group->classes[NX_CLASS_SOFT] -
           group->classes[NX_CLASS_BLOCK];
}

/* Reasons as people read them; what else there is to group by is a name already. */
static const char *shown_name(const Groups *view, const NxGroup *group)
{
    NxReason reason;
    return view->by == NX_BY_REASON && nx_reason_parse(group->name, &reason) ? nx_tr(nx_reason_label(reason))
                                                                             : group->name;
}

static void draw_head(const Groups *view, NxCells *cells, const NxRect *area)
{
    const Columns *c = &view->columns;
    guint row = area->row;
    nx_cells_put(cells, row, area->col + c->name, c->events - c->name, NX_LOOK_HEADING, nx_tr(TITLES[view->by]));
    nx_cells_put_right(cells, row, area->col + c->events, 7, NX_LOOK_HEADING, nx_tr("Events"));
    if (c->share)
        nx_cells_put_right(cells, row, area->col + c->share, 5, NX_LOOK_HEADING, "%");
    for (guint i = 0; c->classes && i < G_N_ELEMENTS(CLASS_COLUMNS); i++)
        nx_cells_put_right(cells, row, area->col + c->classes + 5 * i, 5, NX_LOOK_HEADING, CLASS_COLUMNS[i].head);
    if (c->classes)
        nx_cells_put_right(cells, row, area->col + c->classes + 15, 6, NX_LOOK_HEADING, nx_tr("other"));
    if (c->undecided)
        nx_cells_put_right(cells, row, area->col + c->undecided, 9, NX_LOOK_HEADING, nx_tr("undecid."));
    if (c->spark)
        nx_cells_put_right(cells, row, area->col + c->spark, NX_SPARK_DAYS, NX_LOOK_HEADING, nx_tr("14 days"));
}

static void draw_group(const NxTableView *table, NxCells *cells, const NxRect *area, guint line)
{
    const Groups *view = (const Groups *)table;
    const Columns *c = &view->columns;
    guint row = area->row;
    const NxGroup *group = group_at(view, line);
    guint most = group_at(view, 0)->events;
    if (c->name > 2)
        put_number(cells, row, area->col + 1, 3, NX_LOOK_DIM, line + 1);
    nx_cells_put_cut(cells, row, area->col + c->name, c->events - c->name, 0, NX_LOOK_TEXT, shown_name(view, group));
    put_number(cells, row, area->col + c->events, 7, NX_LOOK_STRONG, group->events);
    if (c->share)
        nx_cells_printf(cells, row, area->col + c->share, 6, NX_LOOK_TEXT, "%5.1f",
                        view->events > 0 ? 100.0 * group->events / view->events : 0);
    for (guint i = 0; c->classes && i < G_N_ELEMENTS(CLASS_COLUMNS); i++)
        put_number(cells, row, area->col + c->classes + 5 * i, 5, CLASS_COLUMNS[i].look,
                   group->classes[CLASS_COLUMNS[i].klass]);
    if (c->classes)
        put_number(cells, row, area->col + c->classes + 15, 6, NX_LOOK_TEXT, others(group));
    if (c->undecided)
        put_number(cells, row, area->col + c->undecided, 9, NX_LOOK_TEXT, group->undecided);
    if (c->bar) {
        g_autofree char *bar = nx_bar(most > 0 ? (double)group->events / most : 0, c->bar_width, cells->ascii);
        nx_cells_put(cells, row, area->col + c->bar, c->bar_width, NX_LOOK_BAR, bar);
    }
    if (c->spark) {
        g_autofree char *spark = nx_spark(group->days, NX_SPARK_DAYS, cells->ascii);
        nx_cells_put(cells, row, area->col + c->spark, NX_SPARK_DAYS, NX_LOOK_BAR, spark);
    }
}

/* ---- The summary ------------------------------------------------------------------------------------------------- */
static gint larger(gconstpointer a, gconstpointer b, gpointer counts)
{
    const guint *count = counts;
    guint x = count[*(const guint *)a], y = count[*(const guint *)b];
    return x < y ? 1 : x > y ? -1 : 0;
}

static char *reasons_text(const Groups *view, const char *dot)
{
    guint counts[NX_N_REASONS] = {0}, order[NX_N_REASONS];
    for (guint r = 0; r < NX_N_REASONS; r++)
        order[r] = r;
    for (guint i = 0; i < view->groups->len; i++) {
        for (guint r = 0; r < NX_N_REASONS; r++)
            counts[r] += group_at(view, i)->reasons[r];
    }
    g_qsort_with_data(order, NX_N_REASONS, sizeof order[0], larger, counts);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 8 && counts[order[i]] > 0; i++)
        g_string_append_printf(text, "%s%s %u", i > 0 ? dot : "", nx_tr(nx_reason_label((NxReason)order[i])),
                               counts[order[i]]);
    return g_string_free(text, FALSE);
}

static char *classes_text(const Groups *view, const char *dot)
{
    guint counts[NX_N_CLASSES] = {0};
    for (guint i = 0; i < view->groups->len; i++) {
        for (guint k = 0; k < NX_N_CLASSES; k++)
            counts[k] += group_at(view, i)->classes[k];
    }
    GString *text = g_string_new(NULL);
    for (guint i = 1; i <= NX_N_CLASSES; i++) {
        guint klass = i % NX_N_CLASSES;
        if (counts[klass] > 0)
            g_string_append_printf(text, "%s%s %u", text->len > 0 ? dot : "", nx_class_name((NxClass)klass),
                                   counts[klass]);
    }
    return g_string_free(text, FALSE);
}

static void draw_summary(const Groups *view, NxCells *cells, const NxRect *area)
{
    if (summary_rows(view->table.base.in) == 0 || !view->groups || view->groups->len == 0)
        return;
    guint row = area->row + area->rows - 3;
    g_autofree char *dot = g_strdup_printf(" %s ", nx_symbol(cells->ascii, NX_SYMBOL_DOT));
    g_autofree char *reasons = reasons_text(view, dot), *classes = classes_text(view, dot);
    const char *const texts[3] = {classes, reasons, view->hint ? view->hint : ""};
    const char *const labels[3] = {nx_tr("By class"), nx_tr("By reason"), view->hint ? nx_tr("Hint") : ""};
    for (guint i = 0; i < 3; i++) {
        nx_cells_put(cells, row + i, area->col + 1, 12, NX_LOOK_LABEL, labels[i]);
        nx_cells_put_cut(cells, row + i, area->col + 13, area->cols - 13, 0, i == 2 ? NX_LOOK_STRONG : NX_LOOK_TEXT,
                         texts[i]);
    }
}

static void draw_margins(const NxTableView *table, NxCells *cells, const NxRect *area)
{
    const Groups *view = (const Groups *)table;
    draw_head(view, cells, area);
    draw_summary(view, cells, area);
}

static const char *why_empty(const NxTableView *table)
{
    (void)table;
    return nx_tr("There is nothing to group.");
}

static char *line_text(const NxView *base, guint line)
{
    const Groups *view = (const Groups *)base;
    return g_strdup(shown_name(view, group_at(view, line)));
}

static char *title(const NxView *base)
{
    const Groups *view = (const Groups *)base;
    const NxModel *model = base->in->model;
    gboolean limited = *model->limit && !model->limit_off;
    return g_strdup_printf(nx_tr("%u events    group by: %s   limit: %s"), view->events, nx_tr(nx_by_name(view->by)),
                           limited ? model->limit : nx_tr("(none)"));
}

static char *status(const NxView *base)
{
    const Groups *view = (const Groups *)base;
    const NxGroup *group = group_at(view, view->table.position);
    if (!group)
        return NULL;
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, nx_tr("%u of %u"), view->table.position + 1, lines(base));
    g_string_append_printf(text, nx_trn(" -- %u address", " -- %u addresses", group->addresses), group->addresses);
    g_string_append_printf(text, nx_tr(", %u undecided"), group->undecided);
    if (base->in->model->n_tagged > 0)
        g_string_append_printf(text, nx_tr(" -- %u tagged"), base->in->model->n_tagged);
    return g_string_free(text, FALSE);
}

static gboolean open_group(NxView *base)
{
    Groups *view = (Groups *)base;
    const NxGroup *group = group_at(view, view->table.position);
    if (!group)
        return FALSE;
    g_autofree char *name = g_strdup(group->name);
    NxInspector *in = base->in;
    NxBy by = view->by;
    nx_inspector_pop(in); /* frees this view */
    nx_model_open_group(in->model, by, name);
    return TRUE;
}

static struct NxScope *scope(NxView *base)
{
    Groups *view = (Groups *)base;
    const NxGroup *group = group_at(view, view->table.position);
    if (!group) {
        nx_inspector_say(base->in, NX_SAY_INFO, "%s", nx_tr("Nothing is selected."));
        return NULL;
    }
    guint nobody;
    GArray *addresses = nx_catalog_addresses(base->in->model->catalog, group->list, &nobody);
    return nx_scope_new(base->in->model, NX_SCOPE_GROUP, shown_name(view, group), addresses, nobody);
}

static void free_groups(NxView *base)
{
    Groups *view = (Groups *)base;
    g_clear_pointer(&view->groups, g_ptr_array_unref);
    g_free(view->selected);
    g_free(view->hint);
    g_free(view);
}

void nx_groups_regroup(NxView *base, NxBy by)
{
    Groups *view = (Groups *)base;
    view->by = by;
    view->table.position = 0;
    g_clear_pointer(&view->selected, g_free);
    g_clear_pointer(&view->groups, g_ptr_array_unref);
    base->top = 0;
}

guint nx_groups_tag(NxView *base)
{
    Groups *view = (Groups *)base;
    NxModel *model = base->in->model;
    const NxGroup *group = group_at(view, view->table.position);
    if (!group)
        return 0;
    g_autoptr(GArray) addresses = nx_catalog_addresses(model->catalog, group->list, NULL);
    gboolean on = FALSE; /* untags only what is tagged as a whole */
    for (guint i = 0; i < addresses->len; i++)
        on = on || !nx_catalog_address(model->catalog, g_array_index(addresses, guint32, i))->tagged;
    for (guint i = 0; i < addresses->len; i++)
        nx_model_tag(model, g_array_index(addresses, guint32, i), on);
    nx_model_changed(model);
    if (view->table.position + 1 < lines(base))
        go(base, view->table.position + 1);
    return model->n_tagged;
}

static const NxTableOps TABLE = {
    .renew = regroup, .margins = margins, .draw_margins = draw_margins, .draw_line = draw_group, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_GROUPS,
    .name = N_("groups"),
    .hints = "help open group-domain tag suppress hold accept undo limit back",
    .free = free_groups,
    NX_TABLE_VIEW_OPS,
    .lines = lines,
    .position = nx_table_view_position,
    .go = go,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_group,
    .scope = scope,
};

NxView *nx_groups_new(NxInspector *in, NxBy by)
{
    Groups *view = g_new0(Groups, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    view->by = by;
    return &view->table.base;
}
