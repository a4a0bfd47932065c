/* Lists in slices: filter into sorted runs, then merge the runs two by two, a bounded number of rows a step. */
#include "catalog/catalog.h"
#include <nixie/text.h>

enum { RUN = 4096 };

struct NxListJob {
    const NxCatalog *catalog;
    NxListSpec spec;
    guint32 from, at, end;
    guint64 generation;
    GPtrArray *runs;   /* GArray of guint32, sorted, in the order of their numbers */
    GArray *run;       /* being filled */
    GPtrArray *merged; /* of the pass under way */
    guint pair;        /* run of the pass that is merged next */
    GArray *out;       /* of the pair under way */
    guint left_at, right_at;
    gboolean merging, done;
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

typedef struct {
    const NxCatalog *catalog;
    const NxListSpec *spec;
} Order;

static gint compare_rows(gconstpointer x, gconstpointer y, gpointer data)
{
    const Order *by = data;
    return compare(by->catalog, by->spec, *(const guint32 *)x, *(const guint32 *)y);
}

NxListJob *nx_list_job_new(const NxCatalog *catalog, const NxListSpec *spec, guint32 from)
{
    NxListJob *job = g_new0(NxListJob, 1);
    job->catalog = catalog;
    job->spec = *spec;
    job->end = nx_catalog_n_events(catalog);
    job->from = job->at = MIN(from, job->end);
    job->generation = nx_catalog_generation(catalog);
    job->runs = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    return job;
}

void nx_list_job_free(NxListJob *job)
{
    if (!job)
        return;
    g_ptr_array_unref(job->runs);
    g_clear_pointer(&job->run, g_array_unref);
    g_clear_pointer(&job->merged, g_ptr_array_unref);
    g_clear_pointer(&job->out, g_array_unref);
    g_free(job);
}

static gboolean lets_through(const NxListJob *job, guint32 event)
{
    if (!job->spec.query)
        return TRUE;
    NxFacts facts;
    nx_catalog_facts(job->catalog, event, &facts);
    return nx_query_match(job->spec.query, &facts, job->spec.settle, job->spec.now);
}

static void close_run(NxListJob *job)
{
    if (!job->run)
        return;
    Order by = {job->catalog, &job->spec};
    g_array_sort_with_data(job->run, compare_rows, &by);
    g_ptr_array_add(job->runs, g_steal_pointer(&job->run));
}

static guint filter_rows(NxListJob *job, guint max)
{
    guint n = MIN(max, job->end - job->at);
    for (guint i = 0; i < n; i++, job->at++) {
        if (!lets_through(job, job->at))
            continue;
        if (!job->run)
            job->run = g_array_sized_new(FALSE, FALSE, sizeof(guint32), RUN);
        g_array_append_val(job->run, job->at);
        if (job->run->len == RUN)
            close_run(job);
    }
    return n;
}

/* Once all rows are filtered. */
static void begin_merge(NxListJob *job)
{
    close_run(job);
    job->merging = TRUE;
    job->done = job->runs->len <= 1;
}

/* Takes the pair under way further; TRUE when it is merged. */
static gboolean merge_pair(NxListJob *job, const GArray *left, const GArray *right, guint *max)
{
    while (*max && (job->left_at < left->len || job->right_at < right->len)) {
        gboolean take_left = job->right_at == right->len;
        if (!take_left && job->left_at < left->len)
            take_left = compare(job->catalog, &job->spec, g_array_index(left, guint32, job->left_at),
                                g_array_index(right, guint32, job->right_at)) <= 0;
        guint32 row =
            take_left ? g_array_index(left, guint32, job->left_at++) : g_array_index(right, guint32, job->right_at++);
        g_array_append_val(job->out, row);
        --*max;
    }
    return job->left_at == left->len && job->right_at == right->len;
}

static void end_pass(NxListJob *job)
{
    g_ptr_array_unref(job->runs);
    job->runs = g_steal_pointer(&job->merged);
    job->pair = 0;
    job->done = job->runs->len <= 1;
}

static void merge_rows(NxListJob *job, guint max)
{
    while (max && !job->done) {
        if (!job->merged)
            job->merged = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
        GArray *left = job->runs->pdata[job->pair];
        if (job->pair + 1 == job->runs->len) {
            g_ptr_array_add(job->merged, g_array_ref(left));
            end_pass(job);
            continue;
        }
        GArray *right = job->runs->pdata[job->pair + 1];
        if (!job->out) {
            job->out = g_array_sized_new(FALSE, FALSE, sizeof(guint32), left->len + right->len);
            job->left_at = job->right_at = 0;
        }
        if (!merge_pair(job, left, right, &max))
            return;
        g_ptr_array_add(job->merged, g_steal_pointer(&job->out));
        job->pair += 2;
        if (job->pair >= job->runs->len)
            end_pass(job);
    }
}

gboolean nx_list_job_step(NxListJob *job, guint max_rows)
{
    guint left = MAX(max_rows, 1);
    if (job->done)
        return FALSE;
    if (job->at < job->end)
        left -= filter_rows(job, left);
    if (job->at < job->end)
        return TRUE;
    if (!job->merging)
        begin_merge(job);
    merge_rows(job, left);
    return !job->done;
}

GArray *nx_list_job_take(NxListJob *job, guint32 *end, guint64 *generation)
{
    g_assert(job->done);
    if (end)
        *end = job->end;
    if (generation)
        *generation = job->generation;
    return job->runs->len ? g_array_ref(job->runs->pdata[0]) : g_array_new(FALSE, FALSE, sizeof(guint32));
}

GArray *nx_catalog_list(const NxCatalog *catalog, const NxListSpec *spec)
{
    g_autoptr(NxListJob) job = nx_list_job_new(catalog, spec, 0);
    while (nx_list_job_step(job, G_MAXUINT))
        ;
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
