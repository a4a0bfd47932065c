/* The beginning and the end of a model. */
#include "tui/model/model.h"

NxModel *nx_model_new(const NxTuiStart *start, const char *const *paths, const NxModelEvents *events, gpointer user)
{
    NxModel *model = g_new0(NxModel, 1);
    model->start = start;
    model->events = events;
    model->user = user;
    model->settle = nx_library_settings(start->library)->settle;
    model->paths = g_strdupv((char **)paths);
    model->catalog = nx_catalog_new();
    model->advisor = nx_advisor_new(start->library, start->judge, model->catalog, start->problems);
    model->ledger = nx_ledger_thread_new(start->ledger_path);
    model->list = g_array_new(FALSE, FALSE, sizeof(guint32));
    model->limit = g_strdup("");
    model->sort = NX_SORT_PLACE;
    model->selected = model->wanted = NX_NO_EVENT;
    model->restore_tags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    model->way = g_ptr_array_new_with_free_func((GDestroyNotify)nx_level_free);
    model->used_tags = g_array_new(FALSE, FALSE, sizeof(guint32));
    model->problems = g_ptr_array_new_with_free_func(g_free);
    return model;
}

static void stop_loading(NxModel *model)
{
    if (model->tick_source)
        g_source_remove(model->tick_source);
    g_clear_pointer(&model->watch, nx_watch_free);
    if (model->load)
        nx_load_free(model->load);
    while (g_source_remove_by_user_data(model)) {
        /* wakes that will not be taken any more */
    }
    model->job_source = model->advise_source = 0;
}

void nx_model_free(NxModel *model)
{
    if (!model)
        return;
    nx_checking_free(model->checking);
    nx_model_record_rest(model);
    nx_ledger_thread_free(model->ledger);
    nx_recording_free(model->recording);
    stop_loading(model);
    nx_model_drop_list(model);
    if (model->query)
        nx_query_free(model->query);
    nx_advisor_free(model->advisor);
    nx_catalog_free(model->catalog);
    g_array_unref(model->list);
    g_hash_table_unref(model->restore_tags);
    g_ptr_array_unref(model->problems);
    g_strfreev(model->paths);
    g_free(model->limit);
    g_ptr_array_unref(model->way);
    g_array_unref(model->used_tags);
    g_free(model->restore_row);
    g_free(model->view);
    g_free(model);
}
