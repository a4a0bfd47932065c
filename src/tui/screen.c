/* Drawn from the top: title, views beside or instead of each other, and what is said or asked below. */
#include "tui/screen.h"
#include "tui/keymap.h"
#include "tui/rich_text.h"

enum { MESSAGE_ROWS = 4 };

/* What stands at the right of the title; NULL: nothing. Caller frees. */
static char *load_text(const NxInspector *in)
{
    const NxModel *model = in->model;
    if (model->loading)
        return g_strdup_printf(in->frame.shape == NX_SHAPE_NARROW ? "%.0f%%" : nx_tr("%.0f%% ^C stop"),
                               model->progress.share * 100);
    if (model->stopped)
        return g_strdup_printf(nx_tr("stopped at %.0f%%"), model->progress.share * 100);
    return model->new_events > 0 ? g_strdup_printf(nx_tr("+%u new"), model->new_events) : NULL;
}

static void draw_title(const NxInspector *in, NxCells *cells)
{
    NxView *top = nx_inspector_top(in);
    /* Beside the index the detail has no title of its own. */
    NxView *view = nx_inspector_is_split(in) && top == in->detail ? g_ptr_array_index(in->views, 0) : top;
    guint cols = in->frame.cols, edge = in->frame.shape == NX_SHAPE_NARROW ? 0 : 1;
    nx_cells_fill(cells, 0, 0, cols, NX_LOOK_TITLE, " ");
    guint col = edge + nx_cells_put(cells, 0, edge, 6, NX_LOOK_TITLE, "nixie ") + edge;
    g_autofree char *title = view->ops->title(view), *load = load_text(in);
    /* What is loading, and what is new, is never cut away. */
    guint keep = load ? nx_cells(load, -1) + 2 : 1;
    guint room = cols > col + keep ? cols - col - keep : 0;
    col += nx_cells_put_cut(cells, 0, col, room, 0, NX_LOOK_TITLE, title);
    if (load)
        nx_cells_put_right(cells, 0, col, cols - MIN(col + 1, cols), NX_LOOK_TITLE, load);
}

static void draw_status(const NxInspector *in, NxCells *cells, const NxRect *area, const NxView *view,
                        const char *right)
{
    if (area->rows == 0)
        return;
    gboolean ruled = in->frame.shape >= NX_SHAPE_BELOW;
    g_autofree char *text = view->ops->status ? view->ops->status(view) : NULL;
    nx_cells_fill(cells, area->row, 0, area->cols, NX_LOOK_STATUS, ruled ? "-" : " ");
    guint at = ruled ? 3 : 1;
    if (text && *text) {
        if (ruled)
            nx_cells_put(cells, area->row, 2, 1, NX_LOOK_STATUS, " ");
        at += nx_cells_put_cut(cells, area->row, at, area->cols - at, 0, NX_LOOK_STATUS, text);
        nx_cells_put(cells, area->row, at, 1, NX_LOOK_STATUS, " ");
    }
    guint wide = right ? nx_cells(right, -1) : 0;
    if (wide > 0 && at + wide + 6 < area->cols)
        nx_cells_printf(cells, area->row, area->cols - wide - 4, wide + 2, NX_LOOK_STATUS, " %s ", right);
}

static char *hint_of(const NxInspector *in, const char *name)
{
    const NxUiAction *action = nx_keymap_action(in->keymap, name);
    g_autofree char *key = nx_keymap_key(in->keymap, action);
    if (!*key)
        return NULL;
    gboolean groups = g_str_has_prefix(name, "group-");
    if (groups && strlen(key) == 2)
        key[1] = 0; /* the first key of the two, which then tells the rest */
    const char *word = groups ? N_("group") : action->brief ? action->brief : action->name;
    return g_strdup_printf("%s %s", key, nx_tr(word));
}

/* What one must always find again. */
static gboolean is_kept(const char *name)
{
    static const char *const KEPT[] = {"undo", "limit", "group-domain", "export", "help", NULL};
    return g_strv_contains(KEPT, name);
}

typedef struct {
    char *text;    /* "s suppress" */
    guint letters; /* bytes of its key, which may stand alone */
    gboolean is_short, is_kept;
} Hint;

static void clear_hint(gpointer hint)
{
    g_free(((Hint *)hint)->text);
}

/* In the order in which they are shown: the first name comes last. */
static GArray *hints_of(const NxInspector *in)
{
    g_auto(GStrv) names = g_strsplit(nx_inspector_top(in)->ops->hints, " ", -1);
    GArray *hints = g_array_new(FALSE, TRUE, sizeof(Hint));
    guint n = g_strv_length(names);
    g_array_set_clear_func(hints, clear_hint);
    for (guint i = 1; i <= n; i++) {
        Hint hint = {.text = hint_of(in, names[i % n]), .is_kept = is_kept(names[i % n]) || i == n};
        hint.letters = hint.text ? (guint)strcspn(hint.text, " ") : 0;
        if (hint.text)
            g_array_append_val(hints, hint);
    }
    return hints;
}

static char *hints_text(const GArray *hints)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < hints->len; i++) {
        const Hint *hint = &g_array_index(hints, Hint, i);
        gboolean tight = i > 0 && hint->is_short && g_array_index(hints, Hint, i - 1).is_short;
        g_string_append(text, i == 0 ? "" : tight ? " " : "  ");
        g_string_append_len(text, hint->text, hint->is_short ? (gssize)hint->letters : -1);
    }
    return g_strdup(text->str);
}

/* Gives words up, from the end, and then whole hints that one can do without; FALSE: nothing is left to be given up. */
static gboolean shorten(GArray *hints)
{
    for (guint i = hints->len - 1; i-- > 0;) {
        Hint *hint = &g_array_index(hints, Hint, i);
        if (!hint->is_short) {
            hint->is_short = TRUE;
            return TRUE;
        }
    }
    for (guint i = hints->len; i-- > 0;) {
        if (!g_array_index(hints, Hint, i).is_kept) {
            g_array_remove_index(hints, i);
            return TRUE;
        }
    }
    return FALSE;
}

/* Letters alone where words do not fit. */
static void draw_keys(const NxInspector *in, NxCells *cells, guint row)
{
    g_autoptr(GArray) hints = hints_of(in);
    guint at = in->frame.shape == NX_SHAPE_NARROW ? 0 : 1;
    char *text = hints_text(hints);
    while (nx_cells(text, -1) + at > in->frame.cols && shorten(hints)) {
        g_free(text);
        text = hints_text(hints);
    }
    nx_cells_put(cells, row, at, in->frame.cols, NX_LOOK_KEYS, text);
    g_free(text);
}

/* A long one takes rows of what stands above, until the next key. */
static void draw_message(const NxInspector *in, NxCells *cells)
{
    const NxRect *last = &in->frame.message;
    guint rows = MIN(last->row, MESSAGE_ROWS);
    NxRect area = {last->row + 1 - rows, 0, rows, in->frame.cols};
    nx_rich_text_at_bottom(cells, &area, in->message_kind == NX_SAY_ERROR ? NX_LOOK_ERROR : NX_LOOK_MESSAGE,
                           in->message);
}

static void draw_bottom(const NxInspector *in, NxCells *cells)
{
    const NxFrame *frame = &in->frame;
    if (frame->keys.rows > 0)
        draw_keys(in, cells, frame->keys.row);
    if (in->pending.n > 0) {
        g_autofree char *keys = nx_chord_name(&in->pending),
                        *after = nx_keymap_after(in->keymap, nx_inspector_top(in)->ops->in, &in->pending);
        nx_cells_printf(cells, frame->message.row, 1, frame->cols - 1, NX_LOOK_PROMPT, "%s: %s", keys, after);
    } else if (in->message) {
        draw_message(in, cells);
    } else if (frame->keys.rows == 0) {
        draw_keys(in, cells, frame->message.row);
    }
}

static void highlight(const NxInspector *in, NxCells *cells, const NxRect *area)
{
    if (in->needle && *in->needle)
        nx_view_highlight(cells, area, in->needle);
}

static void draw_split(const NxInspector *in, NxCells *cells)
{
    NxView *index = g_ptr_array_index(in->views, 0), *detail = in->detail;
    gboolean focus = nx_inspector_top(in) == detail;
    index->ops->arrange(index, &in->frame.list);
    detail->ops->arrange(detail, &in->frame.detail);
    detail->ops->draw(detail, cells, &in->frame.detail);
    cells->has_cursor = FALSE;
    index->ops->draw(index, cells, &in->frame.list);
    highlight(in, cells, focus ? &in->frame.detail : &in->frame.list);
    if (in->frame.shape == NX_SHAPE_BESIDE) {
        for (guint row = 0; row < in->frame.detail.rows; row++)
            nx_cells_put(cells, in->frame.detail.row + row, in->frame.detail.col - 1, 1, NX_LOOK_STATUS,
                         nx_symbol(cells->ascii, NX_SYMBOL_SIDE));
    }
    g_autofree char *right = detail->ops->status(detail);
    draw_status(in, cells, &in->frame.status, index, right);
    if (focus)
        nx_cells_cursor(cells, in->frame.detail.row, in->frame.detail.col);
}

static void draw_single(const NxInspector *in, NxCells *cells, NxView *view)
{
    NxRect area = in->frame.body, status = {0};
    if (in->frame.status.rows > 0) {
        area.rows--;
        status = (NxRect){area.row + area.rows, 0, 1, area.cols};
    }
    view->ops->arrange(view, &area);
    view->ops->draw(view, cells, &area);
    highlight(in, cells, &area);
    draw_status(in, cells, &status, view, NULL);
}

static void draw_all(const NxInspector *in, NxCells *cells)
{
    NxView *top = nx_inspector_top(in);
    if (nx_inspector_is_split(in) && (in->views->len == 1 || top == in->detail))
        draw_split(in, cells);
    else
        draw_single(in, cells, top);
    if (!cells->has_cursor) /* nothing is selected */
        nx_cells_cursor(cells, in->frame.body.row, 0);
    draw_title(in, cells);
    draw_bottom(in, cells);
    if (nx_inspector_is_asking(in))
        nx_question_draw(in->question, cells, &in->frame);
    if (in->prompt)
        nx_prompt_draw(in->prompt, cells, &in->frame);
}

const NxCells *nx_screen_draw(NxInspector *in)
{
    NxCells *cells = in->cells;
    nx_inspector_drawn(in);
    nx_cells_clear(cells);
    if (in->frame.shape == NX_SHAPE_SMALL) {
        nx_cells_put(cells, 0, 0, cells->cols, NX_LOOK_TEXT, nx_tr("too small, q quits"));
        nx_cells_cursor(cells, 0, 0);
    } else {
        draw_all(in, cells);
    }
    return cells;
}
