/* Retries. Which attempt comes next and when: the one place that says so, for the ledger, which moves a retry on, and
 * for advice, which tells of it before it is recorded. */
#pragma once
#include <nixie/verdict.h>

G_BEGIN_DECLS

/* Who has failed and come back so often is mailed less: from this episode on each pause is twice as long. */
#define NX_MANY_EPISODES 4

typedef struct {
    NxPlan plan;
    guint attempt, attempts; /* the next send is attempt n of m; m is 0 where the plan has no end */
    NxTime not_before;       /* unknown where the plan is used up */
    gboolean sent;           /* that attempt was handed over for sending, at `sent_at` */
    NxTime sent_at;
    guint episodes; /* that the address has had, this one included; 0: not known */
} NxRetry;

/* The first attempt after a failure that arrived at `from`: by `plan`, or by S1 where that has no dates (S4, none). */
NxRetry nx_retry_first(const NxSettings *settings, NxPlan plan, NxTime from, guint episodes);
/* Moves `retry`, whose attempt was answered by a bounce of `plan` that arrived at `arrived`. */
void nx_retry_bounced(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived);
/* Have all attempts been made? */
gboolean nx_retry_is_used_up(guint attempt, guint attempts);

/* What a counted failure makes of a retry. */
typedef enum {
    NX_RETRY_WAITS, /* nothing: it came before the attempt, or inside the step, or the plan is used up */
    NX_RETRY_MOVES, /* it proves that the attempt was made, and moves it on */
    NX_RETRY_OVER,  /* it came so long after the attempt was handed over that this had gone through: a new story */
} NxRetryStep;
/* Takes in a failure of `plan` that arrived at `arrived`; failures come in the order of their arrival. */
NxRetryStep nx_retry_take(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived);
/* The same before anybody has decided: what was proven until then reaches the last attempt but one at most, since a
 * dated pause comes before a plan is used up. */
NxRetryStep nx_retry_take_unasked(NxRetry *retry, const NxSettings *settings, NxPlan plan, NxTime arrived);

G_END_DECLS
