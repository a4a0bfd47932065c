/* Notices that somebody passed on. */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* The message that this one passes on: behind a line that says so, or attached or quoted line by line with nothing
 * added to it. NULL where it has words of its own and no such line (who answers a notice, or asks about it, has not
 * bounced), or passes nothing on. With `list` as the notice's. Caller unrefs. */
GBytes *nx_forwarded_read(const NxNotice *notice);

G_END_DECLS
