/* The overview: what it counts, and where its lines lead. */
#include "tui/harness.h"
#include "tui/model/overview.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

/* The number in front of the line that holds `text`. */
static guint number_of(NxHarness *harness, const char *text)
{
    g_autofree char *row = nx_harness_row(harness, text);
    g_assert_nonnull(row);
    const char *at = row;
    while (*at && !g_ascii_isdigit(*at))
        at++;
    return (guint)g_ascii_strtoull(at, NULL, 10);
}

static void open_line(NxHarness *harness, const char *text)
{
    g_autofree char *number = g_strdup_printf("%u", number_of(harness, text));
    nx_harness_type(harness, number);
    nx_harness_press(harness, "Enter");
}

static void all_is_counted_whatever_is_listed(void)
{
    g_autoptr(NxHarness) harness = harness_of("counted");
    command(harness, "limit class:soft");
    nx_harness_press(harness, "S");
    nx_assert_shows(harness, "overview");
    nx_assert_shows(harness, "12 events");
    g_autofree char *hard = nx_harness_row(harness, " hard ");
    g_assert_nonnull(hard);
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "limit: class:soft"); /* it was only looked at */
}

static void a_number_opens_the_list_and_q_comes_back(void)
{
    g_autoptr(NxHarness) harness = harness_of("opens");
    command(harness, "limit class:soft");
    nx_harness_press(harness, "S");
    open_line(harness, " block ");
    nx_assert_shows(harness, "limit: class:block");
    nx_assert_shows(harness, "sales@corp.example");
    nx_assert_hides(harness, "karl@island.example");
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "overview");
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "limit: class:soft"); /* the one before */
    g_assert_false(harness->in->quit);
    nx_harness_press(harness, "q");
    g_assert_true(harness->in->quit);
}

static void a_number_of_no_line_moves_nothing(void)
{
    g_autoptr(NxHarness) harness = harness_of("no-line");
    nx_harness_press(harness, "S j j");
    guint position = nx_inspector_top(harness->in)->ops->position(nx_inspector_top(harness->in));
    nx_harness_type(harness, "0");
    g_assert_cmpuint(nx_inspector_top(harness->in)->ops->position(nx_inspector_top(harness->in)), ==, position);
    nx_harness_type(harness, "99"); /* there is a line 9, and none 99 */
    guint last = nx_inspector_top(harness->in)->ops->position(nx_inspector_top(harness->in));
    g_assert_cmpuint(last, <, nx_inspector_top(harness->in)->ops->lines(nx_inspector_top(harness->in)));
}

/* What it says of A is what A does: the question names the same number. */
static void what_can_be_taken_is_what_is_asked_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("taken");
    nx_harness_press(harness, "S");
    g_autofree char *row = nx_harness_row(harness, "take the advice");
    g_assert_nonnull(row);
    g_autoptr(GRegex) number = g_regex_new("take the advice +(\\d+)", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_assert_true(g_regex_match(number, row, 0, &match));
    g_autofree char *count = g_match_info_fetch(match, 1);
    open_line(harness, "take the advice");
    g_assert_true(nx_inspector_is_asking(harness->in));
    g_assert_true(nx_harness_shows(harness, count));
    nx_harness_press(harness, "n");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

/* So many that the advice takes more than one turn: what it says then is still what A does. */
static void what_can_be_taken_waits_for_the_advice(void)
{
    g_autoptr(GString) box = g_string_new(NULL);
    for (guint i = 0; i < 3100; i++) {
        g_autofree char *recipient = g_strdup_printf("user%u@corp.example", i),
                        *id = g_strdup_printf("m%u@sender.example", i);
        NxBounce bounce = {.recipient = recipient,
                           .status = "5.2.2",
                           .diagnostic = "552 5.2.2 Mailbox is full",
                           .remote_mta = "mx.corp.example",
                           .original_id = id,
                           .arrived = nx_harness_bounces[0].arrived + i};
        nx_bounce_append(box, &bounce);
    }
    nx_test_put("many", box->str);
    g_autoptr(NxHarness) harness = nx_harness_new("many-state", "many");
    harness->in->model->advice_stale = TRUE;
    nx_inspector_key(harness->in, 'S');
    NxOverview *at_once = nx_overview_new(harness->in->model);
    g_assert_false(at_once->is_settled);
    for (guint i = 0; i < at_once->lines->len; i++)
        g_assert_cmpint(((const NxOverviewLine *)at_once->lines->pdata[i])->kind, !=, NX_OVERVIEW_TAKE);
    nx_overview_free(at_once);
    nx_harness_settle(harness);
    g_autofree char *row = nx_harness_row(harness, "take the advice");
    g_assert_nonnull(row);
    g_assert_nonnull(strstr(row, "3100 retry"));
}

static void time_opens_the_days(void)
{
    g_autoptr(NxHarness) harness = harness_of("days");
    nx_harness_press(harness, "S");
    open_line(harness, "worst day");
    nx_assert_shows(harness, "by day");
    nx_harness_press(harness, "q q");
    nx_assert_shows(harness, "overview");
}

static void what_is_missing_is_shown_as_a_line(void)
{
    g_autoptr(NxHarness) harness = harness_of("set");
    nx_harness_press(harness, "S");
    nx_assert_hides(harness, "[own] names no domain"); /* it does */
    nx_harness_press(harness, "q");
    command(harness, "own Example.ORG.");
    nx_assert_shows(harness, "[own]  domains=sender.example;example.org");
    command(harness, "own nonsense");
    nx_assert_shows(harness, "\"nonsense\" is no name of a domain");
}

/* Twenty of one domain within minutes, where three came in the days before. */
static void put_outbreak(const char *name)
{
    g_autoptr(GString) box = g_string_new(NULL);
    for (guint i = 0; i < 60; i++) {
        g_autofree char *recipient = g_strdup_printf("user%u@%s", i, i < 40 ? "corp.example" : "other.example"),
                        *id = g_strdup_printf("u%u@sender.example", i);
        NxTime day = nx_harness_bounces[0].arrived;
        NxBounce bounce = {.recipient = recipient,
                           .status = i < 40 ? "5.7.1" : "4.4.1",
                           .diagnostic = i < 40 ? "554 5.7.1 Client host [192.0.2.7] blocked using a blocklist"
                                                : "451 4.4.1 connection timed out",
                           .remote_mta = i < 40 ? "mx.corp.example" : "mx.other.example",
                           .original_id = id,
                           .arrived = i < 40 ? day + 3 * NX_DAY + i : day + i * 6 * NX_HOUR / 10};
        nx_bounce_append(box, &bounce);
    }
    nx_test_put(name, box->str);
}

static void an_incident_is_one_line_and_held_as_one(void)
{
    put_outbreak("outbreak");
    g_autoptr(NxHarness) harness = nx_harness_new("incident", "outbreak");
    nx_harness_press(harness, "S");
    g_autofree char *row = nx_harness_row(harness, "40 of 40");
    g_assert_nonnull(row);
    g_assert_nonnull(strstr(row, "corp.example"));
    g_autofree char *number = g_strdup_printf("%u", number_of(harness, "40 of 40"));
    nx_harness_type(harness, number);
    nx_harness_press(harness, "h y");
    g_assert_cmpint(nx_harness_on_disk(harness, "user0@corp.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_harness_on_disk(harness, "user39@corp.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_harness_on_disk(harness, "user40@other.example"), ==, NX_DECISION_NONE);
    nx_harness_press(harness, "g g h"); /* a class is no incident */
    nx_assert_shows(harness, "decide there");
}

static void nothing_is_said_to_be_nothing(void)
{
    nx_test_put("empty/cur/.keep", "");
    g_assert_cmpint(g_mkdir_with_parents("empty/new", 0700), ==, 0);
    g_autoptr(NxHarness) harness = nx_harness_new("nothing", "empty");
    nx_harness_press(harness, "S");
    nx_assert_shows(harness, "There is no message here yet");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "There is nothing to open here.");
}

static void it_comes_back_with_the_session(void)
{
    {
        g_autoptr(NxHarness) harness = harness_of("session");
        nx_harness_press(harness, "S");
    }
    g_autoptr(NxHarness) harness = harness_of("session");
    nx_assert_shows(harness, "overview");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/overview/all is counted, whatever is listed", all_is_counted_whatever_is_listed);
    g_test_add_func("/tui/overview/a number opens the list, and q comes back",
                    a_number_opens_the_list_and_q_comes_back);
    g_test_add_func("/tui/overview/a number of no line moves nothing", a_number_of_no_line_moves_nothing);
    g_test_add_func("/tui/overview/what can be taken is what is asked about", what_can_be_taken_is_what_is_asked_about);
    g_test_add_func("/tui/overview/what can be taken waits for the advice", what_can_be_taken_waits_for_the_advice);
    g_test_add_func("/tui/overview/time opens the days", time_opens_the_days);
    g_test_add_func("/tui/overview/what is missing is shown as a line", what_is_missing_is_shown_as_a_line);
    g_test_add_func("/tui/overview/an incident is one line, and held as one", an_incident_is_one_line_and_held_as_one);
    g_test_add_func("/tui/overview/nothing is said to be nothing", nothing_is_said_to_be_nothing);
    g_test_add_func("/tui/overview/it comes back with the session", it_comes_back_with_the_session);
    return g_test_run();
}
