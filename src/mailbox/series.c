/* The table of series. */
#include "mailbox/series.h"
#include "mailbox/series_type.h"

struct NxSeries {
    const NxSeriesType *type;
    NxSeriesSpec spec;
    gpointer state;
};

NxSeries *nx_series_new(NxSniff sniff, const NxSeriesSpec *spec)
{
    static const NxSeriesType *const TYPES[] = {&NX_SERIES_MBOX, &NX_SERIES_LOG, &NX_SERIES_JSON};
    for (gsize i = 0; i < G_N_ELEMENTS(TYPES); i++) {
        if (TYPES[i]->sniff != sniff)
            continue;
        NxSeries *series = g_new(NxSeries, 1);
        *series = (NxSeries){TYPES[i], *spec, TYPES[i]->new (spec)};
        return series;
    }
    return NULL;
}

void nx_series_free(NxSeries *series)
{
    if (series)
        series->type->free(series->state);
    g_free(series);
}

gboolean nx_series_next(NxSeries *series, NxPlace *place, NxProblems *problems, GError **error)
{
    return series->type->next(series->state, &series->spec, place, problems, error);
}

goffset nx_series_at(const NxSeries *series)
{
    return series->spec.from;
}

void nx_series_extend(NxSeries *series, goffset end)
{
    series->spec.end = end;
}
