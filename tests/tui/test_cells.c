/* Nothing that is put into cells shifts or widens them. */
#include "tui/terminal/cells.h"

static void check_row(const NxCells *cells, guint row, const char *expected)
{
    g_autofree char *text = nx_cells_text(cells);
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
    g_assert_cmpstr(rows[row], ==, expected);
}

static void text_is_clipped(void)
{
    NxCells *cells = nx_cells_new(2, 10, FALSE);
    g_assert_cmpuint(nx_cells_put(cells, 0, 7, 20, NX_LOOK_TEXT, "abcdef"), ==, 3);
    g_assert_cmpuint(nx_cells_put(cells, 1, 0, 4, NX_LOOK_TEXT, "abcdef"), ==, 4);
    g_assert_cmpuint(nx_cells_put(cells, 2, 0, 4, NX_LOOK_TEXT, "abcdef"), ==, 0);
    g_assert_cmpuint(nx_cells_put(cells, 0, 10, 4, NX_LOOK_TEXT, "abcdef"), ==, 0);
    check_row(cells, 0, "       abc");
    check_row(cells, 1, "abcd");
    nx_cells_free(cells);
}

static void nothing_stands_outside_the_grid(void)
{
    NxCells *cells = nx_cells_new(3, 10, FALSE);
    g_assert_cmpuint(nx_cells_put(cells, 0, 0, 5, NX_LOOK_TEXT, NULL), ==, 0);
    g_assert_cmpuint(nx_cells_put_cut(cells, 0, 0, 5, 0, NX_LOOK_TEXT, NULL), ==, 0);
    nx_cells_cursor(cells, 2, 9);
    g_assert_cmpuint(cells->cursor_row, ==, 2);
    g_assert_cmpuint(cells->cursor_col, ==, 9);
    nx_cells_cursor(cells, 3, 10);
    g_assert_cmpuint(cells->cursor_row, ==, 2);
    g_assert_cmpuint(cells->cursor_col, ==, 9);
    nx_cells_select(cells, 1, 8, 20);
    g_assert_true(nx_cells_at(cells, 1, 9)->cursor);
    g_assert_false(nx_cells_at(cells, 1, 7)->cursor);
    g_assert_false(nx_cells_at(cells, 2, 0)->cursor);
    nx_cells_free(cells);
}

static void wide_characters_are_never_halved(void)
{
    NxCells *cells = nx_cells_new(1, 6, FALSE);
    g_assert_cmpuint(nx_cells_put(cells, 0, 0, 5, NX_LOOK_TEXT, "日本語"), ==, 4);
    check_row(cells, 0, "日本");
    nx_cells_put(cells, 0, 1, 1, NX_LOOK_TEXT, "x"); /* over the right half of the first */
    check_row(cells, 0, " x本");
    nx_cells_put(cells, 0, 2, 1, NX_LOOK_TEXT, "y"); /* over the left half of the second */
    check_row(cells, 0, " xy");
    nx_cells_put(cells, 0, 0, 4, NX_LOOK_TEXT, "日本");
    nx_cells_put(cells, 0, 1, 2, NX_LOOK_TEXT, "語"); /* over a half of both */
    check_row(cells, 0, " 語");
    g_assert_cmpstr(nx_cells_at(cells, 0, 3)->bytes, ==, " ");
    g_assert_cmpuint(nx_cells_put(cells, 0, 5, 4, NX_LOOK_TEXT, "語"), ==, 0);
    nx_cells_free(cells);
}

static void hostile_text_stays_in_its_place(void)
{
    static const char *const HOSTILE[] = {
        "\033[2J\033[Hgone", "a\u202Eb\u202C",  "a\u0300\u0300\u0300\u0300\u0300\u0300\u0300\u0300\u0300b",
        "\302\23331mred",    "zero\u200Bwidth", "\u0301mark",
        "tab\tand\nline"};
    for (guint i = 0; i < G_N_ELEMENTS(HOSTILE); i++) {
        NxCells *cells = nx_cells_new(1, 40, FALSE);
        nx_cells_put(cells, 0, 0, 20, NX_LOOK_TEXT, HOSTILE[i]);
        for (guint col = 20; col < 40; col++)
            g_assert_cmpstr(nx_cells_at(cells, 0, col)->bytes, ==, " ");
        for (guint col = 0; col < 20; col++) {
            const NxCell *cell = nx_cells_at(cells, 0, col);
            g_assert_cmpint(g_utf8_validate(cell->bytes, cell->len, NULL), ==, TRUE);
            for (guint b = 0; b < cell->len; b++)
                g_assert_cmpuint((guchar)cell->bytes[b], >=, 0x20);
        }
        nx_cells_free(cells);
    }
}

static void ascii_cells_hold_nothing_else(void)
{
    NxCells *cells = nx_cells_new(1, 40, TRUE);
    nx_cells_put_cut(cells, 0, 0, 12, 4, NX_LOOK_TEXT, "作者@例え.jp and more than fits");
    for (guint col = 0; col < 40; col++)
        g_assert_cmpuint((guchar)nx_cells_at(cells, 0, col)->bytes[0], <, 0x7f);
    nx_cells_free(cells);
}

static void a_cut_text_keeps_its_end(void)
{
    NxCells *cells = nx_cells_new(1, 40, FALSE);
    g_assert_cmpuint(nx_cells_put_cut(cells, 0, 0, 20, 12, NX_LOOK_TEXT, "a-long-local-part@orchard.test"), ==, 20);
    check_row(cells, 0, "a-long-…orchard.test");
    nx_cells_free(cells);
}

static void bars_are_in_eighths(void)
{
    g_autofree char *half = nx_bar(0.5, 4, FALSE), *little = nx_bar(0.01, 10, TRUE), *all = nx_bar(7, 3, TRUE),
                    *none = nx_bar(0, 3, TRUE);
    g_assert_cmpstr(half, ==, "██");
    g_assert_cmpstr(little, ==, "#"); /* what is there is seen */
    g_assert_cmpstr(all, ==, "###");
    g_assert_cmpstr(none, ==, "");
}

static void sparks_scale_to_the_largest(void)
{
    const guint numbers[] = {0, 1, 50, 100}, nothing[] = {0, 0};
    g_autofree char *spark = nx_spark(numbers, 4, FALSE), *digits = nx_spark(numbers, 4, TRUE),
                    *flat = nx_spark(nothing, 2, TRUE);
    g_assert_cmpstr(spark, ==, "▁▂▅█");
    g_assert_cmpstr(digits, ==, "0159");
    g_assert_cmpstr(flat, ==, "00");
}

int main(int argc, char **argv)
{
    g_setenv("LC_ALL", "C.UTF-8", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/cells/text is clipped to its place and to the grid", text_is_clipped);
    g_test_add_func("/tui/cells/nothing stands outside the grid", nothing_stands_outside_the_grid);
    g_test_add_func("/tui/cells/wide characters are never halved", wide_characters_are_never_halved);
    g_test_add_func("/tui/cells/hostile text stays in its place", hostile_text_stays_in_its_place);
    g_test_add_func("/tui/cells/ASCII cells hold nothing else", ascii_cells_hold_nothing_else);
    g_test_add_func("/tui/cells/a cut address keeps its domain", a_cut_text_keeps_its_end);
    g_test_add_func("/tui/cells/bars are drawn in eighths", bars_are_in_eighths);
    g_test_add_func("/tui/cells/sparks scale to the largest day", sparks_scale_to_the_largest);
    return g_test_run();
}
