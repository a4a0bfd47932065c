/* Why something is advised, and why not the other decisions: sentences, untranslated. Those of a reason are in its row,
 * src/judge/reason.c. */
#pragma once
#include "advise/suggest.h"

/* What the reason means for the address; takes the status as its only %s, where it has one. */
const char *nx_why(const NxEvent *event);
/* Why not `decision`, which is not what is advised. */
const char *nx_why_not(NxDecision decision, const NxEvent *event, const NxSuggestion *suggestion,
                       const NxGrounds *grounds);
