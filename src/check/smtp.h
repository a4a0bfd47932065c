/* One dialogue over one connection, by the clock. */
#pragma once
#include "check/dialogue.h"
#include <gio/gio.h>

typedef enum {
    NX_SMTP_SAID,       /* the dialogue went to its end, or to a refusal */
    NX_SMTP_NO_CONNECT, /* nobody is there */
    NX_SMTP_CUT,        /* it broke off: silence, hanging up, what is no reply, or bytes that nobody asked for */
    NX_SMTP_TLS_FAILED, /* once more without, on a new connection */
} NxSmtpEnd;

/* Connects, speaks and hangs up. What was decided before it broke off stands in the dialogue. Blocks `whole_ms` at
 * most, and for one answer `step_ms`. */
NxSmtpEnd nx_smtp_talk(NxProbeDialogue *dialogue, GInetAddress *address, guint16 port, guint step_ms, guint whole_ms);
