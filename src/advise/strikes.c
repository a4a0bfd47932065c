/* A failure is looked up once for each kind of source, and once for that and its reason. */
#include "advise/strikes.h"
#include "advise/event.h"
#include "advise/guard_numbers.h"

/* What one fault can hit is one of these; who reported it and what name servers said tell nothing of it that these do
 * not. */
static const NxFailureSourceKind KINDS[] = {NX_FAILURE_SOURCE_PROVIDER, NX_FAILURE_SOURCE_DOMAIN, NX_FAILURE_SOURCE_MTA,
                                            NX_FAILURE_SOURCE_ALL};
#define N_KINDS G_N_ELEMENTS(KINDS)

/* While it is counted. */
typedef struct {
    NxStrikes *set;
    GHashTable *of[N_KINDS]; /* what a failure has of a source -> NxOrigins, or NULL; keys borrowed from the catalog */
    GHashTable *named;       /* name -> NxOrigins */
    GHashTable *series;      /* NxOrigins and reason -> NxStruck */
    GHashTable *struck;      /* address and reason -> minute */
} Counting;

static void free_origins(gpointer data)
{
    NxOrigins *origins = data;
    g_free(origins->name);
    g_clear_pointer(&origins->strikes, g_array_unref);
    g_free(origins);
}

static void free_series(gpointer data)
{
    g_array_unref(((NxStruck *)data)->strikes);
    g_free(data);
}

void nx_strikes_free(NxStrikes *set)
{
    g_array_unref(set->strikes);
    g_ptr_array_unref(set->series);
    g_ptr_array_unref(set->origins);
    g_free(set);
}

NxStrike *nx_strikes_get(const NxStrikes *set, guint32 number)
{
    return &g_array_index(set->strikes, NxStrike, number);
}

guint nx_strikes_len(const NxStrikes *set, const GArray *strikes)
{
    return strikes ? strikes->len : set->strikes->len;
}

NxStrike *nx_strikes_at(const NxStrikes *set, const GArray *strikes, guint i)
{
    return nx_strikes_get(set, strikes ? g_array_index(strikes, guint32, i) : i);
}

guint nx_strikes_first(const NxStrikes *set, const GArray *strikes, guint32 minute)
{
    guint first = 0, end = nx_strikes_len(set, strikes);
    while (first < end) {
        guint middle = first + (end - first) / 2;
        if (nx_strikes_at(set, strikes, middle)->minute < minute)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* ---- Counting ---------------------------------------------------------------------------------------------------- */

/* A failure, or another copy of one: both are shown as what happened, the first alone counts. */
static gboolean is_strike(const NxEvent *event)
{
    return event->kind == NX_KIND_BOUNCE && event->address != NX_NOBODY && !nx_event_is_only_shown(event);
}

static gint by_arrival(gconstpointer a, gconstpointer b, gpointer catalog)
{
    const guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    NxTime first = nx_catalog_event(catalog, x)->arrived, second = nx_catalog_event(catalog, y)->arrived;
    return first != second ? (first > second) - (first < second) : (x > y) - (x < y);
}

static GArray *in_order(const NxCatalog *catalog, const GArray *list)
{
    GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(guint32), list->len);
    for (guint i = 0; i < list->len; i++) {
        guint32 number = g_array_index(list, guint32, i);
        if (is_strike(nx_catalog_event(catalog, number)))
            g_array_append_val(all, number);
    }
    g_array_sort_with_data(all, by_arrival, (gpointer)catalog);
    return all;
}

/* The first of its address for that reason in a day. */
static gboolean is_fresh(Counting *counting, const NxEvent *event, guint32 minute)
{
    gpointer key = (gpointer)(((guintptr)event->address << 8) | event->verdict.reason), last;
    if (!event->counted)
        return FALSE;
    if (g_hash_table_lookup_extended(counting->struck, key, NULL, &last) &&
        minute - GPOINTER_TO_UINT(last) < NX_MINUTES_DAY)
        return FALSE;
    g_hash_table_insert(counting->struck, key, GUINT_TO_POINTER(minute));
    return TRUE;
}

static NxOrigins *origins_named(Counting *counting, NxFailureSourceKind kind, char *name)
{
    NxOrigins *origins = g_hash_table_lookup(counting->named, name);
    if (origins) {
        g_free(name);
        return origins;
    }
    origins = g_new0(NxOrigins, 1);
    origins->kind = kind;
    origins->name = name;
    origins->strikes = kind == NX_FAILURE_SOURCE_ALL ? NULL : g_array_new(FALSE, FALSE, sizeof(guint32));
    g_ptr_array_add(counting->set->origins, origins);
    origins->number = counting->set->origins->len;
    g_hash_table_insert(counting->named, name, origins);
    return origins;
}

static NxOrigins *origins_of(Counting *counting, guint which, const NxFailure *failure)
{
    const char *of = nx_failure_source_row(KINDS[which])->of(failure);
    gpointer origins;
    if (!of)
        return NULL;
    if (g_hash_table_lookup_extended(counting->of[which], of, NULL, &origins))
        return origins;
    char *name = nx_failure_source_name_of(KINDS[which], of);
    origins = name ? origins_named(counting, KINDS[which], name) : NULL;
    g_hash_table_insert(counting->of[which], (gpointer)of, origins);
    return origins;
}

static guint hash_series(gconstpointer data)
{
    const NxStruck *series = data;
    return g_direct_hash(series->of) ^ series->reason;
}

static gboolean same_series(gconstpointer a, gconstpointer b)
{
    const NxStruck *x = a, *y = b;
    return x->of == y->of && x->reason == y->reason;
}

static NxStruck *series_of(Counting *counting, const NxOrigins *origins, NxReason reason)
{
    const NxStruck wanted = {.of = origins, .reason = reason};
    NxStruck *series = g_hash_table_lookup(counting->series, &wanted);
    if (series)
        return series;
    series = g_new0(NxStruck, 1);
    *series = wanted;
    series->strikes = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_ptr_array_add(counting->set->series, series);
    g_hash_table_add(counting->series, series);
    return series;
}

static void count(Counting *counting, const NxCatalog *catalog, guint32 number)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    NxFailure failure = nx_failure_of_event(catalog, event);
    guint32 minute = (guint32)CLAMP(event->arrived / 60, 0, G_MAXINT32), strike = counting->set->strikes->len;
    NxStrike one = {.event = number,
                    .minute = minute,
                    .reason = event->verdict.reason,
                    .klass = event->verdict.klass,
                    .fresh = is_fresh(counting, event, minute) ? 1 : 0};
    g_array_append_val(counting->set->strikes, one);
    for (guint which = 0; which < N_KINDS; which++) {
        NxOrigins *origins = origins_of(counting, which, &failure);
        if (!origins)
            continue;
        if (origins->kind == NX_FAILURE_SOURCE_DOMAIN)
            nx_strikes_get(counting->set, strike)->domain = origins->number;
        if (origins->strikes)
            g_array_append_val(origins->strikes, strike);
        NxStruck *series = series_of(counting, origins, failure.reason);
        g_array_append_val(series->strikes, strike);
        series->fresh += one.fresh;
    }
}

static guint count_days(const NxStrikes *set)
{
    guint days = 0, last = G_MAXUINT;
    for (guint i = 0; i < set->strikes->len; i++) {
        guint day = nx_strikes_get(set, i)->minute / NX_MINUTES_DAY;
        days += day != last;
        last = day;
    }
    return days;
}

NxStrikes *nx_strikes_count(const NxCatalog *catalog, const GArray *list)
{
    NxStrikes *set = g_new0(NxStrikes, 1);
    set->strikes = g_array_new(FALSE, FALSE, sizeof(NxStrike));
    set->origins = g_ptr_array_new_with_free_func(free_origins);
    set->series = g_ptr_array_new_with_free_func(free_series);
    g_autoptr(GHashTable) named = g_hash_table_new(g_str_hash, g_str_equal),
                          series = g_hash_table_new(hash_series, same_series),
                          struck = g_hash_table_new(g_direct_hash, g_direct_equal);
    Counting counting = {.set = set, .named = named, .series = series, .struck = struck};
    for (guint i = 0; i < N_KINDS; i++)
        counting.of[i] = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) all = in_order(catalog, list);
    for (guint i = 0; i < all->len; i++)
        count(&counting, catalog, g_array_index(all, guint32, i));
    for (guint i = 0; i < N_KINDS; i++)
        g_hash_table_unref(counting.of[i]);
    set->days = count_days(set);
    return set;
}
