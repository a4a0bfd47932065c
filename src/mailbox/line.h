/* Lines of a file whose line ends are LF, CRLF or bare CR. */
#pragma once
#include <nixie/text.h>

/* Bytes of the line end at the start of `at`, 0 if there is none there. */
static inline gsize nx_eol_width(const char *at, gsize len)
{
    if (!len || (*at != '\n' && *at != '\r'))
        return 0;
    return *at == '\r' && len > 1 && at[1] == '\n' ? 2 : 1;
}

/* Bytes of the line end that stands right before at[at_len]. */
static inline gsize nx_eol_width_before(const char *start, gsize len)
{
    if (!len || (start[len - 1] != '\n' && start[len - 1] != '\r'))
        return 0;
    return start[len - 1] == '\n' && len > 1 && start[len - 2] == '\r' ? 2 : 1;
}

/* Cuts the next line off `rest`, without its end; FALSE when nothing is left. */
static inline gboolean nx_eol_line_next(NxBytes *rest, NxBytes *line)
{
    if (!rest->len)
        return FALSE;
    gsize len = 0;
    while (len < rest->len && rest->at[len] != '\n' && rest->at[len] != '\r')
        len++;
    *line = (NxBytes){rest->at, len};
    gsize used = len + nx_eol_width(rest->at + len, rest->len - len);
    rest->at += used;
    rest->len -= used;
    return TRUE;
}

/* The next `From `, wherever it stands. Letters 'F' are rare: looking for one is quicker than memmem, and than looking
 * for line ends. */
static inline const char *nx_find_from(NxBytes in)
{
    static const char ROM[] = {'r', 'o', 'm', ' '};
    const char *end = in.at + in.len;
    for (const char *at = in.at; at < end && (at = memchr(at, 'F', (gsize)(end - at))); at++)
        if (end - at > (gssize)sizeof ROM && memcmp(at + 1, ROM, sizeof ROM) == 0)
            return at;
    return NULL;
}
