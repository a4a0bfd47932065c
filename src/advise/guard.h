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
/* Those that speak against suppressing for this event; protection is not among them. */
NxGuard nx_guards_of(const NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog, guint32 event);
