/* Advice in words. */
#include "advise/account.h"
#include "advise/event.h"
#include "advise/points.h"
#include "advise/suggest.h"
#include "advise/why_not.h"
#include <nixie/retry.h>
#include <nixie/text.h>

#define MOMENT "%Y-%m-%d %H:%M"
#define DATE "%Y-%m-%d"
enum { QUOTE_BYTES = 160 };

void nx_advice_clear(NxAdvice *advice)
{
    g_clear_pointer(&advice->action, g_free);
    g_clear_pointer(&advice->reasons, g_ptr_array_unref);
    g_clear_pointer(&advice->against, g_ptr_array_unref);
    g_clear_pointer(&advice->doubts, g_ptr_array_unref);
    g_clear_pointer(&advice->proof, g_free);
    g_clear_pointer(&advice->history, g_free);
    g_clear_pointer(&advice->check, g_free);
    for (guint i = 0; i < NX_N_DECISIONS; i++)
        g_clear_pointer(&advice->why_not[i], g_free);
}

/* ---- What to do -------------------------------------------------------------------------------------------------- */

static char *retry_words(const NxSuggestion *suggestion, NxTime now)
{
    g_autofree char *date = nx_time_local(suggestion->not_before, MOMENT);
    gboolean due = suggestion->not_before <= now;
    if (suggestion->attempts == 0)
        return g_strdup_printf(due ? nx_tr("retry: may be mailed again since %s, more slowly")
                                   : nx_tr("retry: do not mail before %s, and then more slowly"),
                               date);
    return g_strdup_printf(due ? nx_tr("retry: due since %s; the next send is attempt %u of %u")
                               : nx_tr("retry: do not mail before %s; the next send after that is attempt %u of %u"),
                           date, suggestion->attempt, suggestion->attempts);
}

static char *action_words(const NxEvent *event, const NxSuggestion *suggestion, NxTime now)
{
    switch (suggestion->kind) {
    case NX_ADVICE_SUPPRESS: return g_strdup(nx_tr("suppress: never mail again, until released"));
    case NX_ADVICE_RETRY: return retry_words(suggestion, now);
    case NX_ADVICE_IGNORE: return g_strdup(nx_tr("ignore: nothing to do"));
    case NX_ADVICE_HOLD: {
        g_autofree char *cause = nx_cause_make(event->provider, event->verdict.reason);
        return g_strdup_printf(nx_tr("hold: leave it out until %s is released"), cause);
    }
    default: return g_strdup(nx_tr("review: a person should look at it"));
    }
}

/* ---- What speaks for it ------------------------------------------------------------------------------------------ */

static void add_meaning(GPtrArray *points, const NxEvent *event)
{
    char status[NX_STATUS_TEXT_SIZE], reply[16];
    nx_status_text(nx_verdict_status(&event->verdict), status);
    g_snprintf(reply, sizeof reply, "%u", event->verdict.reply_code);
    nx_points_add(points, NX_POINT_MEANING, 0, g_strdup_printf(nx_tr(nx_why(event)), *status ? status : reply));
}

/* What an automatic answer tells beside. */
static void add_facts(GPtrArray *points, const NxEvent *event)
{
    if (!event->new_address)
        return;
    g_autofree char *quoted = nx_safe_screen(event->new_address, -1, NX_SAFE_NONE, QUOTE_BYTES);
    nx_points_add(points, NX_POINT_MEANING, 0, g_strdup_printf(nx_tr("It names a new address: %s."), quoted));
}

static void add_history(GPtrArray *points, const NxGrounds *grounds)
{
    const struct {
        gboolean holds;
        const char *text;
    } facts[] = {
        {grounds->stays, N_("The address is suppressed until it is released.")},
        {grounds->used_up, N_("Every attempt of its plan has bounced.")},
        {grounds->is_closed, N_("Mail has gone through since.")},
    };
    for (guint i = 0; i < G_N_ELEMENTS(facts); i++)
        if (facts[i].holds)
            nx_points_add(points, NX_POINT_HISTORY, 0, g_strdup(nx_tr(facts[i].text)));
}

static void add_evidence(GPtrArray *points, const NxEvent *event)
{
    const NxVerdict *verdict = &event->verdict;
    char status[NX_STATUS_TEXT_SIZE];
    nx_status_text(nx_verdict_status(verdict), status);
    if (*status)
        nx_points_add(points, NX_POINT_EVIDENCE, 0, g_strdup_printf(nx_tr("status %s"), status));
    if (verdict->reply_code) {
        g_autofree char *reply = g_strdup_printf("%u", verdict->reply_code);
        nx_points_add(points, NX_POINT_EVIDENCE, 0, g_strdup_printf(nx_tr("reply %s"), reply));
    }
    if (event->evidence && *event->evidence) {
        g_autofree char *quoted = nx_safe_screen(event->evidence, -1, NX_SAFE_NONE, QUOTE_BYTES);
        nx_points_add(points, NX_POINT_EVIDENCE, 0, g_strdup_printf("\"%s\"", quoted));
    }
    if (verdict->rule)
        nx_points_add(points, NX_POINT_EVIDENCE, 0, g_strdup_printf(nx_tr("rule %s"), verdict->rule));
}

/* Where an older answer counts more than this one. */
static void add_stronger(GPtrArray *points, const NxAdvisor *advisor, guint32 number, const NxEvent *event)
{
    guint32 deciding = nx_event_is_failure(event) ? nx_advisor_deciding(advisor, event->address) : number;
    if (deciding == number || deciding == G_MAXUINT32)
        return;
    const NxEvent *other = nx_catalog_event(advisor->catalog, deciding);
    if (other->arrived > event->arrived)
        return;
    char status[NX_STATUS_TEXT_SIZE];
    g_autofree char *when = nx_time_local(other->arrived, DATE);
    nx_status_text(nx_verdict_status(&other->verdict), status);
    nx_points_add(points, NX_POINT_HISTORY, 0,
                  g_strdup_printf(nx_tr("What counts is the stronger answer of %s: %s %s."), when, status,
                                  nx_tr(nx_reason_label(other->verdict.reason))));
}

/* What our resolver says of the domain, where that speaks of the reason; and what was probably meant. */
static void add_check(GPtrArray *points, const NxAdvisor *advisor, const NxEvent *event)
{
    const NxAddress *address = nx_advisor_address(advisor, event);
    if (address && nx_checks_is_evidence(advisor->checks, event, address->key))
        nx_points_add(points, NX_POINT_EVIDENCE, 0, nx_checks_words(advisor->checks, address->key));
}

static GPtrArray *reasons_for(const NxAdvisor *advisor, guint32 number, const NxEvent *event, const NxGrounds *grounds)
{
    GPtrArray *points = nx_points_new();
    add_meaning(points, event);
    add_facts(points, event);
    add_history(points, grounds);
    add_stronger(points, advisor, number, event);
    add_evidence(points, event);
    add_check(points, advisor, event);
    return points;
}

/* ---- What speaks against it -------------------------------------------------------------------------------------- */

/* Adds the contradiction of codes and text; FALSE if there is none. */
static gboolean add_contradiction(GPtrArray *points, const NxAdvisor *advisor, const NxEvent *event,
                                  const NxReport *report)
{
    NxAgainst against = NX_AGAINST_NOTHING;
    char *sentence = report ? nx_judge_contradiction(advisor->judge, report, event->ordinal, &against) : NULL;
    nx_points_add(points, against == NX_AGAINST_TEXT ? NX_POINT_TEXT : NX_POINT_CODES, 0, sentence);
    return against != NX_AGAINST_NOTHING;
}

/* "far more addresses than usual die there at once ... (provider:google: 300 newly dead addresses within 24 h)" */
static char *guard_words(const NxAdvisor *advisor, const NxEvent *event, NxGuard guard)
{
    NxFailure failure = nx_failure_of_event(advisor->catalog, event);
    const NxCount *why = nx_guards_why(advisor->guards, guard, &failure);
    if (!why)
        return g_strdup(nx_tr(nx_guard_text(guard)));
    g_autofree char *jump = nx_jump_text(nx_jumps_at(why->jumps, failure.arrived), why->kind);
    return g_strdup_printf("%s (%s: %s)", nx_tr(nx_guard_text(guard)), why->name, jump);
}

/* Mail that reached it, or a full mailbox, after it was said to be dead; and the other way round. */
static void add_past(GPtrArray *points, const NxAdvisor *advisor, const NxEvent *event)
{
    if (!nx_event_is_failure(event) || event->verdict.advice != NX_ADVICE_SUPPRESS)
        return;
    NxTime exists = nx_account_exists(advisor, event->address);
    if (exists == NX_TIME_UNKNOWN || exists == event->arrived)
        return;
    g_autofree char *when = nx_time_local(exists, DATE);
    nx_points_add(points, NX_POINT_HISTORY, 0,
                  g_strdup_printf(exists > event->arrived
                                      ? nx_tr("its mailbox was full on %s, after this: so it exists")
                                      : nx_tr("its mailbox was full on %s, before this: it existed then"),
                                  when));
}

static void add_guards(GPtrArray *points, const NxAdvisor *advisor, const NxEvent *event, NxGuard guards)
{
    for (guint i = 0; i < NX_N_GUARDS; i++)
        if (guards & 1u << i)
            nx_points_add(points, NX_POINT_GUARD, 1u << i, guard_words(advisor, event, (NxGuard)(1u << i)));
}

static void add_doubts(GPtrArray *points, guint doubts)
{
    for (guint i = 0; i < NX_N_DOUBTS; i++)
        if (doubts & 1u << i)
            nx_points_add(points, NX_POINT_DOUBT, 1u << i, g_strdup(nx_tr(nx_doubt_text((NxDoubt)(1u << i)))));
}

/* A doubt speaks against suppressing, which only what is certain may be; the others are told beside. A guard and a
 * contradiction speak for themselves. */
static void weigh(NxAdvice *advice, const NxAdvisor *advisor, const NxEvent *event, const NxReport *report,
                  const NxGrounds *grounds)
{
    guint doubts = advice->suggestion.doubts, against = 0;
    advice->against = nx_points_new();
    advice->doubts = nx_points_new();
    gboolean contradicted = add_contradiction(advice->against, advisor, event, report);
    add_guards(advice->against, advisor, event, grounds->guards);
    add_past(advice->against, advisor, event);
    if (event->kind == NX_KIND_BOUNCE && event->verdict.advice == NX_ADVICE_SUPPRESS)
        against = doubts & ~(guint)(NX_DOUBT_GUARD | NX_DOUBT_HISTORY | (contradicted ? NX_DOUBT_CONTRADICTION : 0));
    add_doubts(advice->against, against);
    add_doubts(advice->doubts, doubts & ~(against | NX_DOUBT_GUARD | NX_DOUBT_KIND));
}

/* ---- History ----------------------------------------------------------------------------------------------------- */

static void add_retry(GString *text, const NxStanding *standing)
{
    if (nx_retry_is_used_up(standing->attempt, standing->attempts)) {
        g_string_append_printf(text, nx_tr(", all %u attempts made"), standing->attempts);
        return;
    }
    g_autofree char *date =
        nx_time_local(standing->attempt_sent ? standing->attempt_sent_at : standing->not_before, DATE);
    if (standing->attempts == 0) { /* a pause without a plan has no last attempt */
        g_string_append_printf(text, standing->attempt_sent ? nx_tr(", handed over %s") : nx_tr(", paused until %s"),
                               date);
        return;
    }
    g_string_append_printf(text,
                           standing->attempt_sent ? nx_tr(", attempt %u of %u handed over %s")
                                                  : nx_tr(", attempt %u of %u not before %s"),
                           standing->attempt, standing->attempts, date);
}

static const char *const DECIDED[] = {
    [NX_DECISION_NONE] = NULL,
    [NX_DECISION_RETRY] = NULL, /* add_retry */
    [NX_DECISION_SUPPRESS] = N_(", suppressed since %s"),
    [NX_DECISION_HOLD] = N_(", held since %s"),
    [NX_DECISION_IGNORE] = N_(", ignored since %s"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(DECIDED) == NX_N_DECISIONS);

static void add_decision(GString *text, const NxStanding *standing, const NxRecord *record)
{
    if (standing->decision == NX_DECISION_RETRY) {
        add_retry(text, standing);
    } else if (DECIDED[standing->decision]) {
        g_autofree char *date = nx_time_local(standing->since, DATE);
        g_string_append_printf(text, nx_tr(DECIDED[standing->decision]), date);
    }
    if (standing->decision != NX_DECISION_NONE && record && record->actor && *record->actor) {
        g_autofree char *actor = nx_safe_screen(record->actor, -1, NX_SAFE_NONE, QUOTE_BYTES);
        g_string_append_printf(text, nx_tr(" by %s"), actor);
    }
}

static char *history_words(const NxStanding *standing, const NxRecord *record, const NxLife *life)
{
    GString *text = g_string_new(NULL);
    g_autofree char *first = nx_time_local(standing->first_seen, DATE);
    if (standing->seen == 0)
        g_string_append(text, nx_tr("no bounce counted"));
    else
        g_string_append_printf(text, nx_trn("%u bounce since %s", "%u bounces since %s", standing->seen),
                               standing->seen, first);
    if (standing->episodes > 1)
        g_string_append_printf(text, nx_tr(" in %u episodes"), standing->episodes);
    add_decision(text, standing, record);
    if (life && life->at == standing->delivered) {
        g_autofree char *words = nx_life_words(life);
        g_string_append_printf(text, "; %s", words);
    } else if (standing->delivered != NX_TIME_UNKNOWN) {
        g_autofree char *date = nx_time_local(standing->delivered, DATE);
        g_string_append_printf(text, nx_tr("; mail went through %s"), date);
    } else if (standing->seen > 0) {
        g_string_append(text, nx_tr("; nothing delivered since"));
    }
    return g_string_free(text, FALSE);
}

/* Not of what has no [own] to compare with: that is the doubt that is told first. */
static char *proof_words(const NxEvent *event)
{
    const char *more = nx_proof_more(event->proof);
    if (event->kind != NX_KIND_BOUNCE || (event->verdict.doubts & NX_DOUBT_NO_OWN))
        return NULL;
    return more ? g_strdup_printf("%s; %s", nx_tr(nx_proof_text(event->proof)), nx_tr(more))
                : g_strdup(nx_tr(nx_proof_text(event->proof)));
}

void nx_advisor_explain(NxAdvisor *advisor, guint32 number, const NxReport *report, const NxRecall *recall, NxTime now,
                        NxAdvice *advice)
{
    const NxEvent *event = nx_catalog_event(advisor->catalog, number);
    const NxAddress *address = nx_advisor_address(advisor, event);
    NxGrounds grounds;
    *advice = (NxAdvice){0};
    nx_advisor_suggest(advisor, number, &advice->suggestion, &grounds);
    advice->action = action_words(event, &advice->suggestion, now);
    advice->reasons = reasons_for(advisor, number, event, &grounds);
    weigh(advice, advisor, event, report, &grounds);
    advice->proof = proof_words(event);
    if (address)
        advice->check = nx_checks_words(advisor->checks, address->key);
    if (address)
        advice->history =
            history_words(&address->standing, recall ? recall->record : NULL, recall ? recall->life : NULL);
    for (guint i = NX_DECISION_SUPPRESS; i < NX_N_DECISIONS; i++)
        if (i != nx_advice_decision(advice->suggestion.kind))
            advice->why_not[i] = g_strdup(nx_tr(nx_why_not((NxDecision)i, event, &advice->suggestion, &grounds)));
}
