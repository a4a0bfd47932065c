/* The grid: clusters clipped to it, and what is left of those that are torn. */
#include "tui/terminal/cells.h"

NxCells *nx_cells_new(guint rows, guint cols, gboolean ascii)
{
    NxCells *cells = g_new0(NxCells, 1);
    cells->rows = rows;
    cells->cols = cols;
    cells->ascii = ascii;
    cells->cell = g_new0(NxCell, MAX(rows * cols, 1));
    nx_cells_clear(cells);
    return cells;
}

void nx_cells_free(NxCells *cells)
{
    if (!cells)
        return;
    g_free(cells->cell);
    g_free(cells);
}

static void blank(NxCell *cell, NxLook look)
{
    *cell = (NxCell){.bytes = " ", .len = 1, .width = 1, .look = (guint8)look};
}

void nx_cells_clear(NxCells *cells)
{
    for (gsize i = 0; i < (gsize)cells->rows * cells->cols; i++)
        blank(&cells->cell[i], NX_LOOK_TEXT);
    cells->has_cursor = FALSE;
    cells->cursor_row = cells->cursor_col = 0;
}

static NxCell *cell_at(NxCells *cells, guint row, guint col)
{
    return &cells->cell[(gsize)row * cells->cols + col];
}

const NxCell *nx_cells_at(const NxCells *cells, guint row, guint col)
{
    g_assert(row < cells->rows && col < cells->cols);
    return &cells->cell[(gsize)row * cells->cols + col];
}

gboolean nx_cells_row_equal(const NxCells *a, const NxCells *b, guint row)
{
    if (a->cols != b->cols || row >= a->rows || row >= b->rows)
        return FALSE;
    for (guint col = 0; col < a->cols; col++) {
        const NxCell *x = nx_cells_at(a, row, col), *y = nx_cells_at(b, row, col);
        if (x->len != y->len || x->width != y->width || x->look != y->look || x->cursor != y->cursor ||
            memcmp(x->bytes, y->bytes, x->len) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Half a wide cluster must not stay behind when its other half is written over. */
static void tear(NxCells *cells, guint row, guint col)
{
    NxCell *cell = cell_at(cells, row, col);
    if (cell->width == 0 && col > 0)
        blank(cell_at(cells, row, col - 1), cell_at(cells, row, col - 1)->look);
    else if (cell->width == 2 && col + 1 < cells->cols)
        blank(cell_at(cells, row, col + 1), cell_at(cells, row, col + 1)->look);
}

static void set_cluster(NxCells *cells, guint row, guint col, const NxCluster *cluster, NxLook look)
{
    tear(cells, row, col);
    NxCell *cell = cell_at(cells, row, col);
    *cell = (NxCell){.len = cluster->len, .width = cluster->width, .look = (guint8)look};
    memcpy(cell->bytes, cluster->bytes, cluster->len);
    if (cluster->width == 2) {
        tear(cells, row, col + 1);
        *cell_at(cells, row, col + 1) = (NxCell){.look = (guint8)look};
    }
}

static guint room(const NxCells *cells, guint row, guint col, guint width)
{
    if (row >= cells->rows || col >= cells->cols)
        return 0;
    return MIN(width, cells->cols - col);
}

static gboolean is_plain(const char *text)
{
    for (; *text; text++) {
        if ((guchar)*text < 0x20 || (guchar)*text > 0x7e)
            return FALSE;
    }
    return TRUE;
}

static char *safe(const NxCells *cells, const char *text)
{
    return nx_safe_screen(text, -1, cells->ascii ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
}

static guint put_safe(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *text)
{
    guint used = 0;
    const char *at = text, *end = text + strlen(text);
    NxCluster cluster;
    while (used < width && nx_cluster_next(&at, end, &cluster)) {
        if (cluster.width == 0 || cluster.len == 0)
            continue;
        if (used + cluster.width > width)
            break;
        set_cluster(cells, row, col + used, &cluster, look);
        used += cluster.width;
    }
    return used;
}

guint nx_cells_put(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *text)
{
    width = room(cells, row, col, width);
    if (width == 0 || !text)
        return 0;
    if (is_plain(text))
        return put_safe(cells, row, col, width, look, text);
    g_autofree char *shown = safe(cells, text);
    return put_safe(cells, row, col, width, look, shown);
}

guint nx_cells_put_cut(NxCells *cells, guint row, guint col, guint width, guint keep_tail, NxLook look,
                       const char *text)
{
    width = room(cells, row, col, width);
    if (width == 0 || !text)
        return 0;
    g_autofree char *shown = safe(cells, text);
    if (nx_cells(shown, -1) <= width)
        return put_safe(cells, row, col, width, look, shown);
    guint ellipsis = cells->ascii ? 3 : 1;
    g_autofree char *cut = nx_cut(shown, width, keep_tail + ellipsis >= width ? 0 : keep_tail, cells->ascii);
    return put_safe(cells, row, col, width, look, cut);
}

void nx_cells_put_right(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *text)
{
    width = room(cells, row, col, width);
    if (width == 0 || !text)
        return;
    g_autofree char *shown = safe(cells, text);
    guint wide = nx_cells(shown, -1);
    if (wide <= width)
        put_safe(cells, row, col + width - wide, wide, look, shown);
    else
        put_safe(cells, row, col, width, look, shown);
}

guint nx_cells_printf(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *text = g_strdup_vprintf(format, ap);
    va_end(ap);
    return nx_cells_put(cells, row, col, width, look, text);
}

void nx_cells_fill(NxCells *cells, guint row, guint col, guint width, NxLook look, const char *cluster)
{
    width = room(cells, row, col, width);
    for (guint i = 0; i < width; i++)
        nx_cells_put(cells, row, col + i, 1, look, cluster);
}

void nx_cells_paint(NxCells *cells, guint row, guint col, guint width, NxLook look)
{
    width = room(cells, row, col, width);
    for (guint i = 0; i < width; i++)
        cell_at(cells, row, col + i)->look = (guint8)look;
}

void nx_cells_select(NxCells *cells, guint row, guint col, guint width)
{
    width = room(cells, row, col, width);
    for (guint i = 0; i < width; i++)
        cell_at(cells, row, col + i)->cursor = 1;
}

void nx_cells_cursor(NxCells *cells, guint row, guint col)
{
    if (cells->rows == 0 || cells->cols == 0)
        return;
    cells->cursor_row = MIN(row, cells->rows - 1);
    cells->cursor_col = MIN(col, cells->cols - 1);
    cells->has_cursor = TRUE;
}

const char *nx_symbol(gboolean ascii, NxSymbol symbol)
{
    static const char *const SYMBOLS[][2] = {
        [NX_SYMBOL_ELLIPSIS] = {"…", "..."}, [NX_SYMBOL_RULE] = {"─", "-"},  [NX_SYMBOL_SIDE] = {"│", "|"},
        [NX_SYMBOL_DOT] = {"·", "-"},        [NX_SYMBOL_CHECK] = {"✓", "="}, [NX_SYMBOL_PENDING] = {"…", "~"},
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(SYMBOLS) == NX_N_SYMBOLS);
    return SYMBOLS[symbol][ascii ? 1 : 0];
}

char *nx_bar(double share, guint width, gboolean ascii)
{
    static const char *const EIGHTHS[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    GString *bar = g_string_new(NULL);
    guint units = (guint)(CLAMP(share, 0, 1) * width * 8 + 0.5);
    for (guint i = 0; i < units / 8; i++)
        g_string_append(bar, ascii ? "#" : "█");
    if (!ascii)
        g_string_append(bar, EIGHTHS[units % 8]);
    else if (units % 8 >= 4 || (units > 0 && bar->len == 0))
        g_string_append_c(bar, '#');
    return g_string_free(bar, FALSE);
}

char *nx_spark(const guint *numbers, guint n, gboolean ascii)
{
    static const char *const LEVELS[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    guint most = 0;
    for (guint i = 0; i < n; i++)
        most = MAX(most, numbers[i]);
    GString *spark = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        guint64 scale = ascii ? 9 : 7;
        /* What is not nothing never looks like nothing. */
        guint level =
            most == 0 || numbers[i] == 0 ? 0 : MAX(1, (guint)(((guint64)numbers[i] * scale + most / 2) / most));
        if (ascii)
            g_string_append_printf(spark, "%u", level);
        else
            g_string_append(spark, LEVELS[level]);
    }
    return g_string_free(spark, FALSE);
}

char *nx_cells_text(const NxCells *cells)
{
    GString *text = g_string_new(NULL);
    for (guint row = 0; row < cells->rows; row++) {
        for (guint col = 0; col < cells->cols; col++) {
            const NxCell *cell = nx_cells_at(cells, row, col);
            g_string_append_len(text, cell->bytes, cell->len);
        }
        while (text->len > 0 && text->str[text->len - 1] == ' ')
            g_string_truncate(text, text->len - 1);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}
