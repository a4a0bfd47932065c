/* The ledger's view: what waits, what holds for one list alone, what was purged, whom one may ask again. */
#include "tui/harness.h"

#define NOON ((NxTime)1795262400) /* 2026-11-21T12:00:00Z; the screen's clock is two hours before */

static const NxActHead BERT = {.name = "suppress", .actor = "bert", .session = "other", .at = NOON - 200 * NX_DAY};

static NxLedger *open_ledger(const NxHarness *harness)
{
    GError *error = NULL;
    NxLedger *ledger = nx_ledger_open(harness->start.ledger_path, NX_LEDGER_WRITE, &error);
    g_assert_no_error(error);
    return ledger;
}

static void decide(NxLedger *ledger, const NxOrder *order, NxTime at)
{
    NxActHead head = BERT;
    head.at = at;
    g_assert_true(nx_ledger_decide(ledger, &head, order, 1, NULL, NULL, NULL));
}

static NxHarness *prepared(const char *name, NxLedger **ledger)
{
    nx_harness_mailbox("box");
    NxHarness *harness = nx_harness_prepare(name, "box");
    *ledger = open_ledger(harness);
    return harness;
}

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

/* What one may do is said above the rows; the last moment of the day is still today. */
static void what_waits_is_counted(void)
{
    NxLedger *ledger;
    g_autoptr(NxHarness) harness = prepared("waits", &ledger);
    const NxTime midnight = NOON + 12 * NX_HOUR;
    NxOrder retry = {.key = "overdue@a.example",
                     .decision = NX_DECISION_RETRY,
                     .not_before = NOON - NX_DAY,
                     .plan = NX_PLAN_S1,
                     .attempt = 2,
                     .attempts = 4};
    decide(ledger, &retry, NOON - 2 * NX_DAY);
    retry.key = "tonight@a.example";
    retry.not_before = midnight - 1;
    decide(ledger, &retry, NOON - 2 * NX_DAY);
    retry.key = "tomorrow@a.example";
    retry.not_before = midnight;
    decide(ledger, &retry, NOON - 2 * NX_DAY);
    retry.key = "spent@a.example";
    retry.attempt = 5;
    decide(ledger, &retry, NOON - 2 * NX_DAY);
    NxOrder hold = {.key = "b@b.example", .decision = NX_DECISION_HOLD, .cause = "google/blocked"};
    decide(ledger, &hold, NOON - 2 * NX_DAY);
    hold.key = "c@b.example";
    decide(ledger, &hold, NOON - 2 * NX_DAY);
    hold.key = "d@d.example";
    hold.cause = "gmx/blocked";
    decide(ledger, &hold, NOON - 2 * NX_DAY);
    nx_ledger_close(ledger);
    nx_harness_open(harness);
    nx_harness_press(harness, "L");
    nx_assert_shows(harness, "due today 2 · used up 1 · held by google/blocked 2 (R releases)");
    /* On a row that is not held, R is about what is said above; on one that is, about its own cause. */
    command(harness, "limit is:paused or recipient:*@b.example");
    nx_harness_press(harness, "R");
    nx_assert_shows(harness, "Release all that is held by google/blocked?");
    nx_assert_shows(harness, "2 addresses");
    nx_harness_press(harness, "n");
    command(harness, "limit recipient:d@d.example");
    nx_harness_press(harness, "R");
    nx_assert_shows(harness, "Release all that is held by gmx/blocked?");
    nx_harness_press(harness, "y");
    nx_assert_shows(harness, "Released 1 address held by gmx/blocked.");
}

/* A decision for one list alone stands beside that for all, is told from it, and is the only one that its release
 * touches. */
static void what_holds_for_one_list_alone_is_shown(void)
{
    NxLedger *ledger;
    g_autoptr(NxHarness) harness = prepared("scopes", &ledger);
    NxOrder order = {.key = "ann@a.example", .decision = NX_DECISION_IGNORE};
    decide(ledger, &order, NOON - 9 * NX_DAY);
    order.decision = NX_DECISION_SUPPRESS;
    order.scope = "news";
    decide(ledger, &order, NOON - 2 * NX_DAY);
    nx_ledger_close(ledger);
    nx_harness_open(harness);
    nx_harness_press(harness, "L");
    nx_assert_shows(harness, "[2 of 2]");
    nx_assert_shows(harness, "only for news");
    nx_harness_press(harness, "t w t ^U"); /* the newer one, that of the list */
    nx_harness_type(harness, "text");
    nx_harness_press(harness, "Enter ^U");
    nx_harness_type(harness, "scoped-list");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "1 is decided about for one list alone, which cannot be said there");
    nx_harness_press(harness, "n r");
    nx_assert_hides(harness, "paused"); /* attempts are an address's */
    nx_harness_press(harness, "x");
    nx_assert_shows(harness, "[1 of 1]");
    nx_assert_hides(harness, "only for news");
    g_assert_cmpint(nx_harness_on_disk(harness, "ann@a.example"), ==, NX_DECISION_IGNORE);
}

static void who_was_purged_is_counted(void)
{
    NxLedger *ledger;
    g_autoptr(NxHarness) harness = prepared("purged", &ledger);
    decide(ledger, &(NxOrder){.key = "ann@a.example", .decision = NX_DECISION_SUPPRESS}, NOON - 9 * NX_DAY);
    decide(ledger, &(NxOrder){.key = "bob@a.example", .decision = NX_DECISION_SUPPRESS}, NOON - 9 * NX_DAY);
    const char *key = "ann@a.example";
    NxActHead head = BERT;
    head.name = "purge";
    g_assert_true(nx_ledger_purge(ledger, &head, &key, 1, NULL, NULL));
    nx_ledger_close(ledger);
    nx_harness_open(harness);
    nx_harness_press(harness, "L");
    nx_assert_shows(harness, "purged 1 (left out still, nobody can read who)");
    nx_assert_shows(harness, "[1 of 1]");
    nx_assert_hides(harness, "ann@a.example");
}

/* By reason, the oldest first, with what was heard; one day too young is not there. */
static void old_suppressions_are_listed(void)
{
    NxLedger *ledger;
    g_autoptr(NxHarness) harness = prepared("old", &ledger);
    const NxTime now = NOON - 2 * NX_HOUR;
    NxOrder order = {.key = "ann@a.example",
                     .decision = NX_DECISION_SUPPRESS,
                     .reason = NX_REASON_USERUNKNOWN,
                     .klass = NX_CLASS_HARD};
    decide(ledger, &order, now - 200 * NX_DAY);
    order.key = "old@a.example";
    decide(ledger, &order, now - 180 * NX_DAY);
    order.key = "young@a.example";
    decide(ledger, &order, now - 180 * NX_DAY + 1);
    g_autoptr(GPtrArray) lives = g_ptr_array_new();
    NxLife life = {.key = (char *)"old@a.example", .kind = NX_LIFE_TOLD, .at = now - NX_DAY};
    g_ptr_array_add(lives, &life);
    NxActHead head = BERT;
    head.name = "delivered";
    head.at = now - NX_DAY;
    g_assert_true(nx_ledger_delivered(ledger, &head, lives, NULL, NULL));
    nx_ledger_close(ledger);
    nx_harness_open(harness);
    command(harness, "old-suppressions");
    nx_assert_shows(harness, "Suppressed for 180 days and longer    limit: (none)  [2 of 2]");
    nx_assert_hides(harness, "young@a.example");
    g_autofree char *ann = nx_harness_row(harness, "ann@a.example"), *old = nx_harness_row(harness, "old@a.example");
    g_assert_true(g_str_has_prefix(ann, ">")); /* the oldest */
    g_assert_nonnull(strstr(ann, "nothing heard since"));
    g_assert_nonnull(strstr(old, "mail arrived, as somebody said"));
    nx_harness_press(harness, "q");
    command(harness, "old-suppressions 190d");
    nx_assert_shows(harness, "[1 of 1]");
    nx_harness_press(harness, "q");
    command(harness, "old-suppressions soon");
    nx_assert_shows(harness, "soon is no time such as 180d");
}

/* An address is read whole where there is room for it; what goes first is by whom. */
static void columns_are_as_wide_as_what_stands_in_them(void)
{
    NxLedger *ledger;
    g_autoptr(NxHarness) harness = prepared("columns", &ledger);
    decide(
        ledger,
        &(NxOrder){.key = "a-name-of-29-cells@b.example", .decision = NX_DECISION_HOLD, .cause = "google/authfailure"},
        NOON);
    nx_ledger_close(ledger);
    nx_harness_open(harness);
    nx_harness_press(harness, "L");
    nx_assert_shows(harness, "bert");
    nx_harness_size(harness, 24, 80);
    nx_assert_shows(harness, "a-name-of-29-cells@b.example");
    nx_assert_shows(harness, "cause google/authfailure");
    nx_assert_hides(harness, "bert");
    nx_harness_size(harness, 12, 40);
    nx_assert_shows(harness, "a-name-of-29-cells@b.example");
    nx_harness_size(harness, 12, 24);
    nx_assert_shows(harness, "b.example");
}

#define TEST(name, function) g_test_add_func("/tui/ledger-view/" name, function)

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    TEST("what waits is counted, and released", what_waits_is_counted);
    TEST("what holds for one list alone is shown", what_holds_for_one_list_alone_is_shown);
    TEST("who was purged is counted", who_was_purged_is_counted);
    TEST("old suppressions are listed, with what was heard", old_suppressions_are_listed);
    TEST("columns are as wide as what stands in them", columns_are_as_wide_as_what_stands_in_them);
    return g_test_run();
}
