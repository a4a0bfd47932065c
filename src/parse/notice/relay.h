/* Was a notice written by a mail server of ours, and did nobody else have it in hands? */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* `reporting_mta` is the report's, or NULL: then the notice's From says who wrote it. */
gboolean nx_relay_is_ours(const NxLibrary *library, const NxNotice *notice, const char *reporting_mta);

G_END_DECLS
