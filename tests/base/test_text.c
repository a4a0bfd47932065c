/* Text from bytes, squeezed, and cut to cells. */
#include <nixie/error.h>
#include <nixie/text.h>

static void check_text(const char *bytes, gssize len, const char *want)
{
    g_autofree char *text = nx_text_from_utf8(bytes, len);
    g_assert_cmpstr(text, ==, want);
}

static void test_from_bytes(void)
{
    check_text("plain", -1, "plain");
    check_text("plain", 3, "pla");
    check_text(NULL, 0, "");
    check_text("Gr\xc3\xb6\xc3\x9f"
               "e",
               -1, "Größe");
    check_text("a\0b", 3,
               "a\xe2\x90\x80"
               "b");
    check_text("caf\xe9 au lait", -1, "caf\\xE9 au lait");
    check_text("\xff\0\xfe", 3, "\\xFF\xe2\x90\x80\\xFE");
    check_text("cut \xe2\x82", -1, "cut \\xE2\\x82");
    check_text("\xed\xa0\x80", -1, "\\xED\\xA0\\x80"); /* a surrogate is no character */
    check_text("\xc0\xaf", -1, "\\xC0\\xAF");          /* nor is an overlong form */
}

static void test_from_any_bytes(void)
{
    char bytes[64];
    for (int i = 0; i < 20000; i++) {
        int len = g_test_rand_int_range(0, sizeof bytes);
        for (int j = 0; j < len; j++)
            bytes[j] = (char)(g_test_rand_bit() ? g_test_rand_int_range(0, 256) : g_test_rand_int_range(0x80, 0xF5));
        g_autofree char *text = nx_text_from_utf8(bytes, len);
        g_assert_true(g_utf8_validate(text, -1, NULL));
        if (g_utf8_validate_len(bytes, (gsize)len, NULL))
            g_assert_cmpmem(text, strlen(text), bytes, len);
    }
}

static void check_squeeze(const char *text, const char *want)
{
    g_autofree char *squeezed = nx_text_squeeze(text);
    g_assert_cmpstr(squeezed, ==, want);
}

static void test_squeeze(void)
{
    check_squeeze("", "");
    check_squeeze(" \t\r\n", "");
    check_squeeze("  no  such\r\n\tuser ", "no such user");
    check_squeeze("a\xc2\xa0\xe3\x80\x80"
                  "b\xe2\x80\xa8",
                  "a b");
    check_squeeze("größe  ö", "größe ö");
}

static void test_untranslated(void)
{
    g_assert_cmpstr(nx_tr(""), ==, "");
    g_assert_cmpstr(nx_tr("surely in no catalog"), ==, "surely in no catalog");
    g_assert_cmpstr(nx_trn("one", "many", 1), ==, "one");
    g_assert_cmpstr(nx_trn("one", "many", 2), ==, "many");
}

static void test_problem_lines(void)
{
    NxProblems *problems = nx_problems_new();
    nx_problems_add(problems, "box/a", "%s at %d", "bad", 3);
    nx_problems_add(problems, NULL, "alone");
    nx_problems_add(problems, "evil\x1b[31m\nname", "x\xff");
    g_assert_cmpuint(nx_problems_count(problems), ==, 3);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 3);
    g_assert_cmpstr(lines[0], ==, "box/a: bad at 3");
    g_assert_cmpstr(lines[1], ==, "alone");
    g_assert_cmpstr(lines[2], ==, "evil\\x1B[31m\\x0Aname: x\\xFF");
    g_auto(GStrv) none = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(none), ==, 0);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    nx_problems_free(problems);
}

static void test_problems_of_nobody(void)
{
    nx_problems_add(NULL, "a", "b");
    g_assert_cmpuint(nx_problems_count(NULL), ==, 0);
    g_auto(GStrv) none = nx_problems_take(NULL);
    g_assert_cmpuint(g_strv_length(none), ==, 0);
}

static void test_problems_are_bounded(void)
{
    NxProblems *problems = nx_problems_new();
    for (int i = 0; i < 12000; i++)
        nx_problems_add(problems, "x", "y");
    g_assert_cmpuint(nx_problems_count(problems), ==, 12000);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 10001);
    g_assert_cmpstr(lines[10000], ==, "and 2000 more lines like these");
    nx_problems_free(problems);
}

static gpointer complain(gpointer problems)
{
    for (int i = 0; i < 1000; i++)
        nx_problems_add(problems, "x", "%d", i);
    return NULL;
}

static void test_problems_of_threads(void)
{
    NxProblems *problems = nx_problems_new();
    GThread *threads[4];
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("complain", complain, problems);
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    g_assert_cmpuint(nx_problems_count(problems), ==, 4000);
    nx_problems_free(problems);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/undecodable bytes stay visible", test_from_bytes);
    g_test_add_func("/text/any bytes become text", test_from_any_bytes);
    g_test_add_func("/text/white space is squeezed", test_squeeze);
    g_test_add_func("/text/what has no translation stays", test_untranslated);
    g_test_add_func("/problems/each is one safe line", test_problem_lines);
    g_test_add_func("/problems/nobody listens", test_problems_of_nobody);
    g_test_add_func("/problems/a million is not kept", test_problems_are_bounded);
    g_test_add_func("/problems/from many threads", test_problems_of_threads);
    return g_test_run();
}
