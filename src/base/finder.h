/* Finds many words in one pass over a text (Aho and Corasick 1975). Bytes; immutable once sealed, any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct NxFinder NxFinder;

/* With NX_FINDER_CASELESS letters of ASCII stand for both of their cases, in words and texts. */
typedef enum { NX_FINDER_EXACT, NX_FINDER_CASELESS } NxFinderCase;

NxFinder *nx_finder_new(NxFinderCase letters);
void nx_finder_free(NxFinder *finder);
/* The number of a word, counted from 0 in the order they come; that which it has if it is there already. "" is none,
 * and none is added once it is sealed. */
guint nx_finder_add(NxFinder *finder, const char *word);
guint nx_finder_count(const NxFinder *finder);
void nx_finder_seal(NxFinder *finder);

/* `word` stands in the text and ends before byte `end` of it. */
typedef void (*NxFinderSeen)(guint word, gsize end, gpointer data);
/* Calls `seen` for every place of every word, in the order of their ends, of those with one end the longest first. */
void nx_finder_run(const NxFinder *finder, const char *text, gsize len, NxFinderSeen seen, gpointer data);

G_END_DECLS
