#include "parse/smtp.h"
#include "parse/limits.h"

#include <nixie/address.h>
#include <nixie/text.h>

#define MAX_ADDRESS 1000 /* bytes */
#define MAX_HOST 255

typedef enum { HIT_REPLY, HIT_COMMAND, HIT_ANSWERED, HIT_HOST } HitKind;

/* Something of the dialogue in the text: a reply, a command before its reply, a command named after its reply, a host. */
typedef struct {
    HitKind kind;
    guint value; /* reply code or NxCommand */
    gsize at, end;
} Hit;

typedef struct {
    const char *text;
    gsize len;
    Hit hits[NX_LIMIT_SMTP_HITS];
    guint n;
} Scan;

/* Words that name a command before its reply ("after RCPT TO:<...>: 550") or behind it ("(in reply to RCPT TO command)"). `exact`: upper case
 * only, since "data" and "mail" are words of every sentence. In the order of their first letters. */
typedef struct {
    const char *words;
    HitKind kind;
    guint value;
    gboolean exact;
} Phrase;

static const Phrase PHRASES[] = {
    {"AUTH", HIT_COMMAND, NX_COMMAND_AUTH, TRUE},
    {"BDAT", HIT_COMMAND, NX_COMMAND_DATA, TRUE},
    {"but sender was rejected", HIT_COMMAND, NX_COMMAND_MAIL, FALSE},
    {"but greeting failed", HIT_COMMAND, NX_COMMAND_CONN, FALSE},
    {"but my name was rejected", HIT_COMMAND, NX_COMMAND_EHLO, FALSE},
    {"connected to ", HIT_HOST, 0, FALSE},
    {"DATA", HIT_COMMAND, NX_COMMAND_DATA, TRUE},
    {"does not like recipient", HIT_COMMAND, NX_COMMAND_RCPT, FALSE},
    {"does not like sender", HIT_COMMAND, NX_COMMAND_MAIL, FALSE},
    {"domain by ", HIT_HOST, 0, FALSE}, /* "the server for the recipient domain by mx.example.net." */
    {"EHLO", HIT_COMMAND, NX_COMMAND_EHLO, TRUE},
    {"end of data", HIT_COMMAND, NX_COMMAND_DATA, FALSE},
    {"for RCPT TO response", HIT_ANSWERED, NX_COMMAND_RCPT, FALSE},
    {"failed after I sent the message", HIT_COMMAND, NX_COMMAND_DATA, FALSE},
    {"giving up on ", HIT_HOST, 0, FALSE},
    {"HELO", HIT_COMMAND, NX_COMMAND_EHLO, TRUE},
    {"host: ", HIT_HOST, 0, FALSE},
    {"host ", HIT_HOST, 0, FALSE},
    {"in reply to RCPT", HIT_ANSWERED, NX_COMMAND_RCPT, FALSE},
    {"in reply to MAIL", HIT_ANSWERED, NX_COMMAND_MAIL, FALSE},
    {"in reply to DATA", HIT_ANSWERED, NX_COMMAND_DATA, FALSE},
    {"in reply to end of DATA", HIT_ANSWERED, NX_COMMAND_DATA, FALSE},
    {"in reply to EHLO", HIT_ANSWERED, NX_COMMAND_EHLO, FALSE},
    {"in reply to HELO", HIT_ANSWERED, NX_COMMAND_EHLO, FALSE},
    {"in reply to STARTTLS", HIT_ANSWERED, NX_COMMAND_STARTTLS, FALSE},
    {"in reply to AUTH", HIT_ANSWERED, NX_COMMAND_AUTH, FALSE},
    {"initial connection", HIT_COMMAND, NX_COMMAND_CONN, FALSE},
    {"initial server greeting", HIT_COMMAND, NX_COMMAND_CONN, FALSE},
    {"LHLO", HIT_COMMAND, NX_COMMAND_EHLO, TRUE},
    {"MAIL FROM", HIT_COMMAND, NX_COMMAND_MAIL, TRUE},
    {"MAIL From", HIT_COMMAND, NX_COMMAND_MAIL, TRUE},
    {"RCPT", HIT_COMMAND, NX_COMMAND_RCPT, TRUE},
    {"remote host ", HIT_HOST, 0, FALSE},
    {"Remote-MTA: dns; ", HIT_HOST, 0, FALSE},
    {"STARTTLS", HIT_COMMAND, NX_COMMAND_STARTTLS, TRUE},
    {"sending message body", HIT_COMMAND, NX_COMMAND_DATA, FALSE},
    {"transfer of mail text", HIT_COMMAND, NX_COMMAND_DATA, FALSE},
    {"while talking to ", HIT_HOST, 0, FALSE},
};

/* Words right behind a host's name. */
static const char *const AFTER_HOST[] = {
    "does not like recipient", "does not like sender", "failed after I sent", "gave this error", "said:", "rejected your message"};

/* What a number that is no code counts or is followed by. */
static const char *const UNITS[] = {"bytes",   "byte",     "kb",         "mb",          "gb",         "kbytes",  "hour",  "hours",
                                    "days",    "day",      "minutes",    "minute",      "min",        "seconds", "sec",   "ms",
                                    "percent", "messages", "recipients", "connections", "characters", "per",     "times", "retries",
                                    "lines",   "attempts", "euro",       "usd",         "eur",        "am",      "pm",    "gmt"};

/* Words that a reply code follows. */
static const char *const BEFORE_CODE[] = {"said", "error", "code",  "status", "with",       "returned", "reply", "response",
                                          "smtp", "was",   "esmtp", "reason", "diagnostic", "fehler",   "erreur"};

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || (guchar)c >= 0x80;
}

static gboolean starts_with(const Scan *scan, gsize at, const char *words, gboolean exact)
{
    gsize len = strlen(words);
    if (scan->len - at < len)
        return FALSE;
    return exact ? memcmp(scan->text + at, words, len) == 0 : g_ascii_strncasecmp(scan->text + at, words, len) == 0;
}

static void add_hit(Scan *scan, HitKind kind, guint value, gsize at, gsize end)
{
    if (scan->n < NX_LIMIT_SMTP_HITS)
        scan->hits[scan->n++] = (Hit){kind, value, at, end};
}

/* ---- Where a reply code stands -------------------------------------------------------------------------------------- */

static gboolean is_unit(const Scan *scan, gsize at)
{
    while (at < scan->len && scan->text[at] == ' ')
        at++;
    if (at < scan->len && (scan->text[at] == '%' || scan->text[at] == '$'))
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(UNITS); i++) {
        gsize len = strlen(UNITS[i]);
        if (starts_with(scan, at, UNITS[i], FALSE) && (at + len == scan->len || !is_word(scan->text[at + len])))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_word_before_code(const Scan *scan, gsize end)
{
    gsize start = end;
    while (start > 0 && g_ascii_isalpha(scan->text[start - 1]))
        start--;
    for (guint i = 0; i < G_N_ELEMENTS(BEFORE_CODE); i++)
        if (strlen(BEFORE_CODE[i]) == end - start && g_ascii_strncasecmp(scan->text + start, BEFORE_CODE[i], end - start) == 0)
            return TRUE;
    return FALSE;
}

/* Is `at` the start of a line, but for quoting and arrows of a transcript? */
static gboolean at_line_start(const Scan *scan, gsize at)
{
    while (at > 0 && scan->text[at - 1] != '\n') {
        if (!strchr(" \t<>'\"([{|*", scan->text[at - 1]))
            return FALSE;
        at--;
    }
    return TRUE;
}

/* The status behind a code: "550 5.1.1", "550-5.7.1", "550 550 5.1.1", "550-'5.1.1". */
static gboolean status_behind(const Scan *scan, gsize at, guint code, NxStatus *status)
{
    gsize end = at + 3;
    while (end < scan->len && end < at + 24) {
        gsize found;
        if (strchr(" \t\n-'\"#:([", scan->text[end])) {
            end++;
            continue;
        }
        if (scan->len - end > 3 && g_ascii_isdigit(scan->text[end]) && scan->text[end + 1] != '.' &&
            memcmp(scan->text + end, scan->text + at, 3) == 0 && !g_ascii_isdigit(scan->text[end + 3])) {
            end += 3;
            continue;
        }
        if (!g_ascii_isdigit(scan->text[end]) || !nx_status_find(scan->text + end, (gssize)MIN(scan->len - end, 16), status, &found, NULL) || found)
            return FALSE;
        return status->klass == code / 100;
    }
    return FALSE;
}

static gboolean reply_place(const Scan *scan, gsize at, guint code)
{
    NxStatus status;
    char next = at + 3 < scan->len ? scan->text[at + 3] : '\n';
    if (next != '\0' && !strchr(" \t\n-.,:;'\")]<}#", next))
        return FALSE;
    if ((next == '.' || next == ',') && at + 4 < scan->len && is_word(scan->text[at + 4]))
        return FALSE;
    if (status_behind(scan, at, code, &status))
        return TRUE;
    if (is_unit(scan, at + 3))
        return FALSE;
    if (at_line_start(scan, at))
        return next != ',' || at == 0;
    char before = scan->text[at - 1];
    if (strchr("#(;'\":<", before) || (next == '-' && at + 4 < scan->len && strchr("'\"", scan->text[at + 4])))
        return TRUE;
    if (!strchr(" \t\n=", before))
        return FALSE;
    gsize end = at - 1;
    while (end > 0 && strchr(" \t\n", scan->text[end - 1]))
        end--;
    if (end > 0 && strchr(":;,", scan->text[end - 1]))
        return TRUE;
    if (end > 2 && memcmp(scan->text + end - 3, "...", 3) == 0)
        return TRUE;
    return is_word_before_code(scan, end);
}

static guint code_at(const Scan *scan, gsize at)
{
    const char *p = scan->text + at;
    if (scan->len - at < 3 || p[0] < '2' || p[0] > '5' || !g_ascii_isdigit(p[1]) || !g_ascii_isdigit(p[2]))
        return 0;
    guint code = (guint)(p[0] - '0') * 100 + (guint)(p[1] - '0') * 10 + (guint)(p[2] - '0');
    if ((code >= 260 && code < 400) || (code > 253 && code < 260))
        return 0;
    return reply_place(scan, at, code) ? code : 0;
}

/* ---- One walk over the text ----------------------------------------------------------------------------------------- */

/* Is `at` in words that a reply says ("503 RCPT first")? */
static gboolean in_reply(const Scan *scan, gsize at)
{
    const Hit *last = scan->n ? &scan->hits[scan->n - 1] : NULL;
    return last && last->kind == HIT_REPLY && !memchr(scan->text + last->at, '\n', at - last->at) &&
           !g_strstr_len(scan->text + last->at, (gssize)(at - last->at), ">>> ");
}

/* The first phrase that begins with that letter. */
static guint first_phrase(char letter)
{
    static gsize once;
    static guint8 first[27];
    if (g_once_init_enter(&once)) {
        for (guint i = 0, k = 0; i < G_N_ELEMENTS(first); i++) {
            while (k < G_N_ELEMENTS(PHRASES) && g_ascii_tolower(PHRASES[k].words[0]) < (char)('a' + i))
                k++;
            first[i] = (guint8)k;
        }
        g_once_init_leave(&once, 1);
    }
    return first[letter - 'a'];
}

static void scan_phrase(Scan *scan, gsize at)
{
    char letter = (char)(scan->text[at] | 0x20);
    if (letter < 'a' || letter > 'z')
        return;
    for (guint i = first_phrase(letter), end = first_phrase((char)(letter + 1)); i < end; i++) {
        const Phrase *phrase = &PHRASES[i];
        if (!starts_with(scan, at, phrase->words, phrase->exact))
            continue;
        gsize behind = at + strlen(phrase->words);
        if (phrase->kind != HIT_HOST && behind < scan->len && is_word(scan->text[behind]))
            continue;
        if (phrase->kind != HIT_COMMAND || !in_reply(scan, at))
            add_hit(scan, phrase->kind, phrase->value, at, behind);
        return;
    }
}

static void scan_text(Scan *scan, const char *text, gsize len)
{
    scan->text = text;
    scan->len = MIN(len, NX_LIMIT_SMTP_TEXT);
    scan->n = 0;
    for (gsize at = 0; at < scan->len; at++) {
        char before = at ? text[at - 1] : '\n';
        if (!is_word(text[at]) || is_word(before) || before == '.' || before == '@')
            continue;
        if (g_ascii_isdigit(text[at])) {
            gboolean part = strchr("-/+$", before) || (before == ':' && at > 1 && is_word(text[at - 2]));
            guint code = part ? 0 : code_at(scan, at);
            if (code)
                add_hit(scan, HIT_REPLY, code, at, at + 3);
        } else {
            scan_phrase(scan, at);
        }
    }
}

/* ---- Which reply counts --------------------------------------------------------------------------------------------- */

static NxCommand command_of(const Scan *scan, guint reply)
{
    for (guint i = reply + 1; i < scan->n && scan->hits[i].kind != HIT_REPLY; i++)
        if (scan->hits[i].kind == HIT_ANSWERED)
            return (NxCommand)scan->hits[i].value;
    for (guint i = reply; i-- > 0;)
        if (scan->hits[i].kind == HIT_COMMAND)
            return (NxCommand)scan->hits[i].value;
    return NX_COMMAND_NONE;
}

/* Words of the local system around what the remote one said: "554 <ann@...>... 550 Host unknown", "554 4.4.7 Message expired <421 4.4.2 ...>". */
static gboolean wraps_next(const Scan *scan, guint i)
{
    const Hit *hit = &scan->hits[i], *next = i + 1 < scan->n ? &scan->hits[i + 1] : NULL;
    if (!next || next->kind != HIT_REPLY || next->value < 400 || memchr(scan->text + hit->at, '\n', next->at - hit->at))
        return FALSE;
    NxStatus status;
    gboolean expired = nx_status_find(scan->text + hit->end, (gssize)MIN(scan->len - hit->end, 12), &status, NULL, NULL) && status.subject == 4 &&
                       status.detail == 7;
    return expired || memcmp(scan->text + next->at - 4, "... ", 4) == 0;
}

/* Better is more. What only follows from an earlier refusal (503) is the last resort. */
static guint worth(const Scan *scan, guint i)
{
    const Hit *hit = &scan->hits[i];
    if (hit->value < 400)
        return 1;
    if (hit->value == 503)
        return 2;
    if (wraps_next(scan, i))
        return 3;
    NxCommand command = command_of(scan, i);
    return command == NX_COMMAND_CONN || command == NX_COMMAND_EHLO || command == NX_COMMAND_AUTH || command == NX_COMMAND_STARTTLS ? 3 : 4;
}

static const Hit *choose(const Scan *scan, NxCommand *command)
{
    const Hit *best = NULL;
    guint most = 0;
    for (guint i = 0; i < scan->n; i++) {
        if (scan->hits[i].kind != HIT_REPLY || worth(scan, i) <= most)
            continue;
        most = worth(scan, i);
        best = &scan->hits[i];
        *command = command_of(scan, i);
    }
    return best;
}

/* ---- What the reply says -------------------------------------------------------------------------------------------- */

static gsize line_end(const Scan *scan, gsize at)
{
    const char *newline = memchr(scan->text + at, '\n', scan->len - at);
    return newline ? (gsize)(newline - scan->text) : scan->len;
}

/* Past the arrow and blanks that a transcript sets before a line. */
static gsize line_body(const Scan *scan, gsize at)
{
    while (at < scan->len && strchr(" \t", scan->text[at]))
        at++;
    if (starts_with(scan, at, "<<< ", TRUE) || starts_with(scan, at, ">>> ", TRUE))
        at += 4;
    return at;
}

static gboolean same_code(const Scan *scan, gsize at, gsize code)
{
    return scan->len - at >= 4 && memcmp(scan->text + at, scan->text + code, 3) == 0 && strchr("- ", scan->text[at + 3]);
}

/* Does the line at `at` begin something other than the reply that went before? A reply is `open` after "550-". */
static gboolean starts_other(const Scan *scan, gsize at, gsize code, gboolean open, gboolean transcript)
{
    gsize body = line_body(scan, at);
    if (body >= scan->len || scan->text[body] == '\n')
        return TRUE;
    if (open && same_code(scan, body, code))
        return FALSE;
    if (transcript || starts_with(scan, at, "<<<", TRUE) || starts_with(scan, at, ">>>", TRUE) || starts_with(scan, at, "...", TRUE))
        return TRUE;
    return code_at(scan, body) != 0 || starts_with(scan, body, "Giving up on", TRUE);
}

static gsize reply_end(const Scan *scan, const Hit *reply)
{
    gboolean transcript = reply->at >= 4 && memcmp(scan->text + reply->at - 4, "<<< ", 4) == 0;
    gsize end = line_end(scan, reply->at), last = reply->at;
    while (end < scan->len && !starts_other(scan, end + 1, reply->at, last + 3 < scan->len && scan->text[last + 3] == '-', transcript)) {
        gsize body = line_body(scan, end + 1);
        if (same_code(scan, body, reply->at))
            last = body;
        end = line_end(scan, end + 1);
    }
    return end;
}

/* Takes the end of what the reply is wrapped in: the quote that stands `before` it, the hashes of "#550 ...##". */
static void trim_wrapping(char *text, char before)
{
    gsize len = strlen(text);
    if (before == '#')
        while (len > 0 && strchr("# ", text[len - 1]))
            len--;
    if (len > 0 && strchr("'\"", before) && text[len - 1] == before)
        len--;
    text[len] = '\0';
}

/* Copies the reply: lines joined, "550-5.7.1 " kept at its start only, closing quotes of a wrapping sentence left. */
static char *reply_text(const Scan *scan, const Hit *reply, gsize end)
{
    GString *out = g_string_sized_new(end - reply->at + 1);
    gboolean several = reply->end < scan->len && scan->text[reply->end] == '-';
    char prefix[NX_STATUS_TEXT_SIZE] = "";
    NxStatus status;
    if (status_behind(scan, reply->at, reply->value, &status))
        nx_status_text(status, prefix);
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
            gboolean repeats = *prefix && starts_with(scan, behind, prefix, TRUE);
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
    g_string_free(out, TRUE);
    trim_wrapping(squeezed, reply->at > 0 ? scan->text[reply->at - 1] : ' ');
    return squeezed;
}

/* A status that fits the reply: right behind it, else anywhere in it, else on its line before it. */
static NxStatus fitting_status(const Scan *scan, const Hit *reply, gsize end)
{
    NxStatus status;
    if (status_behind(scan, reply->at, reply->value, &status))
        return status;
    gsize line = reply->at;
    while (line > 0 && scan->text[line - 1] != '\n')
        line--;
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

/* ---- Who said it ---------------------------------------------------------------------------------------------------- */

/* A host name, or an address literal, at `at`; a port behind it is left. */
static char *host_at(const Scan *scan, gsize at)
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

static char *host_before(const Scan *scan, gsize at)
{
    while (at > 0 && strchr(" :)]", scan->text[at - 1]))
        at--;
    gsize start = at;
    while (start > 0 && !g_ascii_isspace(scan->text[start - 1]) && !strchr("[(<,;", scan->text[start - 1]))
        start--;
    return start < at ? host_at(scan, start) : NULL;
}

/* The host named last before the reply, else the first one behind it. */
static char *find_host(const Scan *scan, gsize reply)
{
    char *host = NULL;
    for (guint i = 0; i < scan->n; i++) {
        const Hit *hit = &scan->hits[i];
        if (hit->kind != HIT_HOST || (host && hit->at > reply))
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
static char *find_address(const Scan *scan)
{
    for (guint i = 0; i < scan->n; i++) {
        const Hit *hit = &scan->hits[i];
        if (hit->kind != HIT_COMMAND || hit->value != NX_COMMAND_RCPT)
            continue;
        gsize at = hit->end;
        while (at < scan->len && strchr(" \t\n:", scan->text[at]) && scan->text[at] != '\0')
            at++;
        if (!starts_with(scan, at, "TO:", FALSE))
            continue;
        at += 3;
        while (at < scan->len && g_ascii_isspace(scan->text[at]))
            at++;
        const char *close = at < scan->len && scan->text[at] == '<' ? memchr(scan->text + at, '>', scan->len - at) : NULL;
        gsize inner = close ? (gsize)(close - scan->text) - at - 1 : 0;
        if (inner && inner <= MAX_ADDRESS)
            return nx_address_spelling(scan->text + at + 1, (gssize)inner);
    }
    return NULL;
}

/* ---- The face ------------------------------------------------------------------------------------------------------- */

gboolean nx_smtp_codes(const char *text, gssize len, guint *reply, NxStatus *status)
{
    Scan scan;
    NxCommand command;
    scan_text(&scan, text, len < 0 ? strlen(text) : (gsize)len);
    const Hit *hit = choose(&scan, &command);
    *reply = hit ? hit->value : 0;
    *status = NX_STATUS_NONE;
    if (hit)
        *status = fitting_status(&scan, hit, reply_end(&scan, hit));
    else
        nx_status_find(scan.text, (gssize)scan.len, status, NULL, NULL);
    return *reply || status->klass;
}

void nx_smtp_read(NxSmtp *smtp, const char *text, gssize len)
{
    Scan scan;
    *smtp = (NxSmtp){0};
    scan_text(&scan, text, len < 0 ? strlen(text) : (gsize)len);
    const Hit *reply = choose(&scan, &smtp->command);
    smtp->host = find_host(&scan, reply ? reply->at : scan.len);
    smtp->address = find_address(&scan);
    if (!reply) {
        char *all = g_strndup(scan.text, scan.len);
        nx_status_find(scan.text, (gssize)scan.len, &smtp->status, NULL, NULL);
        smtp->text = nx_text_squeeze(all);
        g_free(all);
        for (guint i = scan.n; i-- > 0 && !smtp->command;)
            if (scan.hits[i].kind == HIT_COMMAND || scan.hits[i].kind == HIT_ANSWERED)
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
