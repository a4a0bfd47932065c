#include "advise/source.h"
#include "advise/limits.h"
#include "advise/spans.h"

typedef struct {
    gint64 number; /* days since 1970, UTC */
    guint counted, hard;
    guint fresh, fresh_hard;
    gboolean mass;
} Day;

struct NxSources {
    GHashTable *by_name; /* name -> NxSpans of Day */
    const char *last_name;
    NxSpans *last;
    gboolean any_mass;
};

static void days_free(gpointer days)
{
    nx_spans_clear(days);
    g_free(days);
}

NxSources *nx_sources_new(void)
{
    NxSources *sources = g_new0(NxSources, 1);
    sources->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, days_free);
    return sources;
}

void nx_sources_free(NxSources *sources)
{
    g_hash_table_unref(sources->by_name);
    g_free(sources);
}

static NxSpans *days_of(NxSources *sources, const char *name)
{
    if (name == sources->last_name)
        return sources->last;
    NxSpans *days = g_hash_table_lookup(sources->by_name, name);
    if (!days) {
        days = g_new(NxSpans, 1);
        nx_spans_init(days, sizeof(Day), g_free);
        g_hash_table_insert(sources->by_name, (gpointer)name, days);
    }
    sources->last_name = name;
    return sources->last = days;
}

void nx_sources_count(NxSources *sources, const char *name, NxTime arrived, gboolean hard, gboolean fresh)
{
    if (!name)
        return;
    Day *day = nx_spans_at(days_of(sources, name), arrived / NX_DAY);
    day->counted++;
    day->hard += hard;
    day->fresh += fresh;
    day->fresh_hard += fresh && hard;
}

/* ---- Judging ----------------------------------------------------------------------------------------------------- */

static gint by_number(gconstpointer a, gconstpointer b)
{
    const Day *x = *(Day *const *)a, *y = *(Day *const *)b;
    return (x->number > y->number) - (x->number < y->number);
}

/* What the ledger says of the days before, with what the catalog has that the ledger does not know. */
typedef struct {
    guint counted, hard, days;
} Usual;

static gboolean is_far_above(double share, const Usual *usual, guint counted)
{
    if (usual->counted < NX_MASS_USUAL_EVENTS || usual->days < NX_MASS_USUAL_DAYS)
        return counted >= NX_MASS_NEW_EVENTS && share >= NX_MASS_NEW_SHARE;
    double before = (double)usual->hard / usual->counted;
    return share > MIN(NX_MASS_FACTOR * before, 1 - (1 - before) / NX_MASS_FACTOR);
}

/* The window of NX_MASS_DAYS that begins with `first`; marks its days if it is far above. */
static gboolean judge_window(Day *const *first, Day *const *end, const Usual *usual, double least_share)
{
    guint counted = 0, hard = 0;
    Day *const *day = first;
    for (; day < end && (*day)->number < (*first)->number + NX_MASS_DAYS; day++) {
        counted += (*day)->counted;
        hard += (*day)->hard;
    }
    if (counted < NX_MASS_EVENTS)
        return FALSE;
    double share = (double)hard / counted;
    if (share < least_share || !is_far_above(share, usual, counted))
        return FALSE;
    while (day > first)
        (*--day)->mass = TRUE;
    return TRUE;
}

static gboolean judge_source(const NxSpans *all, const NxShare *known, double share)
{
    gboolean any = FALSE;
    g_autoptr(GPtrArray) days = g_ptr_array_new();
    GHashTableIter iter;
    gpointer day;
    g_hash_table_iter_init(&iter, all->all);
    while (g_hash_table_iter_next(&iter, NULL, &day))
        g_ptr_array_add(days, day);
    g_ptr_array_sort(days, by_number);
    Usual usual = {0};
    if (known)
        usual = (Usual){known->counted, known->hard, known->days};
    Day **at = (Day **)days->pdata, **end = at + days->len;
    for (; at < end; at++) {
        any |= judge_window(at, end, &usual, share);
        usual.counted += (*at)->fresh;
        usual.hard += (*at)->fresh_hard;
        usual.days += (*at)->fresh > 0;
    }
    return any;
}

void nx_sources_judge(NxSources *sources, GHashTable *usual, double share)
{
    GHashTableIter iter;
    gpointer name, days;
    g_hash_table_iter_init(&iter, sources->by_name);
    while (g_hash_table_iter_next(&iter, &name, &days))
        sources->any_mass |= judge_source(days, g_hash_table_lookup(usual, name), share);
}

gboolean nx_sources_is_mass(const NxSources *sources, const char *name, NxTime arrived)
{
    const NxSpans *days = name && sources->any_mass ? g_hash_table_lookup(sources->by_name, name) : NULL;
    const Day *day = days ? nx_spans_find(days, arrived / NX_DAY) : NULL;
    return day && day->mass;
}
