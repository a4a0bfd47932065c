/* Feedback reports (ARF, RFC 5965 and 6591) and what came before them. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/notice/original.h"
#include "parse/notice/return_path.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

/* Adds who complained, and the feedback type. `path`, where the notice did not come to an address of a known form, is
 * filled in from the sender that the report names. FALSE if the message is no feedback. */
gboolean nx_feedback_read(NxReportBuilder *builder, const NxNotice *notice, const NxOriginalHeaders *original,
                          NxReturnPath *path);

G_END_DECLS
