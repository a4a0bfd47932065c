#include "cli/lists.h"

NxPhase nx_record_phase(const NxApp *app, const NxRecord *record)
{
    return nx_retry_phase(record->decision, record->not_before, record->attempt_sent, record->attempt_sent_at,
                          nx_app_settle(app), app->now);
}

GPtrArray *nx_records_limited(const NxApp *app, const GPtrArray *records, const NxQuery *query)
{
    GPtrArray *limited = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        NxStanding standing;
        NxFacts facts;
        nx_record_facts(records->pdata[i], &standing, &facts);
        if (!query || nx_query_match(query, &facts, nx_app_settle(app), app->now))
            g_ptr_array_add(limited, records->pdata[i]);
    }
    return limited;
}

/* Takes out what the format cannot hold. */
static void drop_unfit(NxApp *app, const NxFormat *format, GPtrArray *records)
{
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_autoptr(GString) out = g_string_new(NULL);
    guint kept = 0;
    g_ptr_array_add(one, NULL);
    for (guint i = 0; i < records->len; i++) {
        guint left = 0;
        one->pdata[0] = records->pdata[i];
        g_string_truncate(out, 0);
        nx_export_write(format, one, app->now, out, &left, app->problems);
        if (!left)
            records->pdata[kept++] = records->pdata[i];
    }
    g_ptr_array_set_size(records, (gint)kept);
    if (nx_app_problems(app))
        app->status = NX_EXIT_FAULT;
}

gboolean nx_records_write(NxApp *app, const NxFormat *format, GPtrArray *records, const char *path, gboolean replace)
{
    g_autoptr(GString) out = g_string_new(NULL);
    GError *error = NULL;
    drop_unfit(app, format, records);
    nx_export_write(format, records, app->now, out, NULL, app->problems);
    if (!path) {
        nx_put(out->str, out->len);
        if (nx_output_flush())
            return TRUE;
        app->status = NX_EXIT_FAULT;
        return FALSE;
    }
    if (nx_file_write(path, out->str, out->len, replace, &error))
        return TRUE;
    nx_app_error(app, error);
    return FALSE;
}

GPtrArray *nx_records_keys(const GPtrArray *records, NxDecision decision)
{
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        if (decision == NX_DECISION_NONE || record->decision == decision)
            g_ptr_array_add(keys, record->key);
    }
    g_ptr_array_add(keys, NULL);
    return keys;
}
