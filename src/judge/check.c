/* Rules against their own examples: what `make check` proves of every rule and every wording. */
#include "judge/judge.h"
#include <nixie/text.h>
#include <string.h>

/* Whom the examples are about. */
static const char EXAMPLE[] = "user@example.org";

/* The rule that decides on `text` as the diagnostic of a failure, told where `rule` would have it. */
static const char *decided_by(const NxJudge *judge, const char *text, const NxRule *rule)
{
    NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                             .action = NX_ACTION_FAILED,
                             .diagnostic = text,
                             .command = rule->command,
                             .recipient = EXAMPLE,
                             .key = EXAMPLE};
    recipient.provider = rule->providers->len ? g_ptr_array_index(rule->providers, 0) : NULL;
    recipient.mailer = rule->mailers->len ? g_ptr_array_index(rule->mailers, 0) : NULL;
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    recipient.reply_code = nx_reply_find(text, -1, NULL);
    nx_status_find(text, -1, &recipient.diagnostic_status, NULL, NULL);
    nx_judge_event(judge, &report, 0, &verdict);
    return verdict.rule;
}

static gboolean is_rule(const NxRuleHit *hit, gpointer rule)
{
    return hit->rule == rule;
}

/* The rule itself where its words stand in the text, for those that decide nothing alone. */
static const char *found_by(const NxJudge *judge, const char *text, const NxRule *rule)
{
    NxCanonical canonical;
    NxRuleScan scan;
    nx_canonical_init(&canonical, text, strlen(text), NULL);
    NxRuleInput input = {.text = &canonical, .reply = nx_reply_find(text, -1, NULL), .command = rule->command};
    nx_status_find(text, -1, &input.status, NULL, NULL);
    nx_rule_scan_init(&scan, judge->rules, &input);
    gboolean found = nx_rule_scan_each(&scan, rule->kind, is_rule, (gpointer)rule);
    nx_rule_scan_clear(&scan);
    nx_canonical_clear(&canonical);
    return found ? rule->id : NULL;
}

static gboolean check_text(const NxJudge *judge, const NxRule *rule, const char *text, gboolean wanted,
                           NxProblems *problems)
{
    const char *by = rule->kind == NX_RULE_REASON ? decided_by(judge, text, rule) : found_by(judge, text, rule);
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

/* The number of the wording or saying that decides where the rule does: the first that fits. */
static guint deciding(const NxJudge *judge, const NxRule *rule, const char *text)
{
    NxCanonical canonical;
    NxRuleScan scan;
    nx_canonical_init(&canonical, text, strlen(text), NULL);
    NxRuleInput input = {.text = &canonical};
    nx_rule_scan_init(&scan, judge->rules, &input);
    guint k = nx_rule_scan_first(&scan, rule);
    nx_rule_scan_clear(&scan);
    nx_canonical_clear(&canonical);
    return k;
}

/* A wording that none of the rule's examples needs is dead, or nobody knows what it is for. */
static gboolean check_reached(const NxJudge *judge, const NxRule *rule, NxProblems *problems)
{
    gboolean good = TRUE;
    guint n = rule->matches->len + rule->sayings->len;
    g_autofree gboolean *reached = g_new0(gboolean, n + 1);
    for (guint i = 0; i < rule->examples->len; i++)
        reached[deciding(judge, rule, g_ptr_array_index(rule->examples, i))] = TRUE;
    for (guint k = 0; k < n; k++) {
        if (reached[k])
            continue;
        g_autofree char *where = g_strdup_printf("%s:%u", rule->origin, rule->line);
        nx_problems_add(problems, where, nx_tr("rule %s: no example reaches its match %u: %s"), rule->id, k + 1,
                        k < rule->matches->len ? nx_wording_pattern(g_ptr_array_index(rule->matches, k)) : "says");
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
        good &= compiled && check_reached(judge, rule, problems);
        for (guint k = 0; k < rule->examples->len; k++)
            good &= check_text(judge, rule, g_ptr_array_index(rule->examples, k), TRUE, problems);
        for (guint k = 0; k < rule->nots->len; k++)
            good &= check_text(judge, rule, g_ptr_array_index(rule->nots, k), FALSE, problems);
        n.matches += rule->matches->len + rule->sayings->len;
        n.examples += rule->examples->len;
    }
    if (counts)
        *counts = n;
    return good;
}
