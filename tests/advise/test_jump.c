/* Where the newly dead of one source jump, on the bounds of number, share and time. */
#include "advise/guard_numbers.h"
#include "advise/jump.h"

#define DAY0 ((NxTime)1795219200) /* 2026-11-21T00:00:00Z */
#define TODAY (DAY0 + 9 * NX_HOUR)

typedef struct {
    GArray *moments;
} Source;

static void up(Source *source, gconstpointer unused)
{
    (void)unused;
    source->moments = g_array_new(FALSE, FALSE, sizeof(NxMoment));
}

static void down(Source *source, gconstpointer unused)
{
    (void)unused;
    g_array_unref(source->moments);
}

static void fail(Source *source, guint n, NxTime from, NxTime every, gboolean hard, gboolean dead)
{
    for (guint i = 0; i < n; i++) {
        NxMoment moment = nx_moment_make(from + i * every, hard, dead);
        g_array_append_val(source->moments, moment);
    }
}

static void die(Source *source, guint n, NxTime from, NxTime every)
{
    fail(source, n, from, every, TRUE, TRUE);
}

/* `n` on each of `days` days, the first of them `ago` days before today, an hour apart. */
static void usually(Source *source, guint n, guint days, guint ago)
{
    for (guint day = 0; day < days; day++)
        die(source, n, DAY0 - (ago - day) * NX_DAY, NX_HOUR);
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    NxMoment x = *(const NxMoment *)a, y = *(const NxMoment *)b;
    return (x > y) - (x < y);
}

static GArray *find_with(Source *source, NxFailureSourceKind kind, double share)
{
    g_array_sort(source->moments, by_time);
    return nx_jumps_find(kind, (const NxMoment *)(gpointer)source->moments->data, source->moments->len, share);
}

static gboolean jumps_as(Source *source, NxFailureSourceKind kind)
{
    g_autoptr(GArray) jumps = find_with(source, kind, 0.5);
    return jumps && nx_jumps_at(jumps, TODAY);
}

static gboolean jumps(Source *source)
{
    return jumps_as(source, NX_FAILURE_SOURCE_PROVIDER);
}

/* ---- The number -------------------------------------------------------------------------------------------------- */

static void fourteen_in_a_day_are_none(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 14, TODAY, 60);
    g_assert_false(jumps(source));
}

static void fifteen_in_a_day_are_one(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 15, TODAY, 100 * 60);
    g_assert_true(jumps(source));
}

static void fifteen_in_more_than_a_day_are_none(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 15, TODAY, 103 * 60);
    g_assert_false(jumps(source));
}

static void what_fails_and_is_not_newly_dead_does_not_count(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 14, TODAY, 60);
    fail(source, 20, TODAY, 60, TRUE, FALSE);
    fail(source, 20, TODAY, 60, FALSE, FALSE);
    g_assert_false(jumps(source));
}

static void twice_the_peak_is_far_above(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 10, 3, 20);
    die(source, 19, TODAY, 40 * 60);
    g_assert_false(jumps(source));
    die(source, 1, TODAY + NX_HOUR, 0);
    g_assert_true(jumps(source));
}

static void two_days_say_nothing_of_what_is_usual(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 10, 2, 20);
    die(source, 15, TODAY, 40 * 60);
    g_assert_true(jumps(source));
}

static void the_last_week_says_nothing_of_what_is_usual(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 10, 7, 7);
    die(source, 15, TODAY, 40 * 60);
    g_assert_true(jumps(source));
}

static void the_week_before_does(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 10, 3, 10);
    die(source, 15, TODAY, 40 * 60);
    g_assert_false(jumps(source));
}

static void what_was_97_days_ago_still_does(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 10, 3, 97);
    die(source, 15, TODAY, 40 * 60);
    g_assert_false(jumps(source));
}

static void what_was_98_days_ago_does_not(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 10, 3, 98);
    die(source, 15, TODAY, 40 * 60);
    g_assert_true(jumps(source));
}

/* Two days of a fault leave no excuse for a third. */
static void a_fault_of_two_days_is_nobodys_usual(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 5, 10, 40);
    die(source, 200, DAY0 - 20 * NX_DAY, 60);
    die(source, 200, DAY0 - 19 * NX_DAY, 60);
    die(source, 15, TODAY, 40 * 60);
    g_assert_true(jumps(source));
}

static void the_third_highest_day_is_the_peak_in_whatever_order(Source *source, gconstpointer unused)
{
    (void)unused;
    static const guint DEAD[] = {23, 10, 20, 3, 4};
    for (guint i = 0; i < G_N_ELEMENTS(DEAD); i++)
        usually(source, DEAD[i], 1, 20 - i);
    die(source, 19, TODAY, 40 * 60);
    g_assert_false(jumps(source));
    die(source, 1, TODAY + NX_HOUR, 0);
    g_assert_true(jumps(source));
}

static void an_hour_has_a_peak_of_its_own(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 24, 5, 20);
    die(source, 14, TODAY, 60);
    g_assert_false(jumps(source));
    die(source, 1, TODAY + 59 * 60, 0);
    g_assert_true(jumps(source));
}

static void hours_that_were_full_before_may_be_so_again(Source *source, gconstpointer unused)
{
    (void)unused;
    for (guint day = 10; day < 13; day++)
        die(source, 12, DAY0 - day * NX_DAY, 60);
    die(source, 23, TODAY, 60);
    g_assert_false(jumps(source));
    die(source, 1, TODAY + 60, 0);
    g_assert_true(jumps(source));
}

static void a_jump_is_watched_for_a_day_more(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 15, TODAY, 60);
    g_autoptr(GArray) jumps = find_with(source, NX_FAILURE_SOURCE_MTA, 0.5);
    NxTime last = TODAY + 14 * 60;
    g_assert_null(nx_jumps_at(jumps, TODAY - 60));
    g_assert_nonnull(nx_jumps_at(jumps, TODAY));
    g_assert_nonnull(nx_jumps_at(jumps, last + NX_DAY));
    g_assert_null(nx_jumps_at(jumps, last + NX_DAY + 60));
}

static void two_jumps_leave_the_time_between_alone(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 15, TODAY - 4 * NX_DAY, 60);
    die(source, 15, TODAY, 60);
    g_autoptr(GArray) jumps = find_with(source, NX_FAILURE_SOURCE_DOMAIN, 0.5);
    g_assert_nonnull(nx_jumps_at(jumps, TODAY - 4 * NX_DAY));
    g_assert_null(nx_jumps_at(jumps, TODAY - 2 * NX_DAY));
    g_assert_nonnull(nx_jumps_at(jumps, TODAY));
    g_assert_cmpuint(jumps->len, ==, 2);
}

/* ---- The share --------------------------------------------------------------------------------------------------- */

/* 5 of 50 failures are hard, over 5 days. */
static void mostly_soft_before(Source *source)
{
    for (guint day = 20; day < 25; day++) {
        die(source, 1, DAY0 - day * NX_DAY, 0);
        fail(source, 9, DAY0 - day * NX_DAY, NX_HOUR, FALSE, FALSE);
    }
}

static void a_share_that_jumps_is_enough(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 12, TODAY, 60);
    fail(source, 8, TODAY, 60, FALSE, FALSE);
    g_assert_false(jumps(source));
    mostly_soft_before(source);
    g_assert_true(jumps(source));
}

static void nineteen_failures_have_no_share(Source *source, gconstpointer unused)
{
    (void)unused;
    mostly_soft_before(source);
    die(source, 12, TODAY, 60);
    fail(source, 7, TODAY, 60, FALSE, FALSE);
    g_assert_false(jumps(source));
}

static void a_share_below_the_setting_is_none(Source *source, gconstpointer unused)
{
    (void)unused;
    mostly_soft_before(source);
    die(source, 12, TODAY, 60);
    fail(source, 8, TODAY, 60, FALSE, FALSE);
    g_assert_null(find_with(source, NX_FAILURE_SOURCE_PROVIDER, 0.61));
    g_autoptr(GArray) jumps = find_with(source, NX_FAILURE_SOURCE_PROVIDER, 0.6);
    g_assert_nonnull(jumps);
}

static void a_share_that_is_usual_is_no_jump(Source *source, gconstpointer unused)
{
    (void)unused;
    for (guint day = 20; day < 25; day++) {
        die(source, 3, DAY0 - day * NX_DAY, NX_HOUR);
        fail(source, 3, DAY0 - day * NX_DAY, NX_HOUR, FALSE, FALSE);
    }
    die(source, 14, TODAY, 60);
    fail(source, 6, TODAY, 60, FALSE, FALSE);
    g_assert_false(jumps(source));
}

/* ---- Everything together ----------------------------------------------------------------------------------------- */

static void of_everything_the_number_is_not_enough(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 90, TODAY, 60);
    fail(source, 11, TODAY, 60, FALSE, FALSE);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_ALL));
    g_assert_true(jumps_as(source, NX_FAILURE_SOURCE_PROVIDER));
}

static void of_everything_nine_tenths_are_too_much(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 90, TODAY, 60);
    fail(source, 10, TODAY, 60, FALSE, FALSE);
    g_assert_true(jumps_as(source, NX_FAILURE_SOURCE_ALL));
}

static void what_came_before_on_the_day_counts(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 90, TODAY, 60);
    fail(source, 11, TODAY - 20 * NX_HOUR, 60, FALSE, FALSE);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_ALL));
}

static void a_large_send_keeps_its_share(Source *source, gconstpointer unused)
{
    (void)unused;
    mostly_soft_before(source);
    die(source, 40, TODAY, 60);
    fail(source, 160, TODAY, 60, FALSE, FALSE);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_ALL));
    die(source, 2, TODAY, 60);
    g_assert_true(jumps_as(source, NX_FAILURE_SOURCE_ALL));
}

static void a_share_alone_is_no_jump_of_everything(Source *source, gconstpointer unused)
{
    (void)unused;
    mostly_soft_before(source);
    die(source, 14, TODAY, 60);
    fail(source, 14, TODAY, 60, TRUE, FALSE);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_ALL));
}

/* ---- Domains ----------------------------------------------------------------------------------------------------- */

static void nine_domains_in_a_day_are_just_gone(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 9, TODAY, NX_HOUR);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
    die(source, 1, TODAY + 23 * NX_HOUR, 0);
    g_assert_true(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
}

static void fifteen_domains_in_three_days_are_too_many(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 5, TODAY, 60);
    die(source, 5, TODAY + NX_DAY, 60);
    die(source, 4, TODAY + 2 * NX_DAY, 60);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
    die(source, 1, TODAY + 3 * NX_DAY - 60, 0);
    g_assert_true(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
}

static void fifteen_domains_in_longer_are_not(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 14, TODAY, 4 * NX_HOUR);
    die(source, 1, TODAY + 3 * NX_DAY, 0);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
}

static void three_days_are_three_usual_days(Source *source, gconstpointer unused)
{
    (void)unused;
    usually(source, 4, 3, 20);
    die(source, 8, TODAY, 60);
    die(source, 8, TODAY + NX_DAY, 60);
    die(source, 7, TODAY + 2 * NX_DAY, 60);
    g_assert_false(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
    die(source, 1, TODAY + 2 * NX_DAY, 0);
    g_assert_true(jumps_as(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS));
}

/* ---- In words ---------------------------------------------------------------------------------------------------- */

static void assert_text(Source *source, NxFailureSourceKind kind, const char *wanted)
{
    g_autoptr(GArray) jumps = find_with(source, kind, 0.5);
    g_assert_nonnull(jumps);
    g_autofree char *text = nx_jump_text(nx_jumps_at(jumps, TODAY), kind);
    g_assert_cmpstr(text, ==, wanted);
}

static void the_most_is_told_in_the_shortest_time(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 20, TODAY, 60);
    assert_text(source, NX_FAILURE_SOURCE_PROVIDER,
                "20 newly dead addresses within 1 h, and nothing says that so many are usual");
    die(source, 10, TODAY + 5 * NX_HOUR, 60);
    usually(source, 4, 4, 20);
    assert_text(source, NX_FAILURE_SOURCE_PROVIDER, "30 newly dead addresses within 24 h, usual are 4 at most");
}

static void domains_are_told_as_domains(Source *source, gconstpointer unused)
{
    (void)unused;
    die(source, 12, TODAY, NX_HOUR);
    assert_text(source, NX_FAILURE_SOURCE_UNKNOWN_DOMAINS,
                "12 unknown domains within 24 h, and nothing says that so many are usual");
}

static void a_share_is_told_as_a_share(Source *source, gconstpointer unused)
{
    (void)unused;
    mostly_soft_before(source);
    die(source, 12, TODAY, 60);
    fail(source, 8, TODAY, 60, FALSE, FALSE);
    assert_text(source, NX_FAILURE_SOURCE_PROVIDER, "12 of 20 failures within 24 h are hard, far more than is usual");
}

#define ADD_TEST(name, function) g_test_add("/advise/jump/" name, Source, NULL, up, function, down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("14 newly dead in a day are none", fourteen_in_a_day_are_none);
    ADD_TEST("15 in a day are one", fifteen_in_a_day_are_one);
    ADD_TEST("15 in more than a day are none", fifteen_in_more_than_a_day_are_none);
    ADD_TEST("what fails again, or softly, does not count", what_fails_and_is_not_newly_dead_does_not_count);
    ADD_TEST("twice the usual peak is far above", twice_the_peak_is_far_above);
    ADD_TEST("two days say nothing of what is usual", two_days_say_nothing_of_what_is_usual);
    ADD_TEST("the last week says nothing of it", the_last_week_says_nothing_of_what_is_usual);
    ADD_TEST("the week before does", the_week_before_does);
    ADD_TEST("what was 97 days ago still does", what_was_97_days_ago_still_does);
    ADD_TEST("what was 98 days ago does not", what_was_98_days_ago_does_not);
    ADD_TEST("a fault of two days is nobody's usual", a_fault_of_two_days_is_nobodys_usual);
    ADD_TEST("the third highest day is the peak, in whatever order",
             the_third_highest_day_is_the_peak_in_whatever_order);
    ADD_TEST("an hour has a peak of its own", an_hour_has_a_peak_of_its_own);
    ADD_TEST("hours that were full before may be so again", hours_that_were_full_before_may_be_so_again);
    ADD_TEST("a jump is watched for a day more", a_jump_is_watched_for_a_day_more);
    ADD_TEST("two jumps leave the time between alone", two_jumps_leave_the_time_between_alone);
    ADD_TEST("a share that jumps is enough", a_share_that_jumps_is_enough);
    ADD_TEST("19 failures have no share", nineteen_failures_have_no_share);
    ADD_TEST("a share below the setting is none", a_share_below_the_setting_is_none);
    ADD_TEST("a share that is usual is no jump", a_share_that_is_usual_is_no_jump);
    ADD_TEST("of everything the number is not enough", of_everything_the_number_is_not_enough);
    ADD_TEST("of everything nine tenths are too much", of_everything_nine_tenths_are_too_much);
    ADD_TEST("what came before on that day counts", what_came_before_on_the_day_counts);
    ADD_TEST("a large send keeps its share", a_large_send_keeps_its_share);
    ADD_TEST("a share alone is no jump of everything", a_share_alone_is_no_jump_of_everything);
    ADD_TEST("9 unknown domains in a day are just gone, 10 are not", nine_domains_in_a_day_are_just_gone);
    ADD_TEST("15 unknown domains in three days are too many", fifteen_domains_in_three_days_are_too_many);
    ADD_TEST("15 in longer are not", fifteen_domains_in_longer_are_not);
    ADD_TEST("three days may have what three usual days have, twice", three_days_are_three_usual_days);
    ADD_TEST("the most is told, in the shortest time", the_most_is_told_in_the_shortest_time);
    ADD_TEST("domains are told as domains", domains_are_told_as_domains);
    ADD_TEST("a share is told as a share", a_share_is_told_as_a_share);
    return g_test_run();
}
