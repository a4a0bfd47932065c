/* What happened to a recipient, as the text tells it: a server's reply, a sentence, the words beside its name. */
#pragma once
#include "parse/general/candidates.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

/* Fills in what the text says about all that the builder names. */
void nx_diagnosis_fill(NxReportBuilder *builder, const NxCandidates *candidates);

G_END_DECLS
