#include "tui/paper_view.h"
#include "tui/inspector.h"

void nx_paper_view_init(NxPaperView *view, const NxViewOps *ops, NxInspector *in, const char *title)
{
    view->base.ops = ops;
    view->base.in = in;
    view->title = g_strdup(title);
    view->link = G_MAXUINT;
}

void nx_paper_view_clear(NxPaperView *view)
{
    g_clear_pointer(&view->paper, nx_paper_free);
    g_clear_pointer(&view->title, g_free);
}

void nx_paper_view_renew(NxPaperView *view)
{
    g_clear_pointer(&view->paper, nx_paper_free);
}

static guint most(const NxView *view)
{
    guint n = view->ops->lines(view);
    return n > view->height ? n - view->height : 0;
}

void nx_paper_view_arrange(NxView *base, const NxRect *area)
{
    NxPaperView *view = (NxPaperView *)base;
    guint width = area->cols > 1 ? area->cols - 1 : area->cols;
    if (view->paper && nx_paper_width(view->paper) != width)
        g_clear_pointer(&view->paper, nx_paper_free);
    if (!view->paper)
        view->paper = view->write(view, width);
    base->height = area->rows;
    base->top = MIN(base->top, most(base));
}

void nx_paper_view_draw(const NxView *base, NxCells *cells, const NxRect *area)
{
    const NxPaperView *view = (const NxPaperView *)base;
    nx_paper_draw(view->paper, base->top, view->link, cells, area);
    guint line;
    const NxPaperSpan *span;
    if (view->link != G_MAXUINT && nx_paper_link(view->paper, view->link, &line, &span) && line >= base->top && line - base->top < area->rows)
        nx_cells_cursor(cells, area->row + line - base->top, area->col + span->col);
    else
        nx_cells_cursor(cells, area->row, area->col);
}

guint nx_paper_view_lines(const NxView *view)
{
    const NxPaper *paper = ((const NxPaperView *)view)->paper;
    return paper ? nx_paper_lines(paper) : 0;
}

guint nx_paper_view_position(const NxView *view)
{
    return view->top;
}

void nx_paper_view_go(NxView *view, guint line)
{
    view->top = line;
}

char *nx_paper_view_line_text(const NxView *view, guint line)
{
    const NxPaper *paper = ((const NxPaperView *)view)->paper;
    return paper ? nx_paper_line_text(paper, line) : g_strdup("");
}

char *nx_paper_view_title(const NxView *view)
{
    return g_strdup(((const NxPaperView *)view)->title);
}

char *nx_paper_view_status(const NxView *view)
{
    guint n = view->ops->lines(view);
    if (n == 0)
        return g_strdup(nx_tr("empty"));
    return g_strdup_printf(nx_tr("%u-%u of %u"), MIN(view->top + 1, n), MIN(view->top + view->height, n), n);
}

void nx_paper_view_step_link(NxPaperView *view, gboolean backward)
{
    guint n = view->paper ? nx_paper_n_links(view->paper) : 0, line;
    const NxPaperSpan *span;
    if (n == 0)
        return;
    if (view->link == G_MAXUINT)
        view->link = backward ? n - 1 : 0;
    else
        view->link = (view->link + (backward ? n - 1 : 1)) % n;
    if (nx_paper_link(view->paper, view->link, &line, &span))
        nx_view_reveal(&view->base, line, nx_paper_lines(view->paper));
}

const char *nx_paper_view_link(const NxPaperView *view)
{
    guint line;
    const NxPaperSpan *span;
    if (view->link == G_MAXUINT || !view->paper || !nx_paper_link(view->paper, view->link, &line, &span))
        return NULL;
    return span->link;
}
