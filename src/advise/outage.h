/* Answers that blame the mail system (5.3.0), by domain: two addresses of one domain within a span are no fault of the
 * addresses. */
#pragma once
#include <nixie/catalog.h>

typedef struct NxOutages NxOutages;

NxOutages *nx_outages_new(void);
void nx_outages_free(NxOutages *outages);
/* `address` is a number that stands for the address; `event` is G_MAXUINT32 for one of the ledger. `domain` must
 * outlive the outages. */
void nx_outages_add(NxOutages *outages, const char *domain, guint32 address, guint32 event, NxTime arrived);
/* Finds the events that have another address of their domain within the span. */
void nx_outages_judge(NxOutages *outages);
gboolean nx_outages_has(const NxOutages *outages, guint32 event);
