/* Who it was: which of the addresses of a notice are its recipients. */
#pragma once
#include "parse/general/candidates.h"
#include "parse/general/evidence.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

typedef enum {
    NX_NAMED_NOT,
    NX_NAMED_BY_TEXT,
    NX_NAMED_BY_SUBJECT,
    NX_NAMED_BY_ORIGINAL, /* the returned message was for it */
} NxNamedBy;

/* Adds the recipients to a builder that has none. *candidates are those of the notice's text; they are replaced by
 * those of its page if that names them. */
NxNamedBy nx_naming_read(NxReportBuilder *builder, const NxEvidence *evidence, NxCandidates **candidates);

G_END_DECLS
