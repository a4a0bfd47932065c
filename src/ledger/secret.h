/* What is kept of an address that was purged: a hash of its key, HMAC-SHA-256 (RFC 2104) with a secret of the ledger's
 * own, so that it is known again when somebody names it, and cannot be read or looked up elsewhere. */
#pragma once
#include "ledger/sql.h"

enum { NX_HASH_SIZE = 32 };
#define NX_PURGED "(purged)" /* what stands in the place of an address, untranslated */

/* The secret; NULL where nobody was purged yet. Caller unrefs (g_hmac_unref). */
GHmac *nx_secret_ref(NxLedger *ledger);
/* The hash of a key. */
void nx_hash_key(const GHmac *secret, const char *key, guint8 hash[NX_HASH_SIZE]);
/* A cheap second hash (SipHash-2-4), for asking first: keys whose marks differ differ in their hashes, too. */
NxMarker nx_marker_of(const GHmac *secret);
gint64 nx_mark_key(const NxMarker *marker, const char *key);
/* Somebody with that mark has been purged in this transaction. */
void nx_secret_add(NxLedger *ledger, gint64 mark);
/* Makes the secret, if there is none. */
void nx_secret_make(NxLedger *ledger);
/* Binds `text` without the purged addresses that it mentions. `inside` as in nx_address_scrub. */
void nx_bind_scrubbed(NxLedger *ledger, sqlite3_stmt *statement, int at, const char *text, gboolean inside);
/* Row of the purged address that `key` names, 0 if it was not purged. */
gint64 nx_secret_find(NxLedger *ledger, const char *key);
