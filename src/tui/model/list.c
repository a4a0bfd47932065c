/* The list that is shown: limited, sorted, of one group or of all. Its rows are found in slices between key presses,
 * and sorted by another thread where there are many. */
#include "tui/model/model.h"

enum {
    FEW = 5000,   /* rows that are sorted at once */
    MANY = 50000, /* rows of a list into which others are merged: more are sorted anew */
};

/* A job that another thread sorts. */
struct NxAway {
    NxModel *model; /* NULL: it does not want it any more */
    NxListJob *job;
};

const NxQuery *nx_model_query(const NxModel *model)
{
    return model->limit_off ? NULL : model->query;
}

void nx_model_spec(const NxModel *model, NxListSpec *spec)
{
    *spec = (NxListSpec){.query = nx_model_query(model),
                         .sort = model->sort,
                         .reverse = model->reverse,
                         .settle = model->settle,
                         .now = nx_model_now(model)};
}

void nx_model_drop_list(NxModel *model)
{
    if (model->sorting) {
        nx_list_job_stop(model->job);
        model->sorting->model = NULL;
        model->sorting = NULL;
    }
    g_clear_pointer(&model->job, nx_list_job_unref);
    if (model->job_source)
        g_source_remove(model->job_source);
    model->job_source = 0;
}

static gboolean is_within(gpointer user, guint32 event)
{
    const NxModel *model = user;
    for (guint i = 0; i < model->way->len; i++) {
        const NxLevel *level = model->way->pdata[i];
        if (!g_str_equal(nx_event_group(model->catalog, event, level->by), level->name))
            return FALSE;
    }
    return TRUE;
}

/* What a list is made for. */
typedef enum {
    MORE,  /* rows that came are merged into it */
    AGAIN, /* the same with them, made anew as that is faster */
    NEW,   /* another was asked for */
} Making;

static void start_job(NxModel *model, Making making);

static void finish_job(NxModel *model)
{
    guint32 end = 0;
    g_autoptr(GArray) rows = nx_list_job_take(model->job, &end, NULL);
    gboolean is_whole = model->job_is_whole;
    nx_model_drop_list(model);
    if (is_whole) {
        g_array_unref(model->list);
        model->list = g_array_ref(rows);
    } else {
        NxListSpec spec;
        nx_model_spec(model, &spec);
        nx_list_merge(model->catalog, &spec, model->list, rows);
    }
    model->list_end = end;
    model->list_number++;
    nx_model_find_selection(model);
    model->events->changed(model->user);
    nx_model_extend(model);
}

static void on_sorted(GObject *none, GAsyncResult *result, gpointer user)
{
    struct NxAway *away = user;
    (void)none, (void)result;
    if (away->model)
        finish_job(away->model);
    nx_list_job_unref(away->job);
    g_free(away);
}

static void sort_there(GTask *task, gpointer none, gpointer job, GCancellable *cancellable)
{
    (void)none, (void)cancellable;
    nx_list_job_sort(job);
    g_task_return_boolean(task, TRUE);
}

static void sort_away(NxModel *model)
{
    model->sorting = g_new(struct NxAway, 1);
    *model->sorting = (struct NxAway){model, nx_list_job_ref(model->job)};
    g_autoptr(GTask) task = g_task_new(NULL, NULL, on_sorted, model->sorting);
    g_task_set_priority(task, G_PRIORITY_DEFAULT_IDLE);
    g_task_set_task_data(task, nx_list_job_ref(model->job), (GDestroyNotify)nx_list_job_unref);
    g_task_run_in_thread(task, sort_there);
}

static gboolean on_slice(gpointer user)
{
    NxModel *model = user;
    for (gint64 end = nx_slice_end(); nx_list_job_step(model->job, NX_SLICE_ROWS);)
        if (g_get_monotonic_time() > end)
            return G_SOURCE_CONTINUE;
    model->job_source = 0;
    if (nx_list_job_count(model->job) <= FEW)
        finish_job(model);
    else
        sort_away(model);
    return G_SOURCE_REMOVE;
}

static void start_job(NxModel *model, Making making)
{
    nx_model_drop_list(model);
    NxListSpec spec;
    nx_model_spec(model, &spec);
    if (model->way->len > 0) {
        spec.keeps = is_within;
        spec.user = model;
    }
    model->job_is_whole = making != MORE;
    model->job_is_asked = making == NEW;
    if (model->job_is_whole)
        model->list_stale = FALSE;
    model->job = nx_list_job_new(model->catalog, &spec, model->job_is_whole ? 0 : model->list_end);
    model->job_source = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_slice, model, NULL);
}

static void relist(NxModel *model)
{
    start_job(model, NEW);
}

void nx_model_renew_list(NxModel *model)
{
    relist(model);
}

static gboolean still_matches(const NxModel *model, const NxQuery *query, guint32 event)
{
    NxFacts facts;
    nx_catalog_facts(model->catalog, event, &facts);
    return is_within((gpointer)model, event) &&
           (!query || nx_query_match(query, &facts, model->settle, nx_model_now(model)));
}

#define COUNTED 200000 /* rows: with more of them a count takes longer than a key */

guint nx_model_stale_rows(NxModel *model)
{
    const NxQuery *query = nx_model_query(model);
    guint64 generation = nx_catalog_generation(model->catalog);
    if ((!query && model->way->len == 0) || model->list->len > COUNTED || model->job || model->loading)
        return 0;
    if (model->counted_list == model->list_number && model->counted_generation == generation)
        return model->stale_rows;
    model->stale_rows = 0;
    for (guint i = 0; i < model->list->len; i++)
        model->stale_rows += !still_matches(model, query, g_array_index(model->list, guint32, i));
    model->counted_list = model->list_number;
    model->counted_generation = generation;
    return model->stale_rows;
}

/* Into a long list that is not in the order of the places rows are not merged: it is sorted anew, which goes on beside,
 * and while mail comes in not for a few. */
static void go_on(NxModel *model)
{
    guint32 n = nx_catalog_n_events(model->catalog);
    gboolean merges = model->sort == NX_SORT_PLACE || model->list->len <= MANY;
    if (model->list_end >= n || (!merges && model->loading && n - model->list_end < model->list->len / 4))
        return;
    start_job(model, merges ? MORE : AGAIN);
}

void nx_model_extend(NxModel *model)
{
    if (model->job)
        return;
    if (model->list_stale)
        start_job(model, NEW);
    else
        go_on(model);
}

void nx_model_finish_list(NxModel *model)
{
    while (model->job && model->job_is_asked) {
        nx_list_job_step(model->job, G_MAXUINT); /* what was asked for is meant by the next key */
        finish_job(model);
    }
}

gboolean nx_model_limit(NxModel *model, const char *text, GError **error)
{
    NxQuery *query = NULL;
    g_autofree char *stripped = g_strstrip(g_strdup(text));
    if (*stripped) {
        query = nx_query_parse(stripped, NULL, error);
        if (!query)
            return FALSE;
    }
    nx_model_drop_list(model);
    if (model->query)
        nx_query_free(model->query);
    model->query = query;
    g_free(model->limit);
    model->limit = g_steal_pointer(&stripped);
    model->limit_off = FALSE;
    relist(model);
    return TRUE;
}

void nx_model_limit_switch(NxModel *model)
{
    model->limit_off = !model->limit_off;
    relist(model);
}

void nx_model_sort(NxModel *model, NxSort sort, gboolean reverse)
{
    model->sort = sort;
    model->reverse = reverse;
    relist(model);
}

/* ---- Groups opened ----------------------------------------------------------------------------------------------- */
void nx_model_enter(NxModel *model, NxBy by, const char *name)
{
    NxLevel *level = g_new0(NxLevel, 1);
    level->by = by;
    level->name = g_strdup(name);
    g_ptr_array_add(model->way, level);
    relist(model);
}

NxLevel *nx_model_leave(NxModel *model)
{
    if (model->way->len == 0)
        return NULL;
    NxLevel *level = g_ptr_array_steal_index(model->way, model->way->len - 1);
    relist(model);
    return level;
}
