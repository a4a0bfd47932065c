/* The words of the knowledge base, in each of its languages: titles and sentences by name.
 *
 * Articles speak the language they were asked for, which need not be that of the locale; so gettext does not serve
 * here. */
#pragma once
#include <nixie/error.h>

G_BEGIN_DECLS

typedef enum { NX_LANG_EN, NX_LANG_DE, NX_N_LANGS } NxLang;
/* "de", "de_DE.UTF-8"; whatever is not known is English. */
NxLang nx_lang_parse(const char *name);
const char *nx_lang_name(NxLang lang); /* "en" */

/* Read from the embedded words-*.tsv (name, title_en, title_de, text_en, text_de) and the names of nx_providers.
 * Immutable. */
typedef struct NxWords NxWords;
NxWords *nx_words_new(NxProblems *problems);
void nx_words_free(NxWords *words);

/* Title and text of a name; NULL where the tables have none. Borrowed. */
const char *nx_words_title(const NxWords *words, const char *name, NxLang lang);
const char *nx_words_text(const NxWords *words, const char *name, NxLang lang);
/* The title of "PLACE:NAME", the name itself where there is none; never NULL. */
const char *nx_words_label(const NxWords *words, const char *place, const char *name, NxLang lang);
/* All names "PLACE:NAME" of a place, without it, in the order of the tables; the caller frees the array, not its
 * strings. */
GPtrArray *nx_words_names(const NxWords *words, const char *place);

/* `pattern` with each {key} replaced by its value; keys and values alternate, a NULL ends them. Caller frees. */
char *nx_words_fill(const char *pattern, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
