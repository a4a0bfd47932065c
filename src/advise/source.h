/* Failures by who reported them and by day: where the hard ones jump far above what is usual. */
#pragma once
#include <nixie/ledger.h>

typedef struct NxSources NxSources;

NxSources *nx_sources_new(void);
void nx_sources_free(NxSources *sources);
/* Counts one failure; `name` (may be NULL: not counted) must outlive the sources. `fresh`: the ledger does not know
 * it. */
void nx_sources_count(NxSources *sources, const char *name, NxTime arrived, gboolean hard, gboolean fresh);
/* Works out the days that are far above; `usual` maps names to NxShare. */
void nx_sources_judge(NxSources *sources, GHashTable *usual, double share);
/* Is the source far above what is usual around that time? */
gboolean nx_sources_is_mass(const NxSources *sources, const char *name, NxTime arrived);
