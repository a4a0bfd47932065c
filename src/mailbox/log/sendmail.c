/* Sendmail: "QUEUEID: to=<a>,<b>, ctladdr=<c>, delay=..., mailer=esmtp, relay=h. [ip], dsn=2.0.0, stat=Sent (text)". */
#include "mailbox/log/format.h"
#include <string.h>

enum { MOST = 100 }; /* recipients of a line; it logs fewer */

static gboolean claims(const NxLogHead *head)
{
    static const char *const PROGRAMS[] = {"sendmail", "sm-mta",      "sm-msp-queue",
                                           "sm-que",   "sendmail-in", "sendmail-out"};
    for (guint i = 0; i < G_N_ELEMENTS(PROGRAMS); i++)
        if (nx_bytes_equal(head->program, PROGRAMS[i]))
            return TRUE;
    return FALSE;
}

/* "Sent", else what the class of the status says; what waits in a queue tells nothing yet. */
static gboolean read_stat(NxLogText *text, NxLogFound *found)
{
    if (nx_log_skip(text, "Sent") && (text->at == text->end || *text->at == ' '))
        found->result = NX_LOG_SENT;
    else if (nx_log_skip(text, "Deferred") || found->status.klass == 4)
        found->result = NX_LOG_DEFERRED;
    else if (found->status.klass == 5)
        found->result = NX_LOG_BOUNCED;
    else
        return FALSE;
    if (!nx_log_skip(text, ": "))
        nx_log_blanks(text);
    if (nx_log_skip(text, "(") && text->end > text->at && text->end[-1] == ')')
        text->end--;
    found->text = nx_log_rest(text);
    return TRUE;
}

static gboolean read_fields(NxLogText *text, NxLogFound *found)
{
    NxBytes key, value;
    while (nx_log_skip(text, ", ") && nx_log_word(text, "=", &key) && nx_log_skip(text, "=")) {
        if (nx_bytes_equal(key, "stat"))
            return read_stat(text, found);
        nx_log_address(text, ",", &value);
        if (nx_bytes_equal(key, "relay"))
            found->host = value;
        else if (nx_bytes_equal(key, "mailer"))
            found->local = nx_bytes_equal(value, "local") || nx_bytes_equal(value, "prog") ||
                           nx_bytes_equal(value, "*file*") || nx_bytes_equal(value, "*include*");
        else if (nx_bytes_equal(key, "dsn"))
            nx_status_parse(value.at, (gssize)value.len, &found->status);
    }
    return FALSE;
}

/* "<a>,<b>" or "a,b"; parted from the next field by ", ". */
static guint read_recipients(NxLogText *text, NxBytes recipients[MOST])
{
    guint n = 0;
    do {
        if (!nx_log_angle(text, &recipients[n]) && !nx_log_address(text, ",", &recipients[n]))
            return 0;
        n++;
    } while (n < MOST && text->end - text->at > 1 && text->at[1] != ' ' && nx_log_skip(text, ","));
    return n;
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {0};
    NxBytes recipients[MOST], id;
    if (!nx_log_word(&text, ": \t", &found.queue_id) || !nx_log_skip(&text, ": "))
        return NX_LOG_UNDERSTOOD;
    if (nx_log_skip(&text, "to=")) {
        guint n = read_recipients(&text, recipients);
        gboolean told = n && read_fields(&text, &found);
        for (guint i = 0; told && i < n; i++) {
            found.recipient = recipients[i];
            nx_log_take(reader, head, &found);
        }
        return NX_LOG_UNDERSTOOD;
    }
    NxBytes key, value;
    while (nx_log_word(&text, "=", &key) && nx_log_skip(&text, "=")) {
        if (nx_bytes_equal(key, "msgid") && nx_log_angle(&text, &id))
            nx_log_remember(reader, NX_LOG_MEMO_MESSAGE_ID, found.queue_id, id);
        if (nx_bytes_equal(key, "from") && nx_log_angle(&text, &id))
            nx_log_remember(reader, NX_LOG_MEMO_SENDER, found.queue_id, id);
        nx_log_address(&text, ",", &value);
        if (!nx_log_skip(&text, ", "))
            break;
    }
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_sendmail = {"sendmail", claims, read_line};
