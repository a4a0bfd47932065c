/* What is known: records, sightings, failures. */
#include "ledger/life.h"
#include "ledger/record.h"
#include "ledger/secret.h"
#include "ledger/sighting.h"
#include "ledger/stored.h"

#define OF_ADDRESS "WHERE s.address = ?1 ORDER BY s.arrived DESC, s.id DESC"

static NxRecord *find_record(NxLedger *ledger, const char *key)
{
    NxStored stored = {0};
    return nx_stored_find(ledger, key, &stored) ? stored.record : NULL;
}

static GPtrArray *find_sightings(NxLedger *ledger, gint64 address)
{
    sqlite3_stmt *find = nx_sql(ledger, NX_SIGHTING_SELECT OF_ADDRESS);
    nx_bind_number(find, 1, address);
    return nx_sightings_read(ledger, find);
}

NxRecord *nx_ledger_record(NxLedger *ledger, const char *key, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    NxRecord *record = find_record(ledger, key);
    if (!nx_ledger_end(ledger, error))
        g_clear_pointer(&record, nx_record_free);
    return record;
}

/* Gives `array` if the transaction ends well. */
static GPtrArray *finish(NxLedger *ledger, GPtrArray *array, GError **error)
{
    if (nx_ledger_end(ledger, error))
        return array;
    g_ptr_array_unref(array);
    return NULL;
}

GPtrArray *nx_ledger_records(NxLedger *ledger, NxDecision decision, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    sqlite3_stmt *all = nx_sql(ledger, NX_RECORD_SELECT
                               "WHERE a.key IS NOT NULL AND d.decision <> 'none' AND (?1 IS NULL OR d.decision = ?1) "
                               "ORDER BY a.key");
    nx_bind_text(all, 1, nx_decision_name(decision));
    while (nx_sql_step(ledger, all))
        g_ptr_array_add(records, nx_record_read(all));
    return finish(ledger, records, error);
}

gboolean nx_ledger_each(NxLedger *ledger, NxRecordFunc take, gpointer user, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return FALSE;
    sqlite3_stmt *all = nx_sql(ledger, "SELECT a.key, d.decision, COALESCE(d.since, t.at), d.until, d.by_advice, "
                                       "d.reason, d.class, d.not_before, d.sent_at "
                                       "FROM address a JOIN decision d ON d.id = a.standing " NX_RECORD_ACT
                                       "WHERE a.key IS NOT NULL AND d.decision <> 'none'");
    while (nx_sql_step(ledger, all)) {
        NxRecord record = {.key = (char *)nx_sql_text(all, 0),
                           .since = nx_sql_number(all, 2),
                           .until = nx_sql_number(all, 3),
                           .by_advice = nx_sql_number(all, 4) != 0,
                           .not_before = nx_sql_number(all, 7),
                           .attempt_sent_at = nx_sql_number(all, 8)};
        record.attempt_sent = record.attempt_sent_at != NX_TIME_UNKNOWN;
        nx_decision_parse(nx_sql_text(all, 1), &record.decision);
        nx_reason_parse(nx_sql_text(all, 5), &record.reason);
        nx_class_parse(nx_sql_text(all, 6), &record.klass);
        take(&record, user);
    }
    return nx_ledger_end(ledger, error);
}

static GPtrArray *read_all(NxLedger *ledger, sqlite3_stmt *all)
{
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    while (nx_sql_step(ledger, all))
        g_ptr_array_add(records, nx_record_read(all));
    return records;
}

GPtrArray *nx_ledger_scoped_records(NxLedger *ledger, NxDecision decision, const char *scope, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    sqlite3_stmt *all = nx_sql(ledger, NX_RECORD_SCOPED
                               "WHERE a.key IS NOT NULL AND d.decision <> 'none' AND (?1 IS NULL OR d.decision = ?1) "
                               "AND (?2 IS NULL OR x.scope = ?2) ORDER BY a.key, x.scope");
    nx_bind_text(all, 1, nx_decision_name(decision));
    nx_bind_text(all, 2, scope);
    return finish(ledger, read_all(ledger, all), error);
}

GPtrArray *nx_ledger_scopes(NxLedger *ledger, const char *key, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    sqlite3_stmt *all =
        nx_sql(ledger, NX_RECORD_SCOPED "WHERE x.address = ?1 AND d.decision <> 'none' ORDER BY x.scope");
    nx_bind_number(all, 1, nx_address_find(ledger, key, NULL));
    return finish(ledger, read_all(ledger, all), error);
}

GPtrArray *nx_ledger_protected(NxLedger *ledger, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    sqlite3_stmt *all = nx_sql(ledger, NX_RECORD_SELECT "WHERE a.protected AND a.key IS NOT NULL ORDER BY a.key");
    return finish(ledger, read_all(ledger, all), error);
}

GPtrArray *nx_ledger_history(NxLedger *ledger, const char *key, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    sqlite3_stmt *find = nx_sql(ledger, NX_SIGHTING_SELECT "WHERE a.key = ?1 ORDER BY s.arrived DESC, s.id DESC");
    nx_bind_text(find, 1, key);
    return finish(ledger, nx_sightings_read(ledger, find), error);
}

GPtrArray *nx_ledger_recent(NxLedger *ledger, NxStatus status, NxTime since, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    char text[NX_STATUS_TEXT_SIZE];
    sqlite3_stmt *find = nx_sql(ledger, NX_SIGHTING_SELECT
                                "WHERE s.arrived >= ?1 AND s.status = ?2 AND a.key IS NOT NULL ORDER BY s.arrived");
    nx_bind_number(find, 1, since);
    nx_bind_text(find, 2, nx_status_text(status, text));
    return finish(ledger, nx_sightings_read(ledger, find), error);
}

/* ---- Recall ------------------------------------------------------------------------------------------------------ */

void nx_recall_free(NxRecall *recall)
{
    if (!recall)
        return;
    nx_record_free(recall->record);
    g_clear_pointer(&recall->sightings, g_ptr_array_unref);
    nx_life_free(recall->life);
    g_free(recall);
}

/* Most addresses were only seen: a short look first. */
static gboolean look_up(NxLedger *ledger, const char *key, gint64 *address, gboolean *stands, gboolean *seen)
{
    sqlite3_stmt *find = nx_sql(
        ledger, "SELECT id, standing IS NOT NULL OR note IS NOT NULL OR protected OR delivered IS NOT NULL, seen > 0 "
                "FROM address WHERE key = ?1");
    nx_bind_text(find, 1, key);
    if (!nx_sql_step(ledger, find)) {
        *address = nx_secret_find(ledger, key);
        *stands = *address != 0;
        *seen = FALSE; /* by whom, nobody is told any more */
        return *stands;
    }
    *address = nx_sql_number(find, 0);
    *stands = nx_sql_number(find, 1) != 0;
    *seen = nx_sql_number(find, 2) != 0;
    nx_sql_reset(find);
    return TRUE;
}

/* Does it say more than that the address was seen? */
static gboolean says_more(const NxRecord *record)
{
    return record->decision != NX_DECISION_NONE || record->note || record->is_protected ||
           record->delivered != NX_TIME_UNKNOWN || record->until != NX_TIME_UNKNOWN;
}

static NxLife *newest_life(NxLedger *ledger, gint64 address)
{
    sqlite3_stmt *find = nx_sql(ledger, NX_LIFE_SELECT "WHERE l.address = ?1 AND " NX_LIFE_COUNTS
                                                       "ORDER BY l.at DESC, l.id DESC LIMIT 1");
    nx_bind_number(find, 1, address);
    if (!nx_sql_step(ledger, find))
        return NULL;
    NxLife *life = nx_life_read(find);
    nx_sql_reset(find);
    return life;
}

static NxRecall *recall_one(NxLedger *ledger, const char *key)
{
    gint64 address;
    gboolean stands, seen;
    if (!look_up(ledger, key, &address, &stands, &seen))
        return NULL;
    NxRecall *recall = g_new0(NxRecall, 1);
    recall->record = stands ? find_record(ledger, key) : NULL;
    if (recall->record && !says_more(recall->record))
        g_clear_pointer(&recall->record, nx_record_free);
    recall->sightings =
        seen ? find_sightings(ledger, address) : g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    if (recall->record && recall->record->delivered != NX_TIME_UNKNOWN)
        recall->life = newest_life(ledger, address);
    return recall;
}

GPtrArray *nx_ledger_recall(NxLedger *ledger, const char *const *keys, guint n, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    GPtrArray *recalls = g_ptr_array_new_full(n, (GDestroyNotify)nx_recall_free);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(recalls, recall_one(ledger, keys[i]));
    return finish(ledger, recalls, error);
}

/* ---- Failures ---------------------------------------------------------------------------------------------------- */

static const guint8 *digest(sqlite3_stmt *row, int at)
{
    return sqlite3_column_bytes(row, at) == 32 ? sqlite3_column_blob(row, at) : NULL;
}

static const char *text_or_null(sqlite3_stmt *row, int at)
{
    return (const char *)sqlite3_column_text(row, at);
}

gboolean nx_ledger_failures(NxLedger *ledger, NxTime since, NxFailureFunc take, gpointer user, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return FALSE;
    sqlite3_stmt *all = nx_sql(ledger, "SELECT s.arrived, s.class, s.reason, s.sha256, a.key, s.provider, "
                                       "s.reporting_mta, s.remote_mta FROM sighting s JOIN address a ON a.id = "
                                       "s.address WHERE s.arrived >= ?1 AND s.feedback_type IS NULL AND a.key IS NOT "
                                       "NULL ORDER BY s.arrived");
    nx_bind_number(all, 1, since);
    while (nx_sql_step(ledger, all)) {
        NxFailure failure = {.arrived = nx_sql_number(all, 0),
                             .sha256 = digest(all, 3),
                             .key = text_or_null(all, 4),
                             .provider = text_or_null(all, 5),
                             .reporting_mta = text_or_null(all, 6),
                             .remote_mta = text_or_null(all, 7)};
        nx_class_parse(nx_sql_text(all, 1), &failure.klass);
        nx_reason_parse(nx_sql_text(all, 2), &failure.reason);
        take(&failure, user);
    }
    return nx_ledger_end(ledger, error);
}
