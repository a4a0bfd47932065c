/* The list of what was sent. */
#include <nixie/sent.h>

static void test_lines(void)
{
    static const struct {
        const char *line;
        NxSentResult result;
    } LINES[] = {
        {"<1@news.example>\tAnn@Mail.Example\n", NX_SENT_TAKEN},
        {"  2@news.example  \r\n", NX_SENT_TAKEN},
        {"3@news.example\t\n", NX_SENT_TAKEN},
        {"<1@news.example>\tbob@mail.example", NX_SENT_TAKEN},
        {"4@news.example\tno address\n", NX_SENT_WRONG},
        {"\tann@mail.example\n", NX_SENT_WRONG},
        {"<>\n", NX_SENT_WRONG},
        {"", NX_SENT_WRONG},
    };
    NxSent *sent = nx_sent_new();
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++)
        g_assert_cmpint(nx_sent_add_line(sent, LINES[i].line), ==, LINES[i].result);
    nx_sent_close(sent);
    g_assert_true(nx_sent_has(sent, "<1@news.example>"));
    g_assert_true(nx_sent_has(sent, "1@news.example"));
    g_assert_true(nx_sent_has(sent, "<2@news.example>"));
    g_assert_false(nx_sent_has(sent, "<4@news.example>"));
    g_assert_false(nx_sent_has(sent, "<1@News.example>")); /* RFC 5322 3.6.4: nothing in it may be changed */
    g_assert_false(nx_sent_has(sent, NULL));
    g_assert_false(nx_sent_has(NULL, "<1@news.example>"));
    g_assert_true(nx_sent_names(sent, "<1@news.example>", "ann@mail.example"));
    g_assert_true(nx_sent_names(sent, "<1@news.example>", "bob@mail.example"));
    g_assert_false(nx_sent_names(sent, "<1@news.example>", "carl@mail.example"));
    g_assert_false(nx_sent_names(sent, "<2@news.example>", "ann@mail.example"));
    g_assert_false(nx_sent_names(sent, "<2@news.example>", NULL));
    nx_sent_unref(sent);
}

static void test_sole(void)
{
    static const char *const LINES[] = {"1\tann@mail.example", "1\tANN@mail.example", "2\tann@mail.example",
                                        "2\tbob@mail.example", "3\tann@mail.example", "3"};
    NxSent *sent = nx_sent_new();
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++)
        g_assert_cmpint(nx_sent_add_line(sent, LINES[i]), ==, NX_SENT_TAKEN);
    nx_sent_close(sent);
    g_assert_cmpstr(nx_sent_sole(sent, "1"), ==, "ann@mail.example");
    g_assert_cmpstr(nx_sent_sole(sent, "2"), ==, NULL);
    g_assert_cmpstr(nx_sent_sole(sent, "3"), ==, NULL); /* and to somebody else */
    g_assert_cmpstr(nx_sent_sole(sent, "4"), ==, NULL);
    nx_sent_unref(sent);
}

static void test_many(void)
{
    NxSent *sent = nx_sent_new();
    for (guint i = 0; i < 20000; i++) {
        g_autofree char *id = g_strdup_printf("%u@news.example", i), *to = g_strdup_printf("r%u@mail.example", i);
        g_assert_cmpint(nx_sent_add(sent, id, to), ==, NX_SENT_TAKEN);
    }
    nx_sent_close(sent);
    for (guint i = 0; i < 20000; i++) {
        g_autofree char *id = g_strdup_printf("%u@news.example", i), *to = g_strdup_printf("r%u@mail.example", i);
        g_assert_cmpstr(nx_sent_sole(sent, id), ==, to);
    }
    g_assert_false(nx_sent_has(sent, "20000@news.example"));
    nx_sent_unref(nx_sent_ref(sent));
    nx_sent_unref(sent);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sent/a line is a Message-ID, and whom it went to", test_lines);
    g_test_add_func("/sent/the one recipient of a message is known", test_sole);
    g_test_add_func("/sent/each of many is found again", test_many);
    return g_test_run();
}
