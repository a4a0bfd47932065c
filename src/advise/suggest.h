/* The suggestion on one event, and how it came about. */
#pragma once
#include "advise/advisor.h"

/* What made it what it is, beside the verdict. */
typedef struct {
    NxGuard guards;
    gboolean used_up;     /* every attempt of its retry has bounced */
    gboolean is_closed;   /* mail went through since */
    gboolean is_tempered; /* policy would suppress for a class 4 code */
    gboolean stays;       /* suppressed by the operator, until released */
    NxPlan plan;          /* of a retry */
} NxGrounds;

/* Works out the suggestion on one event. `grounds` may be NULL. */
void nx_advisor_suggest(const NxAdvisor *advisor, guint32 event, NxSuggestion *suggestion, NxGrounds *grounds);
/* The address of an event, NULL if it names nobody. */
NxAddress *nx_advisor_address(const NxAdvisor *advisor, const NxEvent *event);
