/* The operator's own addresses, also in the clothes that mail systems give them. */
#pragma once
#include <nixie/library.h>

G_BEGIN_DECLS

/* Key of the address less what BATV ("prvs=TAG=") and SRS ("SRS0=HASH=TT=domain=local@forwarder") put around it; NULL
 * if it is none. Caller frees. */
char *nx_own_key(const char *address);
/* The recipient's address out of one of a configured VERP form ("bounce+{local}={domain}@news.example"); NULL if none
 * fits. `library` may be NULL. Caller frees. */
char *nx_own_verp_recipient(const NxLibrary *library, const char *address);
/* Configured as own, or an address of a configured VERP form. `library` may be NULL. */
gboolean nx_own_is(const NxLibrary *library, const char *address);

G_END_DECLS
