/* Made anew when its width changes; scrolled by lines, and from link to link. */
#include "tui/views/rich_text_view.h"
#include "tui/inspector.h"

void nx_rich_text_view_init(NxRichTextView *view, const NxViewOps *ops, NxInspector *in, const char *title)
{
    view->base.ops = ops;
    view->base.in = in;
    view->title = g_strdup(title);
    view->link = G_MAXUINT;
}

void nx_rich_text_view_clear(NxRichTextView *view)
{
    g_clear_pointer(&view->page, nx_rich_text_free);
    g_clear_pointer(&view->title, g_free);
}

void nx_rich_text_view_renew(NxRichTextView *view)
{
    g_clear_pointer(&view->page, nx_rich_text_free);
}

static guint most(const NxView *view)
{
    guint n = view->ops->lines(view);
    return n > view->height ? n - view->height : 0;
}

void nx_rich_text_view_arrange(NxView *base, const NxRect *area)
{
    NxRichTextView *view = (NxRichTextView *)base;
    guint width = area->cols > 1 ? area->cols - 1 : area->cols;
    if (view->page && nx_rich_text_width(view->page) != width)
        g_clear_pointer(&view->page, nx_rich_text_free);
    if (!view->page)
        view->page = view->write(view, width);
    base->height = area->rows;
    base->top = MIN(base->top, most(base));
}

void nx_rich_text_view_draw(const NxView *base, NxCells *cells, const NxRect *area)
{
    const NxRichTextView *view = (const NxRichTextView *)base;
    nx_rich_text_draw(view->page, base->top, view->link, cells, area);
    guint line;
    const NxRichTextSpan *span;
    if (view->link != G_MAXUINT && nx_rich_text_link(view->page, view->link, &line, &span) && line >= base->top &&
        line - base->top < area->rows)
        nx_cells_cursor(cells, area->row + line - base->top, area->col + span->col);
    else
        nx_cells_cursor(cells, area->row, area->col);
}

guint nx_rich_text_view_lines(const NxView *view)
{
    const NxRichText *page = ((const NxRichTextView *)view)->page;
    return page ? nx_rich_text_lines(page) : 0;
}

guint nx_rich_text_view_position(const NxView *view)
{
    return view->top;
}

void nx_rich_text_view_go(NxView *view, guint line)
{
    view->top = line;
}

char *nx_rich_text_view_line_text(const NxView *view, guint line)
{
    const NxRichText *page = ((const NxRichTextView *)view)->page;
    return page ? nx_rich_text_line_text(page, line) : g_strdup("");
}

char *nx_rich_text_view_title(const NxView *view)
{
    return g_strdup(((const NxRichTextView *)view)->title);
}

char *nx_rich_text_view_status(const NxView *view)
{
    guint n = view->ops->lines(view);
    if (n == 0)
        return g_strdup(nx_tr("empty"));
    return g_strdup_printf(nx_tr("%u-%u of %u"), MIN(view->top + 1, n), MIN(view->top + view->height, n), n);
}

void nx_rich_text_view_step_link(NxRichTextView *view, gboolean backward)
{
    guint n = view->page ? nx_rich_text_n_links(view->page) : 0, line;
    const NxRichTextSpan *span;
    if (n == 0)
        return;
    if (view->link == G_MAXUINT)
        view->link = backward ? n - 1 : 0;
    else
        view->link = (view->link + (backward ? n - 1 : 1)) % n;
    if (nx_rich_text_link(view->page, view->link, &line, &span))
        nx_view_reveal(&view->base, line, nx_rich_text_lines(view->page));
}

const char *nx_rich_text_view_link(const NxRichTextView *view)
{
    guint line;
    const NxRichTextSpan *span;
    if (view->link == G_MAXUINT || !view->page || !nx_rich_text_link(view->page, view->link, &line, &span))
        return NULL;
    return span->link;
}
