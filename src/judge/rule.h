/* One rule: a wording and what it means, as it stands in a .rules file. */
#pragma once
#include "judge/saying.h"
#include "judge/wording.h"
#include <nixie/library.h>
#include <nixie/verdict.h>

/* What a section of a .rules file says of the words that it matches. */
typedef enum {
    NX_RULE_REASON,      /* [rule ID]: why delivery failed */
    NX_RULE_ABOUT,       /* [about ID]: whom or what they are about (about.h) */
    NX_RULE_TEMPORARY,   /* [temporary ID]: that it will pass */
    NX_RULE_ALTERNATIVE, /* [alternative ID]: that what follows is another cause than what stands before */
    NX_N_RULE_KINDS
} NxRuleKind;

/* How surely the words of a [rule] mean its reason. */
typedef enum {
    NX_STRENGTH_NONE,    /* not said */
    NX_STRENGTH_BROAD,   /* they may mean other things: at most `likely` */
    NX_STRENGTH_TELLING, /* subject and statement stand together, or a party's own words */
    NX_N_STRENGTHS
} NxStrength;

/* How far the words of an [about] reach. */
typedef enum {
    NX_REACH_CLAUSE, /* up to the end of their clause */
    NX_REACH_REPLY,  /* all that the reply says */
    NX_REACH_REST,   /* all that follows in their clause, whoever else is named there */
    NX_N_REACHES
} NxReach;

/* Strings are the rule's. */
typedef struct {
    NxRuleKind kind;
    char *id;
    char *origin; /* data file, "user:" in front of a user's */
    guint line;
    NxReason reason;
    NxReason elsewhere; /* the reason where the words answered another command than RCPT; NX_N_REASONS: none, `reason`
                           is meant everywhere */
    NxStrength strength;
    gboolean own_lookup; /* only who looked the name up himself writes so: no server was asked */
    NxStatus stands;     /* the code that they stand for where none is said that tells anything; none: no code does */
    NxAbout party;       /* of an [about] */
    NxReach scope;
    NxCommand command;    /* that was answered; NONE: any, or not known */
    GPtrArray *providers; /* names; empty: any */
    GPtrArray *mailers;   /* names of the software that wrote the notice; empty: any */
    GArray *codes;        /* of NxCodePattern; empty: any */
    GPtrArray *matches;   /* of NxWording; any of them */
    GArray *sayings;      /* of NxSaying; any of them, tried behind the wordings */
    guint first_match;    /* number of its first wording among all; its sayings are numbered behind its wordings */
    GPtrArray *examples, *nots;
    gboolean users;
} NxRule;

/* What rules have in common. */
typedef struct {
    GHashTable *patterns; /* name of [words NAME] -> its alternatives */
    NxTerms *terms;
} NxRuleWords;

/* NULL: no section of a .rules file is called so. */
NxRule *nx_rule_new(const char *section, const char *id, const NxDataFile *file, guint line);
void nx_rule_free(gpointer rule);
/* Takes one key in. NULL, or why not (caller frees). */
char *nx_rule_take(NxRule *rule, const char *key, const char *value, const NxRuleWords *words);
/* What it lacks, translated; NULL: it is whole. */
const char *nx_rule_lack(const NxRule *rule);
