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
    "a.standing, d.act, d.by_advice, d.until, a.episodes "                                                             \
    "FROM address a LEFT JOIN decision d ON d.id = a.standing LEFT JOIN act t ON t.number = d.act "

/* The row that `statement` stands on. Caller frees. */
NxRecord *nx_record_read(sqlite3_stmt *statement);
