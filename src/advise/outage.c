/* By domain, in the order of arrival: the nearest one of another address. */
#include "advise/outage.h"
#include "advise/guard_numbers.h"

typedef struct {
    NxTime arrived;
    guint32 address, event;
} Outage;

struct NxOutages {
    GHashTable *by_domain; /* domain -> GArray of Outage */
    GHashTable *struck;    /* event numbers */
};

NxOutages *nx_outages_new(void)
{
    NxOutages *outages = g_new0(NxOutages, 1);
    outages->by_domain = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
    outages->struck = g_hash_table_new(g_direct_hash, g_direct_equal);
    return outages;
}

void nx_outages_free(NxOutages *outages)
{
    g_hash_table_unref(outages->by_domain);
    g_hash_table_unref(outages->struck);
    g_free(outages);
}

void nx_outages_add(NxOutages *outages, const char *domain, guint32 address, guint32 event, NxTime arrived)
{
    GArray *all = g_hash_table_lookup(outages->by_domain, domain);
    if (!all) {
        all = g_array_new(FALSE, FALSE, sizeof(Outage));
        g_hash_table_insert(outages->by_domain, (gpointer)domain, all);
    }
    Outage outage = {arrived, address, event};
    g_array_append_val(all, outage);
}

static gint by_arrival(gconstpointer a, gconstpointer b)
{
    const Outage *x = a, *y = b;
    return (x->arrived > y->arrived) - (x->arrived < y->arrived);
}

static void strike(NxOutages *outages, const Outage *outage)
{
    if (outage->event != G_MAXUINT32)
        g_hash_table_add(outages->struck, GUINT_TO_POINTER(outage->event));
}

/* In the order of arrival, once forth and once back: the nearest one of another address is all that matters. */
static void judge_domain(NxOutages *outages, GArray *all)
{
    g_array_sort(all, by_arrival);
    const Outage *first = (const Outage *)(gpointer)all->data, *other = NULL;
    for (guint i = 1; i < all->len; i++) {
        if (first[i].address != first[i - 1].address)
            other = &first[i - 1];
        if (other && first[i].arrived - other->arrived <= NX_OUTAGE_SPAN)
            strike(outages, &first[i]);
    }
    other = NULL;
    for (guint i = all->len; i-- > 1;) {
        if (first[i].address != first[i - 1].address)
            other = &first[i];
        if (other && other->arrived - first[i - 1].arrived <= NX_OUTAGE_SPAN)
            strike(outages, &first[i - 1]);
    }
}

void nx_outages_judge(NxOutages *outages)
{
    GHashTableIter iter;
    gpointer all;
    g_hash_table_iter_init(&iter, outages->by_domain);
    while (g_hash_table_iter_next(&iter, NULL, &all))
        judge_domain(outages, all);
}

gboolean nx_outages_has(const NxOutages *outages, guint32 event)
{
    return g_hash_table_contains(outages->struck, GUINT_TO_POINTER(event));
}
