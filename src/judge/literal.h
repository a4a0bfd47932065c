/* Required literals: words without which a pattern cannot match. What lets most rules be passed over unread. */
#pragma once
#include <glib.h>

/* What a PCRE2 pattern needs: one of the branches, and of a branch every set, and of a set one of its lower-case words.
 * So: an array of arrays of arrays of strings; the caller owns it. NULL where some way to match needs no word at all,
 * or none can be told. */
GPtrArray *nx_literals_required(const char *pattern);
