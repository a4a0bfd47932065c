/* Translated text, and text from bytes that may not be UTF-8. */
#include <nixie/text.h>
#include <libintl.h>

const char *nx_tr(const char *msgid)
{
    /* The catalog answers "" with its own header. */
    return *msgid ? dgettext(NX_TEXT_DOMAIN, msgid) : msgid;
}

const char *nx_trn(const char *one, const char *many, gulong n)
{
    return dngettext(NX_TEXT_DOMAIN, one, many, n);
}

/* A byte that is no text, to be seen. */
static void append_byte(GString *text, guchar byte)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    const char hex[] = {'\\', 'x', DIGITS[byte >> 4], DIGITS[byte & 0xF]};
    if (byte)
        g_string_append_len(text, hex, sizeof hex);
    else
        g_string_append(text, "\xe2\x90\x80");
}

char *nx_text_from_utf8(const char *bytes, gssize len)
{
    if (!bytes)
        return g_strdup("");
    gsize left = len < 0 ? strlen(bytes) : (gsize)len;
    const char *bad;
    if (g_utf8_validate_len(bytes, left, &bad))
        return g_strndup(bytes, left);

    GString *text = g_string_sized_new(left + 16);
    do {
        g_string_append_len(text, bytes, bad - bytes);
        append_byte(text, (guchar)*bad);
        left -= (gsize)(bad - bytes) + 1;
        bytes = bad + 1;
    } while (!g_utf8_validate_len(bytes, left, &bad));
    g_string_append_len(text, bytes, (gssize)left);
    return g_string_free(text, FALSE);
}

/* Bytes of white space at `at`, 0 if it is none. */
static gsize space_width(const char *at)
{
    guchar byte = (guchar)*at;
    if (byte < 0x80)
        return byte == ' ' || (byte >= '\t' && byte <= '\r') ? 1 : 0;
    gunichar c = g_utf8_get_char(at);
    return g_unichar_isspace(c) || c == 0x85 ? (gsize)g_utf8_skip[byte] : 0;
}

char *nx_text_squeeze(const char *text)
{
    char *squeezed = g_malloc(strlen(text) + 1);
    char *end = squeezed;
    gboolean gap = FALSE;
    while (*text) {
        if ((guchar)*text > ' ' && (guchar)*text < 0x80) {
            if (gap)
                *end++ = ' ';
            gap = FALSE;
            *end++ = *text++;
            continue;
        }
        gsize width = space_width(text);
        if (width) {
            gap = end > squeezed;
            text += width;
            continue;
        }
        if (gap)
            *end++ = ' ';
        gap = FALSE;
        for (int n = g_utf8_skip[(guchar)*text]; n && *text; n--)
            *end++ = *text++;
    }
    *end = '\0';
    return squeezed;
}
