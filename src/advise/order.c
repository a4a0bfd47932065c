/* From an event, or from what the ledger knows, to what is to be decided. */
#include "advise/order.h"
#include "advise/suggest.h"
#include <nixie/retry.h>

static const char *keep(GPtrArray *strings, char *text)
{
    g_ptr_array_add(strings, text);
    return text;
}

/* A retry that stands and is not used up goes on; else a new one begins `from`. */
static NxRetry retry_of(const NxSettings *settings, const NxStanding *standing, NxPlan wanted, NxTime from)
{
    if (standing->decision == NX_DECISION_RETRY && standing->attempt > 0 &&
        !nx_retry_is_used_up(standing->attempt, standing->attempts))
        return (NxRetry){.plan = standing->plan,
                         .attempt = standing->attempt,
                         .attempts = standing->attempts,
                         .not_before = standing->not_before};
    return nx_retry_first(settings, wanted, from, standing->episodes);
}

static void set_retry(NxOrder *order, const NxRetry *retry)
{
    order->plan = retry->plan;
    order->attempt = retry->attempt;
    order->attempts = retry->attempts;
    order->not_before = retry->not_before;
}

void nx_order_from_event(const NxAdvisor *advisor, guint32 number, guint32 from, NxDecision decision, NxTime now,
                         NxOrder *order, GPtrArray *strings)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    const NxEvent *event = nx_catalog_event(advisor->catalog, from);
    *order = (NxOrder){.key = address->key, .spelling = address->spelling, .decision = decision};
    if (decision == NX_DECISION_NONE)
        return;
    order->reason = event->verdict.reason;
    order->klass = event->verdict.klass;
    order->status = nx_verdict_status(&event->verdict);
    order->reply_code = event->verdict.reply_code;
    order->provider = event->provider;
    order->diagnostic = event->diagnostic;
    order->rule = event->verdict.rule;
    order->evidence = event->evidence;
    order->file = event->place.name;
    order->original_message_id = event->original_message_id;
    order->place_id =
        keep(strings, nx_mailbox_message_id(nx_catalog_mailbox(advisor->catalog, event->mailbox), &event->place));
    if (decision == NX_DECISION_HOLD)
        order->cause = keep(strings, nx_cause_make(event->provider, event->verdict.reason));
    if (decision != NX_DECISION_RETRY)
        return;
    NxSuggestion suggestion;
    NxGrounds grounds;
    nx_advisor_suggest(advisor, from, &suggestion, &grounds);
    NxRetry retry = {.plan = grounds.plan,
                     .attempt = suggestion.attempt,
                     .attempts = suggestion.attempts,
                     .not_before = suggestion.not_before};
    if (suggestion.kind != NX_ADVICE_RETRY)
        retry = retry_of(nx_library_settings(advisor->library), &address->standing, event->verdict.plan,
                         event->arrived != NX_TIME_UNKNOWN ? event->arrived : now);
    set_retry(order, &retry);
}

static void order_evidence(NxOrder *order, const NxSighting *sighting, GPtrArray *strings)
{
    order->reason = sighting->reason;
    order->klass = sighting->klass;
    order->status = sighting->status;
    order->reply_code = sighting->reply_code;
    order->provider = keep(strings, g_strdup(sighting->provider));
    order->diagnostic = keep(strings, g_strdup(sighting->diagnostic));
    order->rule = keep(strings, g_strdup(sighting->rule));
    order->evidence = keep(strings, g_strdup(sighting->evidence));
    order->file = keep(strings, g_strdup(sighting->file));
    order->original_message_id = keep(strings, g_strdup(sighting->original_message_id));
    order->place_id = keep(strings, g_strdup(sighting->place_id));
}

void nx_order_from_past(const NxAdvisor *advisor, guint32 number, const NxSighting *evidence, NxOrder *order,
                        GPtrArray *strings)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    *order = (NxOrder){.key = address->key, .spelling = address->spelling, .decision = NX_DECISION_SUPPRESS};
    order_evidence(order, evidence, strings);
}

void nx_advise_order(const NxLibrary *library, const NxRecall *recall, const char *key, const char *spelling,
                     NxDecision decision, NxTime now, NxOrder *order, GPtrArray *strings)
{
    const NxSighting *last =
        recall && recall->sightings && recall->sightings->len > 0 ? recall->sightings->pdata[0] : NULL;
    *order = (NxOrder){.key = key, .spelling = spelling, .decision = decision};
    if (decision == NX_DECISION_NONE)
        return;
    if (last)
        order_evidence(order, last, strings);
    if (decision == NX_DECISION_HOLD)
        order->cause =
            keep(strings, nx_cause_make(last ? last->provider : NULL, last ? last->reason : NX_REASON_UNDEFINED));
    if (decision != NX_DECISION_RETRY)
        return;
    NxStanding standing = {0};
    NxFacts facts;
    if (recall && recall->record)
        nx_record_facts(recall->record, &standing, &facts);
    NxRetry retry =
        retry_of(nx_library_settings(library), &standing, last ? last->plan : NX_PLAN_S1, last ? last->arrived : now);
    set_retry(order, &retry);
}
