/* What `is:` asks: states of an event and its address, in one table. */
#pragma once
#include <nixie/catalog.h>

/* What a row is asked with. */
typedef struct {
    const NxFacts *facts;
    NxTime settle, now;
} NxLimitContext;

const char *nx_flag_name(guint flag); /* NULL behind the last */
/* Of flags by number as the bits of `mask`: does any hold, does any say nothing without a ledger? */
gboolean nx_flags_hold(guint64 mask, const NxLimitContext *asked);
gboolean nx_flags_need_ledger(guint64 mask);
