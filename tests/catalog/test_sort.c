/* Radix sorts against plain comparison, on keys drawn with a fixed seed and on those that are hard. */
#include "catalog/sort.h"
#include <string.h>

typedef struct {
    guint32 row;
    gint64 number;
    const char *text;
    guint64 place;
    guint32 within;
    gboolean reverse;
} Row;

static gint by_number(gint64 a, gint64 b)
{
    return (a > b) - (a < b);
}

static gint by_place(const Row *a, const Row *b)
{
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return by_number(a->within, b->within);
}

static gint expected(gconstpointer x, gconstpointer y, gpointer has_text)
{
    const Row *a = x, *b = y;
    gboolean known = has_text ? a->text != NULL : a->number != 0, other = has_text ? b->text != NULL : b->number != 0;
    if (known != other)
        return known ? -1 : 1;
    gint order = !known ? 0 : has_text ? strcmp(a->text, b->text) : by_number(a->number, b->number);
    if (order != 0)
        return a->reverse ? -order : order;
    return by_place(a, b);
}

static GArray *sorted(const Row *rows, guint n, gboolean has_text, gboolean by_place_too)
{
    NxSorter *sorter = nx_sorter_new(n > 0 && rows[0].reverse, by_place_too);
    for (guint i = 0; i < n; i++) {
        if (has_text)
            nx_sorter_add_text(sorter, rows[i].row, rows[i].text);
        else
            nx_sorter_add_number(sorter, rows[i].row, rows[i].number);
        if (by_place_too)
            nx_sorter_place(sorter, rows[i].place, rows[i].within);
    }
    g_assert_cmpuint(nx_sorter_count(sorter), ==, n);
    GArray *list = nx_sorter_run(sorter, NULL);
    nx_sorter_free(sorter);
    return list;
}

/* Both ways round, with the rows in the order of their places and in another. */
static void assert_sorts(Row *rows, guint n, gboolean has_text)
{
    for (guint way = 0; way < 4; way++) {
        for (guint i = 0; i < n; i++) {
            rows[i].row = i * 3 + 1;
            rows[i].reverse = way & 1;
            rows[i].place = way & 2 ? (guint64)(i * 7919u % 1009u) << 31 : i;
            rows[i].within = way & 2 ? (n - i) % 5 : 0;
        }
        g_autofree Row *copy = g_memdup2(rows, n * sizeof *rows);
        g_autoptr(GArray) list = sorted(rows, n, has_text, way & 2);
        g_qsort_with_data(copy, (gint)n, sizeof *copy, expected, GUINT_TO_POINTER(has_text));
        g_assert_cmpuint(list->len, ==, n);
        for (guint i = 0; i < n; i++)
            g_assert_cmpuint(g_array_index(list, guint32, i), ==, copy[i].row);
    }
}

/* Few are put in order one by one, more by their bytes: both sides of that bound, and its own. */
static const guint SIZES[] = {0, 1, 2, 47, 48, 49, 3000};

static void numbers(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(13);
    for (guint s = 0; s < G_N_ELEMENTS(SIZES); s++) {
        g_autofree Row *rows = g_new0(Row, SIZES[s] + 1);
        for (guint i = 0; i < SIZES[s]; i++) {
            guint kind = (guint)g_rand_int_range(random, 0, 4);
            rows[i].number = kind == 0   ? 0
                             : kind == 1 ? g_rand_int_range(random, -3, 3)
                             : kind == 2 ? (gint64)((guint64)g_rand_int(random) << 32 | g_rand_int(random))
                                         : 1763719200 + g_rand_int_range(random, 0, 100000);
        }
        assert_sorts(rows, SIZES[s], FALSE);
    }
}

static void the_ends_of_numbers(void)
{
    static const gint64 ENDS[] = {G_MAXINT64, 1, G_MININT64, 0, -1, G_MAXINT64, G_MININT64 + 1, 256, 255};
    Row rows[G_N_ELEMENTS(ENDS)] = {0};
    for (guint i = 0; i < G_N_ELEMENTS(ENDS); i++)
        rows[i].number = ENDS[i];
    assert_sorts(rows, G_N_ELEMENTS(ENDS), FALSE);
}

/* Lengths around eight and sixteen bytes, beginnings in common, bytes above 127, and the same text at two places. */
static void texts(void)
{
    static const char *const BEGIN[] = {"", "a", "mail.dom", "mail.domain.exam", "\xc3\xa4rger", "zz"};
    g_autoptr(GRand) random = g_rand_new_with_seed(14);
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    for (guint s = 0; s < G_N_ELEMENTS(SIZES); s++) {
        g_autofree Row *rows = g_new0(Row, SIZES[s] + 1);
        for (guint i = 0; i < SIZES[s]; i++) {
            if (g_rand_int_range(random, 0, 8) == 0)
                continue; /* not known */
            gint number = g_rand_int_range(random, 0, 60);
            g_ptr_array_add(made, g_strdup_printf("%s%.*d", BEGIN[g_rand_int_range(random, 0, G_N_ELEMENTS(BEGIN))],
                                                  g_rand_int_range(random, 1, 12), number));
            rows[i].text = made->pdata[made->len - 1 - (guint)g_rand_int_range(random, 0, MIN((gint)made->len, 3))];
        }
        assert_sorts(rows, SIZES[s], TRUE);
    }
}

/* Who sends bounces may choose texts that differ at their ends alone. */
static void long_texts_that_differ_at_the_end(void)
{
    enum { N = 200, LENGTH = 4000 };
    Row rows[N] = {0};
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < N; i++) {
        char *text = g_strnfill(LENGTH + i % 9, 'x');
        text[LENGTH - 1 - i % 3] = (char)('a' + i * 7 % 26);
        g_ptr_array_add(made, text);
        rows[i].text = text;
    }
    assert_sorts(rows, N, TRUE);
}

/* Without a key the place is one, and its ties are what stands within. */
static void places_alone(void)
{
    for (gint reverse = 0; reverse < 2; reverse++) {
        NxSorter *sorter = nx_sorter_new(reverse, TRUE);
        static const struct {
            guint64 place;
            guint32 within;
        } PLACES[] = {{5, 1}, {5, 0}, {G_MAXUINT64, 0}, {0, 7}, {0, 2}};
        static const guint32 ORDER[] = {4, 3, 1, 0, 2};
        for (guint i = 0; i < G_N_ELEMENTS(PLACES); i++) {
            nx_sorter_add(sorter, i);
            nx_sorter_place(sorter, PLACES[i].place, PLACES[i].within);
        }
        g_autoptr(GArray) list = nx_sorter_run(sorter, NULL);
        for (guint i = 0; i < list->len; i++)
            g_assert_cmpuint(g_array_index(list, guint32, i), ==, ORDER[reverse ? list->len - 1 - i : i]);
        nx_sorter_free(sorter);
    }
}

static void what_is_stopped_gives_all_rows_all_the_same(void)
{
    NxSorter *sorter = nx_sorter_new(FALSE, FALSE);
    gint stop = 1;
    for (guint i = 0; i < 1000; i++)
        nx_sorter_add_number(sorter, i, 1000 - i);
    g_autoptr(GArray) list = nx_sorter_run(sorter, &stop);
    g_assert_cmpuint(list->len, ==, 1000);
    g_assert_cmpuint(g_array_index(list, guint32, 0), ==, 0);
    nx_sorter_free(sorter);
    nx_sorter_free(nx_sorter_new(FALSE, TRUE)); /* never run */
    nx_sorter_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sort/numbers", numbers);
    g_test_add_func("/sort/the ends of numbers", the_ends_of_numbers);
    g_test_add_func("/sort/texts", texts);
    g_test_add_func("/sort/long texts that differ at the end", long_texts_that_differ_at_the_end);
    g_test_add_func("/sort/places alone", places_alone);
    g_test_add_func("/sort/what is stopped gives all rows all the same", what_is_stopped_gives_all_rows_all_the_same);
    return g_test_run();
}
