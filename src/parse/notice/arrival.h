/* When a message arrived, by what its sender could not choose as far as possible. */
#pragma once
#include "parse/notice/notice.h"
#include <nixie/report.h>

G_BEGIN_DECLS

/* The topmost Received, else the `From ` line, else the Maildir name, else Date, else now; never after now. */
NxTime nx_arrival_read(const NxNotice *notice, const NxEnvelope *envelope);

G_END_DECLS
