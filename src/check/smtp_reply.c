/* Byte by byte; a line ends at LF, and a CR before it is none of its own. */
#include "check/smtp_reply.h"
#include <string.h>

void nx_smtp_reply_init(NxSmtpReply *reply)
{
    *reply = (NxSmtpReply){.text = g_string_new(NULL), .line = g_string_new(NULL)};
}

void nx_smtp_reply_clear(NxSmtpReply *reply)
{
    if (reply->text)
        g_string_free(reply->text, TRUE);
    if (reply->line)
        g_string_free(reply->line, TRUE);
    *reply = (NxSmtpReply){0};
}

/* "250-more", "250 last", "250": one code all along, or it is no reply. */
static NxSmtpState take_line(NxSmtpReply *reply)
{
    const GString *line = reply->line;
    if (line->len < 3 || line->str[0] < '2' || line->str[0] > '5' || !g_ascii_isdigit(line->str[1]) ||
        !g_ascii_isdigit(line->str[2]) || (line->len > 3 && line->str[3] != ' ' && line->str[3] != '-'))
        return NX_SMTP_BROKEN;
    guint code = (guint)(line->str[0] - '0') * 100 + (guint)(line->str[1] - '0') * 10 + (guint)(line->str[2] - '0');
    if ((reply->code && reply->code != code) || ++reply->lines > NX_SMTP_LINES_MAX)
        return NX_SMTP_BROKEN;
    reply->code = code;
    if (reply->lines > 1)
        g_string_append_c(reply->text, '\n');
    if (line->len > 4)
        g_string_append_len(reply->text, line->str + 4, (gssize)line->len - 4);
    return line->len > 3 && line->str[3] == '-' ? NX_SMTP_MORE : NX_SMTP_WHOLE;
}

NxSmtpState nx_smtp_reply_take(NxSmtpReply *reply, const char *bytes, gsize len, gsize *taken)
{
    for (gsize i = 0; i < len; i++) {
        if (bytes[i] != '\n') {
            if (reply->line->len >= NX_SMTP_LINE_MAX) {
                *taken = i;
                return NX_SMTP_BROKEN;
            }
            g_string_append_c(reply->line, bytes[i]);
            continue;
        }
        if (reply->line->len > 0 && reply->line->str[reply->line->len - 1] == '\r')
            g_string_truncate(reply->line, reply->line->len - 1);
        NxSmtpState state = take_line(reply);
        g_string_truncate(reply->line, 0);
        if (state != NX_SMTP_MORE) {
            *taken = i + 1;
            return state;
        }
    }
    *taken = len;
    return NX_SMTP_MORE;
}

gboolean nx_smtp_reply_offers(const NxSmtpReply *reply, const char *keyword)
{
    gsize n = strlen(keyword);
    const char *end = reply->text->str + reply->text->len;
    for (const char *at = reply->text->str; at < end;) {
        const char *stop = memchr(at, '\n', (gsize)(end - at));
        gsize len = (gsize)((stop ? stop : end) - at);
        if (len >= n && g_ascii_strncasecmp(at, keyword, n) == 0 && (len == n || at[n] == ' '))
            return TRUE;
        at += len + 1;
    }
    return FALSE;
}
