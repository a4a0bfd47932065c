#include "parse/report/answer.h"
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
