/* A reply of a mail server (RFC 5321 4.2), put together from the bytes as they come, with bounds: who sends more, or
 * sends what is none, is not listened to. */
#pragma once
#include <glib.h>

enum {
    NX_SMTP_LINE_MAX = 2048, /* bytes of a line; the RFC has 512 */
    NX_SMTP_LINES_MAX = 64,  /* of a reply */
};

typedef enum {
    NX_SMTP_MORE,   /* it is not whole yet */
    NX_SMTP_WHOLE,  /* it is, and all bytes behind it are left */
    NX_SMTP_BROKEN, /* this is none, or there is no end of it */
} NxSmtpState;

typedef struct {
    guint code;    /* 200 to 599; 0: not known yet */
    GString *text; /* what stands behind the code, lines joined by a newline; bytes of a stranger */
    GString *line; /* under construction */
    guint lines;
} NxSmtpReply;

void nx_smtp_reply_init(NxSmtpReply *reply);
void nx_smtp_reply_clear(NxSmtpReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxSmtpReply, nx_smtp_reply_clear)
/* Takes bytes until the reply is whole; *taken gets how many. */
NxSmtpState nx_smtp_reply_take(NxSmtpReply *reply, const char *bytes, gsize len, gsize *taken);
/* Is that word in a line of its own of an EHLO's answer? */
gboolean nx_smtp_reply_offers(const NxSmtpReply *reply, const char *keyword);
