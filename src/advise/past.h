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

/* Up to when whoever decided knew what there was: by hand, all until then; advice is held against all of it. */
NxTime nx_past_known(const NxStanding *standing);
/* Does mail that went through speak against a suppression? Of a complaint it does not: who complains gets mail. */
gboolean nx_past_speaks_for_life(const NxStanding *standing);
