/* The one reader of SMTP lines. What a server answered, out of a diagnostic, a transcript or a sentence.
 *
 * Takes all the shapes in which mail systems quote a dialogue: RFC 3464 diagnostics, "550-5.7.1 ... 550 5.7.1 ...",
 * "<<< 550" and ">>> RCPT" transcripts, "host X said: ...", "SMTP error from remote mail server after RCPT TO:<...>:
 * host X [ip]: ...", "Remote host said: ...", "Remote Server returned '...'", "#550 5.1.1 ...##". Where several replies
 * stand in one text, the first 4xx or 5xx to RCPT, DATA or MAIL wins; what a server says to commands that only follow
 * from that ("503 RCPT first") does not count. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

typedef struct {
    guint reply;       /* 200 to 599, 0 none */
    NxStatus status;   /* of the same reply, fitting it */
    NxCommand command; /* that was answered */
    char *host;        /* who answered, lower case, or NULL */
    char *address;     /* spelling of the recipient that the command names ("RCPT TO:<...>"), or NULL */
    char *text; /* the reply unfolded, its repeated prefixes removed; where no reply was found, all of it, unfolded.
                   Never NULL */
} NxSmtp;

/* `text` is text (see text.h), newlines kept where there are any; `len` -1: up to the NUL. All strings are owned by
 * `smtp`. */
void nx_smtp_read(NxSmtp *smtp, const char *text, gssize len);
void nx_smtp_clear(NxSmtp *smtp);

/* Only the reply and status of running text, without the work for the rest. TRUE if there is one of them. */
gboolean nx_smtp_codes(const char *text, gssize len, guint *reply, NxStatus *status);
/* Is one that refuses in the text? */
gboolean nx_smtp_has_refusal(const char *text, gssize len);

/* What an answer comes to, by its reply, else by its status: 2 taken, 4 refused for now, 5 refused for good (RFC 5321
 * 4.2.1, RFC 3463 2); 0 where there is neither. */
static inline guint nx_smtp_class(guint reply, NxStatus status)
{
    return reply ? reply / 100 : status.klass;
}

static inline gboolean nx_smtp_is_refusal(guint reply, NxStatus status)
{
    return nx_smtp_class(reply, status) >= 4;
}

G_END_DECLS
