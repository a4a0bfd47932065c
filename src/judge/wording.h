/* A wording: one pattern of a rule, compiled when it is first needed. */
#pragma once
#include "judge/canonical_text.h"

typedef struct NxWording NxWording;

/* `source` is a PCRE2 pattern; upper case and accents in it mean nothing. With groups called `more` and `less` it
 * matches only where the one holds a larger figure than the other (figure.h). NULL and *why (caller frees) if it cannot
 * be compiled. */
NxWording *nx_wording_new(const char *source, char **why);
/* The same for a pattern that is known to be good (ours, which the tests compile): compiled on first use. */
NxWording *nx_wording_new_trusted(const char *source);
void nx_wording_free(NxWording *wording);
/* The pattern as it is compiled. */
const char *nx_wording_pattern(const NxWording *wording);
/* Why it cannot be compiled, NULL if it can. Caller frees. */
char *nx_wording_fault(NxWording *wording);
/* Where the pattern matches first at or behind `from`, in bytes of the canonical text, whole characters. FALSE if it
 * does not. Any thread. */
gboolean nx_wording_match(NxWording *wording, const NxCanonical *text, guint from, guint *at, guint *len);
