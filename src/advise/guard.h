/* The guards: what looks like many dead addresses and may be one broken system. */
#pragma once
#include "advise/baseline.h"

typedef struct NxGuards NxGuards;

NxGuards *nx_guards_new(void);
void nx_guards_free(NxGuards *guards);
/* Takes `baseline` over. */
void nx_guards_baseline(NxGuards *guards, NxBaseline *baseline);
/* Looks at all counted events. */
void nx_guards_look(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog);

/* What is to be guarded: an event, and what would be advised on it. */
typedef struct {
    const NxLibrary *library;
    const NxEvent *event;
    guint32 number;             /* of the event */
    const NxStanding *standing; /* of its address; NULL: it names nobody */
    NxAdviceKind advice;
} NxGuarded;
/* Those that speak against it. */
NxGuard nx_guards_of(const NxGuards *guards, const NxGuarded *guarded);
