/* Courier: "id=0000A.B,from=<a>,addr=<b>,size=1,success: delivered: host [ip]"; a failure takes two lines,
 * "...,addr=<b>: 550 text" and "...,addr=<b>,status: failure". */
#include "mailbox/log/format.h"
#include <string.h>

static gboolean claims(const NxLogHead *head)
{
    return nx_bytes_equal(head->program, "courieresmtp") || nx_bytes_equal(head->program, "courierlocal") ||
           nx_bytes_equal(head->program, "courierd") || nx_bytes_equal(head->program, "courieruucp");
}

/* "id=...,from=<...>,addr=<...>" and what of it stands in front of the text. */
static gboolean read_fields(NxLogText *text, NxLogFound *found)
{
    NxBytes key, value;
    for (;;) {
        NxLogText field = *text;
        if (!nx_log_word(&field, "=:,", &key) || !nx_log_skip(&field, "="))
            return found->recipient.len > 0;
        if (!nx_log_angle(&field, &value))
            nx_log_word(&field, ",:", &value);
        if (nx_bytes_equal(key, "id"))
            found->queue_id = value;
        else if (nx_bytes_equal(key, "addr"))
            found->recipient = value;
        *text = field;
        if (!nx_log_skip(text, ","))
            return found->recipient.len > 0;
    }
}

/* What one delivery is remembered by. */
static char *delivery_name(const NxLogFound *found)
{
    return g_strdup_printf("%.*s %.*s", (int)found->queue_id.len, found->queue_id.at, (int)found->recipient.len,
                           found->recipient.at);
}

/* The text of a failure is kept until the line that says how it ended. */
static void keep_text(NxLogReader *reader, const NxLogFound *found, NxBytes said)
{
    g_autofree char *name = delivery_name(found);
    nx_log_remember(reader, NX_LOG_MEMO_DELIVERY, (NxBytes){name, strlen(name)}, said);
}

static char *kept_text(NxLogReader *reader, const NxLogFound *found)
{
    g_autofree char *name = delivery_name(found);
    return g_strdup(nx_log_recall(reader, NX_LOG_MEMO_DELIVERY, (NxBytes){name, strlen(name)}));
}

static const struct {
    const char *words;
    NxLogResult result;
} ENDS[] = {{"status: deferred", NX_LOG_DEFERRED}, {"status: failure", NX_LOG_BOUNCED}};

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {0};
    if (!read_fields(&text, &found))
        return NX_LOG_UNDERSTOOD;
    found.local = nx_bytes_equal(head->program, "courierlocal");
    if (nx_log_skip(&text, "success: ")) {
        found.result = NX_LOG_SENT;
        found.text = nx_log_rest(&text);
        if (nx_log_skip(&text, "delivered: "))
            found.host = nx_log_rest(&text);
        nx_log_take(reader, head, &found);
        return NX_LOG_UNDERSTOOD;
    }
    if (nx_log_skip(&text, ": ")) {
        keep_text(reader, &found, nx_log_rest(&text));
        return NX_LOG_UNDERSTOOD;
    }
    for (guint i = 0; i < G_N_ELEMENTS(ENDS); i++) {
        if (!nx_bytes_equal(nx_log_rest(&text), ENDS[i].words))
            continue;
        g_autofree char *said = kept_text(reader, &found);
        found.result = ENDS[i].result;
        found.text = (NxBytes){said, said ? strlen(said) : 0};
        nx_log_take(reader, head, &found);
    }
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_courier = {"courier", claims, read_line};
