/* Sightings into the tables and out of them. */
#include "ledger/sighting.h"
#include "ledger/secret.h"

static NxSighting *read_row(sqlite3_stmt *row)
{
    NxSighting *sighting = g_new0(NxSighting, 1);
    sighting->key = nx_sql_dup(row, 0);
    sighting->spelling = nx_sql_dup(row, 1);
    sighting->domain = nx_sql_dup(row, 2);
    sighting->event_key = nx_sql_dup(row, 3);
    sighting->place_id = nx_sql_dup(row, 4);
    if (sqlite3_column_bytes(row, 5) == sizeof sighting->sha256)
        memcpy(sighting->sha256, sqlite3_column_blob(row, 5), sizeof sighting->sha256);
    sighting->arrived = nx_sql_number(row, 6);
    nx_reason_parse(nx_sql_text(row, 7), &sighting->reason);
    nx_class_parse(nx_sql_text(row, 8), &sighting->klass);
    nx_plan_parse(nx_sql_text(row, 9), &sighting->plan);
    nx_status_parse(nx_sql_text(row, 10), -1, &sighting->status);
    sighting->reply_code = (guint)nx_sql_number(row, 11);
    sighting->provider = nx_sql_dup(row, 12);
    sighting->reporting_mta = nx_sql_dup(row, 13);
    sighting->feedback_type = nx_sql_dup(row, 14);
    sighting->diagnostic = nx_sql_dup(row, 15);
    sighting->rule = nx_sql_dup(row, 16);
    sighting->evidence = nx_sql_dup(row, 17);
    sighting->file = nx_sql_dup(row, 18);
    sighting->remote_mta = nx_sql_dup(row, 19);
    nx_confidence_parse(nx_sql_text(row, 20), &sighting->confidence);
    if (!nx_advice_parse(nx_sql_text(row, 21), &sighting->advice))
        sighting->advice = NX_ADVICE_REVIEW; /* of a row from before these were kept */
    sighting->original_message_id = nx_sql_dup(row, 22);
    return sighting;
}

GPtrArray *nx_sightings_read(NxLedger *ledger, sqlite3_stmt *statement)
{
    GPtrArray *sightings = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    while (nx_sql_step(ledger, statement))
        g_ptr_array_add(sightings, read_row(statement));
    return sightings;
}

void nx_sighting_write(NxLedger *ledger, gint64 address, const NxSighting *sighting, NxTime arrived)
{
    sqlite3_stmt *insert = nx_sql(
        ledger,
        "INSERT INTO sighting (address, event_key, place, sha256, arrived, reason, class, plan, status, reply_code, "
        "provider, reporting_mta, feedback_type, diagnostic, rule, evidence, file, remote_mta, confidence, advice, "
        "original) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    char status[NX_STATUS_TEXT_SIZE];
    nx_bind_number(insert, 1, address);
    nx_bind_scrubbed(ledger, insert, 2, sighting->event_key, TRUE);
    nx_bind_scrubbed(ledger, insert, 3, sighting->place_id, TRUE);
    if (insert)
        sqlite3_bind_blob(insert, 4, sighting->sha256, sizeof sighting->sha256, SQLITE_STATIC);
    nx_bind_number(insert, 5, arrived);
    nx_bind_text(insert, 6, nx_reason_name(sighting->reason));
    nx_bind_text(insert, 7, nx_class_name(sighting->klass));
    nx_bind_text(insert, 8, nx_plan_name(sighting->plan));
    nx_bind_text(insert, 9, nx_status_text(sighting->status, status));
    nx_bind_number(insert, 10, sighting->reply_code);
    nx_bind_text(insert, 11, sighting->provider);
    nx_bind_text(insert, 12, sighting->reporting_mta);
    nx_bind_text(insert, 13, sighting->feedback_type);
    nx_bind_scrubbed(ledger, insert, 14, sighting->diagnostic, FALSE);
    nx_bind_text(insert, 15, sighting->rule);
    nx_bind_scrubbed(ledger, insert, 16, sighting->evidence, FALSE);
    nx_bind_scrubbed(ledger, insert, 17, sighting->file, TRUE);
    nx_bind_text(insert, 18, sighting->remote_mta);
    nx_bind_text(insert, 19, nx_confidence_name(sighting->confidence));
    nx_bind_text(insert, 20, nx_advice_name(sighting->advice));
    nx_bind_scrubbed(ledger, insert, 21, sighting->original_message_id, TRUE);
    nx_sql_done(ledger, insert);
}
