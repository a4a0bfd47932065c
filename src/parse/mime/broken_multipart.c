/* Drops boundaries, headers and what is no text, line by line, in place. */
#include "parse/mime/broken_multipart.h"
#include "base/line.h"

static gboolean begins(NxBytes line, const char *with)
{
    return line.len >= strlen(with) && g_ascii_strncasecmp(line.at, with, strlen(with)) == 0;
}

/* "--boundary", and a header field of a part below it. */
static gboolean begins_part(NxBytes line, NxBytes below)
{
    return line.len > 2 && line.at[0] == '-' && line.at[1] == '-' && !strchr(" -", line.at[2]) &&
           begins(below, "content-");
}

/* "--boundary--" */
static gboolean ends_parts(NxBytes line)
{
    return line.len > 4 && line.at[0] == '-' && line.at[1] == '-' && line.at[2] != '-' &&
           memcmp(line.at + line.len - 2, "--", 2) == 0 && !memchr(line.at, ' ', line.len);
}

/* By its header, which ends at the first blank line. Without a type it is text. */
static gboolean is_readable(NxBytes header)
{
    static const char NAME[] = "content-type:";
    static const char *const READABLE[] = {"text", "message/", "multipart/"};
    for (NxBytes line; nx_line_next(&header, &line) && line.len;) {
        if (!begins(line, NAME))
            continue;
        const char *type = line.at + strlen(NAME);
        type += strspn(type, " \t");
        for (gsize i = 0; i < G_N_ELEMENTS(READABLE); i++)
            if (g_ascii_strncasecmp(type, READABLE[i], strlen(READABLE[i])) == 0)
                return TRUE;
        return FALSE;
    }
    return TRUE;
}

void nx_broken_multipart_text(char *body)
{
    char *to = body;
    gboolean skip = FALSE;
    for (NxBytes rest = {body, strlen(body)}, line; nx_line_next(&rest, &line);) {
        if (begins_part(line, rest))
            skip = !is_readable(rest);
        else if (skip && ends_parts(line))
            skip = FALSE;
        if (skip)
            continue;
        gsize width = (gsize)(rest.at - line.at);
        memmove(to, line.at, width);
        to += width;
    }
    *to = '\0';
}
