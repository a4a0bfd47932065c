/* What stands, as far as a mailing asks for it. */
#include "cli/left_out.h"

void nx_left_out_clear(NxLeftOut *left)
{
    g_clear_pointer(&left->out, g_hash_table_unref);
    g_clear_pointer(&left->due, g_hash_table_unref);
    g_clear_pointer(&left->purged, nx_purged_free);
}

/* A suppression whose time is over leaves nobody out, though nobody has ended it yet. */
static gboolean is_out(const NxApp *app, const NxRecord *record, NxPhase phase)
{
    if (record->decision == NX_DECISION_SUPPRESS)
        return !nx_record_has_ended(record, nx_library_settings(app->library), app->now);
    return record->decision == NX_DECISION_HOLD || phase == NX_PHASE_PAUSED;
}

static NxPhase phase_of(const NxApp *app, const NxRecord *record)
{
    return nx_record_phase(record, nx_app_settle(app), app->now);
}

static void take(const NxRecord *record, gpointer user)
{
    NxLeftOut *left = user;
    NxPhase phase = phase_of(left->app, record);
    if (is_out(left->app, record, phase))
        g_hash_table_add(left->out, g_strdup(record->key));
    else if (phase == NX_PHASE_DUE)
        g_hash_table_add(left->due, g_strdup(record->key));
    left->decided = TRUE;
}

/* Who is meant in that scope only, where none was named: a word of it, for the list may be the one that is meant. */
static void say_scopes(const GPtrArray *scoped)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < scoped->len; i++)
        g_hash_table_add(names, ((const NxRecord *)scoped->pdata[i])->scope);
    g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(names), (GCompareFunc)strcmp);
    g_autoptr(GString) all = g_string_new(NULL);
    for (const GList *name = sorted; name; name = name->next)
        g_string_append_printf(all, "%s%s", all->len ? ", " : "", (const char *)name->data);
    if (scoped->len)
        nx_complain(nx_trn("%u decision holds in a scope only, and was not asked: name it with --scope (%s)",
                           "%u decisions hold in scopes only, and were not asked: name one with --scope (%s)",
                           scoped->len),
                    scoped->len, all->str);
}

gboolean nx_left_out_read(NxLeftOut *left, NxApp *app, const char *scope, GError **error)
{
    NxLedger *ledger = app->ledger;
    left->app = app;
    left->out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    left->due = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    left->purged = nx_ledger_each(ledger, take, left, error) ? nx_ledger_purged(ledger, scope, error) : NULL;
    g_autoptr(GPtrArray) scoped = left->purged ? nx_ledger_scoped_records(ledger, NX_DECISION_NONE, NULL, error) : NULL;
    if (!scoped)
        return FALSE;
    for (guint i = 0; i < scoped->len; i++)
        if (g_strcmp0(((const NxRecord *)scoped->pdata[i])->scope, scope) == 0)
            take(scoped->pdata[i], left);
    left->decided |= scoped->len > 0 || nx_purged_count(left->purged) > 0;
    if (!scope)
        say_scopes(scoped);
    return TRUE;
}

gboolean nx_left_out_has(const NxLeftOut *left, const char *key)
{
    if (g_hash_table_contains(left->out, key) || g_hash_table_contains(left->out, strrchr(key, '@')))
        return TRUE;
    const GPtrArray *records = nx_purged_find(left->purged, key);
    for (guint i = 0; records && i < records->len; i++)
        if (is_out(left->app, records->pdata[i], phase_of(left->app, records->pdata[i])))
            return TRUE;
    return FALSE;
}
