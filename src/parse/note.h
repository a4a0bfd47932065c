/* nixie: what the human text says about one recipient, for diagnostics that say little. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Lines of `text` (its first `len` bytes) around the first of `addresses` that stands in it: its paragraph, and the one behind it where that
 * is all there is. NULL if none stands there. Caller frees. */
char *nx_note_near(const char *text, gsize len, const char *const *addresses);
/* Does the diagnostic say nothing a person could use? */
gboolean nx_note_is_meagre(const char *diagnostic);

G_END_DECLS
