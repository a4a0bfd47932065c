/* A record as it stands in the tables: one order of columns, one reader. */
#pragma once
#include "ledger/sql.h"

/* All columns of a record; append where they come from. */
#define NX_RECORD_COLUMNS                                                                                              \
    "SELECT a.id, a.key, a.spelling, a.note, a.protected, a.delivered, a.seen, a.first_seen, a.last_seen, "            \
    "d.decision, d.not_before, d.plan, d.attempt, d.attempts, d.sent_at, d.cause, d.reason, d.class, d.status, "       \
    "d.reply_code, d.provider, "                                                                                       \
    "d.diagnostic, d.rule, d.evidence, d.file, d.place, COALESCE(d.since, t.at), t.actor, t.name, d.scope, "           \
    "EXISTS (SELECT 1 FROM handed h WHERE h.address = a.id AND h.decision = d.decision AND h.removed_at IS NULL), "    \
    "d.id, d.act, d.by_advice, d.until, a.episodes, d.original, a.key IS NULL "
#define NX_RECORD_ACT "LEFT JOIN act t ON t.number = d.act "
/* What stands everywhere, and what stands in the scope that is parameter 2; both also where that is nothing. Append
 * WHERE and ORDER BY. */
#define NX_RECORD_SELECT NX_RECORD_COLUMNS "FROM address a LEFT JOIN decision d ON d.id = a.standing " NX_RECORD_ACT
#define NX_RECORD_IN_SCOPE                                                                                             \
    NX_RECORD_COLUMNS "FROM address a LEFT JOIN scoped x ON x.address = a.id AND x.scope = ?2 "                        \
                      "LEFT JOIN decision d ON d.id = x.standing " NX_RECORD_ACT
/* Whatever stands in a scope. */
#define NX_RECORD_SCOPED                                                                                               \
    NX_RECORD_COLUMNS                                                                                                  \
    "FROM scoped x JOIN address a ON a.id = x.address JOIN decision d ON d.id = x.standing " NX_RECORD_ACT

/* The row that `statement` stands on. Caller frees. */
NxRecord *nx_record_read(sqlite3_stmt *statement);
