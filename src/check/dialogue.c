/* One table of commands and one function for each reply. */
#include "check/dialogue.h"

/* All that is ever said. A command that could send mail, or asks for what servers have closed, is not here. */
static const char *const COMMANDS[] = {
    [NX_STEP_GREETING] = NULL,
    [NX_STEP_EHLO] = "EHLO %s",
    [NX_STEP_HELO] = "HELO %s",
    [NX_STEP_STARTTLS] = "STARTTLS",
    [NX_STEP_MAIL] = "MAIL FROM:<%s>",
    [NX_STEP_RCPT] = "RCPT TO:<%s>",
    [NX_STEP_RCPT_NOBODY] = "RCPT TO:<%s>",
    [NX_STEP_RSET] = "RSET",
    [NX_STEP_QUIT] = "QUIT",
    [NX_STEP_END] = NULL,
};
G_STATIC_ASSERT(G_N_ELEMENTS(COMMANDS) == NX_N_STEPS);

enum { CODE_CLOSING = 421, CODE_READY = 220 };

const char *nx_step_command(NxStep step)
{
    return COMMANDS[step];
}

void nx_probe_dialogue_clear(NxProbeDialogue *dialogue)
{
    g_free(dialogue->reply);
    g_free(dialogue->nobody_reply);
    *dialogue = (NxProbeDialogue){0};
}

static gboolean is_good(const NxSmtpReply *reply)
{
    return reply->code / 100 == 2;
}

static void decide(NxProbeDialogue *dialogue, const NxSmtpReply *reply)
{
    g_free(dialogue->reply);
    dialogue->decided = dialogue->step;
    dialogue->code = reply->code;
    dialogue->reply = g_strndup(reply->text->str, reply->text->len);
}

/* A refusal ends it; 421 closes the connection (RFC 5321 3.8), and there is nobody left to say QUIT to. */
static NxStep refuse(NxProbeDialogue *dialogue, const NxSmtpReply *reply)
{
    decide(dialogue, reply);
    return reply->code == CODE_CLOSING ? NX_STEP_END : NX_STEP_QUIT;
}

static NxStep after_ehlo(NxProbeDialogue *dialogue, const NxSmtpReply *reply)
{
    if (is_good(reply))
        return dialogue->can_tls && !dialogue->in_tls && nx_smtp_reply_offers(reply, "STARTTLS") ? NX_STEP_STARTTLS
                                                                                                 : NX_STEP_MAIL;
    gboolean is_unknown = reply->code == 500 || reply->code == 502 || reply->code == 504;
    return is_unknown ? NX_STEP_HELO : refuse(dialogue, reply);
}

/* The real one is asked for first: some refuse whoever comes after one that they do not know. */
static NxStep after_rcpt(NxProbeDialogue *dialogue, const NxSmtpReply *reply)
{
    decide(dialogue, reply);
    if (reply->code == CODE_CLOSING)
        return NX_STEP_END;
    return is_good(reply) && dialogue->nobody ? NX_STEP_RCPT_NOBODY : NX_STEP_RSET;
}

static NxStep after_nobody(NxProbeDialogue *dialogue, const NxSmtpReply *reply)
{
    dialogue->nobody_code = reply->code;
    dialogue->nobody_reply = g_strndup(reply->text->str, reply->text->len);
    return reply->code == CODE_CLOSING ? NX_STEP_END : NX_STEP_RSET;
}

void nx_probe_dialogue_take(NxProbeDialogue *dialogue, const NxSmtpReply *reply)
{
    switch (dialogue->step) {
    case NX_STEP_GREETING: dialogue->step = is_good(reply) ? NX_STEP_EHLO : refuse(dialogue, reply); break;
    case NX_STEP_EHLO: dialogue->step = after_ehlo(dialogue, reply); break;
    case NX_STEP_HELO: dialogue->step = is_good(reply) ? NX_STEP_MAIL : refuse(dialogue, reply); break;
    case NX_STEP_STARTTLS:
        dialogue->in_tls = reply->code == CODE_READY;
        dialogue->step = dialogue->in_tls ? NX_STEP_EHLO : NX_STEP_MAIL;
        break;
    case NX_STEP_MAIL: dialogue->step = is_good(reply) ? NX_STEP_RCPT : refuse(dialogue, reply); break;
    case NX_STEP_RCPT: dialogue->step = after_rcpt(dialogue, reply); break;
    case NX_STEP_RCPT_NOBODY: dialogue->step = after_nobody(dialogue, reply); break;
    case NX_STEP_RSET: dialogue->step = NX_STEP_QUIT; break;
    case NX_STEP_QUIT:
    case NX_STEP_END:
    case NX_N_STEPS: dialogue->step = NX_STEP_END; break;
    }
}

static const char *argument_of(const NxProbeDialogue *dialogue)
{
    switch (dialogue->step) {
    case NX_STEP_EHLO:
    case NX_STEP_HELO: return dialogue->helo;
    case NX_STEP_MAIL: return dialogue->mail_from;
    case NX_STEP_RCPT: return dialogue->recipient;
    case NX_STEP_RCPT_NOBODY: return dialogue->nobody;
    default: return "";
    }
}

char *nx_probe_dialogue_line(NxProbeDialogue *dialogue)
{
    const char *command = COMMANDS[dialogue->step];
    if (!command)
        return NULL;
    dialogue->rcpts += dialogue->step == NX_STEP_RCPT || dialogue->step == NX_STEP_RCPT_NOBODY;
    g_auto(GStrv) halves = g_strsplit(command, "%s", 2);
    return g_strconcat(halves[0], halves[1] ? argument_of(dialogue) : "", halves[1] ? halves[1] : "", "\r\n", NULL);
}
