/* Status and reply patterns, digit by digit. */
#include "judge/codepattern.h"
#include <string.h>

static gboolean parse_part(const char *text, gint *part)
{
    guint64 value;
    if (strcmp(text, "*") == 0) {
        *part = -1;
        return TRUE;
    }
    if (!g_ascii_string_to_unsigned(text, 10, 0, 999, &value, NULL))
        return FALSE;
    *part = (gint)value;
    return TRUE;
}

static gboolean parse_status(const char *text, NxCodePattern *pattern)
{
    g_auto(GStrv) parts = g_strsplit(text, ".", 4);
    guint n = g_strv_length(parts);
    pattern->subject = pattern->detail = -1;
    if (n < 2 || n > 3 || !parse_part(strcmp(parts[0], "X") ? parts[0] : "*", &pattern->klass) ||
        !parse_part(parts[1], &pattern->subject))
        return FALSE;
    if (n == 2)
        return pattern->subject == -1;
    return pattern->klass != 0 && parse_part(parts[2], &pattern->detail);
}

static gboolean parse_reply(const char *text, NxCodePattern *pattern)
{
    if (!g_ascii_isdigit(text[0]) ||
        strspn(text, "0123456789") + strspn(text + strspn(text, "0123456789"), "*") != strlen(text))
        return FALSE;
    gsize n = strlen(text);
    if (n > 3 || (n < 3 && text[n - 1] != '*'))
        return FALSE;
    memset(pattern->reply, '*', 3);
    memcpy(pattern->reply, text, n);
    return TRUE;
}

gboolean nx_code_pattern_parse(const char *text, NxCodePattern *pattern)
{
    *pattern = (NxCodePattern){0};
    return strchr(text, '.') ? parse_status(text, pattern) : parse_reply(text, pattern);
}

gboolean nx_code_pattern_fits(const NxCodePattern *pattern, NxStatus status, guint reply)
{
    if (pattern->reply[0]) {
        guint digits[] = {reply / 100, reply / 10 % 10, reply % 10};
        for (guint i = 0; i < 3; i++) {
            if (pattern->reply[i] != '*' && (guint)(pattern->reply[i] - '0') != digits[i])
                return FALSE;
        }
        return reply != 0;
    }
    return status.klass && (pattern->klass < 0 || pattern->klass == status.klass) &&
           (pattern->subject < 0 || pattern->subject == status.subject) &&
           (pattern->detail < 0 || pattern->detail == status.detail);
}

gboolean nx_code_span_parse(const char *text, NxCodeSpan *span)
{
    g_auto(GStrv) ends = g_strsplit(text, "-", 2);
    guint64 last = 0;
    *span = (NxCodeSpan){.last = -1};
    if (!ends[0] || !nx_code_pattern_parse(ends[0], &span->pattern))
        return FALSE;
    if (!ends[1])
        return TRUE;
    span->last = g_ascii_string_to_unsigned(ends[1], 10, 0, 999, &last, NULL) ? (gint)last : -1;
    return !span->pattern.reply[0] && span->pattern.detail >= 0 && span->last > span->pattern.detail;
}

gboolean nx_code_span_fits(const NxCodeSpan *span, NxStatus status, guint reply)
{
    if (span->last < 0)
        return nx_code_pattern_fits(&span->pattern, status, reply);
    NxCodePattern subject = span->pattern;
    subject.detail = -1;
    return nx_code_pattern_fits(&subject, status, reply) && status.detail >= span->pattern.detail &&
           status.detail <= span->last;
}
