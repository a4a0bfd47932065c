/* Incidents. Many addresses that fail at one place for one reason within a time, far above what is usual there: what
 * has happened to the mail, as one thing to be mended, rather than to so many addresses.
 *
 * They are found by the counting of the guards (src/advise/guard_numbers.h), by source and by reason, and in the
 * mailbox as a whole: what came later says as well as what came before whether something was usual. An incident is
 * told, and decides nothing: what a guard holds back it holds back without one. */
#pragma once
#include <nixie/advise.h>
#include <nixie/codes.h>

G_BEGIN_DECLS

typedef struct {
    char *source;      /* as guards name it: "provider:microsoft", "domain:corp.example", "mta:host.example", "all" */
    const char *place; /* within it, "microsoft"; "" for all */
    NxReason reason;
    NxClass klass;       /* of most of the events, as the next is */
    NxStatus status;     /* class 0: none */
    NxTime from, to;     /* arrival of the first and the last event */
    guint of;            /* failures of the source in that time, for whatever reason */
    guint addresses;     /* distinct, of the events */
    guint undecided;     /* of these */
    guint guarded;       /* of these: held back by a guard */
    guint usual;         /* addresses in as long a time at other times; 0: none, or not known */
    NxAdviceKind advice; /* for the whole: that of most events, or review where a guard holds most of it */
    char *refused;       /* the address of ours that most of the answers name: "192.0.2.7"; NULL: none */
    guint32 sample;      /* event that stands for all: one of most */
    GArray *events;      /* guint32, in the order of arrival */
} NxIncident;

/* The incidents among the failures of `list` (guint32 event numbers), in the order of time. Elements NxIncident *; the
 * array owns them, and they hold while the catalog has no other events. Run the advisor before. */
GPtrArray *nx_advisor_incidents(NxAdvisor *advisor, const GArray *list);

/* The limit that lets through its events: "provider:microsoft reason:blocked after:... before:...". Caller frees. */
char *nx_incident_query(const NxIncident *incident);
/* What holds its addresses, and releases them: "microsoft/blocked". Caller frees. */
char *nx_incident_cause(const NxIncident *incident);

/* In words, translated, safe to print; caller frees: "microsoft refuses 192.0.2.7 (microsoft/s3150)", "5.1.1 at kddi
 * far above its usual". */
char *nx_incident_title(const NxIncident *incident, const NxCatalog *catalog, const NxCodes *codes);
/* "812 of 830": its events, of the source's failures in that time. */
char *nx_incident_share(const NxIncident *incident);
/* "hold", "held back by a guard". */
char *nx_incident_advice(const NxIncident *incident);
/* "06-11 14:10 to 16:05", local time. */
char *nx_incident_span(const NxIncident *incident);
/* Name of the article that says what to do: of the signature, else of the code, else of the reason. Borrowed from
 * `codes`, or from the table of reasons. */
const char *nx_incident_article(const NxIncident *incident, const NxCatalog *catalog, const NxCodes *codes);

G_END_DECLS
