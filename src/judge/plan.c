/* Plans: when the next attempt is due (design: S1 the operator's steps, S2 a day and then S1, S3 hours without end, S4
 * none). */
#include "judge/names.h"
#include <nixie/verdict.h>

static const char *const PLAN_NAMES[] = {
    [NX_PLAN_NONE] = "-", [NX_PLAN_S1] = "S1", [NX_PLAN_S2] = "S2", [NX_PLAN_S3] = "S3", [NX_PLAN_S4] = "S4",
};
G_STATIC_ASSERT(G_N_ELEMENTS(PLAN_NAMES) == NX_N_PLANS);

static const NxTime DEFAULT_STEPS[] = {1 * NX_DAY, 2 * NX_DAY, 3 * NX_DAY, 7 * NX_DAY};

enum { LEAST_STEPS = 3 };

const char *nx_plan_name(NxPlan plan)
{
    g_return_val_if_fail(plan < G_N_ELEMENTS(PLAN_NAMES), "-");
    return PLAN_NAMES[plan];
}

gboolean nx_plan_parse(const char *name, NxPlan *plan)
{
    guint at;
    if (!nx_name_find(PLAN_NAMES, G_N_ELEMENTS(PLAN_NAMES), name, &at))
        return FALSE;
    *plan = (NxPlan)at;
    return TRUE;
}

/* The steps of S1, each counted from the bounce of the attempt before. */
static const NxTime *steps_of(const NxSettings *settings, guint *n)
{
    if (settings && settings->plan_steps >= LEAST_STEPS && settings->plan_steps <= NX_PLAN_MAX) {
        *n = settings->plan_steps;
        return settings->plan;
    }
    *n = G_N_ELEMENTS(DEFAULT_STEPS);
    return DEFAULT_STEPS;
}

NxTime nx_plan_next(const NxSettings *settings, NxPlan plan, guint attempt, NxTime from, guint *attempts)
{
    guint n;
    const NxTime *steps = steps_of(settings, &n);
    /* S2 begins a day later than the mail system gave up; only then do the steps of S1 count. */
    guint before = plan == NX_PLAN_S2 ? 1 : 0;
    guint all = plan == NX_PLAN_S1 || plan == NX_PLAN_S2 ? n + before : 0;
    if (attempts)
        *attempts = all;
    if (attempt == 0 || from == NX_TIME_UNKNOWN)
        return NX_TIME_UNKNOWN;
    if (plan == NX_PLAN_S3)
        return from + 4 * NX_HOUR;
    if (attempt > all)
        return NX_TIME_UNKNOWN;
    return from + (attempt <= before ? NX_DAY : steps[attempt - 1 - before]);
}
