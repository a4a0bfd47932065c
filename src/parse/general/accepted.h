/* Whom a notice of failure says to have got the message. */
#pragma once
#include "parse/general/candidates.h"

G_BEGIN_DECLS

/* It was taken, by a server's reply, in words or by the heading of its list, and another of the same notice was not. */
gboolean nx_accepted_is(const NxCandidates *candidates, const NxCandidate *candidate);

G_END_DECLS
