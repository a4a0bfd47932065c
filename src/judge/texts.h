/* What the texts of a report decide. */
#pragma once
#include "judge/judge.h"

/* Sets the case's rule, the verdict's reason, evidence and `about`, and what the case keeps of its texts. */
void nx_case_decide_by_texts(NxCase *self);
