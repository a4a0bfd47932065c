/* Mailboxes read for a command: catalog and advice. */
#pragma once
#include "cli/app.h"

/* Reads the mailboxes that are named behind argv[0] and what the ledger knows of them, works out the advice, and gives
 * the numbers of the events that `limit` (may be NULL) lets through, in the order of the mailboxes. What could not be
 * read is said, and the rest stands; a missing ledger is no history. NULL (said, status set): the call was wrong, or
 * nothing is there. Caller unrefs. */
GArray *nx_app_events(NxApp *app, char **argv, const char *limit, NxLedgerMode mode);
/* Recall and advice anew, after something was recorded. */
gboolean nx_app_advise(NxApp *app);
/* The report of an event's message, read again; NULL if it is gone. */
NxReport *nx_app_report(NxApp *app, guint32 event);
