/* What other programs call the columns of ours. */
#pragma once
#include <glib.h>

/* Is `name`, in lower case, one for addresses? */
gboolean nx_is_address_heading(const char *name);
