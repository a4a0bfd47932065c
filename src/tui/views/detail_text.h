/* What the detail says of an event, as rich text. */
#pragma once
#include "tui/rich_text.h"
#include "tui/view.h"

/* `recall` is what the ledger knows of its address, or NULL. The message is read again and judged again; where it is no
 * longer what was read, nothing of it is shown. Caller frees. */
NxRichText *nx_detail_write(NxInspector *in, guint32 event, const NxRecall *recall, guint width);
