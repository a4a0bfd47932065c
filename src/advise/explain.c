/* Advice in words. */
#include "advise/advisor.h"
#include "advise/words.h"
#include <nixie/retry.h>
#include <nixie/text.h>

#define MOMENT "%Y-%m-%d %H:%M"
#define DATE "%Y-%m-%d"
enum { QUOTE_BYTES = 160 };

void nx_advice_clear(NxAdvice *advice)
{
    g_clear_pointer(&advice->action, g_free);
    g_clear_pointer(&advice->why, g_free);
    g_clear_pointer(&advice->against, g_free);
    g_clear_pointer(&advice->history, g_free);
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

/* ---- Why --------------------------------------------------------------------------------------------------------- */

static void add_sentence(GString *text, const char *sentence)
{
    if (text->len > 0)
        g_string_append_c(text, ' ');
    g_string_append(text, sentence);
}

static void add_item(GString *list, const char *format, const char *item)
{
    if (list->len > 0)
        g_string_append(list, ", ");
    g_string_append_printf(list, format, item);
}

/* What decided: the code, the words, the rule. */
static char *evidence_words(const NxEvent *event)
{
    g_autoptr(GString) list = g_string_new(NULL);
    char status[NX_STATUS_TEXT_SIZE];
    nx_status_text(nx_verdict_status(&event->verdict), status);
    if (*status)
        add_item(list, nx_tr("status %s"), status);
    if (event->verdict.reply_code) {
        g_autofree char *reply = g_strdup_printf("%u", event->verdict.reply_code);
        add_item(list, nx_tr("reply %s"), reply);
    }
    if (event->evidence && *event->evidence) {
        g_autofree char *quoted = nx_safe_screen(event->evidence, -1, NX_SAFE_NONE, QUOTE_BYTES);
        add_item(list, "\"%s\"", quoted);
    }
    if (event->verdict.rule)
        add_item(list, nx_tr("rule %s"), event->verdict.rule);
    return list->len > 0 ? g_strdup_printf(nx_tr("For it: %s."), list->str) : NULL;
}

static char *why_words(const NxEvent *event, const NxGrounds *grounds)
{
    GString *text = g_string_new(NULL);
    char status[NX_STATUS_TEXT_SIZE], reply[16];
    nx_status_text(nx_verdict_status(&event->verdict), status);
    g_snprintf(reply, sizeof reply, "%u", event->verdict.reply_code);
    g_autofree char *why = g_strdup_printf(nx_tr(nx_words_why(event)), *status ? status : reply);
    add_sentence(text, why);
    if (grounds->stays)
        add_sentence(text, nx_tr("The address is suppressed until it is released."));
    if (grounds->used_up)
        add_sentence(text, nx_tr("Every attempt of its plan has bounced."));
    if (grounds->is_closed)
        add_sentence(text, nx_tr("Mail has gone through since."));
    g_autofree char *evidence = evidence_words(event);
    if (evidence)
        add_sentence(text, evidence);
    return g_string_free(text, FALSE);
}

/* ---- What spoke against ------------------------------------------------------------------------------------------ */

static void add_bits(GString *list, guint bits, const char *(*text_of)(guint bit))
{
    for (guint bit = 1; bit && bit <= bits; bit <<= 1) {
        const char *text = bits & bit ? text_of(bit) : NULL;
        if (text)
            add_item(list, "%s", nx_tr(text));
    }
}

static const char *guard_text(guint bit)
{
    return nx_guard_text((NxGuard)bit);
}

static const char *doubt_text(guint bit)
{
    return nx_doubt_text((NxDoubt)bit);
}

static char *against_words(const NxAdvisor *advisor, const NxEvent *event, const NxReport *report,
                           const NxSuggestion *suggestion, const NxGrounds *grounds)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *contradiction = report ? nx_judge_contradiction(advisor->judge, report, event->ordinal) : NULL;
    if (contradiction)
        add_item(list, "%s", contradiction);
    add_bits(list, grounds->guards, guard_text);
    guint doubts = suggestion->doubts & ~(guint)(NX_DOUBT_GUARD | NX_DOUBT_HISTORY);
    if (contradiction)
        doubts &= ~(guint)NX_DOUBT_CONTRADICTION;
    if (event->kind == NX_KIND_BOUNCE && event->verdict.advice == NX_ADVICE_SUPPRESS && doubts) {
        g_autoptr(GString) why = g_string_new(NULL);
        add_bits(why, doubts, doubt_text);
        add_item(list, nx_tr("not certain: %s"), why->str);
    }
    return list->len > 0 ? g_strdup(list->str) : NULL;
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
    g_string_append_printf(text,
                           standing->attempt_sent ? nx_tr(", attempt %u of %u handed over %s")
                                                  : nx_tr(", attempt %u of %u not before %s"),
                           standing->attempt, standing->attempts, date);
}

static const char *const decided[NX_N_DECISIONS] = {
    [NX_DECISION_SUPPRESS] = N_(", suppressed since %s"),
    [NX_DECISION_HOLD] = N_(", held since %s"),
    [NX_DECISION_IGNORE] = N_(", ignored since %s"),
};

static void add_decision(GString *text, const NxStanding *standing, const NxRecord *record)
{
    if (standing->decision == NX_DECISION_RETRY) {
        add_retry(text, standing);
    } else if (decided[standing->decision]) {
        g_autofree char *date = nx_time_local(standing->since, DATE);
        g_string_append_printf(text, nx_tr(decided[standing->decision]), date);
    }
    if (standing->decision != NX_DECISION_NONE && record && record->actor && *record->actor) {
        g_autofree char *actor = nx_safe_screen(record->actor, -1, NX_SAFE_NONE, QUOTE_BYTES);
        g_string_append_printf(text, nx_tr(" by %s"), actor);
    }
}

static char *history_words(const NxStanding *standing, const NxRecord *record)
{
    GString *text = g_string_new(NULL);
    g_autofree char *first = nx_time_local(standing->first_seen, DATE);
    if (standing->seen == 0)
        g_string_append(text, nx_tr("no bounce counted"));
    else
        g_string_append_printf(text, nx_trn("%u bounce since %s", "%u bounces since %s", standing->seen),
                               standing->seen, first);
    add_decision(text, standing, record);
    if (standing->delivered != NX_TIME_UNKNOWN) {
        g_autofree char *date = nx_time_local(standing->delivered, DATE);
        g_string_append_printf(text, nx_tr("; mail went through %s"), date);
    } else if (standing->seen > 0) {
        g_string_append(text, nx_tr("; nothing delivered since"));
    }
    return g_string_free(text, FALSE);
}

void nx_advisor_explain(NxAdvisor *advisor, guint32 number, const NxReport *report, const NxRecall *recall, NxTime now,
                        NxAdvice *advice)
{
    const NxEvent *event = nx_catalog_event(advisor->catalog, number);
    const NxAddress *address = nx_advisor_address(advisor, event);
    NxGrounds grounds;
    *advice = (NxAdvice){0};
    nx_advisor_suggest(advisor, number, &advice->suggestion, &grounds);
    advice->guards = grounds.guards;
    advice->action = action_words(event, &advice->suggestion, now);
    advice->why = why_words(event, &grounds);
    advice->against = against_words(advisor, event, report, &advice->suggestion, &grounds);
    if (address)
        advice->history = history_words(&address->standing, recall ? recall->record : NULL);
    for (guint i = NX_DECISION_SUPPRESS; i < NX_N_DECISIONS; i++)
        if (i != nx_advice_decision(advice->suggestion.kind))
            advice->why_not[i] = g_strdup(nx_tr(nx_words_why_not((NxDecision)i, event, &advice->suggestion, &grounds)));
}
