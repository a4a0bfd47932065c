/* Quotes and brackets counted, nothing more; what is between them is read by json_line.c. */
#include "export/json_span.h"
#include <string.h>

static void skip(NxBytes *rest, const char *what)
{
    while (rest->len && strchr(what, *rest->at) && *rest->at) {
        rest->at++;
        rest->len--;
    }
}

static void cut(NxBytes *rest, gsize len, NxBytes *value)
{
    *value = (NxBytes){rest->at, len};
    rest->at += len;
    rest->len -= len;
}

/* Bytes of the string that begins here, with its quotes; 0 if it does not end. */
static gsize string_width(const char *at, gsize len)
{
    for (gsize i = 1; i < len; i++) {
        if (at[i] == '"')
            return i + 1;
        i += at[i] == '\\';
    }
    return 0;
}

/* Of the object or list; 0 if it does not end. */
static gsize nest_width(const char *at, gsize len)
{
    gsize depth = 0;
    for (gsize i = 0; i < len; i++) {
        if (at[i] == '"') {
            gsize width = string_width(at + i, len - i);
            if (!width)
                return 0;
            i += width - 1;
        } else if (at[i] == '{' || at[i] == '[') {
            depth++;
        } else if ((at[i] == '}' || at[i] == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

static gsize word_width(const char *at, gsize len)
{
    gsize i = 0;
    while (i < len && (g_ascii_isalnum(at[i]) || strchr("+-.", at[i])) && at[i])
        i++;
    return i;
}

gboolean nx_json_span_next(NxBytes *rest, NxBytes *value)
{
    skip(rest, " \t\r\n,");
    if (!rest->len)
        return FALSE;
    gsize width = *rest->at == '"'                       ? string_width(rest->at, rest->len)
                  : *rest->at == '{' || *rest->at == '[' ? nest_width(rest->at, rest->len)
                                                         : word_width(rest->at, rest->len);
    if (!width)
        return FALSE;
    cut(rest, width, value);
    return TRUE;
}

NxBytes nx_json_span_inside(NxBytes value)
{
    return value.len < 2 ? (NxBytes){value.at, 0} : (NxBytes){value.at + 1, value.len - 2};
}

gboolean nx_json_span_member(NxBytes *inside, NxBytes *name, NxBytes *value)
{
    NxBytes quoted;
    if (!nx_json_span_next(inside, &quoted) || *quoted.at != '"')
        return FALSE;
    *name = nx_json_span_inside(quoted);
    skip(inside, " \t\r\n:");
    return nx_json_span_next(inside, value);
}
