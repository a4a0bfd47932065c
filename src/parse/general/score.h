/* What speaks for an address being a recipient, and against it. */
#pragma once
#include "parse/general/candidate.h"

G_BEGIN_DECLS

/* What holds of a candidate whose role and block are set; 0: it cannot be a recipient. */
NxCircumstances nx_score_circumstances(const NxMarkedText *marked, const NxCandidate *candidate);

/* Could it be the recipient, if the notice names nobody else: no desk, no return path, no signature? */
gboolean nx_score_is_plausible(const NxMarkedText *marked, const NxCandidate *candidate);
/* Do words say that the message was for it: "Recipient: ann@...", "your message to ann@..."? */
gboolean nx_score_is_told(const NxMarkedText *marked, const NxCandidate *candidate);

G_END_DECLS
