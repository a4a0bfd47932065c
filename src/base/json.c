/* JSON that a terminal can show as well. */
#include "base/glyph.h"
#include <nixie/json.h>
#include <string.h>

/* Escaped as UTF-16 (RFC 8259 7). */
static void append_escape(GString *out, gunichar c)
{
    if (c > 0xFFFF)
        g_string_append_printf(out, "\\u%04x\\u%04x", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
    else
        g_string_append_printf(out, "\\u%04x", c);
}

/* All that JSON asks to be escaped, and beside it what a terminal would obey, or nobody would see. */
static void append_string(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    for (const char *at = valid ? valid : text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", (char)c);
        else if (c == '\n')
            g_string_append(out, "\\n");
        else if (c == '\t')
            g_string_append(out, "\\t");
        else if (c >= 0x20 && c < 0x7F)
            g_string_append_c(out, (char)c);
        else if (nx_glyph_of(c) == NX_GLYPH_HIDDEN)
            append_escape(out, c);
        else
            g_string_append_len(out, at, g_utf8_next_char(at) - at);
    }
    g_string_append_c(out, '"');
}

char *nx_json_ascii(const char *json)
{
    GString *out = g_string_sized_new(strlen(json));
    for (const char *at = json; *at; at = g_utf8_next_char(at)) {
        if ((guchar)*at < 0x80)
            g_string_append_c(out, *at);
        else
            append_escape(out, g_utf8_get_char(at));
    }
    return g_string_free(out, FALSE);
}

/* A comma is due behind a value: not at the start of anything, behind a name, or on a new line. */
static void begin(GString *out, const char *name)
{
    if (out->len && !strchr("{[:\n", out->str[out->len - 1]))
        g_string_append_c(out, ',');
    if (name)
        g_string_append_printf(out, "\"%s\":", name);
}

void nx_json_object_open(GString *out, const char *name)
{
    begin(out, name);
    g_string_append_c(out, '{');
}

void nx_json_object_close(GString *out)
{
    g_string_append_c(out, '}');
}

void nx_json_list_open(GString *out, const char *name)
{
    begin(out, name);
    g_string_append_c(out, '[');
}

void nx_json_list_close(GString *out)
{
    g_string_append_c(out, ']');
}

void nx_json_null(GString *out, const char *name)
{
    begin(out, name);
    g_string_append(out, "null");
}

void nx_json_text(GString *out, const char *name, const char *value)
{
    if (!value) {
        nx_json_null(out, name);
        return;
    }
    begin(out, name);
    append_string(out, value);
}

void nx_json_number(GString *out, const char *name, gint64 value)
{
    begin(out, name);
    g_string_append_printf(out, "%" G_GINT64_FORMAT, value);
}

void nx_json_flag(GString *out, const char *name, gboolean value)
{
    begin(out, name);
    g_string_append(out, value ? "true" : "false");
}

void nx_json_time(GString *out, const char *name, NxTime value)
{
    g_autofree char *text = value == NX_TIME_UNKNOWN ? NULL : nx_time_rfc3339(value);
    nx_json_text(out, name, text);
}

void nx_json_texts(GString *out, const char *name, const char *const *values)
{
    nx_json_list_open(out, name);
    for (guint i = 0; values && values[i]; i++)
        nx_json_text(out, NULL, values[i]);
    nx_json_list_close(out);
}
