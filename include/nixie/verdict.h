/* Verdicts. Status, reason, class, evidence and confidence of one event: a pure function of report and
 * settings. */
#pragma once
#include <nixie/reason.h>
#include <nixie/report.h>

G_BEGIN_DECLS

typedef enum {
    NX_CLASS_NONE,
    NX_CLASS_HARD,
    NX_CLASS_SOFT,
    NX_CLASS_BLOCK,
    NX_CLASS_COMPLAINT,
    NX_CLASS_AUTOREPLY,
    NX_N_CLASSES
} NxClass;
const char *nx_class_name(NxClass klass); /* "hard" ... "auto-reply", "none" */
gboolean nx_class_parse(const char *name, NxClass *klass);

typedef enum {
    NX_ADVICE_IGNORE,
    NX_ADVICE_SUPPRESS,
    NX_ADVICE_RETRY,
    NX_ADVICE_HOLD,
    NX_ADVICE_REVIEW,
    NX_N_ADVICES
} NxAdviceKind;
const char *nx_advice_name(NxAdviceKind advice); /* "suppress" */
gboolean nx_advice_parse(const char *name, NxAdviceKind *advice);

typedef enum { NX_PLAN_NONE, NX_PLAN_S1, NX_PLAN_S2, NX_PLAN_S3, NX_PLAN_S4, NX_N_PLANS } NxPlan;
const char *nx_plan_name(NxPlan plan); /* "S1"; "-" for none */
gboolean nx_plan_parse(const char *name, NxPlan *plan);
/* When attempt `attempt` (1-based) of `plan` is due, counted from `from`: the arrival of the bounce of the attempt
 * before. Unknown where the plan has no such attempt (used up, S4, none). *attempts (may be NULL) gets how many there
 * are; S3 has no end: 0. */
NxTime nx_plan_next(const NxSettings *settings, NxPlan plan, guint attempt, NxTime from, guint *attempts);

typedef enum { NX_GUESS, NX_LIKELY, NX_CERTAIN, NX_N_CONFIDENCES } NxConfidence;
const char *nx_confidence_name(NxConfidence confidence); /* "guess" */
gboolean nx_confidence_parse(const char *name, NxConfidence *confidence);

typedef enum {
    NX_STATUS_FROM_NONE,
    NX_STATUS_FROM_FIELD,
    NX_STATUS_FROM_DIAGNOSTIC,
    NX_STATUS_FROM_TEXT,
    NX_N_STATUS_SOURCES
} NxStatusSource;
const char *nx_status_source_name(NxStatusSource source); /* "field", NULL for none */

/* Whom or what the words of a refusal are about. Only what is about the recipient can say that the recipient is dead.
 */
typedef enum {
    NX_ABOUT_UNKNOWN,   /* nothing tells */
    NX_ABOUT_RECIPIENT, /* the address that was mailed, or its domain */
    NX_ABOUT_SENDER,    /* our address or domain, in the envelope or the header */
    NX_ABOUT_HOST,      /* the host that sent it: address, names, greeting, certificate */
    NX_ABOUT_SYSTEM,    /* the receiving system: database, directory, policy service, back end, look-up */
    NX_ABOUT_MESSAGE,   /* header, body, attachment, size */
    NX_ABOUT_OTHER,     /* a third party: a mailing list, a forward, another host */
    NX_N_ABOUTS
} NxAbout;
const char *nx_about_name(NxAbout about);  /* "sender"; NULL for unknown */
const char *nx_about_label(NxAbout about); /* for people, untranslated; NULL for unknown */
gboolean nx_about_parse(const char *name, NxAbout *about);

/* What in the report decided. */
typedef enum {
    NX_EVIDENCE_NONE,
    NX_EVIDENCE_KIND,
    NX_EVIDENCE_ACTION,
    NX_EVIDENCE_STATUS,
    NX_EVIDENCE_DIAGNOSTIC,
    NX_EVIDENCE_NOTE,
    NX_EVIDENCE_REPLY,
    NX_EVIDENCE_FEEDBACK
} NxEvidenceField;

/* Why a verdict is not `certain`; one bit each, one fixture each. The table is src/judge/confidence.c. */
typedef enum {
    NX_DOUBT_NONE = 0,
    NX_DOUBT_NO_OWN = 1 << 0,        /* [own] names nothing */
    NX_DOUBT_ORIGIN = 1 << 1,        /* origin is not ours */
    NX_DOUBT_CLASS = 1 << 2,         /* neither status nor reply is of class 5 */
    NX_DOUBT_TEXT = 1 << 3,          /* no text agrees with the code */
    NX_DOUBT_CONTRADICTION = 1 << 4, /* status, reply or text disagree */
    NX_DOUBT_SOURCE = 1 << 5,        /* the general reader found the recipient: guess */
    NX_DOUBT_CLASS_ONLY = 1 << 6,    /* decided by the class of the code alone: guess */
    NX_DOUBT_REASON =
        1 << 7, /* a reason that is never certain (undefined, onhold, securityerror, systemerror 5.3.0, ...) */
    NX_DOUBT_KIND = 1 << 8,        /* not a failure */
    NX_DOUBT_ADDRESS = 1 << 9,     /* no address key, or it could be another recipient */
    NX_DOUBT_GUARD = 1 << 10,      /* set by advise alone: a guard speaks */
    NX_DOUBT_HISTORY = 1 << 11,    /* set by advise alone */
    NX_DOUBT_FORWARDED = 1 << 12,  /* somebody passed the notice on: guess */
    NX_DOUBT_ABOUT = 1 << 13,      /* the words are about somebody or something else */
    NX_DOUBT_BROAD = 1 << 14,      /* the words may mean other things */
    NX_DOUBT_UNREAD = 1 << 15,     /* there are words that no rule knows: the number alone decided */
    NX_DOUBT_PASSING = 1 << 16,    /* the words say that it will pass */
    NX_DOUBT_TWO_CAUSES = 1 << 17, /* the words name two causes */
    NX_DOUBT_PROOF = 1 << 18,      /* its proof can be worked out, and nothing agrees with it */
    NX_DOUBT_FANOUT = 1 << 19,     /* one failed of those behind the address that was mailed: for review */
    NX_DOUBT_UNCHECKED = 1 << 20,  /* set by advise alone: our resolver has not found its domain gone on two days */
    NX_DOUBT_ANSWERS = 1 << 21,    /* set by advise alone: its domain has answered since: guess, for review */
} NxDoubt;
#define NX_N_DOUBTS 22
const char *nx_doubt_text(NxDoubt single); /* a sentence, untranslated */

typedef struct {
    NxStatus status;
    NxStatusSource status_source;
    NxStatus inferred_status; /* set only where status is none */
    guint reply_code;
    NxReason reason;
    NxClass klass;
    NxAdviceKind advice; /* by policy alone, before history and guards */
    NxPlan plan;
    NxAbout about; /* whom or what the words are about */
    NxConfidence confidence;
    NxDoubt doubts;   /* all that stand against `certain` */
    const char *rule; /* id of a rule, "code:5.1.1", "provider:google:5.2.1", "subject:5.2", "class:5", "kind:...":
                         owned by the judge */
    const char *rule_origin; /* data file, "user:" before a user's own; NULL if none */
    NxEvidenceField evidence;
    guint match_at, match_len; /* words that decided, in bytes of the evidence field's text; 0 length: the whole */
} NxVerdict; /* a plain value, borrowing only from the judge; what contradicted: nx_judge_contradiction */
/* The status that was given, else the one that was inferred; none where there is neither. */
NxStatus nx_verdict_status(const NxVerdict *verdict);

/* Compiled rules, policy and code tables. Immutable, any thread. */
typedef struct NxJudge NxJudge;
NxJudge *nx_judge_new(const NxLibrary *library, NxProblems *problems);
/* The tables of codes and policy alone, for pages about them: it cannot judge before nx_judge_read_rules was called,
 * once, before other threads have it. */
NxJudge *nx_judge_new_tables(const NxLibrary *library, NxProblems *problems);
void nx_judge_read_rules(NxJudge *judge, NxProblems *problems);
void nx_judge_free(NxJudge *judge);

/* The verdict on recipient `i`; with i == 0 of a report without recipients, on the message. */
void nx_judge_event(const NxJudge *judge, const NxReport *report, guint i, NxVerdict *verdict);

/* What speaks against a verdict. */
typedef enum {
    NX_AGAINST_NOTHING,
    NX_AGAINST_REPLY,  /* the classes of status and reply differ */
    NX_AGAINST_STATUS, /* Status field and diagnostic name codes that mean different things */
    NX_AGAINST_TEXT,   /* the code means other than what the text says */
} NxAgainst;
/* What spoke against the verdict, as a sentence ("the status says 5.1.1, the text says the mailbox is full");
 * translated. NULL if nothing. Caller frees. *against (may be NULL) gets which of them it is. */
char *nx_judge_contradiction(const NxJudge *judge, const NxReport *report, guint i, NxAgainst *against);

/* Policy (policy.tsv and the configuration's overrides): what the reason means for a code. In the table's code_class
 * column stand 4, 5,
 * "*", an exact code (5.3.0) or, for `feedback`, a feedback type; the more exact row wins. */
typedef struct {
    NxClass klass;
    NxAdviceKind advice;
    NxPlan plan;
} NxPolicy;
/* `status` may be none: then klass alone says 4 or 5 where the reply code does; all zero: not known. `feedback_type`
 * may be NULL. */
NxPolicy nx_judge_policy(const NxJudge *judge, NxReason reason, NxStatus status, const char *feedback_type);
/* How long a suppression for that reason stands where advice made it, by "expiry.REASON=TIME" among the settings'
 * policy; 0: until it is released. Complaints never end by policy. */
NxTime nx_expiry_of(const NxSettings *settings, NxReason reason);
/* The cause that holds an address: "PROVIDER/REASON", "-/blocked" where the provider is not known. Caller frees. */
char *nx_cause_make(const char *provider, NxReason reason);
/* The reason that a code has by itself; the id of the entry that says so in *rule (may be NULL). */
NxReason nx_judge_code(const NxJudge *judge, NxStatus status, const char *provider, const char **rule);
/* The reason that a reply has where no status stands beside it. */
NxReason nx_judge_reply(const NxJudge *judge, guint reply);

/* What a provider means by a code where that is not what the registry says. */
typedef struct {
    const char *provider; /* "*": any, of a reply that no status stands beside */
    const char *code;     /* "5.2.1", "5.7.*", "5.*", "550", "55*" */
    NxReason reason;
} NxProviderCode;
/* All of them, in the order of their table, src/judge/provider-codes.tsv; what is given is the judge's. */
guint nx_judge_provider_codes(const NxJudge *judge);
const NxProviderCode *nx_judge_provider_code(const NxJudge *judge, guint i);

/* The canonical text that rules see: unfolded, repeated reply prefixes removed, addresses, hosts and queue ids as
 * <addr>, <host>, <id>, white space collapsed, lower case. `map` (may be NULL) gives for each byte of the result the
 * byte of `text` it came from, one more entry for the end. Caller frees both. */
char *nx_canonical_text(const char *text, guint **map);

typedef struct {
    guint rules, matches, examples;
} NxRuleCounts;
/* Runs every rule on its own examples; TRUE if each is reached, each match decides on one at least, and no `not` is
 * reached. `counts` may be NULL. */
gboolean nx_judge_check(const NxJudge *judge, NxProblems *problems, NxRuleCounts *counts);

G_END_DECLS
