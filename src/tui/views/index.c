/* The index: one row per event. */
#include "tui/inspector.h"
#include "tui/views/index_row.h"
#include "tui/views/table_view.h"
#include "tui/views/views.h"

typedef struct {
    NxTableView table;
    NxColumns columns;
    NxColumnNeeds needs; /* of the list with this number */
    guint64 list_number;
} IndexView;

static guint lines(const NxView *view)
{
    return view->in->model->list->len;
}

static guint position(const NxView *view)
{
    return view->in->model->position;
}

static void go(NxView *view, guint line)
{
    nx_model_select(view->in->model, line);
}

static void renew(NxTableView *table, const NxRect *area)
{
    const NxInspector *in = table->base.in;
    IndexView *view = (IndexView *)table;
    if (view->list_number != in->model->list_number)
        nx_index_measure(in->model, &view->needs);
    view->list_number = in->model->list_number;
    view->needs.is_beside = in->frame.shape == NX_SHAPE_BESIDE && area->cols < in->frame.cols;
    nx_columns_make(area->cols, &view->needs, in->wanted_columns, &view->columns);
}

static void margins(const NxTableView *table, const NxRect *area, guint *head, guint *foot)
{
    *head = area->rows > 1 && table->base.in->frame.shape != NX_SHAPE_NARROW ? 1 : 0;
    *foot = 0;
}

static void draw_margins(const NxTableView *table, NxCells *cells, const NxRect *area)
{
    if (table->base.row > area->row)
        nx_index_draw_head(cells, area, &((const IndexView *)table)->columns);
}

static void draw_line(const NxTableView *table, NxCells *cells, const NxRect *row, guint line)
{
    nx_index_draw_row(table->base.in, cells, row, line, &((const IndexView *)table)->columns);
}

static const char *why_empty(const NxTableView *table)
{
    const NxModel *model = table->base.in->model;
    if (!model->loaded_once || model->loading || model->job)
        return nx_tr("reading...");
    return nx_model_query(model) ? nx_tr("The limit lets nothing through.  \\ switches it off.")
                                 : nx_tr("There is nothing here.");
}

static char *line_text(const NxView *view, guint line)
{
    return nx_index_row_text(view->in->model, line);
}

/* ---- Title and status -------------------------------------------------------------------------------------------- */
static char *short_path(const char *path)
{
    const char *home = g_get_home_dir();
    gsize len = home ? strlen(home) : 0;
    if (len > 1 && strncmp(path, home, len) == 0 && (path[len] == '/' || !path[len]))
        return g_strconcat("~", path + len, NULL);
    return g_strdup(g_str_equal(path, "-") ? nx_tr("standard input") : path);
}

static char *boxes_text(const NxModel *model, gboolean with_kind)
{
    guint n = nx_catalog_n_mailboxes(model->catalog);
    if (n == 0 && (!model->paths || !model->paths[0]))
        return g_strdup("");
    if (n > 1)
        return g_strdup_printf(nx_trn("%u mailbox", "%u mailboxes", n), n);
    g_autofree char *path =
        short_path(n == 1 ? nx_mailbox_path(nx_catalog_mailbox(model->catalog, 0)) : model->paths[0]);
    if (n == 0 || !with_kind)
        return g_steal_pointer(&path);
    return g_strdup_printf("%s %s", nx_tr(nx_mailbox_label(nx_catalog_mailbox(model->catalog, 0))), path);
}

static void add_limit(const NxModel *model, GString *text, gboolean label, gboolean ascii)
{
    g_autofree char *way = nx_model_way(model, ascii);
    if (*way)
        g_string_append_printf(text, "%s  ", way);
    if (*model->limit && model->limit_off)
        g_string_append_printf(text, "%s%s (%s)", label ? nx_tr("limit: ") : "", model->limit, nx_tr("off"));
    else if (*model->limit)
        g_string_append_printf(text, "%s%s", label ? nx_tr("limit: ") : "", model->limit);
}

static char *narrow_title(const NxModel *model, gboolean ascii)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%u/%u ", model->list->len, nx_catalog_n_events(model->catalog));
    add_limit(model, text, FALSE, ascii);
    return g_string_free(text, FALSE);
}

/* All but the mailboxes' names. */
static char *counts_text(const NxModel *model, gboolean wide, gboolean ascii)
{
    guint messages = nx_catalog_n_messages(model->catalog), events = nx_catalog_n_events(model->catalog),
          nobody = nx_catalog_n_nameless(model->catalog);
    GString *text = g_string_new(wide ? "   " : "  ");
    g_string_append_printf(text, nx_trn("%u message", "%u messages", messages), messages);
    if (wide) {
        g_string_append(text, "  ");
        g_string_append_printf(text, nx_trn("%u event", "%u events", events), events);
    }
    if (wide && nobody > 0) {
        g_string_append(text, "  ");
        g_string_append_printf(text, nx_trn("%u names nobody", "%u name nobody", nobody), nobody);
    }
    g_string_append(text, wide ? "    " : "  ");
    add_limit(model, text, TRUE, ascii);
    if (*model->limit || model->way->len > 0)
        g_string_append_printf(text, nx_tr("  [%u of %u%s]"), model->list->len, events,
                               model->loading || model->job ? nx_symbol(ascii, NX_SYMBOL_ELLIPSIS) : "");
    return g_string_free(text, FALSE);
}

static char *title(const NxView *view)
{
    const NxModel *model = view->in->model;
    if (view->in->frame.shape == NX_SHAPE_NARROW)
        return narrow_title(model, view->in->ascii);
    gboolean wide = view->in->frame.shape >= NX_SHAPE_BELOW;
    g_autofree char *boxes = boxes_text(model, wide), *bare = boxes_text(model, FALSE),
                    *rest = counts_text(model, wide, view->in->ascii);
    /* Where all of it does not fit, the name gives way: first its kind, then its beginning. */
    guint rest_cells = nx_cells(rest, -1) + 22,
          room = view->in->frame.cols > rest_cells + 16 ? view->in->frame.cols - rest_cells : 16;
    g_autofree char *safe = nx_safe_screen(g_utf8_strlen(boxes, -1) <= room ? boxes : bare, -1,
                                           view->in->ascii ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
    g_autofree char *cut = nx_cut(safe, room, room - (view->in->ascii ? 3 : 1), view->in->ascii);
    return g_strconcat(cut, rest, NULL);
}

static void add_session(const NxModel *model, GString *text)
{
    static const char *const WORDS[] = {
        [NX_DECISION_NONE] = N_("released"),  [NX_DECISION_SUPPRESS] = N_("suppressed"),
        [NX_DECISION_RETRY] = N_("paused"),   [NX_DECISION_HOLD] = N_("held"),
        [NX_DECISION_IGNORE] = N_("ignored"),
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(WORDS) == NX_N_DECISIONS);
    gboolean any = FALSE;
    for (guint i = 1; i <= NX_N_DECISIONS; i++) {
        guint decision = i % NX_N_DECISIONS; /* "released" last */
        if (model->session_counts[decision] == 0)
            continue;
        g_string_append_printf(text, any ? ", %u %s" : nx_tr(" -- this session: %u %s"),
                               model->session_counts[decision], nx_tr(WORDS[decision]));
        any = TRUE;
    }
    if (any)
        g_string_append(text, " ($)");
}

static char *narrow_status(const NxModel *model)
{
    const NxEvent *event = nx_model_event(model);
    if (!event)
        return NULL;
    const char *klass = nx_event_class_word(event), *reason = nx_tr(nx_reason_label(event->verdict.reason));
    gboolean is_same = g_str_equal(klass, reason); /* a complaint is one */
    return g_strdup_printf("%u: %s%s%s%s", model->selected + 1, klass, is_same ? "" : ", ", is_same ? "" : reason,
                           event->gone ? nx_tr(", gone") : "");
}

static char *status(const NxView *view)
{
    const NxModel *model = view->in->model;
    if (view->in->frame.shape == NX_SHAPE_NARROW)
        return narrow_status(model);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, nx_tr("%u of %u"), model->list->len > 0 ? model->position + 1 : 0, model->list->len);
    if (model->n_tagged > 0)
        g_string_append_printf(text, nx_tr(" -- %u tagged"), model->n_tagged);
    if (view->in->ranging) {
        guint from = view->in->range_from, at = model->position;
        guint n = MAX(from, at) - MIN(from, at) + 1;
        g_string_append_printf(text, nx_trn(" -- range of %u line", " -- range of %u lines", n), n);
    }
    if (model->sort != NX_SORT_PLACE || model->reverse)
        g_string_append_printf(text, nx_tr(" -- sort: %s%s"), nx_tr(nx_sort_name(model->sort)),
                               model->reverse ? nx_tr(" (reversed)") : "");
    guint stale = nx_model_stale_rows(view->in->model);
    if (stale > 0)
        g_string_append_printf(
            text, nx_trn(" -- %u no longer matches, ^L renews", " -- %u no longer match, ^L renews", stale), stale);
    add_session(model, text);
    return g_string_free(text, FALSE);
}

static gboolean open_row(NxView *view)
{
    if (view->in->model->selected == NX_NO_EVENT)
        return FALSE;
    nx_inspector_push(view->in, view->in->detail);
    return TRUE;
}

static void free_index(NxView *view)
{
    g_free(view);
}

static const NxTableOps TABLE = {
    .renew = renew, .margins = margins, .draw_margins = draw_margins, .draw_line = draw_line, .empty = why_empty};
static const NxViewOps OPS = {
    .in = NX_IN_INDEX,
    .name = N_("index"),
    .hints =
        "help open tag suppress retry hold ignore accept accept-shown undo search limit group-domain export article",
    .free = free_index,
    NX_TABLE_VIEW_OPS,
    .lines = lines,
    .position = position,
    .go = go,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_row,
};

NxView *nx_index_new(NxInspector *in)
{
    IndexView *view = g_new0(IndexView, 1);
    nx_table_view_init(&view->table, &OPS, &TABLE, in);
    return &view->table.base;
}
