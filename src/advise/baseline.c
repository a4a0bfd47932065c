/* Read from the ledger, all of it or nothing. */
#include "advise/baseline.h"
#include "advise/guard_numbers.h"

NxBaseline *nx_baseline_empty(void)
{
    NxBaseline *baseline = g_new0(NxBaseline, 1);
    baseline->tally = nx_tally_new(NULL);
    baseline->recent = g_ptr_array_new();
    baseline->taken = g_ptr_array_new();
    baseline->lifts = g_ptr_array_new();
    return baseline;
}

static void count(const NxFailure *failure, gpointer tally)
{
    nx_tally_add(tally, failure);
}

/* Puts `fresh` in the place of an array; FALSE where it is none. */
static gboolean replace(GPtrArray **array, GPtrArray *fresh)
{
    if (!fresh)
        return FALSE;
    g_ptr_array_unref(*array);
    *array = fresh;
    return TRUE;
}

NxBaseline *nx_baseline_read(NxLedger *ledger, NxTime now, GError **error)
{
    NxBaseline *baseline = nx_baseline_empty();
    baseline->now = now;
    if (nx_ledger_failures(ledger, now - NX_BASELINE_SPAN, count, baseline->tally, error) &&
        replace(&baseline->recent, nx_ledger_recent(ledger, NX_OUTAGE_STATUS, now - NX_BASELINE_SPAN, error)) &&
        replace(&baseline->taken, nx_ledger_taken(ledger, now - NX_TAKEN_SPAN, error)) &&
        replace(&baseline->lifts, nx_ledger_lifts(ledger, now - NX_TAKEN_SPAN, error)))
        return baseline;
    nx_baseline_free(baseline);
    return NULL;
}

void nx_baseline_free(NxBaseline *baseline)
{
    if (!baseline)
        return;
    nx_tally_free(baseline->tally);
    g_ptr_array_unref(baseline->recent);
    g_ptr_array_unref(baseline->taken);
    g_ptr_array_unref(baseline->lifts);
    g_free(baseline);
}
