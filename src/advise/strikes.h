/* Series: the failures of a list by source and reason, in the order of time; what incidents are looked for in. */
#pragma once
#include "advise/source.h"

/* One failure. */
typedef struct {
    guint32 event, minute; /* number; of its arrival since 1970 */
    guint32 domain;        /* the same number for those of one domain; 0: none */
    NxReason reason : 8;
    NxClass klass : 8;
    guint fresh : 1; /* the first of its address for that reason, or the first in a day: what is counted */
    guint taken : 1; /* belongs to an incident that has been found */
} NxStrike;

typedef struct {
    NxFailureSourceKind kind;
    guint32 number;  /* from 1 */
    char *name;      /* "provider:google" */
    GArray *strikes; /* guint32, numbers of strikes; NULL: all there are */
} NxOrigins;

typedef struct {
    const NxOrigins *of;
    NxReason reason;
    GArray *strikes; /* guint32, numbers of strikes, in the order of time */
    guint fresh;     /* of them */
} NxStruck;

typedef struct {
    GArray *strikes;    /* of NxStrike, in the order of time */
    GPtrArray *origins; /* NxOrigins * */
    GPtrArray *series;  /* NxStruck * */
    guint days;         /* that have any */
} NxStrikes;

/* Counts the failures of `list` (guint32 event numbers). Caller frees. */
NxStrikes *nx_strikes_count(const NxCatalog *catalog, const GArray *list);
void nx_strikes_free(NxStrikes *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxStrikes, nx_strikes_free)

NxStrike *nx_strikes_get(const NxStrikes *set, guint32 number);
/* The first of `strikes` (numbers; NULL: of all) whose minute is `minute` or later. */
guint nx_strikes_first(const NxStrikes *set, const GArray *strikes, guint32 minute);
/* The strike at a place among `strikes`, or among all. */
NxStrike *nx_strikes_at(const NxStrikes *set, const GArray *strikes, guint i);
guint nx_strikes_len(const NxStrikes *set, const GArray *strikes);
