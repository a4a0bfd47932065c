/* When each guard speaks, a row each; and because of which source. */
#include "advise/guard.h"
#include "advise/event.h"
#include "advise/guard_numbers.h"
#include "advise/outage.h"
#include "catalog/sort.h"
#include <nixie/address.h>
#include <nixie/text.h>

/* What is seen of the catalog. */
typedef struct {
    NxTally *tally; /* on top of the baseline's */
    NxOutages *outages;
    guint32 looked_at; /* events */
} Sight;

/* A look under way: first all failures, then what they say in the order of their arrival. */
typedef struct {
    Sight sight;
    NxSorter *sorter; /* failures so far; NULL: they are in order */
    GArray *failures; /* event numbers in that order */
    guint at;         /* of them */
    NxTime last;      /* arrival of the one before */
} Look;

struct NxGuards {
    NxBaseline *baseline;
    Sight sight;
    Look *look;     /* NULL: none is under way */
    gboolean stale; /* the baseline is another one since */
    NxTime now;
};

static void sight_clear(Sight *sight)
{
    nx_tally_free(sight->tally);
    nx_outages_free(sight->outages);
}

static Sight sight_new(const NxBaseline *baseline)
{
    return (Sight){nx_tally_new(baseline->tally), nx_outages_new(), 0};
}

static void look_free(Look *look)
{
    if (!look)
        return;
    if (look->sight.tally)
        sight_clear(&look->sight);
    nx_sorter_free(look->sorter);
    g_clear_pointer(&look->failures, g_array_unref);
    g_free(look);
}

NxGuards *nx_guards_new(void)
{
    NxGuards *guards = g_new0(NxGuards, 1);
    guards->baseline = nx_baseline_empty();
    guards->sight = sight_new(guards->baseline);
    return guards;
}

void nx_guards_free(NxGuards *guards)
{
    look_free(guards->look);
    sight_clear(&guards->sight);
    nx_baseline_free(guards->baseline);
    g_free(guards);
}

void nx_guards_baseline(NxGuards *guards, NxBaseline *baseline)
{
    NxBaseline *before = guards->baseline;
    guards->baseline = baseline;
    guards->stale = TRUE;
    g_clear_pointer(&guards->look, look_free);
    sight_clear(&guards->sight);
    guards->sight = sight_new(baseline);
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
static void add_recent(const NxBaseline *baseline, NxOutages *outages, const NxCatalog *catalog)
{
    for (guint i = 0; i < baseline->recent->len; i++) {
        const NxSighting *sighting = baseline->recent->pdata[i];
        guint32 address = nx_catalog_find(catalog, sighting->key);
        nx_outages_add(outages, nx_address_domain(sighting->key), address == NX_NOBODY ? NX_NOBODY - 1 - i : address,
                       G_MAXUINT32, sighting->arrived);
    }
}

/* Finds the failures among at most `max` events more; TRUE when all are found. */
static gboolean find_failures(Look *look, const NxCatalog *catalog, guint max)
{
    guint32 n = nx_catalog_n_events(catalog), to = look->sight.looked_at + MIN(max, n - look->sight.looked_at);
    for (; look->sight.looked_at < to; look->sight.looked_at++) {
        const NxEvent *event = nx_catalog_event(catalog, look->sight.looked_at);
        if (nx_event_is_failure(event)) /* no number is 0, which would stand for a time that is not known */
            nx_sorter_add_number(look->sorter, look->sight.looked_at, 2 * event->arrived + 1);
    }
    if (to < n)
        return FALSE;
    look->failures = nx_sorter_run(look->sorter, NULL);
    g_clear_pointer(&look->sorter, nx_sorter_free);
    return TRUE;
}

static void add_failure(Look *look, const NxCatalog *catalog, guint32 number)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    if (!nx_event_is_failure(event))
        return; /* the ledger has told so since it was found */
    NxFailure failure = nx_failure_of_event(catalog, event);
    failure.arrived = look->last = MAX(look->last, failure.arrived); /* or that it came earlier */
    nx_tally_add(look->sight.tally, &failure);
    if (event->domain && is_outage(event))
        nx_outages_add(look->sight.outages, event->domain, event->address, number, event->arrived);
}

static void judge(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog)
{
    Look *look = guards->look;
    add_recent(guards->baseline, look->sight.outages, catalog);
    nx_tally_judge(look->sight.tally, nx_library_settings(library)->guard_share);
    nx_outages_judge(look->sight.outages);
    sight_clear(&guards->sight);
    guards->sight = look->sight;
    look->sight = (Sight){0};
    guards->stale = FALSE;
    g_clear_pointer(&guards->look, look_free);
}

void nx_guards_begin(NxGuards *guards)
{
    look_free(guards->look);
    guards->look = g_new0(Look, 1);
    guards->look->sight = sight_new(guards->baseline);
    guards->look->sorter = nx_sorter_new(FALSE, FALSE);
}

gboolean nx_guards_step(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog, guint max)
{
    if (!guards->look) /* another baseline came in between */
        nx_guards_begin(guards);
    Look *look = guards->look;
    if (!look->failures && !find_failures(look, catalog, max))
        return TRUE;
    guint to = look->at + MIN(max, look->failures->len - look->at);
    for (; look->at < to; look->at++)
        add_failure(look, catalog, g_array_index(look->failures, guint32, look->at));
    if (to < look->failures->len)
        return TRUE;
    judge(guards, library, catalog);
    return FALSE;
}

void nx_guards_look(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog)
{
    nx_guards_begin(guards);
    while (nx_guards_step(guards, library, catalog, G_MAXUINT))
        continue;
}

void nx_guards_catch_up(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog)
{
    if (guards->stale || guards->sight.looked_at != nx_catalog_n_events(catalog))
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
    if (!nx_tally_jumps(guards->sight.tally) || failure->klass != NX_CLASS_HARD)
        return NULL;
    for (guint kind = 0; kind < NX_N_FAILURE_SOURCES; kind++) {
        const NxCount *count = nx_failure_source_row((NxFailureSourceKind)kind)->guard == guard
                                   ? nx_tally_find(guards->sight.tally, (NxFailureSourceKind)kind, failure)
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
    return nx_outages_has(guards->sight.outages, guarded->number);
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
