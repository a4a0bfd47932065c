/* Stretches of a series that are denser than the rest; what tells most is taken first, and what is left is looked at
 * again. */
#include "advise/incident_find.h"
#include "advise/guard_numbers.h"

enum { MOST = 100 }; /* incidents: nobody reads more of them */

/* How much better than a provider a source of that kind has to fit. */
static const double WEIGHTS[NX_N_FAILURE_SOURCES] = {[NX_FAILURE_SOURCE_PROVIDER] = 1.0,
                                                     [NX_FAILURE_SOURCE_DOMAIN] = 0.9,
                                                     [NX_FAILURE_SOURCE_MTA] = 0.8,
                                                     [NX_FAILURE_SOURCE_ALL] = 0.7};

/* A stretch of a series. */
typedef struct {
    NxStruck *series;
    guint first, end; /* places in the series */
    guint n, usual;
    double score; /* 0: nothing to tell */
} Candidate;

/* Counted failures, of one series among all. */
typedef struct {
    guint some, all;
} Part;

/* While it is looked for. */
typedef struct {
    NxStrikes *set;
    guint32 *before;             /* of each strike: how many are counted before it */
    guint reasons[NX_N_REASONS]; /* how many are counted, by reason */
    Candidate best;
} Look;

static gboolean counts(const NxStrike *strike)
{
    return strike->fresh && !strike->taken;
}

static guint32 minute_at(const NxStrikes *set, const Candidate *c, guint place)
{
    return nx_strikes_at(set, c->series->strikes, place)->minute;
}

/* ---- What is usual ----------------------------------------------------------------------------------------------- */

/* Puts `value` among the highest, which are in falling order. */
static void rank(guint highest[NX_USUAL_RANK], guint value)
{
    for (guint i = 0; i < NX_USUAL_RANK; i++) {
        guint lower = highest[i];
        highest[i] = MAX(lower, value);
        value = MIN(lower, value);
    }
}

/* The third highest of the days beside it, in as long a time. */
static guint usual_beside(const NxStrikes *set, const Candidate *c)
{
    const GArray *of = c->series->strikes;
    guint32 from = minute_at(set, c, c->first), to = minute_at(set, c, c->end - 1);
    guint32 length = MAX(to - from + 1, NX_MINUTES_HOUR), day = MAX(length, NX_MINUTES_DAY);
    guint highest[NX_USUAL_RANK] = {0}, most = 0, n = 0;
    guint32 last = 0;
    for (guint i = 0, first = 0; i < of->len; i++) {
        const NxStrike *strike = nx_strikes_at(set, of, i);
        if (!counts(strike) || (strike->minute >= from && strike->minute <= to))
            continue;
        if (strike->minute / day != last) {
            rank(highest, most);
            most = n = 0;
            first = i;
            last = strike->minute / day;
        }
        n++;
        for (; strike->minute - nx_strikes_at(set, of, first)->minute >= length; first++) {
            const NxStrike *gone = nx_strikes_at(set, of, first);
            n -= counts(gone) && (gone->minute < from || gone->minute > to);
        }
        most = MAX(most, n);
    }
    rank(highest, most);
    return highest[NX_USUAL_RANK - 1];
}

/* ---- How much it tells ------------------------------------------------------------------------------------------- */

/* Of the strikes (numbers) in some minutes; those of `reason` among them. */
static Part part_of(const NxStrikes *set, const GArray *strikes, guint32 from, guint32 to, NxReason reason)
{
    Part part = {0};
    guint end = nx_strikes_first(set, strikes, to + 1);
    for (guint i = nx_strikes_first(set, strikes, from); i < end; i++) {
        const NxStrike *strike = nx_strikes_at(set, strikes, i);
        part.all += counts(strike);
        part.some += counts(strike) && strike->reason == reason;
    }
    return part;
}

static guint count_all(const Look *look)
{
    return look->before[look->set->strikes->len];
}

static guint count_between(const Look *look, guint32 from, guint32 to)
{
    return look->before[nx_strikes_first(look->set, NULL, to + 1)] -
           look->before[nx_strikes_first(look->set, NULL, from)];
}

static guint days_with(const NxStrikes *set, guint32 from, guint32 to)
{
    guint days = 0, last = G_MAXUINT, end = nx_strikes_first(set, NULL, to + 1);
    for (guint i = nx_strikes_first(set, NULL, from); i < end; i++) {
        guint day = nx_strikes_at(set, NULL, i)->minute / NX_MINUTES_DAY;
        days += day != last;
        last = day;
    }
    return days;
}

/* The natural logarithm of what is above 0, to five places: halved or doubled until it is near 1, and there by the
 * series of the inverse hyperbolic tangent. */
static double logarithm(double x)
{
    static const double OF_TWO = 0.69314718055994531;
    double sum = 0;
    for (; x > 1.5; x /= 2)
        sum += OF_TWO;
    for (; x < 0.75; x *= 2)
        sum -= OF_TWO;
    double z = (x - 1) / (x + 1), square = z * z;
    return sum + 2 * z * (1 + square / 3 + square * square / 5 + square * square * square / 7);
}

/* `n` times the logarithm. */
static double plus_log(guint n, double ratio)
{
    return n > 0 ? n * logarithm(ratio) : 0;
}

/* That chance makes the share `here` what it is, where it is usually that `elsewhere`: the logarithm of once in how
 * many times; 0 where it is not far above. */
static double surprise(Part here, Part elsewhere)
{
    double usual = (elsewhere.some + 1.0) / (elsewhere.all + 2.0), share = (double)here.some / here.all;
    double far = MIN(NX_SHARE_FACTOR * usual, 1 - (1 - usual) / NX_SHARE_FACTOR);
    if (here.some == 0 || share <= far)
        return 0;
    return plus_log(here.some, share / usual) + plus_log(here.all - here.some, (1 - share) / (1 - usual));
}

/* Nothing is known of other times: other sources are what there is to compare with. An old list is old everywhere, and
 * that many of it are dead says nothing. */
static double surprise_beside(const Look *look, const Candidate *c, guint32 from, guint32 to)
{
    const NxStrikes *set = look->set;
    const GArray *of = c->series->of->strikes;
    NxReason reason = c->series->reason;
    NxClass klass = nx_strikes_at(set, c->series->strikes, c->first)->klass;
    if (klass == NX_CLASS_HARD)
        return 0;
    Part here = part_of(set, of, from, to, reason), ours = part_of(set, of, 0, G_MAXUINT32 - 1, reason);
    here.some = c->n;
    Part others = {look->reasons[reason] - ours.some, count_all(look) - ours.all};
    if (others.all >= NX_SHARE_USUAL_FAILURES)
        return surprise(here, others);
    return klass == NX_CLASS_BLOCK && c->n >= NX_SHARE_OF_ALL * here.all ? MAX(c->n, NX_INCIDENT_SCORE) : 0;
}

/* What happens everywhere happens at many domains, however many addresses one of them brings. */
static gboolean is_everywhere(const Look *look, const Candidate *c)
{
    g_autoptr(GHashTable) domains = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = c->first; i < c->end; i++) {
        const NxStrike *strike = nx_strikes_at(look->set, c->series->strikes, i);
        if (counts(strike))
            g_hash_table_add(domains, GUINT_TO_POINTER(strike->domain));
    }
    return g_hash_table_size(domains) >= NX_JUMP_DEAD;
}

static double score_of(const Look *look, Candidate *c, guint of_series)
{
    guint32 from = minute_at(look->set, c, c->first), to = minute_at(look->set, c, c->end - 1);
    if (to - from > NX_INCIDENT_LONGEST)
        return 0;
    Part here = {c->n, count_between(look, from, to)};
    Part elsewhere = {of_series - c->n, count_all(look) - here.all};
    gboolean is_known = elsewhere.all >= NX_SHARE_USUAL_FAILURES &&
                        look->set->days - days_with(look->set, from, to) >= NX_SHARE_USUAL_DAYS;
    double score = is_known ? surprise(here, elsewhere) : surprise_beside(look, c, from, to);
    if (score < NX_INCIDENT_SCORE || (c->series->of->kind == NX_FAILURE_SOURCE_ALL && !is_everywhere(look, c)))
        return 0;
    c->usual = usual_beside(look->set, c);
    return c->n >= NX_JUMP_TIMES_PEAK * c->usual ? score * WEIGHTS[c->series->of->kind] : 0;
}

/* ---- Looking ----------------------------------------------------------------------------------------------------- */

static void weigh(Look *look, Candidate *c, guint of_series)
{
    if (c->n < NX_JUMP_DEAD)
        return;
    c->score = score_of(look, c, of_series);
    if (c->score > look->best.score)
        look->best = *c;
}

/* Each failure is worth one, and each minute costs `cost`: a stretch goes on while it is worth anything, and ends where
 * it was worth most. What comes less often, in front of it and behind it, does not belong to it. */
static void look_for_stretches(Look *look, NxStruck *series, double cost, guint of_series)
{
    Candidate c = {.series = series};
    double sum = 0, best = 0;
    guint begin = 0, last = 0, n = 0;
    for (guint i = 0; i < series->strikes->len; i++) {
        const NxStrike *strike = nx_strikes_at(look->set, series->strikes, i);
        if (!counts(strike))
            continue;
        sum -= cost * (strike->minute - last);
        if (n == 0 || sum <= 0) {
            weigh(look, &c, of_series);
            c.n = n = 0;
            sum = best = 0;
            begin = i;
        }
        sum += 1;
        n++;
        last = strike->minute;
        if (sum > best) {
            best = sum;
            c.first = begin;
            c.end = i + 1;
            c.n = n;
        }
    }
    weigh(look, &c, of_series);
}

/* As many times as often as on the whole: what is far above is so for some hours, or for some days. */
static const guint TIMES[] = {2, 6, 20, 60, 200};

static void look_at(Look *look, NxStruck *series)
{
    guint n = 0;
    for (guint i = 0; i < series->strikes->len; i++)
        n += counts(nx_strikes_at(look->set, series->strikes, i));
    if (n < NX_JUMP_DEAD)
        return;
    guint32 whole =
        nx_strikes_get(look->set, look->set->strikes->len - 1)->minute - nx_strikes_get(look->set, 0)->minute;
    for (guint i = 0; i < G_N_ELEMENTS(TIMES); i++)
        look_for_stretches(look, series, (double)TIMES[i] * n / MAX(whole, NX_MINUTES_HOUR), n);
}

static void count(Look *look)
{
    guint n = 0;
    memset(look->reasons, 0, sizeof look->reasons);
    for (guint i = 0; i < look->set->strikes->len; i++) {
        const NxStrike *strike = nx_strikes_get(look->set, i);
        look->before[i] = n;
        n += counts(strike);
        look->reasons[strike->reason] += counts(strike);
    }
    look->before[look->set->strikes->len] = n;
}

/* What tells most. FALSE: nothing does. */
static gboolean find_best(Look *look)
{
    look->best = (Candidate){0};
    count(look);
    for (guint i = 0; i < look->set->series->len; i++) {
        NxStruck *series = look->set->series->pdata[i];
        if (series->fresh >= NX_JUMP_DEAD)
            look_at(look, series);
    }
    return look->best.score > 0;
}

/* One that is near another of the same series goes on with it. */
static void add(GArray *found, const NxOutburst *outburst)
{
    for (guint i = 0; i < found->len; i++) {
        NxOutburst *other = &g_array_index(found, NxOutburst, i);
        if (other->series != outburst->series || outburst->from > other->to + NX_INCIDENT_GAP ||
            other->from > outburst->to + NX_INCIDENT_GAP)
            continue;
        other->from = MIN(other->from, outburst->from);
        other->to = MAX(other->to, outburst->to);
        other->n += outburst->n;
        return;
    }
    g_array_append_val(found, *outburst);
}

static void take(NxStrikes *set, const Candidate *c, GArray *found)
{
    NxOutburst outburst = {.series = c->series,
                           .from = minute_at(set, c, c->first),
                           .to = minute_at(set, c, c->end - 1),
                           .n = c->n,
                           .usual = c->usual};
    add(found, &outburst);
    guint end = nx_strikes_first(set, c->series->strikes, outburst.to + 1);
    for (guint i = nx_strikes_first(set, c->series->strikes, outburst.from); i < end; i++)
        nx_strikes_at(set, c->series->strikes, i)->taken = 1;
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    const NxOutburst *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from ? 1 : -1) : (x->n < y->n) - (x->n > y->n);
}

GArray *nx_outbursts_find(NxStrikes *set)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(NxOutburst));
    g_autofree guint32 *before = g_new(guint32, set->strikes->len + 1);
    Look look = {.set = set, .before = before};
    for (guint i = 0; i < MOST && find_best(&look); i++)
        take(set, &look.best, found);
    g_array_sort(found, by_time);
    return found;
}
