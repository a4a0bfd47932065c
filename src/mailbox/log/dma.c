/* The DragonFly mail agent, tag "dma[QUEUEID]": "mail to=<ann@example.com> queued as QUEUEID", then "delivery
 * successful", "remote delivery deferred: text", "remote delivery failed: text". */
#include "mailbox/log/format.h"
#include <string.h>

static gboolean claims(const NxLogHead *head)
{
    return nx_bytes_equal(head->program, "dma");
}

static const struct {
    const char *words;
    NxLogResult result;
    gboolean text; /* another's follows */
} ENDS[] = {
    {"delivery successful", NX_LOG_SENT, FALSE},          {"remote delivery deferred: ", NX_LOG_DEFERRED, TRUE},
    {"local delivery deferred: ", NX_LOG_DEFERRED, TRUE}, {"remote delivery failed: ", NX_LOG_BOUNCED, TRUE},
    {"local delivery failed: ", NX_LOG_BOUNCED, TRUE},
};

static void read_queued(NxLogReader *reader, NxLogText text)
{
    NxBytes address, id;
    if (nx_log_angle(&text, &address) && nx_log_skip(&text, " queued as ") && nx_log_word(&text, " \t", &id))
        nx_log_remember(reader, NX_LOG_MEMO_RECIPIENT, id, address);
}

/* "trying remote delivery to mx.example.com [192.0.2.1] pref 10" */
static void read_host(NxLogReader *reader, NxLogText text, NxBytes id)
{
    NxBytes host;
    if (nx_log_word(&text, " \t", &host))
        nx_log_remember(reader, NX_LOG_MEMO_DELIVERY, id, host);
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {.queue_id = head->ident};
    if (nx_log_skip(&text, "mail to="))
        read_queued(reader, text);
    else if (nx_log_skip(&text, "trying remote delivery to "))
        read_host(reader, text, head->ident);
    for (guint i = 0; i < G_N_ELEMENTS(ENDS); i++) {
        if (!nx_log_skip(&text, ENDS[i].words) || (!ENDS[i].text && text.at != text.end))
            continue;
        const char *to = nx_log_recall(reader, NX_LOG_MEMO_RECIPIENT, head->ident);
        const char *host = nx_log_recall(reader, NX_LOG_MEMO_DELIVERY, head->ident);
        if (!to)
            return NX_LOG_NAMELESS;
        found.result = ENDS[i].result;
        found.recipient = (NxBytes){to, strlen(to)};
        found.host = (NxBytes){host, host ? strlen(host) : 0};
        found.local = !host;
        found.text = ENDS[i].text ? nx_log_rest(&text) : (NxBytes){NULL, 0};
        nx_log_take(reader, head, &found);
        break;
    }
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_dma = {"dma", claims, read_line};
