/* Lists in two parts: in slices, on the catalog's thread, the rows that a limit lets through and their keys; then, on
 * any thread, their order. */
#include "catalog/catalog.h"
#include "catalog/sort.h"
#include <nixie/text.h>

struct NxListJob {
    gatomicrefcount refs;
    const NxCatalog *catalog;
    NxStringTable *strings; /* of the catalog, which may go before another thread has left off */
    NxListSpec spec;
    guint32 at, end;
    guint64 generation;
    gboolean by_place; /* rows do not come in the order of their places */
    NxSorter *sorter;  /* what was gathered */
    gint stop;         /* atomic: whoever sorts may leave off */
    GMutex lock;       /* of whoever sorts */
    GArray *list;      /* under the lock; NULL: not sorted yet */
};

static const char *const SORTS[] = {
    [NX_SORT_ARRIVAL] = N_("arrival"), [NX_SORT_PLACE] = N_("place"),   [NX_SORT_ADDRESS] = N_("address"),
    [NX_SORT_DOMAIN] = N_("domain"),   [NX_SORT_STATUS] = N_("status"), [NX_SORT_CLASS] = N_("class"),
    [NX_SORT_REASON] = N_("reason"),   [NX_SORT_MTA] = N_("mta"),       [NX_SORT_SEEN] = N_("seen"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(SORTS) == NX_N_SORTS);

const char *nx_sort_name(NxSort sort)
{
    return SORTS[sort];
}

gboolean nx_sort_parse(const char *name, NxSort *sort)
{
    for (guint i = 0; i < NX_N_SORTS; i++)
        if (g_str_equal(name, SORTS[i])) {
            *sort = (NxSort)i;
            return TRUE;
        }
    return FALSE;
}

static gint order(gint64 a, gint64 b)
{
    return (a > b) - (a < b);
}

static gint by_place(const NxEvent *a, const NxEvent *b)
{
    if (a->mailbox != b->mailbox)
        return order(a->mailbox, b->mailbox);
    return a->place.index != b->place.index ? order(a->place.index, b->place.index) : order(a->ordinal, b->ordinal);
}

static gboolean is_text(NxSort sort)
{
    return sort == NX_SORT_ADDRESS || sort == NX_SORT_DOMAIN || sort == NX_SORT_MTA;
}

/* What sorts as text; NULL where not known. */
static const char *sort_text(const NxCatalog *catalog, const NxEvent *event, NxSort sort)
{
    switch (sort) {
    case NX_SORT_ADDRESS:
        return event->address != NX_NOBODY ? ((const NxAddress *)nx_rows_at(&catalog->addresses, event->address))->key
                                           : event->recipient;
    case NX_SORT_DOMAIN: return event->domain;
    case NX_SORT_MTA: return nx_event_mta(event);
    default: return NULL;
    }
}

/* What sorts as a number; 0 where not known. */
static gint64 sort_number(const NxCatalog *catalog, const NxEvent *event, NxSort sort)
{
    NxStatus status = event->verdict.status;
    switch (sort) {
    case NX_SORT_ARRIVAL: return event->arrived;
    case NX_SORT_STATUS: return (gint64)status.klass << 32 | (gint64)status.subject << 16 | status.detail;
    case NX_SORT_CLASS: return event->verdict.klass;
    case NX_SORT_REASON: return event->verdict.reason;
    case NX_SORT_SEEN:
        return event->address == NX_NOBODY
                   ? 0
                   : ((const NxAddress *)nx_rows_at(&catalog->addresses, event->address))->standing.seen;
    default: return 0;
    }
}

/* Rows for which the key is not known come last, whichever way round. */
static gint compare(const NxCatalog *catalog, const NxListSpec *spec, guint32 x, guint32 y)
{
    const NxEvent *a = nx_catalog_event(catalog, x), *b = nx_catalog_event(catalog, y);
    gint result = 0;
    switch (spec->sort) {
    case NX_SORT_PLACE: result = by_place(a, b); break;
    case NX_SORT_ADDRESS:
    case NX_SORT_DOMAIN:
    case NX_SORT_MTA: {
        const char *s = sort_text(catalog, a, spec->sort), *t = sort_text(catalog, b, spec->sort);
        if (!s || !t)
            return s == t ? by_place(a, b) : s ? -1 : 1;
        result = s == t ? 0 : strcmp(s, t);
        break;
    }
    default: {
        gint64 s = sort_number(catalog, a, spec->sort), t = sort_number(catalog, b, spec->sort);
        if ((!s || !t) && s != t)
            return s ? -1 : 1;
        result = order(s, t);
    }
    }
    if (result)
        return spec->reverse ? -result : result;
    return by_place(a, b);
}

NxListJob *nx_list_job_new(const NxCatalog *catalog, const NxListSpec *spec, guint32 from)
{
    NxListJob *job = g_new0(NxListJob, 1);
    g_atomic_ref_count_init(&job->refs);
    g_mutex_init(&job->lock);
    job->catalog = catalog;
    job->strings = nx_string_table_ref(catalog->strings);
    job->spec = *spec;
    job->end = nx_catalog_n_events(catalog);
    job->at = MIN(from, job->end);
    job->generation = nx_catalog_generation(catalog);
    job->by_place = !catalog->in_place_order;
    job->sorter = nx_sorter_new(spec->reverse, job->by_place);
    return job;
}

NxListJob *nx_list_job_ref(NxListJob *job)
{
    g_atomic_ref_count_inc(&job->refs);
    return job;
}

void nx_list_job_unref(NxListJob *job)
{
    if (!job || !g_atomic_ref_count_dec(&job->refs))
        return;
    nx_sorter_free(job->sorter);
    nx_string_table_unref(job->strings);
    g_clear_pointer(&job->list, g_array_unref);
    g_mutex_clear(&job->lock);
    g_free(job);
}

static gboolean lets_through(const NxListJob *job, guint32 event)
{
    const NxListSpec *spec = &job->spec;
    if (spec->keeps && !spec->keeps(spec->user, event))
        return FALSE;
    if (!spec->query)
        return TRUE;
    NxFacts facts;
    nx_catalog_facts(job->catalog, event, &facts);
    return nx_query_match(spec->query, &facts, spec->settle, spec->now);
}

static void add_row(NxListJob *job, guint32 number)
{
    NxSort sort = job->spec.sort;
    const NxEvent *event = sort == NX_SORT_PLACE ? NULL : nx_catalog_event(job->catalog, number);
    if (!event)
        nx_sorter_add(job->sorter, number);
    else if (is_text(sort))
        nx_sorter_add_text(job->sorter, number, sort_text(job->catalog, event, sort));
    else
        nx_sorter_add_number(job->sorter, number, sort_number(job->catalog, event, sort));
    if (!job->by_place)
        return;
    event = nx_catalog_event(job->catalog, number);
    nx_sorter_place(job->sorter, (guint64)event->mailbox << 32 | event->place.index, event->ordinal);
}

gboolean nx_list_job_step(NxListJob *job, guint max_rows)
{
    guint32 to = job->at + MIN(MAX(max_rows, 1), job->end - job->at);
    for (; job->at < to; job->at++)
        if (lets_through(job, job->at))
            add_row(job, job->at);
    return job->at < job->end;
}

guint nx_list_job_count(const NxListJob *job)
{
    return nx_sorter_count(job->sorter);
}

void nx_list_job_sort(NxListJob *job)
{
    g_assert(job->at == job->end);
    g_mutex_lock(&job->lock);
    if (!job->list)
        job->list = nx_sorter_run(job->sorter, &job->stop);
    g_mutex_unlock(&job->lock);
}

void nx_list_job_stop(NxListJob *job)
{
    g_atomic_int_set(&job->stop, 1);
}

GArray *nx_list_job_take(NxListJob *job, guint32 *end, guint64 *generation)
{
    nx_list_job_sort(job);
    if (end)
        *end = job->end;
    if (generation)
        *generation = job->generation;
    return g_array_ref(job->list);
}

GArray *nx_catalog_list(const NxCatalog *catalog, const NxListSpec *spec)
{
    g_autoptr(NxListJob) job = nx_list_job_new(catalog, spec, 0);
    nx_list_job_step(job, G_MAXUINT);
    return nx_list_job_take(job, NULL, NULL);
}

void nx_list_merge(const NxCatalog *catalog, const NxListSpec *spec, GArray *list, const GArray *more)
{
    guint at = list->len, from = more->len;
    g_array_set_size(list, at + from);
    for (guint to = list->len; from > 0; to--) {
        guint32 row = g_array_index(more, guint32, from - 1);
        gboolean from_list = at > 0 && compare(catalog, spec, g_array_index(list, guint32, at - 1), row) > 0;
        g_array_index(list, guint32, to - 1) = from_list ? g_array_index(list, guint32, --at) : row;
        from -= !from_list;
    }
}

GArray *nx_catalog_addresses(const NxCatalog *catalog, const GArray *events, guint *nobody)
{
    GArray *addresses = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autofree guint8 *seen = g_new0(guint8, nx_catalog_n_addresses(catalog) + 1);
    guint nameless = 0;
    for (guint i = 0; i < events->len; i++) {
        guint32 number = nx_catalog_event(catalog, g_array_index(events, guint32, i))->address;
        if (number == NX_NOBODY) {
            nameless++;
        } else if (!seen[number]) {
            seen[number] = 1;
            g_array_append_val(addresses, number);
        }
    }
    if (nobody)
        *nobody = nameless;
    return addresses;
}
