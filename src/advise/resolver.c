#include "advise/resolver.h"
#include "advise/limits.h"
#include "advise/spans.h"

/* Half a day; two in a row are 24 h. */
typedef struct {
    gint64 number;
    guint failures, unknown;
    GHashTable *domains; /* of the unknown, no more than are needed; NULL: none */
    gboolean broken;
} Half;

struct NxResolver {
    NxSpans halves;
};

static void half_free(gpointer data)
{
    Half *half = data;
    g_clear_pointer(&half->domains, g_hash_table_unref);
    g_free(half);
}

NxResolver *nx_resolver_new(void)
{
    NxResolver *resolver = g_new0(NxResolver, 1);
    nx_spans_init(&resolver->halves, sizeof(Half), half_free);
    return resolver;
}

void nx_resolver_free(NxResolver *resolver)
{
    nx_spans_clear(&resolver->halves);
    g_free(resolver);
}

static void add_domain(Half *half, const char *domain)
{
    if (!half->domains)
        half->domains = g_hash_table_new(g_str_hash, g_str_equal);
    if (g_hash_table_size(half->domains) < NX_RESOLVER_DOMAINS)
        g_hash_table_add(half->domains, (gpointer)domain);
}

void nx_resolver_count(NxResolver *resolver, const NxEvent *event)
{
    Half *half = nx_spans_at(&resolver->halves, event->arrived / NX_RESOLVER_STEP);
    half->failures++;
    if (event->verdict.reason != NX_REASON_HOSTUNKNOWN)
        return;
    half->unknown++;
    if (event->domain)
        add_domain(half, event->domain);
}

static guint count_domains(const Half *half, const Half *next)
{
    guint n = half->domains ? g_hash_table_size(half->domains) : 0;
    GHashTableIter iter;
    gpointer domain;
    if (!next || !next->domains)
        return n;
    g_hash_table_iter_init(&iter, next->domains);
    while (g_hash_table_iter_next(&iter, &domain, NULL))
        n += !half->domains || !g_hash_table_contains(half->domains, domain);
    return n;
}

void nx_resolver_judge(NxResolver *resolver)
{
    GHashTableIter iter;
    gpointer at;
    g_hash_table_iter_init(&iter, resolver->halves.all);
    while (g_hash_table_iter_next(&iter, NULL, &at)) {
        Half *half = at;
        Half *next = nx_spans_find(&resolver->halves, half->number + 1);
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
    const Half *half = nx_spans_find(&resolver->halves, arrived / NX_RESOLVER_STEP);
    return half && half->broken;
}
