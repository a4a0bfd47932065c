/* A regular expression of a data file: PCRE2, compiled with JIT, bounded in what a text can make it do. Without
 * regard to case, `^` and `$` at every line. Immutable once made; any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct NxPattern NxPattern;

/* NULL with a reason in *error (to be freed) where it does not compile. */
NxPattern *nx_pattern_new(const char *text, char **error);
void nx_pattern_free(NxPattern *pattern);

/* Named groups: their count, and the name of one; names are good as long as the pattern. */
guint nx_pattern_names(const NxPattern *pattern);
const char *nx_pattern_name(const NxPattern *pattern, guint i);
/* Words that every text must hold, in lower case, for the pattern to match; "" if none can be told. */
const char *nx_pattern_literal(const NxPattern *pattern);

/* One match: where it is, and its named groups. Of one thread. */
typedef struct NxMatch NxMatch;
NxMatch *nx_match_new(void);
void nx_match_free(NxMatch *match);

/* The first match in text[from, len). `text` is valid UTF-8. FALSE also where a bound was reached. */
gboolean nx_pattern_find(const NxPattern *pattern, NxMatch *match, const char *text, gsize len, gsize from);
void nx_match_span(const NxMatch *match, gsize *at, gsize *end);
/* The text of named group `i`; FALSE if it took no part. Borrowed from the text that was searched. */
gboolean nx_match_group(const NxMatch *match, guint i, const char **at, gsize *len);

G_END_DECLS
