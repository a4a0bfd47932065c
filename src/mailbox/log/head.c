/* The head of a line: when it was logged and by which program. */
#include "mailbox/log/reader.h"
#include <stdio.h>
#include <string.h>

/* The newest time that is not after `now` and fits syslog's "Nov 20 10:11:12", which tells no year and goes by local
 * time (RFC 3164 4.1.2). */
static gboolean syslog_time(const char *word, NxTime now, NxTime *time)
{
    char name[4];
    int day, hour, minute, second;
    if (sscanf(word, "%3[A-Za-z] %2d %2d:%2d:%2d", name, &day, &hour, &minute, &second) != 5)
        return FALSE;
    guint month = nx_month_parse(name, strlen(name));
    if (!month)
        return FALSE;
    g_autoptr(GDateTime) today = g_date_time_new_from_unix_local(now);
    for (int years = 0; years <= 8; years++) { /* as many as can lie between two leap days */
        g_autoptr(GDateTime) when =
            g_date_time_new_local(g_date_time_get_year(today) - years, (int)month, day, hour, minute, second);
        if (when && g_date_time_to_unix(when) <= now) {
            *time = g_date_time_to_unix(when);
            return TRUE;
        }
    }
    return FALSE;
}

enum { SYSLOG_LEN = 15, /* "Nov 20 10:11:12" */ LOCAL_LEN = 19 /* "2025-11-20 10:11:12" */ };

static gboolean recall_time(const NxLogClock *clock, const char *word, gsize len, NxTime *time)
{
    if (!clock || strlen(clock->word) != len || memcmp(clock->word, word, len) != 0)
        return FALSE;
    *time = clock->time;
    return TRUE;
}

static void keep_time(NxLogClock *clock, const char *word, gsize len, NxTime time)
{
    if (!clock || len >= sizeof clock->word)
        return;
    memcpy(clock->word, word, len);
    clock->word[len] = '\0';
    clock->time = time;
}

static gboolean take_syslog_time(NxLogText *text, NxTime now, NxLogClock *clock, NxTime *time)
{
    if (text->end - text->at <= SYSLOG_LEN || text->at[SYSLOG_LEN] != ' ')
        return FALSE;
    char word[SYSLOG_LEN + 1] = {0};
    memcpy(word, text->at, SYSLOG_LEN);
    if (!g_ascii_isalpha(word[0]) || word[3] != ' ' || word[9] != ':' || word[12] != ':')
        return FALSE;
    if (!recall_time(clock, word, SYSLOG_LEN, time)) {
        if (!syslog_time(word, now, time))
            *time = now; /* "Nov 31" says nothing */
        keep_time(clock, word, SYSLOG_LEN, *time);
    }
    text->at += SYSLOG_LEN;
    return TRUE;
}

/* RFC 3339, as RFC 5424's heads and journalctl -o short-iso have it. */
static gboolean take_iso_time(NxLogText *text, NxTime now, NxLogClock *clock, NxTime *time)
{
    NxLogText rest = *text;
    NxBytes word;
    if (!nx_log_word(&rest, " \t", &word) || word.len < LOCAL_LEN || word.len > 40 || word.at[10] != 'T')
        return FALSE;
    if (!recall_time(clock, word.at, word.len, time)) {
        g_autofree char *copy = g_strndup(word.at, word.len);
        if (!nx_time_parse(copy, time))
            return FALSE;
        *time = MIN(*time, now);
        keep_time(clock, word.at, word.len, *time);
    }
    *text = rest;
    return TRUE;
}

/* "2025-11-20 10:11:12" with ".123" and " +0100" where Exim's log_selector adds them; local where no zone stands. */
static gboolean take_local_time(NxLogText *text, NxTime now, NxTime *time)
{
    NxLogText rest = *text;
    if (rest.end - rest.at <= LOCAL_LEN || rest.at[10] != ' ' || rest.at[4] != '-')
        return FALSE;
    g_autofree char *date = g_strndup(rest.at, LOCAL_LEN);
    rest.at += LOCAL_LEN;
    if (nx_log_skip(&rest, "."))
        while (rest.at < rest.end && g_ascii_isdigit(*rest.at))
            rest.at++;
    NxLogText zone = rest;
    NxBytes offset = {NULL, 0};
    gboolean has_zone = nx_log_skip(&zone, " ") && zone.at < zone.end && strchr("+-", *zone.at) &&
                        nx_log_word(&zone, " \t", &offset) && offset.len == 5;
    g_autofree char *name = has_zone ? g_strndup(offset.at, offset.len) : NULL;
    g_autoptr(GTimeZone) where = name ? g_time_zone_new_identifier(name) : g_time_zone_new_local();
    g_autoptr(GDateTime) when = where ? g_date_time_new_from_iso8601(date, where) : NULL;
    if (!when)
        return FALSE;
    *time = MIN(g_date_time_to_unix(when), now);
    *text = has_zone ? zone : rest;
    return TRUE;
}

/* TAI64N of multilog: 2^62 + 10 s before 1970, in TAI, which leap seconds keep ahead of UTC. */
static gboolean take_tai_time(NxLogText *text, NxTime now, NxTime *time)
{
    enum { LABEL = 24, SECONDS = 16, LEAP_SECONDS = 27 /* since 2017 */ };
    NxLogText rest = *text;
    NxBytes word;
    if (!nx_log_skip(&rest, "@") || !nx_log_word(&rest, " \t", &word) || word.len != LABEL)
        return FALSE;
    char seconds[SECONDS + 1] = {0};
    memcpy(seconds, word.at, SECONDS);
    char *end;
    guint64 label = g_ascii_strtoull(seconds, &end, 16);
    if (*end || label < G_GUINT64_CONSTANT(0x4000000000000000) + 10)
        return FALSE;
    *time = MIN((NxTime)(label - G_GUINT64_CONSTANT(0x4000000000000000) - 10 - LEAP_SECONDS), now);
    *text = rest;
    return TRUE;
}

/* " host program[ident]: "; where it is not, the line is the program's own. */
static void take_tag(NxLogHead *head)
{
    NxLogText rest = head->text;
    NxBytes host, program, ident = {NULL, 0};
    nx_log_blanks(&rest);
    if (!nx_log_word(&rest, " \t", &host))
        return;
    nx_log_blanks(&rest);
    if (!nx_log_word(&rest, " \t[:", &program))
        return;
    if (nx_log_skip(&rest, "[") && (!nx_log_word(&rest, " \t]", &ident) || !nx_log_skip(&rest, "]")))
        return;
    if (!nx_log_skip(&rest, ":"))
        return;
    head->server = host;
    head->program = program;
    head->ident = ident;
    head->text = rest;
}

gboolean nx_log_head_read(NxLogHead *head, const char *line, gsize len, NxTime now, NxLogClock *clock)
{
    *head = (NxLogHead){.at = now, .text = {line, line + len}};
    NxLogText *text = &head->text;
    if (len > 0 && *text->at == '<') { /* RFC 3164's priority, as a raw socket has it */
        const char *close = memchr(line, '>', MIN(len, 5));
        text->at = close ? close + 1 : line;
    }
    gboolean of_syslog = take_syslog_time(text, now, clock, &head->at) || take_iso_time(text, now, clock, &head->at);
    if (of_syslog)
        take_tag(head);
    else if (!take_local_time(text, now, &head->at) && !take_tai_time(text, now, &head->at))
        return FALSE;
    nx_log_blanks(text);
    return TRUE;
}

gboolean nx_log_head_skip_own_time(NxLogHead *head)
{
    NxLogHead own;
    if (!nx_log_head_read(&own, head->text.at, (gsize)(head->text.end - head->text.at), head->at, NULL))
        return FALSE;
    head->text = own.text;
    return TRUE;
}
