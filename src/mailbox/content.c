/* Takes away what the file adds: the "From " line in front, the '>' of quoted ones. */
#include "mailbox/content.h"
#include "base/json_text.h"
#include "mailbox/envelope.h"
#include "mailbox/line.h"
#include "mailbox/mbox.h"
#include "mailbox/sniff.h"

static gboolean is_line_start(const char *start, const char *at)
{
    return at == start || at[-1] == '\n' || at[-1] == '\r';
}

static gboolean has_from_line(const char *start, const char *end)
{
    for (const char *at = start; (at = nx_find_from((NxBytes){at, (gsize)(end - at)})); at++)
        if (is_line_start(start, at))
            return TRUE;
    return FALSE;
}

/* The '>' that a line begins with whose run of them ends right before `from`; NULL if there is none. */
static const char *quote_before(const char *start, const char *from)
{
    const char *at = from;
    while (at > start && at[-1] == '>')
        at--;
    return at < from && is_line_start(start, at) ? at : NULL;
}

/* Takes one '>' from every quoted line from `from` on; returns the new length. */
static gsize unquote(char *bytes, gsize len, gsize from)
{
    const char *end = bytes + len, *start = bytes + from, *read = start;
    char *write = bytes + from;
    for (const char *at = start; (at = nx_find_from((NxBytes){at, (gsize)(end - at)})); at++) {
        const char *quote = quote_before(read, at);
        if (!quote)
            continue;
        memmove(write, read, (gsize)(quote - read));
        write += quote - read;
        read = quote + 1;
    }
    memmove(write, read, (gsize)(end - read));
    return (gsize)(write - bytes) + (gsize)(end - read);
}

NxBytes nx_content_bare(char *bytes, gsize len, gboolean in_mbox)
{
    gsize lead = nx_sniff_header((NxBytes){bytes, len});
    bytes += lead;
    len -= lead;
    NxBytes message = {bytes, len};
    if (!in_mbox)
        return message;

    /* mboxcl2 quotes nothing: there a body of the right Content-Length holds `From ` lines as they were written, and
     * then the
     * `>From ` lines beside them were written so, too. */
    guint64 length;
    gsize body;
    gboolean measured = nx_mbox_content_length(message, &length, &body) && length == len - body;
    if (!measured || !has_from_line(bytes + body, bytes + len))
        message.len = unquote(bytes, len, body);
    return message;
}

typedef struct {
    char *to;
    guint part; /* to be passed over yet */
    NxBytes *message;
} Picking;

/* What is taken out of a text is never longer than that. */
static gboolean pick(NxBytes literal, NxBytes notification, gpointer user)
{
    Picking *picking = user;
    (void)literal;
    if (picking->part-- > 0)
        return TRUE;
    memmove(picking->to, notification.at, notification.len);
    *picking->message = (NxBytes){picking->to, notification.len};
    return FALSE;
}

/* The notification in its envelopes; of one that is torn, all there is. */
static void bare_notification(const NxPlace *place, char *bytes, gsize len, NxBytes *message)
{
    gsize whole;
    *message = (NxBytes){bytes, len};
    Picking picking = {bytes, place->part, message};
    if (nx_json_scan(*message, &whole) == NX_JSON_WHOLE)
        nx_envelope_open((NxBytes){bytes, whole}, pick, &picking);
}

gboolean nx_content_bare_file(const NxMailbox *mailbox, const NxPlace *place, char *bytes, gsize len, NxBytes *message,
                              GError **error)
{
    (void)mailbox;
    *message = (NxBytes){bytes, len};
    NxSniff sniff = nx_sniff((NxBytes){bytes, MIN(len, NX_SNIFF_BYTES)});
    switch (place->entry) {
    case NX_ENTRY_LOG: return TRUE;
    case NX_ENTRY_JSON: bare_notification(place, bytes, len, message); return TRUE;
    case NX_ENTRY_MAIL: break;
    }
    if (sniff == NX_SNIFF_OTHER || sniff == NX_SNIFF_LOG) {
        g_set_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX, "%s", nx_tr(NX_NO_MESSAGE));
        return FALSE;
    }
    *message = nx_content_bare(bytes, len, sniff == NX_SNIFF_MBOX);
    return TRUE;
}
