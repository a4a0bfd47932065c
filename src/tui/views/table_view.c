/* Scrolls, so that the selected row is seen. */
#include "tui/views/table_view.h"

void nx_table_view_init(NxTableView *view, const NxViewOps *ops, const NxTableOps *table, NxInspector *in)
{
    view->base.ops = ops;
    view->base.in = in;
    view->table = table;
}

void nx_table_view_arrange(NxView *base, const NxRect *area)
{
    NxTableView *view = (NxTableView *)base;
    guint head = 0, foot = 0;
    if (view->table->renew)
        view->table->renew(view, area);
    if (view->table->margins)
        view->table->margins(view, area, &head, &foot);
    base->height = area->rows > head + foot ? area->rows - head - foot : 1;
    base->row = area->row + head;
    nx_view_reveal(base, base->ops->position(base), base->ops->lines(base));
}

static void select_row(NxCells *cells, const NxRect *row)
{
    nx_cells_put(cells, row->row, row->col, 1, NX_LOOK_MARK, ">");
    nx_cells_select(cells, row->row, row->col, row->cols);
    nx_cells_cursor(cells, row->row, row->col);
}

void nx_table_view_draw(const NxView *base, NxCells *cells, const NxRect *area)
{
    const NxTableView *view = (const NxTableView *)base;
    guint n = base->ops->lines(base), position = base->ops->position(base);
    if (view->table->draw_margins)
        view->table->draw_margins(view, cells, area);
    if (n == 0)
        nx_cells_put_cut(cells, base->row, area->col + 2, area->cols - 2, 0, NX_LOOK_DIM, view->table->empty(view));
    for (guint i = 0; i < base->height && base->top + i < n; i++) {
        NxRect row = {base->row + i, area->col, 1, area->cols};
        view->table->draw_line(view, cells, &row, base->top + i);
        if (base->top + i == position)
            select_row(cells, &row);
    }
}

guint nx_table_view_position(const NxView *view)
{
    return ((const NxTableView *)view)->position;
}

void nx_table_view_go(NxView *view, guint line)
{
    ((NxTableView *)view)->position = line;
}

void nx_table_view_keep_within(NxTableView *view)
{
    guint n = view->base.ops->lines(&view->base);
    view->position = n > 0 ? MIN(view->position, n - 1) : 0;
}
