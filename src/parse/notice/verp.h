/* The recipient out of the address that a bounce came to, where that has a configured VERP form. */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* The recipient by the first address that fits a form, of all in the headers that say whom the notice was for. NULL if
 * none does. Caller frees. */
char *nx_verp_read(const NxLibrary *library, const NxNotice *notice);

G_END_DECLS
