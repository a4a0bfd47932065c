/* Advice. Verdict, history, policy and the clock become what the operator is told to do, and why not the rest. */
#pragma once
#include <nixie/ledger.h>

G_BEGIN_DECLS

/* What looks like many dead addresses and may be one broken system: where a guard speaks, nothing is suppressed unseen.
 * One row is all that is known of a guard: its id and its name, by which src/advise/guard.c knows when it speaks, and
 * what it says. The numbers are in src/advise/guard_numbers.h. */
#define NX_GUARDS(X)                                                                                                   \
    X(MASS, mass,                                                                                                      \
      N_("far more addresses than usual die there at once: the fault may be theirs, not that of the addresses"))       \
    X(RESOLVER, resolver, N_("many domains are unknown all at once: a name server may be at fault"))                   \
    X(DOMAIN, domain,                                                                                                  \
      N_("another address of this domain got the same answer within 72 hours: the mail system may be at fault"))       \
    X(PROVIDER, provider, N_("the domain of a large provider does not simply vanish"))                                 \
    X(PROTECTED, protected, N_("the address is protected"))
#define NX_GUARD_NUMBER(id, name, text) NX_GUARD_NUMBER_##id,
enum { NX_GUARDS(NX_GUARD_NUMBER) NX_N_GUARDS };
#define NX_GUARD_BIT(id, name, text) NX_GUARD_##id = 1 << NX_GUARD_NUMBER_##id,
typedef enum { NX_GUARD_NONE = 0, NX_GUARDS(NX_GUARD_BIT) } NxGuard;
const char *nx_guard_text(NxGuard single); /* a sentence, untranslated */

/* What is decided by taking the advice; NX_DECISION_NONE for review. */
NxDecision nx_advice_decision(NxAdviceKind advice);

/* ---- Advice in words --------------------------------------------------------------------------------------------- */

/* One thing that speaks for an advice, or against it. */
typedef enum {
    NX_POINT_MEANING,  /* for: what the reason means for the address */
    NX_POINT_HISTORY,  /* for or against: what stands of the address, and what has happened to it */
    NX_POINT_EVIDENCE, /* for: a code, the words, or the rule that decided */
    NX_POINT_CODES,    /* against: two codes contradict each other */
    NX_POINT_TEXT,     /* against: the text says something else than the code */
    NX_POINT_GUARD,    /* against: a guard, `bit` says which */
    NX_POINT_DOUBT,    /* against: what keeps it from being certain, `bit` says which */
    NX_N_POINTS
} NxPointKind;
typedef struct {
    NxPointKind kind;
    guint bit;      /* NxGuard or NxDoubt, else 0 */
    char *sentence; /* translated, safe to print */
} NxPoint;
/* All of them as one text, those of a kind taken together; NULL if there are none. Caller frees. */
char *nx_points_text(const GPtrArray *points);

/* The whole advice on one event, for the detail pane and `show`. Texts are translated, safe to print, owned. */
typedef struct {
    NxSuggestion suggestion;
    char *action;                  /* "retry: do not mail before 2026-11-21 08:14; the next send after that is ..." */
    GPtrArray *reasons;            /* NxPoint *: what speaks for it */
    GPtrArray *against;            /* NxPoint *: what speaks against it; doubts only of what would be suppressed */
    GPtrArray *doubts;             /* NxPoint *: what else keeps the verdict from being certain */
    char *why_not[NX_N_DECISIONS]; /* by decision: why not that; NULL for what is advised */
    char *proof;   /* what shows that it was the operator's own mail, and what would prove more; NULL: no failure */
    char *check;   /* "the domain answers, mx1.example (google), 2026-11-21 14:02"; NULL: nothing was asked */
    char *history; /* "4 bounces since 2026-10-02, attempt 1 of 4 handed over 2026-11-18; nothing delivered since" */
} NxAdvice;
void nx_advice_clear(NxAdvice *advice);

/* "answered on 2026-11-12: Out of office": what a sign of life said, and when. Translated, safe to print; caller frees.
 */
char *nx_life_words(const NxLife *life);
/* What has been heard of an address since the decision in `record`: the newest sign of life that counts, another
 * bounce, or that it was nothing. Translated, safe to print; caller frees. */
char *nx_heard_words(NxLedger *ledger, const NxRecord *record);

/* ---- The advisor ------------------------------------------------------------------------------------------------- */

typedef struct NxAdvisor NxAdvisor;
/* Lives on the catalog's thread. All borrowed; `problems` (may be NULL) is told what is wrong in the user's lists. */
NxAdvisor *nx_advisor_new(const NxLibrary *library, const NxJudge *judge, NxCatalog *catalog, NxProblems *problems);
void nx_advisor_free(NxAdvisor *advisor);

/* Takes what the ledger knows into standings and events: `recalls` as nx_ledger_recall gave them for the keys of
 * `addresses`. */
void nx_advisor_apply(NxAdvisor *advisor, const guint32 *addresses, guint n, const GPtrArray *recalls);
/* What the guards count and compare with, beside the catalog: what failed before, what was taken of late, what a person
 * lets through. Read on the ledger's thread, NULL with the error set where it cannot be. */
typedef struct NxBaseline NxBaseline;
NxBaseline *nx_baseline_read(NxLedger *ledger, NxTime now, GError **error);
void nx_baseline_free(NxBaseline *baseline);
/* "3 suppressed addresses: their domain is back; nixie check --suppressed names them"; NULL: none. Translated; caller
 * frees. */
char *nx_baseline_back_words(const NxBaseline *baseline);
/* Takes `baseline` over. */
void nx_advisor_baseline(NxAdvisor *advisor, NxBaseline *baseline);
/* What our resolver has said of a domain since; the baseline brings what the ledger has of all. Run the advisor then.
 */
void nx_advisor_checked(NxAdvisor *advisor, const NxDomainFacts *facts);
/* For commands: recall and baseline of all addresses in one go. `ledger` may be NULL. */
gboolean nx_advisor_recall_all(NxAdvisor *advisor, NxLedger *ledger, NxTime now, GError **error);
/* Works out suggestions and guards of all events, and why the advice on each address is left, as nx_advisor_accept
 * would in bulk (cheap enough to run again after each load or decision). */
void nx_advisor_run(NxAdvisor *advisor);
/* The same in slices, between key presses: begun (anew, if it was under way), then at most `max` rows further; FALSE:
 * all is told. Until then what was told before stands of the rest. */
void nx_advisor_begin(NxAdvisor *advisor);
gboolean nx_advisor_step(NxAdvisor *advisor, guint max);
/* The same of some addresses and their events, where what all together say has not changed. */
void nx_advisor_run_some(NxAdvisor *advisor, const guint32 *addresses, guint n);
/* In words. `report` (of the event's message) and `recall` may be NULL. */
void nx_advisor_explain(NxAdvisor *advisor, guint32 event, const NxReport *report, const NxRecall *recall, NxTime now,
                        NxAdvice *advice);

/* The event whose advice is the address's. A complaint by the recipient stands. Else it is the strongest evidence of
 * the open episode that nothing newer contradicts: a certain word that the address is dead, whatever less certain came
 * after it, but a full mailbox, a delivery or a sign of life; else the newest failure that is no guess; else the
 * newest. G_MAXUINT32 if none counts. */
guint32 nx_advisor_deciding(const NxAdvisor *advisor, guint32 address);

/* ---- From advice to decisions ------------------------------------------------------------------------------------ */

/* What `accept` and `a` in bulk take: `addresses` sorted out by the rule of doc/DESIGN.md 5. What advice had decided is
 * revised by newer, stronger evidence; what a person decided never is, but where it is contradicted it is named. */
typedef struct {
    GArray *taken;                     /* of NxOrder; strings borrowed from catalog and choice */
    GPtrArray *strings;                /* what the orders borrow beside */
    guint revised;                     /* of the taken: advice had decided otherwise */
    guint left[NX_N_LEFTS];            /* not taken, by why */
    guint left_unproven;               /* of the uncertain: they lack nothing but proof of origin */
    guint by_decision[NX_N_DECISIONS]; /* of the taken; NONE: released */
    /* Address numbers, of guint32, that are left, and may be asked for by name: */
    GArray *used_up;      /* paused by advice, and all attempts have bounced: NX_ACCEPT_USED_UP suppresses them */
    GArray *revived;      /* suppressed by advice, and mail went through since: NX_ACCEPT_RELEASE gives them back */
    GArray *contradicted; /* decided by a person, and what has come since speaks against it */
} NxChoice;
typedef enum {
    NX_ACCEPT_ONE = 0, /* the operator has seen it: whatever the confidence */
    NX_ACCEPT_IN_BULK = 1 << 0,
    NX_ACCEPT_USED_UP = 1 << 1,
    NX_ACCEPT_RELEASE = 1 << 2,
} NxAccept;
NxChoice *nx_advisor_accept(NxAdvisor *advisor, const guint32 *addresses, guint n, NxAccept how, NxTime now);
/* "ann@isp.example: ignored by anna 2026-11-02; 2026-11-20 550 5.1.1 User unknown": both sides of a contradiction, or
 * of what stands suppressed though mail went through. `record` may be NULL. Translated, safe to print; caller frees. */
char *nx_contradiction_words(const NxAdvisor *advisor, guint32 address, const NxRecord *record);
/* Likewise from what the ledger alone knows, `how` says what is asked for: plans that are used up, suppressions that
 * mail has gone through since. `records` (NxRecord *) are what stands everywhere; the choice borrows from them, and has
 * no numbers of addresses. */
NxChoice *nx_choice_of_records(const NxLibrary *library, const GPtrArray *records, NxAccept how);
/* Both sides where what has come since speaks against what stands, whoever decided; NULL: nothing does. `history`
 * (NxSighting *, newest first) is all that the ledger has counted of the address. Translated, safe to print; caller
 * frees. */
char *nx_record_contradiction(const NxRecord *record, const GPtrArray *history);
/* Orders that decide `decision` on `addresses`; protected ones are left out in bulk. */
NxChoice *nx_advisor_decide(NxAdvisor *advisor, const guint32 *addresses, guint n, NxDecision decision,
                            gboolean in_bulk, NxTime now);
/* The order for an address that may be in no catalog (`nixie retry ADDRESS`): dates and attempts from what the ledger
 * knows. `recall` may be NULL. Strings go to `strings` (owned by the caller, free func g_free). */
void nx_advise_order(const NxLibrary *library, const NxRecall *recall, const char *key, const char *spelling,
                     NxDecision decision, NxTime now, NxOrder *order, GPtrArray *strings);
void nx_choice_free(NxChoice *choice);
guint nx_choice_n_left(const NxChoice *choice);
/* "left 12: 9 not certain (set [own] in nixie.conf), 3 to be reviewed"; NULL if nothing was left. Translated. Caller
 * frees. */
char *nx_choice_left(const NxChoice *choice, const NxLibrary *library);

/* ---- Alarms ------------------------------------------------------------------------------------------------------ */
/* The guards MASS and RESOLVER speak because of a source, which has a name: "provider:google", "domain:corp.example"
 * (the recipients', as registered), "mta:host.example" (the domain of the host that answered), "reporting:mx.example"
 * (a reporting host that answered itself), "all" (everything together), "resolver" (unknown hosts). */

#define NX_ALARM_SAMPLE 20
typedef struct {
    char *source;
    char *text;       /* "300 newly dead addresses within 24 h, usual are 11 at most"; translated */
    guint held;       /* undecided addresses that it keeps from being suppressed */
    GArray *sample;   /* guint32 event numbers: up to NX_ALARM_SAMPLE of these, from the first to the last */
    GPtrArray *taken; /* NxTaken *, the baseline's: what was taken from that source in 72 h, before or beside it */
} NxAlarm;
/* The sources because of which `addresses` are held, or of which some were taken before; those that hold most first.
 * Elements NxAlarm *; the array owns them, and lasts no longer than the baseline. */
GPtrArray *nx_advisor_alarms(NxAdvisor *advisor, const guint32 *addresses, guint n, NxTime now);
/* That of a source, or NULL. Borrowed. */
const NxAlarm *nx_alarms_find(const GPtrArray *alarms, const char *source);
/* Their sources, joined by `between`. Caller frees. */
char *nx_alarms_names(const GPtrArray *alarms, const char *between);
/* A line each, translated, safe to print; caller frees: "provider:google: 300 newly dead ...; 286 are held back",
 * "5.1.1 ann@corp.example  550 5.1.1 User unknown", "suppressed by advice 2026-11-21 12:00: ann@corp.example". */
char *nx_alarm_line(const NxAlarm *alarm);
char *nx_alarm_event(const NxCatalog *catalog, guint32 event);
char *nx_alarm_taken(const NxTaken *taken);
/* Lets a source through for a day from head->at on, as an act of that name. */
gboolean nx_advise_allow(NxLedger *ledger, const NxActHead *head, const char *source, GError **error);
/* Takes back, as one act, what was suppressed by advice of a source in the 72 h before head->at, but not what was let
 * through because of another source. NX_ERROR_NOTHING if that is nothing. */
gboolean nx_advise_take_back(NxLedger *ledger, const NxActHead *head, const char *source, guint *restored,
                             GError **error);

/* What an undecided address would export: a record made from one of its events and the advice on it. Caller frees. */
NxRecord *nx_record_from_event(const NxCatalog *catalog, guint32 event);

G_END_DECLS
