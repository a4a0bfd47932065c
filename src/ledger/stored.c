/* Addresses and their decisions in the tables. */
#include "ledger/stored.h"
#include "ledger/record.h"
#include "ledger/secret.h"

void nx_stored_clear(NxStored *stored)
{
    g_clear_pointer(&stored->record, nx_record_free);
}

static gboolean read_stored(NxLedger *ledger, sqlite3_stmt *find, const char *scope, NxStored *stored)
{
    if (!nx_sql_step(ledger, find))
        return FALSE;
    stored->address = nx_sql_number(find, 0);
    stored->standing = nx_sql_number(find, 31);
    stored->act = nx_sql_number(find, 32);
    stored->scope = scope;
    stored->record = nx_record_read(find);
    nx_sql_reset(find);
    return TRUE;
}

gint64 nx_address_find(NxLedger *ledger, const char *key, gboolean *purged)
{
    sqlite3_stmt *find = nx_sql(ledger, "SELECT id FROM address WHERE key = ?1");
    nx_bind_text(find, 1, key);
    gboolean found = nx_sql_step(ledger, find);
    gint64 row = found ? nx_sql_number(find, 0) : 0;
    nx_sql_reset(find);
    if (!found)
        row = nx_secret_find(ledger, key);
    if (purged)
        *purged = !found && row != 0;
    return row;
}

gboolean nx_stored_get_in(NxLedger *ledger, gint64 address, const char *scope, NxStored *stored)
{
    sqlite3_stmt *find =
        nx_sql(ledger, scope ? NX_RECORD_IN_SCOPE "WHERE a.id = ?1" : NX_RECORD_SELECT "WHERE a.id = ?1");
    nx_bind_number(find, 1, address);
    if (scope)
        nx_bind_text(find, 2, scope);
    return read_stored(ledger, find, scope, stored);
}

gboolean nx_stored_get(NxLedger *ledger, gint64 address, NxStored *stored)
{
    return nx_stored_get_in(ledger, address, NULL, stored);
}

static gboolean find_purged(NxLedger *ledger, const char *key, const char *scope, NxStored *stored)
{
    gint64 row = nx_secret_find(ledger, key);
    if (row == 0 || !nx_stored_get_in(ledger, row, scope, stored))
        return FALSE;
    stored->record->key = g_strdup(key);
    stored->record->spelling = g_strdup(key);
    return TRUE;
}

gboolean nx_stored_find_in(NxLedger *ledger, const char *key, const char *scope, NxStored *stored)
{
    sqlite3_stmt *find =
        nx_sql(ledger, scope ? NX_RECORD_IN_SCOPE "WHERE a.key = ?1" : NX_RECORD_SELECT "WHERE a.key = ?1");
    nx_bind_text(find, 1, key);
    if (scope)
        nx_bind_text(find, 2, scope);
    return read_stored(ledger, find, scope, stored) || find_purged(ledger, key, scope, stored);
}

gboolean nx_stored_find(NxLedger *ledger, const char *key, NxStored *stored)
{
    return nx_stored_find_in(ledger, key, NULL, stored);
}

gint64 nx_address_row(NxLedger *ledger, const char *key, const char *spelling)
{
    gint64 row = nx_address_find(ledger, key, NULL);
    if (row != 0 || nx_ledger_failed(ledger))
        return row;
    sqlite3_stmt *insert = nx_sql(ledger, "INSERT INTO address (key, spelling, domain) VALUES (?1, ?2, ?3)");
    nx_bind_text(insert, 1, key);
    nx_bind_text(insert, 2, spelling ? spelling : key);
    nx_bind_text(insert, 3, nx_address_domain(key));
    nx_sql_done(ledger, insert);
    return nx_ledger_failed(ledger) ? 0 : sqlite3_last_insert_rowid(ledger->db);
}

gboolean nx_stored_make(NxLedger *ledger, const char *key, const char *spelling, const char *scope, NxStored *stored)
{
    if (!nx_stored_find_in(ledger, key, scope, stored))
        return !nx_ledger_failed(ledger) &&
               nx_stored_get_in(ledger, nx_address_row(ledger, key, spelling), scope, stored);
    if (spelling && !stored->record->is_purged && !g_str_equal(spelling, key) &&
        g_strcmp0(stored->record->spelling, spelling) != 0) {
        sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET spelling = ?2 WHERE id = ?1");
        nx_bind_number(update, 1, stored->address);
        nx_bind_text(update, 2, spelling);
        nx_sql_done(ledger, update);
    }
    if (nx_ledger_failed(ledger))
        nx_stored_clear(stored);
    return !nx_ledger_failed(ledger);
}

/* What a message says of the address itself: of a purged one nobody writes it down. */
static void bind_message(NxLedger *ledger, sqlite3_stmt *insert, const NxRecord *record)
{
    if (record->is_purged)
        return;
    nx_bind_scrubbed(ledger, insert, 15, record->diagnostic, FALSE);
    nx_bind_scrubbed(ledger, insert, 17, record->evidence, FALSE);
    nx_bind_scrubbed(ledger, insert, 18, record->file, TRUE);
    nx_bind_scrubbed(ledger, insert, 19, record->place_id, TRUE);
    nx_bind_scrubbed(ledger, insert, 24, record->original_message_id, TRUE);
}

static gint64 write_decision(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record)
{
    char status[NX_STATUS_TEXT_SIZE];
    sqlite3_stmt *insert =
        nx_sql(ledger, "INSERT INTO decision (address, act, decision, not_before, plan, attempt, "
                       "attempts, sent_at, cause, reason, class, status, "
                       "reply_code, provider, diagnostic, rule, evidence, file, place, by_advice, until, "
                       "scope, since, original) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    const char *name = nx_decision_name(record->decision);
    nx_bind_number(insert, 1, address);
    nx_bind_number(insert, 2, act);
    nx_bind_text(insert, 3, name ? name : "none");
    nx_bind_time(insert, 4, record->not_before);
    nx_bind_text(insert, 5, nx_plan_name(record->plan));
    nx_bind_number(insert, 6, record->attempt);
    nx_bind_number(insert, 7, record->attempts);
    nx_bind_time(insert, 8, record->attempt_sent ? record->attempt_sent_at : NX_TIME_UNKNOWN);
    nx_bind_text(insert, 9, record->cause);
    nx_bind_text(insert, 10, nx_reason_name(record->reason));
    nx_bind_text(insert, 11, nx_class_name(record->klass));
    nx_bind_text(insert, 12, nx_status_text(record->status, status));
    nx_bind_number(insert, 13, record->reply_code);
    nx_bind_text(insert, 14, record->provider);
    nx_bind_text(insert, 16, record->rule);
    nx_bind_number(insert, 20, record->by_advice);
    nx_bind_time(insert, 21, record->until);
    nx_bind_text(insert, 22, record->scope);
    nx_bind_time(insert, 23, record->since);
    bind_message(ledger, insert, record);
    nx_sql_done(ledger, insert);
    return nx_ledger_failed(ledger) ? 0 : sqlite3_last_insert_rowid(ledger->db);
}

void nx_stored_stand(NxLedger *ledger, gint64 address, const char *scope, gint64 standing)
{
    sqlite3_stmt *stand = !scope ? nx_sql(ledger, "UPDATE address SET standing = ?2 WHERE id = ?1")
                          : standing == 0
                              ? nx_sql(ledger, "DELETE FROM scoped WHERE address = ?1 AND scope = ?3")
                              : nx_sql(ledger, "INSERT INTO scoped (address, scope, standing) VALUES (?1, ?3, ?2) "
                                               "ON CONFLICT DO UPDATE SET standing = ?2");
    nx_bind_number(stand, 1, address);
    nx_bind_row(stand, 2, standing);
    nx_bind_text(stand, 3, scope);
    nx_sql_done(ledger, stand);
}

gint64 nx_stored_decide(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record)
{
    gint64 row = write_decision(ledger, address, act, record);
    if (row != 0)
        nx_stored_stand(ledger, address, record->scope, row);
    return row;
}
