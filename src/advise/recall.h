/* What the ledger knows of an address, laid over what the catalog has of it. */
#pragma once
#include <nixie/ledger.h>

/* Sets standing and events of address number `address` from `recall` (NULL: the ledger knows nothing). */
void nx_address_recall(NxCatalog *catalog, const NxLibrary *library, guint32 address, const NxRecall *recall);
