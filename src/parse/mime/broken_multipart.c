#include "parse/mime/broken_multipart.h"

static char *next_line(char *line)
{
    char *newline = strchr(line, '\n');
    return newline ? newline + 1 : line + strlen(line);
}

/* "--boundary", and a header field of a part below it. */
static gboolean begins_part(char *line)
{
    static const char field[] = "content-";
    return line[0] == '-' && line[1] == '-' && !strchr(" \n-", line[2]) &&
           g_ascii_strncasecmp(next_line(line), field, strlen(field)) == 0;
}

/* "--boundary--" */
static gboolean ends_parts(const char *line)
{
    gsize len = strcspn(line, "\n");
    return len > 4 && line[0] == '-' && line[1] == '-' && line[2] != '-' && strncmp(line + len - 2, "--", 2) == 0 &&
           !memchr(line, ' ', len);
}

/* By its header, which ends at the first blank line. Without a type it is text. */
static gboolean is_readable(char *header)
{
    static const char name[] = "content-type:";
    static const char *const readable[] = {"text", "message/", "multipart/"};
    for (char *line = header; *line && *line != '\n'; line = next_line(line)) {
        if (g_ascii_strncasecmp(line, name, strlen(name)) != 0)
            continue;
        const char *type = line + strlen(name);
        type += strspn(type, " \t");
        for (gsize i = 0; i < G_N_ELEMENTS(readable); i++)
            if (g_ascii_strncasecmp(type, readable[i], strlen(readable[i])) == 0)
                return TRUE;
        return FALSE;
    }
    return TRUE;
}

void nx_broken_multipart_text(char *body)
{
    char *to = body;
    gboolean skip = FALSE;
    for (char *line = body, *next; *line; line = next) {
        next = next_line(line);
        if (begins_part(line))
            skip = !is_readable(next);
        else if (skip && ends_parts(line))
            skip = FALSE;
        if (skip)
            continue;
        memmove(to, line, (gsize)(next - line));
        to += next - line;
    }
    *to = '\0';
}
