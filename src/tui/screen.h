/* The screen around the views: title, status, keys, message, prompt and question. */
#pragma once
#include "tui/inspector.h"

/* Draws what stands now; the cells are the inspector's. */
const NxCells *nx_screen_draw(NxInspector *in);
