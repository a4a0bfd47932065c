/* The failures of each source, counted: those of the ledger, and on top of them those of the catalog. */
#pragma once
#include "advise/jump.h"

/* What is counted of one source. */
typedef struct {
    NxFailureSourceKind kind;
    char *name; /* "provider:google" */
    NxMoment *moments;
    guint n, room;
    GArray *jumps; /* of NxJump; NULL: none, or not judged yet */
} NxCount;

typedef struct NxTally NxTally;
/* A tally goes on from `past` (may be NULL), which is not changed; that and the strings of what is added to the new one
 * must outlive it. One without a past keeps copies. */
NxTally *nx_tally_new(const NxTally *past);
void nx_tally_free(NxTally *tally);
/* Counts a failure, unless `past` has counted it: then its sources are only kept in mind. Failures come in the order of
 * their arrival. */
void nx_tally_add(NxTally *tally, const NxFailure *failure);
/* Finds the jumps of all sources that were added to, and forgets the sources without one. */
void nx_tally_judge(NxTally *tally, double share);
/* Is there any jump? */
gboolean nx_tally_jumps(const NxTally *tally);
/* The failure's source of that kind, if it jumps. Borrowed. */
const NxCount *nx_tally_find(const NxTally *tally, NxFailureSourceKind kind, const NxFailure *failure);
