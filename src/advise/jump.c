/* Days and windows of one source, compared with what its days before say. */
#include "advise/jump.h"
#include "advise/guard_numbers.h"
#include <nixie/text.h>

typedef struct {
    guint32 number;   /* days since 1970, UTC */
    guint dead, peak; /* newly dead, and the most of them within an hour */
    guint failures, hard;
} Day;

/* What its days say of a source. */
typedef struct {
    guint hour, day; /* peaks */
    guint failures, hard, days;
} Usual;

/* A source while it is looked at. */
typedef struct {
    const NxFailureSourceRow *row;
    const NxMoment *moments;
    guint n;
    double share;
    GArray *dead; /* guint32 minutes */
    GArray *days; /* of Day, in order */
    Usual usual;
    guint32 usual_of; /* the day that `usual` is for */
    GArray *jumps;    /* of NxJump, as they are found */
} Look;

NxMoment nx_moment_make(NxTime arrived, gboolean hard, gboolean dead)
{
    NxTime minute = CLAMP(arrived / 60, 0, (NxTime)(G_MAXUINT32 >> NX_MOMENT_BITS));
    return (NxMoment)minute << NX_MOMENT_BITS | (dead ? NX_MOMENT_DEAD : 0) | (hard ? NX_MOMENT_HARD : 0);
}

static guint32 minute_of(NxMoment moment)
{
    return moment >> NX_MOMENT_BITS;
}

/* ---- What is usual ----------------------------------------------------------------------------------------------- */

static Day *day_of(GArray *days, guint32 minute)
{
    guint32 number = minute / NX_MINUTES_DAY;
    if (days->len == 0 || g_array_index(days, Day, days->len - 1).number != number) {
        Day day = {.number = number};
        g_array_append_val(days, day);
    }
    return &g_array_index(days, Day, days->len - 1);
}

static void read_days(Look *look)
{
    guint first = 0; /* of the dead in the hour that ends here */
    for (guint i = 0; i < look->n; i++) {
        guint32 minute = minute_of(look->moments[i]);
        Day *day = day_of(look->days, minute);
        day->failures++;
        day->hard += (look->moments[i] & NX_MOMENT_HARD) != 0;
        if (!(look->moments[i] & NX_MOMENT_DEAD))
            continue;
        g_array_append_val(look->dead, minute);
        while (minute - g_array_index(look->dead, guint32, first) >= NX_MINUTES_HOUR)
            first++;
        day->dead++;
        day->peak = MAX(day->peak, look->dead->len - first);
    }
}

/* Puts `value` among the highest, which are in falling order. */
static void rank(guint highest[NX_USUAL_RANK], guint value)
{
    for (guint i = 0; i < NX_USUAL_RANK; i++) {
        if (value <= highest[i])
            continue;
        guint lower = highest[i];
        highest[i] = value;
        value = lower;
    }
}

static Usual usual_before(const GArray *days, guint32 today)
{
    Usual usual = {0};
    guint hours[NX_USUAL_RANK] = {0}, dead[NX_USUAL_RANK] = {0};
    for (guint i = 0; i < days->len; i++) {
        const Day *day = &g_array_index(days, Day, i);
        if (day->number + NX_USUAL_GAP_DAYS >= today)
            break;
        if (day->number + NX_USUAL_GAP_DAYS + NX_USUAL_DAYS < today)
            continue;
        rank(hours, day->peak);
        rank(dead, day->dead);
        usual.failures += day->failures;
        usual.hard += day->hard;
        usual.days++;
    }
    usual.hour = hours[NX_USUAL_RANK - 1];
    usual.day = dead[NX_USUAL_RANK - 1];
    return usual;
}

static const Usual *usual_at(Look *look, guint32 minute)
{
    guint32 today = minute / NX_MINUTES_DAY;
    if (look->usual_of != today) {
        look->usual = usual_before(look->days, today);
        look->usual_of = today;
    }
    return &look->usual;
}

/* ---- Jumps ------------------------------------------------------------------------------------------------------- */

/* What is worse of both; the shorter time for as many. */
static void take_worse(NxJump *to, const NxJump *from)
{
    if (from->n > to->n || (from->n == to->n && from->minutes < to->minutes)) {
        to->n = from->n;
        to->minutes = from->minutes;
        to->usual = from->usual;
    }
    if (from->failures > to->failures) {
        to->failures = from->failures;
        to->hard = from->hard;
    }
}

static gboolean takes_in(NxJump *jump, const NxJump *next)
{
    if (next->from < jump->from || next->from > jump->to)
        return FALSE;
    jump->to = MAX(jump->to, next->to);
    take_worse(jump, next);
    return TRUE;
}

static void add_jump(GArray *jumps, const NxJump *jump)
{
    if (jumps->len == 0 || !takes_in(&g_array_index(jumps, NxJump, jumps->len - 1), jump))
        g_array_append_val(jumps, *jump);
}

static gboolean is_share_known(const Usual *usual)
{
    return usual->failures >= NX_SHARE_USUAL_FAILURES && usual->days >= NX_SHARE_USUAL_DAYS;
}

static gboolean is_far_above(double share, const Usual *usual, double factor)
{
    double before = (double)usual->hard / usual->failures;
    return share > MIN(factor * before, 1 - (1 - before) / factor);
}

/* The failures of some time, which only moves on. */
typedef struct {
    guint first, end, hard;
} Slice;

static void move_to(Slice *slice, const Look *look, guint32 from, guint32 to)
{
    for (; slice->end < look->n && minute_of(look->moments[slice->end]) < to; slice->end++)
        slice->hard += look->moments[slice->end] & NX_MOMENT_HARD;
    for (; slice->first < slice->end && minute_of(look->moments[slice->first]) < from; slice->first++)
        slice->hard -= look->moments[slice->first] & NX_MOMENT_HARD;
}

static double share_of(const Slice *slice)
{
    return (double)slice->hard / (slice->end - slice->first);
}

/* Where the number alone says nothing: what comes on the same day, before and after, says whether it was a large one.
 */
static gboolean share_jumps(const Slice *around, const Usual *usual)
{
    double share = share_of(around);
    return is_share_known(usual) ? is_far_above(share, usual, NX_SHARE_FACTOR_OF_ALL) : share >= NX_SHARE_OF_ALL;
}

static guint peak_of(const Usual *usual, guint minutes)
{
    return minutes < NX_MINUTES_DAY ? usual->hour : usual->day * (minutes / NX_MINUTES_DAY);
}

static void find_by_number(Look *look, const NxWindow *window)
{
    const guint32 *dead = (const guint32 *)(gpointer)look->dead->data;
    Slice around = {0};
    for (guint first = 0, i = 0; i < look->dead->len; i++) {
        while (dead[i] - dead[first] >= window->minutes)
            first++;
        guint n = i - first + 1;
        if (n < window->least)
            continue;
        const Usual *usual = usual_at(look, dead[i]);
        guint peak = peak_of(usual, window->minutes);
        if (n < NX_JUMP_TIMES_PEAK * peak)
            continue;
        move_to(&around, look, dead[i] - MIN(dead[i], NX_MINUTES_DAY), dead[first] + NX_MINUTES_DAY);
        if (look->row->needs_share && !share_jumps(&around, usual))
            continue;
        NxJump jump = {dead[first], dead[i] + NX_MINUTES_DAY, n, window->minutes, peak, 0, 0};
        add_jump(look->jumps, &jump);
    }
}

static void find_by_share(Look *look)
{
    Slice day = {0};
    for (guint i = 0; i < look->n; i++) {
        guint32 from = minute_of(look->moments[i]);
        move_to(&day, look, from, from + NX_MINUTES_DAY);
        const Usual *usual = usual_at(look, from);
        if (day.end - day.first < NX_SHARE_FAILURES || share_of(&day) < look->share || !is_share_known(usual) ||
            !is_far_above(share_of(&day), usual, NX_SHARE_FACTOR))
            continue;
        NxJump jump = {
            from, minute_of(look->moments[day.end - 1]) + NX_MINUTES_DAY, 0, 0, 0, day.hard, day.end - day.first};
        add_jump(look->jumps, &jump);
    }
}

static gint by_begin(gconstpointer a, gconstpointer b)
{
    const NxJump *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Those of different windows overlap. */
static GArray *joined(GArray *found)
{
    g_array_sort(found, by_begin);
    GArray *jumps = g_array_new(FALSE, FALSE, sizeof(NxJump));
    for (guint i = 0; i < found->len; i++)
        add_jump(jumps, &g_array_index(found, NxJump, i));
    return jumps;
}

GArray *nx_jumps_find(NxFailureSourceKind kind, const NxMoment *moments, guint n, double share)
{
    g_autoptr(GArray) dead = g_array_new(FALSE, FALSE, sizeof(guint32)), days = g_array_new(FALSE, FALSE, sizeof(Day)),
                      found = g_array_new(FALSE, FALSE, sizeof(NxJump));
    Look look = {nx_failure_source_row(kind), moments, n, share, dead, days, {0}, G_MAXUINT32, found};
    read_days(&look);
    for (guint i = 0; i < G_N_ELEMENTS(look.row->windows); i++)
        find_by_number(&look, &look.row->windows[i]);
    if (look.row->guard == NX_GUARD_MASS && !look.row->needs_share)
        find_by_share(&look);
    return found->len > 0 ? joined(found) : NULL;
}

const NxJump *nx_jumps_at(const GArray *jumps, NxTime arrived)
{
    guint32 minute = minute_of(nx_moment_make(arrived, FALSE, FALSE));
    guint first = 0, end = jumps->len; /* of those that may end behind it */
    while (first < end) {
        guint middle = first + (end - first) / 2;
        if (g_array_index(jumps, NxJump, middle).to < minute)
            first = middle + 1;
        else
            end = middle;
    }
    const NxJump *jump = first < jumps->len ? &g_array_index(jumps, NxJump, first) : NULL;
    return jump && jump->from <= minute ? jump : NULL;
}

/* ---- In words ---------------------------------------------------------------------------------------------------- */

char *nx_jump_text(const NxJump *jump, NxFailureSourceKind kind)
{
    guint hours = jump->minutes / NX_MINUTES_HOUR;
    if (jump->n == 0)
        return g_strdup_printf(nx_tr("%u of %u failures within 24 h are hard, far more than is usual"), jump->hard,
                               jump->failures);
    g_autofree char *number =
        g_strdup_printf(nx_failure_source_row(kind)->counts_domains ? nx_tr("%u unknown domains within %u h")
                                                                    : nx_tr("%u newly dead addresses within %u h"),
                        jump->n, hours);
    if (jump->usual == 0)
        return g_strdup_printf(nx_tr("%s, and nothing says that so many are usual"), number);
    return g_strdup_printf(nx_tr("%s, usual are %u at most"), number, jump->usual);
}
