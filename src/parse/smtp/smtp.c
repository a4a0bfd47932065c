/* Of all the replies in a text the one that counts, and the lines, status and host that go with it. */
#include "parse/smtp/smtp.h"
#include "base/line.h"
#include "parse/smtp/dialogue.h"
#include <nixie/address.h>
#include <nixie/text.h>

#define MAX_ADDRESS 1000 /* bytes */
#define MAX_HOST 255

/* Words right behind a host's name. */
static const char *const AFTER_HOST[] = {
    "does not like recipient", "does not like sender", "failed after I sent", "gave this error", "said:",
    "rejected your message"};

/* ---- Which reply counts ------------------------------------------------------------------------------------------ */

static NxCommand command_of(const NxDialogue *scan, guint reply)
{
    for (guint i = reply + 1; i < scan->n && scan->hits[i].kind != NX_HIT_REPLY; i++)
        if (scan->hits[i].kind == NX_HIT_ANSWERED)
            return (NxCommand)scan->hits[i].value;
    for (guint i = reply; i-- > 0;)
        if (scan->hits[i].kind == NX_HIT_COMMAND)
            return (NxCommand)scan->hits[i].value;
    return NX_COMMAND_NONE;
}

/* Words of the local system around what the remote one said: "554 <ann@...>... 550 Host unknown", "554 4.4.7 Message
 * expired <421 4.4.2 ...>". */
static gboolean wraps_next(const NxDialogue *scan, guint i)
{
    const NxHit *hit = &scan->hits[i], *next = i + 1 < scan->n ? &scan->hits[i + 1] : NULL;
    if (!next || next->kind != NX_HIT_REPLY || next->value < 400 ||
        memchr(scan->text + hit->at, '\n', next->at - hit->at))
        return FALSE;
    NxStatus status;
    gboolean expired =
        nx_status_find(scan->text + hit->end, (gssize)MIN(scan->len - hit->end, 12), &status, NULL, NULL) &&
        status.subject == 4 && status.detail == 7;
    return expired || memcmp(scan->text + next->at - 4, "... ", 4) == 0;
}

/* Better is more. What only follows from an earlier refusal (503) is the last resort. */
static guint worth(const NxDialogue *scan, guint i)
{
    const NxHit *hit = &scan->hits[i];
    if (hit->value < 400)
        return 1;
    if (hit->value == 503)
        return 2;
    if (wraps_next(scan, i))
        return 3;
    NxCommand command = command_of(scan, i);
    return command == NX_COMMAND_CONN || command == NX_COMMAND_EHLO || command == NX_COMMAND_AUTH ||
                   command == NX_COMMAND_STARTTLS
               ? 3
               : 4;
}

static const NxHit *choose(const NxDialogue *scan, NxCommand *command)
{
    const NxHit *best = NULL;
    guint most = 0;
    for (guint i = 0; i < scan->n; i++) {
        if (scan->hits[i].kind != NX_HIT_REPLY || worth(scan, i) <= most)
            continue;
        most = worth(scan, i);
        best = &scan->hits[i];
        *command = command_of(scan, i);
    }
    return best;
}

/* ---- What the reply says ----------------------------------------------------------------------------------------- */

/* Past the arrow and blanks that a transcript sets before a line. */
static gsize line_body(const NxDialogue *scan, gsize at)
{
    while (at < scan->len && strchr(" \t", scan->text[at]))
        at++;
    if (nx_dialogue_starts(scan, at, "<<< ", TRUE) || nx_dialogue_starts(scan, at, ">>> ", TRUE))
        at += 4;
    return at;
}

static gboolean same_code(const NxDialogue *scan, gsize at, gsize code)
{
    return scan->len - at >= 4 && memcmp(scan->text + at, scan->text + code, 3) == 0 &&
           strchr("- ", scan->text[at + 3]);
}

/* Does the line at `at` begin something other than the reply that went before? A reply is `open` after "550-". */
static gboolean starts_other(const NxDialogue *scan, gsize at, gsize code, gboolean open, gboolean transcript)
{
    gsize body = line_body(scan, at);
    if (body >= scan->len || scan->text[body] == '\n')
        return TRUE;
    if (open && same_code(scan, body, code))
        return FALSE;
    if (transcript || nx_dialogue_starts(scan, at, "<<<", TRUE) || nx_dialogue_starts(scan, at, ">>>", TRUE) ||
        nx_dialogue_starts(scan, at, "...", TRUE))
        return TRUE;
    return nx_dialogue_code_at(scan, body) != 0 || nx_dialogue_starts(scan, body, "Giving up on", TRUE);
}

/* Line ends that went through two systems ("\r\r\n") leave blank lines inside a reply of several lines: the end of the
 * last of them, if the reply goes on behind them, else `end` itself. */
static gsize behind_blank_lines(const NxDialogue *scan, gsize end, gsize code)
{
    gsize next = end;
    while (next + 1 < scan->len && scan->text[next + 1] == '\n')
        next++;
    return next < scan->len && same_code(scan, line_body(scan, next + 1), code) ? next : end;
}

static gsize reply_end(const NxDialogue *scan, const NxHit *reply)
{
    gboolean transcript = reply->at >= 4 && memcmp(scan->text + reply->at - 4, "<<< ", 4) == 0;
    gsize end = nx_line_end(scan->text, scan->len, reply->at), last = reply->at;
    for (;;) {
        gboolean more = last + 3 < scan->len && scan->text[last + 3] == '-';
        gsize next = more ? behind_blank_lines(scan, end, reply->at) : end;
        if (next >= scan->len || starts_other(scan, next + 1, reply->at, more, transcript))
            break;
        end = next;
        gsize body = line_body(scan, end + 1);
        if (same_code(scan, body, reply->at))
            last = body;
        end = nx_line_end(scan->text, scan->len, end + 1);
    }
    return end;
}

/* Takes the end of what the reply is wrapped in: the quote or bracket that stands `before` it, the hashes of "#550
 * ...##". */
static void trim_wrapping(char *text, char before)
{
    gsize len = strlen(text);
    if (before == '#')
        while (len > 0 && strchr("# ", text[len - 1]))
            len--;
    if (len > 0 && strchr("'\"", before) && text[len - 1] == before)
        len--;
    const char open[] = "([", closed[] = ")]", *kind = before ? strchr(open, before) : NULL;
    if (kind && len > 0 && text[len - 1] == closed[kind - open] && !memchr(text, before, len))
        len--;
    text[len] = '\0';
}

/* Copies the reply: lines joined, "550-5.7.1 " kept at its start only, closing quotes of a wrapping sentence left. */
static char *reply_text(const NxDialogue *scan, const NxHit *reply, gsize end)
{
    g_autoptr(GString) out = g_string_sized_new(end - reply->at + 1);
    gboolean several = reply->end < scan->len && scan->text[reply->end] == '-';
    char prefix[NX_STATUS_TEXT_SIZE] = "";
    NxStatus status;
    if (nx_dialogue_status_behind(scan, reply->at, reply->value, &status))
        nx_status_text(status, prefix);
    else
        for (gsize at = nx_dialogue_status_before(scan, reply->at, reply->value); at < reply->at; at++)
            g_string_append_c(out, scan->text[at]);
    for (gsize at = reply->at; at < end; at++) {
        gboolean line = at > 0 && scan->text[at - 1] == '\n';
        if (line) {
            at = MIN(line_body(scan, at), end);
            if (at == end)
                break;
        }
        gboolean free_standing = line || (at > 0 && g_ascii_isspace(scan->text[at - 1]));
        if (at > reply->at && free_standing && same_code(scan, at, reply->at)) {
            gsize behind = at + 4;
            if (at == reply->at + 4) { /* "550 550 5.1.1" */
                at = behind - 1;
                continue;
            }
            gboolean repeats = *prefix && nx_dialogue_starts(scan, behind, prefix, TRUE);
            if (repeats || several || line) {
                at = behind + (repeats ? strlen(prefix) : 0);
                while (at < end && g_ascii_isspace(scan->text[at]))
                    at++;
                at--;
                continue;
            }
        }
        char c = scan->text[at];
        g_string_append_c(out, g_ascii_isspace(c) ? ' ' : c);
    }
    char *squeezed = nx_text_squeeze(out->str);
    trim_wrapping(squeezed, reply->at > 0 ? scan->text[reply->at - 1] : ' ');
    return squeezed;
}

/* A status that fits the reply: right behind it, else anywhere in it, else on its line before it. */
static NxStatus fitting_status(const NxDialogue *scan, const NxHit *reply, gsize end)
{
    NxStatus status;
    if (nx_dialogue_status_behind(scan, reply->at, reply->value, &status))
        return status;
    gsize line = nx_line_start(scan->text, reply->at);
    gsize starts[] = {reply->at, line}, ends[] = {end, reply->at};
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
        gsize at = starts[i], found, width;
        while (at < ends[i] && nx_status_find(scan->text + at, (gssize)(ends[i] - at), &status, &found, &width)) {
            if (status.klass == reply->value / 100)
                return status;
            at += found + width;
        }
    }
    return NX_STATUS_NONE;
}

/* ---- Who said it ------------------------------------------------------------------------------------------------- */

/* A host name, or an address literal, at `at`; a port behind it is left. */
static char *host_at(const NxDialogue *scan, gsize at)
{
    while (at < scan->len && strchr("[(<\"'", scan->text[at]))
        at++;
    gsize end = at;
    guint dots = 0, colons = 0;
    for (; end < scan->len && (g_ascii_isalnum(scan->text[end]) || strchr("-._:", scan->text[end])); end++) {
        if (scan->text[end] == ':' && dots)
            break;
        dots += scan->text[end] == '.' && end > at;
        colons += scan->text[end] == ':';
    }
    while (end > at && strchr(".:-", scan->text[end - 1]))
        end--;
    gboolean is_host = memchr(scan->text + at, '.', end - at) || colons > 1;
    return is_host && end - at <= MAX_HOST ? g_ascii_strdown(scan->text + at, (gssize)(end - at)) : NULL;
}

static char *host_before(const NxDialogue *scan, gsize at)
{
    while (at > 0 && strchr(" :)]", scan->text[at - 1]))
        at--;
    gsize start = at;
    while (start > 0 && !g_ascii_isspace(scan->text[start - 1]) && !strchr("[(<,;", scan->text[start - 1]))
        start--;
    return start < at ? host_at(scan, start) : NULL;
}

/* The host named last before the reply, else the first one behind it. */
static char *find_host(const NxDialogue *scan, gsize reply)
{
    char *host = NULL;
    for (guint i = 0; i < scan->n; i++) {
        const NxHit *hit = &scan->hits[i];
        if (hit->kind != NX_HIT_HOST || (host && hit->at > reply))
            continue;
        char *named = host_at(scan, hit->end);
        if (named) {
            g_free(host);
            host = named;
        }
    }
    for (guint i = 0; !host && i < G_N_ELEMENTS(AFTER_HOST); i++) {
        const char *found = memmem(scan->text, scan->len, AFTER_HOST[i], strlen(AFTER_HOST[i]));
        if (found)
            host = host_before(scan, (gsize)(found - scan->text));
    }
    return host;
}

/* The address in "RCPT TO:<...>". */
static char *find_address(const NxDialogue *scan)
{
    for (guint i = 0; i < scan->n; i++) {
        const NxHit *hit = &scan->hits[i];
        if (hit->kind != NX_HIT_COMMAND || hit->value != NX_COMMAND_RCPT)
            continue;
        gsize at = hit->end;
        while (at < scan->len && strchr(" \t\n:", scan->text[at]) && scan->text[at] != '\0')
            at++;
        if (!nx_dialogue_starts(scan, at, "TO:", FALSE))
            continue;
        at += 3;
        while (at < scan->len && g_ascii_isspace(scan->text[at]))
            at++;
        const char *close =
            at < scan->len && scan->text[at] == '<' ? memchr(scan->text + at, '>', scan->len - at) : NULL;
        gsize inner = close ? (gsize)(close - scan->text) - at - 1 : 0;
        if (inner && inner <= MAX_ADDRESS)
            return nx_address_spelling(scan->text + at + 1, (gssize)inner);
    }
    return NULL;
}

/* ---- The face ---------------------------------------------------------------------------------------------------- */

gboolean nx_smtp_codes(const char *text, gssize len, guint *reply, NxStatus *status)
{
    NxDialogue scan;
    NxCommand command;
    nx_dialogue_scan(&scan, text, len < 0 ? strlen(text) : (gsize)len);
    const NxHit *hit = choose(&scan, &command);
    *reply = hit ? hit->value : 0;
    *status = NX_STATUS_NONE;
    if (hit)
        *status = fitting_status(&scan, hit, reply_end(&scan, hit));
    else
        nx_status_find(scan.text, (gssize)scan.len, status, NULL, NULL);
    return *reply || status->klass;
}

gboolean nx_smtp_has_refusal(const char *text, gssize len)
{
    guint reply;
    NxStatus status;
    return nx_smtp_codes(text, len, &reply, &status) && nx_smtp_is_refusal(reply, status);
}

void nx_smtp_read(NxSmtp *smtp, const char *text, gssize len)
{
    NxDialogue scan;
    *smtp = (NxSmtp){0};
    nx_dialogue_scan(&scan, text, len < 0 ? strlen(text) : (gsize)len);
    const NxHit *reply = choose(&scan, &smtp->command);
    smtp->host = find_host(&scan, reply ? reply->at : scan.len);
    smtp->address = find_address(&scan);
    if (!reply) {
        g_autofree char *all = g_strndup(scan.text, scan.len);
        nx_status_find(scan.text, (gssize)scan.len, &smtp->status, NULL, NULL);
        smtp->text = nx_text_squeeze(all);
        for (guint i = scan.n; i-- > 0 && !smtp->command;)
            if (scan.hits[i].kind == NX_HIT_COMMAND || scan.hits[i].kind == NX_HIT_ANSWERED)
                smtp->command = (NxCommand)scan.hits[i].value;
        return;
    }
    gsize end = reply_end(&scan, reply);
    smtp->reply = reply->value;
    smtp->status = fitting_status(&scan, reply, end);
    smtp->text = reply_text(&scan, reply, end);
}

void nx_smtp_clear(NxSmtp *smtp)
{
    g_free(smtp->host);
    g_free(smtp->address);
    g_free(smtp->text);
    *smtp = (NxSmtp){0};
}
