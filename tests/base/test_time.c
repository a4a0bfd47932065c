/* Times and durations read and written. */
#include <nixie/time.h>

static void set_zone(const char *zone)
{
    g_setenv("TZ", zone, TRUE);
    tzset();
}

static void test_parse(void)
{
    static const struct {
        const char *text;
        NxTime time;
    } CASES[] = {
        {"1970-01-01T00:00:01Z", 1},
        {"2026-11-21T10:00:00Z", 1795255200},
        {"2026-11-21T11:00:00+01:00", 1795255200},
        {"2026-11-21 05:00:00-05:00", 1795255200},
        {"2026-11-21t10:00:00.999z", 1795255200},
        {"2016-12-31T23:59:60Z", 1483228799}, /* a leap second, which no clock here has */
        {"2024-02-29T00:00:00Z", 1709164800},
        {"1969-12-31T23:59:59Z", -1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxTime time;
        g_assert_true(nx_time_parse(CASES[i].text, &time));
        g_assert_cmpint(time, ==, CASES[i].time);
    }
}

static void test_refused(void)
{
    static const char *const NONE[] = {
        "",
        "now",
        "2026-11-21T10:00:00",
        "2026-11-21T10:00Z",
        "2026-02-30",
        "2026-13-01",
        "2023-02-29T00:00:00Z",
        "26-11-21",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-11-21T10:00:61Z",
        "2026-11-21T10:00:00.Z",
        "2026-11-21T10:00:00+1:00",
        "2026-11-21T10:00:00Zx",
        "2026-11-21x",
        "0000-01-01",
        "2026/11/21",
        "2026-11-21T10:00:00+24:00",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++) {
        NxTime time = 5;
        g_test_message("%s", NONE[i]);
        g_assert_false(nx_time_parse(NONE[i], &time));
        g_assert_cmpint(time, ==, NX_TIME_UNKNOWN);
    }
    NxTime time;
    g_assert_false(nx_time_parse(NULL, &time));
}

static void test_local_midnight(void)
{
    NxTime time;
    set_zone("Europe/Berlin");
    g_assert_true(nx_time_parse("2026-11-21", &time));
    g_autofree char *utc = nx_time_rfc3339(time), *local = nx_time_local(time, "%F %R");
    g_assert_cmpstr(utc, ==, "2026-11-20T23:00:00Z");
    g_assert_cmpstr(local, ==, "2026-11-21 00:00");
    set_zone("UTC");
}

static void test_written(void)
{
    g_autofree char *none = nx_time_rfc3339(NX_TIME_UNKNOWN), *empty = nx_time_local(NX_TIME_UNKNOWN, "%F");
    g_autofree char *beyond = nx_time_rfc3339(G_MAXINT64), *beyond_local = nx_time_local(G_MAXINT64, "%F");
    g_autofree char *some = nx_time_rfc3339(1795255200);
    g_assert_null(none);
    g_assert_null(beyond);
    g_assert_cmpstr(empty, ==, "");
    g_assert_cmpstr(beyond_local, ==, "");
    g_assert_cmpstr(some, ==, "2026-11-21T10:00:00Z");
}

static void test_days(void)
{
    set_zone("UTC");
    g_assert_cmpint(nx_time_day(1), ==, 0);
    g_assert_cmpint(nx_time_day(NX_DAY - 1), ==, 0);
    g_assert_cmpint(nx_time_day(NX_DAY), ==, 1);
    g_assert_cmpint(nx_time_day(-1), ==, -1);
    g_assert_cmpint(nx_time_day(-NX_DAY), ==, -1);
    set_zone("Europe/Berlin");
    g_assert_cmpint(nx_time_day(1795255200), ==, nx_time_day(1795255200 + 12 * NX_HOUR));
    g_assert_cmpint(nx_time_day(1795255200) + 1, ==,
                    nx_time_day(1795255200 + 13 * NX_HOUR)); /* 23:00 UTC is midnight there */
    set_zone("America/New_York");
    g_assert_cmpint(nx_time_day(1795255200) - 1, ==,
                    nx_time_day(1795255200 - 6 * NX_HOUR)); /* 04:00 UTC is 23:00 the day before */
    set_zone("UTC");
}

static void test_durations(void)
{
    static const struct {
        const char *text;
        NxTime seconds;
    } CASES[] = {{"90s", 90},         {"30m", 1800}, {"24h", NX_DAY},         {"7d", 7 * NX_DAY},
                 {"2w", 14 * NX_DAY}, {"0h", 0},     {"3650d", 3650 * NX_DAY}};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxTime seconds;
        g_assert_true(nx_duration_parse(CASES[i].text, &seconds));
        g_assert_cmpint(seconds, ==, CASES[i].seconds);
    }
    static const char *const NONE[] = {
        "", "h", "24", "24 h", "-1h", "1.5h", "24hh", "1y", "11w1d", "4000d", "99999999999999999999d", "600w"};
    for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++) {
        NxTime seconds;
        g_assert_false(nx_duration_parse(NONE[i], &seconds));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/time/RFC 3339 is read", test_parse);
    g_test_add_func("/time/what is none is refused", test_refused);
    g_test_add_func("/time/a bare date is local midnight", test_local_midnight);
    g_test_add_func("/time/is written, and nothing for not known", test_written);
    g_test_add_func("/time/days are local", test_days);
    g_test_add_func("/time/durations", test_durations);
    return g_test_run();
}
