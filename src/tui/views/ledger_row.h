/* A row of the ledger, column by column; its head; what stands above the rows. */
#pragma once
#include "tui/terminal/cells.h"
#include <nixie/export.h>

/* By when "due" and "used up" are meant. */
typedef struct {
    NxTime settle, now;
} NxLedgerClock;

void nx_ledger_draw_head(NxCells *cells, const NxRect *row);
/* `row` is one row high; marks stand in its first cells and are not drawn. */
void nx_ledger_draw_row(const NxRecord *record, const NxLedgerClock *clock, NxCells *cells, const NxRect *row);
/* "due today 9 - used up 2 - held by microsoft/blocked 40 (R releases)"; "" where nothing waits. Caller frees. */
char *nx_ledger_waiting(const GPtrArray *records, const NxLedgerClock *clock, gboolean ascii);
/* What comes next of it: "due now", "in 3 d, 2 of 4", "cause microsoft/blocked", "until 2027-01-01". Caller frees. */
char *nx_ledger_next(const NxRecord *record, const NxLedgerClock *clock);
/* All of its columns as one text, for searching. Caller frees. */
char *nx_ledger_row_text(const NxRecord *record, const NxLedgerClock *clock);
