/* Dates of `From ` lines in all their forms. */
#include "mailbox/fromline.h"

static void check(const char *line, NxTime want)
{
    NxTime date = -1;
    g_test_message("%s", line);
    g_assert_true(nx_from_line_parse(line, strlen(line), &date));
    g_assert_cmpint(date, ==, want);
}

#define T ((NxTime)1793693700) /* 2026-11-03T08:15:00Z */

static void test_forms(void)
{
    check("From MAILER-DAEMON Tue Nov  3 08:15:00 2026", T);
    check("From MAILER-DAEMON  Tue Nov  3 08:15:00 2026", T);
    check("From ann@example.com Tue Nov 03 08:15:00 2026", T);
    check("From ann@example.com Tue Nov  3 08:15 2026", T);
    check("From - Tue Nov  3 08:15:00 2026", T);
    check("From  Tue Nov  3 08:15:00 2026", T);
    check("From Tue Nov  3 08:15:00 2026", T);
    check("From \"ann other\"@example.com Tue Nov  3 08:15:00 2026", T);
    check("From ann other at home Tue Nov  3 08:15:00 2026", T);
    check("From Tue Tue Nov  3 08:15:00 2026", T);
    check("From ann Tue Nov  3 08:15:00 2026 ", T);
    check("From ann\tTue Nov  3 08:15:00 2026", T);
    check("From ann Tue Nov  3 08:15:00 2026 remote from host", T);
}

static void test_zones(void)
{
    check("From ann Tue Nov  3 09:15:00 CET 2026", T);
    check("From ann Tue Nov  3 03:15:00 EST 2026", T);
    check("From ann Tue Nov  3 09:15:00 MET 2026", T);
    check("From ann Tue Nov  3 08:15:00 GMT 2026", T);
    check("From ann Tue Nov  3 09:15:00 +0100 2026", T);
    check("From ann Tue Nov  3 09:15:00 2026 +0100", T);
    check("From ann Tue Nov  3 03:15:00 2026 -0500", T);
    check("From ann Tue Nov  3 09:15:00 2026 CET", T);
    check("From ann Tue Nov  3 08:15:00 XYZ 2026", T);
    check("From 1234567890@xxx Tue Nov 03 08:15:00 +0000 2026", T);
    check("From ann Tue, 3 Nov 2026 09:15:00 +0100", T);
    check("From ann Tue, 03 Nov 2026 08:15:00 GMT", T);
}

static void test_text(void)
{
    static const char *const NONE[] = {
        "",
        "From",
        "From ",
        "From here on it is text",
        "From Monday on we are closed",
        "From Mon to Fri we are open",
        "From ann Tue Nov  3 2026",
        "From ann Tue Nov  3 08:15:00",
        "From ann Nov  3 08:15:00 2026",
        "From ann Tue Nov 31 08:15:00 2026",
        "From ann Tue Nov  0 08:15:00 2026",
        "From ann Tue Nov  3 24:15:00 2026",
        "From ann Tue Nov  3 08:60:00 2026",
        "From ann Tue Nov  3 08:15:00:00 2026",
        "From ann Tue Nov  3 08:15:00 1926",
        "From ann Tue Nov  3 08:15:00 2026 we met",
        "From ann Tue Nov  3 08:15:00 2026, I remember",
        "From ann Tue Nox  3 08:15:00 2026",
        ">From ann Tue Nov  3 08:15:00 2026",
        "from ann Tue Nov  3 08:15:00 2026",
        "From: ann Tue Nov  3 08:15:00 2026",
        " From ann Tue Nov  3 08:15:00 2026",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++) {
        g_test_message("%s", NONE[i]);
        g_assert_false(nx_from_line_parse(NONE[i], strlen(NONE[i]), NULL));
    }
}

static void test_long(void)
{
    GString *line = g_string_new("From ");
    for (int i = 0; i < 500; i++)
        g_string_append(line, "a ");
    g_string_append(line, "Tue Nov  3 08:15:00 2026");
    g_assert_false(nx_from_line_parse(line->str, line->len, NULL));
    g_string_free(line, TRUE);
}

static void test_any_bytes(void)
{
    static const char *const WORDS[] = {"Tue", "Nov",  "3",  "08:15", "08:15:00", "2026", "+0100", "CET",
                                        "x",   "Mon,", "99", ":",     "-",        "\xff", "remote"};
    for (int i = 0; i < 50000; i++) {
        GString *line = g_string_new("From");
        for (int n = g_test_rand_int_range(0, 9); n; n--)
            g_string_append_printf(line, " %s", WORDS[g_test_rand_int_range(0, G_N_ELEMENTS(WORDS))]);
        NxTime date;
        if (nx_from_line_parse(line->str, line->len, &date)) {
            g_assert_nonnull(strstr(line->str, "2026"));
            g_assert_cmpint(ABS(date - T), <, 366 * NX_DAY);
        }
        g_string_free(line, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/from line/as programs write it", test_forms);
    g_test_add_func("/mailbox/from line/zones before and after the year", test_zones);
    g_test_add_func("/mailbox/from line/text that begins with From is none", test_text);
    g_test_add_func("/mailbox/from line/none is longer than a kilobyte", test_long);
    g_test_add_func("/mailbox/from line/any words", test_any_bytes);
    return g_test_run();
}
