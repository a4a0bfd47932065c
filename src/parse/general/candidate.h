/* An address in a text: how it stands there, and what speaks for its being a recipient. */
#pragma once
#include "parse/general/marked_text.h"

G_BEGIN_DECLS

/* Of a candidate whose mention, lines and key are set. */
NxRole nx_candidate_role(const NxMarkedText *marked, const NxCandidate *candidate);
/* Of a candidate that is in the marked, as all others are by then. */
gint nx_candidate_score(const NxMarkedText *marked, const NxCandidate *candidate);

/* Could it be the recipient, if the notice names nobody else: no desk, no return path, no signature? */
gboolean nx_candidate_is_plausible(const NxMarkedText *marked, const NxCandidate *candidate);
/* Do words say that the message was for it: "Recipient: ann@...", "your message to ann@..."? */
gboolean nx_candidate_is_told(const NxMarkedText *marked, const NxCandidate *candidate);

G_END_DECLS
