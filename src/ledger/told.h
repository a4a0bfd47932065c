/* What an act tells of an address beside its decision: counts and signs of life that somebody else has kept. */
#pragma once
#include "ledger/journal.h"

/* Takes in what `order` tells and the ledger does not know. FALSE: nothing of it is new. */
gboolean nx_told_take(NxJournal *journal, const NxStored *stored, const NxOrder *order);
/* Has `act` told counts, or taken some back? */
gboolean nx_told_is_of(NxLedger *ledger, gint64 act);
/* Takes back, as `undo`, the counts that `act` told of an address, or makes those that it took back count again; what
 * was counted since stays. FALSE: nothing. */
gboolean nx_told_take_back(NxLedger *ledger, gint64 address, gint64 act, gint64 undo);
