/* Declared charset, then UTF-8, then a guess, then Windows-1252, which takes every byte. */
#include "parse/mime/charset.h"
#include "parse/bounds.h"
#include "parse/mime/charset_guess.h"
#include "parse/mime/charset_name.h"
#include <errno.h>
#include <gmime/gmime.h>

/* Windows-1252 with its five holes filled as Latin-1 has them: no byte is beyond it. */
static char *text_from_western(NxBytes bytes)
{
    static const gunichar UPPER[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                       0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                       0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                       0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
    GString *out = g_string_sized_new(bytes.len + 16);
    for (gsize i = 0; i < bytes.len; i++) {
        guint8 byte = (guint8)bytes.at[i];
        g_string_append_unichar(out, byte == 0 ? 0x2400 : byte >= 0x80 && byte < 0xa0 ? UPPER[byte - 0x80] : byte);
    }
    return g_string_free(out, FALSE);
}

static gboolean holds(NxBytes bytes, const char *what)
{
    return bytes.len > 0 && memmem(bytes.at, bytes.len, what, strlen(what)) != NULL;
}

/* ---- iconv ------------------------------------------------------------------------------------------------------- */

/* Opening a converter costs more than a short text does: a thread keeps those it has used, of names that are spelt as
 * such names are. */
enum { MAX_CONVERTERS = 32, MAX_CONVERTER_NAME = 40 };

static void close_converter(gpointer converter)
{
    if (converter != (GIConv)-1)
        g_iconv_close(converter);
}

static void converters_free(gpointer converters)
{
    g_hash_table_unref(converters);
}

/* To UTF-8; (GIConv)-1: iconv does not know the charset. Kept by the thread. */
static GIConv get_converter(const char *charset)
{
    static GPrivate own = G_PRIVATE_INIT(converters_free);
    GHashTable *kept = g_private_get(&own);
    gpointer converter;
    if (strlen(charset) > MAX_CONVERTER_NAME)
        return (GIConv)-1; /* none that iconv knows is so long */
    if (!kept)
        g_private_set(&own, kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_converter));
    if (g_hash_table_lookup_extended(kept, charset, NULL, &converter)) {
        if (converter != (GIConv)-1)
            g_iconv(converter, NULL, NULL, NULL, NULL); /* as if just opened */
        return converter;
    }
    if (g_hash_table_size(kept) >= MAX_CONVERTERS) /* mail may name any number of charsets */
        g_hash_table_remove_all(kept);
    converter = g_iconv_open("UTF-8", charset);
    g_hash_table_insert(kept, g_strdup(charset), converter);
    return converter;
}

/* iconv to the end, one visible \xHH for each byte that it cannot take. NULL if iconv does not know the charset. */
static char *text_by_iconv(const char *charset, NxBytes bytes)
{
    GIConv converter = get_converter(charset);
    if (converter == (GIConv)-1)
        return NULL;
    GString *utf8 = g_string_sized_new(bytes.len + bytes.len / 2 + 16);
    char *in = (char *)bytes.at; /* iconv's prototype lacks the const, it does not write there */
    gsize left = bytes.len;
    char buffer[4096];
    while (left > 0) {
        char *out = buffer;
        gsize room = sizeof buffer;
        gsize done = g_iconv(converter, &in, &left, &out, &room);
        int reason = errno;
        g_string_append_len(utf8, buffer, out - buffer);
        if (done != (gsize)-1 || reason == E2BIG)
            continue;
        g_string_append_printf(utf8, "\\x%02X", (guint8)*in);
        in++;
        left--;
    }
    char *out = buffer;
    gsize room = sizeof buffer;
    if (g_iconv(converter, NULL, NULL, &out, &room) != (gsize)-1)
        g_string_append_len(utf8, buffer, out - buffer);
    char *text = nx_text_from_utf8(utf8->str, (gssize)utf8->len);
    g_string_free(utf8, TRUE);
    return text;
}

/* Valid UTF-8, where a NUL is as good as any other byte. */
static gboolean is_utf8(NxBytes bytes)
{
    const char *at = bytes.at, *end = bytes.at + bytes.len, *stop;
    while (at < end) {
        if (g_utf8_validate_len(at, (gsize)(end - at), &stop))
            return TRUE;
        if (*stop != '\0')
            return FALSE;
        at = stop + 1;
    }
    return TRUE;
}

gboolean nx_charset_is_plain(NxBytes bytes)
{
    if (bytes.len == 0)
        return TRUE;
    if (memchr(bytes.at, '\0', bytes.len) || memchr(bytes.at, '\033', bytes.len))
        return FALSE;
    guint64 eight = 0, seen = 0;
    gsize at = 0;
    for (; at + sizeof eight <= bytes.len; at += sizeof eight) {
        memcpy(&eight, bytes.at + at, sizeof eight);
        seen |= eight;
    }
    for (; at < bytes.len; at++)
        seen |= (guint8)bytes.at[at];
    return (seen & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

static char *text_guessed(NxBytes bytes)
{
    if (nx_charset_is_plain(bytes))
        return g_strndup(bytes.len ? bytes.at : "", bytes.len);
    if (holds(bytes, "\033$B") || holds(bytes, "\033$@")) {
        char *text = text_by_iconv("ISO-2022-JP-3", bytes);
        if (text)
            return text;
    }
    if (is_utf8(bytes))
        return nx_text_from_utf8(bytes.at, (gssize)bytes.len);
    const char *meant = nx_charset_guess(bytes);
    char *text = meant ? text_by_iconv(meant, bytes) : NULL;
    return text ? text : text_from_western(bytes);
}

char *nx_charset_text(const char *charset, NxBytes bytes)
{
    if (!bytes.len)
        return g_strdup("");
    g_autofree char *name = charset ? g_strstrip(g_ascii_strdown(charset, -1)) : NULL;
    if (nx_charset_name_tells_nothing(name))
        return text_guessed(bytes);
    const char *known = nx_charset_name_known(name);
    if (g_ascii_strcasecmp(known, "utf-8") == 0)
        return nx_text_from_utf8(bytes.at, (gssize)bytes.len);
    char *text = text_by_iconv(known, bytes);
    if (!text && known != name)
        text = text_by_iconv(name, bytes);
    if (!text) {
        g_autofree char *meant = nx_charset_name_meant(name);
        text = meant ? text_by_iconv(meant, bytes) : NULL;
    }
    return text ? text : text_guessed(bytes);
}
