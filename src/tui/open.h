/* The inspector put together: its actions and its first views. */
#pragma once
#include "tui/inspector.h"

/* Opens nothing yet: nx_model_load begins to read. Free it with nx_inspector_free. */
NxInspector *nx_inspector_open(const NxTuiStart *start, const char *const *paths);
