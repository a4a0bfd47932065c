/* Codes read at a place, or found in a text between what is no part of them. */
#include "base/code_words.h"
#include <nixie/status.h>

/* Reads up to three digits without a leading zero; returns how many bytes, 0 if there are none. */
static gsize number(const char *text, gsize len, guint16 *value)
{
    gsize i = 0;
    guint n = 0;
    for (; i < len && i < 3 && g_ascii_isdigit(text[i]); i++)
        n = n * 10 + (guint)(text[i] - '0');
    *value = (guint16)n;
    return i > 1 && text[0] == '0' ? 0 : i;
}

/* "5.1.1" at the start of text; returns its width, 0 if it is none. What follows is the caller's business. */
static gsize status_at(const char *text, gsize len, NxStatus *status)
{
    if (len < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') || text[1] != '.')
        return 0;
    status->klass = (guint8)(text[0] - '0');
    gsize subject = number(text + 2, len - 2, &status->subject);
    if (!subject || 2 + subject >= len || text[2 + subject] != '.')
        return 0;
    gsize before = 3 + subject;
    gsize detail = number(text + before, len - before, &status->detail);
    return detail ? before + detail : 0;
}

gboolean nx_status_parse(const char *text, gssize len, NxStatus *status)
{
    *status = NX_STATUS_NONE;
    gsize left = !text ? 0 : len < 0 ? strlen(text) : (gsize)len;
    while (left && g_ascii_isspace(*text)) {
        text++;
        left--;
    }
    NxStatus found;
    gsize width = status_at(text, left, &found);
    if (!width || (width < left && !g_ascii_isspace(text[width]) && text[width] != '('))
        return FALSE;
    *status = found;
    return TRUE;
}

/* Running text is full of versions, dates and addresses. The registry's subjects have one digit (0 to 7), which
 * "4.96.2" and "5.12.24" have not. */
static gboolean is_free_before(const char *text, gsize at)
{
    if (!at)
        return TRUE;
    char c = text[at - 1];
    if (g_ascii_isalnum(c) || strchr("._/@\\", c) || !c)
        return FALSE;
    if (c == '-' && at > 1 && g_ascii_isalpha(text[at - 2])) /* "Exim-4.9.4" */
        return FALSE;
    static const char VERSION[] = "version";
    gsize n = strlen(VERSION);
    return at <= n || c != ' ' || g_ascii_strncasecmp(text + at - 1 - n, VERSION, n) != 0;
}

static gboolean is_free_after(const char *text, gsize len, gsize at)
{
    if (at >= len)
        return TRUE;
    gboolean more = at + 1 < len && g_ascii_isalnum(text[at + 1]);
    switch (text[at]) {
    case '.': return !more;
    case '-':
    case '/': return !(more && g_ascii_isdigit(text[at + 1]));
    case '_':
    case '@': return FALSE;
    default: return !g_ascii_isalnum(text[at]);
    }
}

gboolean nx_status_find(const char *text, gssize len, NxStatus *status, gsize *at, gsize *width)
{
    gsize size = !text ? 0 : len < 0 ? strlen(text) : (gsize)len;
    *status = NX_STATUS_NONE;
    for (gsize i = 0; i + 5 <= size; i++) {
        NxStatus found;
        gsize n;
        if (text[i + 1] != '.' || !(n = status_at(text + i, size - i, &found)))
            continue;
        if (found.subject > 9 || !is_free_before(text, i) || !is_free_after(text, size, i + n))
            continue;
        *status = found;
        if (at)
            *at = i;
        if (width)
            *width = n;
        return TRUE;
    }
    return FALSE;
}

gboolean nx_status_equal(NxStatus a, NxStatus b)
{
    return a.klass == b.klass && a.subject == b.subject && a.detail == b.detail;
}

gboolean nx_status_is_specific(NxStatus status)
{
    return status.klass && status.detail;
}

char *nx_status_text(NxStatus status, char out[NX_STATUS_TEXT_SIZE])
{
    if (status.klass)
        g_snprintf(out, NX_STATUS_TEXT_SIZE, "%u.%u.%u", status.klass, status.subject, status.detail);
    else
        out[0] = '\0';
    return out;
}

/* A number is a reply only where a server's words begin: "said: 550", "SMTP; 550", "<<< 550", "(550", "error 550". */
static gboolean is_reply_start(const char *text, gsize at)
{
    gsize before = at;
    while (before && (text[before - 1] == ' ' || text[before - 1] == '\t'))
        before--;
    if (!before || strchr("\n\r;<({[#'\"=>|", text[before - 1]))
        return text[before ? before - 1 : 0] != '\0' || !before;
    if (text[before - 1] == ':') /* a clock or a port has its number right behind the colon */
        return before < at || before < 2 || !g_ascii_isdigit(text[before - 2]);
    return before < at && nx_code_words_end_at(text, before, FALSE);
}

static gboolean is_reply_end(const char *text, gsize len, gsize at)
{
    if (at >= len)
        return TRUE;
    char c = text[at];
    if (c == '.' || c == '-' || c == ':' || c == ',')
        return at + 1 >= len || c == '-' || !g_ascii_isdigit(text[at + 1]);
    return !g_ascii_isalnum(c) && !strchr("/%@_=+", c);
}

guint nx_reply_find(const char *text, gssize len, gsize *at)
{
    gsize size = !text ? 0 : len < 0 ? strlen(text) : (gsize)len;
    for (gsize i = 0; i + 3 <= size; i++) {
        if (text[i] < '2' || text[i] > '5' || !g_ascii_isdigit(text[i + 1]) || !g_ascii_isdigit(text[i + 2]))
            continue;
        if (!is_reply_end(text, size, i + 3) || !is_reply_start(text, i))
            continue;
        if (at)
            *at = i;
        return (guint)(text[i] - '0') * 100 + (guint)(text[i + 1] - '0') * 10 + (guint)(text[i + 2] - '0');
    }
    return 0;
}
