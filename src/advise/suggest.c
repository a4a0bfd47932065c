/* From a verdict to a suggestion: policy, then the code's class, then the history of the address, then the guards. */
#include "advise/suggest.h"
#include "advise/event.h"
#include <nixie/retry.h>

NxAddress *nx_advisor_address(const NxAdvisor *advisor, const NxEvent *event)
{
    return event->address == NX_NOBODY ? NULL : nx_catalog_address(advisor->catalog, event->address);
}

static void doubt(NxSuggestion *suggestion, NxDoubt why)
{
    suggestion->doubts |= why;
    suggestion->confidence = MIN(suggestion->confidence, NX_LIKELY);
}

/* A class 4 code without a class 5 never suppresses at once, whatever text or configuration say. */
static gboolean is_temporary(const NxEvent *event)
{
    NxStatus status = nx_verdict_status(&event->verdict);
    guint reply = event->verdict.reply_code / 100;
    return event->kind == NX_KIND_BOUNCE && (status.klass == 4 || reply == 4) && status.klass != 5 && reply != 5;
}

static void temper(const NxEvent *event, NxSuggestion *suggestion, NxGrounds *grounds)
{
    if (suggestion->kind != NX_ADVICE_SUPPRESS || !is_temporary(event))
        return;
    grounds->is_tempered = TRUE;
    suggestion->kind = NX_ADVICE_RETRY;
}

/* Word of a delivery after a failure: a temporary one is over; a permanent one is a riddle. */
static void close_history(const NxEvent *event, const NxStanding *standing, NxSuggestion *suggestion,
                          NxGrounds *grounds)
{
    if (event->kind != NX_KIND_BOUNCE || standing->delivered == NX_TIME_UNKNOWN || event->arrived > standing->delivered)
        return;
    grounds->is_closed = TRUE;
    suggestion->kind = suggestion->kind == NX_ADVICE_SUPPRESS ? NX_ADVICE_REVIEW : NX_ADVICE_IGNORE;
    doubt(suggestion, NX_DOUBT_HISTORY);
}

/* Where the retry of the address stands once the event is taken in; the ledger says the same when it records it. */
static NxRetry retry_after(const NxSettings *settings, const NxEvent *event, const NxStanding *standing)
{
    NxRetry retry = {standing->plan, standing->attempt, standing->attempts, standing->not_before};
    gboolean answers = standing->attempt_sent && event->arrived > standing->attempt_sent_at &&
                       event->arrived <= standing->attempt_sent_at + settings->settle && nx_event_is_failure(event);
    if (answers)
        nx_retry_bounced(&retry, settings, event->verdict.plan, event->arrived);
    return retry;
}

static void plan_retry(const NxAdvisor *advisor, const NxEvent *event, const NxStanding *standing,
                       NxSuggestion *suggestion, NxGrounds *grounds)
{
    const NxSettings *settings = nx_library_settings(advisor->library);
    gboolean stands = standing && standing->decision == NX_DECISION_RETRY && standing->attempt > 0;
    NxRetry retry =
        stands ? retry_after(settings, event, standing) : nx_retry_first(settings, event->verdict.plan, event->arrived);
    if (nx_retry_is_used_up(retry.attempt, retry.attempts)) {
        grounds->used_up = TRUE;
        suggestion->kind = NX_ADVICE_SUPPRESS;
        doubt(suggestion, NX_DOUBT_HISTORY);
        return;
    }
    grounds->plan = retry.plan;
    suggestion->not_before = retry.not_before;
    suggestion->attempt = (guint16)MIN(retry.attempt, G_MAXUINT16);
    suggestion->attempts = (guint16)MIN(retry.attempts, G_MAXUINT16);
}

static void heed_guards(const NxAdvisor *advisor, guint32 number, const NxStanding *standing, NxSuggestion *suggestion,
                        NxGrounds *grounds)
{
    NxGuarded guarded = {.library = advisor->library,
                         .catalog = advisor->catalog,
                         .event = nx_catalog_event(advisor->catalog, number),
                         .number = number,
                         .standing = standing,
                         .advice = suggestion->kind};
    grounds->guards = nx_guards_of(advisor->guards, &guarded);
    if (grounds->guards == NX_GUARD_NONE)
        return;
    if (suggestion->kind == NX_ADVICE_SUPPRESS)
        suggestion->kind = NX_ADVICE_REVIEW;
    doubt(suggestion, NX_DOUBT_GUARD);
}

void nx_advisor_suggest(const NxAdvisor *advisor, guint32 number, NxSuggestion *suggestion, NxGrounds *given)
{
    NxGrounds own = {0}, *grounds = given ? given : &own;
    const NxEvent *event = nx_catalog_event(advisor->catalog, number);
    const NxAddress *address = nx_advisor_address(advisor, event);
    const NxStanding *standing = address ? &address->standing : NULL;
    *grounds = (NxGrounds){0};
    *suggestion = (NxSuggestion){
        .kind = event->verdict.advice, .confidence = event->verdict.confidence, .doubts = event->verdict.doubts};
    if (nx_event_is_only_shown(event)) {
        suggestion->kind = NX_ADVICE_IGNORE;
        return;
    }
    if (!address && suggestion->kind != NX_ADVICE_IGNORE)
        suggestion->kind = NX_ADVICE_REVIEW; /* there is nothing to decide about */
    temper(event, suggestion, grounds);
    if (standing)
        close_history(event, standing, suggestion, grounds);
    if (suggestion->kind == NX_ADVICE_RETRY)
        plan_retry(advisor, event, standing, suggestion, grounds);
    heed_guards(advisor, number, standing, suggestion, grounds);
    if (standing && standing->decision == NX_DECISION_SUPPRESS && suggestion->kind != NX_ADVICE_IGNORE) {
        grounds->stays = TRUE;
        suggestion->kind = NX_ADVICE_SUPPRESS;
        suggestion->not_before = NX_TIME_UNKNOWN;
        suggestion->attempt = suggestion->attempts = 0;
    }
}
