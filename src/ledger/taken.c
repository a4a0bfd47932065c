/* What was suppressed because its advice was taken: a guard that wakes late wants it back. */
#include "ledger/sql.h"

void nx_taken_free(NxTaken *taken)
{
    if (!taken)
        return;
    g_free(taken->key);
    g_free(taken->spelling);
    g_free((char *)taken->failure.provider);
    g_free((char *)taken->failure.reporting_mta);
    g_free((char *)taken->failure.remote_mta);
    g_free(taken);
}

static NxTaken *read_taken(sqlite3_stmt *row)
{
    NxTaken *taken = g_new0(NxTaken, 1);
    taken->key = nx_sql_dup(row, 0);
    taken->spelling = nx_sql_dup(row, 1);
    taken->act = nx_sql_number(row, 2);
    taken->at = nx_sql_number(row, 3);
    taken->failure = (NxFailure){.arrived = nx_sql_number(row, 6),
                                 .key = taken->key,
                                 .provider = nx_sql_dup(row, 7),
                                 .reporting_mta = nx_sql_dup(row, 8),
                                 .remote_mta = nx_sql_dup(row, 9)};
    nx_class_parse(nx_sql_text(row, 4), &taken->failure.klass);
    nx_reason_parse(nx_sql_text(row, 5), &taken->failure.reason);
    return taken;
}

/* Where the bounce itself is not there, the decision still says how it was read, but not who answered. */
GPtrArray *nx_ledger_taken(NxLedger *ledger, NxTime since, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)nx_taken_free);
    sqlite3_stmt *find =
        nx_sql(ledger, "SELECT a.key, a.spelling, t.number, t.at, d.class, d.reason, COALESCE(s.arrived, t.at), "
                       "d.provider, s.reporting_mta, CASE WHEN s.id IS NULL THEN '' ELSE s.remote_mta END "
                       "FROM act t JOIN change c ON c.act = t.number JOIN address a ON a.id = c.address "
                       "JOIN decision d ON d.id = c.after "
                       "LEFT JOIN sighting s ON s.place = d.place AND s.address = a.id "
                       "WHERE t.name = 'accept' AND t.at >= ?1 AND a.standing = c.after AND d.decision = 'suppress' "
                       "AND a.key IS NOT NULL ORDER BY a.key");
    nx_bind_number(find, 1, since);
    while (nx_sql_step(ledger, find))
        g_ptr_array_add(all, read_taken(find));
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&all) : NULL;
}
