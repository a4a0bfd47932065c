#include "parse/mime/status_lines.h"

static const char *find_line(const char *text, const char *quote, const char *name)
{
    gsize mark = strlen(quote), len = strlen(name);
    for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        if (strncmp(line, quote, mark) != 0 || g_ascii_strncasecmp(line + mark, name, len) != 0)
            continue;
        if (line[mark + len + strspn(line + mark + len, " \t")] == ':')
            return line;
    }
    return NULL;
}

static gboolean has_status(const char *text, const char *quote)
{
    return (find_line(text, quote, "Final-Recipient") || find_line(text, quote, "Original-Recipient")) &&
           (find_line(text, quote, "Action") || find_line(text, quote, "Status"));
}

const char *nx_status_lines_find(const char *text, const char *name)
{
    return find_line(text, "", name);
}

gboolean nx_status_lines_in(const char *text)
{
    return has_status(text, "");
}

gboolean nx_status_lines_quoted_in(const char *text)
{
    return has_status(text, "> ") || has_status(text, ">");
}
