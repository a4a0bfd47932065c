/* The inspector put together: its actions and its first views. */
#pragma once
#include "tui/inspector.h"

/* Opens nothing yet: nx_model_load begins to read. Free it with nx_inspector_free. */
NxInspector *nx_inspector_open(const NxTuiStart *start, const char *const *paths);
/* The last session, its view too, where it had the same mailboxes open; and what the next one begins with. */
void nx_inspector_restore(NxInspector *in);
void nx_inspector_save(NxInspector *in);
