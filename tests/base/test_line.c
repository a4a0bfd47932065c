/* Lines of text, one by one and from the middle. */
#include "base/line.h"

static void test_walk(void)
{
    static const struct {
        const char *text, *lines[4];
    } cases[] = {
        {"", {NULL}},
        {"a", {"a", NULL}}, /* the last one may lack its LF */
        {"a\n", {"a", NULL}},
        {"\n", {"", NULL}},
        {"\n\na", {"", "", "a", NULL}},
        {"one\r\ntwo\n\n", {"one\r", "two", "", NULL}}, /* CR is no line end here */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        gsize n = 0;
        NxBytes rest = {cases[i].text, strlen(cases[i].text)}, line;
        for (; nx_line_next(&rest, &line); n++) {
            g_assert_nonnull(cases[i].lines[n]);
            g_assert_cmpmem(line.at, line.len, cases[i].lines[n], strlen(cases[i].lines[n]));
        }
        g_assert_null(cases[i].lines[n]);
        g_assert_true(rest.at == cases[i].text + strlen(cases[i].text));
    }
}

/* What is behind `len` is not looked at: neither the LF that ends the line there nor one further on. */
static void test_bound(void)
{
    NxBytes rest = {"one\ntwo\n", 3}, line;
    g_assert_true(nx_line_next(&rest, &line));
    g_assert_cmpuint(line.len, ==, 3);
    g_assert_false(nx_line_next(&rest, &line));
    g_assert_cmpuint(nx_line_end("one\ntwo\n", 3, 1), ==, 3);
    g_assert_cmpuint(nx_line_end("one two\n", 5, 1), ==, 5);
    g_assert_cmpuint(nx_line_behind("one two\n", 5, 1), ==, 5);
}

static void test_around(void)
{
    static const char text[] = "one\n\nthree";
    const gsize len = strlen(text);
    static const struct {
        gsize at, start, end, behind;
    } cases[] = {{0, 0, 3, 4},   {2, 0, 3, 4},   {3, 0, 3, 4},   {4, 4, 4, 5},
                 {5, 5, 10, 10}, {9, 5, 10, 10}, {10, 5, 10, 10}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpuint(nx_line_start(text, cases[i].at), ==, cases[i].start);
        g_assert_cmpuint(nx_line_end(text, len, cases[i].at), ==, cases[i].end);
        g_assert_cmpuint(nx_line_behind(text, len, cases[i].at), ==, cases[i].behind);
    }
    g_assert_cmpuint(nx_line_behind("a\n", 2, 0), ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/line/each line comes once, without its end, however the text ends", test_walk);
    g_test_add_func("/base/line/a walk ends where the text does, whatever stands behind it", test_bound);
    g_test_add_func("/base/line/the line around a place begins behind one LF and ends at the next", test_around);
    return g_test_run();
}
