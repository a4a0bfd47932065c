/* Policy: what a reason means for a code. policy.tsv with the configuration's overrides. */
#pragma once
#include <nixie/verdict.h>

typedef struct NxPolicyTable NxPolicyTable;

NxPolicyTable *nx_policy_new(const NxSettings *settings, NxProblems *problems);
void nx_policy_free(NxPolicyTable *table);

/* What is asked. */
typedef struct {
    NxReason reason;
    NxStatus status;           /* its class alone where no more is known */
    const char *feedback_type; /* of complaints; NULL: none */
    gboolean told; /* the words of the refusal say that nobody is there, though the reason does not: the rows "+text" */
    gboolean passes; /* the words say that it will pass: the rows "+later" */
} NxPolicyCase;

/* The most exact row that fits; a review where there is none. */
NxPolicy nx_policy_find(const NxPolicyTable *table, NxPolicyCase asked);
