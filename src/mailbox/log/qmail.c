/* qmail-send: "starting delivery 12: msg 34 to remote ann@example.com", then "delivery 12: success: text", in which
 * blanks are "_". */
#include "mailbox/log/format.h"
#include <string.h>

static gboolean is_send(const NxLogHead *head)
{
    return nx_bytes_equal(head->program, "qmail") || nx_bytes_equal(head->program, "qmail-send");
}

static const char *const BEGINNINGS[] = {"starting delivery ", "delivery ", "info msg ", "new msg ",       "end msg ",
                                         "bounce msg ",        "status: ",  "running",   "triple bounce: "};

/* splogger puts a time of its own in front: "1700000000.123456 ". */
static void skip_splogger_time(NxLogText *text)
{
    NxLogText rest = *text;
    NxBytes word;
    gsize digits = 0; /* lines need not end with a NUL */
    if (!nx_log_word(&rest, " \t", &word))
        return;
    while (digits < word.len && (g_ascii_isdigit(word.at[digits]) || word.at[digits] == '.'))
        digits++;
    if (digits == word.len) {
        nx_log_blanks(&rest);
        *text = rest;
    }
}

static gboolean claims(const NxLogHead *head)
{
    NxLogText text = head->text;
    if (head->program.len)
        return is_send(head);
    for (guint i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++)
        if (nx_log_skip(&text, BEGINNINGS[i]))
            return TRUE;
    return FALSE;
}

/* "12: msg 34 to remote ann@example.com". A local one may have the virtual domain's user in front ("alias-ann@..."),
 * which is no address that was mailed. */
static void read_start(NxLogReader *reader, NxLogText text)
{
    NxBytes delivery, message;
    if (!nx_log_word(&text, ":", &delivery) || !nx_log_skip(&text, ": msg ") || !nx_log_word(&text, " ", &message) ||
        !nx_log_skip(&text, " to "))
        return;
    nx_log_remember(reader, NX_LOG_MEMO_DELIVERY, delivery, message);
    nx_log_remember(reader, NX_LOG_MEMO_RECIPIENT, delivery, nx_log_rest(&text));
}

static const struct {
    const char *word;
    NxLogResult result;
} RESULTS[] = {{"success: ", NX_LOG_SENT}, {"deferral: ", NX_LOG_DEFERRED}, {"failure: ", NX_LOG_BOUNCED}};

static NxLogVerdict read_end(NxLogReader *reader, const NxLogHead *head, NxLogText text)
{
    NxLogFound found = {0};
    NxBytes delivery;
    if (!nx_log_word(&text, ":", &delivery) || !nx_log_skip(&text, ": "))
        return NX_LOG_UNDERSTOOD;
    for (guint i = 0; i < G_N_ELEMENTS(RESULTS); i++) {
        if (!nx_log_skip(&text, RESULTS[i].word))
            continue;
        const char *to = nx_log_recall(reader, NX_LOG_MEMO_RECIPIENT, delivery);
        const char *message = nx_log_recall(reader, NX_LOG_MEMO_DELIVERY, delivery);
        if (!to)
            return NX_LOG_NAMELESS;
        NxLogText name = {to, to + strlen(to)};
        found.local = nx_log_skip(&name, "local ");
        if (!found.local && !nx_log_skip(&name, "remote "))
            return NX_LOG_NAMELESS;
        g_autofree char *spaced = g_strdelimit(g_strndup(text.at, (gsize)(text.end - text.at)), "_", ' ');
        g_autofree char *copy = g_strdup(name.at), *id = g_strdup(message);
        found.result = RESULTS[i].result;
        found.recipient = (NxBytes){copy, strlen(copy)};
        found.queue_id = (NxBytes){id, id ? strlen(id) : 0};
        found.text = (NxBytes){spaced, strlen(spaced)};
        NxLogText own = text; /* "192.0.2.1_accepted_message.": qmail-remote's own words come first */
        NxBytes address;
        if (found.result == NX_LOG_SENT && !found.local && nx_log_word(&own, "_", &address) &&
            nx_log_skip(&own, "_accepted_message"))
            found.host = address;
        nx_log_take(reader, head, &found);
        return NX_LOG_UNDERSTOOD;
    }
    return NX_LOG_UNDERSTOOD; /* "report mangled, will defer" */
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    skip_splogger_time(&text);
    if (nx_log_skip(&text, "starting delivery "))
        read_start(reader, text);
    else if (nx_log_skip(&text, "delivery "))
        return read_end(reader, head, text);
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_qmail = {"qmail", claims, read_line};
