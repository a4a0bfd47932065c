/* By the arrival of the events. */
#include "tui/model/span.h"

static NxTime arrival(const NxModel *model, const GArray *list, guint i)
{
    return nx_catalog_event(model->catalog, g_array_index(list, guint32, i))->arrived;
}

void nx_span_find(const NxModel *model, const GArray *list, NxTime *from, NxTime *to)
{
    *from = *to = NX_TIME_UNKNOWN;
    for (guint i = 0; i < list->len; i++) {
        NxTime at = arrival(model, list, i);
        if (at == NX_TIME_UNKNOWN)
            continue;
        *from = *from == NX_TIME_UNKNOWN ? at : MIN(*from, at);
        *to = MAX(*to, at);
    }
}

void nx_span_fill(const NxModel *model, const GArray *list, NxTime from, NxTime to, guint *pieces, guint n)
{
    for (guint i = 0; i < list->len; i++) {
        NxTime at = arrival(model, list, i);
        if (at != NX_TIME_UNKNOWN)
            pieces[(at - from) * n / (to - from + 1)]++;
    }
}
