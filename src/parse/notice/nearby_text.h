/* What the human text says about one recipient, for diagnostics that say little. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Where which address stands in the first `len` bytes of `text`, which has to live as long. Made once for all
 * recipients of a notice: looking each up in the text would take the square of their number. */
typedef struct NxNearbyIndex NxNearbyIndex;
NxNearbyIndex *nx_nearby_index_new(const char *text, gsize len);
void nx_nearby_index_free(NxNearbyIndex *index);

/* Lines around the first of `addresses` that stands in the text: its paragraph, and the one behind it where that is all
 * there is. NULL if none stands there. Caller frees. */
char *nx_nearby_text(NxNearbyIndex *index, const char *const *addresses);
/* Does the diagnostic say nothing a person could use? */
gboolean nx_diagnostic_is_meagre(const char *diagnostic);

G_END_DECLS
