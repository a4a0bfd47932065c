/* Addresses found in running text: what is meant, and what only looks like it. */
#include <nixie/address.h>

static gboolean is_ann(const char *key, G_GNUC_UNUSED gpointer user)
{
    return g_str_equal(key, "ann@one.example");
}

static void assert_scrubbed(const char *text, gboolean inside, const char *wanted)
{
    g_autofree char *clean = nx_address_scrub(text, inside, "*", is_ann, NULL);
    g_assert_cmpstr(clean, ==, wanted);
}

static void it_is_found_however_it_stands(void)
{
    static const char *const CASES[][2] = {
        {"ann@one.example", "*"},
        {"550 <Ann@One.Example>: unknown", "550 <*>: unknown"},
        {"to ann@one.example.", "to *"},
        {"'ann@one.example', \"ann@one.example\"", "'*', \"*\""},
        {"rcpt=ann@one.example;x", "rcpt=*;x"},
        {"bounce+ann=one.example@news.example", "bounce+*@news.example"},
        {"limit\trecipient:ann@one.example", "limit\trecipient:*"},
        {"mailto:ann@one.example", "mailto:*"},
        {"tags=bob@one.example;ann@one.example;", "tags=bob@one.example;*;"},
        {"ann@one.example ann@one.example", "* *"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        assert_scrubbed(CASES[i][0], FALSE, CASES[i][1]);
        assert_scrubbed(CASES[i][0], TRUE, CASES[i][1]);
    }
}

static void others_stay(void)
{
    static const char *const CASES[] = {
        "",
        "no address at all",
        "joann@one.example",
        "mary.ann@one.example",
        "ann+tag@one.example",
        "ann@one.example.org",
        "ann@sub.one.example",
        "ann@one.examples",
        "ann at one.example",
        "@one.example",
        "ann@",
        "ann=one.examples",
        "=@=@",
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        assert_scrubbed(CASES[i], FALSE, NULL);
    g_assert_null(nx_address_scrub(NULL, FALSE, "*", is_ann, NULL));
}

static void inside_of_something_longer_it_is_found_where_that_is_asked_for(void)
{
    static const char *const CASES[][2] = {
        {"<1.ann@one.example@news.example>", "<1.*@news.example>"},
        {"/mail/x-ann@one.example.eml", "/mail/x-*.eml"},
        {"20251120ann@one.example", "20251120*"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        assert_scrubbed(CASES[i][0], FALSE, NULL);
        assert_scrubbed(CASES[i][0], TRUE, CASES[i][1]);
    }
    assert_scrubbed("ann@one.examples", TRUE, NULL);
}

static void a_text_made_to_be_slow_goes_as_a_whole(void)
{
    enum { SIGNS = 20000 };
    g_autofree char *signs = g_strnfill(SIGNS, '@'), *letters = g_strnfill(SIGNS, 'a');
    g_autofree char *long_one = g_strconcat(signs, letters, "@", letters, " ann@one.example", NULL);
    g_autofree char *wanted = g_strconcat(signs, letters, "@", letters, " *", NULL);
    assert_scrubbed(long_one, FALSE, wanted);
    g_autoptr(GString) many = g_string_new(NULL);
    for (guint i = 0; i < 20; i++)
        g_string_append(many, "a=a=a=a=a=a=a=a@a.example.org ");
    assert_scrubbed(many->str, FALSE, NULL);
    for (guint i = 0; i < 2000; i++)
        g_string_append(many, "a=a=a=a=a=a=a=a@a.example.org ");
    assert_scrubbed(many->str, FALSE, "*");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scrub/it is found however it stands", it_is_found_however_it_stands);
    g_test_add_func("/scrub/others stay", others_stay);
    g_test_add_func("/scrub/inside of something longer where that is asked for",
                    inside_of_something_longer_it_is_found_where_that_is_asked_for);
    g_test_add_func("/scrub/a text made to be slow goes as a whole", a_text_made_to_be_slow_goes_as_a_whole);
    return g_test_run();
}
