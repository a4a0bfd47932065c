/* The time that was set, or asked of the system at each call. */
#include "cli/clock.h"
#include <nixie/text.h>

static NxTime fixed = NX_TIME_UNKNOWN;

void nx_clock_set_up(NxProblems *problems)
{
    const char *text = g_getenv("NIXIE_NOW");
    if (text && *text && !nx_time_parse(text, &fixed))
        nx_problems_add(problems, "NIXIE_NOW", nx_tr("%s is no time such as 2026-11-21T10:00:00Z"), text);
}

NxTime nx_clock_now(void)
{
    return fixed != NX_TIME_UNKNOWN ? fixed : g_get_real_time() / G_USEC_PER_SEC;
}
