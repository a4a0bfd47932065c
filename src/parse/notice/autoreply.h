/* Mail that a program wrote in a person's name: vacation notes, challenges (RFC 3834), read receipts (MDN, RFC
 * 8098). */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

gboolean nx_autoreply_is(const NxNotice *notice);

G_END_DECLS
