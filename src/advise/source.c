#include "advise/source.h"
#include "advise/limits.h"

typedef struct {
    gint64 number; /* days since 1970, UTC */
    guint counted, hard;
    guint fresh, fresh_hard;
    gboolean mass;
} Day;

typedef struct {
    GHashTable *days; /* number -> Day */
    Day *last;        /* mail comes in order, mostly */
} Source;

struct NxSources {
    GHashTable *by_name; /* name -> Source */
    const char *last_name;
    Source *last;
    gboolean any_mass;
};

static void source_free(gpointer data)
{
    Source *source = data;
    g_hash_table_unref(source->days);
    g_free(source);
}

NxSources *nx_sources_new(void)
{
    NxSources *sources = g_new0(NxSources, 1);
    sources->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, source_free);
    return sources;
}

void nx_sources_free(NxSources *sources)
{
    g_hash_table_unref(sources->by_name);
    g_free(sources);
}

static Source *find_source(NxSources *sources, const char *name)
{
    if (name == sources->last_name)
        return sources->last;
    Source *source = g_hash_table_lookup(sources->by_name, name);
    if (!source) {
        source = g_new0(Source, 1);
        source->days = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
        g_hash_table_insert(sources->by_name, (gpointer)name, source);
    }
    sources->last_name = name;
    return sources->last = source;
}

static Day *find_day(Source *source, gint64 number)
{
    if (source->last && source->last->number == number)
        return source->last;
    Day *day = g_hash_table_lookup(source->days, &number);
    if (!day) {
        day = g_new0(Day, 1);
        day->number = number;
        g_hash_table_insert(source->days, &day->number, day);
    }
    return source->last = day;
}

void nx_sources_count(NxSources *sources, const char *name, NxTime arrived, gboolean hard, gboolean fresh)
{
    if (!name)
        return;
    Day *day = find_day(find_source(sources, name), arrived / NX_DAY);
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

static gboolean judge_source(const Source *source, const NxShare *known, double share)
{
    gboolean any = FALSE;
    g_autoptr(GPtrArray) days = g_ptr_array_new();
    GHashTableIter iter;
    gpointer day;
    g_hash_table_iter_init(&iter, source->days);
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
    gpointer name, source;
    g_hash_table_iter_init(&iter, sources->by_name);
    while (g_hash_table_iter_next(&iter, &name, &source))
        sources->any_mass |= judge_source(source, g_hash_table_lookup(usual, name), share);
}

gboolean nx_sources_is_mass(const NxSources *sources, const char *name, NxTime arrived)
{
    const Source *source = name && sources->any_mass ? g_hash_table_lookup(sources->by_name, name) : NULL;
    gint64 number = arrived / NX_DAY;
    const Day *day = source ? g_hash_table_lookup(source->days, &number) : NULL;
    return day && day->mass;
}
