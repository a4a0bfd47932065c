/* What the ledger knows of an address that stands in no message of the catalog. */
#pragma once
#include <nixie/ledger.h>

typedef struct {
    NxTime arrived;
    NxPlan plan;
} NxPastFailure;

typedef struct {
    GArray *failures; /* NxPastFailure, oldest first; no complaints */
    NxTime exists;    /* the newest that only a mailbox that exists can have, or unknown */
    NxSighting *firm; /* the newest certain word that the address is dead, or NULL */
} NxPast;

/* Made from those of `sightings` (NxSighting *, newest first) that are not in the set `seen`; NULL if there are none.
 */
NxPast *nx_past_new(const GPtrArray *sightings, GHashTable *seen);
void nx_past_free(NxPast *past);
