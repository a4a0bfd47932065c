/* Where a series is so far above what is usual of it that it is an incident. */
#pragma once
#include "advise/strikes.h"

/* One that was found. */
typedef struct {
    NxStruck *series;
    guint32 from, to; /* minutes, both in it */
    guint n;          /* addresses counted in it */
    guint usual;      /* in as long a time at other times */
} NxOutburst;

/* The outbursts (NxOutburst) among the series, in the order of time. Their strikes are taken. Caller unrefs. */
GArray *nx_outbursts_find(NxStrikes *set);
