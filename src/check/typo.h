/* Slips of the fingers: which known domain was probably meant. Text for a person; nothing is ever rewritten. */
#pragma once
#include "check/lists.h"

/* What it costs to type `wrong` where `right` was meant, in tenths of a slip: two letters swapped 6, a letter doubled
 * or a double one lost 6, a neighbour's key 7, a letter too much or too few 10, another letter 12; at the first letter,
 * where people look, 5 more. Over `limit`: more than that. */
guint nx_typo_cost(const char *wrong, const char *right, guint limit);
/* The known domain nearest to `domain`; NULL where none is near enough, two are equally near, it is known itself, or
 * both are one name in two countries. Borrowed from the lists. */
const char *nx_typo_nearest(const NxCheckLists *lists, const char *domain);
/* What was meant, by the lists of slips and by distance. `is_open`: the domain takes no mail, so that what merely looks
 * like a slip may be said; *is_known: a list says so, whatever the domain takes. Caller frees; NULL: nothing. */
char *nx_typo_suggest(const NxCheckLists *lists, const char *domain, gboolean is_open, gboolean *is_known);
