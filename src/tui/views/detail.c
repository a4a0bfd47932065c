/* The detail: one event with its fields, its verdict and why, its history and the advice. Beside or below the index, or
 * alone. */
#include "tui/inspector.h"
#include "tui/views/detail_text.h"
#include "tui/views/views.h"

typedef struct {
    NxView base;
    NxRichText *page;
    guint32 event; /* the page is about */
    guint64 generation;
    NxRecall *recall; /* what the ledger says of its address, or NULL */
    guint32 recalled; /* the event that was asked for */
    guint64 recall_generation;
} Detail;

/* ---- Asking the ledger about the address ------------------------------------------------------------------------- */
typedef struct {
    NxLedgerJob job;
    NxInspector *in;
    guint32 event;
    char *key;
    GPtrArray *recalls;
} Ask;

static void work_ask(NxLedgerJob *job, NxLedger *ledger)
{
    Ask *ask = (Ask *)job;
    const char *const key = ask->key;
    ask->recalls = nx_ledger_recall(ledger, &key, 1, &job->error);
}

static void done_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    Detail *detail = (Detail *)ask->in->detail;
    if (detail->recalled != ask->event || !ask->recalls || ask->recalls->len == 0)
        return;
    g_clear_pointer(&detail->recall, nx_recall_free);
    detail->recall = g_ptr_array_index(ask->recalls, 0);
    ask->recalls->pdata[0] = NULL; /* ours now */
    g_clear_pointer(&detail->page, nx_rich_text_free);
    nx_inspector_touch(ask->in);
}

static void free_ask(NxLedgerJob *job)
{
    Ask *ask = (Ask *)job;
    if (ask->recalls) {
        if (ask->recalls->len > 0 && !ask->recalls->pdata[0])
            g_ptr_array_set_free_func(ask->recalls, NULL);
        g_ptr_array_unref(ask->recalls);
    }
    g_free(ask->key);
    g_free(ask);
}

static void ask_ledger(Detail *detail, guint32 event)
{
    NxInspector *in = detail->base.in;
    const NxAddress *address = nx_model_address(in->model, event);
    if (detail->recalled == event && detail->recall_generation == nx_catalog_generation(in->model->catalog))
        return;
    if (detail->recalled != event)
        g_clear_pointer(&detail->recall, nx_recall_free);
    detail->recalled = event;
    detail->recall_generation = nx_catalog_generation(in->model->catalog);
    if (!address || in->model->loading)
        return;
    Ask *ask = g_new0(Ask, 1);
    ask->job = (NxLedgerJob){.work = work_ask, .done = done_ask, .free = free_ask};
    ask->in = in;
    ask->event = event;
    ask->key = g_strdup(address->key);
    nx_ledger_thread_post(in->model->ledger, &ask->job);
}

/* ---- The view ---------------------------------------------------------------------------------------------------- */
static void prepare(Detail *detail, guint width)
{
    NxInspector *in = detail->base.in;
    guint32 event = in->model->selected;
    guint64 generation = nx_catalog_generation(in->model->catalog);
    if (event == NX_NO_EVENT) {
        g_clear_pointer(&detail->page, nx_rich_text_free);
        detail->page = nx_rich_text_new(width, in->ascii);
        detail->event = event;
        return;
    }
    if (detail->page && detail->event == event && detail->generation == generation &&
        nx_rich_text_width(detail->page) == width)
        return;
    if (detail->event != event)
        detail->base.top = 0;
    ask_ledger(detail, event);
    g_clear_pointer(&detail->page, nx_rich_text_free);
    detail->page = nx_detail_write(in, event, detail->recall, width);
    detail->event = event;
    detail->generation = generation;
}

static guint lines(const NxView *view)
{
    const Detail *detail = (const Detail *)view;
    return detail->page ? nx_rich_text_lines(detail->page) : 0;
}

static void arrange(NxView *view, const NxRect *area)
{
    prepare((Detail *)view, area->cols > 1 ? area->cols - 1 : area->cols);
    view->height = area->rows;
    guint most = lines(view) > view->height ? lines(view) - view->height : 0;
    view->top = MIN(view->top, most);
}

static void draw(const NxView *view, NxCells *cells, const NxRect *area)
{
    const Detail *detail = (const Detail *)view;
    if (detail->page)
        nx_rich_text_draw(detail->page, view->top, G_MAXUINT, cells, area);
    nx_cells_cursor(cells, area->row, area->col);
}

static guint position(const NxView *view)
{
    return view->top;
}

static void go(NxView *view, guint line)
{
    view->top = line;
}

static char *line_text(const NxView *view, guint line)
{
    return nx_rich_text_line_text(((const Detail *)view)->page, line);
}

static char *title(const NxView *view)
{
    const NxModel *model = view->in->model;
    const NxEvent *event = nx_model_event(model);
    if (!event)
        return g_strdup("");
    return g_strdup_printf(nx_tr("%u of %u  %s"), model->position + 1, model->list->len,
                           event->recipient ? event->recipient : nx_tr("(nobody)"));
}

static char *status(const NxView *view)
{
    guint n = lines(view);
    if (n == 0)
        return NULL;
    return g_strdup_printf(nx_tr("detail %u-%u of %u"), MIN(view->top + 1, n), MIN(view->top + view->height, n), n);
}

static gboolean open_article(NxView *view)
{
    nx_inspector_do(view->in, nx_keymap_action(view->in->keymap, "article"), "");
    return TRUE;
}

static void free_detail(NxView *view)
{
    Detail *detail = (Detail *)view;
    g_clear_pointer(&detail->page, nx_rich_text_free);
    g_clear_pointer(&detail->recall, nx_recall_free);
    g_free(detail);
}

void nx_detail_forget(NxView *view)
{
    g_clear_pointer(&((Detail *)view)->page, nx_rich_text_free);
}

static const NxViewOps OPS = {
    .in = NX_IN_DETAIL,
    .name = N_("detail"),
    .hints = "help close next-event suppress retry hold ignore accept undo article headers raw note",
    .free = free_detail,
    .arrange = arrange,
    .draw = draw,
    .lines = lines,
    .position = position,
    .go = go,
    .line_text = line_text,
    .title = title,
    .status = status,
    .open = open_article,
    .scrolls = TRUE,
};

NxView *nx_detail_new(NxInspector *in)
{
    Detail *detail = g_new0(Detail, 1);
    detail->base.ops = &OPS;
    detail->base.in = in;
    detail->event = detail->recalled = NX_NO_EVENT;
    return &detail->base;
}
