/* An address and its decision, with their places in the tables. */
#pragma once
#include "ledger/sql.h"

typedef struct {
    gint64 address;
    gint64 standing;   /* row of its decision, 0: never decided */
    gint64 act;        /* whose decision it is */
    const char *scope; /* in which it stands; NULL: everywhere. Borrowed */
    NxRecord *record;
} NxStored;
void nx_stored_clear(NxStored *stored);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxStored, nx_stored_clear)
/* What stands everywhere, by key or row. FALSE if there is no such address; then `stored`, which begins as {0}, is left
 * alone. A purged address is found by its key, which its record then has. */
gboolean nx_stored_find(NxLedger *ledger, const char *key, NxStored *stored);
gboolean nx_stored_get(NxLedger *ledger, gint64 address, NxStored *stored);
/* What stands in a scope; NULL: everywhere. */
gboolean nx_stored_find_in(NxLedger *ledger, const char *key, const char *scope, NxStored *stored);
gboolean nx_stored_get_in(NxLedger *ledger, gint64 address, const char *scope, NxStored *stored);
/* As nx_stored_find_in, but makes what is not there. A `spelling` (may be NULL) better than the key is kept. FALSE only
 * where the ledger failed. */
gboolean nx_stored_make(NxLedger *ledger, const char *key, const char *spelling, const char *scope, NxStored *stored);
/* Writes the decision in `record` as one of `act` and lets it stand in the record's scope. The row. */
gint64 nx_stored_decide(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record);
/* Lets the decision in row `standing` (0: none) stand. */
void nx_stored_stand(NxLedger *ledger, gint64 address, const char *scope, gint64 standing);
/* Row of the address `key`, made if it is not there, and found if it was purged. */
gint64 nx_address_row(NxLedger *ledger, const char *key, const char *spelling);
/* Row of the address `key`, 0 if there is none; *purged (may be NULL) tells whether it was purged. */
gint64 nx_address_find(NxLedger *ledger, const char *key, gboolean *purged);
