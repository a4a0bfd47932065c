/* What the ledger says to the guards: what failed before, what advice took, what a person lets through. */
#pragma once
#include "advise/tally.h"

struct NxBaseline {
    NxTally *tally;
    GPtrArray *recent;  /* NxSighting * of 5.3.0 */
    GPtrArray *taken;   /* NxTaken *, of the last 72 h */
    GPtrArray *lifts;   /* NxLift * that stood in the last 72 h */
    GPtrArray *domains; /* NxDomainFacts *: what our resolver has said of them */
    guint n_back;       /* suppressed because of their domains, which are back */
    NxTime now;         /* when it was read */
};

/* That of an empty ledger. */
NxBaseline *nx_baseline_empty(void);
