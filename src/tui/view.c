/* What views share: letters of decisions, and words found in what is drawn. */
#include "tui/view.h"

void nx_view_reveal(NxView *view, guint position, guint lines)
{
    if (view->height == 0)
        return;
    if (position < view->top)
        view->top = position;
    if (position >= view->top + view->height)
        view->top = position - view->height + 1;
    guint most = lines > view->height ? lines - view->height : 0;
    view->top = MIN(view->top, most);
}

const char *nx_view_letter(NxDecision decision, gboolean handed_over)
{
    static const char *const LETTERS[][2] = {
        [NX_DECISION_NONE] = {" ", " "}, [NX_DECISION_SUPPRESS] = {"S", "s"}, [NX_DECISION_RETRY] = {"R", "r"},
        [NX_DECISION_HOLD] = {"H", "h"}, [NX_DECISION_IGNORE] = {"I", "i"},
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(LETTERS) == NX_N_DECISIONS);
    return LETTERS[decision][handed_over ? 1 : 0];
}

/* Both of ASCII, in which no letter is but one's other case. */
static gboolean holds_ascii(const char *text, const char *needle)
{
    char first = g_ascii_tolower(*needle);
    for (; *text; text++) {
        gsize i = 1;
        if (g_ascii_tolower(*text) != first)
            continue;
        while (needle[i] && g_ascii_tolower(text[i]) == g_ascii_tolower(needle[i]))
            i++;
        if (!needle[i])
            return TRUE;
    }
    return FALSE;
}

gboolean nx_matches(const char *text, const char *needle)
{
    if (!text)
        return FALSE;
    if (*needle && g_str_is_ascii(text) && g_str_is_ascii(needle))
        return holds_ascii(text, needle);
    g_autofree char *folded = g_utf8_casefold(text, -1), *sought = g_utf8_casefold(needle, -1);
    return strstr(folded, sought) != NULL;
}

/* One row of cells as folded text; `cols` gets the cell of each byte. */
static char *fold_row(const NxCells *cells, const NxRect *area, guint row, GArray *cols)
{
    GString *text = g_string_new(NULL);
    for (guint col = 0; col < area->cols && area->col + col < cells->cols; col++) {
        const NxCell *cell = nx_cells_at(cells, row, area->col + col);
        if (cell->width == 0)
            continue;
        g_autofree char *folded = g_utf8_casefold(cell->bytes, cell->len);
        g_string_append(text, folded);
        for (gsize i = 0; folded[i]; i++)
            g_array_append_val(cols, col);
    }
    return g_string_free(text, FALSE);
}

void nx_view_highlight(NxCells *cells, const NxRect *area, const char *needle)
{
    g_autofree char *sought = g_utf8_casefold(needle, -1);
    gsize len = strlen(sought);
    for (guint row = area->row; len > 0 && row < area->row + area->rows && row < cells->rows; row++) {
        g_autoptr(GArray) cols = g_array_new(FALSE, FALSE, sizeof(guint));
        g_autofree char *text = fold_row(cells, area, row, cols);
        for (const char *at = text; (at = strstr(at, sought)); at += len) {
            guint from = g_array_index(cols, guint, at - text),
                  to = g_array_index(cols, guint, at - text + (gssize)len - 1);
            nx_cells_paint(cells, row, area->col + from, to - from + 1, NX_LOOK_MATCH);
        }
    }
}
