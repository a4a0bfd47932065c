/* Signs of life in the tables, and what follows from them for an address: up to when its history is closed, and how
 * many episodes it has had. */
#pragma once
#include "ledger/journal.h"

/* All columns of a sign of life; append WHERE and ORDER BY. */
#define NX_LIFE_SELECT                                                                                                 \
    "SELECT a.key, l.kind, l.at, l.event_key, l.source, l.text, l.away_until, l.place, l.sha256, l.void, "             \
    "l.undone IS NOT NULL FROM life l JOIN address a ON a.id = l.address "
/* Name of the acts that told of signs of life beside bounces. */
#define NX_NAME_HEARD "heard"
#define NX_LIFE_COUNTS "l.void = 0 AND l.undone IS NULL "

/* The row that `statement` stands on. Caller frees. */
NxLife *nx_life_read(sqlite3_stmt *statement);
/* Writes `life` as one of `address` that `act` told. */
void nx_life_write(NxLedger *ledger, gint64 address, gint64 act, const NxLife *life);
/* Works out anew what an address' signs of life say: address.delivered and address.episodes. */
void nx_life_refresh(NxLedger *ledger, gint64 address);
/* A bounce of `event_key` (NULL: not known) arrived: signs of life of that same message up to then say nothing. FALSE:
 * there are none. */
gboolean nx_life_void(NxLedger *ledger, gint64 address, const char *event_key, NxTime arrived);
/* Has `act` told signs of life, or taken some back? */
gboolean nx_life_is_of(NxLedger *ledger, gint64 act);
/* Takes back, as `undo`, what `act` told of an address, or makes what it took back count again. FALSE: nothing. */
gboolean nx_life_take_back(NxLedger *ledger, gint64 address, gint64 act, gint64 undo);
