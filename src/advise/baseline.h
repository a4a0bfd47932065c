/* What was usual before, by the ledger: the guards compare with it. */
#pragma once
#include <nixie/advise.h>

struct NxBaseline {
    GHashTable *providers, *mtas; /* name -> NxShare */
    GPtrArray *recent;            /* NxSighting * of 5.3.0 */
};

/* Takes the arrays over (NxShare *, NxShare *, NxSighting *); any may be NULL: nothing of it is known. */
NxBaseline *nx_baseline_of(GPtrArray *providers, GPtrArray *mtas, GPtrArray *recent);
