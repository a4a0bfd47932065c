/* PowerMTA's accounting files: values parted by commas (RFC 4180), the first line of a file says what the columns are:
 * "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,..."; without it, those. */
#include "mailbox/log/format.h"
#include <string.h>

enum { COLUMNS_MAX = 200 };

static const char HEADING[] = "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,"
                              "srcType,srcMta,dlvType,dlvSourceIp,dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,"
                              "jobId,envId";

/* What happened, by the first value; "rb" and "rs" are what others reported later, of mail that was taken. */
static const struct {
    const char *type;
    NxLogResult result;
} TYPES[] = {
    {"d", NX_LOG_SENT}, {"t", NX_LOG_DEFERRED}, {"tq", NX_LOG_DEFERRED}, {"b", NX_LOG_BOUNCED}, {"rb", NX_LOG_BOUNCED}};

static gboolean is_heading(NxLogText text)
{
    return nx_log_skip(&text, "type,timeLogged,");
}

static gboolean is_digits(const char *at, const char *end, const char *shape)
{
    for (; *shape; at++, shape++)
        if (at >= end || (*shape == '0' ? !g_ascii_isdigit(*at) : *at != *shape))
            return FALSE;
    return TRUE;
}

/* A short word in lower case, and a time: "b,2025-11-20 10:11:12+0000,". */
static gboolean claims(const NxLogHead *head)
{
    NxLogText text = head->text;
    NxBytes type;
    if (is_heading(text))
        return TRUE;
    if (!nx_log_word(&text, ",", &type) || type.len > 2 || !g_ascii_islower(*type.at) || !nx_log_skip(&text, ","))
        return FALSE;
    nx_log_skip(&text, "\"");
    return is_digits(text.at, text.end, "0000-00-00 00:00:00");
}

/* One value, its quotes undone. Caller frees. */
static char *next_value(NxLogText *text)
{
    if (!nx_log_skip(text, "\"")) {
        NxBytes word = {text->at, 0};
        nx_log_word(text, ",", &word);
        return g_strndup(word.at, word.len);
    }
    GString *value = g_string_new(NULL);
    while (text->at < text->end && (*text->at != '"' || (text->end - text->at > 1 && text->at[1] == '"'))) {
        text->at += *text->at == '"';
        g_string_append_c(value, *text->at++);
    }
    nx_log_skip(text, "\"");
    return g_string_free(value, FALSE);
}

static GPtrArray *read_values(NxLogText text)
{
    GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
    do
        g_ptr_array_add(values, next_value(&text));
    while (values->len < COLUMNS_MAX && nx_log_skip(&text, ","));
    return values;
}

static NxBytes bytes_of(const char *text)
{
    return (NxBytes){text, text ? strlen(text) : 0};
}

/* The value of that column; NULL where the line has none. */
static const char *value_of(const GPtrArray *columns, const GPtrArray *values, const char *name)
{
    for (guint i = 0; i < MIN(columns->len, values->len); i++)
        if (g_ascii_strcasecmp(columns->pdata[i], name) == 0)
            return *(const char *)values->pdata[i] ? values->pdata[i] : NULL;
    return NULL;
}

/* "smtp;550 5.1.1 (bad destination mailbox address) no such user": the type is no part of what was said. */
static const char *diagnostic_of(const char *text)
{
    return text && g_ascii_strncasecmp(text, "smtp;", strlen("smtp;")) == 0 ? text + strlen("smtp;") : text;
}

/* "5.1.1 (bad destination mailbox address)" */
static void read_status(const char *text, NxLogFound *found)
{
    if (text)
        nx_status_parse(text, -1, &found->status);
}

static void read_time(const char *text, NxLogHead *head)
{
    NxTime time;
    g_autofree char *iso = text ? g_strdup(text) : NULL;
    if (iso && strlen(iso) > 10)
        iso[10] = 'T';
    if (iso && strlen(iso) == strlen("2025-11-20T10:11:12+0000")) { /* RFC 3339 has a colon in the zone */
        g_autofree char *colon = g_strdup_printf("%.*s:%s", (int)strlen(iso) - 2, iso, iso + strlen(iso) - 2);
        if (nx_time_parse(colon, &time))
            head->at = MIN(time, head->at);
    } else if (iso && nx_time_parse(iso, &time)) {
        head->at = MIN(time, head->at);
    }
}

static void tell(NxLogReader *reader, const NxLogHead *head, const GPtrArray *columns, const GPtrArray *values,
                 NxLogResult result)
{
    NxLogHead own = *head;
    const char *mailed = value_of(columns, values, "orcpt"), *rcpt = value_of(columns, values, "rcpt");
    if (mailed && g_ascii_strncasecmp(mailed, "rfc822;", strlen("rfc822;")) == 0)
        mailed += strlen("rfc822;");
    const char *id = value_of(columns, values, "header_Message-ID");
    NxLogFound found = {.result = result,
                        .recipient = bytes_of(mailed && strchr(mailed, '@') ? mailed : rcpt),
                        .sender = bytes_of(value_of(columns, values, "orig")),
                        .queue_id = bytes_of(value_of(columns, values, "jobId")),
                        .host = bytes_of(value_of(columns, values, "dsnMta")),
                        .text = bytes_of(diagnostic_of(value_of(columns, values, "dsnDiag")))};
    if (rcpt && mailed && g_ascii_strcasecmp(mailed, rcpt) != 0)
        found.target = bytes_of(rcpt);
    g_autofree char *bare = id ? g_strdup(id + (*id == '<')) : NULL;
    if (bare)
        bare[strcspn(bare, ">")] = '\0';
    found.message_id = bytes_of(bare);
    own.server = bytes_of(value_of(columns, values, "srcMta"));
    read_status(value_of(columns, values, "dsnStatus"), &found);
    read_time(value_of(columns, values, "timeLogged"), &own);
    nx_log_take(reader, &own, &found);
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    static const NxBytes NAME = {"powermta", sizeof "powermta" - 1};
    if (is_heading(head->text)) {
        nx_log_remember(reader, NX_LOG_MEMO_HEADING, NAME, nx_log_rest(&head->text));
        return NX_LOG_UNDERSTOOD;
    }
    g_autoptr(GPtrArray) values = read_values(head->text);
    for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++) {
        if (!g_str_equal(values->pdata[0], TYPES[i].type))
            continue;
        const char *told = nx_log_recall(reader, NX_LOG_MEMO_HEADING, NAME);
        told = told ? told : HEADING;
        g_autoptr(GPtrArray) columns = read_values((NxLogText){told, told + strlen(told)});
        tell(reader, head, columns, values, TYPES[i].result);
    }
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_powermta = {"powermta", claims, read_line};
