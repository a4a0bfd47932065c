/* What is done to many addresses at once, and what is left out and why. */
#include "advise/left.h"
#include "advise/order.h"
#include <nixie/retry.h>
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

static void take_weighed(NxAdvisor *advisor, NxChoice *choice, const NxWeighed *weighed, NxTime now)
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

static void give_back(NxAdvisor *advisor, NxChoice *choice, guint32 number)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    NxOrder order = {
        .key = address->key, .spelling = address->spelling, .decision = NX_DECISION_NONE, .by_advice = TRUE};
    take(choice, &order);
}

/* Where the addresses are named that are left for it; NULL: nowhere. */
static GArray *named_for(const NxChoice *choice, NxLeft left)
{
    switch (left) {
    case NX_LEFT_USED_UP: return choice->used_up;
    case NX_LEFT_REVIVED: return choice->revived;
    case NX_LEFT_CONTRADICTED: return choice->contradicted;
    default: return NULL;
    }
}

static void leave(NxChoice *choice, const NxWeighed *weighed, NxLeft left)
{
    GArray *named = named_for(choice, left);
    choice->left[left]++;
    choice->left_unproven += left == NX_LEFT_UNCERTAIN && nx_weighed_is_unproven(weighed);
    if (named)
        g_array_append_val(named, weighed->number);
}

static void choose(NxAdvisor *advisor, NxChoice *choice, guint32 number, NxAccept how, NxTime now)
{
    NxWeighed weighed;
    gboolean release;
    nx_address_weigh(advisor, number, &weighed);
    NxLeft left = nx_weighed_left(advisor, &weighed, how, &release);
    if (left != NX_LEFT_NOT) {
        leave(choice, &weighed, left);
        return;
    }
    choice->revised += weighed.stands;
    if (release)
        give_back(advisor, choice, number);
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

static NxLeft why_record_left(const NxLibrary *library, const NxRecord *record, NxDecision decision)
{
    if (!record->by_advice)
        return NX_LEFT_DECIDED;
    gboolean is_protected = record->is_protected || nx_library_is_protected(library, record->key);
    return decision == NX_DECISION_SUPPRESS && is_protected ? NX_LEFT_PROTECTED : NX_LEFT_NOT;
}

/* What is to become of a record by what was asked for; FALSE: it stands. */
static gboolean is_asked_for(const NxRecord *record, NxAccept how, NxDecision *decision)
{
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(record, &standing, &facts);
    *decision = record->decision == NX_DECISION_RETRY ? NX_DECISION_SUPPRESS : NX_DECISION_NONE;
    if (record->decision == NX_DECISION_RETRY)
        return (how & NX_ACCEPT_USED_UP) && nx_retry_is_used_up(record->attempt, record->attempts);
    return record->decision == NX_DECISION_SUPPRESS && (how & NX_ACCEPT_RELEASE) && nx_past_speaks_for_life(&standing);
}

NxChoice *nx_choice_of_records(const NxLibrary *library, const GPtrArray *records, NxAccept how)
{
    NxChoice *choice = choice_new();
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        NxDecision decision;
        if (!is_asked_for(record, how, &decision))
            continue;
        NxLeft left = why_record_left(library, record, decision);
        NxOrder order = {.key = record->key, .spelling = record->spelling, .decision = decision, .by_advice = TRUE};
        if (left != NX_LEFT_NOT)
            choice->left[left]++;
        else
            take(choice, &order);
    }
    choice->revised = choice->taken->len;
    return choice;
}

NxChoice *nx_advisor_decide(NxAdvisor *advisor, const guint32 *addresses, guint n, NxDecision decision,
                            gboolean in_bulk, NxTime now)
{
    NxChoice *choice = choice_new();
    for (guint i = 0; i < n; i++) {
        if (addresses[i] == NX_NOBODY) {
            choice->left[NX_LEFT_NOBODY]++;
            continue;
        }
        const NxAddress *address = nx_catalog_address(advisor->catalog, addresses[i]);
        if (in_bulk && decision == NX_DECISION_SUPPRESS &&
            (address->standing.is_protected || nx_library_is_protected(advisor->library, address->key))) {
            choice->left[NX_LEFT_PROTECTED]++;
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

/* "9 not certain (set [own] in nixie.conf), 3 to be reviewed" */
static char *causes_of(const NxChoice *choice, const NxLibrary *library)
{
    g_autoptr(GString) causes = g_string_new(NULL);
    for (guint left = NX_LEFT_NOT + 1; left < NX_N_LEFTS; left++) {
        if (choice->left[left] == 0)
            continue;
        g_string_append_printf(causes, "%s%u %s", causes->len > 0 ? ", " : "", choice->left[left],
                               nx_tr(nx_left_words((NxLeft)left)));
        if (left == NX_LEFT_UNCERTAIN && !nx_library_has_own(library))
            g_string_append(causes, nx_tr(" (set [own] in nixie.conf)"));
    }
    return g_strdup(causes->str);
}

guint nx_choice_n_left(const NxChoice *choice)
{
    guint all = 0;
    for (guint left = NX_LEFT_NOT + 1; left < NX_N_LEFTS; left++)
        all += choice->left[left];
    return all;
}

char *nx_choice_left(const NxChoice *choice, const NxLibrary *library)
{
    guint all = nx_choice_n_left(choice);
    if (all == 0)
        return NULL;
    g_autofree char *causes = causes_of(choice, library);
    if (choice->left_unproven == 0)
        return g_strdup_printf(nx_tr("left %u: %s"), all, causes);
    return g_strdup_printf(
        nx_tr("left %u: %s; for %u nothing is lacking but proof that it was your mail: [own] mta= names "
              "your mail servers, sent= what you sent"),
        all, causes, choice->left_unproven);
}
