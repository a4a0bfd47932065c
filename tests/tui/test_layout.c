/* What stands where at each size, on its bounds. */
#include "tui/layout.h"
#include <nixie/error.h>

static gboolean overlap(const NxRect *a, const NxRect *b)
{
    return a->rows > 0 && b->rows > 0 && a->row < b->row + b->rows && b->row < a->row + a->rows &&
           a->col < b->col + b->cols && b->col < a->col + a->cols;
}

static void places_never_overlap(void)
{
    for (guint rows = 0; rows <= 80; rows++) {
        for (guint cols = 0; cols <= 220; cols++) {
            NxFrame frame;
            nx_frame_make(rows, cols, &frame);
            if (rows < 4 || cols < 20) {
                g_assert_cmpint(frame.shape, ==, NX_SHAPE_SMALL);
                continue;
            }
            const NxRect *places[] = {&frame.title,  &frame.list, &frame.detail,
                                      &frame.status, &frame.keys, &frame.message};
            for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
                g_assert_cmpuint(places[i]->row + places[i]->rows, <=, rows);
                g_assert_cmpuint(places[i]->col + places[i]->cols, <=, cols);
                for (guint j = i + 1; j < G_N_ELEMENTS(places); j++)
                    g_assert_false(overlap(places[i], places[j]));
            }
            g_assert_cmpuint(frame.list.rows, >=, 1);
        }
    }
}

static void the_detail_stands_where_there_is_room(void)
{
    static const struct {
        guint rows, cols;
        NxShape shape;
    } SHAPES[] = {
        {36, 140, NX_SHAPE_BESIDE}, {30, 140, NX_SHAPE_BESIDE}, {36, 139, NX_SHAPE_BELOW}, {30, 100, NX_SHAPE_BELOW},
        {29, 140, NX_SHAPE_ONE},    {30, 99, NX_SHAPE_ONE},     {24, 80, NX_SHAPE_ONE},    {24, 79, NX_SHAPE_NARROW},
        {4, 20, NX_SHAPE_NARROW},   {3, 20, NX_SHAPE_SMALL},    {4, 19, NX_SHAPE_SMALL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(SHAPES); i++) {
        NxFrame frame;
        nx_frame_make(SHAPES[i].rows, SHAPES[i].cols, &frame);
        g_test_message("%u rows, %u columns", SHAPES[i].rows, SHAPES[i].cols);
        g_assert_cmpint(frame.shape, ==, SHAPES[i].shape);
        g_assert_cmpint(frame.detail.rows > 0, ==, SHAPES[i].shape >= NX_SHAPE_BELOW);
    }
}

/* 0: not shown. */
static guint width_of(const NxColumns *columns, const char *name)
{
    for (guint i = 0; i < columns->n; i++)
        if (g_str_equal(nx_column_name(&columns->column[i]), name))
            return columns->column[i].width;
    return 0;
}

static void columns_fit_and_stand_in_order(void)
{
    for (guint width = 20; width <= 400; width++) {
        for (guint number = 1; number <= 10000000; number *= 10) {
            NxColumns columns;
            NxColumnNeeds needs = {.number = number};
            nx_columns_make(width, &needs, nx_columns_parse(NULL, NULL), &columns);
            guint end = 0;
            for (guint i = 0; i < columns.n; i++) {
                g_assert_cmpuint(columns.column[i].width, >, 0);
                g_assert_cmpuint(columns.column[i].at, >=, end);
                end = columns.column[i].at + columns.column[i].width;
            }
            g_assert_cmpuint(end, <=, MAX(width, 24));
            g_assert_cmpuint(width_of(&columns, "recipient"), >=, 6);
        }
    }
}

static void columns_give_way_in_order(void)
{
    gboolean mta = FALSE, reason = FALSE, date = FALSE;
    for (guint width = 80; width <= 200; width++) {
        NxColumns columns;
        const NxColumnNeeds needs = {.number = 999};
        nx_columns_make(width, &needs, nx_columns_parse("", NULL), &columns);
        /* What has come with more room never goes with still more; the MTA comes after the reason, and that after the
         * date. */
        g_assert_true(!mta || width_of(&columns, "mta") > 0);
        g_assert_true(!reason || width_of(&columns, "reason") > 0);
        g_assert_true(!date || width_of(&columns, "date") > 0);
        mta = width_of(&columns, "mta") > 0;
        reason = width_of(&columns, "reason") > 0;
        date = width_of(&columns, "date") > 0;
        g_assert_true(!mta || reason);
        g_assert_true(!reason || date);
    }
    g_assert_true(mta);
}

/* The place of a column among all of them. */
static guint place_of(const char *name)
{
    NxColumns all;
    nx_columns_list(&all);
    for (guint i = 0; i < all.n; i++)
        if (g_str_equal(nx_column_name(&all.column[i]), name))
            return i;
    g_assert_not_reached();
}

static void columns_are_as_wide_as_what_stands_in_them(void)
{
    NxColumns columns;
    NxColumnNeeds needs = {.number = 99};
    needs.cells[place_of("mta")] = 17;
    needs.cells[place_of("reason")] = 9;
    needs.cells[place_of("recipient")] = 28;
    nx_columns_make(120, &needs, nx_columns_parse(NULL, NULL), &columns);
    g_assert_cmpuint(width_of(&columns, "mta"), ==, 17);
    g_assert_cmpuint(width_of(&columns, "reason"), ==, 12); /* "user unknown" is read whole */
    g_assert_cmpuint(width_of(&columns, "do"), ==, 3);
    needs.cells[place_of("mta")] = 1000;
    nx_columns_make(200, &needs, nx_columns_parse(NULL, NULL), &columns);
    g_assert_cmpuint(width_of(&columns, "mta"), ==, 40);
}

static void beside_the_detail_texts_are_cut_before_columns_go(void)
{
    NxColumns columns;
    NxColumnNeeds needs = {.number = 99999};
    needs.cells[place_of("mta")] = needs.cells[place_of("reason")] = needs.cells[place_of("recipient")] = 60;
    nx_columns_make(96, &needs, nx_columns_parse(NULL, NULL), &columns);
    g_assert_cmpuint(width_of(&columns, "mta"), ==, 0);
    needs.is_beside = TRUE;
    nx_columns_make(96, &needs, nx_columns_parse(NULL, NULL), &columns);
    g_assert_cmpuint(width_of(&columns, "mta"), >=, 12);
    g_assert_cmpuint(width_of(&columns, "reason"), >=, 12);
    g_assert_cmpuint(width_of(&columns, "recipient"), >=, 22);
    g_assert_cmpuint(columns.column[columns.n - 1].at + columns.column[columns.n - 1].width, <=, 96);
}

static void wanted_columns_are_chosen(void)
{
    NxColumns columns;
    NxProblems *problems = nx_problems_new();
    const NxColumnNeeds needs = {.number = 99};
    nx_columns_make(120, &needs, nx_columns_parse("status recipient colour", problems), &columns);
    g_assert_cmpuint(width_of(&columns, "status"), >, 0);
    g_assert_cmpuint(width_of(&columns, "recipient"), >, 60);
    g_assert_cmpuint(width_of(&columns, "mta"), ==, 0);
    g_assert_cmpuint(nx_problems_count(problems), ==, 1);
    nx_columns_make(60, &needs, nx_columns_parse("class", problems), &columns);
    g_assert_cmpuint(width_of(&columns, "class"), >, 0);
    g_assert_cmpuint(width_of(&columns, "status"), ==, 0);
    g_assert_cmpuint(width_of(&columns, "mark"), >, 0);
    g_assert_cmpuint(width_of(&columns, "recipient"), >, 40);
    nx_problems_free(problems);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/layout/at no size do two places overlap or leave the window", places_never_overlap);
    g_test_add_func("/tui/layout/the detail stands where there is room", the_detail_stands_where_there_is_room);
    g_test_add_func("/tui/layout/at every width the columns fit and stand in order", columns_fit_and_stand_in_order);
    g_test_add_func("/tui/layout/columns give way in order", columns_give_way_in_order);
    g_test_add_func("/tui/layout/columns are as wide as what stands in them",
                    columns_are_as_wide_as_what_stands_in_them);
    g_test_add_func("/tui/layout/beside the detail texts are cut before columns go",
                    beside_the_detail_texts_are_cut_before_columns_go);
    g_test_add_func("/tui/layout/the configuration chooses columns", wanted_columns_are_chosen);
    return g_test_run();
}
