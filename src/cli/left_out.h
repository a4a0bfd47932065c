/* Whom the ledger leaves out of a mailing now, and whose next attempt it is. */
#pragma once
#include "cli/app.h"

typedef struct {
    GHashTable
        *out; /* keys of who is left out: suppressed, held, or paused and not yet due; "@domain" for a whole one */
    GHashTable *due; /* keys of who is paused, and due: mailing them is their next attempt */
    NxPurged *purged;
    gboolean decided; /* was anybody decided about at all? */
    const NxApp *app;
} NxLeftOut;

/* Reads the ledger: what holds everywhere, and in `scope`, if one is named; if not, and there is more in scopes, that
 * is said. FALSE with the error set. */
gboolean nx_left_out_read(NxLeftOut *left, NxApp *app, const char *scope, GError **error);
void nx_left_out_clear(NxLeftOut *left);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxLeftOut, nx_left_out_clear)
gboolean nx_left_out_has(const NxLeftOut *left, const char *key);
