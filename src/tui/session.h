/* What is remembered from one session to the next: the session file, and beside it saved limits and the prompts'
 * history. All of it is comfort: what cannot be read or written is passed over. */
#pragma once
#include "tui/inspector.h"

/* A path beside the session file; NULL where nothing is remembered. Caller frees. */
char *nx_session_beside(const NxTuiStart *start, const char *name);
/* The mailboxes of the last session; NULL if there are none. Caller frees (g_strfreev). */
char **nx_session_mailboxes(const NxTuiStart *start);
/* Puts limit, order, group, tags and selection of the last session back, if it had the same mailboxes open. */
void nx_session_restore(NxInspector *in);
void nx_session_save(const NxInspector *in);

void nx_session_read_limits(NxInspector *in);
gboolean nx_session_save_limit(NxInspector *in, const char *name, const char *query, GError **error);
