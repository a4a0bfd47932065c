/* When what is listed came: the span of it, and how many in each equal piece. */
#pragma once
#include "tui/model/model.h"

/* Arrival of the first and the last of the `list` (guint32 event numbers); NX_TIME_UNKNOWN: none has one. */
void nx_span_find(const NxModel *model, const GArray *list, NxTime *from, NxTime *to);
/* Counts the events of the list into `n` pieces from `from` to `to`, all of which lie within; what has no time in
 * none. */
void nx_span_fill(const NxModel *model, const GArray *list, NxTime from, NxTime to, guint *pieces, guint n);
