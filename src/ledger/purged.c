/* What stands on addresses that were purged, for whoever has a list of names. */
#include "ledger/record.h"
#include "ledger/secret.h"

struct NxPurged {
    GHmac *secret; /* NULL: nobody was purged */
    NxMarker marker;
    GHashTable *records; /* hash, 32 bytes -> GPtrArray of NxRecord */
    GHashTable *marks;   /* of all of them, gint64 */
    gboolean unmarked;   /* some have none: of everybody the hash is asked */
};

/* They are hashes already. */
static guint hash_of(gconstpointer hash)
{
    guint value;
    memcpy(&value, hash, sizeof value);
    return value;
}

static gboolean is_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, NX_HASH_SIZE) == 0;
}

static void take(NxPurged *purged, NxLedger *ledger, sqlite3_stmt *all)
{
    enum { HASH = 38, MARK }; /* behind the columns of a record */
    while (nx_sql_step(ledger, all)) {
        const void *hash = sqlite3_column_blob(all, HASH);
        if (sqlite3_column_bytes(all, HASH) != NX_HASH_SIZE)
            continue;
        GPtrArray *records = g_hash_table_lookup(purged->records, hash);
        if (!records) {
            records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
            g_hash_table_insert(purged->records, g_memdup2(hash, NX_HASH_SIZE), records);
        }
        g_ptr_array_add(records, nx_record_read(all));
        gint64 mark = nx_sql_number(all, MARK);
        g_hash_table_add(purged->marks, g_memdup2(&mark, sizeof mark));
        purged->unmarked |= sqlite3_column_type(all, MARK) == SQLITE_NULL;
    }
}

NxPurged *nx_ledger_purged(NxLedger *ledger, const char *scope, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(NxPurged) purged = g_new0(NxPurged, 1);
    purged->records = g_hash_table_new_full(hash_of, is_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    purged->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    take(purged, ledger,
         nx_sql(ledger,
                NX_RECORD_COLUMNS ", a.hash, a.mark FROM address a JOIN decision d ON d.id = a.standing " NX_RECORD_ACT
                                  "WHERE a.hash IS NOT NULL AND d.decision <> 'none'"));
    sqlite3_stmt *scoped =
        nx_sql(ledger, NX_RECORD_COLUMNS ", a.hash, a.mark FROM scoped x JOIN address a ON a.id = x.address "
                                         "JOIN decision d ON d.id = x.standing " NX_RECORD_ACT
                                         "WHERE a.hash IS NOT NULL AND d.decision <> 'none' AND x.scope = ?1");
    nx_bind_text(scoped, 1, scope);
    take(purged, ledger, scoped);
    purged->secret = g_hash_table_size(purged->records) > 0 ? nx_secret_ref(ledger) : NULL;
    if (purged->secret)
        purged->marker = nx_marker_of(purged->secret);
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&purged) : NULL;
}

void nx_purged_free(NxPurged *purged)
{
    if (!purged)
        return;
    g_clear_pointer(&purged->secret, g_hmac_unref);
    g_hash_table_unref(purged->records);
    g_hash_table_unref(purged->marks);
    g_free(purged);
}

guint nx_purged_count(const NxPurged *purged)
{
    return g_hash_table_size(purged->records);
}

const GPtrArray *nx_purged_find(const NxPurged *purged, const char *key)
{
    guint8 hash[NX_HASH_SIZE];
    if (!purged->secret)
        return NULL;
    gint64 mark = nx_mark_key(&purged->marker, key);
    if (!purged->unmarked && !g_hash_table_contains(purged->marks, &mark))
        return NULL;
    nx_hash_key(purged->secret, key, hash);
    return g_hash_table_lookup(purged->records, hash);
}
