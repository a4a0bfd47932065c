/* The one table of actions: it feeds the keys, the help, the ':' prompt with its completion, the manual page and the
 * tests. */
#pragma once
#include "tui/keymap.h"

const NxUiAction *nx_actions(guint *n);
