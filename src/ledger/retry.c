/* The steps of a retry: when its first attempt is due, and what a bounce makes of it. */
#include <nixie/retry.h>

/* Neither the rate nor the sender's own trouble says anything of the address. */
static gboolean says_nothing_of_address(NxPlan plan)
{
    return plan == NX_PLAN_S3 || plan == NX_PLAN_S4;
}

static gboolean is_counted_plan(NxPlan plan)
{
    return plan == NX_PLAN_S1 || plan == NX_PLAN_S2;
}

static gboolean has_dates(NxPlan plan)
{
    return is_counted_plan(plan) || plan == NX_PLAN_S3;
}

NxRetry nx_retry_first(const NxSettings *settings, NxPlan plan, NxTime from)
{
    NxRetry retry = {.plan = has_dates(plan) ? plan : NX_PLAN_S1, .attempt = 1};
    retry.not_before = nx_plan_next(settings, retry.plan, retry.attempt, from, &retry.attempts);
    return retry;
}

void nx_retry_bounced(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived)
{
    if (says_nothing_of_address(plan)) { /* the same attempt again, later */
        retry->not_before = nx_plan_next(settings, NX_PLAN_S3, 1, arrived, NULL);
        return;
    }
    if (is_counted_plan(retry->plan)) {
        retry->attempt++;
    } else {
        retry->plan = is_counted_plan(plan) ? plan : NX_PLAN_S1;
        retry->attempt = 1;
    }
    retry->not_before = nx_plan_next(settings, retry->plan, retry->attempt, arrived, &retry->attempts);
    if (retry->not_before == NX_TIME_UNKNOWN)
        retry->attempt = retry->attempts + 1;
}

gboolean nx_retry_is_used_up(guint attempt, guint attempts)
{
    return attempts > 0 && attempt > attempts;
}
