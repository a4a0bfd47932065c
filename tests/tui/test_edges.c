/* The bounds of what is placed on a screen: panes, columns, lines of text, what is scrolled, marked and cut. */
#include "tui/layout.h"
#include "tui/rich_text.h"
#include "tui/view.h"

/* ---- Panes and columns ------------------------------------------------------------------------------------------- */

static void assert_rect(const NxRect *place, const guint expected[4])
{
    g_assert_cmpuint(place->rows, ==, expected[2]);
    if (expected[2] == 0) /* it is not there */
        return;
    g_assert_cmpuint(place->row, ==, expected[0]);
    g_assert_cmpuint(place->col, ==, expected[1]);
    g_assert_cmpuint(place->cols, ==, expected[3]);
}

static void each_pane_has_its_place(void)
{
    static const struct {
        guint rows, cols;
        guint list[4], detail[4], status[4], keys[4]; /* row, column, rows, columns */
    } FRAMES[] = {
        {30, 140, {1, 0, 26, 96}, {1, 97, 26, 43}, {27, 0, 1, 140}, {28, 0, 1, 140}},
        {36, 168, {1, 0, 32, 96}, {1, 97, 32, 71}, {33, 0, 1, 168}, {34, 0, 1, 168}},
        {36, 200, {1, 0, 32, 128}, {1, 129, 32, 71}, {33, 0, 1, 200}, {34, 0, 1, 200}},
        {30, 100, {1, 0, 12, 100}, {14, 0, 14, 100}, {13, 0, 1, 100}, {28, 0, 1, 100}},
        {60, 100, {1, 0, 37, 100}, {39, 0, 19, 100}, {38, 0, 1, 100}, {58, 0, 1, 100}}, /* the list gets what is more */
        {24, 80, {1, 0, 21, 80}, {0}, {22, 0, 1, 80}, {0}},
        {7, 80, {1, 0, 4, 80}, {0}, {5, 0, 1, 80}, {0}},
        {6, 80, {1, 0, 4, 80}, {0}, {0}, {0}}, /* four lines are for the list alone */
        {6, 79, {1, 0, 3, 79}, {0}, {4, 0, 1, 79}, {0}},
        {5, 79, {1, 0, 3, 79}, {0}, {0}, {0}},
    };
    for (guint i = 0; i < G_N_ELEMENTS(FRAMES); i++) {
        NxFrame frame;
        g_test_message("%u rows, %u columns", FRAMES[i].rows, FRAMES[i].cols);
        nx_frame_make(FRAMES[i].rows, FRAMES[i].cols, &frame);
        assert_rect(&frame.list, FRAMES[i].list);
        assert_rect(&frame.detail, FRAMES[i].detail);
        assert_rect(&frame.status, FRAMES[i].status);
        assert_rect(&frame.keys, FRAMES[i].keys);
        assert_rect(&frame.title, (const guint[]){0, 0, 1, FRAMES[i].cols});
        assert_rect(&frame.message, (const guint[]){FRAMES[i].rows - 1, 0, 1, FRAMES[i].cols});
    }
}

/* "name at+width" of each column. */
static char *columns_text(guint width, guint number, const char *wanted)
{
    NxColumns columns;
    GString *text = g_string_new(NULL);
    NxColumnNeeds needs = {.number = number};
    nx_columns_make(width, &needs, nx_columns_parse(wanted, NULL), &columns);
    for (guint i = 0; i < columns.n; i++)
        g_string_append_printf(text, "%s%s %u+%u", i > 0 ? ", " : "", nx_column_name(&columns.column[i]),
                               columns.column[i].at, columns.column[i].width);
    return g_string_free(text, FALSE);
}

static void each_column_has_its_width(void)
{
    static const struct {
        guint width, number;
        const char *wanted, *text;
    } CASES[] = {
        {120, 999, NULL,
         "mark 0+4, do 5+3, number 8+3, date 13+5, status 20+7, class 28+6, reason 36+16, recipient 54+34, mta 90+24, "
         "seen 115+5"},
        {119, 999, NULL, /* one cell less, and the MTA's go to the recipient */
         "mark 0+4, do 5+3, number 8+3, date 13+5, status 20+7, class 28+6, reason 36+16, recipient 54+59, seen 114+5"},
        {120, 1000, NULL, /* and so where a number has a digit more */
         "mark 0+4, do 5+3, number 8+4, date 14+5, status 21+7, class 29+6, reason 37+16, recipient 55+59, seen 115+5"},
        {129, 9, NULL, /* a third of what is over goes to the MTA */
         "mark 0+4, do 5+3, number 8+3, date 13+5, status 20+7, class 28+6, reason 36+16, recipient 54+40, mta 96+27, "
         "seen 124+5"},
        {130, 9, NULL, /* the year */
         "mark 0+4, do 5+3, number 8+3, date 13+10, status 25+7, class 33+6, reason 41+16, recipient 59+38, mta 99+25, "
         "seen 125+5"},
        {203, 9, NULL, /* an MTA needs no more than 40 */
         "mark 0+4, do 5+3, number 8+3, date 13+10, status 25+7, class 33+6, reason 41+16, recipient 59+96, mta "
         "157+40, seen 198+5"},
        {79, 9, NULL, "mark 0+3, number 3+3, status 7+6, class 14+2, recipient 17+62"},
        {23, 9, NULL, "mark 0+3, number 3+3, status 7+6, class 14+2, recipient 17+6"},
        {22, 9, NULL, "mark 0+3, number 3+3, class 7+2, recipient 10+12"},
        {80, 9, "class,DATE;status\tmta",
         "mark 0+4, do 5+3, number 8+3, date 13+5, status 20+7, class 28+6, recipient 36+44"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = columns_text(CASES[i].width, CASES[i].number, CASES[i].wanted);
        g_test_message("%u cells, number %u", CASES[i].width, CASES[i].number);
        g_assert_cmpstr(text, ==, CASES[i].text);
    }
}

/* ---- Lines of text ----------------------------------------------------------------------------------------------- */

/* Lines joined by '|'. */
static char *lines_of(const NxRichText *page)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < nx_rich_text_lines(page); i++) {
        g_autofree char *line = nx_rich_text_line_text(page, i);
        g_string_append_printf(text, "%s|", line);
    }
    return g_string_free(text, FALSE);
}

static void lines_are_as_long_as_may_be(void)
{
    static const struct {
        guint width, indent;
        const char *text, *lines;
    } CASES[] = {
        {7, 0, "one two", "one two|"},
        {6, 0, "one two", "one|two|"},
        {10, 2, "one two three four", "one two|  three|  four|"},
        {10, 3, "one two three four", "one two|three four|"}, /* too narrow to hang anything */
        {10, 2, "one abcdefgh x", "one|  abcdefgh|  x|"},
        {10, 2, "one abcdefghi x", "one abcdef|  ghi x|"}, /* a word that fits on no line begins on this one */
        {5, 0, "abcdefghij", "abcde|fghij|"},
        {10, 0, " a  b", " a  b|"},
        {10, 0, "", "|"},
        {10, 0, NULL, "|"},
        {9, 0, "a日本語の", "a日本語の|"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRichText *page = nx_rich_text_new(CASES[i].width, FALSE);
        nx_rich_text_wrap(page, NX_LOOK_TEXT, CASES[i].indent, CASES[i].text);
        nx_rich_text_end(page);
        g_autofree char *lines = lines_of(page);
        g_assert_cmpstr(lines, ==, CASES[i].lines);
        g_assert_cmpuint(nx_rich_text_width(page), ==, CASES[i].width);
        nx_rich_text_free(page);
    }
}

static void texts_stand_beside_each_other(void)
{
    NxRichText *page = nx_rich_text_new(3, FALSE);
    nx_rich_text_wrap(page, NX_LOOK_TEXT, 0, "ab ");
    nx_rich_text_put(page, NX_LOOK_TEXT, "c"); /* the blank that ended a text stands before what comes next */
    nx_rich_text_end(page);
    nx_rich_text_wrap(page, NX_LOOK_TEXT, 0, "abc ");
    nx_rich_text_put(page, NX_LOOK_TEXT, NULL);
    nx_rich_text_put(page, NX_LOOK_TEXT, "c"); /* but for one that has no place */
    nx_rich_text_end(page);
    nx_rich_text_tab(page, 0);
    nx_rich_text_put(page, NX_LOOK_TEXT, "ab");
    nx_rich_text_tab(page, 3);
    nx_rich_text_put(page, NX_LOOK_TEXT, "c");
    nx_rich_text_tab(page, 4); /* taken: one blank */
    nx_rich_text_put(page, NX_LOOK_TEXT, "d");
    nx_rich_text_tab(page, 0);
    nx_rich_text_put(page, NX_LOOK_TEXT, "e");
    nx_rich_text_end(page);
    g_autofree char *lines = lines_of(page), *beyond = nx_rich_text_line_text(page, 3);
    g_assert_cmpstr(lines, ==, "ab c|abcc|ab c de|");
    g_assert_cmpstr(beyond, ==, "");
    g_assert_null(nx_rich_text_line(page, 3));
    nx_rich_text_free(page);
    nx_rich_text_free(NULL);
}

static void marks_begin_and_end_where_they_should(void)
{
    static const struct {
        guint at, len;
        const char *marked;
    } CASES[] = {
        {0, 4, "user"}, {5, 7, "unknown"}, {5, 8, ""}, {11, 1, "n"}, {12, 1, ""}, {0, 12, "user unknown"}, {4, 0, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRichText *page = nx_rich_text_new(40, FALSE);
        GString *marked = g_string_new(NULL);
        nx_rich_text_wrap_marked(page, NX_LOOK_TEXT, 0, "user unknown", CASES[i].at, CASES[i].len, NX_LOOK_EVIDENCE);
        nx_rich_text_end(page);
        const GArray *line = nx_rich_text_line(page, 0);
        for (guint s = 0; s < line->len; s++)
            if (g_array_index(line, NxRichTextSpan, s).look == NX_LOOK_EVIDENCE)
                g_string_append(marked, g_array_index(line, NxRichTextSpan, s).text);
        g_autofree char *lines = lines_of(page);
        g_assert_cmpstr(marked->str, ==, CASES[i].marked);
        g_assert_cmpstr(lines, ==, "user unknown|");
        g_string_free(marked, TRUE);
        nx_rich_text_free(page);
    }
}

static void a_text_is_drawn_in_its_area_alone(void)
{
    NxRichText *page = nx_rich_text_new(20, FALSE);
    static const char *const NAMES[] = {"first", "second", "third", "fourth"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        nx_rich_text_put_link(page, NX_LOOK_LINK, "ab", "x");
        nx_rich_text_tab(page, 3);
        nx_rich_text_put_link(page, NX_LOOK_LINK, NAMES[i], NAMES[i]);
        nx_rich_text_tab(page, 12);
        nx_rich_text_put(page, NX_LOOK_TEXT, "y"); /* outside */
        nx_rich_text_end(page);
    }
    NxCells *cells = nx_cells_new(4, 20, FALSE);
    nx_rich_text_draw(page, 1, 5, cells, &(NxRect){1, 2, 2, 6});
    g_autofree char *text = nx_cells_text(cells);
    g_assert_cmpstr(text, ==, "\n  ab sec\n  ab thi\n\n");
    for (guint row = 0; row < 4; row++)
        for (guint col = 0; col < 20; col++) /* the sixth link, as far as it is drawn */
            g_assert_cmpint(nx_cells_at(cells, row, col)->cursor, ==, row == 2 && col >= 5 && col < 8);
    nx_cells_clear(cells);
    nx_rich_text_draw(page, 3, G_MAXUINT, cells, &(NxRect){0, 0, 4, 12}); /* fewer lines than rows, and no link */
    g_autofree char *last = nx_cells_text(cells);
    g_assert_cmpstr(last, ==, "ab fourth\n\n\n\n");
    for (guint col = 0; col < 20; col++)
        g_assert_false(nx_cells_at(cells, 0, col)->cursor);
    nx_cells_free(cells);
    nx_rich_text_free(page);
}

/* ---- Scrolled, marked -------------------------------------------------------------------------------------------- */

static void what_is_selected_is_shown(void)
{
    static const struct {
        guint top, height, position, lines, wanted;
    } CASES[] = {
        {0, 5, 4, 10, 0}, {0, 5, 5, 10, 1}, {3, 5, 3, 10, 3}, {3, 5, 2, 10, 2}, {9, 5, 9, 10, 5},
        {2, 5, 2, 5, 0},  {2, 5, 2, 6, 1},  {2, 5, 0, 0, 0},  {7, 0, 3, 10, 7},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxView view = {.top = CASES[i].top, .height = CASES[i].height};
        nx_view_reveal(&view, CASES[i].position, CASES[i].lines);
        g_assert_cmpuint(view.top, ==, CASES[i].wanted);
    }
}

static void a_letter_tells_what_was_decided(void)
{
    static const char *const LETTERS[NX_N_DECISIONS] = {
        [NX_DECISION_NONE] = "  ", [NX_DECISION_SUPPRESS] = "Ss", [NX_DECISION_RETRY] = "Rr",
        [NX_DECISION_HOLD] = "Hh", [NX_DECISION_IGNORE] = "Ii",
    };
    for (guint i = 0; i < NX_N_DECISIONS; i++) {
        g_autofree char *both =
            g_strconcat(nx_view_letter((NxDecision)i, FALSE), nx_view_letter((NxDecision)i, TRUE), NULL);
        g_assert_cmpstr(both, ==, LETTERS[i]);
    }
}

static void found_words_are_painted_where_they_stand(void)
{
    NxCells *cells = nx_cells_new(3, 8, FALSE);
    for (guint row = 0; row < 3; row++)
        nx_cells_put(cells, row, 0, 8, NX_LOOK_TEXT, "abABabab");
    nx_view_highlight(cells, &(NxRect){1, 1, 1, 5}, "");
    g_assert_cmpint(nx_cells_at(cells, 1, 2)->look, ==, NX_LOOK_TEXT);
    nx_view_highlight(cells, &(NxRect){1, 1, 1, 5}, "Ab"); /* "bABab" */
    for (guint row = 0; row < 3; row++)
        for (guint col = 0; col < 8; col++)
            g_assert_cmpint(nx_cells_at(cells, row, col)->look, ==,
                            row == 1 && col >= 2 && col < 6 ? NX_LOOK_MATCH : NX_LOOK_TEXT);
    nx_view_highlight(cells, &(NxRect){2, 6, 5, 9}, "ab"); /* an area that leaves the grid */
    g_assert_cmpint(nx_cells_at(cells, 2, 7)->look, ==, NX_LOOK_MATCH);
    g_assert_cmpint(nx_cells_at(cells, 2, 5)->look, ==, NX_LOOK_TEXT);
    nx_cells_free(cells);
    g_assert_true(nx_matches("Der GARTEN", "garten"));
    g_assert_false(nx_matches("Der Garte", "garten"));
    g_assert_false(nx_matches(NULL, "garten"));
}

/* ---- Cells ------------------------------------------------------------------------------------------------------- */

static void rows_differ_in_what_is_seen(void)
{
    NxCells *a = nx_cells_new(2, 6, FALSE), *b = nx_cells_new(2, 6, FALSE), *wide = nx_cells_new(2, 7, FALSE),
            *low = nx_cells_new(1, 6, FALSE);
    g_assert_true(nx_cells_row_equal(a, b, 1));
    g_assert_false(nx_cells_row_equal(a, b, 2));
    g_assert_false(nx_cells_row_equal(a, wide, 0));
    g_assert_true(nx_cells_row_equal(a, low, 0));
    g_assert_false(nx_cells_row_equal(a, low, 1));
    g_assert_false(nx_cells_row_equal(low, a, 1));
    nx_cells_put(a, 0, 5, 1, NX_LOOK_TEXT, "x"); /* the last cell */
    g_assert_false(nx_cells_row_equal(a, b, 0));
    nx_cells_put(b, 0, 5, 1, NX_LOOK_TEXT, "y");
    g_assert_false(nx_cells_row_equal(a, b, 0));
    nx_cells_put(b, 0, 5, 1, NX_LOOK_TEXT, "x");
    g_assert_true(nx_cells_row_equal(a, b, 0));
    nx_cells_paint(a, 0, 0, 1, NX_LOOK_MATCH);
    g_assert_false(nx_cells_row_equal(a, b, 0));
    nx_cells_clear(a);
    nx_cells_clear(b);
    nx_cells_select(a, 0, 0, 1);
    g_assert_false(nx_cells_row_equal(a, b, 0));
    NxCells *none = nx_cells_new(0, 0, FALSE);
    nx_cells_cursor(none, 0, 0);
    g_assert_false(none->has_cursor);
    g_clear_pointer(&none, nx_cells_free);
    nx_cells_free(none);
    nx_cells_free(low);
    nx_cells_free(wide);
    nx_cells_free(b);
    nx_cells_free(a);
}

static void what_is_cut_is_cut_at_its_place(void)
{
    NxCells *cells = nx_cells_new(8, 10, FALSE);
    nx_cells_put_cut(cells, 0, 0, 6, 2, NX_LOOK_TEXT, "abcdef"); /* fits */
    nx_cells_put_cut(cells, 1, 0, 6, 4, NX_LOOK_TEXT, "abcdefg");
    nx_cells_put_cut(cells, 2, 0, 5, 4, NX_LOOK_TEXT, "abcdefg"); /* no room for the end and a beginning */
    nx_cells_put_right(cells, 3, 0, 6, NX_LOOK_TEXT, "abc");
    nx_cells_put_right(cells, 4, 2, 6, NX_LOOK_TEXT, "abcdef");
    nx_cells_put_right(cells, 5, 0, 6, NX_LOOK_TEXT, "abcdefg");
    nx_cells_fill(cells, 6, 8, 5, NX_LOOK_STATUS, "-");
    nx_cells_put_right(cells, 7, 0, 6, NX_LOOK_TEXT, NULL);
    nx_cells_paint(cells, 7, 3, 2, NX_LOOK_MATCH);
    g_autofree char *text = nx_cells_text(cells);
    g_assert_cmpstr(text, ==, "abcdef\na…defg\nabcd…\n   abc\n  abcdef\nabcdef\n        --\n\n");
    for (guint col = 0; col < 10; col++) {
        g_assert_cmpint(nx_cells_at(cells, 7, col)->look, ==, col == 3 || col == 4 ? NX_LOOK_MATCH : NX_LOOK_TEXT);
        g_assert_cmpint(nx_cells_at(cells, 6, col)->look, ==, col >= 8 ? NX_LOOK_STATUS : NX_LOOK_TEXT);
    }
    nx_cells_free(cells);
}

static void bars_are_as_long_as_their_share(void)
{
    static const struct {
        double share;
        guint width;
        gboolean ascii;
        const char *bar;
    } CASES[] = {
        {0.125, 1, FALSE, "▏"}, {0.875, 1, FALSE, "▉"}, {1, 1, FALSE, "█"},    {0, 1, FALSE, ""},   {-1, 2, FALSE, ""},
        {0.75, 2, TRUE, "##"},  {0.69, 2, TRUE, "#"},   {0.125, 1, TRUE, "#"}, {0.05, 1, TRUE, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *bar = nx_bar(CASES[i].share, CASES[i].width, CASES[i].ascii);
        g_assert_cmpstr(bar, ==, CASES[i].bar);
    }
}

int main(int argc, char **argv)
{
    g_setenv("LC_ALL", "C.UTF-8", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/edges/each pane has its place", each_pane_has_its_place);
    g_test_add_func("/tui/edges/each column has its width", each_column_has_its_width);
    g_test_add_func("/tui/edges/lines are as long as may be", lines_are_as_long_as_may_be);
    g_test_add_func("/tui/edges/texts stand beside each other", texts_stand_beside_each_other);
    g_test_add_func("/tui/edges/marks begin and end where they should", marks_begin_and_end_where_they_should);
    g_test_add_func("/tui/edges/a text is drawn in its area alone", a_text_is_drawn_in_its_area_alone);
    g_test_add_func("/tui/edges/what is selected is shown", what_is_selected_is_shown);
    g_test_add_func("/tui/edges/a letter tells what was decided", a_letter_tells_what_was_decided);
    g_test_add_func("/tui/edges/found words are painted where they stand", found_words_are_painted_where_they_stand);
    g_test_add_func("/tui/edges/rows differ in what is seen", rows_differ_in_what_is_seen);
    g_test_add_func("/tui/edges/what is cut is cut at its place", what_is_cut_is_cut_at_its_place);
    g_test_add_func("/tui/edges/bars are as long as their share", bars_are_as_long_as_their_share);
    return g_test_run();
}
