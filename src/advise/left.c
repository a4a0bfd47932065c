/* The rule of `accept`, by which limits, groups and the screen tell too what is left. */
#include "advise/left.h"
#include "advise/account.h"
#include "advise/event.h"

static gboolean is_certainly_dead(const NxSuggestion *suggestion)
{
    return suggestion->kind == NX_ADVICE_SUPPRESS && suggestion->confidence == NX_CERTAIN;
}

void nx_address_weigh(const NxAdvisor *advisor, guint32 number, NxWeighed *weighed)
{
    const NxStanding *standing = &nx_catalog_address(advisor->catalog, number)->standing;
    *weighed = (NxWeighed){.number = number,
                           .standing = standing,
                           .stands = standing->decision != NX_DECISION_NONE || standing->pending,
                           .event = nx_advisor_deciding(advisor, number)};
    if (weighed->event == G_MAXUINT32)
        return;
    nx_advisor_suggest(advisor, weighed->event, &weighed->suggestion, &weighed->grounds);
    if (is_certainly_dead(&weighed->suggestion) ||
        nx_event_is_refusal(nx_catalog_event(advisor->catalog, weighed->event)))
        return;
    weighed->past = nx_account_firm_past(advisor, number);
    if (weighed->past)
        weighed->suggestion = (NxSuggestion){.kind = NX_ADVICE_SUPPRESS, .confidence = NX_CERTAIN};
}

/* Suppress only where certain, the others where at least likely and no guard speaks, review never. One address alone is
 * taken whatever the confidence: the operator has seen it. */
static NxLeft why_not_sure(const NxWeighed *weighed, gboolean in_bulk)
{
    const NxSuggestion *suggestion = &weighed->suggestion;
    NxGuard guards = weighed->grounds.guards;
    if (guards & NX_GUARD_PROTECTED)
        return NX_LEFT_PROTECTED;
    if (guards != NX_GUARD_NONE && !weighed->past && (in_bulk || suggestion->kind == NX_ADVICE_REVIEW))
        return NX_LEFT_GUARDED;
    if (suggestion->kind == NX_ADVICE_REVIEW)
        return NX_LEFT_REVIEW;
    NxConfidence least = suggestion->kind == NX_ADVICE_SUPPRESS ? NX_CERTAIN : NX_LIKELY;
    return in_bulk && suggestion->confidence < least ? NX_LEFT_UNCERTAIN : NX_LEFT_NOT;
}

/* What was decided by advice gives way to stronger evidence: a pause, a hold or an ignore to a certain death; an
 * ignore, which was for what is over, to a new failure; a plan that is used up and a suppression after a sign of life
 * where that is asked for. */
static NxLeft why_it_stands(const NxWeighed *weighed, NxAccept how, gboolean *release)
{
    const NxStanding *standing = weighed->standing;
    gboolean one = !(how & NX_ACCEPT_IN_BULK);
    if (standing->pending)
        return NX_LEFT_DECIDED;
    if (!standing->by_advice)
        return standing->contradicted ? NX_LEFT_CONTRADICTED : NX_LEFT_DECIDED;
    if (standing->decision == NX_DECISION_SUPPRESS) {
        *release = standing->contradicted && (one || (how & NX_ACCEPT_RELEASE));
        return *release ? NX_LEFT_NOT : standing->contradicted ? NX_LEFT_REVIVED : NX_LEFT_DECIDED;
    }
    if (is_certainly_dead(&weighed->suggestion))
        return NX_LEFT_NOT;
    if (standing->decision == NX_DECISION_RETRY && weighed->grounds.used_up)
        return one || (how & NX_ACCEPT_USED_UP) ? NX_LEFT_NOT : NX_LEFT_USED_UP;
    gboolean fails = weighed->suggestion.kind == NX_ADVICE_RETRY || weighed->suggestion.kind == NX_ADVICE_HOLD;
    return standing->decision == NX_DECISION_IGNORE && fails ? NX_LEFT_NOT : NX_LEFT_DECIDED;
}

static gboolean is_used_up(const NxWeighed *weighed)
{
    return weighed->standing->decision == NX_DECISION_RETRY && weighed->grounds.used_up &&
           weighed->suggestion.kind == NX_ADVICE_SUPPRESS;
}

/* What a suppression that has ended was for does not count a second time. */
static gboolean is_news(const NxAdvisor *advisor, const NxWeighed *weighed)
{
    return weighed->past || nx_catalog_event(advisor->catalog, weighed->event)->arrived > weighed->standing->until;
}

/* An automatic answer that somebody has left is no failure, but somebody has to look at it. */
static gboolean has_departed(const NxAdvisor *advisor, guint32 number)
{
    guint32 i = nx_catalog_address(advisor->catalog, number)->first_event;
    while (i != G_MAXUINT32 && !nx_catalog_event(advisor->catalog, i)->departed)
        i = nx_catalog_event(advisor->catalog, i)->next;
    return i != G_MAXUINT32;
}

NxLeft nx_weighed_left(const NxAdvisor *advisor, const NxWeighed *weighed, NxAccept how, gboolean *release)
{
    *release = FALSE;
    if (weighed->event == G_MAXUINT32 && !(weighed->stands && weighed->standing->contradicted))
        return !weighed->stands && has_departed(advisor, weighed->number) ? NX_LEFT_REVIEW : NX_LEFT_NOBODY;
    if (!weighed->stands && !is_news(advisor, weighed))
        return NX_LEFT_ENDED;
    NxLeft left = weighed->stands ? why_it_stands(weighed, how, release) : NX_LEFT_NOT;
    if (left != NX_LEFT_NOT || *release)
        return left;
    /* All that a plan that is used up lacks is certainty, which it was asked for without. */
    return why_not_sure(weighed, (how & NX_ACCEPT_IN_BULK) && !is_used_up(weighed));
}

gboolean nx_weighed_is_unproven(const NxWeighed *weighed)
{
    const guint ORIGIN = NX_DOUBT_ORIGIN | NX_DOUBT_PROOF, doubts = weighed->suggestion.doubts;
    return (doubts & ORIGIN) && !(doubts & ~ORIGIN);
}
