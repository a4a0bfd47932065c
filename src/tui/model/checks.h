/* Checks on the screen: answers of name servers are taken in as they come, by the advice and by the ledger. No key
 * waits for any of it. */
#pragma once
#include "tui/model/model.h"

/* Asks about the domains of catalog addresses, each once. Says what came of it when all have answered. */
void nx_model_check(NxModel *model, const GArray *addresses);
