/* The text that rules see. */
#include <nixie/verdict.h>
#include <string.h>

static const struct {
    const char *text, *canonical;
} cases[] = {
    {"550 5.1.1 <Ann.Lee@Example.ORG>: User unknown", "550 5.1.1 <addr>: user unknown"},
    {"mailbox of ann@example.org is full", "mailbox of <addr> is full"},
    {"full@example.org moved", "<addr> moved"},
    {"\"two words\"@example.org: unknown", "<addr>: unknown"},
    {"550-5.7.1 one\n550-5.7.1 two\n550 5.7.1 three", "550 5.7.1 one two three"},
    {"550-5.7.1 one 550-5.7.1 two 550 5.7.1 three", "550 5.7.1 one two three"},
    {"550-one\n550 two", "550 one two"},
    {"421 one 550 two", "421 one 550 two"},
    {"Mailbox   full\r\n\tnow", "mailbox full now"},
    {"Mailbox full.Please retry", "mailbox full. please retry"},
    {"Client host [192.0.2.1] blocked using zen.spamhaus.org; http://www.spamhaus.org/query?ip=192.0.2.1",
     "client host <ip> blocked using <dnsbl>; <dnsbl>"},
    {"connect to mx.example.org[192.0.2.1]:25: refused", "connect to <host>:25: refused"},
    {"<mx.example.org[2001:db8::1]>: refused", "<host>: refused"},
    {"host [IPv6:2001:db8::7] denied", "host <ip> denied"},
    {"see https://example.com/full/mailbox.", "see <url>."},
    {"queued as 4F2B11C7A9D0", "queued as <id>"},
    {"OFR005_104 [104]", "ofr005_104 [104]"},
    {"RESOLVER.ADR.RecipNotFound; not found", "resolver.adr.recipnotfound; not found"},
    {"doesn\xe2\x80\x99t exist", "doesn't exist"},
    {"Boîte pleine, Domäne", "boite pleine, domane"},
    {"收件人user@example.cn不存在", "收件人<addr>不存在"},
    {"5.1.0 - Unknown address error 550-'5.7.1 <a@example.org>... Access denied'",
     "550 '5.7.1 <addr>... access denied'"},
    {"host mx.example.org[192.0.2.1] said: 550 no such user (in reply to RCPT TO command)", "550 no such user"},
    {"host mx.example.org said: so what", "host <host> said: so what"},
    {"see https://example.com/case?c=r0301", "see <url>?c=r0301"},
    {"see https://example.com/case?d=r0301", "see <url>"},
    {"550 (err.nosuchuser)", "550 (err.nosuchuser)"},
    {"<> is fine", "<> is fine"},
    {"12:34:56 and 5.1.1", "12:34:56 and 5.1.1"},
    {"", ""},
};

static void test_cases(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = nx_canonical_text(cases[i].text, NULL);
        g_assert_cmpstr(got, ==, cases[i].canonical);
    }
}

static void test_idempotent(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *once = nx_canonical_text(cases[i].text, NULL);
        g_autofree char *twice = nx_canonical_text(once, NULL);
        g_assert_cmpstr(twice, ==, once);
    }
}

/* Pieces that recognisers look for, in any order. */
static void test_anything(void)
{
    static const char *const pieces[] = {"550-",     "550 ", "5.1.1", " ", "<", ">", "@",    "a", "host.example",
                                         ".",        "\"",   "[",     "]", "(", ")", "::",   "1", "http://",
                                         "\n",       "é",    "邮",    "F", "'", ";", "www.", "-", "<addr",
                                         "192.0.2.1"};
    GRand *rand = g_rand_new_with_seed(17);
    for (guint round = 0; round < 4000; round++) {
        GString *text = g_string_new(NULL);
        for (gint n = g_rand_int_range(rand, 0, 14); n > 0; n--)
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
        guint *map;
        char *once = nx_canonical_text(text->str, &map);
        char *twice = nx_canonical_text(once, NULL);
        g_assert_cmpstr(twice, ==, once);
        g_assert_true(g_utf8_validate(once, -1, NULL));
        for (gsize i = 0; i <= strlen(once); i++) {
            g_assert_cmpuint(map[i], <=, text->len);
            g_assert_true(i == 0 || map[i] >= map[i - 1]);
        }
        g_free(once);
        g_free(twice);
        g_free(map);
        g_string_free(text, TRUE);
    }
    g_rand_free(rand);
}

static void test_map(void)
{
    const char *text = "550-5.2.2 <ann@example.org>: Mailbox\n550 5.2.2 FULL";
    guint *map;
    g_autofree char *canonical = nx_canonical_text(text, &map);
    const char *at = strstr(canonical, "full");
    g_assert_nonnull(at);
    g_assert_cmpuint(map[at - canonical], ==, (guint)(strstr(text, "FULL") - text));
    g_assert_cmpuint(map[strlen(canonical)], ==, strlen(text));
    g_free(map);
}

static void test_long(void)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 200000; i++)
        g_string_append(text, "<a@");
    g_autofree char *canonical = nx_canonical_text(text->str, NULL);
    g_assert_cmpuint(strlen(canonical), <, 100000);
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/canonical/addresses, hosts, ids and repeated replies are taken out", test_cases);
    g_test_add_func("/judge/canonical/a canonical text stays as it is", test_idempotent);
    g_test_add_func("/judge/canonical/whatever the pieces it is stable, valid and mapped in order", test_anything);
    g_test_add_func("/judge/canonical/words lead back to the source", test_map);
    g_test_add_func("/judge/canonical/a huge text is cut", test_long);
    return g_test_run();
}
