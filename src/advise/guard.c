/* When each guard speaks, a row each; and because of which source. */
#include "advise/guard.h"
#include "advise/event.h"
#include "advise/guard_numbers.h"
#include "advise/outage.h"
#include <nixie/address.h>
#include <nixie/text.h>

struct NxGuards {
    NxBaseline *baseline;
    NxTally *tally; /* of the catalog, on top of the baseline's */
    NxOutages *outages;
    guint32 looked_at; /* events of the catalog */
    gboolean stale;    /* the baseline is another one since */
    NxTime now;
};

static void look_afresh(NxGuards *guards)
{
    g_clear_pointer(&guards->tally, nx_tally_free);
    g_clear_pointer(&guards->outages, nx_outages_free);
    guards->tally = nx_tally_new(guards->baseline->tally);
    guards->outages = nx_outages_new();
}

NxGuards *nx_guards_new(void)
{
    NxGuards *guards = g_new0(NxGuards, 1);
    guards->baseline = nx_baseline_empty();
    look_afresh(guards);
    return guards;
}

void nx_guards_free(NxGuards *guards)
{
    nx_tally_free(guards->tally);
    nx_outages_free(guards->outages);
    nx_baseline_free(guards->baseline);
    g_free(guards);
}

void nx_guards_baseline(NxGuards *guards, NxBaseline *baseline)
{
    NxBaseline *before = guards->baseline;
    guards->baseline = baseline;
    guards->stale = TRUE;
    look_afresh(guards);
    nx_guards_tell_time(guards, baseline->now);
    nx_baseline_free(before);
}

const NxBaseline *nx_guards_known(const NxGuards *guards)
{
    return guards->baseline;
}

void nx_guards_tell_time(NxGuards *guards, NxTime now)
{
    guards->now = MAX(guards->now, now);
}

/* ---- Looking ----------------------------------------------------------------------------------------------------- */

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

static gint by_arrival(gconstpointer a, gconstpointer b, gpointer catalog)
{
    const guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    NxTime first = nx_catalog_event(catalog, x)->arrived, second = nx_catalog_event(catalog, y)->arrived;
    return first != second ? (first > second) - (first < second) : (x > y) - (x < y);
}

/* The failures (guint32) of the catalog in the order of their arrival; most mailboxes hold them so. */
static GArray *failures_in_order(const NxCatalog *catalog)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(guint32));
    gboolean in_order = TRUE;
    NxTime last = NX_TIME_UNKNOWN;
    guint32 n = nx_catalog_n_events(catalog);
    for (guint32 i = 0; i < n; i++) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (!nx_event_is_failure(event))
            continue;
        in_order = in_order && event->arrived >= last;
        last = event->arrived;
        g_array_append_val(all, i);
    }
    if (!in_order)
        g_array_sort_with_data(all, by_arrival, (gpointer)catalog);
    return all;
}

void nx_guards_look(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog)
{
    look_afresh(guards);
    g_autoptr(GArray) failures = failures_in_order(catalog);
    for (guint i = 0; i < failures->len; i++) {
        guint32 number = g_array_index(failures, guint32, i);
        const NxEvent *event = nx_catalog_event(catalog, number);
        NxFailure failure = nx_failure_of_event(catalog, event);
        nx_tally_add(guards->tally, &failure);
        if (event->domain && is_outage(event))
            nx_outages_add(guards->outages, event->domain, event->address, number, event->arrived);
    }
    add_recent(guards, catalog);
    nx_tally_judge(guards->tally, nx_library_settings(library)->guard_share);
    nx_outages_judge(guards->outages);
    guards->looked_at = nx_catalog_n_events(catalog);
    guards->stale = FALSE;
}

void nx_guards_catch_up(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog)
{
    if (guards->stale || guards->looked_at != nx_catalog_n_events(catalog))
        nx_guards_look(guards, library, catalog);
}

/* ---- Sources that jumped ----------------------------------------------------------------------------------------- */

static gboolean is_lifted(const NxGuards *guards, const NxCount *count)
{
    for (guint i = 0; i < guards->baseline->lifts->len; i++) {
        const NxLift *lift = guards->baseline->lifts->pdata[i];
        if (lift->until > guards->now && g_str_equal(lift->source, count->name))
            return TRUE;
    }
    return FALSE;
}

/* The first source that jumped then answers for the failure: who lets it through has seen the failure in its sample,
 * and the wider sources that it belongs to as well have nothing to add. */
const NxCount *nx_guards_why(const NxGuards *guards, NxGuard guard, const NxFailure *failure)
{
    if (!nx_tally_jumps(guards->tally) || failure->klass != NX_CLASS_HARD)
        return NULL;
    for (guint kind = 0; kind < NX_N_FAILURE_SOURCES; kind++) {
        const NxCount *count = nx_failure_source_row((NxFailureSourceKind)kind)->guard == guard
                                   ? nx_tally_find(guards->tally, (NxFailureSourceKind)kind, failure)
                                   : NULL;
        if (count && nx_jumps_at(count->jumps, failure->arrived))
            return is_lifted(guards, count) ? NULL : count;
    }
    return NULL;
}

/* ---- When each speaks -------------------------------------------------------------------------------------------- */

static gboolean source_speaks(const NxGuards *guards, NxGuard guard, const NxGuarded *guarded)
{
    if (guarded->event->kind != NX_KIND_BOUNCE || guarded->event->address == NX_NOBODY)
        return FALSE;
    NxFailure failure = nx_failure_of_event(guarded->catalog, guarded->event);
    return nx_guards_why(guards, guard, &failure) != NULL;
}

static gboolean mass_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    return source_speaks(guards, NX_GUARD_MASS, guarded);
}

static gboolean resolver_speaks(const NxGuards *guards, const NxGuarded *guarded)
{
    return source_speaks(guards, NX_GUARD_RESOLVER, guarded);
}

static gboolean is_unknown_host(const NxEvent *event)
{
    return event->kind == NX_KIND_BOUNCE && event->verdict.reason == NX_REASON_HOSTUNKNOWN;
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
