/* Required literals: text of which any match of a pattern contains at least one. What lets most rules be passed over unread. */
#pragma once
#include <glib.h>

/* Lower-case literals for a PCRE2 pattern, one of which stands in whatever it matches; NULL where none can be told. The array owns them. */
GPtrArray *nx_literals_required(const char *pattern);
