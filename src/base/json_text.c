/* One pass over a value with the brackets that are open, and walks over what was passed. */
#include "base/json_text.h"
#include <string.h>

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *past_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    return at;
}

/* ---- Scanning ---------------------------------------------------------------------------------------------------- */

/* Moves *at behind a string that begins there; control characters are none of it (7). */
static NxJsonEnd scan_string(const char **at, const char *end)
{
    const char *p = *at + 1;
    NxJsonEnd result = NX_JSON_CUT;
    for (; p < end && result == NX_JSON_CUT; p++) {
        if (*p == '"')
            result = NX_JSON_WHOLE;
        else if ((guchar)*p < ' ')
            result = NX_JSON_BAD;
        else if (*p == '\\' && ++p < end && (guchar)*p < ' ')
            result = NX_JSON_BAD;
    }
    *at = MIN(p, end);
    return result;
}

/* true, false, null, or what is made of the characters of numbers. */
static NxJsonEnd scan_word(const char **at, const char *end)
{
    static const char *const WORDS[] = {"true", "false", "null"};
    const char *p = *at, *begin = *at;
    gboolean is_number = g_ascii_isdigit(*p) || *p == '-';
    while (p < end && (g_ascii_isalnum(*p) || *p == '-' || *p == '+' || *p == '.'))
        p++;
    gsize len = (gsize)(p - begin);
    *at = p;
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        gboolean same = len <= strlen(WORDS[i]) && len && memcmp(begin, WORDS[i], len) == 0;
        if (same && len == strlen(WORDS[i]))
            return NX_JSON_WHOLE;
        if (same && p == end)
            return NX_JSON_CUT;
    }
    return !is_number ? NX_JSON_BAD : p == end ? NX_JSON_CUT : NX_JSON_WHOLE;
}

typedef struct {
    const char *at, *end;
    guint depth;
    char open[NX_JSON_DEPTH]; /* '{' or '[' */
} Scan;

/* A name and its colon. */
static NxJsonEnd scan_name(Scan *scan)
{
    scan->at = past_blanks(scan->at, scan->end);
    if (scan->at == scan->end)
        return NX_JSON_CUT;
    if (*scan->at != '"')
        return NX_JSON_BAD;
    NxJsonEnd result = scan_string(&scan->at, scan->end);
    if (result != NX_JSON_WHOLE)
        return result;
    scan->at = past_blanks(scan->at, scan->end);
    if (scan->at == scan->end)
        return NX_JSON_CUT;
    return *scan->at++ == ':' ? NX_JSON_WHOLE : NX_JSON_BAD;
}

/* Opens what begins here; *empty: it ends at once. */
static NxJsonEnd open_brackets(Scan *scan, gboolean *empty)
{
    char c = *scan->at++;
    if (scan->depth == NX_JSON_DEPTH)
        return NX_JSON_BAD;
    scan->open[scan->depth++] = c;
    scan->at = past_blanks(scan->at, scan->end);
    if (scan->at == scan->end)
        return NX_JSON_CUT;
    *empty = *scan->at == (c == '{' ? '}' : ']');
    return *empty || c == '[' ? NX_JSON_WHOLE : scan_name(scan);
}

/* Behind a value: a comma and the name of the next, or brackets that close. TRUE in *more: another value follows. */
static NxJsonEnd go_on(Scan *scan, gboolean *more)
{
    *more = FALSE;
    while (scan->depth) {
        char open = scan->open[scan->depth - 1];
        scan->at = past_blanks(scan->at, scan->end);
        if (scan->at == scan->end)
            return NX_JSON_CUT;
        char c = *scan->at;
        if (c == ',') {
            scan->at++;
            *more = TRUE;
            return open == '{' ? scan_name(scan) : NX_JSON_WHOLE;
        }
        if (c != (open == '{' ? '}' : ']'))
            return NX_JSON_BAD;
        scan->at++;
        scan->depth--;
    }
    return NX_JSON_WHOLE;
}

static NxJsonEnd scan_value(Scan *scan)
{
    for (gboolean more = TRUE; more;) {
        scan->at = past_blanks(scan->at, scan->end);
        if (scan->at == scan->end)
            return NX_JSON_CUT;
        gboolean empty = TRUE;
        NxJsonEnd result = *scan->at == '{' || *scan->at == '[' ? open_brackets(scan, &empty)
                           : *scan->at == '"'                   ? scan_string(&scan->at, scan->end)
                                                                : scan_word(&scan->at, scan->end);
        if (result != NX_JSON_WHOLE)
            return result;
        if (empty && (result = go_on(scan, &more)) != NX_JSON_WHOLE)
            return result;
    }
    return NX_JSON_WHOLE;
}

NxJsonEnd nx_json_scan(NxBytes text, gsize *len)
{
    Scan scan = {.at = text.at, .end = text.at + text.len};
    NxJsonEnd result = scan_value(&scan);
    *len = (gsize)(scan.at - text.at);
    return result;
}

/* ---- Walking ----------------------------------------------------------------------------------------------------- */

gboolean nx_json_is(NxBytes value, char first)
{
    return value.len && *value.at == first;
}

NxBytes nx_json_inside(NxBytes value)
{
    return value.len > 1 && (*value.at == '{' || *value.at == '[') ? (NxBytes){value.at + 1, value.len - 2}
                                                                   : (NxBytes){value.at, 0};
}

static void move_on(NxBytes *rest, const char *to)
{
    rest->len -= (gsize)(to - rest->at);
    rest->at = to;
}

static void skip_commas(NxBytes *rest)
{
    const char *at = rest->at, *end = rest->at + rest->len;
    while (at < end && (is_blank(*at) || *at == ','))
        at++;
    move_on(rest, at);
}

gboolean nx_json_next(NxBytes *rest, NxBytes *value)
{
    gsize len;
    skip_commas(rest);
    if (!rest->len)
        return FALSE;
    NxJsonEnd result = nx_json_scan(*rest, &len);
    *value = (NxBytes){rest->at, len};
    move_on(rest, rest->at + len);
    return len && (result == NX_JSON_WHOLE || !rest->len); /* a number may end with what it is in */
}

gboolean nx_json_next_member(NxBytes *rest, NxBytes *name, NxBytes *value)
{
    skip_commas(rest);
    const char *at = rest->at, *end = rest->at + rest->len;
    if (at == end || *at != '"' || scan_string(&at, end) != NX_JSON_WHOLE)
        return FALSE;
    *name = (NxBytes){rest->at + 1, (gsize)(at - rest->at) - 2};
    at = past_blanks(at, end);
    if (at == end || *at != ':')
        return FALSE;
    move_on(rest, past_blanks(at + 1, end));
    return nx_json_next(rest, value);
}

/* ---- Paths ------------------------------------------------------------------------------------------------------- */

static gboolean find_member(NxBytes object, const char *name, gsize len, NxBytes *found)
{
    NxBytes rest = nx_json_inside(object), key, value;
    gboolean has = FALSE;
    while (nx_json_is(object, '{') && nx_json_next_member(&rest, &key, &value))
        if (key.len == len && memcmp(key.at, name, len) == 0) {
            *found = value; /* of two the last, as all readers have it */
            has = TRUE;
        }
    return has;
}

gboolean nx_json_each(NxBytes value, const char *path, NxJsonTake take, gpointer user)
{
    if (!*path)
        return take(value, user);
    gsize len = strcspn(path, ".[");
    NxBytes found = value;
    if (len && !find_member(value, path, len, &found))
        return TRUE;
    path += len;
    if (*path == '.')
        return nx_json_each(found, path + 1, take, user);
    if (*path != '[')
        return nx_json_each(found, path, take, user);
    path += strlen("[]");
    path += *path == '.';
    NxBytes rest = nx_json_inside(found), element;
    gboolean more = TRUE;
    while (more && nx_json_is(found, '[') && nx_json_next(&rest, &element))
        more = nx_json_each(element, path, take, user);
    return more;
}

static gboolean take_first(NxBytes value, gpointer user)
{
    NxBytes *found = user;
    if (value.len == strlen("null") && memcmp(value.at, "null", value.len) == 0)
        return TRUE;
    *found = value;
    return FALSE;
}

gboolean nx_json_find(NxBytes value, const char *path, NxBytes *found)
{
    return !nx_json_each(value, path, take_first, found);
}

/* ---- Strings ----------------------------------------------------------------------------------------------------- */

static gunichar hex4(const char *at, const char *end)
{
    gunichar value = 0;
    for (guint i = 0; i < 4; i++) {
        int digit = at + i < end ? g_ascii_xdigit_value(at[i]) : -1;
        if (digit < 0)
            return 0xFFFD;
        value = value * 16 + (gunichar)digit;
    }
    return value;
}

/* "\uD83D\uDE00": *at is behind the first "\u"; moved behind what was read. */
static gunichar read_unicode(const char **at, const char *end)
{
    gunichar high = hex4(*at, end);
    *at += MIN(4, end - *at);
    if (high >= 0xD800 && high < 0xDC00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u') {
        gunichar low = hex4(*at + 2, end);
        if (low >= 0xDC00 && low < 0xE000) {
            *at += 6;
            return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    return high >= 0xD800 && high < 0xE000 ? 0xFFFD : high;
}

static void append_escape(GString *out, const char **at, const char *end)
{
    static const char NAMES[] = "bfnrt", CONTROLS[] = "\b\f\n\r\t";
    char c = *(*at)++;
    const char *name = c ? strchr(NAMES, c) : NULL;
    if (c == 'u') {
        gunichar unicode = read_unicode(at, end);
        if (unicode)
            g_string_append_unichar(out, unicode);
        else
            g_string_append_c(out, '\0');
    } else {
        g_string_append_c(out, name ? CONTROLS[name - NAMES] : c);
    }
}

char *nx_json_bytes_of(NxBytes value, gsize *len)
{
    const char *at = value.at + 1, *end = value.at + value.len - 1;
    GString *out = g_string_sized_new(value.len);
    while (at < end) {
        const char *escape = memchr(at, '\\', (gsize)(end - at)), *stop = escape ? escape : end;
        g_string_append_len(out, at, stop - at);
        at = stop + 1;
        if (escape && at < end)
            append_escape(out, &at, end);
    }
    *len = out->len;
    return g_string_free(out, FALSE);
}

char *nx_json_text_of(NxBytes value)
{
    gsize len;
    if (nx_json_is(value, '{') || nx_json_is(value, '[') || !value.len ||
        memcmp(value.at, "null", MIN(value.len, 4)) == 0)
        return NULL;
    if (!nx_json_is(value, '"'))
        return nx_text_from_utf8(value.at, (gssize)value.len);
    if (value.len < 2)
        return NULL;
    g_autofree char *bytes = nx_json_bytes_of(value, &len);
    return nx_text_from_utf8(bytes, (gssize)len);
}
