/* The public face of the room. */
#include "judge/judge.h"
#include <nixie/text.h>
#include <string.h>

NxJudge *nx_judge_new_tables(const NxLibrary *library, NxProblems *problems)
{
    NxJudge *judge = g_new0(NxJudge, 1);
    judge->library = nx_library_ref((NxLibrary *)library);
    judge->policy = nx_policy_new(nx_library_settings(library), problems);
    judge->codes = nx_code_table_new(problems);
    return judge;
}

void nx_judge_read_rules(NxJudge *judge, NxProblems *problems)
{
    if (!judge->rules)
        judge->rules = nx_rules_new(judge->library, problems);
}

NxJudge *nx_judge_new(const NxLibrary *library, NxProblems *problems)
{
    NxJudge *judge = nx_judge_new_tables(library, problems);
    nx_judge_read_rules(judge, problems);
    return judge;
}

void nx_judge_free(NxJudge *judge)
{
    if (!judge)
        return;
    if (judge->rules)
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
