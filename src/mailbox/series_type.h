/* What a sort of series is made of: one constant entry each, in a file series_NAME.c of its own. */
#pragma once
#include "mailbox/series.h"

typedef struct {
    NxSniff sniff;
    gpointer (*new)(const NxSeriesSpec *spec);
    void (*free)(gpointer state);
    /* As nx_series_next; `spec->from` is moved on. */
    gboolean (*next)(gpointer state, NxSeriesSpec *spec, NxPlace *place, NxProblems *problems, GError **error);
} NxSeriesType;

extern const NxSeriesType NX_SERIES_MBOX, NX_SERIES_LOG, NX_SERIES_JSON;

/* Says what is wrong at a line of the file. */
void nx_series_complain(const NxSeriesSpec *spec, guint line, const char *reason, NxProblems *problems);
