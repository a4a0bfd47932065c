/* Text that is only read: raw messages, complaints, what an act is about to take. */
#include "tui/inspector.h"
#include "tui/views/rich_text_view.h"
#include "tui/views/views.h"

#define MAX_LINES 20000 /* more is for a pager */

typedef struct {
    NxRichTextView page;
    char *text;
} TextView;

static NxRichText *write_text(NxRichTextView *view, guint width)
{
    NxRichText *page = nx_rich_text_new(width, view->base.in->ascii);
    const char *at = ((TextView *)view)->text;
    for (guint n = 0; *at; n++) {
        const char *end = strchrnul(at, '\n');
        if (n == MAX_LINES) {
            nx_rich_text_put(page, NX_LOOK_DIM, nx_tr("(the rest is left out)"));
            nx_rich_text_end(page);
            break;
        }
        g_autofree char *line = g_strndup(at, (gsize)(end - at));
        nx_rich_text_wrap(page, NX_LOOK_TEXT, 0, line);
        nx_rich_text_end(page);
        at = *end ? end + 1 : end;
    }
    return page;
}

static void free_text(NxView *view)
{
    nx_rich_text_view_clear((NxRichTextView *)view);
    g_free(((TextView *)view)->text);
    g_free(view);
}

static const NxViewOps RAW_OPS = {.in = NX_IN_RAW,
                                  .name = N_("message"),
                                  .hints = "help search headers status-part raw close",
                                  .free = free_text,
                                  NX_RICH_TEXT_VIEW_OPS};
static const NxViewOps TEXT_OPS = {
    .in = NX_IN_TEXT, .name = N_("text"), .hints = "help search close", .free = free_text, NX_RICH_TEXT_VIEW_OPS};

static NxView *view_new(NxInspector *in, const NxViewOps *ops, const char *title, const char *text)
{
    TextView *view = g_new0(TextView, 1);
    nx_rich_text_view_init(&view->page, ops, in, title);
    view->page.write = write_text;
    view->text = g_strdup(text);
    return &view->page.base;
}

NxView *nx_raw_view_new(NxInspector *in, const char *title, const char *text)
{
    return view_new(in, &RAW_OPS, title, text);
}

NxView *nx_text_view_new(NxInspector *in, const char *title, const char *text)
{
    return view_new(in, &TEXT_OPS, title, text);
}
