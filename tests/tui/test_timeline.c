/* What came when: the groups in the order of time, and how they come back. */
#include "tui/harness.h"
#include "tui/views/views.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void type_command(NxHarness *harness, const char *command)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, command);
    nx_harness_press(harness, "Enter");
}

static NxView *top(NxHarness *harness)
{
    return nx_inspector_top(harness->in);
}

static guint events_shown(NxHarness *harness)
{
    guint n = 0, lines = top(harness)->ops->lines(top(harness));
    for (guint i = 0; i < lines; i++)
        n += nx_groups_at(top(harness), i)->events;
    return n;
}

static void check_times_rise(NxHarness *harness)
{
    guint lines = top(harness)->ops->lines(top(harness));
    for (guint i = 1; i < lines; i++)
        g_assert_cmpstr(nx_groups_at(top(harness), i - 1)->name, <, nx_groups_at(top(harness), i)->name);
}

/* The mailbox is of five days in a row. */
static void every_span_is_a_line_and_nothing_is_left_out(void)
{
    static const struct {
        const char *command, *first, *last;
        guint lines;
    } CASES[] = {
        {"timeline hour", "2026-11-16 08:00", "2026-11-20 14:00", 103}, /* 4 days and 6 hours, both ends */
        {"timeline day", "2026-11-16", "2026-11-20", 5},
        {"timeline week", "2026-W47", "2026-W47", 1},
        {"timeline", "2026-11-16", "2026-11-20", 5}, /* what can be looked over */
    };
    g_autoptr(NxHarness) harness = harness_of("spans");
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        type_command(harness, CASES[i].command);
        guint lines = top(harness)->ops->lines(top(harness));
        g_assert_cmpuint(lines, ==, CASES[i].lines);
        g_assert_cmpstr(nx_groups_at(top(harness), 0)->name, ==, CASES[i].first);
        g_assert_cmpstr(nx_groups_at(top(harness), lines - 1)->name, ==, CASES[i].last);
        g_assert_cmpuint(events_shown(harness), ==, NX_HARNESS_EVENTS);
        check_times_rise(harness);
    }
    type_command(harness, "timeline domain");
    nx_assert_shows(harness, "there is no timeline by");
}

static void enter_opens_one_and_q_comes_back(void)
{
    g_autoptr(NxHarness) harness = harness_of("opened");
    type_command(harness, "timeline day");
    nx_harness_press(harness, "j j Enter");
    g_assert_cmpuint(harness->in->model->list->len, ==, 2);
    nx_assert_shows(harness, "ops@corp.example");
    nx_assert_shows(harness, "day:2026-11-18");
    nx_harness_press(harness, "q");
    g_assert_true(nx_groups_is_charted(top(harness)));
    g_assert_cmpstr(nx_groups_selected(top(harness))->name, ==, "2026-11-18");
    nx_harness_press(harness, "b t"); /* the same as groups: in the order of time, too */
    g_assert_false(nx_groups_is_charted(top(harness)));
    check_times_rise(harness);
    nx_harness_press(harness, "g g j j j Enter q");
    g_assert_false(nx_groups_is_charted(top(harness)));
}

static void acts_work_on_what_one_stands_on(void)
{
    static const char *const WAYS[] = {"timeline day", "group day"};
    for (guint i = 0; i < G_N_ELEMENTS(WAYS); i++) {
        g_autofree char *name = g_strdup_printf("acts%u", i);
        g_autoptr(NxHarness) harness = harness_of(name);
        type_command(harness, WAYS[i]);
        nx_harness_press(harness, "g g j j h y");
        g_assert_cmpint(nx_harness_on_disk(harness, "ops@corp.example"), ==, NX_DECISION_HOLD);
        g_assert_cmpint(nx_harness_on_disk(harness, "sales@corp.example"), ==, NX_DECISION_HOLD);
        g_assert_cmpint(nx_harness_on_disk(harness, "karl@island.example"), ==, NX_DECISION_NONE);
        nx_harness_press(harness, "u");
        g_assert_cmpint(nx_harness_on_disk(harness, "ops@corp.example"), ==, NX_DECISION_NONE);
    }
}

/* An hour in which nothing came has a line, and nothing to open or decide about. */
static void an_empty_span_opens_nothing(void)
{
    g_autoptr(NxHarness) harness = harness_of("empty");
    type_command(harness, "timeline hour");
    nx_harness_press(harness, "g g j j");
    g_assert_cmpuint(nx_groups_selected(top(harness))->events, ==, 0);
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "There is nothing to open here.");
    nx_harness_press(harness, "s");
    nx_harness_press(harness, "a");
    nx_harness_press(harness, "t");
    nx_harness_press(harness, "c");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 0);
}

/* Two events years apart are not millions of hours. */
static void years_between_two_are_not_drawn(void)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    NxBounce bounce = nx_harness_bounces[0];
    nx_bounce_append(mbox, &bounce);
    bounce.arrived -= (NxTime)20 * 365 * 86400;
    bounce.original_id = "old@sender.example";
    nx_bounce_append(mbox, &bounce);
    nx_test_put("years", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_new("years-state", "years");
    type_command(harness, "timeline hour");
    g_assert_cmpuint(top(harness)->ops->lines(top(harness)), ==, 2);
    type_command(harness, "timeline");
    g_assert_cmpuint(top(harness)->ops->lines(top(harness)), >, 1000); /* weeks */
    g_assert_cmpuint(events_shown(harness), ==, 2);
}

static void views_come_back_with_the_session(void)
{
    static const struct {
        const char *name, *command, *keys, *shows;
    } CASES[] = {
        {"timeline", "timeline day", "g g j", "timeline by day"},
        {"groups", "group reason", "j", "by reason"},
        {"opened", "timeline day", "g g j j Enter", "day:2026-11-18"},
        {"within", "group class", "Enter b d", "by domain"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *name = g_strdup_printf("again-%s", CASES[i].name);
        NxHarness *before = harness_of(name);
        type_command(before, CASES[i].command);
        nx_harness_press(before, CASES[i].keys);
        g_autofree char *screen = nx_harness_text(before);
        nx_assert_shows(before, CASES[i].shows);
        nx_harness_free(before);
        g_autoptr(NxHarness) harness = nx_harness_new(name, "box");
        g_autofree char *again = nx_harness_text(harness);
        g_assert_cmpstr(again, ==, screen);
        if (i == 2) { /* and so does the way back */
            nx_harness_press(harness, "q");
            g_assert_true(nx_groups_is_charted(top(harness)));
        }
    }
}

/* A session file is text that anybody may have written. */
static void a_session_that_makes_no_sense_begins_at_the_index(void)
{
    static const char *const VIEWS[] = {"",         "groups",  "groups colour x", "timeline domain x",
                                        "timeline", "nothing", "groups day \\x",  "timeline  ",
                                        " "};
    for (guint i = 0; i < G_N_ELEMENTS(VIEWS); i++) {
        g_autofree char *name = g_strdup_printf("odd%u", i), *path = g_build_filename(name, "session", NULL),
                        *text = NULL;
        nx_harness_free(harness_of(name));
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        g_autofree char *odd = g_strconcat(text, "view=", VIEWS[i], "\ngroup_charted=-1\n", NULL);
        g_assert_true(g_file_set_contents(path, odd, -1, NULL));
        g_autoptr(NxHarness) harness = nx_harness_new(name, "box");
        g_assert_cmpuint(harness->in->model->list->len, ==, NX_HARNESS_EVENTS);
        nx_harness_press(harness, "j k");
    }
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/timeline/every span is a line, and nothing is left out",
                    every_span_is_a_line_and_nothing_is_left_out);
    g_test_add_func("/tui/timeline/Enter opens one, q comes back", enter_opens_one_and_q_comes_back);
    g_test_add_func("/tui/timeline/acts work on what one stands on", acts_work_on_what_one_stands_on);
    g_test_add_func("/tui/timeline/an empty span opens nothing", an_empty_span_opens_nothing);
    g_test_add_func("/tui/timeline/years between two are not drawn", years_between_two_are_not_drawn);
    g_test_add_func("/tui/timeline/views come back with the session", views_come_back_with_the_session);
    g_test_add_func("/tui/timeline/a session that makes no sense begins at the index",
                    a_session_that_makes_no_sense_begins_at_the_index);
    return g_test_run();
}
