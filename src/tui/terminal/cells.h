/* Cells: the screen as an array. Views draw here and nowhere else; a terminal or a test takes it from here.
 *
 * Whatever is put is made safe for a screen, clipped to its place and to the grid, and can neither shift nor widen
 * it. */
#pragma once
#include "tui/terminal/look.h"
#include <nixie/text.h>

/* A cluster with its look. The right half of a wide one has width 0 and no bytes. */
typedef struct {
    char bytes[32];
    guint8 len;
    guint8 width;
    guint8 look;
    guint8 cursor; /* stands on the selected row: shown reversed */
} NxCell;

typedef struct {
    guint rows, cols;
    NxCell *cell; /* rows * cols */
    guint cursor_row, cursor_col;
    gboolean has_cursor;
    gboolean ascii; /* nothing outside ASCII is put */
} NxCells;

typedef struct {
    guint row, col, rows, cols;
} NxRect;

NxCells *nx_cells_new(guint rows, guint cols, gboolean ascii);
void nx_cells_free(NxCells *cells);
void nx_cells_clear(NxCells *cells);
const NxCell *nx_cells_at(const NxCells *cells, guint row, guint col);
gboolean nx_cells_row_equal(const NxCells *a, const NxCells *b, guint row);

/* Puts `text` at row, col, in at most `width` cells; how many it took. What does not fit is cut at a cluster. */
guint nx_cells_put(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *text);
/* The same, with an ellipsis where it is cut; `keep_tail` cells of its end stay. */
guint nx_cells_put_cut(NxCells *cells, guint row, guint col, guint width, guint keep_tail, NxLook look,
                       const char *text);
/* At the right end of `width` cells. */
void nx_cells_put_right(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *text);
guint nx_cells_printf(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *format, ...)
    G_GNUC_PRINTF(6, 7);
void nx_cells_fill(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *cluster);
/* Gives cells that are there another look, or marks them as the selected row. */
void nx_cells_paint(NxCells *cells, guint row, guint col, guint width, NxLook look);
void nx_cells_select(NxCells *cells, guint row, guint col, guint width);
void nx_cells_cursor(NxCells *cells, guint row, guint col);

/* Drawing characters, with their ASCII twins. */
typedef enum {
    NX_SYMBOL_ELLIPSIS,
    NX_SYMBOL_RULE,
    NX_SYMBOL_SIDE,
    NX_SYMBOL_DOT,
    NX_SYMBOL_CHECK,
    NX_SYMBOL_PENDING,
    NX_N_SYMBOLS
} NxSymbol;
const char *nx_symbol(gboolean ascii, NxSymbol symbol);
/* A bar of `share` (0 to 1) in `width` cells, in eighths; '#' in ASCII. Caller frees. */
char *nx_bar(double share, guint width, gboolean ascii);
/* One character for each number, scaled to the largest; digits 0 to 9 in ASCII. Caller frees. */
char *nx_spark(const guint *numbers, guint n, gboolean ascii);

/* A text of the screen as tests read it: rows with '\n', trailing blanks cut. Caller frees. */
char *nx_cells_text(const NxCells *cells);
