/* Encoded-words that follow each other in one charset are joined before they are converted: some senders cut a
 * character in two. */
#include "parse/mime/header_text.h"
#include "parse/bounds.h"
#include "parse/mime/charset.h"
#include <gmime/gmime.h>

typedef struct {
    char *charset;
    char encoding; /* 'b' or 'q' */
    const char *body;
    gsize body_len, len; /* of the whole word */
} Word;

/* =?charset*language?encoding?body?= at `at`. The charset is the caller's to free. */
static gboolean word_at(const char *at, const char *end, Word *word)
{
    if (end - at < 8 || at[0] != '=' || at[1] != '?')
        return FALSE;
    const char *charset = at + 2, *mark = memchr(charset, '?', (gsize)(end - charset));
    if (!mark || mark == charset || end - mark < 3 || mark[2] != '?')
        return FALSE;
    word->encoding = g_ascii_tolower(mark[1]);
    if (word->encoding != 'b' && word->encoding != 'q')
        return FALSE;
    word->body = mark + 3;
    const char *close = memmem(word->body, (gsize)(end - word->body), "?=", 2);
    if (!close || memchr(charset, ' ', (gsize)(mark - charset)) || memchr(charset, '\n', (gsize)(mark - charset)))
        return FALSE;
    /* Part of an address: no encoded-word (RFC 2047 5), but the very name that the server was asked for. */
    if (close + 2 < end && close[2] == '@')
        return FALSE;
    word->body_len = (gsize)(close - word->body);
    word->len = (gsize)(close + 2 - at);
    const char *language = memchr(charset, '*', (gsize)(mark - charset));
    word->charset = g_strndup(charset, (gsize)((language ? language : mark) - charset));
    return TRUE;
}

static void decode_body(const Word *word, GString *out)
{
    if (word->encoding == 'b') {
        GMimeEncoding state;
        g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_BASE64);
        g_autofree char *buffer = g_malloc(g_mime_encoding_outlen(&state, word->body_len) + 4);
        gsize n = g_mime_encoding_step(&state, word->body, word->body_len, buffer);
        g_string_append_len(out, buffer, (gssize)n);
        return;
    }
    for (gsize i = 0; i < word->body_len; i++) {
        char c = word->body[i];
        if (c == '=' && i + 2 < word->body_len && g_ascii_isxdigit(word->body[i + 1]) &&
            g_ascii_isxdigit(word->body[i + 2])) {
            g_string_append_c(
                out, (char)(g_ascii_xdigit_value(word->body[i + 1]) << 4 | g_ascii_xdigit_value(word->body[i + 2])));
            i += 2;
        } else {
            g_string_append_c(out, c == '_' ? ' ' : c);
        }
    }
}

/* The words from `at` on that belong together, as text into `out`; returns where they end. */
static const char *decode_words(const char *at, const char *end, Word first, GString *out)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    decode_body(&first, bytes);
    at += first.len;
    for (;;) {
        const char *next = at;
        while (next < end && g_ascii_isspace(*next))
            next++;
        Word word = {0};
        if (!word_at(next, end, &word))
            break;
        gboolean same = g_ascii_strcasecmp(word.charset, first.charset) == 0;
        if (same) {
            decode_body(&word, bytes);
            at = next + word.len;
        } else {
            at = next; /* white space between two words is none (RFC 2047 6.2) */
        }
        g_free(word.charset);
        if (!same)
            break;
    }
    g_autofree char *text = nx_charset_text(first.charset, (NxBytes){bytes->str, bytes->len});
    g_string_append(out, text);
    g_free(first.charset);
    return at;
}

/* Folded lines joined: the newline goes, the white space behind it stays as one blank. */
static char *unfold(NxBytes bytes, gsize *len)
{
    char *out = g_malloc(bytes.len + 1);
    gsize n = 0;
    if (!bytes.len || (!memchr(bytes.at, '\n', bytes.len) && !memchr(bytes.at, '\r', bytes.len))) {
        memcpy(out, bytes.len ? bytes.at : "", bytes.len);
        out[ *len = bytes.len] = '\0';
        return out;
    }
    for (gsize i = 0; i < bytes.len; i++) {
        if (bytes.at[i] != '\n' && bytes.at[i] != '\r') {
            out[n++] = bytes.at[i];
            continue;
        }
        while (i + 1 < bytes.len && (bytes.at[i + 1] == ' ' || bytes.at[i + 1] == '\t' || bytes.at[i + 1] == '\n' ||
                                     bytes.at[i + 1] == '\r'))
            i++;
        out[n++] = ' ';
    }
    out[n] = '\0';
    *len = n;
    return out;
}

char *nx_header_text(NxBytes bytes)
{
    bytes.len = MIN(bytes.len, NX_MAX_HEADER_VALUE);
    gsize len;
    g_autofree char *line = unfold(bytes, &len);
    if (nx_charset_is_plain(bytes) && !memmem(line, len, "=?", 2))
        return g_strstrip(g_steal_pointer(&line));
    GString *out = g_string_sized_new(len + 16);
    const char *at = line, *end = line + len, *plain = line;
    while (at < end) {
        Word word = {0};
        if (*at != '=' || !word_at(at, end, &word)) {
            at++;
            continue;
        }
        g_autofree char *before = nx_charset_text(NULL, (NxBytes){plain, (gsize)(at - plain)});
        g_string_append(out, before);
        plain = at = decode_words(at, end, word, out);
    }
    g_autofree char *rest = nx_charset_text(NULL, (NxBytes){plain, (gsize)(end - plain)});
    g_string_append(out, rest);
    return g_strstrip(g_string_free(out, FALSE));
}
