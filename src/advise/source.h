/* Sources: where failures come from, by a name that a person can say. What one fault can kill at once is one source. */
#pragma once
#include <nixie/advise.h>

/* In the order in which one is named that says why many are held: what is told apart best comes first. */
typedef enum {
    NX_FAILURE_SOURCE_PROVIDER,
    NX_FAILURE_SOURCE_DOMAIN,    /* the recipient's, as it was registered */
    NX_FAILURE_SOURCE_MTA,       /* the domain of the host that answered */
    NX_FAILURE_SOURCE_REPORTING, /* the reporting host, where it answered itself: a relay only passes on what others say
                                  */
    NX_FAILURE_SOURCE_ALL,
    NX_FAILURE_SOURCE_UNKNOWN_HOSTS,   /* addresses whose domain was not found */
    NX_FAILURE_SOURCE_UNKNOWN_DOMAINS, /* these domains */
    NX_N_FAILURE_SOURCES
} NxFailureSourceKind;

/* At least `least` in so many minutes. */
typedef struct {
    guint minutes, least;
} NxWindow;

typedef struct {
    const char *prefix;      /* of its names, before the ':' */
    NxGuard guard;           /* that it wakes */
    gboolean is_one;         /* there is one of it, and the prefix is its name */
    gboolean counts_domains; /* its dead are domains, not addresses */
    gboolean needs_share;    /* the number alone says nothing */
    NxWindow windows[2];
    const char *(*of)(const NxFailure *failure); /* what it has to do with a failure, borrowed; NULL: nothing */
    char *(*read)(const char *of);               /* the name without its prefix; NULL: none. Caller frees */
} NxFailureSourceRow;
const NxFailureSourceRow *nx_failure_source_row(NxFailureSourceKind kind);

/* "provider:google"; NULL where it is none. Caller frees. */
char *nx_failure_source_name_of(NxFailureSourceKind kind, const char *of);
/* Does the failure come from the source of that name? */
gboolean nx_failure_source_has(const char *name, const NxFailure *failure);
/* Is it to be taken back with that source? Not, where another source of it was let through (`lifts`: NxLift *). */
gboolean nx_failure_source_takes_back(const char *name, const NxFailure *failure, const GPtrArray *lifts);
/* The same event as the ledger would have it; borrowed from the catalog. */
NxFailure nx_failure_of_event(const NxCatalog *catalog, const NxEvent *event);
