/* The operator's own addresses, also in the clothes that mail systems give them. */
#pragma once
#include <nixie/library.h>

G_BEGIN_DECLS

/* Key of the address less what BATV ("prvs=TAG=") and SRS ("SRS0=HASH=TT=domain=local@forwarder") put around it; NULL
 * if it is none. Caller frees. */
char *nx_own_key(const char *address);
/* What an address of a configured VERP form ("bounce+{local}={domain}@news.example") says. */
typedef struct {
    char *recipient;
    gboolean keyed;  /* its {hash} is right */
    gboolean forged; /* its {hash} is wrong: it says nothing */
} NxVerp;
static inline void nx_verp_clear(NxVerp *verp)
{
    g_clear_pointer(&verp->recipient, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxVerp, nx_verp_clear)
/* FALSE if no form fits. `library` may be NULL; `verp` is cleared by the caller. */
gboolean nx_own_verp(const NxLibrary *library, const char *address, NxVerp *verp);
/* Is it a sender signed by BATV, by a key of ours, that has not ended at `now`? `library` may be NULL. */
gboolean nx_own_is_signed(const NxLibrary *library, const char *address, NxTime now);
/* Configured as own, or an address of a configured VERP form. `library` may be NULL. */
gboolean nx_own_is(const NxLibrary *library, const char *address);

G_END_DECLS
