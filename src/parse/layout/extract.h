/* What a layout cut out of a notice: the records, before they become recipients of a report. */
#pragma once
#include "parse/layout/layout_file.h"

G_BEGIN_DECLS

/* The records of text[0, len), an array of its own kind; the array owns them. */
GPtrArray *nx_extracts_new(const NxLayout *layout, const char *text, gsize len, NxMatch *match);

/* Adds recipients where the builder has none, else fills in (or overrides) those it has. FALSE if nothing came of
 * it. */
gboolean nx_extracts_hand_over(GPtrArray *extracts, const NxLayout *layout, NxKind kind, NxReportBuilder *builder);

G_END_DECLS
