/* How an address stands in a text: as sender or contact, in a sentence, a reply, a list, behind a label. */
#pragma once
#include "parse/general/candidate.h"

G_BEGIN_DECLS

/* Of a candidate whose mention, lines and key are set. */
NxRole nx_role_find(const NxMarkedText *marked, const NxCandidate *candidate);

G_END_DECLS
