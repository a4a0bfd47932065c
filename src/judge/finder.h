/* Finds many words in one pass over a text (Aho and Corasick 1975). */
#pragma once
#include <glib.h>

typedef struct NxFinder NxFinder;

NxFinder *nx_finder_new(void);
void nx_finder_free(NxFinder *finder);
/* Wherever `word` stands, `tag` is found. A word is added once, none after nx_finder_seal. */
void nx_finder_add(NxFinder *finder, const char *word, guint tag);
void nx_finder_seal(NxFinder *finder);

typedef void (*NxFinderSeen)(guint tag, gpointer data);
/* Calls `seen` for the tags of all words in `text`, some of them more than once. Any thread, once sealed. */
void nx_finder_run(const NxFinder *finder, const char *text, gsize len, NxFinderSeen seen, gpointer data);
