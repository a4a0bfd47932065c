/* All addresses of a text that could be recipients, with their roles and scores. */
#pragma once
#include "parse/general/candidate.h"
#include "parse/notice/notice.h"

G_BEGIN_DECLS

typedef struct {
    const NxNotice *notice; /* borrowed, as its text */
    const NxWeights *weights;
    NxMarkedText *marked;
    GArray *list;  /* of NxCandidate, in the order of the text */
    char *records; /* owned: the text, where it was made of tables; else NULL */
} NxCandidates;

/* Looks at `text` of the notice up to `len`, at most NX_MAX_MARKED_TEXT bytes, for at most NX_MAX_CANDIDATES. */
NxCandidates *nx_candidates_new(const NxNotice *notice, const NxWeights *weights, const char *text, gsize len);
void nx_candidates_free(NxCandidates *candidates);

const NxCandidate *nx_candidates_get(const NxCandidates *candidates, guint i);
/* Is its score the one that names a recipient, or more? */
gboolean nx_candidates_reach(const NxCandidates *candidates, const NxCandidate *candidate, NxWeightName enough);
/* Where an address stands best: the one of that key with the highest score; NULL if there is none. */
const NxCandidate *nx_candidates_best(const NxCandidates *candidates, const char *key);

G_END_DECLS
