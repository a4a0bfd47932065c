/* The judge from inside, and the case it sits over: one recipient of one report. */
#pragma once
#include "judge/codetable.h"
#include "judge/policy.h"
#include "judge/rules.h"

struct NxJudge {
    NxLibrary *library;
    NxRules *rules;
    NxPolicyTable *policy;
    NxCodeTable *codes;
};

typedef struct {
    const NxJudge *judge;
    const NxReport *report;
    const NxRecipient *recipient; /* never NULL */
    NxVerdict *verdict;
    const NxRule *rule; /* that decided, NULL: a code or the kind did */
    gboolean told;      /* the reason is vaguer than the words of the refusal, which name the cause: see NxPolicyCase */
    NxCodeMeaning meaning; /* of the codes alone */
    NxAgainst against;
} NxCase;

/* Status, its source, and reply code (statuschoice.c). */
void nx_case_read_codes(NxCase *self);
/* The code that would be there had the mail system given one; for verdicts without a status. */
void nx_case_infer_status(NxCase *self);
/* What contradicts the verdict (contradiction.c). */
void nx_case_weigh(NxCase *self);
/* It in a sentence, translated; NULL: nothing does. Caller frees. */
char *nx_case_contradiction(const NxCase *self);
/* Confidence and what stands against more of it (confidence.c). */
void nx_case_doubt(NxCase *self);
/* All of it but the sentence (verdict.c); the verdict is filled in. */
void nx_case_decide(NxCase *self);
