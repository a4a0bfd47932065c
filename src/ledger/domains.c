/* What our own resolver has said of domains, each as it was last answered, and since when it has been saying so. */
#include "ledger/record.h"

/* Whether its server takes any name is known for thirty days, by the newest that somebody learnt. */
#define TAKES_ANY                                                                                                      \
    "(SELECT accepts_all FROM probe p WHERE p.domain = domain_check.domain AND p.accepts_all <> 'unknown' AND p.at > " \
    "domain_check.at - 2592000 ORDER BY p.at DESC, p.id DESC LIMIT 1) "
#define COLUMNS "SELECT domain, found, mx, stray_null, at, until, since, confirmations, " TAKES_ANY "FROM domain_check "

static NxDomainFacts *read_row(sqlite3_stmt *row)
{
    NxDomainFacts *facts = nx_domain_facts_new(nx_sql_text(row, 0));
    g_strfreev(facts->mx);
    facts->mx = g_strsplit(nx_sql_text(row, 2), " ", -1);
    facts->notes = nx_sql_number(row, 3) ? NX_NOTE_STRAY_NULL : NX_NOTE_NONE;
    if (g_str_equal(nx_sql_text(row, 8), nx_accepts_all_name(NX_ACCEPTS_ALL_YES)))
        facts->notes |= NX_NOTE_CATCH_ALL;
    facts->at = nx_sql_number(row, 4);
    facts->until = nx_sql_number(row, 5);
    facts->since = nx_sql_number(row, 6);
    facts->confirmations = (guint)nx_sql_number(row, 7);
    facts->cached = TRUE;
    if (!nx_check_reason_parse(nx_sql_text(row, 1), &facts->found))
        facts->found = NX_CHECK_NOT_ASKED; /* a newer nixie's word */
    return facts;
}

static void take_rows(NxLedger *ledger, sqlite3_stmt *find, GPtrArray *into)
{
    while (nx_sql_step(ledger, find))
        g_ptr_array_add(into, read_row(find));
}

static void find_some(NxLedger *ledger, const char *const *domains, guint n, GPtrArray *into)
{
    for (guint i = 0; i < n; i++) {
        sqlite3_stmt *find = nx_sql(ledger, COLUMNS "WHERE domain = ?1");
        nx_bind_text(find, 1, domains[i]);
        take_rows(ledger, find, into);
    }
}

GPtrArray *nx_ledger_domains(NxLedger *ledger, const char *const *domains, guint n, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
    if (domains)
        find_some(ledger, domains, n, found);
    else
        take_rows(ledger, nx_sql(ledger, COLUMNS "ORDER BY domain"), found);
    if (nx_ledger_end(ledger, error))
        return found;
    g_ptr_array_unref(found);
    return NULL;
}

/* What stands of a domain, as far as a new answer goes on from it. */
typedef struct {
    NxCheckSide side;
    NxTime at, since, counted;
    guint confirmations;
} Before;

static Before find_before(NxLedger *ledger, const char *domain)
{
    Before before = {NX_SIDE_NONE, 0, 0, 0, 0};
    NxCheckReason found;
    sqlite3_stmt *find =
        nx_sql(ledger, "SELECT found, at, since, counted, confirmations FROM domain_check WHERE domain = ?1");
    nx_bind_text(find, 1, domain);
    if (nx_sql_step(ledger, find) && nx_check_reason_parse(nx_sql_text(find, 0), &found))
        before = (Before){nx_check_reason_side(found), nx_sql_number(find, 1), nx_sql_number(find, 2),
                          nx_sql_number(find, 3), (guint)nx_sql_number(find, 4)};
    nx_sql_reset(find);
    return before;
}

/* An answer on the same side counts a day after the one that was counted last; one on the other begins anew. */
static NxTime go_on(const Before *before, NxDomainFacts *facts)
{
    if (before->side != nx_check_reason_side(facts->found)) {
        facts->since = facts->at;
        facts->confirmations = 1;
        return facts->at;
    }
    gboolean counts = facts->at >= before->counted + NX_DAY;
    facts->since = before->since;
    facts->confirmations = before->confirmations + counts;
    return counts ? facts->at : before->counted;
}

static void record(NxLedger *ledger, NxDomainFacts *facts)
{
    Before before = find_before(ledger, facts->domain);
    if (before.side != NX_SIDE_NONE && facts->at < before.at)
        return; /* somebody else has asked since */
    NxTime counted = go_on(&before, facts);
    g_autofree char *mx = g_strjoinv(" ", facts->mx);
    sqlite3_stmt *put = nx_sql(ledger, "INSERT OR REPLACE INTO domain_check (domain, found, mx, stray_null, at, until, "
                                       "since, confirmations, counted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    nx_bind_text(put, 1, facts->domain);
    nx_bind_text(put, 2, nx_check_reason_name(facts->found));
    nx_bind_text(put, 3, mx);
    nx_bind_number(put, 4, (facts->notes & NX_NOTE_STRAY_NULL) != 0);
    nx_bind_number(put, 5, facts->at);
    nx_bind_number(put, 6, facts->until);
    nx_bind_number(put, 7, facts->since);
    nx_bind_number(put, 8, facts->confirmations);
    nx_bind_number(put, 9, counted);
    nx_sql_done(ledger, put);
}

/* Of what was asked of its mail server, which a name server knows nothing about. */
static void add_catch_all(NxLedger *ledger, NxDomainFacts *facts)
{
    sqlite3_stmt *find = nx_sql(ledger, "SELECT " TAKES_ANY "FROM domain_check WHERE domain = ?1");
    nx_bind_text(find, 1, facts->domain);
    if (nx_sql_step(ledger, find) && g_str_equal(nx_sql_text(find, 0), nx_accepts_all_name(NX_ACCEPTS_ALL_YES)))
        facts->notes |= NX_NOTE_CATCH_ALL;
    nx_sql_reset(find);
}

gboolean nx_ledger_record_domains(NxLedger *ledger, const GPtrArray *facts, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    for (guint i = 0; i < facts->len && !nx_ledger_failed(ledger); i++) {
        NxDomainFacts *one = facts->pdata[i];
        if (one->cached || nx_check_reason_side(one->found) == NX_SIDE_NONE)
            continue;
        record(ledger, one);
        add_catch_all(ledger, one);
    }
    return nx_ledger_end(ledger, error);
}

/* Who is suppressed because of its domain, of which something is known. */
static GPtrArray *find_suppressed(NxLedger *ledger)
{
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    sqlite3_stmt *find = nx_sql(ledger, NX_RECORD_SELECT
                                "WHERE a.key IS NOT NULL AND d.decision = 'suppress' AND d.reason IN ('hostunknown', "
                                "'notaccept') AND EXISTS (SELECT 1 FROM domain_check c WHERE c.domain = a.domain) "
                                "ORDER BY a.key");
    while (nx_sql_step(ledger, find))
        g_ptr_array_add(records, nx_record_read(find));
    return records;
}

static gboolean is_back(NxLedger *ledger, const NxRecord *record)
{
    const char *domain = nx_address_domain(record->key);
    g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
    find_some(ledger, &domain, 1, known);
    return known->len > 0 && nx_domain_is_back(known->pdata[0], record->since);
}

GPtrArray *nx_ledger_back(NxLedger *ledger, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    GPtrArray *records = find_suppressed(ledger);
    for (guint i = records->len; i > 0; i--)
        if (!is_back(ledger, records->pdata[i - 1]))
            g_ptr_array_remove_index(records, i - 1);
    if (nx_ledger_end(ledger, error))
        return records;
    g_ptr_array_unref(records);
    return NULL;
}

GHashTable *nx_ledger_familiar_domains(NxLedger *ledger, guint addresses, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    GHashTable *familiar = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sqlite3_stmt *find = nx_sql(ledger, "SELECT domain FROM address WHERE delivered IS NOT NULL AND domain IS NOT NULL "
                                        "GROUP BY domain HAVING COUNT(*) > ?1");
    nx_bind_number(find, 1, addresses);
    while (nx_sql_step(ledger, find))
        g_hash_table_add(familiar, nx_sql_dup(find, 0));
    if (nx_ledger_end(ledger, error))
        return familiar;
    g_hash_table_unref(familiar);
    return NULL;
}
