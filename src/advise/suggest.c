/* From a verdict to a suggestion: policy, then the code's class, then the history of the address, then the guards. */
#include "advise/suggest.h"
#include "advise/account.h"
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

static void temper(const NxEvent *event, NxSuggestion *suggestion, NxGrounds *grounds)
{
    if (suggestion->kind != NX_ADVICE_SUPPRESS || event->kind != NX_KIND_BOUNCE ||
        !nx_is_temporary(nx_verdict_status(&event->verdict), event->verdict.reply_code))
        return;
    grounds->is_tempered = TRUE;
    suggestion->kind = NX_ADVICE_RETRY;
}

/* Word of a delivery after a failure: a temporary one is over; a permanent one is a riddle. What was refused for its
 * sender, size or words would be refused again. */
static void close_history(const NxEvent *event, const NxStanding *standing, NxSuggestion *suggestion,
                          NxGrounds *grounds)
{
    if (event->kind != NX_KIND_BOUNCE || standing->delivered == NX_TIME_UNKNOWN || event->arrived > standing->delivered)
        return;
    if (event->verdict.klass == NX_CLASS_BLOCK)
        return;
    grounds->is_closed = TRUE;
    suggestion->kind = suggestion->kind == NX_ADVICE_SUPPRESS ? NX_ADVICE_REVIEW : NX_ADVICE_IGNORE;
    doubt(suggestion, NX_DOUBT_HISTORY);
}

/* Where the retry of the address stands once its failures are taken in, as the ledger has it when it records them. An
 * older failure than those that count tells of itself. */
static NxRetry retry_of(const NxAdvisor *advisor, const NxEvent *event, const NxStanding *standing)
{
    const NxSettings *settings = nx_library_settings(advisor->library);
    const NxAttempts *attempts = event->address == NX_NOBODY ? NULL : nx_account_attempts(advisor, event->address);
    gboolean stands = standing && standing->decision == NX_DECISION_RETRY && standing->attempt > 0;
    NxPlan plan = event->verdict.plan;
    gboolean counts = plan == NX_PLAN_S1 || plan == NX_PLAN_S2;
    if (attempts && (stands || (counts && event->arrived >= attempts->from)))
        return attempts->retry;
    if (stands)
        return (NxRetry){.plan = standing->plan,
                         .attempt = standing->attempt,
                         .attempts = standing->attempts,
                         .not_before = standing->not_before};
    return nx_retry_first(settings, plan, event->arrived, standing ? standing->episodes : 0);
}

static void plan_retry(const NxAdvisor *advisor, const NxEvent *event, const NxStanding *standing,
                       NxSuggestion *suggestion, NxGrounds *grounds)
{
    NxRetry retry = retry_of(advisor, event, standing);
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

/* That a domain is unknown is the word of one resolver on one day, however many bounces repeat it. */
static void heed_checks(const NxAdvisor *advisor, const NxEvent *event, NxSuggestion *suggestion)
{
    switch (nx_checks_word(advisor->checks, event, advisor->now)) {
    case NX_WORD_UNCHECKED: doubt(suggestion, NX_DOUBT_UNCHECKED); break;
    case NX_WORD_ANSWERS:
        doubt(suggestion, NX_DOUBT_ANSWERS);
        suggestion->confidence = NX_GUESS;
        if (suggestion->kind == NX_ADVICE_SUPPRESS)
            suggestion->kind = NX_ADVICE_REVIEW;
        break;
    case NX_WORD_NOTHING:
    case NX_WORD_CONFIRMED: break;
    }
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
        /* Somebody has left, or nobody reads there: a person looks at what it says. */
        suggestion->kind = event->departed ? NX_ADVICE_REVIEW : NX_ADVICE_IGNORE;
        return;
    }
    if (!address && suggestion->kind != NX_ADVICE_IGNORE)
        suggestion->kind = NX_ADVICE_REVIEW; /* there is nothing to decide about */
    temper(event, suggestion, grounds);
    if (standing)
        close_history(event, standing, suggestion, grounds);
    if (suggestion->kind == NX_ADVICE_RETRY)
        plan_retry(advisor, event, standing, suggestion, grounds);
    heed_checks(advisor, event, suggestion);
    heed_guards(advisor, number, standing, suggestion, grounds);
    if (standing && standing->decision == NX_DECISION_SUPPRESS && suggestion->kind != NX_ADVICE_IGNORE) {
        grounds->stays = TRUE;
        suggestion->kind = NX_ADVICE_SUPPRESS;
        suggestion->not_before = NX_TIME_UNKNOWN;
        suggestion->attempt = suggestion->attempts = 0;
    }
}
