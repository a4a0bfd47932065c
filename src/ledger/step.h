/* What comes after an attempt that bounced; the one place that says so, for the ledger and for advice. */
#pragma once
#include <nixie/ledger.h>

typedef struct {
    NxPlan plan;
    guint attempt, attempts; /* attempt > attempts > 0: used up */
    NxTime not_before;       /* unknown where used up */
} NxStep;

/* Moves `step`, whose attempt was answered by a bounce of `plan` that arrived at `arrived`. */
void nx_step_bounced(NxStep *step, const NxSettings *settings, NxPlan plan, NxTime arrived);
/* Are all attempts of `step` made? */
gboolean nx_step_is_used_up(guint attempt, guint attempts);
