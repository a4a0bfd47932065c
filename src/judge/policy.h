/* Policy: what a reason means for a code. policy.tsv with the configuration's overrides. */
#pragma once
#include <nixie/verdict.h>

typedef struct NxPolicyTable NxPolicyTable;

NxPolicyTable *nx_policy_new(const NxSettings *settings, NxProblems *problems);
void nx_policy_free(NxPolicyTable *table);
/* As nx_judge_policy. */
NxPolicy nx_policy_find(const NxPolicyTable *table, NxReason reason, NxStatus status, const char *feedback_type);
