/* What the ledger knows of an address, laid over what the catalog has of it. */
#pragma once
#include "advise/advisor.h"

/* Sets standing, events and past of address number `address` from `recall` (NULL: the ledger knows nothing). */
void nx_address_recall(NxAdvisor *advisor, guint32 address, const NxRecall *recall);
