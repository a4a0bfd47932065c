/* Where a retry stands, and what repeats an event. */
#include <nixie/catalog.h>

#define NOW ((NxTime)1795255200)
#define SETTLE (7 * NX_DAY)

static NxPhase phase(NxTime not_before, NxTime sent_at)
{
    return nx_retry_phase(NX_DECISION_RETRY, not_before, sent_at != 0, sent_at, SETTLE, NOW);
}

static void a_retry_goes_its_way(void)
{
    g_assert_cmpint(phase(NOW + 1, 0), ==, NX_PHASE_PAUSED);
    g_assert_cmpint(phase(NOW, 0), ==, NX_PHASE_DUE);
    g_assert_cmpint(phase(NOW - NX_DAY, NOW - NX_HOUR), ==, NX_PHASE_SENT);
    g_assert_cmpint(phase(NOW - 9 * NX_DAY, NOW - SETTLE), ==, NX_PHASE_RECOVERED);
    g_assert_cmpint(nx_retry_phase(NX_DECISION_SUPPRESS, NOW - 1, FALSE, 0, SETTLE, NOW), ==, NX_PHASE_NONE);
}

static void a_used_up_plan_is_never_due(void)
{
    g_assert_cmpint(phase(NX_TIME_UNKNOWN, 0), ==, NX_PHASE_PAUSED);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/retry/it is paused, due, sent, recovered", a_retry_goes_its_way);
    g_test_add_func("/retry/an address whose plan is used up is not mailed again", a_used_up_plan_is_never_due);
    return g_test_run();
}
