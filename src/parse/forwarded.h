/* nixie: notices that somebody passed on. */
#pragma once
#include "notice.h"

G_BEGIN_DECLS

/* The message that this one passes on and adds nothing to: attached, quoted line by line, or behind a line that says so. NULL where it has words of
 * its own (who asks about a notice has not bounced), or passes nothing on. With `list` as the notice's. Caller unrefs. */
GBytes *nx_forwarded_read(const NxNotice *notice);

G_END_DECLS
