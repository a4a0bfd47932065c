/* What the advisor keeps between its calls. */
#pragma once
#include "advise/checks.h"
#include "advise/guard.h"
#include "advise/past.h"

struct NxAdvisor {
    const NxLibrary *library;
    const NxJudge *judge;
    NxCatalog *catalog;
    NxGuards *guards;
    NxChecks *checks;
    NxTime now;           /* when the ledger was read last */
    guint32 n_greeted;    /* addresses below this number have their protection set */
    GHashTable *pasts;    /* address number -> NxPast: failures that only the ledger knows */
    GHashTable *attempts; /* address number -> NxAttempts, of the last run */
    guint step, at;       /* of the run under way: which of its steps, and how far that is */
};
