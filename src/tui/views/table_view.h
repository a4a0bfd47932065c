/* A view of rows, one of them selected: what index, groups, ledger and review have in common. Views that have more
 * begin with it. */
#pragma once
#include "tui/view.h"

typedef struct NxTableView NxTableView;

typedef struct {
    /* Before it is arranged: takes in what has changed; may be NULL. */
    void (*renew)(NxTableView *view, const NxRect *area);
    /* How many rows of `area` stand above and below the lines, and what they say; may be NULL: none. */
    void (*margins)(const NxTableView *view, const NxRect *area, guint *head, guint *foot);
    void (*draw_margins)(const NxTableView *view, NxCells *cells, const NxRect *area);
    /* The line in `row`, which is one row high, but for the mark of the selection in its first cell. */
    void (*draw_line)(const NxTableView *view, NxCells *cells, const NxRect *row, guint line);
    const char *(*empty)(const NxTableView *view); /* why there is no line; translated */
} NxTableOps;

struct NxTableView {
    NxView base;
    const NxTableOps *table;
    guint position; /* the line selected, where the view keeps it itself */
};

/* Operations that fit any of them. */
void nx_table_view_arrange(NxView *view, const NxRect *area);
void nx_table_view_draw(const NxView *view, NxCells *cells, const NxRect *area);
guint nx_table_view_position(const NxView *view); /* where the view keeps the line selected itself */
void nx_table_view_go(NxView *view, guint line);
#define NX_TABLE_VIEW_OPS .arrange = nx_table_view_arrange, .draw = nx_table_view_draw
/* And with those of a view that keeps the line selected itself. */
#define NX_TABLE_VIEW_OPS_OF_ITS_OWN NX_TABLE_VIEW_OPS, .position = nx_table_view_position, .go = nx_table_view_go

void nx_table_view_init(NxTableView *view, const NxViewOps *ops, const NxTableOps *table, NxInspector *in);
/* After the lines have changed: the position stays among them. */
void nx_table_view_keep_within(NxTableView *view);
