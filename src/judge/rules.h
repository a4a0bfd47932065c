/* All rules: read from .rules files, tried in order, immutable once read. */
#pragma once
#include "judge/rule.h"

typedef struct NxRules NxRules;

/* All rules the library knows: the user's, then ours for a provider or mailer, then ours for all; within these in the
 * order of the files. */
NxRules *nx_rules_new(const NxLibrary *library, NxProblems *problems);
/* The same of these files alone, elements NxDataFile. */
NxRules *nx_rules_from(const GPtrArray *files, NxProblems *problems);
void nx_rules_free(NxRules *rules);
guint nx_rules_count(const NxRules *rules);
const NxRule *nx_rules_at(const NxRules *rules, guint i);

/* What rules are tried on. */
typedef struct {
    const NxCanonical *text;
    const char *provider; /* NULL: not known */
    const char *mailer;   /* NULL: not known */
    const char *name;     /* the recipient's local part in small letters, NULL: none */
    NxStatus status;
    guint reply;
    NxCommand command;
} NxRuleInput;

/* A text looked through once for the words that rules need; borrows rules and input. */
typedef struct {
    const NxRules *rules;
    const NxRuleInput *input;
    guint8 *candidates; /* owned: a bit for each wording that may match */
    GArray *terms;      /* owned: of NxTerm */
} NxRuleScan;
void nx_rule_scan_init(NxRuleScan *scan, const NxRules *rules, const NxRuleInput *input);
void nx_rule_scan_clear(NxRuleScan *scan);
/* The number of the rule's first wording or saying that stands in the text, wherever; how many it has if none does. */
guint nx_rule_scan_first(const NxRuleScan *scan, const NxRule *rule);
/* The words that sayings are made of. */
const NxTerms *nx_rules_terms(const NxRules *rules);

/* Where a rule matches, in bytes of the canonical text. */
typedef struct {
    const NxRule *rule;
    guint at, len;
} NxRuleHit;
/* What to do with a hit; TRUE: it is the one, look no further. */
typedef gboolean (*NxRuleTaker)(const NxRuleHit *hit, gpointer user);
/* Hands over the hits of one kind, each place where a wording matches, in the order of their rules; a
 * wording of a [rule] in its first place alone. TRUE if one was taken. */
gboolean nx_rule_scan_each(const NxRuleScan *scan, NxRuleKind kind, NxRuleTaker take, gpointer user);
