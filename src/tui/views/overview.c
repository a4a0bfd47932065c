/* The overview: one screen of what a mailbox holds. A number, or moving there, and Enter open the list behind a line.
 */
#include "tui/model/overview.h"
#include "tui/inspector.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"
#include <string.h>

#define LIVE_EVENTS 200000 /* with more of them it is counted anew only when more of them came */

enum { SECTION = 2, NUMBER = 14, LABEL = 17, COUNT = 9, LEAST_LABEL = 10, MOST_LABEL = 26, WIDE = 60 };

typedef struct {
    NxTableView table;
    NxOverview *overview;
    guint64 generation;
    gboolean can_settle; /* when it was counted */
    guint number;        /* typed so far; 0: none */
} OverviewView;

static guint64 generation_of(const NxModel *model)
{
    guint n = nx_catalog_n_events(model->catalog);
    return n <= LIVE_EVENTS ? nx_catalog_generation(model->catalog) : n;
}

static void renew(NxTableView *table, const NxRect *area)
{
    (void)area;
    OverviewView *view = (OverviewView *)table;
    NxModel *model = table->base.in->model;
    gboolean is_large = nx_catalog_n_events(model->catalog) > LIVE_EVENTS, can_settle = nx_overview_can_settle(model);
    if (view->overview && (view->generation == generation_of(model) || (is_large && model->loading)) &&
        view->can_settle == can_settle)
        return;
    nx_overview_free(view->overview);
    view->overview = nx_overview_new(model);
    view->can_settle = can_settle;
    view->generation = generation_of(model); /* behind it: the advisor may have spoken */
    nx_table_view_keep_within(table);
}

static guint lines(const NxView *base)
{
    return ((const OverviewView *)base)->overview->lines->len;
}

static const NxOverviewLine *line_at(const NxView *base, guint line)
{
    return g_ptr_array_index(((const OverviewView *)base)->overview->lines, line);
}

/* ---- Drawing ----------------------------------------------------------------------------------------------------- */

static const char *section_of(NxOverviewKind kind)
{
    static const char *const SECTIONS[] = {
        [NX_OVERVIEW_CLASS] = N_("by class"),     [NX_OVERVIEW_TIME] = N_("over time"),
        [NX_OVERVIEW_INCIDENT] = N_("incidents"), [NX_OVERVIEW_TAKE] = N_("A"),
        [NX_OVERVIEW_LEFT] = N_("left"),          [NX_OVERVIEW_SETTING] = "!",
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(SECTIONS) == NX_N_OVERVIEWS);
    return nx_tr(SECTIONS[kind]);
}

static NxLook look_of(NxClass klass)
{
    switch (klass) {
    case NX_CLASS_HARD: return NX_LOOK_HARD;
    case NX_CLASS_SOFT: return NX_LOOK_SOFT;
    case NX_CLASS_BLOCK: return NX_LOOK_BLOCK;
    default: return NX_LOOK_TEXT;
    }
}

/* "2024-01-03 ▁▁▂▁█▁ 2024-12-30" */
static guint draw_chart(const NxOverview *overview, NxCells *cells, const NxRect *row, guint at)
{
    g_autofree char *from = nx_time_local(overview->from, "%Y-%m-%d"), *to = nx_time_local(overview->to, "%Y-%m-%d"),
                    *spark = nx_spark(overview->spans, NX_OVERVIEW_SPANS, cells->ascii);
    guint put = nx_cells_printf(cells, row->row, row->col + at, row->cols - at, NX_LOOK_TEXT, "%s ", from);
    put += nx_cells_put(cells, row->row, row->col + at + put, row->cols - at - put, NX_LOOK_BAR, spark);
    return put + nx_cells_printf(cells, row->row, row->col + at + put, row->cols - at - put, NX_LOOK_TEXT, " %s ", to);
}

static guint label_width(const OverviewView *view, guint cols)
{
    guint wide = LEAST_LABEL;
    for (guint i = 0; i < view->overview->lines->len; i++)
        wide = MAX(wide, nx_cells(line_at(&view->table.base, i)->label, -1));
    return MIN(wide, MIN(MOST_LABEL, cols / 3));
}

/* What stands behind label and count: a bar where the line is measured, else words. */
static void draw_rest(const NxOverviewLine *line, NxCells *cells, const NxRect *row, guint at)
{
    if (at >= row->cols)
        return;
    if (line->text) {
        nx_cells_put_cut(cells, row->row, row->col + at, row->cols - at, 0, NX_LOOK_TEXT, line->text);
    } else if (line->most > 0) {
        g_autofree char *bar = nx_bar((double)line->count / line->most, MIN(row->cols - at, 40), cells->ascii);
        nx_cells_put(cells, row->row, row->col + at, row->cols - at, look_of(line->klass), bar);
    }
}

static void draw_line(const NxTableView *table, NxCells *cells, const NxRect *row, guint number)
{
    const OverviewView *view = (const OverviewView *)table;
    const NxOverviewLine *line = line_at(&table->base, number);
    gboolean is_first = number == 0 || line_at(&table->base, number - 1)->kind != line->kind;
    guint behind = row->cols >= WIDE ? NUMBER : SECTION, at = behind + (LABEL - NUMBER);
    if (is_first && row->cols >= WIDE)
        nx_cells_put_cut(cells, row->row, row->col + SECTION, NUMBER - SECTION - 1, 0, NX_LOOK_LABEL,
                         section_of(line->kind));
    nx_cells_printf(cells, row->row, row->col + behind, LABEL - NUMBER - 1, NX_LOOK_DIM, "%u", number + 1);
    if (line->kind == NX_OVERVIEW_TIME)
        at += draw_chart(view->overview, cells, row, at) + 1;
    if (*line->label) {
        guint wide = label_width(view, row->cols);
        g_autofree char *count = g_strdup_printf("%u", line->count);
        nx_cells_put_cut(cells, row->row, row->col + at, wide, 0, NX_LOOK_TEXT, line->label);
        nx_cells_put_right(cells, row->row, row->col + at + wide, COUNT, NX_LOOK_STRONG, count);
        at += wide + COUNT + 2;
    }
    draw_rest(line, cells, row, at);
}

static const char *why_empty(const NxTableView *table)
{
    const NxModel *model = table->base.in->model;
    if (model->loading)
        return nx_tr("The mailbox is being read.");
    return nx_catalog_n_messages(model->catalog) > 0
               ? nx_tr("No message here says anything of a recipient: q goes to the list, :problems says what was not "
                       "read.")
               : nx_tr("There is no message here yet; what comes is shown at once. q goes back.");
}

static char *line_text(const NxView *base, guint number)
{
    const NxOverviewLine *line = line_at(base, number);
    return g_strdup_printf("%s %s %s", section_of(line->kind), line->label, line->text ? line->text : "");
}

static char *title(const NxView *base)
{
    const NxOverview *overview = ((const OverviewView *)base)->overview;
    const char *dot = nx_symbol(base->in->ascii, NX_SYMBOL_DOT);
    g_autoptr(GString) text = g_string_new(nx_tr("overview"));
    g_string_append(text, "   ");
    g_string_append_printf(text, nx_trn("%u message", "%u messages", overview->messages), overview->messages);
    g_string_append_printf(text, " %s ", dot);
    g_string_append_printf(text, nx_trn("%u event", "%u events", overview->events), overview->events);
    g_string_append_printf(text, " %s ", dot);
    g_string_append_printf(text, nx_trn("%u address", "%u addresses", overview->addresses), overview->addresses);
    if (overview->nameless > 0) {
        g_string_append_printf(text, " %s ", dot);
        g_string_append_printf(text, nx_trn("%u names nobody", "%u name nobody", overview->nameless),
                               overview->nameless);
    }
    return g_strdup(text->str);
}

static char *status(const NxView *base)
{
    const OverviewView *view = (const OverviewView *)base;
    if (view->overview->lines->len == 0)
        return NULL;
    return view->number > 0 ? g_strdup_printf(nx_tr("%u: Enter opens it"), view->number)
                            : g_strdup(nx_tr("a number or j and k, then Enter: the list behind a line"));
}

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

/* To the list, from which `q` comes back here. */
static void to_list(NxInspector *in, const char *query)
{
    nx_inspector_leave_overview(in);
    while (nx_inspector_pop(in)) {
        /* frees this view, too */
    }
    for (NxLevel *level; (level = nx_model_leave(in->model));)
        nx_level_free(level);
    nx_model_limit(in->model, query, NULL); /* of our own making */
    nx_model_finish_list(in->model);
}

static void act(NxInspector *in, const char *action)
{
    nx_inspector_do(in, nx_keymap_action(in->keymap, action), "");
}

static gboolean open_line(NxView *base)
{
    OverviewView *view = (OverviewView *)base;
    NxInspector *in = base->in;
    view->number = 0;
    if (view->table.position >= lines(base))
        return FALSE;
    const NxOverviewLine *line = line_at(base, view->table.position);
    NxOverviewKind kind = line->kind;
    g_autofree char *query = g_strdup(line->query ? line->query : "");
    if (kind == NX_OVERVIEW_SETTING) {
        act(in, "own");
        return TRUE;
    }
    to_list(in, query);
    if (kind == NX_OVERVIEW_TIME)
        act(in, "group-day");
    else if (kind == NX_OVERVIEW_TAKE)
        act(in, "accept-shown");
    return TRUE;
}

/* Digits are the number of a line; what they do not make one of is begun anew. */
static gboolean type_number(NxView *base, NxKey key)
{
    OverviewView *view = (OverviewView *)base;
    guint n = lines(base);
    if (key < '0' || key > '9') {
        view->number = 0;
        return FALSE;
    }
    guint digit = key - '0', number = view->number * 10 + digit;
    view->number = number <= n ? number : digit <= n ? digit : 0;
    if (view->number > 0)
        view->table.position = view->number - 1;
    nx_inspector_touch(base->in);
    return TRUE;
}

/* An incident may be decided about as a whole: all its addresses have one cause. */
static struct NxScope *scope(NxView *base)
{
    const OverviewView *view = (const OverviewView *)base;
    NxModel *model = base->in->model;
    const NxOverviewLine *line = view->table.position < lines(base) ? line_at(base, view->table.position) : NULL;
    if (!line || !line->incident) {
        nx_inspector_say(base->in, NX_SAY_INFO, "%s", nx_tr("Enter opens the list behind this line: decide there."));
        return NULL;
    }
    guint nobody;
    g_autofree char *title = nx_incident_title(line->incident, model->catalog, model->start->codes);
    GArray *addresses = nx_catalog_addresses(model->catalog, line->incident->events, &nobody);
    return nx_scope_new(model, NX_SCOPE_GROUP, title, addresses, nobody);
}

static char *remember(const NxView *base)
{
    (void)base;
    return g_strdup("overview");
}

static void free_view(NxView *base)
{
    nx_overview_free(((OverviewView *)base)->overview);
    g_free(base);
}

static const NxTableOps TABLE = {.renew = renew, .draw_line = draw_line, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_OVERVIEW,
    .name = N_("overview"),
    .hints = "help open hold search ledger guards undo close",
    .free = free_view,
    NX_TABLE_VIEW_OPS_OF_ITS_OWN,
    .lines = lines,
    .line_text = line_text,
    .title = title,
    .status = status,
    .type = type_number,
    .open = open_line,
    .remember = remember,
    .scope = scope,
};

NxView *nx_overview_view_new(NxInspector *in)
{
    OverviewView *view = g_new0(OverviewView, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    renew(&view->table, NULL);
    return &view->table.base;
}
