/* Words right behind which a reply code stands (code-words.tsv). */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Is the word that ends at text[end], of ASCII letters and digits in any case, one of them? `counted`: or one behind
 * which other numbers stand as well. */
gboolean nx_code_words_end_at(const char *text, gsize end, gboolean counted);

G_END_DECLS
