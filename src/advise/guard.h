/* The guards: what looks like many dead addresses and may be one broken system. */
#pragma once
#include <nixie/advise.h>

typedef struct NxGuards NxGuards;

NxGuards *nx_guards_new(void);
void nx_guards_free(NxGuards *guards);
/* What was usual before: arrays of NxShare * and NxSighting *; NULL leaves what is there. Copies. */
void nx_guards_baseline(NxGuards *guards, const GPtrArray *providers, const GPtrArray *mtas, const GPtrArray *recent);
/* Looks at all counted events. */
void nx_guards_look(NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog);
/* Those that speak against suppressing for this event; protection is not among them. */
NxGuard nx_guards_of(const NxGuards *guards, const NxLibrary *library, const NxCatalog *catalog, guint32 event);
