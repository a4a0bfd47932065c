/* What the advisor keeps between its calls. */
#pragma once
#include "advise/guard.h"
#include "advise/past.h"

struct NxAdvisor {
    const NxLibrary *library;
    const NxJudge *judge;
    NxCatalog *catalog;
    NxGuards *guards;
    guint32 n_greeted;    /* addresses below this number have their protection set */
    GHashTable *pasts;    /* address number -> NxPast: failures that only the ledger knows */
    GHashTable *attempts; /* address number -> NxAttempts, of the last run */
};
