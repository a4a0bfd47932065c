/* The refusal behind a command or a name in running text. */
#include "parse/report/answer.h"
#include "base/line.h"
#include "parse/bounds.h"

static gboolean read_refusal(NxSmtp *smtp, const char *text, gsize len)
{
    if (len == 0)
        return FALSE;
    nx_smtp_read(smtp, text, (gssize)len);
    if (smtp->reply && nx_smtp_is_refusal(smtp->reply, smtp->status))
        return TRUE;
    nx_smtp_clear(smtp);
    return FALSE;
}

/* "RCPT TO:<name>", the address with or without blanks and brackets around it. NULL if it is not in the text. */
static const char *find_command(const char *text, gsize len, const char *name)
{
    static const char VERB[] = "RCPT TO:";
    const char *end = text + len;
    for (const char *at = text; (at = memchr(at, ':', (gsize)(end - at))) != NULL; at++) {
        gsize before = strlen(VERB) - 1;
        if ((gsize)(at - text) < before || g_ascii_strncasecmp(at - before, VERB, strlen(VERB)) != 0)
            continue;
        const char *address = at + 1 + strspn(at + 1, " <");
        gsize width = strlen(name);
        if ((gsize)(end - address) > width && g_ascii_strncasecmp(address, name, width) == 0 &&
            strchr("> \n", address[width]))
            return at - before;
    }
    return NULL;
}

/* From the command that names the recipient to the next one that is sent. */
static gboolean read_behind_command(NxSmtp *smtp, const char *text, gsize len, const char *const *names)
{
    const char *at = NULL;
    for (; *names && !at; names++)
        at = find_command(text, len, *names);
    if (!at)
        return FALSE;
    const char *next = g_strstr_len(at, (gssize)len - (at - text), "\n>>>");
    return read_refusal(smtp, at, next ? (gsize)(next - at) : len - (gsize)(at - text));
}

gboolean nx_answer_read(NxSmtp *smtp, const NxNotice *notice, const NxAnswered *whose)
{
    const char *text = notice->text;
    gsize len = MIN(notice->text_original, NX_MAX_SMTP_TEXT);
    if (read_behind_command(smtp, text, len, whose->names))
        return TRUE;
    if (whose->note && read_refusal(smtp, whose->note, strlen(whose->note)))
        return TRUE;
    return whose->alone && read_refusal(smtp, text, len);
}

/* ---- Replies of many lines --------------------------------------------------------------------------------------- */

enum { CODE = 3 }; /* digits of a reply code */

/* "550-5.1.1 ...": a line that others follow. */
static gboolean is_continued(const char *line, gsize len)
{
    return len > CODE && g_ascii_isdigit(line[0]) && g_ascii_isdigit(line[1]) && g_ascii_isdigit(line[2]) &&
           line[CODE] == '-';
}

/* Past what a transcript puts before what it quotes. */
static NxBytes without_mark(NxBytes line)
{
    while (line.len > 0 && strchr("<> \t", *line.at))
        line.at++, line.len--;
    return line;
}

static gboolean has_code(NxBytes line, const char *code)
{
    return line.len > CODE && strncmp(line.at, code, CODE) == 0 && strchr("- ", line.at[CODE]);
}

/* The lines from `text` on that are one reply with the code, each on its own. NULL where the last one is missing. */
static char *cut_reply(NxBytes text, const char *code)
{
    g_autoptr(GString) reply = g_string_new(NULL);
    for (NxBytes line; nx_line_next(&text, &line) && reply->len < NX_MAX_DIAGNOSTIC;) {
        line = without_mark(line);
        if (!has_code(line, code))
            return NULL;
        g_string_append_len(reply, line.at, (gssize)line.len);
        if (!is_continued(line.at, line.len))
            return g_string_free(g_steal_pointer(&reply), FALSE);
        g_string_append_c(reply, '\n');
    }
    return NULL;
}

char *nx_answer_complete(const NxNotice *notice, const char *const *names, const char *diagnostic)
{
    gsize len = MIN(notice->text_original, NX_MAX_SMTP_TEXT), width = strlen(diagnostic);
    if (!is_continued(diagnostic, width))
        return NULL;
    const char *from = NULL, *end = notice->text + len;
    for (; *names && !from; names++)
        from = find_command(notice->text, len, *names);
    from = from ? from : notice->text;
    for (const char *at; (at = memmem(from, (gsize)(end - from), diagnostic, width)) != NULL; from = at + width) {
        g_autofree char *reply = cut_reply((NxBytes){at, (gsize)(end - at)}, diagnostic);
        if (!reply)
            continue;
        NxSmtp smtp;
        nx_smtp_read(&smtp, reply, -1);
        char *text = g_strdup(smtp.text);
        nx_smtp_clear(&smtp);
        return text;
    }
    return NULL;
}
