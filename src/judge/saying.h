/* What a clause says of whom, by the senses of its words and in whatever order they stand.
 *
 * A noun is what [terms] of the subject has ("mailbox"), or of `thing` ("server", "table"): a thing is nobody. A thing
 * behind a word of `at` ("on this server") is a place and no subject; a noun right before a thing belongs to it ("user
 * table"), as does one behind it and a word of `of` ("table of users"). */
#pragma once
#include "judge/terms.h"

/* `says = person not there`: of a noun of the first sense one word of the last, or one each of the two behind;
 * `says = person behind none`: the noun is what follows;
 * `says = person not+here`: the two stand side by side; `says = - gone`: of nobody, in a text that names none;
 * `says = person without foreign`: the noun alone, where no word of the last sense stands before it in its clause;
 * `says = person gone ...`: with any words between, where otherwise few are left that have no sense. */
typedef struct {
    NxSenses subject;
    NxSenses first, second; /* second 0: one word says it */
    NxSenses person, thing, at, of, here, filler, negation;
    gboolean behind, joined, far, alone;
} NxSaying;

/* NULL, or why not (caller frees). */
char *nx_saying_read(NxSaying *saying, const NxTerms *terms, const char *value);
/* Where it is said first at or behind `from`: from subject to statement, in bytes of the text. */
gboolean nx_saying_match(const NxSaying *saying, const GArray *terms, const NxCanonical *text, guint from, guint *at,
                         guint *len);
/* Do the words in [at, at + len) of the text speak of things alone? Where no noun stands in them, that before them
 * counts. "mailbox quota unknown", "the service is not in use". With `compound` only if a thing is called by more words
 * than one. */
gboolean nx_saying_is_of_things(const NxTerms *book, const GArray *terms, const NxCanonical *text, guint at, guint len,
                                gboolean compound);
