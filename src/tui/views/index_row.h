/* A row of the index, column by column; its head; and its text for searching. */
#pragma once
#include "tui/inspector.h"
#include "tui/layout.h"

void nx_index_draw_head(NxCells *cells, const NxRect *area, const NxColumns *columns);
/* `row` is one row high; the mark of the selection is not drawn. */
void nx_index_draw_row(const NxInspector *in, NxCells *cells, const NxRect *row, guint line, const NxColumns *columns);
/* How wide the texts of the columns are, over some of the rows listed. */
void nx_index_measure(const NxModel *model, NxColumnNeeds *needs);
char *nx_index_row_text(const NxModel *model, guint line); /* caller frees */
