/* A record as it stands in the tables: one SELECT, one order of columns, one reader. */
#pragma once
#include "ledger/sql.h"

/* All columns of a record; append WHERE and ORDER BY. */
#define NX_RECORD_SELECT                                                                                               \
    "SELECT a.id, a.key, a.spelling, a.note, a.protected, a.delivered, a.seen, a.first_seen, a.last_seen, "            \
    "d.decision, d.not_before, d.plan, d.attempt, d.attempts, d.sent_at, d.cause, d.reason, d.class, d.status, "       \
    "d.reply_code, d.provider, "                                                                                       \
    "d.diagnostic, d.rule, d.evidence, d.file, d.place, t.at, t.actor, t.name, t.scope, "                              \
    "EXISTS (SELECT 1 FROM handed h WHERE h.address = a.id AND h.decision = d.decision AND h.removed_at IS NULL), "    \
    "a.standing, d.act "                                                                                               \
    "FROM address a LEFT JOIN decision d ON d.id = a.standing LEFT JOIN act t ON t.number = d.act "

/* The row that `statement` stands on. Caller frees. */
NxRecord *nx_record_read(sqlite3_stmt *statement);
/* The same with its place in the tables. */
typedef struct {
    gint64 address;
    gint64 standing; /* row of its decision, 0: never decided */
    gint64 act;      /* whose decision it is */
    NxRecord *record;
} NxStored;
void nx_stored_clear(NxStored *stored);
/* FALSE if there is none; `stored` must be cleared only where TRUE. */
gboolean nx_stored_find(NxLedger *ledger, const char *key, NxStored *stored);
gboolean nx_stored_get(NxLedger *ledger, gint64 address, NxStored *stored);
/* As nx_stored_find, but makes what is not there. A `spelling` (may be NULL) better than the key is kept. FALSE only
 * where the ledger failed. */
gboolean nx_stored_make(NxLedger *ledger, const char *key, const char *spelling, NxStored *stored);
/* Writes the decision in `record` as one of `act` and lets it stand. The row. */
gint64 nx_stored_decide(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record);
/* Row of the address `key`, made if it is not there. */
gint64 nx_address_row(NxLedger *ledger, const char *key, const char *spelling);

/* Does it say more than that the address was seen? */
gboolean nx_record_stands(const NxRecord *record);
