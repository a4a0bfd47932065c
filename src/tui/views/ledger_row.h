/* A row of the ledger, column by column; its head; what stands above the rows. */
#pragma once
#include "tui/terminal/cells.h"
#include <nixie/export.h>

/* What rows are made with: by when "due" and "used up" are meant, and what has been heard. */
typedef struct {
    NxTime settle, now;
    GHashTable *heard; /* NxRecord * -> char *: said instead of what comes next; NULL: of nobody */
} NxLedgerTold;

enum { NX_LEDGER_COLUMNS = 8 };
/* Where they stand: as wide as what stands in them; an address is read whole before others are shown. */
typedef struct {
    guint at[NX_LEDGER_COLUMNS], width[NX_LEDGER_COLUMNS]; /* 0: not shown */
} NxLedgerPlaces;
void nx_ledger_places_make(const GPtrArray *records, const NxLedgerTold *told, guint width, NxLedgerPlaces *places);

void nx_ledger_draw_head(const NxLedgerPlaces *places, NxCells *cells, const NxRect *row);
/* `row` is one row high; marks stand in its first cells and are not drawn. */
void nx_ledger_draw_row(const NxRecord *record, const NxLedgerTold *told, const NxLedgerPlaces *places, NxCells *cells,
                        const NxRect *row);
/* "due today 9 - used up 2 - held by microsoft/blocked 40 (R releases) - purged 3"; "" where nothing waits. Caller
 * frees. */
char *nx_ledger_waiting(const GPtrArray *records, const NxLedgerTold *told, guint purged, gboolean ascii);
/* The cause that holds most of them, and how many; NULL: nothing is held. Borrowed. */
const char *nx_ledger_first_cause(const GPtrArray *records, guint *held);
/* What comes next of it: "due now", "in 3 d, 2 of 4", "cause microsoft/blocked", "until 2027-01-01". Caller frees. */
char *nx_ledger_next(const NxRecord *record, const NxLedgerTold *told);
/* All of its columns as one text, for searching. Caller frees. */
char *nx_ledger_row_text(const NxRecord *record, const NxLedgerTold *told);
