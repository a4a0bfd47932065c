#include "advise/resolver.h"
#include "advise/limits.h"

/* Half a day; two in a row are 24 h. */
typedef struct {
    gint64 number;
    guint failures, unknown;
    GHashTable *domains; /* of the unknown, no more than are needed */
    gboolean broken;
} Half;

struct NxResolver {
    GHashTable *halves; /* number -> Half */
    Half *last;
};

static void half_free(gpointer data)
{
    Half *half = data;
    g_hash_table_unref(half->domains);
    g_free(half);
}

NxResolver *nx_resolver_new(void)
{
    NxResolver *resolver = g_new0(NxResolver, 1);
    resolver->halves = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, half_free);
    return resolver;
}

void nx_resolver_free(NxResolver *resolver)
{
    g_hash_table_unref(resolver->halves);
    g_free(resolver);
}

static Half *half_of(NxResolver *resolver, NxTime arrived)
{
    gint64 number = arrived / NX_RESOLVER_STEP;
    if (resolver->last && resolver->last->number == number)
        return resolver->last;
    Half *half = g_hash_table_lookup(resolver->halves, &number);
    if (!half) {
        half = g_new0(Half, 1);
        half->number = number;
        half->domains = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_insert(resolver->halves, &half->number, half);
    }
    return resolver->last = half;
}

void nx_resolver_count(NxResolver *resolver, const NxEvent *event)
{
    Half *half = half_of(resolver, event->arrived);
    half->failures++;
    if (event->verdict.reason != NX_REASON_HOSTUNKNOWN)
        return;
    half->unknown++;
    if (event->domain && g_hash_table_size(half->domains) < NX_RESOLVER_DOMAINS)
        g_hash_table_add(half->domains, (gpointer)event->domain);
}

static guint count_domains(const Half *half, const Half *next)
{
    guint n = g_hash_table_size(half->domains);
    GHashTableIter iter;
    gpointer domain;
    if (!next)
        return n;
    g_hash_table_iter_init(&iter, next->domains);
    while (g_hash_table_iter_next(&iter, &domain, NULL))
        n += !g_hash_table_contains(half->domains, domain);
    return n;
}

void nx_resolver_judge(NxResolver *resolver)
{
    GHashTableIter iter;
    gpointer at;
    g_hash_table_iter_init(&iter, resolver->halves);
    while (g_hash_table_iter_next(&iter, NULL, &at)) {
        Half *half = at;
        gint64 following = half->number + 1;
        Half *next = g_hash_table_lookup(resolver->halves, &following);
        guint failures = half->failures + (next ? next->failures : 0),
              unknown = half->unknown + (next ? next->unknown : 0);
        if (count_domains(half, next) < NX_RESOLVER_DOMAINS || unknown <= NX_RESOLVER_SHARE * failures)
            continue;
        half->broken = TRUE;
        if (next)
            next->broken = TRUE;
    }
}

gboolean nx_resolver_is_broken(const NxResolver *resolver, NxTime arrived)
{
    gint64 number = arrived / NX_RESOLVER_STEP;
    const Half *half = g_hash_table_lookup(resolver->halves, &number);
    return half && half->broken;
}
