/* Read from the ledger, all of it or nothing. */
#include "advise/baseline.h"
#include "advise/guard_numbers.h"
#include <nixie/text.h>

NxBaseline *nx_baseline_empty(void)
{
    NxBaseline *baseline = g_new0(NxBaseline, 1);
    baseline->tally = nx_tally_new(NULL);
    baseline->recent = g_ptr_array_new();
    baseline->taken = g_ptr_array_new();
    baseline->lifts = g_ptr_array_new();
    baseline->domains = g_ptr_array_new();
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

static gboolean count_back(NxBaseline *baseline, NxLedger *ledger, GError **error)
{
    g_autoptr(GPtrArray) back = nx_ledger_back(ledger, error);
    baseline->n_back = back ? back->len : 0;
    return back != NULL;
}

NxBaseline *nx_baseline_read(NxLedger *ledger, NxTime now, GError **error)
{
    NxBaseline *baseline = nx_baseline_empty();
    baseline->now = now;
    if (nx_ledger_failures(ledger, now - NX_BASELINE_SPAN, count, baseline->tally, error) &&
        replace(&baseline->recent, nx_ledger_recent(ledger, NX_OUTAGE_STATUS, now - NX_BASELINE_SPAN, error)) &&
        replace(&baseline->taken, nx_ledger_taken(ledger, now - NX_TAKEN_SPAN, error)) &&
        replace(&baseline->lifts, nx_ledger_lifts(ledger, now - NX_TAKEN_SPAN, error)) &&
        replace(&baseline->domains, nx_ledger_domains(ledger, NULL, 0, error)) && count_back(baseline, ledger, error))
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
    g_ptr_array_unref(baseline->domains);
    g_free(baseline);
}

char *nx_baseline_back_words(const NxBaseline *baseline)
{
    return baseline->n_back == 0
               ? NULL
               : g_strdup_printf(
                     nx_trn("%u suppressed address: its domain is back; nixie check --suppressed names it",
                            "%u suppressed addresses: their domain is back; nixie check --suppressed names them",
                            baseline->n_back),
                     baseline->n_back);
}
