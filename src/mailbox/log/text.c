/* A line of a log, read from the left. */
#include "mailbox/log/format.h"
#include <string.h>

gboolean nx_bytes_equal(NxBytes bytes, const char *text)
{
    return strlen(text) == bytes.len && strncmp(bytes.at ? bytes.at : "", text, bytes.len) == 0;
}

gboolean nx_log_skip(NxLogText *text, const char *literal)
{
    gsize len = strlen(literal);
    if ((gsize)(text->end - text->at) < len || strncmp(text->at, literal, len) != 0)
        return FALSE;
    text->at += len;
    return TRUE;
}

void nx_log_blanks(NxLogText *text)
{
    while (text->at < text->end && (*text->at == ' ' || *text->at == '\t'))
        text->at++;
}

gboolean nx_log_word(NxLogText *text, const char *stops, NxBytes *word)
{
    const char *at = text->at;
    while (at < text->end && !strchr(stops, *at))
        at++;
    *word = (NxBytes){text->at, (gsize)(at - text->at)};
    text->at = at;
    return word->len > 0;
}

/* Behind the quoted string that begins at `at`; NULL where it does not end. */
static const char *behind_quotes(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\' && at + 1 < end)
            at++;
    return at < end ? at + 1 : NULL;
}

/* Where one of `stops` stands outside quotes; `end` where none does. */
static const char *find_outside_quotes(const char *at, const char *end, const char *stops)
{
    while (at < end && !strchr(stops, *at)) {
        const char *behind = *at == '"' ? behind_quotes(at, end) : NULL;
        at = behind ? behind : at + 1;
    }
    return at;
}

gboolean nx_log_angle(NxLogText *text, NxBytes *inside)
{
    if (text->at >= text->end || *text->at != '<')
        return FALSE;
    const char *close = find_outside_quotes(text->at + 1, text->end, ">");
    if (close >= text->end)
        return FALSE;
    *inside = (NxBytes){text->at + 1, (gsize)(close - text->at - 1)};
    text->at = close + 1;
    return TRUE;
}

gboolean nx_log_address(NxLogText *text, const char *stops, NxBytes *address)
{
    const char *end = find_outside_quotes(text->at, text->end, stops);
    *address = (NxBytes){text->at, (gsize)(end - text->at)};
    text->at = end;
    return address->len > 0;
}

gboolean nx_log_quoted(NxLogText *text, NxBytes *inside)
{
    const char *behind = text->at < text->end && *text->at == '"' ? behind_quotes(text->at, text->end) : NULL;
    if (!behind)
        return FALSE;
    *inside = (NxBytes){text->at + 1, (gsize)(behind - text->at - 2)};
    text->at = behind;
    return TRUE;
}

NxBytes nx_log_rest(const NxLogText *text)
{
    return (NxBytes){text->at, (gsize)(text->end - text->at)};
}

static gboolean is_of_name(char c)
{
    return g_ascii_isalnum(c) || strchr(".-_:", c) != NULL;
}

static gboolean is_address_of_host(const char *text)
{
    return g_hostname_is_ip_address(text);
}

char *nx_log_host(NxBytes text)
{
    g_autofree char *literal = NULL;
    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        const char *from = at;
        while (at < end && is_of_name(*at))
            at++;
        gsize len = (gsize)(at - from);
        while (len && strchr(".:", from[len - 1]))
            len--;
        g_autofree char *word = g_strndup(from, len);
        if (*word && !is_address_of_host(word) && strchr(word, '.') && !g_ascii_isdigit(word[len - 1]))
            return g_ascii_strdown(word, -1);
        if (*word && is_address_of_host(word) && !literal)
            literal = g_steal_pointer(&word);
        at += at == from;
    }
    return g_steal_pointer(&literal);
}
