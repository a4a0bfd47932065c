/* The columns of an exported record. */
#include "export/format.h"
#include <nixie/address.h>

static const char *const COLUMNS[] = {"address",    "decision", "reason",     "class",     "status", "reply_code",
                                      "diagnostic", "domain",   "first_seen", "last_seen", "count",  "not_before",
                                      "attempt",    "file",     "rule",       NULL};
enum {
    ADDRESS,
    DECISION,
    REASON,
    CLASS,
    STATUS,
    REPLY_CODE,
    DIAGNOSTIC,
    DOMAIN_,
    FIRST_SEEN,
    LAST_SEEN,
    COUNT,
    NOT_BEFORE,
    ATTEMPT,
    FILE_,
    RULE
};

const char *const *nx_record_columns(void)
{
    return COLUMNS;
}

static char *number_text(guint number)
{
    return number ? g_strdup_printf("%u", number) : NULL;
}

static char *time_text(NxTime time)
{
    return time == NX_TIME_UNKNOWN ? NULL : nx_time_rfc3339(time);
}

char *nx_record_cell(const NxRecord *record, guint column)
{
    char status[NX_STATUS_TEXT_SIZE];
    gboolean waits = record->decision == NX_DECISION_RETRY;
    switch (column) {
    case ADDRESS: return g_strdup(record->spelling);
    case DECISION: return g_strdup(nx_decision_name(record->decision));
    case REASON: return g_strdup(nx_reason_name(record->reason));
    case CLASS: return g_strdup(nx_class_name(record->klass));
    case STATUS: return record->status.klass ? g_strdup(nx_status_text(record->status, status)) : NULL;
    case REPLY_CODE: return number_text(record->reply_code);
    case DIAGNOSTIC: return g_strdup(record->diagnostic);
    case DOMAIN_: return g_strdup(nx_address_domain(record->key));
    case FIRST_SEEN: return time_text(record->first_seen);
    case LAST_SEEN: return time_text(record->last_seen);
    case COUNT: return g_strdup_printf("%u", record->seen);
    case NOT_BEFORE: return waits ? time_text(record->not_before) : NULL;
    case ATTEMPT: return waits ? number_text(record->attempt) : NULL;
    case FILE_: return g_strdup(record->file);
    case RULE: return g_strdup(record->rule);
    default: return NULL;
    }
}
