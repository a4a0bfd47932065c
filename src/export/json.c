/* JSON that a terminal can show as well: what it would obey is escaped. */
#include "export/json.h"

/* All that JSON asks to be escaped, and DEL and C1 beside, which some terminals obey. */
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
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
            g_string_append_printf(out, "\\u%04x", c);
        else
            g_string_append_len(out, at, g_utf8_next_char(at) - at);
    }
    g_string_append_c(out, '"');
}

static void append_name(GString *out, const char *name)
{
    if (out->len && out->str[out->len - 1] != '{')
        g_string_append_c(out, ',');
    g_string_append_printf(out, "\"%s\":", name);
}

void nx_json_open(GString *out)
{
    g_string_append_c(out, '{');
}

void nx_json_close(GString *out)
{
    g_string_append_c(out, '}');
}

void nx_json_text(GString *out, const char *name, const char *value)
{
    append_name(out, name);
    if (value)
        append_string(out, value);
    else
        g_string_append(out, "null");
}

void nx_json_number(GString *out, const char *name, gint64 value)
{
    append_name(out, name);
    g_string_append_printf(out, "%" G_GINT64_FORMAT, value);
}

void nx_json_list(GString *out, const char *name, const char *const *values)
{
    append_name(out, name);
    g_string_append_c(out, '[');
    for (guint i = 0; values && values[i]; i++) {
        if (i)
            g_string_append_c(out, ',');
        append_string(out, values[i]);
    }
    g_string_append_c(out, ']');
}
