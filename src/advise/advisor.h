/* What the advisor keeps between its calls. */
#pragma once
#include "advise/guard.h"

struct NxAdvisor {
    const NxLibrary *library;
    const NxJudge *judge;
    NxCatalog *catalog;
    NxGuards *guards;
    guint32 n_greeted; /* addresses below this number have their protection set */
};
