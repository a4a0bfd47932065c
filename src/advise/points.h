/* Points for and against an advice. */
#pragma once
#include <nixie/advise.h>

/* Elements NxPoint *; the array owns them. */
GPtrArray *nx_points_new(void);
/* Takes `sentence` over; NULL adds nothing. `bit` says which guard or doubt it is, else 0. */
void nx_points_add(GPtrArray *points, NxPointKind kind, guint bit, char *sentence);
