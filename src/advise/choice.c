/* What is done to many addresses at once, and what is left out and why. */
#include "advise/account.h"
#include "advise/event.h"
#include "advise/order.h"
#include "advise/suggest.h"
#include <nixie/text.h>

NxDecision nx_advice_decision(NxAdviceKind advice)
{
    static const NxDecision DECISIONS[] = {
        [NX_ADVICE_IGNORE] = NX_DECISION_IGNORE, [NX_ADVICE_SUPPRESS] = NX_DECISION_SUPPRESS,
        [NX_ADVICE_RETRY] = NX_DECISION_RETRY,   [NX_ADVICE_HOLD] = NX_DECISION_HOLD,
        [NX_ADVICE_REVIEW] = NX_DECISION_NONE,
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(DECISIONS) == NX_N_ADVICES);
    return DECISIONS[advice];
}

static NxChoice *choice_new(void)
{
    NxChoice *choice = g_new0(NxChoice, 1);
    choice->taken = g_array_new(FALSE, FALSE, sizeof(NxOrder));
    choice->strings = g_ptr_array_new_with_free_func(g_free);
    choice->used_up = g_array_new(FALSE, FALSE, sizeof(guint32));
    choice->revived = g_array_new(FALSE, FALSE, sizeof(guint32));
    choice->contradicted = g_array_new(FALSE, FALSE, sizeof(guint32));
    return choice;
}

void nx_choice_free(NxChoice *choice)
{
    if (!choice)
        return;
    g_array_unref(choice->taken);
    g_ptr_array_unref(choice->strings);
    g_array_unref(choice->used_up);
    g_array_unref(choice->revived);
    g_array_unref(choice->contradicted);
    g_free(choice);
}

static void take(NxChoice *choice, const NxOrder *order)
{
    g_array_append_val(choice->taken, *order);
    choice->by_decision[order->decision]++;
}

/* ---- One address ------------------------------------------------------------------------------------------------- */

/* What counts about an address. */
typedef struct {
    guint32 number;
    const NxStanding *standing;
    guint32 event;          /* that decides; G_MAXUINT32: none */
    const NxSighting *past; /* that decides in its place, of what only the ledger knows; or NULL */
    NxSuggestion suggestion;
    NxGrounds grounds;
} Weighed;

static gboolean is_certainly_dead(const NxSuggestion *suggestion)
{
    return suggestion->kind == NX_ADVICE_SUPPRESS && suggestion->confidence == NX_CERTAIN;
}

static void weigh(const NxAdvisor *advisor, guint32 number, Weighed *weighed)
{
    *weighed = (Weighed){.number = number,
                         .standing = &nx_catalog_address(advisor->catalog, number)->standing,
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

/* Where an address is counted that is left; NULL: it is taken. The rule of `accept`: suppress only where certain, the
 * others where at least likely and no guard speaks, review never. One address alone is taken whatever the confidence:
 * the operator has seen it. */
static guint *why_left(NxChoice *choice, const Weighed *weighed, gboolean in_bulk)
{
    const NxSuggestion *suggestion = &weighed->suggestion;
    NxGuard guards = weighed->grounds.guards;
    if (guards & NX_GUARD_PROTECTED)
        return &choice->left_protected;
    if (guards != NX_GUARD_NONE && !weighed->past && (in_bulk || suggestion->kind == NX_ADVICE_REVIEW))
        return &choice->left_guarded;
    if (suggestion->kind == NX_ADVICE_REVIEW)
        return &choice->left_review;
    NxConfidence least = suggestion->kind == NX_ADVICE_SUPPRESS ? NX_CERTAIN : NX_LIKELY;
    return in_bulk && suggestion->confidence < least ? &choice->left_uncertain : NULL;
}

/* ---- What stands ------------------------------------------------------------------------------------------------- */

typedef enum { KEEP, TAKE, RELEASE, NAME } Fate;

static Fate name(guint *left, GArray *list, guint32 number)
{
    g_array_append_val(list, number);
    ++*left;
    return NAME;
}

/* What was decided by advice gives way to stronger evidence: a pause, a hold or an ignore to a certain death; an
 * ignore, which was for what is over, to a new failure; a plan that is used up and a suppression after a sign of life
 * where that is asked for. */
static Fate fate_of(NxChoice *choice, const Weighed *weighed, NxAccept how)
{
    const NxStanding *standing = weighed->standing;
    gboolean one = !(how & NX_ACCEPT_IN_BULK);
    if (standing->pending)
        return KEEP;
    if (!standing->by_advice)
        return standing->contradicted ? name(&choice->left_contradicted, choice->contradicted, weighed->number) : KEEP;
    if (standing->decision == NX_DECISION_SUPPRESS) {
        if (!standing->contradicted)
            return KEEP;
        return one || (how & NX_ACCEPT_RELEASE) ? RELEASE
                                                : name(&choice->left_revived, choice->revived, weighed->number);
    }
    if (is_certainly_dead(&weighed->suggestion))
        return TAKE;
    if (standing->decision == NX_DECISION_RETRY && weighed->grounds.used_up)
        return one || (how & NX_ACCEPT_USED_UP) ? TAKE : name(&choice->left_used_up, choice->used_up, weighed->number);
    gboolean fails = weighed->suggestion.kind == NX_ADVICE_RETRY || weighed->suggestion.kind == NX_ADVICE_HOLD;
    return standing->decision == NX_DECISION_IGNORE && fails ? TAKE : KEEP;
}

static gboolean is_used_up(const Weighed *weighed)
{
    return weighed->standing->decision == NX_DECISION_RETRY && weighed->grounds.used_up &&
           weighed->suggestion.kind == NX_ADVICE_SUPPRESS;
}

static gboolean lacks_proof_alone(const NxSuggestion *suggestion)
{
    const guint ORIGIN = NX_DOUBT_ORIGIN | NX_DOUBT_PROOF;
    return (suggestion->doubts & ORIGIN) && !((guint)suggestion->doubts & ~ORIGIN);
}

static void take_weighed(NxAdvisor *advisor, NxChoice *choice, const Weighed *weighed, NxTime now)
{
    NxOrder order;
    if (weighed->past)
        nx_order_from_past(advisor, weighed->number, weighed->past, &order, choice->strings);
    else
        nx_order_from_event(advisor, weighed->number, weighed->event, nx_advice_decision(weighed->suggestion.kind), now,
                            &order, choice->strings);
    order.by_advice = TRUE;
    take(choice, &order);
}

static void release(NxAdvisor *advisor, NxChoice *choice, guint32 number)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    NxOrder order = {
        .key = address->key, .spelling = address->spelling, .decision = NX_DECISION_NONE, .by_advice = TRUE};
    take(choice, &order);
}

/* What a suppression that has ended was for does not count a second time. */
static gboolean is_news(const NxAdvisor *advisor, const Weighed *weighed)
{
    return weighed->past || nx_catalog_event(advisor->catalog, weighed->event)->arrived > weighed->standing->until;
}

static void choose(NxAdvisor *advisor, NxChoice *choice, guint32 number, NxAccept how, NxTime now)
{
    Weighed weighed;
    weigh(advisor, number, &weighed);
    gboolean stands = weighed.standing->decision != NX_DECISION_NONE || weighed.standing->pending;
    if (weighed.event == G_MAXUINT32 && !(stands && weighed.standing->contradicted)) {
        choice->left_nobody++;
        return;
    }
    if (!stands && !is_news(advisor, &weighed)) {
        choice->left_ended++;
        return;
    }
    Fate fate = stands ? fate_of(choice, &weighed, how) : TAKE;
    if (fate == NAME)
        return;
    guint *left = fate == KEEP ? &choice->left_decided : NULL;
    if (fate == TAKE) /* all that a plan that is used up lacks is certainty, which it was asked for without */
        left = why_left(choice, &weighed, (how & NX_ACCEPT_IN_BULK) && !is_used_up(&weighed));
    if (left) {
        (*left)++;
        choice->left_unproven += left == &choice->left_uncertain && lacks_proof_alone(&weighed.suggestion);
        return;
    }
    choice->revised += stands;
    if (fate == RELEASE)
        release(advisor, choice, number);
    else
        take_weighed(advisor, choice, &weighed, now);
}

NxChoice *nx_advisor_accept(NxAdvisor *advisor, const guint32 *addresses, guint n, NxAccept how, NxTime now)
{
    NxChoice *choice = choice_new();
    nx_guards_tell_time(advisor->guards, now);
    nx_guards_catch_up(advisor->guards, advisor->library, advisor->catalog);
    for (guint i = 0; i < n; i++)
        choose(advisor, choice, addresses[i], how, now);
    return choice;
}

NxChoice *nx_advisor_decide(NxAdvisor *advisor, const guint32 *addresses, guint n, NxDecision decision,
                            gboolean in_bulk, NxTime now)
{
    NxChoice *choice = choice_new();
    for (guint i = 0; i < n; i++) {
        if (addresses[i] == NX_NOBODY) {
            choice->left_nobody++;
            continue;
        }
        const NxAddress *address = nx_catalog_address(advisor->catalog, addresses[i]);
        if (in_bulk && decision == NX_DECISION_SUPPRESS &&
            (address->standing.is_protected || nx_library_is_protected(advisor->library, address->key))) {
            choice->left_protected++;
            continue;
        }
        guint32 event = nx_advisor_deciding(advisor, addresses[i]);
        NxOrder order;
        nx_order_from_event(advisor, addresses[i], event == G_MAXUINT32 ? address->last_event : event, decision, now,
                            &order, choice->strings);
        take(choice, &order);
    }
    return choice;
}

static void say(GString *text, guint n, const char *what)
{
    if (n == 0)
        return;
    if (text->len > 0)
        g_string_append(text, ", ");
    g_string_append_printf(text, nx_tr(what), n);
}

char *nx_choice_left(const NxChoice *choice, const NxLibrary *library)
{
    guint all = choice->left_uncertain + choice->left_review + choice->left_guarded + choice->left_protected +
                choice->left_decided + choice->left_nobody + choice->left_used_up + choice->left_revived +
                choice->left_ended + choice->left_contradicted;
    if (all == 0)
        return NULL;
    g_autoptr(GString) causes = g_string_new(NULL);
    if (nx_library_has_own(library))
        say(causes, choice->left_uncertain, N_("%u not certain"));
    else
        say(causes, choice->left_uncertain, N_("%u not certain (set [own] in nixie.conf)"));
    say(causes, choice->left_review, N_("%u to be reviewed"));
    say(causes, choice->left_guarded, N_("%u held back by a guard"));
    say(causes, choice->left_protected, N_("%u protected"));
    say(causes, choice->left_decided, N_("%u decided already"));
    say(causes, choice->left_used_up, N_("%u with a plan that is used up"));
    say(causes, choice->left_revived, N_("%u suppressed though mail went through since"));
    say(causes, choice->left_contradicted, N_("%u decided by hand and contradicted since"));
    say(causes, choice->left_ended, N_("%u whose suppression has ended"));
    say(causes, choice->left_nobody, N_("%u without anything to decide"));
    if (choice->left_unproven == 0)
        return g_strdup_printf(nx_tr("left %u: %s"), all, causes->str);
    return g_strdup_printf(
        nx_tr("left %u: %s; for %u nothing is lacking but proof that it was your mail: [own] mta= names "
              "your mail servers, sent= what you sent"),
        all, causes->str, choice->left_unproven);
}
