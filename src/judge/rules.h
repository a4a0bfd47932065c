/* Rules: wordings and what they mean. Read from .rules files, tried in order, immutable once read. */
#pragma once
#include "judge/wording.h"
#include <nixie/verdict.h>

typedef struct NxRules NxRules;

/* One rule as it stands in its file. Strings are the rules'. */
typedef struct {
    char *id;
    char *origin; /* data file, "user:" in front of a user's */
    guint line;
    NxReason reason;
    NxReason elsewhere;   /* the reason where nothing shows that the words answer RCPT; NX_N_REASONS: none, `reason` is
                             meant everywhere */
    NxCommand command;    /* that was answered; NONE: any, or not known */
    GPtrArray *providers; /* names; empty: any */
    GPtrArray *mailers;   /* names of the software that wrote the notice; empty: any */
    GArray *codes;        /* of NxCodePattern; empty: any */
    GPtrArray *matches;   /* of NxWording; any of them */
    guint first_match;    /* number of its first wording among all */
    GPtrArray *examples, *nots;
    gboolean users;
} NxRule;

/* All rules the library knows: the user's, then ours for a provider or mailer, then ours for all; within these in the
 * order of the files. */
NxRules *nx_rules_new(const NxLibrary *library, NxProblems *problems);
void nx_rules_free(NxRules *rules);
guint nx_rules_count(const NxRules *rules);
const NxRule *nx_rules_at(const NxRules *rules, guint i);

/* What a rule is tried on. */
typedef struct {
    const NxCanonical *text;
    const char *provider; /* NULL: not known */
    const char *mailer;   /* NULL: not known */
    NxStatus status;
    guint reply;
    NxCommand command;
} NxRuleInput;

/* The first rule that matches, and where in the canonical text; NULL if none does. */
const NxRule *nx_rules_find(const NxRules *rules, const NxRuleInput *input, guint *at, guint *len);
