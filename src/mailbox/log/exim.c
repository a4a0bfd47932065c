/* Exim's main log: "TIME [pid] ID FLAG address (via) <mailed> R=router T=transport H=host [ip] ... : text".
 *
 * masqmail's is of the same make: "TIME [pid] ID FLAG <address> host=h with esmtp". */
#include "mailbox/log/format.h"
#include <string.h>

static const struct {
    const char *flag;
    NxLogResult result;
} FLAGS[] = {
    {"=>", NX_LOG_SENT}, {"->", NX_LOG_SENT}, {">>", NX_LOG_SENT}, {"==", NX_LOG_DEFERRED}, {"**", NX_LOG_BOUNCED}};

/* "1abCDE-0001AB-CD", longer since 4.97. */
static gboolean is_id(NxBytes word)
{
    guint dashes = 0;
    for (gsize i = 0; i < word.len; i++) {
        dashes += word.at[i] == '-';
        if (!g_ascii_isalnum(word.at[i]) && word.at[i] != '-')
            return FALSE;
    }
    return word.len >= 5 && dashes >= 1 && dashes <= 2 && word.at[0] != '-' && word.at[word.len - 1] != '-';
}

/* "[1234] ID FLAG " with what follows in `text`; FALSE where it is no such line. */
static gboolean read_flag(NxLogText *text, NxBytes *id, NxBytes *flag)
{
    NxBytes pid;
    if (nx_log_skip(text, "[")) {
        if (!nx_log_word(text, "] ", &pid) || !nx_log_skip(text, "]"))
            return FALSE;
        nx_log_blanks(text);
    }
    if (!nx_log_word(text, " \t", id) || !is_id(*id))
        return FALSE;
    nx_log_blanks(text);
    if (!nx_log_word(text, " \t", flag))
        return FALSE;
    nx_log_blanks(text);
    return TRUE;
}

static gboolean result_of(NxBytes flag, NxLogResult *result)
{
    for (guint i = 0; i < G_N_ELEMENTS(FLAGS); i++) {
        if (!nx_bytes_equal(flag, FLAGS[i].flag))
            continue;
        *result = FLAGS[i].result;
        return TRUE;
    }
    return FALSE;
}

/* Is it a line that begins as Exim's do, with nothing of syslog or with syslog's head before it? */
static gboolean has_flag(const NxLogHead *head)
{
    NxLogText text = head->text;
    NxBytes id, flag;
    return read_flag(&text, &id, &flag);
}

static gboolean claims(const NxLogHead *head)
{
    if (head->program.len)
        return nx_bytes_equal(head->program, "exim") || nx_bytes_equal(head->program, "exim4");
    return has_flag(head);
}

/* The address that was mailed stands in <> behind the one it became, with those between in (). */
static gboolean read_names(NxLogText *text, NxLogFound *found)
{
    NxBytes first, between, mailed;
    gboolean odd = text->at < text->end && strchr(":|/", *text->at) != NULL; /* :blackhole:, a pipe, a file */
    if (!nx_log_angle(text, &first) && !nx_log_address(text, " \t", &first))
        return FALSE;
    gboolean ended = first.len > 1 && first.at[first.len - 1] == ':'; /* "** ann@example.com: why" */
    first.len -= ended;
    found->recipient = first;
    if (ended) {
        text->at--;
        return !odd;
    }
    nx_log_blanks(text);
    if (nx_log_skip(text, "(")) {
        if (!nx_log_address(text, ")", &between) || !nx_log_skip(text, ")"))
            return FALSE;
        nx_log_blanks(text);
    }
    if (nx_log_angle(text, &mailed)) {
        found->target = odd ? (NxBytes){NULL, 0} : first;
        found->recipient = mailed;
        return mailed.len > 0 && !nx_bytes_equal(first, ":blackhole:");
    }
    return !odd;
}

static gboolean is_local_transport(NxBytes name)
{
    static const char *const LOCAL[] = {"local",    "address_", "maildir", "mail_spool",
                                        "procmail", "lmtp",     "dovecot", "cyrus"};
    g_autofree char *text = g_strndup(name.at, name.len);
    for (guint i = 0; i < G_N_ELEMENTS(LOCAL); i++)
        if (strstr(text, LOCAL[i]))
            return TRUE;
    return FALSE;
}

/* "defer (-44)", with the error that Exim counts it as. */
static void skip_defer(NxLogText *text)
{
    NxLogText rest = *text;
    NxBytes number;
    if (nx_log_skip(&rest, "defer (") && nx_log_word(&rest, ")", &number) && nx_log_skip(&rest, ")")) {
        *text = rest;
        nx_log_blanks(text);
    }
}

/* "R=dnslookup T=remote_smtp H=mx.example [192.0.2.1] X=... C="250 ok"", to a field that ends in ": ", behind which
 * another's text begins. */
static void read_fields(NxLogText *text, NxLogFound *found)
{
    NxBytes key, value;
    for (nx_log_blanks(text); text->end - text->at > 1 && g_ascii_isalpha(*text->at);) {
        skip_defer(text);
        NxLogText field = *text;
        if (!nx_log_word(&field, "= \t:", &key) || !nx_log_skip(&field, "="))
            break;
        if (!nx_log_quoted(&field, &value))
            nx_log_word(&field, " \t", &value);
        gboolean ended = value.len && value.at[value.len - 1] == ':';
        value.len -= ended;
        if (nx_bytes_equal(key, "H"))
            found->host = value;
        else if (nx_bytes_equal(key, "T"))
            found->local = is_local_transport(value);
        else if (nx_bytes_equal(key, "C"))
            found->text = value;
        *text = field;
        nx_log_blanks(text);
        if (nx_bytes_equal(key, "H") && !ended) {
            NxLogText ip = *text;
            if (nx_log_skip(&ip, "[") && nx_log_word(&ip, "]", &value) && nx_log_skip(&ip, "]")) {
                *text = ip;
                ended = nx_log_skip(text, ":");
                nx_log_blanks(text);
            }
        }
        if (ended)
            break;
    }
    if (nx_log_skip(text, ":"))
        nx_log_blanks(text);
    if (found->result != NX_LOG_SENT)
        found->text = nx_log_rest(text);
}

static void read_arrival(NxLogReader *reader, NxLogText text, NxBytes id)
{
    NxBytes sender, key, value;
    if (!nx_log_address(&text, " \t", &sender))
        return;
    nx_log_remember(reader, NX_LOG_MEMO_SENDER, id, nx_bytes_equal(sender, "<>") ? (NxBytes){"", 0} : sender);
    for (nx_log_blanks(&text); nx_log_word(&text, "= \t", &key); nx_log_blanks(&text)) {
        if (!nx_log_skip(&text, "="))
            continue;
        if (!nx_log_quoted(&text, &value))
            nx_log_word(&text, " \t", &value);
        if (!nx_bytes_equal(key, "id"))
            continue;
        nx_log_remember(reader, NX_LOG_MEMO_MESSAGE_ID, id, value);
        return;
    }
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogHead own = *head;
    NxLogFound found = {0};
    NxBytes flag;
    if (head->program.len)
        nx_log_head_skip_own_time(&own); /* syslog's time, and the program's own behind it */
    NxLogText text = own.text;
    if (!read_flag(&text, &found.queue_id, &flag))
        return NX_LOG_UNDERSTOOD;
    if (nx_bytes_equal(flag, "<="))
        read_arrival(reader, text, found.queue_id);
    if (!result_of(flag, &found.result) || !read_names(&text, &found))
        return NX_LOG_UNDERSTOOD;
    read_fields(&text, &found);
    nx_log_take(reader, head, &found);
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_exim = {"exim", claims, read_line};

/* ---- masqmail ---------------------------------------------------------------------------------------------------- */

static gboolean masqmail_claims(const NxLogHead *head)
{
    NxLogText text = head->text;
    NxBytes id, flag, address, key;
    NxLogResult result;
    if (nx_bytes_equal(head->program, "masqmail"))
        return TRUE;
    if (head->program.len || !read_flag(&text, &id, &flag) || !result_of(flag, &result) ||
        (!nx_log_angle(&text, &address) && !nx_log_address(&text, " \t", &address)))
        return FALSE;
    nx_log_blanks(&text);
    return nx_log_word(&text, "= \t", &key) && (nx_bytes_equal(key, "host") || nx_bytes_equal(key, "with"));
}

static NxLogVerdict masqmail_read(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {0};
    NxBytes flag;
    if (!read_flag(&text, &found.queue_id, &flag) || !result_of(flag, &found.result) ||
        (!nx_log_angle(&text, &found.recipient) && !nx_log_address(&text, " \t", &found.recipient)))
        return NX_LOG_UNDERSTOOD;
    nx_log_blanks(&text);
    if (nx_log_skip(&text, "host="))
        nx_log_word(&text, " \t", &found.host);
    else
        found.local = TRUE;
    nx_log_blanks(&text);
    if (found.result != NX_LOG_SENT)
        found.text = nx_log_rest(&text);
    nx_log_take(reader, head, &found);
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_masqmail = {"masqmail", masqmail_claims, masqmail_read};
