#include "content.h"
#include "line.h"
#include "mbox.h"
#include "sniff.h"

static const char FROM[] = "From ";
#define FROM_LEN (sizeof FROM - 1)

/* Does the line that begins at `at` start with any number of '>' and `From `? */
static gboolean is_quoted_from(const char *at, const char *end)
{
    while (at < end && *at == '>')
        at++;
    return (gsize)(end - at) >= FROM_LEN && memcmp(at, FROM, FROM_LEN) == 0;
}

static gboolean is_line_start(const char *start, const char *at)
{
    return at == start || at[-1] == '\n' || at[-1] == '\r';
}

/* mboxcl2 quotes nothing: there a body of the right Content-Length holds `From ` lines as they were written, and then the
 * `>From ` lines beside them were written so, too. */
static gboolean is_unquoted_box(NxBytes message)
{
    guint64 length;
    gsize body;
    if (!nx_mbox_content_length(message, &length, &body) || length != message.len - body)
        return FALSE;
    const char *start = message.at + body, *end = message.at + message.len;
    for (const char *at = start; (at = memmem(at, (gsize)(end - at), FROM, FROM_LEN)); at++)
        if (is_line_start(start, at))
            return TRUE;
    return FALSE;
}

static gsize body_of(NxBytes message)
{
    NxBytes rest = message, line;
    while (nx_line_next(&rest, &line) && line.len)
        ;
    return message.len - rest.len;
}

/* Takes one '>' from every quoted line from `from` on; returns the new length. */
static gsize unquote(char *bytes, gsize len, gsize from)
{
    const char *end = bytes + len, *start = bytes + from, *read = start;
    char *write = bytes + from;
    for (const char *at = start; (at = memchr(at, '>', (gsize)(end - at)));) {
        if (!is_line_start(start, at) || !is_quoted_from(at, end)) {
            at++;
            continue;
        }
        memmove(write, read, (gsize)(at - read));
        write += at - read;
        read = ++at;
    }
    memmove(write, read, (gsize)(end - read));
    return (gsize)(write - bytes) + (gsize)(end - read);
}

NxBytes nx_content_bare(char *bytes, gsize len, gboolean in_mbox)
{
    gsize lead = nx_sniff_lead((NxBytes){bytes, len});
    for (gsize from; (from = nx_sniff_from_width((NxBytes){bytes + lead, len - lead}));)
        lead += from;
    bytes += lead;
    len -= lead;
    NxBytes message = {bytes, len};
    if (in_mbox && memmem(bytes, len, ">From ", 6) && !is_unquoted_box(message))
        message.len = unquote(bytes, len, body_of(message));
    return message;
}
