#include "advise/guard.h"
#include "advise/event.h"
#include "advise/limits.h"
#include "advise/outage.h"
#include "advise/resolver.h"
#include "advise/source.h"
#include <nixie/address.h>
#include <nixie/text.h>

struct NxGuards {
    NxSources *providers, *mtas;
    NxResolver *resolver;
    NxOutages *outages;
    NxBaseline *baseline;
};

static void forget_looks(NxGuards *guards)
{
    g_clear_pointer(&guards->providers, nx_sources_free);
    g_clear_pointer(&guards->mtas, nx_sources_free);
    g_clear_pointer(&guards->resolver, nx_resolver_free);
    g_clear_pointer(&guards->outages, nx_outages_free);
}

static void look_afresh(NxGuards *guards)
{
    forget_looks(guards);
    guards->providers = nx_sources_new();
    guards->mtas = nx_sources_new();
    guards->resolver = nx_resolver_new();
    guards->outages = nx_outages_new();
}

NxGuards *nx_guards_new(void)
{
    NxGuards *guards = g_new0(NxGuards, 1);
    guards->baseline = nx_baseline_of(NULL, NULL, NULL);
    look_afresh(guards);
    return guards;
}

void nx_guards_free(NxGuards *guards)
{
    forget_looks(guards);
    nx_baseline_free(guards->baseline);
    g_free(guards);
}

void nx_guards_baseline(NxGuards *guards, NxBaseline *baseline)
{
    nx_baseline_free(guards->baseline);
    guards->baseline = baseline;
}

static gboolean is_outage(const NxEvent *event)
{
    return nx_status_equal(nx_verdict_status(&event->verdict), NX_OUTAGE_STATUS);
}

/* Addresses that only the ledger knows get numbers from the other end. */
static void add_recent(NxGuards *guards, const NxCatalog *catalog)
{
    for (guint i = 0; i < guards->baseline->recent->len; i++) {
        const NxSighting *sighting = guards->baseline->recent->pdata[i];
        guint32 address = nx_catalog_find(catalog, sighting->key);
        nx_outages_add(guards->outages, nx_address_domain(sighting->key),
                       address == NX_NOBODY ? NX_NOBODY - 1 - i : address, G_MAXUINT32, sighting->arrived);
    }
}

void nx_guards_look(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog)
{
    look_afresh(guards);
    guint32 n = nx_catalog_n_events(catalog);
    for (guint32 i = 0; i < n; i++) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (!nx_event_is_failure(event))
            continue;
        gboolean hard = event->verdict.klass == NX_CLASS_HARD;
        nx_sources_count(guards->providers, event->provider, event->arrived, hard, event->fresh);
        nx_sources_count(guards->mtas, event->reporting_mta, event->arrived, hard, event->fresh);
        nx_resolver_count(guards->resolver, event);
        if (event->domain && is_outage(event))
            nx_outages_add(guards->outages, event->domain, event->address, i, event->arrived);
    }
    add_recent(guards, catalog);
    double share = nx_library_settings(library)->guard_share;
    nx_sources_judge(guards->providers, guards->baseline->providers, share);
    nx_sources_judge(guards->mtas, guards->baseline->mtas, share);
    nx_resolver_judge(guards->resolver);
    nx_outages_judge(guards->outages);
}

/* ---- When each speaks -------------------------------------------------------------------------------------------- */

static gboolean mass_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    const NxEvent *event = guarded->event;
    return event->kind == NX_KIND_BOUNCE && (nx_sources_is_mass(guards->providers, event->provider, event->arrived) ||
                                             nx_sources_is_mass(guards->mtas, event->reporting_mta, event->arrived));
}

static gboolean is_unknown_host(const NxEvent *event)
{
    return event->kind == NX_KIND_BOUNCE && event->verdict.reason == NX_REASON_HOSTUNKNOWN;
}

static gboolean resolver_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    return is_unknown_host(guarded->event) && nx_resolver_is_broken(guards->resolver, guarded->event->arrived);
}

static gboolean domain_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    return nx_outages_has(guards->outages, guarded->number);
}

static gboolean provider_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    (void)guards;
    const char *domain = guarded->event->domain;
    return is_unknown_host(guarded->event) && domain && nx_library_is_large(guarded->library, domain);
}

static gboolean protected_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    (void)guards;
    return guarded->advice == NX_ADVICE_SUPPRESS && guarded->standing && guarded->standing->is_protected;
}

#define ROW(id, name, text) {NX_GUARD_##id, text, name##_speaks},
static const struct {
    NxGuard guard;
    const char *text;
    gboolean (*speaks)(const NxGuards *guards, const NxGuarded *guarded);
} GUARDS[] = {NX_GUARDS(ROW)};

const char *nx_guard_text(NxGuard single)
{
    for (guint i = 0; i < G_N_ELEMENTS(GUARDS); i++)
        if (GUARDS[i].guard == single)
            return GUARDS[i].text;
    g_return_val_if_reached("");
}

NxGuard nx_guards_of(const NxGuards *guards, const NxGuarded *guarded)
{
    NxGuard all = NX_GUARD_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(GUARDS); i++)
        if (GUARDS[i].speaks(guards, guarded))
            all |= GUARDS[i].guard;
    return all;
}
