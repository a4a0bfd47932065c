/* Deliveries in the logs of MTAs. */
#include <nixie/export.h>
#include <time.h>

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z, 13:00 of the local time here */
#define AT(day, hour, minute) (NOW + ((day)-21) * NX_DAY + ((hour)-10) * NX_HOUR + (minute)*60)

static void check_at(NxTime now, const char *line, const char *address, NxTime at)
{
    NxTime found;
    g_autofree char *whom = nx_delivery_parse(line, now, &found);
    g_test_message("%s", line);
    g_assert_cmpstr(whom, ==, address);
    if (address)
        g_assert_cmpint(found, ==, at);
}

static void check(const char *line, const char *address, NxTime at)
{
    check_at(NOW, line, address, at);
}

static void test_delivered(void)
{
    check("ann@a.example", "ann@a.example", NOW);
    check("Nov 20 11:30:00 mx postfix/smtp[1]: A1: to=<ann@a.example>, relay=mx, status=sent (250 ok)", "ann@a.example",
          AT(20, 8, 30));
    check("Nov 20 11:30:00 mx sendmail[1]: A1: to=<ann@a.example>, delay=1, stat=Sent (ok)", "ann@a.example",
          AT(20, 8, 30));
    check("Nov 20 11:30:00 mx sendmail[1]: A1: to=ann@a.example, delay=1, stat=Sent (ok)", "ann@a.example",
          AT(20, 8, 30));
    check("2025-11-20 11:30:00 1abc-00 => ann@a.example R=dns T=smtp", "ann@a.example", AT(20, 8, 30));
    check("2025-11-20 11:30:00 1abc-00 -> ann@a.example R=dns T=smtp", "ann@a.example", AT(20, 8, 30));
    check("2025-11-20 11:30:00 1abc-00 => ann <ann@a.example> R=local", "ann@a.example", AT(20, 8, 30));
}

static void test_other_lines(void)
{
    static const char *const LINES[] = {
        "",
        "#",
        "# ann@a.example",
        "Nov 20 11:30:00 mx postfix/smtp[1]: A1: to=<ann@a.example>, relay=mx, status=bounced (550 no)",
        "Nov 20 11:30:00 mx postfix/smtp[1]: A1: to=<ann@a.example>, relay=mx, status=deferred (450 no)",
        "Nov 20 11:30:00 mx sendmail[1]: A1: to=<ann@a.example>, delay=1, stat=User unknown",
        "2025-11-20 11:30:00 1abc-00 ** ann@a.example: no such user",
        "2025-11-20 11:30:00 1abc-00 <= list@news.example H=mx",
        "Nov 20 11:30:00 mx postfix/qmgr[1]: A1: from=<list@news.example>, size=1, nrcpt=1 status=sent",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++)
        check(LINES[i], NULL, 0);
}

static void test_times(void)
{
    static const struct {
        const char *time;
        NxTime at;
    } CASES[] = {
        {"2025-11-20T08:30:00Z", AT(20, 8, 30)},
        {"2025-11-20T11:30:00+03:00", AT(20, 8, 30)},
        {"2025-11-20T08:30:00.123456+00:00", AT(20, 8, 30)},
        {"2025-11-20 11:30:00", AT(20, 8, 30)},
        {"Nov 20 11:30:00", AT(20, 8, 30)},
        {"Nov  2 11:30:00", AT(2, 8, 30)},
        {"Nov 21 13:00:00", NOW},
        {"Nov 21 13:00:01", NOW + 1 - 365 * NX_DAY}, /* that was last year */
        {"Dec 31 11:30:00", AT(20, 8, 30) + 41 * NX_DAY - 365 * NX_DAY},
        {"Feb 29 11:30:00", 1709195400}, /* of 2024, as no later year has one */
        {"2025-11-22T08:30:00Z", NOW},   /* a clock that is ahead */
        {"2025-11-22 11:30:00", NOW},
        {"Nov 31 11:30:00", NOW}, /* says nothing */
        {"ovN 20 11:30:00", NOW},
        {"somewhen", NOW},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *line = g_strconcat(CASES[i].time, " mx: to=<ann@a.example>, status=sent", NULL);
        check(line, "ann@a.example", CASES[i].at);
    }
}

static void test_leap_days(void)
{
    static const NxTime BEFORE_LEAP_DAY = 4233600000; /* 2104-02-28, and 2100 has none */
    check_at(BEFORE_LEAP_DAY, "Feb 29 11:30:00 mx: to=<ann@a.example>, status=sent", "ann@a.example", 3981342600);
}

static void test_ends_of_addresses(void)
{
    static const char *const LINES[] = {
        "x => ann@a.example",
        "x => ann@a.example\tR=dns",
        "x => ann@a.example, bob@a.example",
        "x => ann <ann@a.example>",
        "x => ann <ann@a.example",
        "x to=<ann@a.example> status=sent",
        "2025-11-20T to=<ann@a.example>, status=sent",
        "2025-11-20-11:30:00 to=<ann@a.example>, status=sent",
    };
    for (guint i = 0; i < G_N_ELEMENTS(LINES); i++)
        check(LINES[i], "ann@a.example", NOW);
    check("x to=<>, status=sent", NULL, 0);
    check("2025-11-20\t11:30 => ann@a.example", "ann@a.example", NOW);
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "XST-3", TRUE);
    tzset();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/delivery/what Postfix, Sendmail and Exim delivered", test_delivered);
    g_test_add_func("/delivery/other lines tell of nobody", test_other_lines);
    g_test_add_func("/delivery/when", test_times);
    g_test_add_func("/delivery/a leap day may lie eight years back", test_leap_days);
    g_test_add_func("/delivery/an address ends where its line says", test_ends_of_addresses);
    return g_test_run();
}
