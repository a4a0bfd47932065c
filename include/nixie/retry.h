/* Retries. Which attempt comes next and when: the one place that says so, for the ledger, which moves a retry on, and
 * for advice, which tells of it before it is recorded. */
#pragma once
#include <nixie/verdict.h>

G_BEGIN_DECLS

typedef struct {
    NxPlan plan;
    guint attempt, attempts; /* the next send is attempt n of m; m is 0 where the plan has no end */
    NxTime not_before;       /* unknown where the plan is used up */
} NxRetry;

/* The first attempt after a failure that arrived at `from`: by `plan`, or by S1 where that has no dates (S4, none). */
NxRetry nx_retry_first(const NxSettings *settings, NxPlan plan, NxTime from);
/* Moves `retry`, whose attempt was answered by a bounce of `plan` that arrived at `arrived`. */
void nx_retry_bounced(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived);
/* Have all attempts been made? */
gboolean nx_retry_is_used_up(guint attempt, guint attempts);

G_END_DECLS
