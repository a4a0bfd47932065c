/* Postfix: "QUEUEID: to=<a>, orig_to=<b>, relay=h[ip]:25, delay=1, delays=..., dsn=2.0.0, status=sent (text)". */
#include "mailbox/log/format.h"
#include <string.h>

static gboolean is_program(const NxLogHead *head, const char *name)
{
    return head->program.len > strlen(name) &&
           strncmp(head->program.at + head->program.len - strlen(name), name, strlen(name)) == 0 &&
           head->program.at[head->program.len - strlen(name) - 1] == '/';
}

static gboolean claims(const NxLogHead *head)
{
    return head->program.len > strlen("postfix") && strncmp(head->program.at, "postfix", strlen("postfix")) == 0 &&
           memchr(head->program.at, '/', head->program.len) != NULL;
}

/* Programs that hand a message on, and whether it ends with them. "discard" throws it away. */
static const struct {
    const char *name;
    gboolean local;
} AGENTS[] = {{"smtp", FALSE}, {"lmtp", FALSE}, {"local", TRUE}, {"virtual", TRUE},
              {"pipe", TRUE},  {"error", TRUE}, {"retry", TRUE}};

static const struct {
    const char *word;
    NxLogResult result;
} STATUSES[] = {{"sent", NX_LOG_SENT}, {"deferred", NX_LOG_DEFERRED}, {"bounced", NX_LOG_BOUNCED}};

static gboolean read_status(NxLogText *text, NxLogFound *found)
{
    NxBytes word;
    if (!nx_log_word(text, " \t", &word))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(STATUSES); i++) {
        if (!nx_bytes_equal(word, STATUSES[i].word))
            continue;
        found->result = STATUSES[i].result;
        nx_log_blanks(text);
        if (nx_log_skip(text, "(") && text->end > text->at && text->end[-1] == ')')
            text->end--;
        found->text = nx_log_rest(text);
        return TRUE;
    }
    return FALSE;
}

/* The fields behind "to=<...>", in their order; nothing is looked for behind "status=". */
static gboolean read_fields(NxLogText *text, NxLogFound *found)
{
    NxBytes key, value;
    while (nx_log_skip(text, ", ") && nx_log_word(text, "=", &key) && nx_log_skip(text, "=")) {
        if (nx_bytes_equal(key, "status"))
            return read_status(text, found);
        if (!nx_log_angle(text, &value) && !nx_log_word(text, ",", &value))
            return FALSE;
        if (nx_bytes_equal(key, "orig_to")) {
            found->target = found->recipient;
            found->recipient = value;
        } else if (nx_bytes_equal(key, "relay") && !nx_bytes_equal(value, "none") && !nx_bytes_equal(value, "local")) {
            found->host = value;
        } else if (nx_bytes_equal(key, "dsn")) {
            nx_status_parse(value.at, (gssize)value.len, &found->status);
        }
    }
    return FALSE;
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {0};
    NxBytes id;
    if (!nx_log_word(&text, ": \t", &found.queue_id) || !nx_log_skip(&text, ": "))
        return NX_LOG_UNDERSTOOD;
    if (is_program(head, "cleanup") && nx_log_skip(&text, "message-id=")) {
        if (nx_log_angle(&text, &id))
            nx_log_remember(reader, NX_LOG_MEMO_MESSAGE_ID, found.queue_id, id);
        return NX_LOG_UNDERSTOOD;
    }
    if (is_program(head, "qmgr") && nx_log_skip(&text, "from=")) {
        if (nx_log_angle(&text, &id))
            nx_log_remember(reader, NX_LOG_MEMO_SENDER, found.queue_id, id);
        return NX_LOG_UNDERSTOOD;
    }
    for (guint i = 0; i < G_N_ELEMENTS(AGENTS); i++) {
        if (!is_program(head, AGENTS[i].name) || !nx_log_skip(&text, "to=") || !nx_log_angle(&text, &found.recipient))
            continue;
        found.local = AGENTS[i].local;
        if (read_fields(&text, &found))
            nx_log_take(reader, head, &found);
        break;
    }
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_postfix = {"postfix", claims, read_line};
