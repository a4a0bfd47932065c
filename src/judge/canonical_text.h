/* The canonical text that rules see. Private face; nx_canonical_text is public. */
#pragma once
#include <glib.h>

/* Bytes of one field that are judged; what stands behind them tells nothing that the beginning did not. */
#define NX_JUDGED_MAX 16384

typedef struct {
    char *text;
    gsize len;
    guint *map; /* as nx_canonical_text's */
} NxCanonical;

/* `name` (may be NULL) is the recipient's local part: where it stands alone and can be no word of the sentence, it is
 * an address like the whole. */
void nx_canonical_init(NxCanonical *canonical, const char *text, gsize len, const char *name);
void nx_canonical_clear(NxCanonical *canonical);
/* Does it hold two words at least, beside placeholders, codes and what every diagnostic has ("smtp", "error")? */
gboolean nx_canonical_has_words(const NxCanonical *canonical);
/* The clause around [at, at + len). */
void nx_canonical_clause(const NxCanonical *canonical, guint at, guint len, guint *start, guint *end);
