/* The review: contradictions beside acts. */
#include "tui/harness.h"

#define NOON ((NxTime)1795262400) /* 2026-11-21T12:00:00Z; the screen's clock is two hours before */
#define KARL "karl@island.example"

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

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

/* Somebody has ignored an address by hand that died for certain since; and one by advice is nobody's opinion. */
static void a_contradiction_names_both_sides(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_prepare("contradicted", "box");
    NxLedger *ledger = open_ledger(harness);
    decide(ledger, &(NxOrder){.key = "kijitora@orchard.example", .decision = NX_DECISION_IGNORE}, NOON - 9 * NX_DAY);
    decide(ledger,
           &(NxOrder){.key = "a-very-long-local-part-that-has-to-be-cut@a-long-domain.harbour.example",
                      .decision = NX_DECISION_IGNORE,
                      .by_advice = TRUE},
           NOON - 9 * NX_DAY);
    decide(ledger, &(NxOrder){.key = KARL, .decision = NX_DECISION_IGNORE}, NOON - 9 * NX_DAY);
    nx_ledger_close(ledger);
    nx_harness_open(harness);
    nx_harness_press(harness, "$");
    nx_assert_shows(harness,
                    "contradicted: kijitora@orchard.example: ignored by bert 2026-11-12; 2026-11-16 550 5.1.1");
    nx_assert_shows(harness, "0 acts -- 1 contradicted");
    nx_assert_hides(harness, KARL);
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "stays so until somebody decides anew");
    nx_harness_press(harness, "q q");
    command(harness, "limit is:contradicted");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    nx_harness_press(harness, "s $");
    nx_assert_hides(harness, "contradicted:");
    nx_assert_shows(harness, "1 act");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "suppressed");
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/review/a contradiction names both sides", a_contradiction_names_both_sides);
    return g_test_run();
}
