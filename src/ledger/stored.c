/* Addresses and their decisions in the tables. */
#include "ledger/stored.h"
#include "ledger/record.h"

void nx_stored_clear(NxStored *stored)
{
    g_clear_pointer(&stored->record, nx_record_free);
}

static gboolean read_stored(NxLedger *ledger, sqlite3_stmt *find, NxStored *stored)
{
    if (!nx_sql_step(ledger, find))
        return FALSE;
    stored->address = nx_sql_number(find, 0);
    stored->standing = nx_sql_number(find, 31);
    stored->act = nx_sql_number(find, 32);
    stored->record = nx_record_read(find);
    nx_sql_reset(find);
    return TRUE;
}

gboolean nx_stored_find(NxLedger *ledger, const char *key, NxStored *stored)
{
    sqlite3_stmt *find = nx_sql(ledger, NX_RECORD_SELECT "WHERE a.key = ?1");
    nx_bind_text(find, 1, key);
    return read_stored(ledger, find, stored);
}

gboolean nx_stored_get(NxLedger *ledger, gint64 address, NxStored *stored)
{
    sqlite3_stmt *find = nx_sql(ledger, NX_RECORD_SELECT "WHERE a.id = ?1");
    nx_bind_number(find, 1, address);
    return read_stored(ledger, find, stored);
}

gint64 nx_address_row(NxLedger *ledger, const char *key, const char *spelling)
{
    sqlite3_stmt *find = nx_sql(ledger, "SELECT id FROM address WHERE key = ?1");
    nx_bind_text(find, 1, key);
    if (nx_sql_step(ledger, find)) {
        gint64 row = nx_sql_number(find, 0);
        nx_sql_reset(find);
        return row;
    }
    sqlite3_stmt *insert = nx_sql(ledger, "INSERT INTO address (key, spelling, domain) VALUES (?1, ?2, ?3)");
    nx_bind_text(insert, 1, key);
    nx_bind_text(insert, 2, spelling ? spelling : key);
    nx_bind_text(insert, 3, nx_address_domain(key));
    nx_sql_done(ledger, insert);
    return nx_ledger_failed(ledger) ? 0 : sqlite3_last_insert_rowid(ledger->db);
}

gboolean nx_stored_make(NxLedger *ledger, const char *key, const char *spelling, NxStored *stored)
{
    if (!nx_stored_find(ledger, key, stored))
        return !nx_ledger_failed(ledger) && nx_stored_get(ledger, nx_address_row(ledger, key, spelling), stored);
    if (spelling && !g_str_equal(spelling, key) && g_strcmp0(stored->record->spelling, spelling) != 0) {
        sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET spelling = ?2 WHERE id = ?1");
        nx_bind_number(update, 1, stored->address);
        nx_bind_text(update, 2, spelling);
        nx_sql_done(ledger, update);
    }
    if (nx_ledger_failed(ledger))
        nx_stored_clear(stored);
    return !nx_ledger_failed(ledger);
}

static gint64 write_decision(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record)
{
    char status[NX_STATUS_TEXT_SIZE];
    sqlite3_stmt *insert =
        nx_sql(ledger, "INSERT INTO decision (address, act, decision, not_before, plan, attempt, "
                       "attempts, sent_at, cause, reason, class, status, "
                       "reply_code, provider, diagnostic, rule, evidence, file, place, by_advice, until) "
                       "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
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
    nx_bind_text(insert, 15, record->diagnostic);
    nx_bind_text(insert, 16, record->rule);
    nx_bind_text(insert, 17, record->evidence);
    nx_bind_text(insert, 18, record->file);
    nx_bind_text(insert, 19, record->place_id);
    nx_bind_number(insert, 20, record->by_advice);
    nx_bind_time(insert, 21, record->until);
    nx_sql_done(ledger, insert);
    return nx_ledger_failed(ledger) ? 0 : sqlite3_last_insert_rowid(ledger->db);
}

gint64 nx_stored_decide(NxLedger *ledger, gint64 address, gint64 act, const NxRecord *record)
{
    gint64 row = write_decision(ledger, address, act, record);
    sqlite3_stmt *stand = nx_sql(ledger, "UPDATE address SET standing = ?2 WHERE id = ?1");
    nx_bind_number(stand, 1, address);
    nx_bind_row(stand, 2, row);
    nx_sql_done(ledger, stand);
    return row;
}
