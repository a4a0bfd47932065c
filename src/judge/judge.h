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

/* What the clause that decided says of causes. */
typedef enum {
    NX_CAUSES_ONE,
    NX_CAUSES_TWO = 1 << 0,    /* "unknown or ...": the other one is not understood */
    NX_CAUSES_MILDER = 1 << 1, /* the other one buries nobody, and decided */
} NxCauses;

typedef struct {
    const NxJudge *judge;
    const NxReport *report;
    const NxRecipient *recipient; /* never NULL */
    NxVerdict *verdict;
    const NxRule *rule; /* that decided, NULL: a code or the kind did */
    gboolean told;      /* the reason is vaguer than the words of the refusal, which name the cause: see NxPolicyCase */
    NxCodeMeaning meaning;  /* of the codes alone */
    NxAbout outer;          /* whom it is about as a whole */
    gboolean names_address; /* the recipient's address stands in it */
    gboolean passes;        /* words say that the trouble will pass */
    NxCauses causes;
    gboolean unnamed;    /* refused behind DATA, and the address is not named */
    gboolean secondhand; /* a server says that a domain does not exist, and may mean the recipient's */
    gboolean stranger;   /* it is said of an address that nobody knows, one behind that of the recipient */
    guint beside;        /* letters of words beside those that would bury the recipient that nobody knows */
    gboolean by_name;    /* their subject is the recipient's name */
    gboolean modified;   /* and one of them is right before their subject: "API user unknown" */
    gboolean unread;     /* there are words, no rule knows them, and the number alone would bury the recipient */
    NxAgainst against;
} NxCase;

/* Does the code say by itself that the recipient is gone? */
gboolean nx_case_code_agrees(const NxCase *self);
/* Do other words stand beside those that would bury the recipient, with no code to confirm them, that may turn what
 * they mean? With `much` so many that nobody is to be buried by them. */
gboolean nx_case_is_overgrown(const NxCase *self, gboolean much);
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
