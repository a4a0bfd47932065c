/* Amounts are read as people and programs write them, and a wording compares them. */
#include "judge/figure.h"
#include "judge/wording.h"
#include <string.h>

static void test_read(void)
{
    static const struct {
        const char *text;
        double value;
    } CASES[] = {
        {"14680064", 14680064},
        {"10,485,760 bytes", 10485760},
        {"10.485.760", 10485760},
        {"14.2 MB", 14.2 * 1024 * 1024},
        {"14,2MB", 14.2 * 1024 * 1024},
        {"1 kB", 1024},
        {"2 GiB", 2.0 * 1024 * 1024 * 1024},
        {"5 bytes", 5},
        {"0", 0},
        {"", 0},
        {"many", 0},
        {"7 .", 7},
        {"7.", 7},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].text);
        double value = nx_figure_read(CASES[i].text, strlen(CASES[i].text));
        g_assert_cmpfloat_with_epsilon(value, CASES[i].value, 0.5);
    }
    g_assert_cmpfloat(nx_figure_read("1234", 2), ==, 12); /* what is behind the end is not looked at */
    g_assert_cmpfloat(nx_figure_read("1,234", 2), ==, 1);
}

static gboolean matches(const char *pattern, const char *text, guint *at)
{
    NxWording *wording = nx_wording_new_trusted(pattern);
    NxCanonical canonical;
    guint len;
    nx_canonical_init(&canonical, text, strlen(text), NULL);
    gboolean found = nx_wording_match(wording, &canonical, 0, at, &len);
    nx_canonical_clear(&canonical);
    nx_wording_free(wording);
    return found;
}

static void test_compare(void)
{
    static const char pattern[] = "a=(?<more>\\d+) b=(?<less>\\d+)";
    guint at;
    g_assert_true(matches(pattern, "a=7 b=6", &at));
    g_assert_false(matches(pattern, "a=6 b=6", &at));
    g_assert_false(matches(pattern, "a=5 b=6", &at));
    g_assert_true(matches(pattern, "a=5 b=6 a=8 b=6", &at)); /* the first place that holds */
    g_assert_cmpuint(at, ==, 8);
    g_assert_true(matches("a=(?<more>\\d+) b=(\\d+)", "a=5 b=6", &at)); /* one group alone compares nothing */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/figure/amounts with and without a unit", test_read);
    g_test_add_func("/judge/figure/a wording holds where the one is more", test_compare);
    return g_test_run();
}
