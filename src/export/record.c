/* How a record fills the columns. */
#include "export/record.h"
#include <nixie/address.h>
#include <nixie/json.h>

static char *number_text(guint number)
{
    return number ? g_strdup_printf("%u", number) : NULL;
}

static char *time_text(NxTime time)
{
    return time == NX_TIME_UNKNOWN ? NULL : nx_time_rfc3339(time);
}

static gboolean waits(const NxRecord *record)
{
    return record->decision == NX_DECISION_RETRY;
}

static char *get_status(const NxRecord *record)
{
    char text[NX_STATUS_TEXT_SIZE];
    return record->status.klass ? g_strdup(nx_status_text(record->status, text)) : NULL;
}

#define GET(name, expression)                                                                                          \
    static char *get_##name(const NxRecord *record)                                                                    \
    {                                                                                                                  \
        return expression;                                                                                             \
    }
GET(address, g_strdup(record->spelling))
GET(decision, g_strdup(nx_decision_name(record->decision)))
GET(reason, g_strdup(nx_reason_name(record->reason)))
GET(class, g_strdup(nx_class_name(record->klass)))
GET(reply_code, number_text(record->reply_code))
GET(diagnostic, g_strdup(record->diagnostic))
GET(domain, g_strdup(nx_address_domain(record->key)))
GET(first_seen, time_text(record->first_seen))
GET(last_seen, time_text(record->last_seen))
GET(count, g_strdup_printf("%u", record->seen))
GET(not_before, waits(record) ? time_text(record->not_before) : NULL)
GET(attempt, waits(record) ? number_text(record->attempt) : NULL)
GET(file, g_strdup(record->file))
GET(rule, g_strdup(record->rule))
GET(scope, g_strdup(record->scope))
GET(cause, g_strdup(record->cause))
GET(note, g_strdup(record->note))
GET(since, time_text(record->since))
GET(until, time_text(record->until))
GET(by, record->decision == NX_DECISION_NONE ? NULL : g_strdup(record->by_advice ? NX_BY_ADVICE : NX_BY_PERSON))
GET(provider, g_strdup(record->provider))
GET(plan, waits(record) && record->plan ? g_strdup(nx_plan_name(record->plan)) : NULL)
GET(attempts, waits(record) ? number_text(record->attempts) : NULL)
GET(sent_at, waits(record) && record->attempt_sent ? time_text(record->attempt_sent_at) : NULL)
GET(evidence, g_strdup(record->evidence))
GET(original_message_id, g_strdup(record->original_message_id))
GET(delivered, time_text(record->delivered))

static const NxRecordColumn COLUMNS[] = {
    {"address", get_address, NX_CELL_ADDRESS},
    {"decision", get_decision, NX_CELL_TEXT},
    {"reason", get_reason, NX_CELL_TEXT},
    {"class", get_class, NX_CELL_TEXT},
    {"status", get_status, NX_CELL_TEXT},
    {"reply_code", get_reply_code, NX_CELL_TEXT},
    {"diagnostic", get_diagnostic, NX_CELL_TEXT},
    {"domain", get_domain, NX_CELL_TEXT},
    {"first_seen", get_first_seen, NX_CELL_TEXT},
    {"last_seen", get_last_seen, NX_CELL_TEXT},
    {"count", get_count, NX_CELL_NUMBER},
    {"not_before", get_not_before, NX_CELL_TEXT},
    {"attempt", get_attempt, NX_CELL_NUMBER},
    {"file", get_file, NX_CELL_TEXT},
    {"rule", get_rule, NX_CELL_TEXT},
    {"scope", get_scope, NX_CELL_TEXT},
    {"cause", get_cause, NX_CELL_TEXT},
    {"note", get_note, NX_CELL_TEXT},
    {"since", get_since, NX_CELL_TEXT},
    {"until", get_until, NX_CELL_TEXT},
    {"by", get_by, NX_CELL_TEXT},
    {"provider", get_provider, NX_CELL_TEXT},
    {"plan", get_plan, NX_CELL_TEXT},
    {"attempts", get_attempts, NX_CELL_NUMBER},
    {"sent_at", get_sent_at, NX_CELL_TEXT},
    {"evidence", get_evidence, NX_CELL_TEXT},
    {"original_message_id", get_original_message_id, NX_CELL_TEXT},
    {"delivered", get_delivered, NX_CELL_TEXT},
    {NULL, NULL, NX_CELL_TEXT},
};

/* ---- What others ask for ------------------------------------------------------------------------------------------
 */

static NxTime last_time(const NxRecord *record)
{
    return record->last_seen != NX_TIME_UNKNOWN ? record->last_seen : record->since;
}

/* RFC 5322 3.3, whatever the locale. */
static char *get_date(const NxRecord *record)
{
    static const char *const DAYS[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}, *const MONTHS[] = {
                                                                                             "Jan", "Feb", "Mar",
                                                                                             "Apr", "May", "Jun",
                                                                                             "Jul", "Aug", "Sep",
                                                                                             "Oct", "Nov", "Dec"};
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(last_time(record));
    if (!at || last_time(record) == NX_TIME_UNKNOWN)
        return NULL;
    return g_strdup_printf("%s, %02d %s %d %02d:%02d:%02d +0000", DAYS[g_date_time_get_day_of_week(at) - 1],
                           g_date_time_get_day_of_month(at), MONTHS[g_date_time_get_month(at) - 1],
                           g_date_time_get_year(at), g_date_time_get_hour(at), g_date_time_get_minute(at),
                           g_date_time_get_second(at));
}

static char *get_why(const NxRecord *record)
{
    char *status = get_status(record);
    const char *reason = record->reason == NX_REASON_UNDEFINED ? "suppressed" : nx_reason_name(record->reason);
    return status ? status : g_strdup(reason);
}

static char *get_bounce(const NxRecord *record)
{
    g_autofree char *why = get_why(record);
    GString *json = g_string_new(NULL);
    nx_json_object_open(json, NULL);
    nx_json_text(json, "bounce", why);
    nx_json_object_close(json);
    return g_string_free(json, FALSE);
}

/* Sisimai's name of a bounce: the addresser is not known here. */
static char *get_token(const NxRecord *record)
{
    g_autofree char *what = g_strdup_printf("\x02\x1e%s\x1e%" G_GINT64_FORMAT "\x03", record->key, last_time(record));
    return g_compute_checksum_for_string(G_CHECKSUM_SHA1, what, -1);
}

GET(timestamp, g_strdup_printf("%" G_GINT64_FORMAT, last_time(record)))
GET(soft, g_strdup(record->klass == NX_CLASS_SOFT || record->klass == NX_CLASS_BLOCK ? "1" : "0"))
GET(is_hard, g_strdup(record->klass == NX_CLASS_HARD ? "true" : "false"))

static const NxRecordColumn FIELDS[] = {
    {"date", get_date, NX_CELL_TEXT},
    {"why", get_why, NX_CELL_TEXT},
    {"bounce", get_bounce, NX_CELL_TEXT},
    {"token", get_token, NX_CELL_TEXT},
    {"timestamp", get_timestamp, NX_CELL_NUMBER},
    {"soft", get_soft, NX_CELL_NUMBER},
    {"is_hard", get_is_hard, NX_CELL_FLAG},
};

const NxRecordColumn *nx_record_field(const char *name)
{
    for (guint i = 0; COLUMNS[i].name; i++)
        if (g_str_equal(COLUMNS[i].name, name))
            return &COLUMNS[i];
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (g_str_equal(FIELDS[i].name, name))
            return &FIELDS[i];
    return NULL;
}

const NxRecordColumn *nx_record_columns(void)
{
    return COLUMNS;
}
