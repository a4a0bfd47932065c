/* Configured VERP forms ("bounce+{local}={domain}@news.example"): the recipient out of the address that a bounce
 * came to. */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* The recipient's address by one of the forms; NULL if none fits. Caller frees. */
char *nx_verp_match(const NxLibrary *library, const char *address);
/* The same over all headers that say whom the notice was for. */
char *nx_verp_read(const NxLibrary *library, const NxNotice *notice);

G_END_DECLS
