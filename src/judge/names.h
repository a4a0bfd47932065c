/* Tables of names: private to this room. */
#pragma once
#include <glib.h>

/* Where `name` stands in `names`, letters' case aside; names may hold NULLs. FALSE: nowhere. */
gboolean nx_name_find(const char *const *names, guint n, const char *name, guint *at);
