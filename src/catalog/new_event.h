/* From a report and its verdicts to the rows that the catalog keeps. */
#pragma once
#include "catalog/catalog.h"

/* Appends one draft for each recipient, or one where the message names nobody. */
void nx_new_events_add(GArray *drafts, const NxReport *report, const NxPlace *place, const NxJudge *judge,
                       NxStringTable *strings);
