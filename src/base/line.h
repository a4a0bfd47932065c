/* Lines of text, parted by LF; the last one may lack its own. Places are bytes. */
#pragma once
#include <nixie/text.h>

/* Cuts the next line off `rest`, without its LF; FALSE when nothing is left. `rest` then begins at the line behind it.
 */
static inline gboolean nx_line_next(NxBytes *rest, NxBytes *line)
{
    if (!rest->len)
        return FALSE;
    const char *newline = memchr(rest->at, '\n', rest->len);
    *line = (NxBytes){rest->at, newline ? (gsize)(newline - rest->at) : rest->len};
    gsize used = line->len + (newline != NULL);
    rest->at += used;
    rest->len -= used;
    return TRUE;
}

/* Of the line that `at` stands in: where it begins, its LF (`len` where there is none), and the line behind it (`len`
 * where there is none). */
static inline gsize nx_line_start(const char *text, gsize at)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

static inline gsize nx_line_end(const char *text, gsize len, gsize at)
{
    const char *newline = memchr(text + at, '\n', len - at);
    return newline ? (gsize)(newline - text) : len;
}

static inline gsize nx_line_behind(const char *text, gsize len, gsize at)
{
    gsize end = nx_line_end(text, len, at);
    return end < len ? end + 1 : len;
}
