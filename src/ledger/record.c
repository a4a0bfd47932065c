/* Records out of the tables, and as the facts that limits ask for. */
#include "ledger/record.h"

void nx_record_free(NxRecord *record)
{
    if (!record)
        return;
    char *owned[] = {record->key,        record->spelling,
                     record->actor,      record->act,
                     record->cause,      record->scope,
                     record->diagnostic, record->rule,
                     record->evidence,   record->provider,
                     record->note,       record->file,
                     record->place_id,   record->original_message_id};
    for (guint i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
    g_free(record);
}

static void read_decision(sqlite3_stmt *row, NxRecord *record)
{
    nx_decision_parse(nx_sql_text(row, 9), &record->decision);
    record->not_before = nx_sql_number(row, 10);
    nx_plan_parse(nx_sql_text(row, 11), &record->plan);
    record->attempt = (guint)nx_sql_number(row, 12);
    record->attempts = (guint)nx_sql_number(row, 13);
    record->attempt_sent_at = nx_sql_number(row, 14);
    record->attempt_sent = record->attempt_sent_at != NX_TIME_UNKNOWN;
    record->cause = nx_sql_dup(row, 15);
    record->by_advice = nx_sql_number(row, 33) != 0;
    record->until = nx_sql_number(row, 34);
}

static void read_evidence(sqlite3_stmt *row, NxRecord *record)
{
    nx_reason_parse(nx_sql_text(row, 16), &record->reason);
    nx_class_parse(nx_sql_text(row, 17), &record->klass);
    nx_status_parse(nx_sql_text(row, 18), -1, &record->status);
    record->reply_code = (guint)nx_sql_number(row, 19);
    record->provider = nx_sql_dup(row, 20);
    record->diagnostic = nx_sql_dup(row, 21);
    record->rule = nx_sql_dup(row, 22);
    record->evidence = nx_sql_dup(row, 23);
    record->file = nx_sql_dup(row, 24);
    record->place_id = nx_sql_dup(row, 25);
    record->original_message_id = nx_sql_dup(row, 36);
}

NxRecord *nx_record_read(sqlite3_stmt *row)
{
    NxRecord *record = g_new0(NxRecord, 1);
    record->key = nx_sql_dup(row, 1);
    record->spelling = nx_sql_dup(row, 2);
    record->note = nx_sql_dup(row, 3);
    record->is_protected = nx_sql_number(row, 4) != 0;
    record->delivered = nx_sql_number(row, 5);
    record->seen = (guint)nx_sql_number(row, 6);
    record->first_seen = nx_sql_number(row, 7);
    record->last_seen = nx_sql_number(row, 8);
    record->episodes = (guint)nx_sql_number(row, 35);
    record->is_purged = nx_sql_number(row, 37) != 0;
    if (sqlite3_column_type(row, 9) == SQLITE_NULL)
        return record;
    read_decision(row, record);
    read_evidence(row, record);
    record->since = nx_sql_number(row, 26);
    record->actor = nx_sql_dup(row, 27);
    record->act = nx_sql_dup(row, 28);
    record->scope = nx_sql_dup(row, 29);
    record->handed_over = nx_sql_number(row, 30) != 0;
    return record;
}

NxPhase nx_record_phase(const NxRecord *record, NxTime settle, NxTime now)
{
    return nx_retry_phase(record->decision, record->not_before, record->attempt_sent, record->attempt_sent_at, settle,
                          now);
}

void nx_record_facts(const NxRecord *record, NxStanding *standing, NxFacts *facts)
{
    *standing = (NxStanding){
        .decision = record->decision,
        .by_advice = record->by_advice,
        .klass = record->klass,
        .since = record->since,
        .until = record->until,
        .not_before = record->not_before,
        .plan = record->plan,
        .attempt = record->attempt,
        .attempts = record->attempts,
        .attempt_sent = record->attempt_sent,
        .attempt_sent_at = record->attempt_sent_at,
        .delivered = record->delivered,
        .handed_over = record->handed_over,
        .is_protected = record->is_protected,
        .seen = record->seen,
        .episodes = record->episodes,
        .first_seen = record->first_seen,
        .last_seen = record->last_seen,
        .has_note = record->note != NULL,
    };
    *facts = (NxFacts){
        .standing = standing,
        .recipient = record->spelling,
        .domain = record->key ? nx_address_domain(record->key) : NULL,
        .provider = record->provider,
        .cause = record->cause,
        .diagnostic = record->diagnostic,
        .note = record->note,
        .reason = record->reason,
        .klass = record->klass,
        .status = record->status,
        .reply_code = record->reply_code,
        .arrived = record->last_seen,
    };
}
