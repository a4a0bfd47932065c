/* The secret of a ledger, and who hides behind a hash. */
#include "ledger/secret.h"
#include <sys/random.h>

enum { SECRET_SIZE = 32 };

/* The secret never changes, so it is read once; where there is none another program may make one. */
static GHmac *secret_of(NxLedger *ledger)
{
    if (ledger->secret)
        return ledger->secret;
    sqlite3_stmt *find = nx_sql(ledger, "SELECT key FROM secret");
    if (nx_sql_step(ledger, find) && sqlite3_column_bytes(find, 0) > 0)
        ledger->secret =
            g_hmac_new(G_CHECKSUM_SHA256, sqlite3_column_blob(find, 0), (gsize)sqlite3_column_bytes(find, 0));
    nx_sql_reset(find);
    return ledger->secret;
}

GHmac *nx_secret_ref(NxLedger *ledger)
{
    GHmac *secret = secret_of(ledger);
    return secret ? g_hmac_ref(secret) : NULL;
}

void nx_hash_key(const GHmac *secret, const char *key, guint8 hash[NX_HASH_SIZE])
{
    gsize size = NX_HASH_SIZE;
    GHmac *hmac = g_hmac_copy(secret);
    g_hmac_update(hmac, (const guchar *)key, -1);
    g_hmac_get_digest(hmac, hash, &size);
    g_hmac_unref(hmac);
}

/* ---- Marks ------------------------------------------------------------------------------------------------------- */

/* No address is called so: what is made of it is known to nobody without the secret. */
#define MARKER "mark"

NxMarker nx_marker_of(const GHmac *secret)
{
    guint8 hash[NX_HASH_SIZE];
    NxMarker marker;
    nx_hash_key(secret, MARKER, hash);
    memcpy(&marker, hash, sizeof marker);
    return (NxMarker){GUINT64_FROM_LE(marker.k0), GUINT64_FROM_LE(marker.k1)};
}

static guint64 turn(guint64 x, guint bits)
{
    return x << bits | x >> (64 - bits);
}

static void sip_rounds(guint64 v[4], guint n)
{
    while (n-- > 0) {
        v[0] += v[1], v[2] += v[3];
        v[1] = turn(v[1], 13) ^ v[0], v[3] = turn(v[3], 16) ^ v[2];
        v[0] = turn(v[0], 32);
        v[2] += v[1], v[0] += v[3];
        v[1] = turn(v[1], 17) ^ v[2], v[3] = turn(v[3], 21) ^ v[0];
        v[2] = turn(v[2], 32);
    }
}

static void sip_word(guint64 v[4], guint64 word)
{
    v[3] ^= word;
    sip_rounds(v, 2);
    v[0] ^= word;
}

/* SipHash-2-4 (Aumasson, Bernstein 2012) of the bytes of `key`. */
gint64 nx_mark_key(const NxMarker *marker, const char *key)
{
    gsize len = strlen(key);
    guint64 v[4] = {marker->k0 ^ 0x736f6d6570736575, marker->k1 ^ 0x646f72616e646f6d, marker->k0 ^ 0x6c7967656e657261,
                    marker->k1 ^ 0x7465646279746573};
    guint64 word = 0, last = (guint64)len << 56;
    for (gsize i = 0; i + 8 <= len; i += 8) {
        memcpy(&word, key + i, sizeof word);
        sip_word(v, GUINT64_FROM_LE(word));
    }
    for (gsize i = 0; i < len % 8; i++)
        last |= (guint64)(guchar)key[len - len % 8 + i] << (8 * i);
    sip_word(v, last);
    v[2] ^= 0xff;
    sip_rounds(v, 4);
    return (gint64)(v[0] ^ v[1] ^ v[2] ^ v[3]);
}

/* ---- Hashes in the tables ---------------------------------------------------------------------------------------- */

void nx_secret_make(NxLedger *ledger)
{
    guint8 secret[SECRET_SIZE];
    if (secret_of(ledger) || nx_ledger_failed(ledger))
        return;
    if (getrandom(secret, sizeof secret, 0) != sizeof secret) {
        nx_ledger_fail(ledger, SQLITE_IOERR);
        return;
    }
    sqlite3_stmt *insert = nx_sql(ledger, "INSERT INTO secret (id, key) VALUES (1, ?1)");
    if (insert)
        sqlite3_bind_blob(insert, 1, secret, sizeof secret, SQLITE_STATIC);
    nx_sql_done(ledger, insert);
}

static void read_marks(NxLedger *ledger, const GHmac *secret)
{
    ledger->marker = nx_marker_of(secret);
    ledger->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    ledger->unmarked = FALSE;
    sqlite3_stmt *all = nx_sql(ledger, "SELECT mark FROM address WHERE hash IS NOT NULL");
    while (nx_sql_step(ledger, all)) {
        gint64 mark = nx_sql_number(all, 0);
        g_hash_table_add(ledger->marks, g_memdup2(&mark, sizeof mark));
        ledger->unmarked |= sqlite3_column_type(all, 0) == SQLITE_NULL;
    }
}

void nx_secret_add(NxLedger *ledger, gint64 mark)
{
    if (ledger->marks)
        g_hash_table_add(ledger->marks, g_memdup2(&mark, sizeof mark));
}

/* Who asks of many is told by marks, of a few it does not pay to read them all. */
static gboolean may_be_purged(NxLedger *ledger, const GHmac *secret, const char *key)
{
    enum { MANY = 100 };
    if (ledger->n_asked++ < MANY)
        return TRUE;
    if (!ledger->marks)
        read_marks(ledger, secret);
    gint64 mark = nx_mark_key(&ledger->marker, key);
    return ledger->unmarked || g_hash_table_contains(ledger->marks, &mark);
}

gint64 nx_secret_find(NxLedger *ledger, const char *key)
{
    guint8 hash[NX_HASH_SIZE];
    const GHmac *secret = secret_of(ledger);
    if (!secret || !may_be_purged(ledger, secret, key))
        return 0;
    nx_hash_key(secret, key, hash);
    sqlite3_stmt *find = nx_sql(ledger, "SELECT id FROM address WHERE hash = ?1");
    if (find)
        sqlite3_bind_blob(find, 1, hash, sizeof hash, SQLITE_STATIC);
    gint64 row = nx_sql_step(ledger, find) ? nx_sql_number(find, 0) : 0;
    nx_sql_reset(find);
    return row;
}

static gboolean is_purged(const char *key, gpointer ledger)
{
    return nx_secret_find(ledger, key) != 0;
}

void nx_bind_scrubbed(NxLedger *ledger, sqlite3_stmt *statement, int at, const char *text, gboolean inside)
{
    char *clean = text && secret_of(ledger) ? nx_address_scrub(text, inside, NX_PURGED, is_purged, ledger) : NULL;
    if (!clean)
        nx_bind_text(statement, at, text);
    else if (statement)
        sqlite3_bind_text(statement, at, clean, -1, g_free);
}
