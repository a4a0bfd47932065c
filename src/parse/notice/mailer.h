/* The software that wrote a notice, by what it writes into headers, fields and text (mailers.tsv). */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

typedef struct NxMailers NxMailers;

NxMailers *nx_mailers_new(NxProblems *problems);
void nx_mailers_free(NxMailers *mailers);

/* Its id, "postfix"; NULL if not known. Borrowed. `fields`: the X- fields of the delivery status. */
const char *nx_mailers_find(const NxMailers *mailers, const NxNotice *notice, const GArray *fields);

G_END_DECLS
