/* The journal: an act that is being written. It enters the tables with its first change, so an act without one leaves
 * no trace. */
#pragma once
#include "ledger/stored.h"

typedef enum { NX_ACT_MOVES, NX_ACT_UNDOABLE } NxActKind;

typedef struct {
    NxLedger *ledger;
    const NxActHead *head;
    const char *name;
    NxActKind kind;
    gint64 undoes;
    gint64 act; /* its number, 0 until something needs it */
    guint n;
    gint64 sample;
    NxDecision after; /* what all its changes set; NONE where they differ */
    gboolean mixed;
} NxJournal;

/* What an act does to one address. Rows of decisions are 0 where there is none. */
typedef struct {
    gint64 address;
    const char *scope; /* NULL: everywhere */
    gint64 before, after;
    const char *note_before, *note_after;
    gboolean protected_before, protected_after;
    NxDecision decision; /* what stands afterwards, for the act's summary */
} NxJournalChange;

void nx_journal_init(NxJournal *journal, NxLedger *ledger, const NxActHead *head, const char *name, NxActKind kind);
/* The act's number; writes it if it is not yet there. */
gint64 nx_journal_act(NxJournal *journal);
/* A change that leaves everything of `stored` as it is; to be altered before it is added. */
NxJournalChange nx_journal_change(const NxStored *stored);
void nx_journal_add(NxJournal *journal, const NxJournalChange *change);
/* Counts an address without a change of what stands (hand-overs, purges). */
void nx_journal_count(NxJournal *journal, gint64 address);
/* Writes the act's summary. */
void nx_journal_close(NxJournal *journal);
