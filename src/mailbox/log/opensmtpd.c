/* OpenSMTPD: "SESSION mta delivery evpid=... from=<a> to=<b> rcpt=<c> source="..." relay="ip (name)" delay=1s
 * result="Ok" stat="250 ok"", for mailboxes here "mda delivery ... user=ann ... result=Ok stat=Delivered". */
#include "mailbox/log/format.h"

static gboolean claims(const NxLogHead *head)
{
    return nx_bytes_equal(head->program, "smtpd") || nx_bytes_equal(head->program, "opensmtpd");
}

static const struct {
    const char *word;
    NxLogResult result;
} RESULTS[] = {{"Ok", NX_LOG_SENT}, {"TempFail", NX_LOG_DEFERRED}, {"PermFail", NX_LOG_BOUNCED}};

static gboolean result_of(NxBytes word, NxLogResult *result)
{
    for (guint i = 0; i < G_N_ELEMENTS(RESULTS); i++) {
        if (!nx_bytes_equal(word, RESULTS[i].word))
            continue;
        *result = RESULTS[i].result;
        return TRUE;
    }
    return FALSE;
}

/* A value of any of the three shapes; unquoted it may be many words only as the last one. */
static void read_value(NxLogText *text, NxBytes key, NxBytes *value)
{
    if (nx_log_angle(text, value) || nx_log_quoted(text, value))
        return;
    if (nx_bytes_equal(key, "stat")) {
        *value = nx_log_rest(text);
        text->at = text->end;
    } else {
        nx_log_word(text, " \t", value);
    }
}

static gboolean read_fields(NxLogText *text, NxLogFound *found)
{
    NxBytes key, value, envelope = {NULL, 0};
    gboolean told = FALSE;
    for (nx_log_blanks(text); nx_log_word(text, "= \t", &key) && nx_log_skip(text, "="); nx_log_blanks(text)) {
        read_value(text, key, &value);
        if (nx_bytes_equal(key, "to"))
            found->recipient = value;
        else if (nx_bytes_equal(key, "rcpt"))
            envelope = value;
        else if (nx_bytes_equal(key, "relay"))
            found->host = value;
        else if (nx_bytes_equal(key, "evpid"))
            found->queue_id = value;
        else if (nx_bytes_equal(key, "result"))
            told = result_of(value, &found->result);
        else if (nx_bytes_equal(key, "stat"))
            break;
    }
    if (nx_bytes_equal(key, "stat"))
        found->text = value;
    if (envelope.len && !nx_bytes_equal(envelope, "-")) { /* what was asked for, before aliases */
        found->target = found->recipient;
        found->recipient = envelope;
    }
    return told && found->recipient.len;
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {0};
    NxBytes session;
    if (!nx_log_word(&text, " \t", &session))
        return NX_LOG_UNDERSTOOD;
    nx_log_blanks(&text);
    found.local = nx_log_skip(&text, "mda delivery ");
    if (!found.local && !nx_log_skip(&text, "mta delivery "))
        return NX_LOG_UNDERSTOOD;
    if (read_fields(&text, &found))
        nx_log_take(reader, head, &found);
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_opensmtpd = {"opensmtpd", claims, read_line};
