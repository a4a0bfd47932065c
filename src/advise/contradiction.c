/* Both sides of a contradiction, in words. */
#include "advise/account.h"
#include <nixie/text.h>

#define DATE "%Y-%m-%d"
enum { QUOTE_BYTES = 120 };

static const char *const DECIDED[NX_N_DECISIONS] = {
    [NX_DECISION_SUPPRESS] = N_("suppressed by %s %s"),
    [NX_DECISION_RETRY] = N_("paused by %s %s"),
    [NX_DECISION_HOLD] = N_("held by %s %s"),
    [NX_DECISION_IGNORE] = N_("ignored by %s %s"),
};

static char *decision_words(NxDecision decision, gboolean by_advice, NxTime since, const NxRecord *record)
{
    const char *actor = record && record->actor && *record->actor ? record->actor : "-";
    g_autofree char *who = by_advice ? g_strdup(nx_tr("advice")) : nx_safe_screen(actor, -1, NX_SAFE_NONE, QUOTE_BYTES);
    g_autofree char *when = nx_time_local(since, DATE);
    return g_strdup_printf(nx_tr(DECIDED[decision]), who, when);
}

static char *answer_words(NxTime arrived, NxStatus status, const char *diagnostic, NxReason reason)
{
    char text[NX_STATUS_TEXT_SIZE];
    g_autofree char *when = nx_time_local(arrived, DATE);
    const char *said = diagnostic && *diagnostic ? diagnostic : nx_tr(nx_reason_label(reason));
    g_autofree char *safe = nx_safe_screen(said, -1, NX_SAFE_NONE, QUOTE_BYTES);
    nx_status_text(status, text);
    return diagnostic && *diagnostic ? g_strdup_printf("%s %s", when, safe)
                                     : g_strdup_printf("%s %s %s", when, text, safe);
}

static char *delivery_words(NxTime delivered)
{
    g_autofree char *when = nx_time_local(delivered, DATE);
    return g_strdup_printf(nx_tr("mail went through %s"), when);
}

/* What speaks against the decision. */
static char *evidence_words(const NxAdvisor *advisor, guint32 number, const NxStanding *standing)
{
    guint32 firm = nx_account_firm_event(advisor, number);
    const NxSighting *past = nx_account_firm_past(advisor, number);
    if (standing->decision == NX_DECISION_SUPPRESS)
        return delivery_words(standing->delivered);
    if (firm != G_MAXUINT32) {
        const NxEvent *event = nx_catalog_event(advisor->catalog, firm);
        return answer_words(event->arrived, nx_verdict_status(&event->verdict), event->diagnostic,
                            event->verdict.reason);
    }
    return past ? answer_words(past->arrived, past->status, past->diagnostic, past->reason) : g_strdup("-");
}

char *nx_contradiction_words(const NxAdvisor *advisor, guint32 number, const NxRecord *record)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    g_autofree char *who = nx_safe_screen(address->spelling, -1, NX_SAFE_NONE, QUOTE_BYTES);
    const NxStanding *standing = &address->standing;
    g_autofree char *decided = decision_words(standing->decision, standing->by_advice, standing->since, record);
    g_autofree char *against = evidence_words(advisor, number, &address->standing);
    return g_strdup_printf("%s: %s; %s", who, decided, against);
}

/* ---- Of what the ledger alone knows ------------------------------------------------------------------------------ */

static char *death_words(const NxStanding *standing, const GPtrArray *history)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    NxPast *past = nx_past_new(history, seen);
    const NxSighting *firm = past ? past->firm : NULL;
    gboolean speaks = firm && firm->arrived > nx_past_known(standing) && firm->arrived > standing->delivered &&
                      firm->arrived > past->exists;
    char *words = speaks ? answer_words(firm->arrived, firm->status, firm->diagnostic, firm->reason) : NULL;
    nx_past_free(past);
    return words;
}

char *nx_record_contradiction(const NxRecord *record, const GPtrArray *history)
{
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(record, &standing, &facts);
    g_autofree char *against = NULL;
    if (record->decision == NX_DECISION_SUPPRESS)
        against = nx_past_speaks_for_life(&standing) ? delivery_words(record->delivered) : NULL;
    else if (record->decision != NX_DECISION_NONE)
        against = death_words(&standing, history);
    if (!against)
        return NULL;
    g_autofree char *decided = decision_words(record->decision, record->by_advice, record->since, record);
    return g_strdup_printf("%s; %s", decided, against);
}
