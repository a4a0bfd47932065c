/* What is done to many addresses at once, and what is left out and why. */
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
    return choice;
}

void nx_choice_free(NxChoice *choice)
{
    if (!choice)
        return;
    g_array_unref(choice->taken);
    g_ptr_array_unref(choice->strings);
    g_free(choice);
}

static void take(NxChoice *choice, const NxOrder *order)
{
    g_array_append_val(choice->taken, *order);
    choice->by_decision[order->decision]++;
}

/* Where an address is counted that is left; NULL: it is taken. The rule of `accept`: suppress only where certain, the
 * others where at least likely and no guard speaks, review never. One address alone is taken whatever the confidence:
 * the operator has seen it. */
static guint *why_left(NxChoice *choice, const NxStanding *standing, const NxSuggestion *suggestion, NxGuard guards,
                       gboolean in_bulk)
{
    if (standing->decision != NX_DECISION_NONE || standing->pending)
        return &choice->left_decided;
    if (guards & NX_GUARD_PROTECTED)
        return &choice->left_protected;
    if (guards != NX_GUARD_NONE && (in_bulk || suggestion->kind == NX_ADVICE_REVIEW))
        return &choice->left_guarded;
    if (suggestion->kind == NX_ADVICE_REVIEW)
        return &choice->left_review;
    NxConfidence least = suggestion->kind == NX_ADVICE_SUPPRESS ? NX_CERTAIN : NX_LIKELY;
    return in_bulk && suggestion->confidence < least ? &choice->left_uncertain : NULL;
}

static gboolean lacks_proof_alone(const NxSuggestion *suggestion)
{
    const guint ORIGIN = NX_DOUBT_ORIGIN | NX_DOUBT_PROOF;
    return (suggestion->doubts & ORIGIN) && !((guint)suggestion->doubts & ~ORIGIN);
}

NxChoice *nx_advisor_accept(NxAdvisor *advisor, const guint32 *addresses, guint n, gboolean in_bulk, NxTime now)
{
    NxChoice *choice = choice_new();
    nx_guards_tell_time(advisor->guards, now);
    nx_guards_catch_up(advisor->guards, advisor->library, advisor->catalog);
    for (guint i = 0; i < n; i++) {
        guint32 event = nx_advisor_deciding(advisor, addresses[i]);
        if (event == G_MAXUINT32) {
            choice->left_nobody++;
            continue;
        }
        const NxAddress *address = nx_catalog_address(advisor->catalog, addresses[i]);
        NxSuggestion suggestion;
        NxGrounds grounds;
        nx_advisor_suggest(advisor, event, &suggestion, &grounds);
        guint *left = why_left(choice, &address->standing, &suggestion, grounds.guards, in_bulk);
        if (left) {
            (*left)++;
            choice->left_unproven += left == &choice->left_uncertain && lacks_proof_alone(&suggestion);
            continue;
        }
        NxOrder order;
        nx_order_from_event(advisor, addresses[i], event, nx_advice_decision(suggestion.kind), now, &order,
                            choice->strings);
        take(choice, &order);
    }
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
                choice->left_decided + choice->left_nobody;
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
    say(causes, choice->left_nobody, N_("%u without anything to decide"));
    if (choice->left_unproven == 0)
        return g_strdup_printf(nx_tr("left %u: %s"), all, causes->str);
    return g_strdup_printf(
        nx_tr("left %u: %s; for %u nothing is lacking but proof that it was your mail: [own] mta= names "
              "your mail servers, sent= what you sent"),
        all, causes->str, choice->left_unproven);
}
