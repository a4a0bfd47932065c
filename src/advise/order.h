/* Orders for the ledger, made from what is known of an address. */
#pragma once
#include "advise/advisor.h"

/* The order that decides `decision` on address number `address` with `event` as its evidence. Strings are the catalog's
 * or go to `strings`. */
void nx_order_from_event(const NxAdvisor *advisor, guint32 address, guint32 event, NxDecision decision, NxTime now,
                         NxOrder *order, GPtrArray *strings);
/* The order that suppresses address number `address`, whose evidence only the ledger knows. */
void nx_order_from_past(const NxAdvisor *advisor, guint32 address, const NxSighting *evidence, NxOrder *order,
                        GPtrArray *strings);
