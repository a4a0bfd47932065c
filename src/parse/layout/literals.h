/* Which of many words a text holds, in one pass, so that patterns that cannot match are not tried. ASCII letters
 * in any case. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct NxLiterals NxLiterals;

NxLiterals *nx_literals_new(void);
void nx_literals_free(NxLiterals *literals);
/* Adds a word of two bytes or more, in lower case, and returns its number; the number it has if it is there already. */
guint nx_literals_add(NxLiterals *literals, const char *word);
guint nx_literals_count(const NxLiterals *literals);
/* Sets found[n] for each word n that stands in the text; `found` has nx_literals_count elements, cleared by the
 * caller. */
void nx_literals_find(const NxLiterals *literals, const char *text, gsize len, gboolean *found);

G_END_DECLS
