/* From each "@" outwards: local part, domain, and what stands around both. */
#include "parse/notice/mention.h"
#include "parse/notice/sign_words.h"

#define MAX_LOCAL 256 /* bytes; RFC 5321 allows 64, what is longer is often VERP */
#define MAX_DOMAIN 253

/* Scripts that are written without spaces: next to an address their letters belong to the sentence. */
static gboolean is_letter(gunichar c)
{
    if (!g_unichar_isalnum(c) && !g_unichar_ismark(c))
        return FALSE;
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_COMMON: return FALSE;
    default: return TRUE;
    }
}

static gboolean is_atext(guchar c)
{
    return g_ascii_isalnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

static gboolean is_domain_byte(guchar c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '.' || c == '_';
}

/* The start of the local part that ends at `end`; `end` itself if there is none. */
static gsize local_start(const char *text, gsize end)
{
    if (end > 1 && text[end - 1] == '"') {
        gsize at = end - 1;
        while (at > 0 && end - at < MAX_LOCAL && text[at - 1] != '\n') {
            at--;
            if (text[at] == '"' && (at == 0 || text[at - 1] != '\\'))
                return end - at > 2 ? at : end;
        }
        return end;
    }
    gsize at = end;
    while (at > 0 && end - at < MAX_LOCAL) {
        if (is_atext((guchar)text[at - 1])) {
            at--;
            continue;
        }
        const char *before = (guchar)text[at - 1] < 0x80 ? NULL : g_utf8_find_prev_char(text, text + at);
        if (!before || !is_letter(g_utf8_get_char(before)))
            break;
        at = (gsize)(before - text);
    }
    return at;
}

/* The end of the domain that starts at `start`; `start` itself if there is none. */
static gsize domain_end(const char *text, gsize len, gsize start)
{
    gsize at = start;
    if (at < len && text[at] == '[') {
        while (at < len && at - start < MAX_DOMAIN && (g_ascii_isalnum(text[at]) || strchr("[.:", text[at])))
            at++;
        return at < len && text[at] == ']' && at > start + 1 ? at + 1 : start;
    }
    while (at < len && at - start < MAX_DOMAIN) {
        if (is_domain_byte((guchar)text[at])) {
            at++;
            continue;
        }
        gunichar c = (guchar)text[at] < 0x80 ? 0 : g_utf8_get_char_validated(text + at, (gssize)(len - at));
        if (!c || c >= (gunichar)-2 || !is_letter(c))
            break;
        at = (gsize)(g_utf8_next_char(text + at) - text);
    }
    while (at > start && strchr("-._", text[at - 1]))
        at--;
    return at;
}

/* A dot inside, a last label that is not all digits, no label that is empty. */
static gboolean is_domain(const char *text, gsize start, gsize end)
{
    if (text[start] == '[')
        return TRUE;
    const char *dot = g_strrstr_len(text + start, (gssize)(end - start), ".");
    if (!dot || dot == text + start || g_strstr_len(text + start, (gssize)(end - start), ".."))
        return FALSE;
    gsize label = (gsize)(text + end - dot - 1);
    gboolean letter = FALSE;
    for (const char *p = dot + 1; p < text + end; p++)
        letter |= !g_ascii_isdigit(*p);
    return letter && label >= 2 && label <= 63;
}

/* What leads to the local part and is no part of it: "rfc822;", quotes that are not closed, "RCPT=", a leading dot or
 * dash. */
static gsize trim_local(const char *text, gsize start, gsize at)
{
    for (const char *const *lead = nx_sign_words(NX_WORDS_LEAD); *lead; lead++)
        if (at - start > strlen(*lead) && g_ascii_strncasecmp(text + start, *lead, strlen(*lead)) == 0)
            start += strlen(*lead);
    /* "=?" begins what programs make of a name that is not ASCII: part of the address. */
    while (start < at && strchr("'`.*|={}", text[start]) && !(text[start] == '=' && text[start + 1] == '?'))
        start++;
    return start;
}

static gboolean ends_with(const char *text, gsize at, const char *words)
{
    gsize len = strlen(words);
    return at >= len && g_ascii_strncasecmp(text + at - len, words, len) == 0;
}

/* In <...> all up to the brackets is the address, in whatever script: "<用户@例子.广告>",
 * "<@relay.example:ann@example.com>". */
static gboolean widen_to_brackets(const char *text, gsize len, gsize sign, NxMention *mention)
{
    gsize start = sign, end = sign + 1;
    while (start > 0 && sign - start < MAX_LOCAL && !strchr("<> \t\n\"(),;", text[start - 1]))
        start--;
    while (end < len && end - sign < MAX_DOMAIN && !strchr("<> \t\n\"(),;", text[end]))
        end++;
    if (start == 0 || text[start - 1] != '<' || end >= len || text[end] != '>')
        return FALSE;
    mention->outer = start - 1;
    mention->outer_end = end + 1;
    if (text[start] == '@') {
        const char *colon = memchr(text + start, ':', end - start);
        if (!colon)
            return FALSE;
        start = (gsize)(colon + 1 - text);
    }
    const char *last = g_strrstr_len(text + start, (gssize)(end - start), "@");
    if (!last || last == text + start || last + 1 == text + end)
        return FALSE;
    mention->at = start;
    mention->end = end;
    mention->bracketed = TRUE;
    return is_domain(text, (gsize)(last + 1 - text), end);
}

static gboolean mention_at(const char *text, gsize len, gsize sign, NxMention *mention)
{
    *mention = (NxMention){0};
    if (widen_to_brackets(text, len, sign, mention))
        return g_ascii_strncasecmp(text + mention->at, "mailto:", 7) != 0;
    gsize start = local_start(text, sign), end = domain_end(text, len, sign + 1);
    start = trim_local(text, start, sign);
    if (start == sign || end == sign + 1 || !is_domain(text, sign + 1, end))
        return FALSE;
    if (ends_with(text, start, "mailto:") || ends_with(text, start, "://") ||
        (start > 1 && text[start] == '/' && text[start - 1] == ':'))
        return FALSE;
    if (end < len && (text[end] == '@' || (text[end] == ':' && end + 1 < len && text[end + 1] == '/')))
        return FALSE;
    *mention = (NxMention){start, end, start, end, FALSE};
    if (start > 0 && end < len && text[start - 1] == '<' && text[end] == '>')
        *mention = (NxMention){start, end, start - 1, end + 1, TRUE};
    else if (start > 0 && end < len && strchr("'\"", text[start - 1]) && text[end] == text[start - 1])
        *mention = (NxMention){start, end, start - 1, end + 1, FALSE};
    return TRUE;
}

gboolean nx_mention_next(const char *text, gsize len, gsize *from, NxMention *mention)
{
    while (*from < len) {
        const char *sign = memchr(text + *from, '@', len - *from);
        if (!sign)
            break;
        gsize at = (gsize)(sign - text);
        if (mention_at(text, len, at, mention)) {
            *from = MAX(mention->outer_end, at + 1);
            return TRUE;
        }
        *from = at + 1;
    }
    *from = len;
    return FALSE;
}
