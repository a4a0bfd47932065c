/* Looks for the fields at the beginnings of lines, bare or behind a quote mark. */
#include "parse/mime/status_lines.h"
#include "base/line.h"

static const char *find_line(const char *text, const char *quote, const char *name)
{
    gsize mark = strlen(quote), len = strlen(name);
    for (NxBytes rest = {text, strlen(text)}, line; nx_line_next(&rest, &line);) {
        if (strncmp(line.at, quote, mark) != 0 || g_ascii_strncasecmp(line.at + mark, name, len) != 0)
            continue;
        const char *behind = line.at + mark + len;
        if (behind[strspn(behind, " \t")] == ':')
            return line.at;
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

gboolean nx_status_lines_are_any(const char *text)
{
    static const char *const NAMES[] = {"Reporting-MTA", "Final-Recipient", "Original-Recipient",
                                        "Action",        "Status",          "Diagnostic-Code"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (find_line(text, "", NAMES[i]))
            return TRUE;
    return FALSE;
}

gboolean nx_status_lines_in(const char *text)
{
    return has_status(text, "");
}

gboolean nx_status_lines_quoted_in(const char *text)
{
    return has_status(text, "> ") || has_status(text, ">");
}
