/* Answering guards on the screen. */
#include "tui/harness.h"

#define MORNING ((NxTime)1795248000) /* 2026-11-21T08:00:00Z */

/* `n` unknown users of one domain, and a few other bounces. */
static void put_box(const char *name, const char *who, guint n)
{
    g_autoptr(GString) box = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *recipient = g_strdup_printf("%s%u@corp.example", who, i);
        g_autofree char *id = g_strdup_printf("%s%u@sender.example", who, i);
        NxBounce bounce = {.recipient = recipient,
                           .status = "5.1.1",
                           .diagnostic = "550 5.1.1 User unknown",
                           .remote_mta = "mx.corp.example",
                           .original_id = id,
                           .arrived = MORNING + i};
        nx_bounce_append(box, &bounce);
    }
    for (const NxBounce *bounce = nx_harness_bounces; bounce->status; bounce++)
        nx_bounce_append(box, bounce);
    nx_test_put(name, box->str);
}

static NxHarness *harness_of(const char *name, guint n)
{
    put_box("flood", "user", n);
    return nx_harness_new(name, "flood");
}

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

static void accept_all(NxHarness *harness)
{
    nx_harness_press(harness, "T");
    nx_harness_type(harness, "domain:corp.example reason:userunknown");
    nx_harness_press(harness, "Enter a");
}

static void the_detail_says_which_source(void)
{
    g_autoptr(NxHarness) harness = harness_of("detail", 15);
    nx_harness_press(harness, "g g Enter");
    nx_assert_shows(harness, "domain:corp.example: 15 newly dead addresses");
}

static void accepting_says_where_more_is_told(void)
{
    g_autoptr(NxHarness) harness = harness_of("accept", 15);
    accept_all(harness);
    nx_assert_shows(harness, "left 15: 15 held back by a guard  (:allow shows what guards hold back)");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "user3@corp.example"), ==, NX_DECISION_NONE);
}

static void a_guard_shows_what_it_holds(void)
{
    g_autoptr(NxHarness) harness = harness_of("show", 25);
    command(harness, "allow");
    nx_assert_shows(harness, "what guards hold back");
    nx_assert_shows(harness, "> domain:corp.example       25  25 newly dead addresses within 1 h");
    nx_assert_shows(harness, "-- 2 sources --");
    nx_assert_hides(harness, "user24@corp.example");
    nx_harness_press(harness, "Enter v");
    nx_assert_shows(harness, "5.1.1    user24@corp.example                 550 5.1.1 User unknown");
    nx_assert_shows(harness, "20 of 25 are shown");
}

static void guards_are_answered_where_they_are_listed(void)
{
    g_autoptr(NxHarness) harness = harness_of("answered", 15);
    nx_harness_press(harness, "! Enter y");
    nx_assert_shows(harness, "Let domain:corp.example through for 24 hours.  u undoes.");
    nx_assert_hides(harness, "domain:corp.example: 15");
    nx_harness_press(harness, "u");
    nx_assert_shows(harness, "> domain:corp.example       15  15 newly dead addresses");
    nx_harness_press(harness, "Enter n"); /* another key: it speaks on */
    nx_assert_shows(harness, "> domain:corp.example       15  15 newly dead addresses");
}

static void who_is_let_through_is_accepted_and_undone(void)
{
    g_autoptr(NxHarness) harness = harness_of("allow", 15);
    command(harness, "allow domain:corp.example");
    nx_assert_shows(harness, "Let domain:corp.example through for 24 hours?");
    nx_assert_shows(harness, "15 are held back");
    nx_harness_press(harness, "v");
    nx_assert_shows(harness, "user14@corp.example");
    nx_harness_press(harness, "q y");
    nx_assert_shows(harness, "Let domain:corp.example through for 24 hours.  u undoes.");
    nx_harness_press(harness, "$");
    nx_assert_shows(harness, "allow        domain:corp.example");
    nx_harness_press(harness, "q u");
    nx_assert_shows(harness, "The guard speaks again.");
    accept_all(harness);
    nx_assert_shows(harness, "15 held back by a guard");
    nx_harness_press(harness, "n ^R");
    nx_assert_shows(harness, "Let it through again.");
    nx_harness_press(harness, "a y");
    g_assert_cmpint(nx_harness_on_disk(harness, "user3@corp.example"), ==, NX_DECISION_SUPPRESS);
}

static void another_key_leaves_the_guard_alone(void)
{
    g_autoptr(NxHarness) harness = harness_of("no", 15);
    command(harness, "allow domain:corp.example");
    nx_harness_press(harness, "n");
    accept_all(harness);
    nx_assert_shows(harness, "15 held back by a guard");
}

/* The session before has taken 10, of which no guard could say anything yet. */
static void what_was_taken_before_is_taken_back(void)
{
    put_box("first", "early", 10);
    NxHarness *before = nx_harness_new("late", "first");
    accept_all(before);
    nx_harness_press(before, "y");
    g_assert_cmpint(nx_harness_on_disk(before, "early3@corp.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_free(before);
    put_box("flood", "user", 10);
    g_autoptr(NxHarness) harness = nx_harness_new("late", "flood");
    command(harness, "allow domain:corp.example");
    nx_assert_shows(harness, "10 addresses of it were suppressed by advice in the last 72 hours.");
    nx_harness_press(harness, "b");
    nx_assert_shows(harness, "Took back 10 addresses of domain:corp.example.  u undoes.");
    g_assert_cmpint(nx_harness_on_disk(harness, "early3@corp.example"), ==, NX_DECISION_NONE);
    nx_harness_press(harness, "u");
    g_assert_cmpint(nx_harness_on_disk(harness, "early3@corp.example"), ==, NX_DECISION_SUPPRESS);
}

static void what_no_guard_speaks_of_is_no_question(void)
{
    g_autoptr(NxHarness) harness = harness_of("wrong", 15);
    command(harness, "allow domain:corp.exmple");
    nx_assert_shows(harness, "no guard speaks because of domain:corp.exmple; they do because of: domain:corp.example");
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) quiet = nx_harness_new("quiet", "box");
    command(quiet, "allow");
    nx_assert_shows(quiet, "no guard speaks because of where the bounces come from");
}

static void the_names_are_completed(void)
{
    g_autoptr(NxHarness) harness = harness_of("complete", 15);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "allow dom");
    nx_harness_press(harness, "Tab Enter");
    nx_assert_shows(harness, "Let domain:corp.example through for 24 hours?");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/allow/the detail says which source speaks", the_detail_says_which_source);
    g_test_add_func("/tui/allow/accepting says where more is told", accepting_says_where_more_is_told);
    g_test_add_func("/tui/allow/a guard shows what it holds", a_guard_shows_what_it_holds);
    g_test_add_func("/tui/allow/guards are answered where they are listed", guards_are_answered_where_they_are_listed);
    g_test_add_func("/tui/allow/who is let through is accepted; undo makes the guard speak again",
                    who_is_let_through_is_accepted_and_undone);
    g_test_add_func("/tui/allow/another key leaves the guard alone", another_key_leaves_the_guard_alone);
    g_test_add_func("/tui/allow/what was taken before is taken back", what_was_taken_before_is_taken_back);
    g_test_add_func("/tui/allow/what no guard speaks of is no question", what_no_guard_speaks_of_is_no_question);
    g_test_add_func("/tui/allow/the names are completed", the_names_are_completed);
    return g_test_run();
}
