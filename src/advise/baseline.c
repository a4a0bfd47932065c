#include "advise/baseline.h"
#include "advise/limits.h"

static GHashTable *by_name(GPtrArray *shares)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_share_free);
    gsize n = 0;
    g_autofree gpointer *all = shares ? g_ptr_array_steal(shares, &n) : NULL;
    for (gsize i = 0; i < n; i++)
        g_hash_table_replace(table, ((NxShare *)all[i])->name, all[i]);
    g_clear_pointer(&shares, g_ptr_array_unref);
    return table;
}

NxBaseline *nx_baseline_of(GPtrArray *providers, GPtrArray *mtas, GPtrArray *recent)
{
    NxBaseline *baseline = g_new0(NxBaseline, 1);
    baseline->providers = by_name(providers);
    baseline->mtas = by_name(mtas);
    baseline->recent = recent ? recent : g_ptr_array_new();
    return baseline;
}

NxBaseline *nx_baseline_read(NxLedger *ledger, NxTime now, GError **error)
{
    NxTime until = now - NX_MASS_DAYS * NX_DAY;
    g_autoptr(GPtrArray) providers = nx_ledger_shares(ledger, FALSE, until - NX_USUAL_SPAN, until, error);
    g_autoptr(GPtrArray) mtas = providers ? nx_ledger_shares(ledger, TRUE, until - NX_USUAL_SPAN, until, error) : NULL;
    g_autoptr(GPtrArray) recent = mtas ? nx_ledger_recent(ledger, NX_OUTAGE_STATUS, now - NX_USUAL_SPAN, error) : NULL;
    if (!recent)
        return NULL;
    return nx_baseline_of(g_steal_pointer(&providers), g_steal_pointer(&mtas), g_steal_pointer(&recent));
}

void nx_baseline_free(NxBaseline *baseline)
{
    if (!baseline)
        return;
    g_hash_table_unref(baseline->providers);
    g_hash_table_unref(baseline->mtas);
    g_ptr_array_unref(baseline->recent);
    g_free(baseline);
}
