/* Codes and replies, at a place and in a text. */
#include <nixie/status.h>

static void check_find(const char *text, const char *want)
{
    NxStatus status;
    gsize at = 0, width = 0;
    char found[NX_STATUS_TEXT_SIZE];
    gboolean there = nx_status_find(text, -1, &status, &at, &width);
    g_test_message("%s", text);
    g_assert_cmpstr(nx_status_text(status, found), ==, want);
    g_assert_true(there == (*want != '\0'));
    if (there)
        g_assert_cmpmem(text + at, width, want, strlen(want));
}

static void test_found(void)
{
    static const char *const ONE[] = {
        "5.1.1",
        "550 5.1.1 no such user",
        "550-5.1.1 no such user",
        "bad address 5.1.1.",
        "#5.1.1",
        "(5.1.1)",
        "5.1.1: unknown",
        "<x> (#5.1.1)",
        "smtp;550 5.1.1",
        "[5.1.1]",
        "SMTP error 5.1.1, sorry",
        "error=5.1.1;",
        "\t5.1.1\r\n",
        "5.1.1 5.2.2",
        "host 192.0.2.4 said 550 5.1.1 x",
        "sendmail 8.14.3 said 5.1.1",
        "550 5.1.1-unknown",
        "「5.1.1」",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(ONE); i++)
        check_find(ONE[i], "5.1.1");
    check_find("421-4.7.28 rate", "4.7.28");
    check_find("5.7.750 x", "5.7.750");
    check_find("relayed 2.1.5 ok", "2.1.5");
}

static void test_not_found(void)
{
    static const char *const NONE[] = {
        "",          "5.1",     "4.16.55.1",    "8.14.3",        "5.7.1.9",       "1.5.1.1",
        "[5.1.1.9]", "x5.1.1",  "5.1.1x",       "5.1.1a",        "3.1.1",         "5.1.1234",
        "5.1234.1",  "5.12.24", "5.04.26",      "5.1.01",        "4.11.2024",     "Exim-4.9.4",
        "v4.2.1",    "5.1.1_2", "5.1.1@host",   "version 5.2.1", "Postfix/4.1.2", "5.1.1.example",
        "a.5.1.1",   "15.1.1",  "mx-5.1.1.net", "5..1",          "5.1.",          "\\5.1.1",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++)
        check_find(NONE[i], "");
}

static void test_any_bytes(void)
{
    static const char LETTERS[] = "2455.....119 -#(a:/";
    char text[16];
    for (int i = 0; i < 100000; i++) {
        int len = g_test_rand_int_range(0, sizeof text);
        for (int j = 0; j < len; j++)
            text[j] = LETTERS[g_test_rand_int_range(0, sizeof LETTERS)];
        NxStatus status, again;
        gsize at, width;
        char found[NX_STATUS_TEXT_SIZE];
        if (!nx_status_find(text, len, &status, &at, &width))
            continue;
        g_assert_cmpuint(at + width, <=, (gsize)len);
        nx_status_text(status, found);
        g_assert_cmpmem(found, strlen(found), text + at, width);
        g_assert_true(nx_status_parse(found, -1, &again));
        g_assert_true(nx_status_equal(status, again));
    }
}

static void test_field(void)
{
    NxStatus status;
    char text[NX_STATUS_TEXT_SIZE];
    g_assert_true(nx_status_parse("5.1.1", -1, &status));
    g_assert_true(nx_status_parse(" 5.0.0 (permanent failure)", -1, &status));
    g_assert_cmpstr(nx_status_text(status, text), ==, "5.0.0");
    g_assert_true(nx_status_parse("4.16.55", -1, &status));
    g_assert_cmpstr(nx_status_text(status, text), ==, "4.16.55");
    g_assert_true(nx_status_parse("5.1.1xyz", 5, &status));
    g_assert_true(nx_status_parse("5.999.999", -1, &status));
    g_assert_cmpstr(nx_status_text(status, text), ==, "5.999.999");
    static const char *const NONE[] = {"",          "5",        "5.1",   "5.1.1.1", "5.1.1x",
                                       "550 5.1.1", "5.1.1000", "6.1.1", "5.1.-1",  "5. 1.1"};
    for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++) {
        g_assert_false(nx_status_parse(NONE[i], -1, &status));
        g_assert_true(nx_status_equal(status, NX_STATUS_NONE));
    }
}

static void test_specific(void)
{
    g_assert_true(nx_status_is_specific((NxStatus){5, 1, 1}));
    g_assert_true(nx_status_is_specific((NxStatus){5, 0, 1}));
    g_assert_false(nx_status_is_specific((NxStatus){5, 1, 0}));
    g_assert_false(nx_status_is_specific((NxStatus){5, 0, 0}));
    g_assert_false(nx_status_is_specific(NX_STATUS_NONE));
}

static void test_reply(void)
{
    static const struct {
        const char *text;
        guint code;
        gsize at;
    } CASES[] = {
        {"550 5.1.1 no", 550, 0},
        {"550-5.1.1 no", 550, 0},
        {"550", 550, 0},
        {"smtp; 550 no", 550, 6},
        {"smtp;550 no", 550, 5},
        {"host mx.example said: 552 full", 552, 22},
        {"<<< 421 later", 421, 4},
        {"first line\n   554 second", 554, 14},
        {"failed (550 no)", 550, 8},
        {"#550 no", 550, 1},
        {"error '550 no'", 550, 7},
        {"SMTP error 451: later", 451, 11},
        {"reply code 503", 503, 11},
        {"250 ok", 250, 0},
        {"at 12:550 it", 0, 0},
        {"5.1.1 no", 0, 0},
        {"550.1.1.1", 0, 0},
        {"in 500 tries", 0, 0},
        {"5501 x", 0, 0},
        {"x550 y", 0, 0},
        {"550x", 0, 0},
        {"650 no", 0, 0},
        {"199 no", 0, 0},
        {"(550/12)", 0, 0},
        {"", 0, 0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        gsize at = 0;
        g_test_message("%s", CASES[i].text);
        g_assert_cmpuint(nx_reply_find(CASES[i].text, -1, &at), ==, CASES[i].code);
        g_assert_cmpuint(at, ==, CASES[i].at);
    }
    g_assert_cmpuint(nx_reply_find("a\0"
                                   "550 b",
                                   7, NULL),
                     ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/status/standing free in text", test_found);
    g_test_add_func("/status/versions, dates and IP addresses are none", test_not_found);
    g_test_add_func("/status/any bytes", test_any_bytes);
    g_test_add_func("/status/as a field", test_field);
    g_test_add_func("/status/more than its class", test_specific);
    g_test_add_func("/reply/only where a reply starts", test_reply);
    return g_test_run();
}
