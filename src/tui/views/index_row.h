/* A row of the index, column by column; its head; and its text for searching. */
#pragma once
#include "tui/inspector.h"
#include "tui/layout.h"

void nx_index_draw_head(NxCells *cells, const NxRect *area, const NxColumns *columns);
void nx_index_draw_row(const NxView *view, NxCells *cells, const NxRect *area, guint row, guint line,
                       const NxColumns *columns);
char *nx_index_row_text(const NxModel *model, guint line); /* caller frees */
