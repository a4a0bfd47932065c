/* What is remembered from one session to the next: the session file, and beside it saved limits and the prompts'
 * history. All of it is comfort: what cannot be read or written is passed over. */
#pragma once
#include "tui/model/model.h"

/* A path beside the session file; NULL where nothing is remembered. Caller frees. */
char *nx_session_beside(const NxTuiStart *start, const char *name);
/* The mailboxes of the last session; NULL if there are none. Caller frees (g_strfreev). */
char **nx_session_mailboxes(const NxTuiStart *start);
/* Puts limit, order, group, view, tags and selection of the last session back, if it had the same mailboxes open. */
void nx_session_restore(NxModel *model);
void nx_session_save(const NxModel *model);

/* Adds the saved limits, name to query. */
void nx_session_read_limits(const NxTuiStart *start, GHashTable *limits);
gboolean nx_session_write_limit(const NxTuiStart *start, const char *name, const char *query, GError **error);
