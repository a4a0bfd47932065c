#include "ledger/step.h"

/* Neither the rate nor the sender's own trouble says anything of the address. */
static gboolean says_nothing_of_address(NxPlan plan)
{
    return plan == NX_PLAN_S3 || plan == NX_PLAN_S4;
}

static gboolean is_counted_plan(NxPlan plan)
{
    return plan == NX_PLAN_S1 || plan == NX_PLAN_S2;
}

gboolean nx_step_is_used_up(guint attempt, guint attempts)
{
    return attempts > 0 && attempt > attempts;
}

void nx_step_bounced(NxStep *step, const NxSettings *settings, NxPlan plan, NxTime arrived)
{
    if (says_nothing_of_address(plan)) { /* the same attempt again, later */
        step->not_before = nx_plan_next(settings, NX_PLAN_S3, 1, arrived, NULL);
        return;
    }
    if (is_counted_plan(step->plan)) {
        step->attempt++;
    } else {
        step->plan = is_counted_plan(plan) ? plan : NX_PLAN_S1;
        step->attempt = 1;
    }
    step->not_before = nx_plan_next(settings, step->plan, step->attempt, arrived, &step->attempts);
    if (step->not_before == NX_TIME_UNKNOWN)
        step->attempt = step->attempts + 1;
}
