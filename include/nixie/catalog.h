/* The catalog. All events of all opened mailboxes in one table; sorted, limited, grouped, counted.
 *
 * One thread owns the catalog (the main loop's). Workers read and judge messages and hand over immutable batches; the
 * owner takes them in. Events and addresses are numbered from 0 in the order they came and never move or go, so a
 * number stays good while the catalog lives. Sorting and limiting work on arrays of those numbers. */
#pragma once
#include <nixie/mailbox.h>
#include <nixie/verdict.h>

G_BEGIN_DECLS

typedef enum {
    NX_DECISION_NONE,
    NX_DECISION_SUPPRESS,
    NX_DECISION_RETRY,
    NX_DECISION_HOLD,
    NX_DECISION_IGNORE,
    NX_N_DECISIONS
} NxDecision;
const char *nx_decision_name(NxDecision decision); /* "suppress"; NULL for none */
const char *
nx_decision_state(NxDecision decision); /* as in is: and exports: "suppressed", "paused", "held", "ignored" */
gboolean nx_decision_parse(const char *name, NxDecision *decision);

/* Why the advice on an address is left where advice is taken in bulk (doc/DESIGN.md 5). advise works it out; `accept`,
 * limits, groups and the screen tell it. A row is all that is known of one: id, name, and its words behind a count. */
#define NX_LEFTS(X)                                                                                                    \
    X(UNCERTAIN, "not-certain", N_("not certain"))                                                                     \
    X(REVIEW, "review", N_("to be reviewed"))                                                                          \
    X(GUARDED, "guard", N_("held back by a guard"))                                                                    \
    X(PROTECTED, "protected", N_("protected"))                                                                         \
    X(DECIDED, "decided", N_("decided already"))                                                                       \
    X(USED_UP, "used-up", N_("with a plan that is used up"))                                                           \
    X(REVIVED, "revived", N_("suppressed though mail went through since"))                                             \
    X(CONTRADICTED, "contradicted", N_("decided by hand and contradicted since"))                                      \
    X(ENDED, "ended", N_("whose suppression has ended"))                                                               \
    X(NOBODY, "nobody", N_("without anything to decide"))
#define NX_LEFT_ID(id, name, words) NX_LEFT_##id,
typedef enum { NX_LEFT_NOT, NX_LEFTS(NX_LEFT_ID) NX_N_LEFTS } NxLeft; /* NOT: the advice is taken */
const char *nx_left_name(NxLeft left);                                /* in limits: "not-certain"; NULL for NOT */
const char *nx_left_words(NxLeft left);                               /* untranslated; "taken as advised" for NOT */

#define NX_NOBODY G_MAXUINT32 /* address number of an event without a key */

/* One recipient of one message. Strings are the catalog's, most of them shared; NULL where not known. There may be a
 * million of these: small values are bits. */
typedef struct {
    guint32 mailbox; /* number of its mailbox */
    guint32 ordinal; /* 0-based within its message */
    NxPlace place;
    guint32 address; /* number of its address, or NX_NOBODY */
    guint32 next;    /* next event of the same address in the order they came, G_MAXUINT32 at the end */
    NxTime arrived;
    NxKind kind : 8;
    NxOrigin origin : 4;
    NxProof proof : 4;
    NxSource source : 4;
    NxAction action : 8;
    guint counted : 1;  /* a failure or complaint that is no repeat (event key, 24 h): counts in history */
    guint fresh : 1;    /* the ledger did not know it when it was recalled */
    guint gone : 1;     /* its message is no longer in its mailbox; what was read of it stands */
    guint departed : 1; /* an automatic answer says that nobody is there any more */
    NxVerdict verdict;
    const guint8 *sha256; /* 32 bytes, of the message: a copy in another mailbox is the same message */
    const char *key;      /* event key, NULL without an address */
    const char *recipient, *original_recipient, *final_recipient;
    const char *const *aliases;        /* ends with NULL, never NULL */
    const char *diagnostic, *evidence; /* evidence: the words that decided */
    const char *reporting_mta, *remote_mta, *mailer, *provider, *domain, *layout;
    const char *message_id, *subject; /* the bounce's own Message-ID and Subject */
    const char *feedback_type;
    NxTime away_until;       /* of an automatic answer */
    const char *new_address; /* likewise */
    const char *original_message_id, *original_subject, *original_from, *list_id, *stream, *envelope_id;
    NxTime last_attempt, will_retry_until, arrival_date;
    const char *final_log_id, *diagnostic_type, *return_path;
    const char *const *cut; /* names of what is left out of the report (NxCut); ends with NULL, never NULL */
} NxEvent;

/* What advise and the screen have set on an address or an event; the catalog only stores it for limits and sorting. */
typedef struct {
    NxDecision decision : 8;
    NxPlan plan : 8;        /* of a retry */
    guint attempt_sent : 1; /* that attempt was handed over for sending */
    guint handed_over : 1;  /* the decision has been exported to some target */
    guint is_protected : 1;
    guint by_advice : 1;    /* advice was taken: newer, stronger evidence revises it; else a person's, which stands */
    guint contradicted : 1; /* what has happened speaks against what is decided */
    guint pending : 1;      /* decided on the screen and not yet on disk */
    guint undone_here : 1;  /* free for the screen */
    guint has_note : 1;
    NxLeft left : 8;         /* why its advice is not taken in bulk */
    NxClass klass : 8;       /* of the evidence that the decision was made on */
    guint attempt, attempts; /* of a retry, 0 none */
    guint seen;              /* counted events, ledger and catalog together */
    guint episodes;          /* runs of them that no sign of life parts, the last one included */
    NxTime since;            /* of the decision */
    NxTime not_before;       /* of a retry */
    NxTime attempt_sent_at;
    NxTime until;     /* of a suppression that ends by itself; of no decision, when one ended so */
    NxTime delivered; /* the newest sign of life: soft history before it is closed */
    NxTime first_seen, last_seen;
} NxStanding;

/* What advise says of one event; doc/DESIGN.md 5. */
typedef struct {
    NxAdviceKind kind;
    NxConfidence confidence;   /* the verdict's, perhaps lowered */
    NxDoubt doubts;            /* the verdict's and advise's */
    guint16 attempt, attempts; /* of a retry: which of how many */
    NxTime not_before;         /* of a retry, else unknown */
} NxSuggestion;

/* Where a retry stands; the one place that says what "paused", "due" and "recovered" mean. */
typedef enum {
    NX_PHASE_NONE,      /* no retry */
    NX_PHASE_PAUSED,    /* not before its date; without a date (plan used up) until something else is decided */
    NX_PHASE_DUE,       /* the date is past, the attempt not handed over */
    NX_PHASE_SENT,      /* handed over, waiting for `settle` */
    NX_PHASE_RECOVERED, /* no bounce within `settle` */
    NX_N_PHASES
} NxPhase;
NxPhase nx_retry_phase(NxDecision decision, NxTime not_before, gboolean sent, NxTime sent_at, NxTime settle,
                       NxTime now);

/* What an operator decides about. */
typedef struct {
    const char *key, *spelling, *domain;
    guint32 first_event; /* see NxEvent.next */
    guint32 last_event;
    guint32 n_events;
    gboolean tagged;
    guint8 check_reason; /* NxCheckReason: what checks say of it, set by advise for limits and groups */
    guint16 check_notes; /* NxCheckNotes */
    NxStanding standing;
} NxAddress;

typedef struct NxCatalog NxCatalog;
NxCatalog *nx_catalog_new(void);
void nx_catalog_free(NxCatalog *catalog);

guint nx_catalog_n_mailboxes(const NxCatalog *catalog);
NxMailbox *nx_catalog_mailbox(const NxCatalog *catalog, guint number); /* borrowed */
guint nx_catalog_n_messages(const NxCatalog *catalog);
guint nx_catalog_n_events(const NxCatalog *catalog);
guint nx_catalog_n_addresses(const NxCatalog *catalog);
guint nx_catalog_n_nameless(const NxCatalog *catalog); /* messages that name nobody */
const NxEvent *nx_catalog_event(const NxCatalog *catalog, guint32 event);
const char *nx_event_mta(const NxEvent *event); /* the remote MTA, else the reporting one, else NULL */
/* In lists: the class, but "delay" for what is still being tried, which is no failure. Never translated. */
const char *nx_event_class_word(const NxEvent *event);
const NxSuggestion *nx_catalog_suggestion(const NxCatalog *catalog, guint32 event);
NxAddress *nx_catalog_address(NxCatalog *catalog, guint32 address);
guint32 nx_catalog_find(const NxCatalog *catalog, const char *key); /* address number, or NX_NOBODY */
void nx_catalog_suggest(NxCatalog *catalog, guint32 event, const NxSuggestion *suggestion);
/* What the ledger knows of the event: the arrival first recorded, whether it counts, whether it is new. */
void nx_catalog_recalled(NxCatalog *catalog, guint32 event, NxTime arrived, gboolean counted, gboolean fresh);
/* How often that was another arrival or count than before. */
guint64 nx_catalog_recounts(const NxCatalog *catalog);
/* How many events were decided by the same rule or table for the same reason, of the same provider, the event itself
 * among them, with `words` (NULL: any) in the diagnostic. Looks at every event. */
typedef struct {
    guint n, undecided; /* events; of them, those whose address nothing is decided about */
    NxTime since;       /* arrival of the first */
} NxAlike;
void nx_catalog_alike(NxCatalog *catalog, guint32 event, const char *words, NxAlike *alike);
/* Id of a row: message id, 0x1f, ordinal; and back (G_MAXUINT32: not here). Caller frees. */
char *nx_catalog_row_id(const NxCatalog *catalog, guint32 event);
guint32 nx_catalog_find_row(const NxCatalog *catalog, const char *row_id);
/* Counts every change of standing, tag or suggestion that was told to it: limits know when they are stale. */
void nx_catalog_touch(NxCatalog *catalog);
guint64 nx_catalog_generation(const NxCatalog *catalog);

/* Is an event that arrived at `later` the same as one with the same event key at `earlier`, from another message? (24
 * h) */
gboolean nx_is_repeat(NxTime earlier, NxTime later);

/* An owned copy of one counted event, to hand to another thread and as the ledger keeps it. */
typedef struct {
    char *key, *spelling, *domain; /* of the address */
    char *event_key;
    char *place_id; /* nx_mailbox_message_id */
    guint8 sha256[32];
    NxTime arrived;
    NxReason reason;
    NxClass klass;
    NxPlan plan;
    NxConfidence confidence; /* of the verdict, before history and guards */
    NxAdviceKind advice;     /* likewise */
    NxStatus status;
    guint reply_code;
    char *provider, *reporting_mta, *remote_mta, *feedback_type, *diagnostic, *rule, *evidence, *file;
    char *original_message_id; /* of the mail that came back; NULL: not known */
} NxSighting;
void nx_sighting_free(NxSighting *sighting);
/* The counted events from number `from` up to before `to`. Elements NxSighting *; the array owns them. */
GPtrArray *nx_catalog_sightings(const NxCatalog *catalog, guint32 from, guint32 to);
/* Of these, those of an address, put behind what stands in the array. */
void nx_catalog_add_sightings(const NxCatalog *catalog, guint32 address, guint32 from, guint32 to,
                              GPtrArray *sightings);

/* What shows that mail reaches an address. */
typedef enum {
    NX_LIFE_TOLD,      /* a person says so: `nixie delivered ADDRESS` */
    NX_LIFE_LOG,       /* a log: a host of the recipient's took it, no relay or filter of ours */
    NX_LIFE_DELIVERED, /* a DSN with `Action: delivered` (RFC 3464 2.3.3), never relayed or expanded */
    NX_LIFE_ANSWER,    /* an automatic answer from the address, or a receipt (RFC 3834, RFC 8098) */
    NX_LIFE_SILENCE,   /* an attempt was made, and nothing came back in time */
    NX_N_LIVES
} NxLifeKind;
const char *nx_life_name(NxLifeKind kind); /* "answer" */
gboolean nx_life_parse(const char *name, NxLifeKind *kind);
typedef struct {
    char *key; /* of the address */
    NxLifeKind kind;
    NxTime at;
    char *event_key;    /* as nx_report_event_key has it of a bounce of the same message; NULL: not known */
    char *source;       /* the host that took it; NULL: not known */
    char *text;         /* the subject of an answer, or NULL */
    NxTime away_until;  /* unknown where the answer does not say */
    char *place_id;     /* of the message it was read from; NULL: none */
    guint8 sha256[32];  /* of that message */
    gboolean is_void;   /* as the ledger has it: a bounce of that same message came later */
    gboolean is_undone; /* ... and the act that told it was taken back */
} NxLife;
void nx_life_free(NxLife *life);
/* Does the event say that its address is alive? */
gboolean nx_event_is_life(const NxEvent *event);
/* The signs of life among the events from number `from` up to before `to`. Elements NxLife *; the array owns them. */
GPtrArray *nx_catalog_lives(const NxCatalog *catalog, guint32 from, guint32 to);
void nx_catalog_add_lives(const NxCatalog *catalog, guint32 address, guint32 from, guint32 to, GPtrArray *lives);

/* ---- Loading ----------------------------------------------------------------------------------------------------- */
typedef struct NxLoad NxLoad;
typedef void (*NxWake)(gpointer user); /* called from worker threads: something can be taken */

typedef struct {
    guint messages, events; /* taken so far */
    double share;           /* 0 to 1 of the bytes or files */
    guint changed;          /* rows, so far, of a mailbox that others changed: at another place, other bytes, gone */
    guint32 renewed_from;   /* the lowest event that got other bytes by the refresh; G_MAXUINT32: none */
    gboolean done;
    gboolean stopped;
} NxProgress;

/* Opens `paths` and reads them on `threads` workers (0: one per processor). What cannot be opened or read is said in
 * `problems`, a line each. Everything borrowed must outlive the load. `now` is the clock for arrivals. */
NxLoad *nx_load_start(NxCatalog *catalog, const char *const *paths, const NxReader *reader, const NxJudge *judge,
                      NxTime now, guint threads, NxProblems *problems, NxWake wake, gpointer user);
/* The same for mailboxes that stay open while others write to them: see nx_mailbox_follow. */
NxLoad *nx_load_follow(NxCatalog *catalog, const char *const *paths, const NxReader *reader, const NxJudge *judge,
                       NxTime now, guint threads, NxProblems *problems, NxWake wake, gpointer user);
/* Takes in finished batches, in the order of the mailboxes, at most `max` events (0: all there are). TRUE while more
 * may come. */
gboolean nx_load_take(NxLoad *load, guint max);
/* Waits until there is something to take or all is done, and takes it; for commands. TRUE while more may come. */
gboolean nx_load_wait(NxLoad *load);
void nx_load_progress(const NxLoad *load, NxProgress *progress);
void nx_load_stop(NxLoad *load); /* what was taken stands */
/* Looks at what has come and gone in what is loaded and reads it: rows of messages that moved in their mailbox are
 * found again, those of messages that went are marked. FALSE while something is read. */
gboolean nx_load_refresh(NxLoad *load, NxTime now);
gboolean nx_load_is_reading(const NxLoad *load); /* ... and is no longer just looking */
/* What became of mailboxes that were written anew, in a line for people; NULL: nothing. Caller frees. */
char *nx_load_take_words(NxLoad *load);
void nx_load_free(NxLoad *load);

/* ---- Limits (doc/DESIGN.md 7) ------------------------------------------------------------------------------------ */
typedef struct NxQuery NxQuery; /* immutable */
/* NX_ERROR_SYNTAX with "column N: ..."; `column` (may be NULL) gets N, 1-based in characters. "" matches all. */
NxQuery *nx_query_parse(const char *text, guint *column, GError **error);
void nx_query_free(NxQuery *query);

/* All that is known of a row or of a ledger record, for its fields (nixie/event_field.h); borrowed. */
typedef struct {
    const NxEvent *event; /* this and the next two: NULL for a ledger record */
    const NxSuggestion *suggestion;
    NxMailbox *mailbox;
    const NxStanding *standing; /* may be NULL */
    gboolean tagged;
    const char *recipient, *domain, *provider, *cause, *diagnostic, *note;
    NxReason reason;
    NxClass klass;
    NxStatus status;
    guint reply_code;
    NxTime arrived;
    guint8 check_reason; /* as NxAddress has them */
    guint16 check_notes;
} NxFacts;
void nx_catalog_facts(const NxCatalog *catalog, guint32 event, NxFacts *facts);
/* A field that is not known matches only "-". */
gboolean nx_query_match(const NxQuery *query, const NxFacts *facts, NxTime settle, NxTime now);
gboolean nx_query_needs_ledger(const NxQuery *query);
/* What can stand at the end of `text`: fields, or values of a field (those of the catalog, the commonest first). Whole
 * words; caller owns. */
char **nx_query_complete(const NxCatalog *catalog, const char *text);

/* ---- Sorting and lists ------------------------------------------------------------------------------------------- */
typedef enum {
    NX_SORT_ARRIVAL,
    NX_SORT_PLACE,
    NX_SORT_ADDRESS,
    NX_SORT_DOMAIN,
    NX_SORT_STATUS,
    NX_SORT_CLASS,
    NX_SORT_REASON,
    NX_SORT_MTA,
    NX_SORT_SEEN,
    NX_N_SORTS
} NxSort;
const char *nx_sort_name(NxSort sort);
gboolean nx_sort_parse(const char *name, NxSort *sort);
/* A list made in two parts. First its rows, in slices between key presses on the catalog's thread: the events from
 * number `from` up to those there were at the start that `query` (borrowed, may be NULL) lets through. Then their
 * order, ties by place, on any thread, which looks at nothing of the catalog that may change. */
typedef struct {
    const NxQuery *query;
    NxSort sort;
    gboolean reverse;
    NxTime settle, now;
    gboolean (*keeps)(gpointer user, guint32 event); /* what else is asked of a row; NULL: nothing */
    gpointer user;
} NxListSpec;
typedef struct NxListJob NxListJob;
NxListJob *nx_list_job_new(const NxCatalog *catalog, const NxListSpec *spec, guint32 from);
NxListJob *nx_list_job_ref(NxListJob *job);
void nx_list_job_unref(NxListJob *job);
gboolean nx_list_job_step(NxListJob *job, guint max_rows); /* FALSE: all rows were looked at */
guint nx_list_job_count(const NxListJob *job);             /* rows so far; not once they are being sorted */
void nx_list_job_sort(NxListJob *job); /* behind the last step; once, whoever calls it again waits */
void nx_list_job_stop(NxListJob *job); /* nobody wants the order any more: sorting leaves off */
/* The list (guint32 event numbers), which is sorted now if it was not; *end the number it reached (may be NULL),
 * *generation that of the start (may be NULL). Caller unrefs. */
GArray *nx_list_job_take(NxListJob *job, guint32 *end, guint64 *generation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxListJob, nx_list_job_unref)
/* All in one go; for commands and tests. Caller unrefs. */
GArray *nx_catalog_list(const NxCatalog *catalog, const NxListSpec *spec);
/* Merges `more` (sorted by the same spec) into `list`. */
void nx_list_merge(const NxCatalog *catalog, const NxListSpec *spec, GArray *list, const GArray *more);
/* The addresses (guint32) of a list of events, each once, in the order of the list; nobodies are left out and counted
 * in *nobody (may be NULL). Caller unrefs. */
GArray *nx_catalog_addresses(const NxCatalog *catalog, const GArray *events, guint *nobody);

/* ---- Groups ------------------------------------------------------------------------------------------------------ */
typedef enum {
    NX_BY_DOMAIN,
    NX_BY_STATUS,
    NX_BY_REASON,
    NX_BY_CLASS,
    NX_BY_PROVIDER,
    NX_BY_MTA,
    NX_BY_MAILER,
    NX_BY_DAY,
    NX_BY_STREAM,
    NX_BY_ADVISED, /* these two as advise has set them */
    NX_BY_LEFT,
    NX_BY_CHECK,
    NX_BY_HOUR, /* days and these two in local time */
    NX_BY_WEEK, /* ISO 8601: "2026-W47" */
    NX_N_BYS
} NxBy;
const char *nx_by_name(NxBy by); /* "domain", as --by takes it */
gboolean nx_by_parse(const char *name, NxBy *by);
gboolean nx_by_is_time(NxBy by); /* their order is that of their names */
/* What the event is grouped under; never NULL ("-" where not known). Borrowed from the catalog, days too. */
const char *nx_event_group(NxCatalog *catalog, guint32 event, NxBy by);

#define NX_SPARK_DAYS 14 /* parts of the span of what is charted */
typedef struct {
    const char *name;
    guint events; /* counted or not, as in the list */
    guint classes[NX_N_CLASSES];
    guint reasons[NX_N_REASONS];
    guint addresses;         /* distinct */
    guint undecided;         /* addresses without a decision */
    guint lefts[NX_N_LEFTS]; /* of these: why the advice is left in bulk; NX_LEFT_NOT: it is taken */
    guint tagged;            /* addresses */
    GArray *list;            /* guint32 event numbers in the order of the list grouped; owned by the group */
} NxGroup;
/* Groups of `list` (event numbers), largest first, ties by name. Elements NxGroup *; the array owns them. */
GPtrArray *nx_catalog_group(NxCatalog *catalog, const GArray *list, NxBy by);
/* Puts groups in the order of time, with empty ones where nothing came between two of them; what has no time comes
 * first. Where that would be too many, none. */
void nx_groups_line_up(NxCatalog *catalog, GPtrArray *groups, NxBy by);
/* The pattern worth acting on, as a translated sentence, or NULL. Caller frees. */
char *nx_groups_hint(const GPtrArray *groups, NxBy by);

G_END_DECLS
