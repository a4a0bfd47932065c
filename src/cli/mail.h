/* Mailboxes read for a command: catalog and advice. */
#pragma once
#include "cli/app.h"

/* Reads all of `paths` and what the ledger knows of them, and works out the advice. FALSE: nothing is there (said, status set); what of
 * it could not be read is said, and the rest stands. Needs no ledger: a missing one is no history. */
gboolean nx_app_load(NxApp *app, const char *const *paths, NxLedgerMode mode);
/* Recall and advice anew, after something was recorded. */
gboolean nx_app_advise(NxApp *app);
/* The event numbers that `limit` (may be NULL) lets through, in the order of the mailboxes; NULL (said) if it is no query. Caller unrefs. */
GArray *nx_app_list(NxApp *app, const char *limit);
/* The report of an event's message, read again; NULL if it is gone. */
NxReport *nx_app_report(NxApp *app, guint32 event);
