/* Words by what they mean in a refusal: [terms SENSE] of the .rules files, found in one pass over a text. */
#pragma once
#include "judge/canonical_text.h"

typedef struct NxTerms NxTerms;

/* A bit for each sense; 0: no such sense. */
typedef guint32 NxSenses;
#define NX_SENSE_NAME (1u << 31) /* it is the recipient's own local part */

NxTerms *nx_terms_new(void);
void nx_terms_free(NxTerms *terms);
/* Takes a line of [terms SENSE] in: terms between commas. A term is one word or several; it begins and ends at a word
 * but for a side that has an asterisk ("kasutaja*"). Accents, umlauts as two letters and joined_by_underscores are
 * taken in by themselves. NULL, or why not (caller frees). */
char *nx_terms_take(NxTerms *terms, const char *sense, const char *list);
/* Call once all are in. */
void nx_terms_seal(NxTerms *terms);
NxSenses nx_terms_sense(const NxTerms *terms, const char *sense);

/* The place of a term, in bytes of the text: whole words. */
typedef struct {
    guint at, len;
    NxSenses senses;
    NxSenses all; /* with those of shorter terms that are the same word: "unknown" and "unknow*" */
} NxTerm;
/* All terms of a text, in their order; where they overlap the longest of those that begin first. `name` (may be NULL,
 * in small letters) is the recipient's local part, a person where it stands alone. An array of NxTerm that the caller
 * owns. Any thread. */
GArray *nx_terms_find(const NxTerms *terms, const NxCanonical *text, const char *name);
