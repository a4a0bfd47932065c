/* How a retry moves on by itself: its attempt bounced again, or nothing came and the address has recovered. */
#pragma once
#include "ledger/journal.h"

typedef struct {
    const NxSettings *settings;
    NxJournal bounced, recovered;
} NxMoves;

void nx_moves_init(NxMoves *moves, NxLedger *ledger, const NxActHead *head, const NxSettings *settings);
/* New `sightings` (NxSighting *, oldest first) of one address. */
void nx_moves_bounced(NxMoves *moves, gint64 address, const GPtrArray *sightings);
/* Closes every retry whose attempt was handed over and drew no bounce in time. */
void nx_moves_settle(NxMoves *moves);
void nx_moves_close(NxMoves *moves);
