/* Whose mail bounced. Anyone can post a false bounce; what the returned message says is only as good as the
 * secret in it. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

/* `verp`: the notice came to an address of a configured form. */
NxOrigin nx_origin_read(const NxLibrary *library, const NxOriginal *original, gboolean verp);

G_END_DECLS
