/* The addresses of a From, To or Cc header. */
#pragma once
#include <nixie/address.h>

G_BEGIN_DECLS

/* Spellings in their order, names and comments left out, at most NX_MAX_ADDRESSES; `text` (decoded, may be NULL) is
 * read leniently: what has no key is passed over. The array owns them; never NULL. */
GPtrArray *nx_address_list_read(const char *text);
/* Key of the first one, or NULL. Caller frees. */
char *nx_address_list_first_key(const char *text);

G_END_DECLS
