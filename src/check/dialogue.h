/* What is said to a mail server, and what follows from what it answers; pure. It asks whether mail would be taken and
 * goes: no word of it can send one. */
#pragma once
#include "check/smtp_reply.h"

/* In their order; each is one command, but for the first. */
typedef enum {
    NX_STEP_GREETING, /* it speaks first */
    NX_STEP_EHLO,
    NX_STEP_HELO, /* to those who know no EHLO */
    NX_STEP_STARTTLS,
    NX_STEP_MAIL,
    NX_STEP_RCPT,
    NX_STEP_RCPT_NOBODY, /* for a name that nobody has */
    NX_STEP_RSET,
    NX_STEP_QUIT,
    NX_STEP_END, /* nothing is to be said any more */
    NX_N_STEPS
} NxStep;
/* The command with what belongs into it as %s; NULL: nothing is said. */
const char *nx_step_command(NxStep step);

typedef struct {
    const char *helo, *mail_from, *recipient;
    const char *nobody; /* NULL: not asked for */
    gboolean can_tls;   /* else STARTTLS is not spoken of */
    NxStep step;        /* what the next reply answers */
    gboolean in_tls;    /* since STARTTLS was answered with 220: EHLO is said again (RFC 3207 4.2) */
    guint rcpts;        /* that were sent */
    NxStep decided;     /* what the answer that counts was given to */
    guint code;         /* of that answer; 0: there is none */
    char *reply;        /* its text; owned */
    guint nobody_code;  /* to the name that nobody has; 0: not asked */
    char *nobody_reply; /* owned */
} NxProbeDialogue;
void nx_probe_dialogue_clear(NxProbeDialogue *dialogue);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxProbeDialogue, nx_probe_dialogue_clear)

/* Takes the reply to dialogue->step and goes on to the next. */
void nx_probe_dialogue_take(NxProbeDialogue *dialogue, const NxSmtpReply *reply);
/* The line to send for dialogue->step, with its CRLF; NULL: none. Caller frees. */
char *nx_probe_dialogue_line(NxProbeDialogue *dialogue);
