/* The ledger. Decisions, history, attempts, undo, hand-overs; durable in SQLite.
 *
 * What is decided about is an address, by its key, or a whole domain, whose key is "@domain". One decision stands on a
 * key everywhere, and one in each scope, a list or stream; what stands everywhere holds in every scope, too. Retries
 * stand everywhere, for attempts are an address's. The ledger never sees a catalog, only values: the screen runs it on
 * a thread of its own, commands call it directly.
 *
 * A ledger belongs to one thread at a time. Every call that writes is one transaction: when it returns TRUE the work is
 * on disk. Two programs may use one ledger; a writer waits at most 5 s for the other. Reading never creates one. */
#pragma once
#include <nixie/catalog.h>
#include <nixie/check_result.h>

G_BEGIN_DECLS

typedef struct NxLedger NxLedger;

typedef enum { NX_LEDGER_READ, NX_LEDGER_WRITE } NxLedgerMode;
/* NX_LEDGER_READ: a missing file is an empty ledger. NX_LEDGER_WRITE makes folder (0700) and file (0600) and brings an
 * older schema up to date; a newer one is NX_ERROR_LEDGER. */
NxLedger *nx_ledger_open(const char *path, NxLedgerMode mode, GError **error);
void nx_ledger_close(NxLedger *ledger);

/* What stands of one address. Strings are owned by the record. */
typedef struct {
    char *key, *spelling;
    NxDecision decision;
    NxTime since;       /* of the decision */
    char *actor;        /* "anna"; by whom */
    char *act;          /* "suppress", "accept", "import" ... the act that set it */
    gboolean by_advice; /* advice was taken: newer, stronger evidence revises it; else a person's, which stands */
    NxTime until;       /* suppress: it ends by itself then; none: a suppression ended then; unknown: never */
    NxTime not_before;  /* retry: do not mail before */
    NxPlan plan;
    guint attempt, attempts; /* retry: the next send is attempt n of m */
    gboolean attempt_sent;   /* retry: that attempt was handed over by `due --target` */
    NxTime attempt_sent_at;
    char *cause;     /* hold: "provider/reason" */
    char *scope;     /* list or stream that the decision holds for, NULL: everywhere */
    NxReason reason; /* of the evidence */
    NxClass klass;
    NxStatus status;
    guint reply_code;
    char *diagnostic; /* of the evidence */
    char *rule, *evidence, *provider;
    char *note;
    char *file, *place_id;     /* message it came from */
    char *original_message_id; /* of the mail that came back; NULL: not known */
    gboolean is_purged; /* nobody can read whose it is: key and spelling are NULL, or those that were asked for */
    gboolean handed_over;
    gboolean is_protected; /* by `nixie protect` */
    guint seen;            /* counted events */
    guint episodes;        /* runs of them that no sign of life parts, the last one included */
    NxTime first_seen, last_seen;
    NxTime delivered; /* the newest sign of life that counts */
} NxRecord;
void nx_record_free(NxRecord *record);

/* The record of a key, NULL if the ledger knows nothing of it (error unset). Caller frees. */
NxRecord *nx_ledger_record(NxLedger *ledger, const char *key, GError **error);
/* All records that a decision stands on everywhere (NX_DECISION_NONE: any decision), by key. Elements NxRecord *; the
 * array owns them. Purged ones are not among these lists. */
GPtrArray *nx_ledger_records(NxLedger *ledger, NxDecision decision, GError **error);
/* Gives `take` what decides whether somebody is left out of a mailing, of all that a decision stands on everywhere, in
 * no order: key, decision, since, until, by_advice, reason, klass and the dates of a retry; the rest is not set. Purged
 * ones are not among them. */
typedef void (*NxRecordFunc)(const NxRecord *record, gpointer user);
gboolean nx_ledger_each(NxLedger *ledger, NxRecordFunc take, gpointer user, GError **error);
/* As nx_ledger_records, those that a decision stands on in that scope alone; NULL: in any, by key and scope. */
GPtrArray *nx_ledger_scoped_records(NxLedger *ledger, NxDecision decision, const char *scope, GError **error);
/* What stands on one key in scopes, by scope, also where it was purged. */
GPtrArray *nx_ledger_scopes(NxLedger *ledger, const char *key, GError **error);

/* Where it stands in its plan of retries. */
NxPhase nx_record_phase(const NxRecord *record, NxTime settle, NxTime now);
/* What a catalog is told of it: `facts` borrow from record and standing. */
void nx_record_facts(const NxRecord *record, NxStanding *standing, NxFacts *facts);

/* The records of those that `nixie protect` protects, by key. Elements NxRecord *; the array owns them. */
GPtrArray *nx_ledger_protected(NxLedger *ledger, GError **error);

/* Counted events of an address, newest first. Elements NxSighting *; the array owns them. */
GPtrArray *nx_ledger_history(NxLedger *ledger, const char *key, GError **error);

/* Signs of life of an address, newest first, those too that are void or were taken back. Elements NxLife *; the array
 * owns them. */
GPtrArray *nx_ledger_lives(NxLedger *ledger, const char *key, GError **error);

/* All that is known of some addresses, in one pass. */
typedef struct {
    NxRecord *record;     /* NULL: no decision, note, protection, sign of life */
    GPtrArray *sightings; /* NxSighting *, newest first */
    NxLife *life;         /* the newest that counts, or NULL */
} NxRecall;
void nx_recall_free(NxRecall *recall);
/* One element for each of `keys`, in their order: NxRecall *, or NULL where nothing is known. */
GPtrArray *nx_ledger_recall(NxLedger *ledger, const char *const *keys, guint n, GError **error);

/* ---- For the guards ---------------------------------------------------------------------------------------------- */
/* Sightings since a time with one status. Elements NxSighting *. */
GPtrArray *nx_ledger_recent(NxLedger *ledger, NxStatus status, NxTime since, GError **error);

/* A counted failure, as far as guards ask. Borrowed; NULL where not known. */
typedef struct {
    NxTime arrived;
    NxClass klass;
    NxReason reason;
    const guint8 *sha256; /* 32 bytes, of its message */
    const char *key, *provider, *reporting_mta;
    const char *remote_mta; /* NULL: the reporting one said it itself; "": nobody wrote down who did */
} NxFailure;
typedef void (*NxFailureFunc)(const NxFailure *failure, gpointer user);
/* Gives `take` the failures since a time, in the order of their arrival. */
gboolean nx_ledger_failures(NxLedger *ledger, NxTime since, NxFailureFunc take, gpointer user, GError **error);

/* An address that stands suppressed because its advice was taken. */
typedef struct {
    char *key, *spelling;
    gint64 act; /* that took it */
    NxTime at;
    NxFailure failure; /* that the advice was about; its strings are owned, sha256 is NULL */
} NxTaken;
void nx_taken_free(NxTaken *taken);
/* Those that were taken since a time, by key. Elements NxTaken *; the array owns them. */
GPtrArray *nx_ledger_taken(NxLedger *ledger, NxTime since, GError **error);

/* What a person has let through though a guard speaks. */
typedef struct {
    char *source; /* name, as advise has it */
    NxTime until;
} NxLift;
void nx_lift_free(NxLift *lift);
/* Those that stand at a time and were not undone. Elements NxLift *; the array owns them. */
GPtrArray *nx_ledger_lifts(NxLedger *ledger, NxTime now, GError **error);

/* ---- Checks of domains ------------------------------------------------------------------------------------------- */
/* What our resolver last said of `domains`, or, NULL, of all there are, by name. Elements NxDomainFacts *, all cached;
 * the array owns them. */
GPtrArray *nx_ledger_domains(NxLedger *ledger, const char *const *domains, guint n, GError **error);
/* Keeps the answers that have a side (elements NxDomainFacts *; cached ones are kept already), unless a newer one is
 * there, and sets since and confirmations in them. */
gboolean nx_ledger_record_domains(NxLedger *ledger, const GPtrArray *facts, GError **error);
/* Who is suppressed because of its domain (hostunknown, notaccept), which has answered on two days or more since, by
 * key. Elements NxRecord *; the array owns them. */
GPtrArray *nx_ledger_back(NxLedger *ledger, GError **error);
/* Domains of which mail has reached more than so many addresses. A set that owns its strings. */
GHashTable *nx_ledger_familiar_domains(NxLedger *ledger, guint addresses, GError **error);

/* ---- Questions to mail servers ----------------------------------------------------------------------------------- */

/* May it be asked, after those of the last day (elements NxProbe *, the newest last)? Called within the transaction. */
typedef gboolean (*NxMayProbe)(const GPtrArray *last_day, const NxProbe *wanted, gpointer user);
/* Notes that a question is on its way, if `may` says so, so that limits hold for all programs: *begun. The address is
 * noted where the ledger knows it, or where `keep`. */
gboolean nx_ledger_begin_probe(NxLedger *ledger, NxProbe *probe, gboolean keep, NxMayProbe may, gpointer user,
                               gboolean *begun, GError **error);
/* Notes what came of it. */
gboolean nx_ledger_end_probe(NxLedger *ledger, const NxProbe *probe, GError **error);
/* Those that began after a time, the oldest first. Elements NxProbe *; the array owns them. */
GPtrArray *nx_ledger_probes(NxLedger *ledger, NxTime since, GError **error);
/* What is known of a domain's taking any name, asked after a time. */
gboolean nx_ledger_accepts_all(NxLedger *ledger, const char *domain, NxTime since, NxAcceptsAll *accepts_all,
                               GError **error);

/* ---- Acts -------------------------------------------------------------------------------------------------------- */
/* What is to be decided about one address. Borrowed strings. */
typedef struct {
    const char *key, *spelling;
    NxDecision decision; /* NONE: forget */
    gboolean by_advice;
    NxTime not_before;
    NxTime until; /* of a suppression; unknown: it never ends by itself */
    NxPlan plan;
    guint attempt, attempts;
    const char *cause; /* NULL strings leave what is there */
    const char *note;
    NxReason reason;
    NxClass klass;
    NxStatus status;
    guint reply_code;
    const char *provider, *diagnostic, *rule, *evidence, *file, *place_id, *original_message_id;
    const char *scope;                       /* NULL: everywhere; not of a retry */
    NxTime sent_at;                          /* of a retry: its attempt was handed over then, elsewhere */
    NxTime since;                            /* decided elsewhere and earlier; unknown: now */
    guint seen;                              /* counted events that were told elsewhere, and their first and last */
    NxTime first_seen, last_seen, delivered; /* unknown: nothing is told */
} NxOrder;

typedef struct {
    const char *name;    /* "suppress", "accept", "import", "release", "forget", "note", "protect", "allow" ... */
    const char *actor;   /* login name */
    const char *session; /* id of this run */
    const char *scope;   /* list or stream that all of it is about, or NULL; of a hand-over, the target */
    NxTime at;
} NxActHead;

/* One act on any number of addresses: all or none. Orders equal to what stands (decision, not_before, until, cause,
 * note) are left out, unless a person confirms what advice had decided; *changed says how many were not; if none remain
 * there is no act and *act is 0. Both may be NULL. Protected addresses are the caller's to keep out. */
gboolean nx_ledger_decide(NxLedger *ledger, const NxActHead *head, const NxOrder *orders, guint n, guint *changed,
                          gint64 *act, GError **error);
gboolean nx_ledger_note(NxLedger *ledger, const NxActHead *head, const char *key, const char *spelling,
                        const char *note, gint64 *act, GError **error);
/* The same note on many, as one act. *changed (may be NULL) gets how many had another. */
gboolean nx_ledger_note_all(NxLedger *ledger, const NxActHead *head, const char *const *keys,
                            const char *const *spellings, guint n, const char *note, guint *changed, gint64 *act,
                            GError **error);
gboolean nx_ledger_protect(NxLedger *ledger, const NxActHead *head, const char *const *keys,
                           const char *const *spellings, guint n, gboolean on, gint64 *act, GError **error);
/* Lets what comes from `source` through until a time. *act may be NULL. */
gboolean nx_ledger_lift(NxLedger *ledger, const NxActHead *head, const char *source, NxTime until, gint64 *act,
                        GError **error);
/* Records sightings in one transaction, leaving out those whose message (place id or hash) it knows, and repeats. A
 * bounce is the proof of an attempt: a retry whose address bounced again after its date, or after its attempt was
 * handed over, goes to the next attempt from that bounce, or is marked used up (attempt > attempts); bounces inside one
 * step count once. A retry that has settled is closed. A sign of life is void if a bounce of that same message came
 * later. These moves are journalled and are no acts that undo offers. *added may be NULL. */
gboolean nx_ledger_record_events(NxLedger *ledger, const NxActHead *head, const NxSettings *settings,
                                 const GPtrArray *sightings, guint *added, GError **error);

/* An act as the journal has it. */
typedef struct {
    gint64 number;
    char *name, *actor, *session, *scope;
    NxTime at;
    gint64 undoes;    /* number of the act it takes back, 0 none */
    gboolean undone;  /* taken back by a later act that stands */
    guint n;          /* addresses */
    char *sample;     /* the first address; of a lift, whose act changes none, the source */
    NxDecision after; /* what it set, where it set one thing */
} NxAct;
void nx_act_free(NxAct *act);
/* Newest first, at most `max` (0: all). Elements NxAct *. */
GPtrArray *nx_ledger_log(NxLedger *ledger, guint max, GError **error);
/* How many addresses the acts of a session that stand have decided about, by what they decided; NX_DECISION_NONE: what
 * was released. Notes and protections are none. */
gboolean nx_ledger_session(NxLedger *ledger, const char *session, guint counts[NX_N_DECISIONS], GError **error);
/* The addresses of an act: spelling, before, after. Elements NxChange *. */
typedef struct {
    char *key, *spelling;
    char *scope; /* NULL: everywhere */
    NxDecision before, after;
    NxTime before_not_before, after_not_before;
    char *before_note, *after_note;
    gboolean before_protected, after_protected;
} NxChange;
GPtrArray *nx_ledger_changes(NxLedger *ledger, gint64 act, GError **error);

/* What undo would take back, for asking first: this session's newest standing act, else the user's. Purges, deliveries,
 * hand-overs and the moves of record_events are never offered. NULL with NX_ERROR_NOTHING. */
NxAct *nx_ledger_undo_next(NxLedger *ledger, const NxActHead *head, GError **error);
NxAct *nx_ledger_redo_next(NxLedger *ledger, const NxActHead *head, GError **error);
/* Takes back (or makes again) one act by a compensating entry. Addresses whose decision has changed since keep it and
 * are named in *kept (may be NULL; elements char *, caller unrefs). */
gboolean nx_ledger_undo(NxLedger *ledger, const NxActHead *head, gint64 act, guint *restored, GPtrArray **kept,
                        GError **error);
gboolean nx_ledger_redo(NxLedger *ledger, const NxActHead *head, gint64 act, guint *restored, GPtrArray **kept,
                        GError **error);
/* Takes back, as one act that can be undone, what acts did to the addresses of `taken` (NxTaken *); those decided anew
 * since keep that. *restored may be NULL. */
gboolean nx_ledger_take_back(NxLedger *ledger, const NxActHead *head, const GPtrArray *taken, guint *restored,
                             GError **error);

/* ---- Health ------------------------------------------------------------------------------------------------------ */
/* Looks the whole file over, and what must hold between what is in it. A sentence for each fault, translated; none
 * where it is sound. Elements char *; the array owns them. */
GPtrArray *nx_ledger_check(NxLedger *ledger, GError **error);
/* Copies all that is known, as of one moment, to a new file (0600), which is a ledger; others may write meanwhile.
 * NX_ERROR_REFUSED if the file exists. */
gboolean nx_ledger_backup(NxLedger *ledger, const char *path, GError **error);
/* Gives back the room that deleted rows have left. Sizes are bytes. */
gboolean nx_ledger_compact(NxLedger *ledger, gint64 *before, gint64 *after, GError **error);

/* Deletes the sightings that arrived before a time, for good, and keeps what they were counted as; their messages are
 * not taken in again. *deleted gets how many. */
gboolean nx_ledger_tidy_sightings(NxLedger *ledger, const NxActHead *head, NxTime before, guint *deleted,
                                  GError **error);

/* ---- Ends of a history ------------------------------------------------------------------------------------------- */
/* Blanks an address and its evidence everywhere, also where others' mention it, and keeps the entries. A hash of its
 * key stays with its decision: whoever names it is told of that, decides about it as about any other, and no message
 * brings anything else of it back. */
gboolean nx_ledger_purge(NxLedger *ledger, const NxActHead *head, const char *const *keys, guint n, guint *purged,
                         GError **error);
/* What stands on purged addresses everywhere, and in `scope` (may be NULL). */
typedef struct NxPurged NxPurged;
NxPurged *nx_ledger_purged(NxLedger *ledger, const char *scope, GError **error);
void nx_purged_free(NxPurged *purged);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxPurged, nx_purged_free)
guint nx_purged_count(const NxPurged *purged); /* addresses */
/* The records of `key`, one or two; NULL where it was not purged or nothing stands. Elements NxRecord *; borrowed. */
const GPtrArray *nx_purged_find(const NxPurged *purged, const char *key);
/* ---- Signs of life ----------------------------------------------------------------------------------------------- */
/* Takes in signs of life (elements NxLife *) of addresses that the ledger knows, each once: closes the history of soft
 * failures up to then, and forgets a retry unless the address bounced since. One that a bounce of that same message
 * followed is void. A suppression stands. *heard (may be NULL) gets how many were new. */
/* ... read beside bounces: a move, which undo does not offer. */
gboolean nx_ledger_record_lives(NxLedger *ledger, const NxActHead *head, const GPtrArray *lives, guint *heard,
                                GError **error);
/* ... told by a person or by logs: an act that can be undone. */
gboolean nx_ledger_delivered(NxLedger *ledger, const NxActHead *head, const GPtrArray *lives, guint *heard,
                             GError **error);
/* Ends suppressions whose time is over, by their own `until` or, where advice made them, by the settings' policy of
 * expiry for their reason: the addresses become undecided, each in the scope in which it was suppressed. A move, which
 * undo does not offer. Gives the records as they stood (elements NxRecord *; the array owns them). */
GPtrArray *nx_ledger_end_suppressions(NxLedger *ledger, const NxActHead *head, const NxSettings *settings,
                                      GError **error);
/* Is the record a suppression whose time is over, though nobody has ended it yet? */
gboolean nx_record_has_ended(const NxRecord *record, const NxSettings *settings, NxTime now);

/* Causes that hold addresses, with counts: elements NxCause *. */
typedef struct {
    char *cause;
    guint n;
} NxCause;
GPtrArray *nx_ledger_causes(NxLedger *ledger, GError **error);
/* Forgets all holds of `cause`, in whatever scope, as one act. *released (may be NULL) gets the records as they stood,
 * by key, purged ones without one: elements NxRecord *; the caller unrefs it. */
gboolean nx_ledger_release(NxLedger *ledger, const NxActHead *head, const char *cause, GPtrArray **released,
                           gint64 *act, GError **error);

/* ---- Hand-overs -------------------------------------------------------------------------------------------------- */
/* What a target already has of a decision: keys. Elements char *. */
GPtrArray *nx_ledger_handed(NxLedger *ledger, const char *target, NxDecision decision, GError **error);
/* Records, after the file is safely in place, that `target` was given (or told to remove) the keys. */
gboolean nx_ledger_hand_over(NxLedger *ledger, const char *target, NxDecision decision, gboolean removed,
                             const char *const *keys, NxTime at, GError **error);
/* `due --target`: attempt n of these keys was handed over for sending. */
gboolean nx_ledger_attempted(NxLedger *ledger, const char *target, const char *const *keys, NxTime at, GError **error);

G_END_DECLS
