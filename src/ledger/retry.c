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

/* Where `planned` is the date of the plan. */
static NxTime stretched(const NxRetry *retry, NxTime from, NxTime planned)
{
    gboolean often = retry->episodes >= NX_MANY_EPISODES && is_counted_plan(retry->plan);
    return often && planned != NX_TIME_UNKNOWN ? planned + (planned - from) : planned;
}

NxRetry nx_retry_first(const NxSettings *settings, NxPlan plan, NxTime from, guint episodes)
{
    NxRetry retry = {.plan = has_dates(plan) ? plan : NX_PLAN_S1, .attempt = 1, .episodes = episodes};
    NxTime planned = nx_plan_next(settings, retry.plan, retry.attempt, from, &retry.attempts);
    retry.not_before = stretched(&retry, from, planned);
    return retry;
}

void nx_retry_bounced(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived)
{
    retry->sent = FALSE;
    retry->sent_at = NX_TIME_UNKNOWN;
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
    NxTime planned = nx_plan_next(settings, retry->plan, retry->attempt, arrived, &retry->attempts);
    retry->not_before = stretched(retry, arrived, planned);
    if (retry->not_before == NX_TIME_UNKNOWN)
        retry->attempt = retry->attempts + 1;
}

gboolean nx_retry_is_used_up(guint attempt, guint attempts)
{
    return attempts > 0 && attempt > attempts;
}

NxRetryStep nx_retry_take(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived)
{
    if (nx_retry_is_used_up(retry->attempt, retry->attempts))
        return NX_RETRY_WAITS;
    if (retry->sent && arrived > retry->sent_at + settings->settle)
        return NX_RETRY_OVER;
    NxTime from = retry->sent ? retry->sent_at : retry->not_before;
    if (from == NX_TIME_UNKNOWN || arrived <= from)
        return NX_RETRY_WAITS;
    nx_retry_bounced(retry, settings, plan, arrived);
    return NX_RETRY_MOVES;
}

NxRetryStep nx_retry_take_unasked(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived)
{
    NxRetryStep step = nx_retry_take(retry, settings, plan, arrived);
    if (nx_retry_is_used_up(retry->attempt, retry->attempts)) {
        retry->attempt = retry->attempts;
        retry->not_before =
            stretched(retry, arrived, nx_plan_next(settings, retry->plan, retry->attempt, arrived, NULL));
    }
    return step;
}
