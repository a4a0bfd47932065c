/* Asking before something that cannot be taken back. */
#pragma once
#include <glib.h>

/* Yes, only if a person at a terminal says so; where there is none, no. */
gboolean nx_confirm(const char *question);
