/* The list that is shown: limited, sorted, of one group or of all; made in slices between key presses. */
#include "tui/model/model.h"

#define SLICE 20000 /* rows at a time: a few milliseconds */

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

static void drop_job(NxModel *model)
{
    g_clear_pointer(&model->job, nx_list_job_free);
    if (model->job_source)
        g_source_remove(model->job_source);
    model->job_source = 0;
}

static gboolean is_within(const NxModel *model, guint32 event)
{
    for (guint i = 0; i < model->way->len; i++) {
        const NxLevel *level = model->way->pdata[i];
        if (!g_str_equal(nx_event_group(model->catalog, event, level->by), level->name))
            return FALSE;
    }
    return TRUE;
}

/* Keeps of `rows` what belongs to the groups that are open. */
static void keep_groups(const NxModel *model, GArray *rows)
{
    if (model->way->len == 0)
        return;
    guint kept = 0;
    for (guint i = 0; i < rows->len; i++) {
        guint32 event = g_array_index(rows, guint32, i);
        if (is_within(model, event))
            g_array_index(rows, guint32, kept++) = event;
    }
    g_array_set_size(rows, kept);
}

static void start_job(NxModel *model, gboolean is_new);

static void finish_job(NxModel *model)
{
    guint32 end = 0;
    g_autoptr(GArray) rows = nx_list_job_take(model->job, &end, NULL);
    gboolean was_new = model->job_is_new;
    drop_job(model);
    keep_groups(model, rows);
    if (was_new) {
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
    if (model->list_stale)
        start_job(model, TRUE);
    else if (end < nx_catalog_n_events(model->catalog))
        start_job(model, FALSE);
}

static gboolean on_slice(gpointer user)
{
    NxModel *model = user;
    if (nx_list_job_step(model->job, SLICE))
        return G_SOURCE_CONTINUE;
    finish_job(model);
    /* finish_job may have started the next one, with a source of its own. */
    return G_SOURCE_REMOVE;
}

static void start_job(NxModel *model, gboolean is_new)
{
    drop_job(model);
    NxListSpec spec;
    nx_model_spec(model, &spec);
    model->job_is_new = is_new;
    if (is_new)
        model->list_stale = FALSE;
    model->job = nx_list_job_new(model->catalog, &spec, is_new ? 0 : model->list_end);
    model->job_source = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_slice, model, NULL);
}

static void relist(NxModel *model)
{
    start_job(model, TRUE);
}

void nx_model_renew_list(NxModel *model)
{
    relist(model);
}

static gboolean still_matches(const NxModel *model, const NxQuery *query, guint32 event)
{
    NxFacts facts;
    nx_catalog_facts(model->catalog, event, &facts);
    return is_within(model, event) && (!query || nx_query_match(query, &facts, model->settle, nx_model_now(model)));
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

void nx_model_extend(NxModel *model)
{
    if (model->list_stale && !model->job)
        start_job(model, TRUE);
    else if (!model->job && model->list_end < nx_catalog_n_events(model->catalog))
        start_job(model, FALSE);
}

void nx_model_finish_list(NxModel *model)
{
    while (model->job && model->job_is_new) {
        while (nx_list_job_step(model->job, SLICE)) {
            /* what was asked for is meant by the next key */
        }
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
    drop_job(model);
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
