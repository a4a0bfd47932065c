/* What a reply says besides the words that decide: where nobody knows it, it may turn their meaning. */
#pragma once
#include "judge/terms.h"

/* Letters of the words outside [at, at + len) of the text that no term has; placeholders, figures and what every
 * diagnostic has are none. `terms` are those found in that text, in their order. */
guint nx_beside_strange(const GArray *terms, const NxCanonical *text, guint at, guint len);
/* Does a word right before `at` say what kind of it is meant: "API user", "gateway account"? One that no term has, or a
 * thing. */
gboolean nx_beside_is_modified(const NxTerms *book, const GArray *terms, const NxCanonical *text, guint at);
