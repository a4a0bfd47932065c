/* The guards: what looks like many dead addresses and may be one broken system. */
#pragma once
#include "advise/baseline.h"

typedef struct NxGuards NxGuards;

NxGuards *nx_guards_new(void);
void nx_guards_free(NxGuards *guards);
/* Takes `baseline` over; what was looked at is forgotten. */
void nx_guards_baseline(NxGuards *guards, NxBaseline *baseline);
const NxBaseline *nx_guards_known(const NxGuards *guards);
/* What is let through for a time ends with it. */
void nx_guards_tell_time(NxGuards *guards, NxTime now);
/* Looks at all counted events aside, in slices; what was seen before stands until all is seen. Such a look as stands is
 * begun anew. */
void nx_guards_begin(NxGuards *guards);
/* At most `max` events further; FALSE: all is seen. */
gboolean nx_guards_step(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog, guint max);
/* All in one go. */
void nx_guards_look(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog);
/* The same where there are others since the last look. */
void nx_guards_catch_up(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog);

/* What is to be guarded: an event, and what would be advised on it. */
typedef struct {
    const NxLibrary *library;
    const NxCatalog *catalog;
    const NxEvent *event;
    guint32 number;             /* of the event */
    const NxStanding *standing; /* of its address; NULL: it names nobody */
    NxAdviceKind advice;
} NxGuarded;
/* Those that speak against it. */
NxGuard nx_guards_of(const NxGuards *guards, const NxGuarded *guarded);
/* Because of which source `guard` speaks of a failure; NULL: because of none. Borrowed until the next look. */
const NxCount *nx_guards_why(const NxGuards *guards, NxGuard guard, const NxFailure *failure);
