/* An id for one sitting: what undo takes back without asking are the acts of the same one. */
#pragma once
#include <glib.h>

/* The same for all commands given in one login session or terminal. Caller frees. */
char *nx_run_id(void);
