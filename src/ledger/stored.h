/* An address and its decision, with their places in the tables. */
#pragma once
#include "ledger/sql.h"

typedef struct {
    gint64 address;
    gint64 standing; /* row of its decision, 0: never decided */
    gint64 act;      /* whose decision it is */
    NxRecord *record;
} NxStored;
void nx_stored_clear(NxStored *stored);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxStored, nx_stored_clear)
/* FALSE if there is none; then `stored`, which begins as {0}, is left alone. */
gboolean nx_stored_find(NxLedger *ledger, const char *key, NxStored *stored);
gboolean nx_stored_get(NxLedger *ledger, gint64 address, NxStored *stored);
/* As nx_stored_find, but makes what is not there. A `spelling` (may be NULL) better than the key is kept. FALSE only
 * where the ledger failed. */
gboolean nx_stored_make(NxLedger *ledger, const char *key, const char *spelling, NxStored *stored);
/* Writes the decision in `record` as one of `act` and lets it stand. The row. */
gint64 nx_stored_decide(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record);
/* Row of the address `key`, made if it is not there. */
gint64 nx_address_row(NxLedger *ledger, const char *key, const char *spelling);
