/* The public face of the room. */
#include "judge/judge.h"
#include <nixie/text.h>
#include <string.h>

NxJudge *nx_judge_new(const NxLibrary *library, NxProblems *problems)
{
    NxJudge *judge = g_new0(NxJudge, 1);
    judge->library = nx_library_ref((NxLibrary *)library);
    judge->rules = nx_rules_new(library, problems);
    judge->policy = nx_policy_new(nx_library_settings(library), problems);
    judge->codes = nx_code_table_new(problems);
    return judge;
}

void nx_judge_free(NxJudge *judge)
{
    if (!judge)
        return;
    nx_rules_free(judge->rules);
    nx_policy_free(judge->policy);
    nx_code_table_free(judge->codes);
    nx_library_unref(judge->library);
    g_free(judge);
}

static NxCase decide(const NxJudge *judge, const NxReport *report, const NxRecipient *recipient, NxVerdict *verdict)
{
    NxCase self = {.judge = judge, .report = report, .recipient = recipient, .verdict = verdict};
    *verdict = (NxVerdict){0};
    nx_case_decide(&self);
    return self;
}

/* Who `i` is of a report that may name nobody; such a one is filled into `nobody`. */
static const NxRecipient *recipient_at(const NxReport *report, guint i, NxRecipient *nobody)
{
    *nobody = (NxRecipient){.kind = report->kind, .source = NX_SOURCE_NONE};
    return i < report->n_recipients ? &report->recipients[i] : nobody;
}

void nx_judge_event(const NxJudge *judge, const NxReport *report, guint i, NxVerdict *verdict)
{
    NxRecipient nobody;
    decide(judge, report, recipient_at(report, i, &nobody), verdict);
}

char *nx_judge_contradiction(const NxJudge *judge, const NxReport *report, guint i, NxAgainst *against)
{
    NxRecipient nobody;
    NxVerdict verdict;
    NxCase self = decide(judge, report, recipient_at(report, i, &nobody), &verdict);
    if (against)
        *against = self.against;
    return nx_case_contradiction(&self);
}

NxStatus nx_verdict_status(const NxVerdict *verdict)
{
    return verdict->status.klass ? verdict->status : verdict->inferred_status;
}

NxPolicy nx_judge_policy(const NxJudge *judge, NxReason reason, NxStatus status, const char *feedback_type)
{
    return nx_policy_find(judge->policy,
                          (NxPolicyCase){.reason = reason, .status = status, .feedback_type = feedback_type});
}

NxReason nx_judge_code(const NxJudge *judge, NxStatus status, const char *provider, const char **rule)
{
    NxCodeMeaning meaning = nx_code_table_find(judge->codes, status, 0, provider);
    if (rule)
        *rule = meaning.rule;
    return meaning.reason;
}

NxReason nx_judge_reply(const NxJudge *judge, guint reply)
{
    return nx_code_table_find(judge->codes, NX_STATUS_NONE, reply, NULL).reason;
}

guint nx_judge_provider_codes(const NxJudge *judge)
{
    return nx_code_table_provided(judge->codes);
}

const NxProviderCode *nx_judge_provider_code(const NxJudge *judge, guint i)
{
    return nx_code_table_provided_at(judge->codes, i);
}

char *nx_cause_make(const char *provider, NxReason reason)
{
    return g_strdup_printf("%s/%s", provider && *provider ? provider : "-", nx_reason_name(reason));
}

/* ---- Rules against their own examples ---------------------------------------------------------------------------- */

/* The rule that decides on `text` as the diagnostic of a failure, told where `rule` would have it. */
static const char *decided_by(const NxJudge *judge, const char *text, const NxRule *rule)
{
    NxRecipient recipient = {
        .kind = NX_KIND_BOUNCE, .action = NX_ACTION_FAILED, .diagnostic = text, .command = rule->command};
    recipient.provider = rule->providers->len ? g_ptr_array_index(rule->providers, 0) : NULL;
    recipient.mailer = rule->mailers->len ? g_ptr_array_index(rule->mailers, 0) : NULL;
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    recipient.reply_code = nx_reply_find(text, -1, NULL);
    nx_status_find(text, -1, &recipient.diagnostic_status, NULL, NULL);
    nx_judge_event(judge, &report, 0, &verdict);
    return verdict.rule;
}

static gboolean check_text(const NxJudge *judge, const NxRule *rule, const char *text, gboolean wanted,
                           NxProblems *problems)
{
    const char *by = decided_by(judge, text, rule);
    if ((g_strcmp0(by, rule->id) == 0) == wanted)
        return TRUE;
    g_autofree char *where = g_strdup_printf("%s:%u", rule->origin, rule->line);
    if (wanted)
        nx_problems_add(problems, where, nx_tr("rule %s: its example is decided by %s: %s"), rule->id,
                        by ? by : "nothing", text);
    else
        nx_problems_add(problems, where, nx_tr("rule %s decides what it should not: %s"), rule->id, text);
    return FALSE;
}

/* Our own wordings are compiled when they are needed, so that a wrong one would pass unseen otherwise. */
static gboolean check_wordings(const NxRule *rule, NxProblems *problems)
{
    gboolean good = TRUE;
    for (guint i = 0; i < rule->matches->len; i++) {
        g_autofree char *fault = nx_wording_fault(g_ptr_array_index(rule->matches, i));
        if (fault) {
            g_autofree char *where = g_strdup_printf("%s:%u", rule->origin, rule->line);
            nx_problems_add(problems, where, "rule %s: %s", rule->id, fault);
            good = FALSE;
        }
    }
    return good;
}

/* The number of the wording that decides where the rule does: the first that fits. */
static guint deciding_wording(const NxRule *rule, const char *text)
{
    NxCanonical canonical;
    guint k = 0, at, len;
    nx_canonical_init(&canonical, text, strlen(text));
    while (k < rule->matches->len && !nx_wording_match(g_ptr_array_index(rule->matches, k), &canonical, &at, &len))
        k++;
    nx_canonical_clear(&canonical);
    return k;
}

/* A wording that none of the rule's examples needs is dead, or nobody knows what it is for. */
static gboolean check_reached(const NxRule *rule, NxProblems *problems)
{
    gboolean good = TRUE;
    g_autofree gboolean *reached = g_new0(gboolean, rule->matches->len + 1);
    for (guint i = 0; i < rule->examples->len; i++)
        reached[deciding_wording(rule, g_ptr_array_index(rule->examples, i))] = TRUE;
    for (guint k = 0; k < rule->matches->len; k++) {
        if (reached[k])
            continue;
        g_autofree char *where = g_strdup_printf("%s:%u", rule->origin, rule->line);
        nx_problems_add(problems, where, nx_tr("rule %s: no example reaches its match %u: %s"), rule->id, k + 1,
                        nx_wording_pattern(g_ptr_array_index(rule->matches, k)));
        good = FALSE;
    }
    return good;
}

gboolean nx_judge_check(const NxJudge *judge, NxProblems *problems, NxRuleCounts *counts)
{
    gboolean good = TRUE;
    NxRuleCounts n = {.rules = nx_rules_count(judge->rules)};
    for (guint i = 0; i < n.rules; i++) {
        const NxRule *rule = nx_rules_at(judge->rules, i);
        gboolean compiled = check_wordings(rule, problems);
        good &= compiled && check_reached(rule, problems);
        for (guint k = 0; k < rule->examples->len; k++)
            good &= check_text(judge, rule, g_ptr_array_index(rule->examples, k), TRUE, problems);
        for (guint k = 0; k < rule->nots->len; k++)
            good &= check_text(judge, rule, g_ptr_array_index(rule->nots, k), FALSE, problems);
        n.matches += rule->matches->len;
        n.examples += rule->examples->len;
    }
    if (counts)
        *counts = n;
    return good;
}
