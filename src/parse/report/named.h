/* The names in a report as sets, for one that has many. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

/* Strings of the recipients are borrowed. */
NxNamed *nx_named_new(const NxRecipient *recipients, guint n);
void nx_named_free(NxNamed *named);

G_END_DECLS
