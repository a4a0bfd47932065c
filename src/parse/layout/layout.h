/* Layouts: data files that say how the notices of a mail system are laid out (doc/LAYOUTS.md). A layout cuts,
 * smtp.h reads. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/report/builder.h"
#include <nixie/library.h>

G_BEGIN_DECLS

typedef struct NxLayouts NxLayouts;

/* All layouts, the user's first. A wrong file is refused whole: name, line and reason go to `problems`, the other files
 * stand. */
NxLayouts *nx_layouts_new(const NxLibrary *library, NxProblems *problems);
void nx_layouts_free(NxLayouts *layouts);

/* Reads the notice by the layouts that recognise it, the most specific one first, until one names a recipient or, where
 * recipients are known already, says something about one. FALSE if none did. */
gboolean nx_layouts_read(const NxLayouts *layouts, NxReportBuilder *builder, const NxNotice *notice);

G_END_DECLS
