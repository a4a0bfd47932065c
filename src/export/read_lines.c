/* Lists of a line for each address: bare, or a map's. */
#include "base/line.h"
#include "export/reading.h"
#include <string.h>

typedef struct {
    const char *address, *said;
} MapLine;

static const char *column_of(gpointer row, const char *column)
{
    const MapLine *line = row;
    return g_str_equal(column, NX_FIELD_ADDRESS) ? line->address
           : g_str_equal(column, "diagnostic")   ? line->said
                                                 : NULL;
}

static const char *nothing(gpointer row, const char *name)
{
    (void)row;
    (void)name;
    return NULL;
}

/* Is the pattern the address alone? */
static gboolean is_bare(const NxFormat *format)
{
    const NxFormatColumn *column = format->columns->pdata[0];
    return nx_template_only_field(column->text) != NULL;
}

static const char *literal_at(const NxFormat *format, guint i)
{
    const NxTemplate *line = ((const NxFormatColumn *)format->columns->pdata[0])->text;
    const NxPiece *piece = i < line->pieces->len ? line->pieces->pdata[i] : NULL;
    return piece && piece->literal ? piece->literal : "";
}

/* Where a key ends: at a blank or a colon, outside of quotes; a backslash within them hides what follows. */
static const char *key_end(const char *at, gboolean colon)
{
    gboolean inside = FALSE, literal = FALSE;
    for (; *at; at++) {
        if (inside && at[0] == '\\' && at[1])
            at++;
        else if (*at == '"')
            inside = !inside;
        else if (!inside && (*at == '[' || *at == ']'))
            literal = *at == '[';
        else if (!inside && (g_ascii_isspace(*at) || (colon && !literal && *at == ':')))
            return at;
    }
    return at;
}

/* `"two words@example.org"`: the quotes go around the local part alone. */
static char *unquoted_whole(const char *key, gsize len)
{
    g_autofree char *inner = g_strndup(key + 1, len - 2);
    const char *at = strrchr(inner, '@');
    if (!at)
        return NULL;
    return g_strdup_printf("\"%.*s\"%s", (int)(at - inner), inner, at);
}

char *nx_line_address(const NxFormat *format, const char *line, const char **behind)
{
    const char *prefix = literal_at(format, 0), *end;
    if (g_ascii_strncasecmp(line, prefix, strlen(prefix)) != 0)
        return NULL;
    line += strlen(prefix);
    gboolean colon = *literal_at(format, *prefix ? 2 : 1) == ':';
    end = key_end(line, colon);
    gsize len = (gsize)(end - line);
    while (g_ascii_isspace(*end) || (colon && *end == ':'))
        end++;
    *behind = end;
    gboolean whole = format->quotes == NX_QUOTES_WHOLE && len > 2 && line[0] == '"' && line[len - 1] == '"';
    return whole ? unquoted_whole(line, len) : g_strndup(line, len);
}

gboolean nx_line_refuses(const NxFormat *format, const char *behind)
{
    for (char **word = format->refusals; word && *word; word++)
        if (g_ascii_strncasecmp(behind, *word, strlen(*word)) == 0)
            return TRUE;
    return !format->refusals;
}

/* What we write ourselves behind an address is no server's word. */
static gboolean is_our_words(const NxFormat *format, const char *behind)
{
    for (guint i = 0; i < format->choices->len; i++) {
        const NxFormatChoice *choice = format->choices->pdata[i];
        for (guint k = 0; k < choice->cases->len; k++)
            if (g_str_equal(((const NxFormatCase *)choice->cases->pdata[k])->text, behind))
                return TRUE;
    }
    return !*behind;
}

/* Both forms of an international domain stand one below the other. */
static void take(NxReading *reading, guint line, const char *address, const char *said)
{
    guint before = reading->imported->len;
    MapLine row = {address, said};
    nx_reading_take(reading, line, &(NxListRow){column_of, nothing, &row});
    if (reading->imported->len < 2 || reading->imported->len == before)
        return;
    const NxImported *last = reading->imported->pdata[before], *other = reading->imported->pdata[before - 1];
    if (g_str_equal(last->key, other->key))
        g_ptr_array_set_size(reading->imported, (gint)before);
}

static void take_map_line(NxReading *reading, guint line, const char *text)
{
    const char *behind;
    g_autofree char *address = nx_line_address(reading->format, text, &behind);
    if (!address)
        nx_reading_complain(reading, line, N_("no address"), text);
    else if (!nx_line_refuses(reading->format, behind))
        nx_reading_complain(reading, line, N_("this line refuses nobody for good"), text);
    else
        take(reading, line, address, is_our_words(reading->format, behind) ? NULL : behind);
}

void nx_read_lines(NxReading *reading)
{
    gboolean bare = is_bare(reading->format);
    NxBytes rest = {reading->bytes, reading->len}, line;
    if (rest.len >= 3 && memcmp(rest.at, "\xEF\xBB\xBF", 3) == 0)
        rest = (NxBytes){rest.at + 3, rest.len - 3};
    for (guint number = 1; nx_line_next(&rest, &line); number++) {
        g_autofree char *text = nx_text_from_utf8(line.at, (gssize)line.len);
        gboolean goes_on = !bare && g_ascii_isspace(*text); /* of the line before, which was read by its first one */
        g_strstrip(text);
        if (!*text || *text == '#' || goes_on)
            continue;
        if (bare)
            take(reading, number, text, NULL);
        else
            take_map_line(reading, number, text);
    }
}
