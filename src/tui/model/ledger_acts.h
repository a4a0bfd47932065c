/* Deciding: the acts of the operator, from the model to the ledger and back.
 *
 * Each act is one transaction on the ledger's thread. The addresses are pending until it is committed; then what the
 * ledger says of them is taken into the model, so that what the screen shows is what is on disk. */
#pragma once
#include "tui/model/scope.h"

/* Decides about catalog addresses. In bulk, protected ones are left out of a suppression. Says what came of it. */
void nx_model_decide(NxModel *model, const GArray *addresses, NxDecision decision, gboolean in_bulk);
/* Forgets the decision on them. */
void nx_model_decide_forget(NxModel *model, const GArray *addresses);
/* Takes the advice; in bulk by the rule of accept. */
void nx_model_decide_accept(NxModel *model, const GArray *addresses, gboolean in_bulk);
/* The same by ledger records (const NxRecord *), for addresses that may be in no mailbox, each in its scope.
 * NX_DECISION_NONE forgets. How many were left, because a retry holds in no scope. */
guint nx_model_decide_records(NxModel *model, const GPtrArray *records, NxDecision decision);
/* The same note on all of them, as one act. */
void nx_model_decide_note(NxModel *model, const GArray *addresses, const char *note);
/* Releases all that is held by a cause. */
void nx_model_decide_release(NxModel *model, const char *cause);

/* What to ask before an older act, not of this session, is taken back or made again; then call
 * nx_model_decide_undo_act. */
typedef void (*NxUndoAsk)(gpointer user, const NxAct *act, gboolean redo);
void nx_model_decide_undo(NxModel *model, gboolean redo, NxUndoAsk ask, gpointer user);
void nx_model_decide_undo_act(NxModel *model, gint64 act, gboolean redo);

/* Takes out of `addresses` those whose message is no longer what was read; how many. */
guint nx_model_decide_drop_changed(NxModel *model, GArray *addresses);
/* What a choice has left and why, and where more of that is told; NULL if nothing was left. Translated. Caller frees.
 */
char *nx_model_decide_left(const NxModel *model, const NxChoice *choice);
/* "Suppress", for sentences; translated. */
const char *nx_decision_verb(NxDecision decision);
