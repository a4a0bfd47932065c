/* Counters by span of time: one for each day, or half a day, in which anything was counted. */
#pragma once
#include <nixie/time.h>

typedef struct {
    GHashTable *all; /* number of the span -> counter */
    gsize size;      /* of a counter, which begins with the number (gint64) */
    gpointer last;   /* mail comes in order, mostly */
} NxSpans;

void nx_spans_init(NxSpans *spans, gsize size, GDestroyNotify free_counter);
void nx_spans_clear(NxSpans *spans);
/* The counter of a span, made of zeros where it is not there. */
gpointer nx_spans_at(NxSpans *spans, gint64 number);
/* The same, NULL where nothing was counted. */
gpointer nx_spans_find(const NxSpans *spans, gint64 number);
