/* Groups: where the work is done. One row per domain, code, reason ...; what is listed, grouped. */
#include "tui/inspector.h"
#include "tui/rich_text.h"
#include "tui/views/groups_row.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

#define LIVE_EVENTS 200000 /* with more of them groups are counted anew only when the list changes */

typedef struct {
    NxTableView table;
    NxGroupColumns columns;
    NxBy by;
    NxGroupSort sort;
    gboolean reverse;
    gboolean is_charted; /* a timeline: in the order of time, empty spans too */
    GPtrArray *groups;
    NxGroupTotals totals;
    guint64 list_number; /* of the list that was grouped */
    guint64 generation;  /* of the catalog then */
    char *selected;      /* name of the group selected: a regrouping finds it again */
    char *hint;
    char *doubts;             /* of that group */
    const NxGroup *doubts_of; /* NULL: of none yet */
} Groups;

static const NxGroup *group_at(const Groups *view, guint i)
{
    return view->groups && i < view->groups->len ? g_ptr_array_index(view->groups, i) : NULL;
}

static void find_selected(Groups *view)
{
    for (guint i = 0; view->selected && i < view->groups->len; i++) {
        if (g_str_equal(group_at(view, i)->name, view->selected))
            view->table.position = i;
    }
    nx_table_view_keep_within(&view->table);
}

static void order_groups(Groups *view)
{
    if (view->is_charted)
        nx_groups_line_up(view->table.base.in->model->catalog, view->groups, view->by);
    else
        nx_groups_sort(view->groups, view->sort, view->reverse);
}

static void keep_doubts(Groups *view, const char *dot);

static void regroup(NxTableView *table, const NxRect *area)
{
    Groups *view = (Groups *)table;
    NxModel *model = view->table.base.in->model;
    guint64 generation = model->list->len <= LIVE_EVENTS ? nx_catalog_generation(model->catalog) : 0;
    if (!view->groups || view->list_number != model->list_number || view->generation != generation) {
        g_clear_pointer(&view->groups, g_ptr_array_unref);
        g_clear_pointer(&view->hint, g_free);
        view->groups = nx_catalog_group(model->catalog, model->list, view->by);
        view->hint = nx_groups_hint(view->groups, view->by);
        view->list_number = model->list_number;
        view->generation = generation;
        order_groups(view);
        nx_groups_total(model, view->groups, &view->totals);
        find_selected(view);
        view->doubts_of = NULL;
    }
    view->totals.is_loading = model->loading;
    g_autofree char *dot = g_strdup_printf(" %s ", nx_symbol(table->base.in->ascii, NX_SYMBOL_DOT));
    keep_doubts(view, dot);
    (view->is_charted ? nx_group_columns_chart : nx_group_columns_make)(view->groups, view->by, area->cols,
                                                                        &view->columns);
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

/* Below the rows: by class, by reason, the hint, what can be taken of the group selected. */
static guint summary_rows(const NxInspector *in)
{
    enum { SUMMARY = 5, ROOMY = 7 };
    if (in->frame.rows < 20 || in->frame.cols < 60)
        return 0;
    return in->frame.rows >= 30 ? ROOMY : SUMMARY;
}

static void margins(const NxTableView *table, const NxRect *area, guint *head, guint *foot)
{
    (void)area;
    *head = 1;
    *foot = summary_rows(table->base.in);
}

static void draw_group(const NxTableView *table, NxCells *cells, const NxRect *area, guint line)
{
    const Groups *view = (const Groups *)table;
    nx_group_draw(group_at(view, line), line, &view->columns, &view->totals, cells, area);
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

/* "298 can be taken as advised (a); left 12: 9 not certain, 3 to be reviewed"; NULL where nothing is undecided. */
static char *advice_text(const NxGroup *group, gboolean is_loading)
{
    if (!group || group->undecided == 0 || is_loading)
        return NULL;
    guint left = group->undecided - group->lefts[NX_LEFT_NOT];
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, nx_tr("%u can be taken as advised (a)"), group->lefts[NX_LEFT_NOT]);
    if (left > 0)
        g_string_append_printf(text, nx_tr("; left %u: "), left);
    for (guint i = NX_LEFT_NOT + 1, n = 0; i < NX_N_LEFTS; i++)
        if (group->lefts[i] > 0)
            g_string_append_printf(text, "%s%u %s", n++ > 0 ? ", " : "", group->lefts[i],
                                   nx_tr(nx_left_words((NxLeft)i)));
    return g_strdup(text->str);
}

/* Why what is not certain is not, the commonest doubt first: "308: no [own] ..., 12: ...". NULL: nothing is left so.
 * An address counts for the first of its doubts. */
static char *doubts_text(const Groups *view, const NxGroup *group, const char *dot)
{
    NxModel *model = view->table.base.in->model;
    guint counts[NX_N_DOUBTS] = {0}, order[NX_N_DOUBTS];
    if (!group || group->lefts[NX_LEFT_UNCERTAIN] == 0 || view->totals.is_loading)
        return NULL;
    g_autoptr(GArray) addresses = nx_catalog_addresses(model->catalog, group->list, NULL);
    for (guint i = 0; i < addresses->len; i++) {
        guint32 number = g_array_index(addresses, guint32, i);
        const NxStanding *standing = &nx_catalog_address(model->catalog, number)->standing;
        guint32 event = standing->decision == NX_DECISION_NONE && standing->left == NX_LEFT_UNCERTAIN
                            ? nx_scope_event(model, number)
                            : NX_NO_EVENT;
        guint doubts = event == NX_NO_EVENT ? 0 : nx_catalog_suggestion(model->catalog, event)->doubts;
        if (doubts != 0)
            counts[g_bit_nth_lsf(doubts, -1)]++;
    }
    for (guint i = 0; i < NX_N_DOUBTS; i++)
        order[i] = i;
    g_qsort_with_data(order, NX_N_DOUBTS, sizeof order[0], larger, counts);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < NX_N_DOUBTS && counts[order[i]] > 0; i++)
        g_string_append_printf(text, "%s%u: %s", i > 0 ? dot : "", counts[order[i]],
                               nx_tr(nx_doubt_text((NxDoubt)(1u << order[i]))));
    return g_strdup(text->str);
}

static void keep_doubts(Groups *view, const char *dot)
{
    const NxGroup *group = group_at(view, view->table.position);
    if (view->doubts_of == group && !view->totals.is_loading)
        return;
    g_free(view->doubts);
    view->doubts = doubts_text(view, group, dot);
    view->doubts_of = group;
}

static void put_fact(NxRichText *page, const char *label, const char *text, gboolean is_cut, NxLook look)
{
    enum { TEXT = 13 };
    if (!text || !*text)
        return;
    guint width = nx_rich_text_width(page);
    nx_rich_text_tab(page, 1);
    nx_rich_text_put(page, NX_LOOK_LABEL, label);
    nx_rich_text_tab(page, TEXT);
    g_autofree char *cut = is_cut && width > TEXT ? nx_cut(text, width - TEXT, 0, FALSE) : NULL;
    if (cut)
        nx_rich_text_put(page, look, cut);
    else
        nx_rich_text_wrap(page, look, TEXT, text);
    nx_rich_text_end(page);
}

/* What is not read whole in the rows there are is cut at the end. */
static void draw_summary(const Groups *view, NxCells *cells, const NxRect *area)
{
    guint rows = summary_rows(view->table.base.in);
    if (rows == 0 || !view->groups || view->groups->len == 0)
        return;
    g_autofree char *dot = g_strdup_printf(" %s ", nx_symbol(cells->ascii, NX_SYMBOL_DOT));
    g_autofree char *reasons = reasons_text(view, dot), *classes = classes_text(view, dot),
                    *advice = advice_text(group_at(view, view->table.position), view->totals.is_loading);
    NxRichText *page = nx_rich_text_new(area->cols, cells->ascii);
    put_fact(page, nx_tr("By class"), classes, TRUE, NX_LOOK_TEXT);
    put_fact(page, nx_tr("By reason"), reasons, TRUE, NX_LOOK_TEXT);
    put_fact(page, nx_tr("Advice"), advice, FALSE, NX_LOOK_STRONG);
    put_fact(page, nx_tr("Hint"), view->hint, FALSE, NX_LOOK_STRONG);
    put_fact(page, nx_tr("Doubt"), view->doubts, FALSE, NX_LOOK_TEXT);
    NxRect place = {area->row + area->rows - rows, area->col, rows, area->cols};
    nx_rich_text_draw(page, 0, G_MAXUINT, cells, &place);
    nx_rich_text_free(page);
}

static void draw_margins(const NxTableView *table, NxCells *cells, const NxRect *area)
{
    const Groups *view = (const Groups *)table;
    nx_group_draw_head(view->by, &view->columns, &view->totals, cells, area);
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
    return g_strdup(nx_group_shown_name(view->by, group_at(view, line)));
}

/* "provider:amazon > by reason   629 events   sort: undecided v (o)" */
static char *title(const NxView *base)
{
    const Groups *view = (const Groups *)base;
    const NxModel *model = base->in->model;
    gboolean ascii = base->in->ascii, down = nx_group_sort_is_down(view->sort) != view->reverse;
    g_autofree char *way = nx_model_way(model, ascii);
    g_autoptr(GString) text = g_string_new(way);
    if (*way)
        g_string_append(text, ascii ? " > " : " › ");
    g_string_append_printf(text, view->is_charted ? nx_tr("timeline by %s") : nx_tr("by %s"),
                           nx_tr(nx_by_name(view->by)));
    g_string_append(text, "   ");
    g_string_append_printf(text, nx_trn("%u event", "%u events", view->totals.events), view->totals.events);
    if (base->in->frame.shape != NX_SHAPE_NARROW && !view->is_charted)
        g_string_append_printf(text, nx_tr("   sort: %s %s (o)"), nx_tr(nx_group_sort_name(view->sort)),
                               ascii ? (down ? "v" : "^") : (down ? "▼" : "▲"));
    if (*model->limit && !model->limit_off)
        g_string_append_printf(text, nx_tr("   limit: %s"), model->limit);
    return g_strdup(text->str);
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
    if (!group || group->events == 0)
        return FALSE;
    g_autofree char *name = g_strdup(group->name);
    NxInspector *in = base->in;
    NxBy by = view->by;
    gboolean is_charted = view->is_charted;
    nx_inspector_pop(in); /* frees this view */
    nx_model_enter(in->model, by, name);
    ((NxLevel *)g_ptr_array_index(in->model->way, in->model->way->len - 1))->is_charted = is_charted;
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
    return nx_scope_new(base->in->model, NX_SCOPE_GROUP, nx_group_shown_name(view->by, group), addresses, nobody);
}

static void free_groups(NxView *base)
{
    Groups *view = (Groups *)base;
    g_clear_pointer(&view->groups, g_ptr_array_unref);
    nx_groups_total_clear(&view->totals);
    g_free(view->selected);
    g_free(view->hint);
    g_free(view->doubts);
    g_free(view);
}

void nx_groups_regroup(NxView *base, NxBy by)
{
    Groups *view = (Groups *)base;
    view->by = by;
    view->is_charted = FALSE;
    view->table.position = 0;
    g_clear_pointer(&view->selected, g_free);
    g_clear_pointer(&view->groups, g_ptr_array_unref);
    view->doubts_of = NULL;
    nx_groups_order(base, nx_by_is_time(by) ? NX_GROUP_SORT_NAME : NX_GROUP_SORT_EVENTS, FALSE);
    base->top = 0;
}

void nx_groups_order(NxView *base, NxGroupSort sort, gboolean reverse)
{
    Groups *view = (Groups *)base;
    view->sort = sort;
    view->reverse = reverse;
    if (!view->groups)
        return;
    order_groups(view);
    nx_groups_total(base->in->model, view->groups, &view->totals);
    find_selected(view);
}

void nx_groups_turn(NxView *base)
{
    const Groups *view = (const Groups *)base;
    nx_groups_order(base, view->sort, !view->reverse);
}

const NxGroup *nx_groups_at(const NxView *base, guint line)
{
    return group_at((const Groups *)base, line);
}

const NxGroup *nx_groups_selected(const NxView *base)
{
    const Groups *view = (const Groups *)base;
    return group_at(view, view->table.position);
}

NxBy nx_groups_by(const NxView *base)
{
    return ((const Groups *)base)->by;
}

void nx_groups_go_on(NxView *base)
{
    const Groups *view = (const Groups *)base;
    guint n = lines(base);
    for (guint i = 1; i < n; i++) {
        guint line = (view->table.position + i) % n;
        const NxGroup *group = group_at(view, line);
        if (group->undecided > group->lefts[NX_LEFT_NOBODY]) {
            go(base, line);
            return;
        }
    }
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

/* "groups day 2026-11-16": what it stood on, for the next session. */
static char *remember(const NxView *base)
{
    const Groups *view = (const Groups *)base;
    const NxGroup *group = group_at(view, view->table.position);
    return g_strdup_printf("%s %s %s", view->is_charted ? "timeline" : "groups", nx_by_name(view->by),
                           group            ? group->name
                           : view->selected ? view->selected
                                            : "");
}

void nx_groups_chart(NxView *base, NxBy by)
{
    nx_groups_regroup(base, by);
    ((Groups *)base)->is_charted = TRUE;
}

gboolean nx_groups_is_charted(const NxView *base)
{
    return ((const Groups *)base)->is_charted;
}

static const NxTableOps TABLE = {
    .renew = regroup, .margins = margins, .draw_margins = draw_margins, .draw_line = draw_group, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_GROUPS,
    .name = N_("groups"),
    .hints = "help open group-domain accept accept-shown suppress hold retry tag undo limit export sort close",
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
    .remember = remember,
};

NxView *nx_groups_new(NxInspector *in, NxBy by, const char *selected)
{
    Groups *view = g_new0(Groups, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    nx_groups_regroup(&view->table.base, by);
    view->selected = g_strdup(selected);
    return &view->table.base;
}

NxView *nx_timeline_new(NxInspector *in, NxBy by, const char *selected)
{
    NxView *view = nx_groups_new(in, by, selected);
    ((Groups *)view)->is_charted = TRUE;
    return view;
}
