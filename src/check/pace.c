/* Limits of what is asked of mail servers, counted from the log of all programs; pure. */
#include <nixie/check.h>
#include <string.h>

enum { PER_HOUR = 20, PER_DAY = 100, DAILY = 500, GAP = 30, FIRST = 10 };

typedef struct {
    guint hour, day, all; /* names that were asked for */
    NxTime last, oldest_of_hour, oldest_of_day, oldest_of_all;
    NxTime stopped;      /* unknown: nobody wants an end */
    guint asked, absent; /* of the group's first ten: answers, and those who do not exist */
} Tally;

static void note_oldest(NxTime *oldest, NxTime at)
{
    if (*oldest == NX_TIME_UNKNOWN || at < *oldest)
        *oldest = at;
}

static void count(Tally *tally, const NxProbe *probe, gboolean is_group, NxTime now)
{
    guint names = MAX(probe->rcpts, 1); /* one that is on its way counts */
    tally->all += names;
    note_oldest(&tally->oldest_of_all, probe->at);
    if (!is_group)
        return;
    tally->day += names;
    note_oldest(&tally->oldest_of_day, probe->at);
    if (probe->at > now - NX_HOUR) {
        tally->hour += names;
        note_oldest(&tally->oldest_of_hour, probe->at);
    }
    tally->last = MAX(tally->last, probe->at);
    if (probe->stops)
        tally->stopped = MAX(tally->stopped, probe->at);
    if (tally->asked < FIRST && probe->reason != NX_CHECK_NOT_ASKED) {
        tally->asked++;
        tally->absent += probe->reason == NX_CHECK_DOES_NOT_EXIST;
    }
}

/* A setting lowers a limit; nothing raises it. */
static guint at_most(guint wanted, guint limit)
{
    return wanted ? MIN(wanted, limit) : limit;
}

static NxPace until(NxPace pace, NxTime at, NxTime *again)
{
    *again = at;
    return pace;
}

NxPace nx_probe_pace(const NxPaceLimits *limits, const GPtrArray *last_day, const char *group, NxTime now,
                     NxTime *again)
{
    Tally tally = {.last = NX_TIME_UNKNOWN,
                   .oldest_of_hour = NX_TIME_UNKNOWN,
                   .oldest_of_day = NX_TIME_UNKNOWN,
                   .oldest_of_all = NX_TIME_UNKNOWN,
                   .stopped = NX_TIME_UNKNOWN};
    for (guint i = 0; i < last_day->len; i++) {
        const NxProbe *probe = last_day->pdata[i];
        if (probe->at > now - NX_DAY)
            count(&tally, probe, strcmp(probe->group, group) == 0, now);
    }
    guint per_hour = at_most(limits->per_hour, PER_HOUR), per_day = at_most(limits->per_day, PER_DAY);
    guint daily = at_most(limits->daily, DAILY);
    NxTime gap = limits->gap ? limits->gap : GAP;
    if (tally.stopped != NX_TIME_UNKNOWN)
        return until(NX_PACE_STOPPED, tally.stopped + NX_DAY, again);
    if (tally.asked == FIRST && tally.absent * 2 > FIRST)
        return until(NX_PACE_STOPPED, tally.oldest_of_day + NX_DAY, again);
    if (tally.all >= daily)
        return until(NX_PACE_ENOUGH, tally.oldest_of_all + NX_DAY, again);
    if (tally.day >= per_day)
        return until(NX_PACE_ENOUGH, tally.oldest_of_day + NX_DAY, again);
    if (tally.hour >= per_hour)
        return until(NX_PACE_ENOUGH, tally.oldest_of_hour + NX_HOUR, again);
    if (gap > 0 && tally.last != NX_TIME_UNKNOWN && tally.last + gap > now)
        return until(NX_PACE_WAIT, tally.last + gap, again);
    return until(NX_PACE_GO, now, again);
}
