/* What is taken for an address, a host, an id in the text that rules see, and what only looks like one: at its bounds.
 */
#include "judge/canonical_text.h"
#include "judge/tokens.h"
#include <nixie/verdict.h>
#include <string.h>

typedef struct {
    const char *text, *canonical;
} Pair;

static void check(const Pair *pairs, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *got = nx_canonical_text(pairs[i].text, NULL);
        g_assert_cmpstr(got, ==, pairs[i].canonical);
    }
}

static void addresses(void)
{
    static const Pair PAIRS[] = {
        {"to a@b.example: no", "to <addr>: no"},
        {"to <a@b>: no", "to <addr>: no"},
        {"to <a@b", "to <<addr>"},
        {"to <a b@c>", "to <a <addr>>"},
        {"to <\"a b\"@c.example>", "to <addr>"},
        {"to <a@b.example> c", "to <addr> c"},
        {"\"a b\"@c.example no", "<addr> no"},
        {"\"a b\" @c.example", "\"a b\" @c.example"},
        {"\"a b\"@", "\"a b\"@"},
        {"@b.example", "@b.example"},
        {"a@", "a@"},
        {"'a@b.example'", "'<addr>'"},
        {"`a@b.example", "`<addr>"},
        {"a@b.example.", "<addr>."},
        {"a@b.example?", "<addr>?"},
    };
    check(PAIRS, G_N_ELEMENTS(PAIRS));
}

static void urls(void)
{
    static const Pair PAIRS[] = {
        {"see http://a.example/x, and", "see <url>, and"},
        {"see https://a.example/x; and", "see <url>; and"},
        {"see <http://a.example/x> and", "see <url> and"},
        {"see <http://a.example/x and", "see <url> and"},
        {"see www.a.example", "see <url>"},
        {"see HTTP://A.example", "see <url>"},
        {"see (http://a.example)", "see (<url>)"},
        {"see \"http://a.example\"", "see \"<url>\""},
        {"see http://zen.spamhaus.org/q", "see <dnsbl>"},
        {"see http://notspamhaus.org/q", "see <url>"},
        {"see http://spamhaus.org.example/q", "see <url>"},
        {"see http://a.example/?c=x1", "see <url>?c=x1"},
        {"see http://a.example/?b=2&c=x1", "see <url>&c=x1"},
        {"see http://a.example/?c=abcdefghijkl", "see <url>?c=abcdefghijkl"}, /* 12 */
        {"see http://a.example/?c=abcdefghijklm", "see <url>"},               /* 13 */
        {"see http://a.example/?c=", "see <url>"},
        {"see http://a.example/xc=r1", "see <url>"},
        {"see http://a.example/?cc=r1", "see <url>"},
        {"see http://a.example/?c=x1&i=ip&v=192.0.2.1", "see <url>?c=x1"},
        {"see http://a.example/?i=ip&c=x1&r=1M", "see <url>&c=x1"},
        {"see http://a.example/?c=x1-y", "see <url>"},
        {"see http://a.example/?c=abcdefghijklm&i=ip", "see <url>"},
        {"see http://a.example/?c=a123456789&i=ip", "see <url>"}, /* an id */
        {"see http://a.example/?c=X1&c=x2", "see <url>?c=x1"},
        {"see http://mail.i.ua/err/4", "see <url>/err/4"},
        {"see http://mail.i.ua/err/10/ now", "see <url>/err/10 now"},
        {"see http://mail.a.ua/err/4", "see <url>"},
        {"see http://mail.i.ua/err/", "see <url>"},
        {"[http://service.mail.qq.com/detail/122/166]", "[<url>/detail/122/166]"},
        {"see http://a.example/smtp-error-codes.php#BL000001", "see <url>#bl000001"},
    };
    check(PAIRS, G_N_ELEMENTS(PAIRS));
}

static void ip_addresses(void)
{
    static const Pair PAIRS[] = {
        {"host 192.0.2.1 no", "host <ip> no"},
        {"host 192.0.2.1. no", "host <ip>. no"},
        {"host 192.0.2 no", "host 192.0.2 no"},
        {"host 192.0.2.1.5 no", "host 192.0.2.1.5 no"},
        {"host 192.0..1 no", "host 192.0..1 no"},
        {"host 1922.0.2.1 no", "host 1922.0.2.1 no"},
        {"host [192.0.2.1] no", "host <ip> no"},
        {"host (192.0.2.1) no", "host <ip> no"},
        {"host ([192.0.2.1]) no", "host <ip> no"},
        {"host ([192.0.2.1) no", "host ([<ip>) no"},
        {"host [192.0.2.1 no", "host [<ip> no"},
        {"mx.a.example[192.0.2.1] no", "<host> no"},
        {"mx.a.example (192.0.2.1) no", "<host> no"},
        {"mx.a.example 192.0.2.1 no", "<host> <ip> no"}, /* without brackets it is another one */
        {"host 2001:db8::1 no", "host <ip> no"},
        {"host 2001:db8:0:0:0:0:0:1 no", "host <ip> no"},
        {"host ::1 no", "host <ip> no"},
        {"host 2001:db8::1: no", "host <ip>: no"},
        {"host IPv6:2001:db8::1 no", "host <ip> no"},
        {"at 12:34 no", "at 12:34 no"},
        {"at 12:34:56 no", "at 12:34:56 no"},
        {"at 12:34:56:78 no", "at <ip> no"},
        {"host 2001:db8::1g no", "host 2001:db8::1g no"},
    };
    check(PAIRS, G_N_ELEMENTS(PAIRS));
}

static void replies(void)
{
    static const Pair PAIRS[] = {
        {"550 5.1.1 a 550 5.1.1 b", "550 5.1.1 a b"},
        {"550 5.1.1 a 550 5.1.2 b", "550 5.1.1 a 550 5.1.2 b"},
        {"550 a 550 b", "550 a 550 b"}, /* no dash: a number in the text */
        {"550-a 550-b 550 c", "550 a b c"},
        {"550-a 551 b", "550 a 551 b"},
        {"350-a 350 b", "350-a 350 b"},
        {"250-a 250 b", "250 a b"},
        {"450-a 450 b", "450 a b"},
        {"550-1234 a", "550-1234 a"}, /* a telephone number */
        {"550-5.1.1 a", "550 5.1.1 a"},
        {"550_a", "550_a"},
        {"550", "550"},
        {"550 ", "550"},
        {"5.1.0 - Unknown address error 550-'no'", "550 'no'"},
        {"5.1.0 - Unknown address error 550 'no'", "550 'no'"},
        {"5.1.0 - Unknown address error 5501-'no'", "5.1.0 - unknown address error 5501-'no'"},
        {"5.1.0 - Unknown address error 550 no", "5.1.0 - unknown address error 550 no"},
        {"5.1.0 Unknown address error 550-'no'", "5.1.0 unknown address error 550 'no'"},
        {"host mx.a.example said: 550 no", "550 no"},
        {"host mx.a.example said: 55 no", "host <host> said: 55 no"},
        {"the host mx.a.example said: 550 no", "the host <host> said: 550 no"}, /* in front alone */
        {"550 no (in reply to DATA command) yes", "550 no yes"},
        {"550 no (in reply to DATA command", "550 no (in reply to data command"},
        {"550 no (in response to DATA command)", "550 no (in response to data command)"},
    };
    check(PAIRS, G_N_ELEMENTS(PAIRS));
}

static void hosts(void)
{
    static const Pair PAIRS[] = {
        {"at mx.a.example no", "at <host> no"},
        {"at a.b no", "at a.b no"}, /* one letter is no top */
        {"at a.bc no", "at <host> no"},
        {"at mx.a.exa-mple no", "at mx.a.exa-mple no"},
        {"at mx.a.xn--p1ai no", "at <host> no"},
        {"at mx..example no", "at mx..example no"},
        {"at .example no", "at .example no"},
        {"at mx_1.a.example no", "at <host> no"},
        {"at *.a.example no", "at *<host> no"},
        {"at mx.a.example. no", "at <host>. no"},
        {"at mx+1.a.example no", "at mx+1.a.example no"},
        {"at zen.spamhaus.org no", "at <dnsbl> no"},
        {"at spamhaus.org no", "at <dnsbl> no"},
        {"at notspamhaus.org no", "at <host> no"},
        {"at my.dnsbl.example no", "at <dnsbl> no"},
        {"at rbl.a.example no", "at <dnsbl> no"},
        {"at rblx.a.example no", "at <host> no"},
        {"resolver.adr.exists no", "resolver.adr.exists no"},
        {"resolvers.adr.exists no", "<host> no"},
        {"mailbox full.Please call", "mailbox full. please call"},
        {"mailbox full.please call", "mailbox <host> call"},
        {"mailbox fulL.Please call", "mailbox <host> call"},
        {"mailbox full.PLease call", "mailbox <host> call"},
        {"mailbox full.Com call", "mailbox <host> call"},
        {"mailbox full.It call", "mailbox <host> call"}, /* short as a top level */
        {"mailbox full.Its call", "mailbox full. its call"},
    };
    check(PAIRS, G_N_ELEMENTS(PAIRS));
}

static void ids(void)
{
    static const Pair PAIRS[] = {
        {"id a123456789 no", "id <id> no"},                                                 /* 10 */
        {"id a12345678 no", "id a12345678 no"},   {"id abcdefg123 no", "id <id> no"},       /* 3 digits */
        {"id abcdefgh12 no", "id abcdefgh12 no"}, {"id 1234567890 no", "id 1234567890 no"}, /* no letter */
        {"id a-1.234567 no", "id <id> no"},       {"id a_12345678 no", "id a_12345678 no"},
        {"id a+12345678 no", "id a+12345678 no"},
    };
    check(PAIRS, G_N_ELEMENTS(PAIRS));
}

static void assert_named(const char *text, const char *name, const char *wanted)
{
    NxCanonical canonical;
    nx_canonical_init(&canonical, text, strlen(text), name);
    g_assert_cmpstr(canonical.text, ==, wanted);
    nx_canonical_clear(&canonical);
}

static void the_local_part_alone(void)
{
    assert_named("no mailbox ann.lee here", "ann.lee", "no mailbox <addr> here");
    assert_named("no mailbox ANN.Lee here", "ann.lee", "no mailbox <addr> here");
    assert_named("no mailbox ann.leex here", "ann.lee", "no mailbox <host> here");
    assert_named("no mailbox ann.le here", "ann.lee", "no mailbox <host> here");
    assert_named("no mailbox js42 here", NULL, "no mailbox js42 here");
}

/* ---- Words ------------------------------------------------------------------------------------------------------- */

static gboolean has_words(const char *text)
{
    NxCanonical canonical;
    nx_canonical_init(&canonical, text, strlen(text), NULL);
    gboolean has = nx_canonical_has_words(&canonical);
    nx_canonical_clear(&canonical);
    return has;
}

static void two_words_say_something(void)
{
    g_assert_true(has_words("mailbox full"));
    g_assert_false(has_words("mailbox"));
    g_assert_false(has_words("550 5.1.1 mailbox"));
    g_assert_true(has_words("550 5.1.1 mailbox gone"));
    g_assert_false(has_words("mailbox is")); /* words of two letters are none */
    g_assert_true(has_words("mailbox has"));
    g_assert_false(has_words("550 smtp error"));
    g_assert_false(has_words("ann@a.example mx.a.example mailbox"));
    g_assert_true(has_words("收件人不存在"));
    g_assert_true(has_words("收"));
    g_assert_false(has_words(""));
    g_assert_false(has_words("<> 5.1.1"));
}

static void a_formula_is_a_whole_word(void)
{
    g_assert_true(nx_token_is_formula("smtp", 4));
    g_assert_true(nx_token_is_formula("error", 5));
    g_assert_false(nx_token_is_formula("errors", 3));
    g_assert_false(nx_token_is_formula("mailbox", 7));
}

/* ---- Where it came from ------------------------------------------------------------------------------------------ */

static void assert_source(const char *text, const char *piece, const char *source)
{
    guint *map;
    g_autofree char *canonical = nx_canonical_text(text, &map);
    const char *at = strstr(canonical, piece);
    g_assert_nonnull(at);
    guint from = map[at - canonical], to = map[at - canonical + strlen(piece)];
    g_autofree char *cut = g_strndup(text + from, to - from);
    g_assert_cmpstr(cut, ==, source);
    g_free(map);
}

static void each_byte_knows_where_it_came_from(void)
{
    assert_source("550 5.2.2 MAILBOX full", "mailbox", "MAILBOX");
    assert_source("550  Mailbox\n\tof <ann@a.example> full", "<addr>", "<ann@a.example>");
    assert_source("Boîte pleine ici", "pleine", "pleine");
    assert_source("Boîte pleine ici", "boite", "Boîte");
    assert_source("550-5.7.1 one\n550 5.7.1 two", "two", "two");
    assert_source("host mx.a.example[192.0.2.1] said: 550 no user", "no user", "no user");
}

static void what_is_behind_the_bound_is_not_judged(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < NX_JUDGED_MAX - 4)
        g_string_append(text, "abc ");
    g_string_append(text, "full gone");
    g_autofree char *canonical = nx_canonical_text(text->str, NULL);
    g_assert_true(g_str_has_suffix(canonical, "abc full"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL); /* what is embedded can be read now */
    g_test_add_func("/judge/tokens/addresses", addresses);
    g_test_add_func("/judge/tokens/urls, and the case they name", urls);
    g_test_add_func("/judge/tokens/ip addresses, and times that are none", ip_addresses);
    g_test_add_func("/judge/tokens/replies, speakers and what was asked", replies);
    g_test_add_func("/judge/tokens/hosts, lists of bad senders, ends of sentences", hosts);
    g_test_add_func("/judge/tokens/ids", ids);
    g_test_add_func("/judge/tokens/the recipient's local part alone", the_local_part_alone);
    g_test_add_func("/judge/tokens/two words say something", two_words_say_something);
    g_test_add_func("/judge/tokens/a formula is a whole word", a_formula_is_a_whole_word);
    g_test_add_func("/judge/tokens/each byte knows where it came from", each_byte_knows_where_it_came_from);
    g_test_add_func("/judge/tokens/what is behind the bound is not judged", what_is_behind_the_bound_is_not_judged);
    int failed = g_test_run();
    nx_library_unref(library);
    return failed;
}
