/* How often mail servers are asked, on each bound. */
#include <nixie/check.h>

enum { NOW = 1795000000 };

static GPtrArray *log_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)nx_probe_free);
}

/* `n` questions for one name each, `ago` seconds before now. */
static void asked(GPtrArray *log, const char *group, guint n, NxTime ago, NxCheckReason reason)
{
    for (guint i = 0; i < n; i++) {
        NxProbe *probe = nx_probe_new(group, "d.example", NULL, "me", NOW - ago);
        probe->rcpts = 1;
        probe->reason = reason;
        g_ptr_array_add(log, probe);
    }
}

static void assert_pace(const GPtrArray *log, const NxPaceLimits *limits, NxPace wanted, NxTime in)
{
    NxTime again;
    g_assert_cmpint(nx_probe_pace(limits, log, "big.example", NOW, &again), ==, wanted);
    g_assert_cmpint(again - NOW, ==, in);
}

static void limits_hold_on_their_bounds(void)
{
    static const struct {
        const char *group;
        guint n;
        NxTime ago;
        NxPace pace;
        NxTime in;
    } CASES[] = {
        {"big.example", 0, 0, NX_PACE_GO, 0},
        {"big.example", 1, 29, NX_PACE_WAIT, 1},
        {"big.example", 1, 30, NX_PACE_GO, 0},
        {"other.example", 1, 0, NX_PACE_GO, 0},
        {"big.example", 19, 60, NX_PACE_GO, 0},
        {"big.example", 20, 60, NX_PACE_ENOUGH, NX_HOUR - 60},
        {"big.example", 20, NX_HOUR, NX_PACE_GO, 0},
        {"other.example", 20, 60, NX_PACE_GO, 0},
        {"big.example", 99, NX_HOUR, NX_PACE_GO, 0},
        {"big.example", 100, NX_HOUR, NX_PACE_ENOUGH, NX_DAY - NX_HOUR},
        {"big.example", 100, NX_DAY, NX_PACE_GO, 0},
        {"other.example", 499, NX_HOUR, NX_PACE_GO, 0},
        {"other.example", 500, NX_HOUR, NX_PACE_ENOUGH, NX_DAY - NX_HOUR},
        {"other.example", 500, NX_DAY, NX_PACE_GO, 0},
    };
    const NxPaceLimits limits = {0};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GPtrArray) log = log_new();
        asked(log, CASES[i].group, CASES[i].n, CASES[i].ago, NX_CHECK_MAILBOX_EXISTS);
        assert_pace(log, &limits, CASES[i].pace, CASES[i].in);
    }
}

static void settings_lower_and_never_raise(void)
{
    g_autoptr(GPtrArray) three = log_new(), twenty = log_new();
    asked(three, "big.example", 3, 60, NX_CHECK_GREYLISTED);
    asked(twenty, "big.example", 20, 60, NX_CHECK_GREYLISTED);
    assert_pace(three, &(NxPaceLimits){.per_hour = 3}, NX_PACE_ENOUGH, NX_HOUR - 60);
    assert_pace(three, &(NxPaceLimits){.per_hour = 4}, NX_PACE_GO, 0);
    assert_pace(three, &(NxPaceLimits){.per_day = 3}, NX_PACE_ENOUGH, NX_DAY - 60);
    assert_pace(three, &(NxPaceLimits){.daily = 3}, NX_PACE_ENOUGH, NX_DAY - 60);
    assert_pace(twenty, &(NxPaceLimits){.per_hour = 1000}, NX_PACE_ENOUGH, NX_HOUR - 60);
}

/* A question that is on its way, of this program or another, counts before it is answered. */
static void what_is_on_its_way_counts(void)
{
    g_autoptr(GPtrArray) log = log_new();
    asked(log, "big.example", 1, 5, NX_CHECK_NOT_ASKED);
    ((NxProbe *)log->pdata[0])->rcpts = 0;
    assert_pace(log, &(NxPaceLimits){.per_hour = 1}, NX_PACE_ENOUGH, NX_HOUR - 5);
}

static void who_wants_no_more_is_left_alone_for_a_day(void)
{
    g_autoptr(GPtrArray) log = log_new();
    const NxPaceLimits limits = {0};
    asked(log, "big.example", 1, NX_HOUR, NX_CHECK_BLOCKED_US);
    assert_pace(log, &limits, NX_PACE_GO, 0);
    ((NxProbe *)log->pdata[0])->stops = TRUE;
    assert_pace(log, &limits, NX_PACE_STOPPED, NX_DAY - NX_HOUR);
    ((NxProbe *)log->pdata[0])->at = NOW - NX_DAY;
    assert_pace(log, &limits, NX_PACE_GO, 0);
}

/* Whoever asks for many that do not exist looks like one who guesses names. */
static void six_of_ten_that_do_not_exist_are_enough(void)
{
    const NxPaceLimits limits = {0};
    for (guint absent = 5; absent <= 6; absent++) {
        g_autoptr(GPtrArray) log = log_new();
        asked(log, "big.example", absent, 7200, NX_CHECK_DOES_NOT_EXIST);
        asked(log, "big.example", 10 - absent - 1, 7200, NX_CHECK_MAILBOX_EXISTS);
        assert_pace(log, &limits, NX_PACE_GO, 0);
        asked(log, "big.example", 1, 7200, NX_CHECK_MAILBOX_EXISTS);
        assert_pace(log, &limits, absent > 5 ? NX_PACE_STOPPED : NX_PACE_GO, absent > 5 ? NX_DAY - 7200 : 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/pace/bounds", limits_hold_on_their_bounds);
    g_test_add_func("/check/pace/settings", settings_lower_and_never_raise);
    g_test_add_func("/check/pace/on-its-way", what_is_on_its_way_counts);
    g_test_add_func("/check/pace/stopped", who_wants_no_more_is_left_alone_for_a_day);
    g_test_add_func("/check/pace/guessing", six_of_ten_that_do_not_exist_are_enough);
    return g_test_run();
}
