/* What speaks for an address being a recipient. */
#pragma once
#include "parse/general/candidate.h"

G_BEGIN_DECLS

/* From this score on a candidate is a recipient. */
#define NX_SCORE_ENOUGH 5
/* From this one on also where there is reason to doubt it: one thing more speaks for it. */
#define NX_SCORE_IN_DOUBT 6
/* From this one on also the address that the notice was sent to, if nobody else is: somebody had written to himself. */
#define NX_SCORE_CERTAIN 9

/* Of a candidate whose role and block are set. */
gint nx_score_find(const NxMarkedText *marked, const NxCandidate *candidate);

/* Could it be the recipient, if the notice names nobody else: no desk, no return path, no signature? */
gboolean nx_score_is_plausible(const NxMarkedText *marked, const NxCandidate *candidate);
/* Do words say that the message was for it: "Recipient: ann@...", "your message to ann@..."? */
gboolean nx_score_is_told(const NxMarkedText *marked, const NxCandidate *candidate);

G_END_DECLS
