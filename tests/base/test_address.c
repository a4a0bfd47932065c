/* Keys and spellings of addresses and domains. */
#include <nixie/address.h>

typedef struct {
    const char *text, *key, *spelling;
} Case;

static const Case CASES[] = {
    {"Some.One@Example.COM", "some.one@example.com", "Some.One@Example.COM"},
    {"  <a@example.com>\r\n", "a@example.com", "a@example.com"},
    {"<<a@example.com>>", "a@example.com", "a@example.com"},
    {"a@example.com.", "a@example.com", "a@example.com."},
    {"a+tag@example.com", "a+tag@example.com", "a+tag@example.com"},
    /* quotes */
    {"\"a b\"@example.com", "\"a b\"@example.com", "\"a b\"@example.com"},
    {"\"a\"@example.com", "a@example.com", "a@example.com"},
    {"\"A.b\"@example.com", "a.b@example.com", "A.b@example.com"},
    {"\"a\\b\"@example.com", "ab@example.com", "ab@example.com"},
    {"\"a\\\"b\"@example.com", "\"a\\\"b\"@example.com", "\"a\\\"b\"@example.com"},
    {"\"a@b\"@example.com", "\"a@b\"@example.com", "\"a@b\"@example.com"},
    {"a.\"b c\".d@example.com", "\"a.b c.d\"@example.com", "\"a.b c.d\"@example.com"},
    {"\"\"@example.com", "\"\"@example.com", "\"\"@example.com"},
    {"\"a@example.com", NULL, "\"a@example.com"},
    {"\"a\"b@example.com", NULL, "\"a\"b@example.com"},
    /* dots that no standard allows and carriers gave out */
    {"a..b@example.com", "a..b@example.com", "a..b@example.com"},
    {"\"a..b\"@example.com", "a..b@example.com", "\"a..b\"@example.com"},
    {"a.@example.com", "a.@example.com", "a.@example.com"},
    {"\"a.\"@example.com", "a.@example.com", "\"a.\"@example.com"},
    /* routes */
    {"<@relay.example,@b.example:User@Example.org>", "user@example.org", "User@Example.org"},
    {"@[IPv6:2001:db8::1]:user@example.org", "user@example.org", "user@example.org"},
    {"@relay.example:", NULL, "@relay.example:"},
    {"u%d@relay.example", "u%d@relay.example", "u%d@relay.example"},
    {"host!user@relay.example", "host!user@relay.example", "host!user@relay.example"},
    /* other scripts */
    {"info@M\xc3\xbcnchen.example", "info@xn--mnchen-3ya.example", "info@M\xc3\xbcnchen.example"},
    {"info@XN--MNCHEN-3YA.example", "info@xn--mnchen-3ya.example", "info@XN--MNCHEN-3YA.example"},
    {"\xc3\x84rger@example.com", "\xc3\x84rger@example.com", "\xc3\x84rger@example.com"},
    {"\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe5\xad\x90.\xe5\xb9\xbf\xe5\x91\x8a",
     "\xe7\x94\xa8\xe6\x88\xb7@xn--fsqu00a.xn--4rr70v",
     "\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe5\xad\x90.\xe5\xb9\xbf\xe5\x91\x8a"},
    {"a@stra\xc3\x9f"
     "e.example",
     "a@xn--strae-oqa.example",
     "a@stra\xc3\x9f"
     "e.example"},
    {"caf\xe9@example.com", NULL, "caf\\xE9@example.com"},
    {"u\xe2\x80\x8b@example.com", NULL, "u\xe2\x80\x8b@example.com"},
    {"u\xc2\xa0v@example.com", NULL, "u\xc2\xa0v@example.com"},
    /* domains */
    {"a@[192.0.2.1]", "a@[192.0.2.1]", "a@[192.0.2.1]"},
    {"a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]", "a@[IPv6:2001:DB8::1]"},
    {"a@[x y]", NULL, "a@[x y]"},
    {"a@localhost", "a@localhost", "a@localhost"},
    {"a@r3---sn.example", "a@r3---sn.example", "a@r3---sn.example"},
    {"a@-b.example", "a@-b.example", "a@-b.example"},
    {"a@under_score.example", "a@under_score.example", "a@under_score.example"},
    {"a@b..example", NULL, "a@b..example"},
    {"a@.example", NULL, "a@.example"},
    {"a@example..", NULL, "a@example.."},
    {"a@.", NULL, "a@."},
    {"a@ex ample.com", NULL, "a@ex ample.com"},
    {"a@ex\xc2\xa0"
     "ample.com",
     NULL,
     "a@ex\xc2\xa0"
     "ample.com"},
    {"a@m\xc3\xbc..example", NULL, "a@m\xc3\xbc..example"},
    /* no addresses */
    {"", NULL, NULL},
    {" \r\n", NULL, NULL},
    {"<>", NULL, "<>"},
    {"user", NULL, "user"},
    {"@example.com", NULL, "@example.com"},
    {"a@", NULL, "a@"},
    {"a@b@example.com", NULL, "a@b@example.com"},
    {"a b@example.com", NULL, "a b@example.com"},
    {"a,b@example.com", NULL, "a,b@example.com"},
    {"|IFS=' ' && exec /usr/bin/procmail", NULL, "|IFS=' ' && exec /usr/bin/procmail"},
    {"\"|IFS=' ' && exec /usr/bin/procmail -f- || exit 75 #user\"", NULL,
     "\"|IFS=' ' && exec /usr/bin/procmail -f- || exit 75 #user\""},
    {"\"|/usr/bin/vacation user\"@example.com", NULL, "\"|/usr/bin/vacation user\"@example.com"},
    {"/var/mail/user", NULL, "/var/mail/user"},
    {"/G=Ann/S=Other/O=Firm/ADMD= /C=DE/@gw.example", NULL, "/G=Ann/S=Other/O=Firm/ADMD= /C=DE/@gw.example"},
    {"/C=DE/A=X/P=Y/O=Firm/S=Other/@gw.example", NULL, "/C=DE/A=X/P=Y/O=Firm/S=Other/@gw.example"},
    {":include:/etc/list@example.com", NULL, ":include:/etc/list@example.com"},
    {"\":include:/etc/list\"@example.com", NULL, "\":include:/etc/list\"@example.com"},
    {"IMCEAEX-_o=ORG_cn=Recipients_cn=ann@gate.example", NULL, "IMCEAEX-_o=ORG_cn=Recipients_cn=ann@gate.example"},
    {"imceafax-ann+40+2B4912345@gate.example", NULL, "imceafax-ann+40+2B4912345@gate.example"},
    {"IMCEASMTP-Ann+40Example+2Ecom@gate.example", "ann@example.com", "Ann@Example.com"},
    {"<IMCEASMTP-a+2Bb+40example+2Ecom@gate.example>", "a+b@example.com", "a+b@example.com"},
    {"IMCEASMTP-nobody@gate.example", NULL, "IMCEASMTP-nobody@gate.example"},
    {"IMCEASMTP-IMCEAEX-x+40example+2Ecom@gate.example", NULL, "IMCEASMTP-IMCEAEX-x+40example+2Ecom@gate.example"},
    {"imceasar@example.com", "imceasar@example.com", "imceasar@example.com"},
    {"imcea-caesar@example.com", "imcea-caesar@example.com", "imcea-caesar@example.com"},
    {"a(comment)@example.com", NULL, "a(comment)@example.com"},
};

static void test_cases(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *key = nx_address_key(CASES[i].text, -1);
        g_autofree char *spelling = nx_address_spelling(CASES[i].text, -1);
        g_test_message("%s", CASES[i].text);
        g_assert_cmpstr(key, ==, CASES[i].key);
        g_assert_cmpstr(spelling, ==, CASES[i].spelling);
    }
}

/* What is exported and read back must be the same address. */
static void test_keys_are_stable(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        if (!CASES[i].key)
            continue;
        g_autofree char *of_key = nx_address_key(CASES[i].key, -1);
        g_autofree char *of_spelling = nx_address_key(CASES[i].spelling, -1);
        g_assert_cmpstr(of_key, ==, CASES[i].key);
        g_assert_cmpstr(of_spelling, ==, CASES[i].key);
    }
}

static void test_nul_and_length(void)
{
    g_assert_null(nx_address_key("a\0b@example.com", 15));
    g_assert_null(nx_address_key("a@example.com\0x", 15));
    g_assert_null(nx_address_key(NULL, 0));
    g_autofree char *spelling = nx_address_spelling("a\0b@example.com", 15);
    g_assert_cmpstr(spelling, ==,
                    "a\xe2\x90\x80"
                    "b@example.com");
    g_autofree char *part = nx_address_key("a@example.com, b@example.com", 13);
    g_assert_cmpstr(part, ==, "a@example.com");
}

static char *long_address(gsize local, gsize labels, gsize label)
{
    GString *text = g_string_new(NULL);
    for (; local; local--)
        g_string_append_c(text, 'u');
    g_string_append_c(text, '@');
    for (gsize i = 0; i < labels; i++) {
        if (i)
            g_string_append_c(text, '.');
        for (gsize j = 0; j < label; j++)
            g_string_append_c(text, 'd');
    }
    return g_string_free(text, FALSE);
}

static void check_long(gsize local, gsize labels, gsize label, gboolean good)
{
    g_autofree char *text = long_address(local, labels, label);
    g_autofree char *key = nx_address_key(text, -1);
    g_assert_true((key != NULL) == good);
}

static void test_long(void)
{
    check_long(200, 2, 10, TRUE); /* VERP does that */
    check_long(512, 2, 10, TRUE);
    check_long(513, 2, 10, FALSE);
    check_long(1, 2, 63, TRUE);
    check_long(1, 2, 64, FALSE);
    check_long(1, 4, 62, TRUE);
    check_long(1, 5, 62, FALSE);
    check_long(5000000, 2, 10, FALSE);
    check_long(1, 1000000, 1, FALSE);
}

static void test_any_bytes(void)
{
    static const char LETTERS[] = "ab@.\"\\<>[]|/: ,%\xc3\xbc\xff\x01";
    char text[24];
    for (int i = 0; i < 100000; i++) {
        int len = g_test_rand_int_range(0, sizeof text);
        for (int j = 0; j < len; j++)
            text[j] = LETTERS[g_test_rand_int_range(0, sizeof LETTERS)];
        g_autofree char *key = nx_address_key(text, len), *spelling = nx_address_spelling(text, len);
        if (!key)
            continue;
        g_autofree char *again = nx_address_key(key, -1), *of_spelling = nx_address_key(spelling, -1);
        g_assert_true(g_utf8_validate(key, -1, NULL));
        g_assert_cmpstr(again, ==, key);
        g_assert_cmpstr(of_spelling, ==, key);
        g_assert_cmpstr(nx_address_domain(key), !=, "");
    }
}

/* Needless quotes make it look closely at an address that it would read in one go. */
static void test_plain(void)
{
    static const char LETTERS[] = "aZ09.-+=_|/!`~IMCEAimcea";
    for (int i = 0; i < 100000; i++) {
        char local[12], domain[16];
        for (gsize k = 0; k < sizeof local; k++)
            local[k] = LETTERS[g_test_rand_int_range(0, sizeof LETTERS - 1)];
        for (gsize k = 0; k < sizeof domain; k++)
            domain[k] = LETTERS[g_test_rand_int_range(0, 10)];
        local[g_test_rand_int_range(0, sizeof local)] = domain[g_test_rand_int_range(0, sizeof domain)] = '\0';
        g_autofree char *plain = g_strconcat(local, "@", domain, NULL),
                        *quoted = g_strconcat("\"", local, "\"@", domain, NULL), *key = nx_address_key(plain, -1),
                        *close = nx_address_key(quoted, -1);
        gboolean quotes_needed = !*local || *local == '.' || g_str_has_suffix(local, ".") || strstr(local, "..");
        g_test_message("%s", plain);
        if (*local)
            g_assert_cmpstr(key, ==, close);
        g_autofree char *spelling = nx_address_spelling(plain, -1), *other = nx_address_spelling(quoted, -1);
        if (key && !quotes_needed)
            g_assert_cmpstr(spelling, ==, other);
    }
}

static void test_domain_of_key(void)
{
    g_assert_cmpstr(nx_address_domain("a@example.com"), ==, "example.com");
    g_assert_cmpstr(nx_address_domain("\"a@b\"@example.com"), ==, "example.com");
    g_assert_cmpstr(nx_address_domain("nothing"), ==, "");
}

static void test_registrable(void)
{
    static const char *const PAIRS[][2] = {
        {"mx.a.example.co.uk", "example.co.uk"},
        {"mail.example.com", "example.com"},
        {"example.com", "example.com"},
        {"a.b.invalid", "b.invalid"},
        {"localhost", "localhost"},
        {"[192.0.2.1]", "[192.0.2.1]"},
        {"x.xn--mnchen-3ya.de", "xn--mnchen-3ya.de"},
        {"co.uk", "co.uk"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *domain = nx_domain_registrable(PAIRS[i][0]);
        g_assert_cmpstr(domain, ==, PAIRS[i][1]);
    }
}

static void test_within(void)
{
    g_assert_true(nx_domain_within("example.com", "example.com"));
    g_assert_true(nx_domain_within("mx.example.com", "example.com"));
    g_assert_false(nx_domain_within("badexample.com", "example.com"));
    g_assert_false(nx_domain_within("com", "example.com"));
    g_assert_false(nx_domain_within("example.com", ""));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/address/keys and spellings", test_cases);
    g_test_add_func("/address/one read in one go has the key that a close look gives it", test_plain);
    g_test_add_func("/address/a key's key is itself", test_keys_are_stable);
    g_test_add_func("/address/NUL is data, and no address has it", test_nul_and_length);
    g_test_add_func("/address/long ones", test_long);
    g_test_add_func("/address/any bytes", test_any_bytes);
    g_test_add_func("/domain/of a key", test_domain_of_key);
    g_test_add_func("/domain/the name one registers", test_registrable);
    g_test_add_func("/domain/within another", test_within);
    return g_test_run();
}
