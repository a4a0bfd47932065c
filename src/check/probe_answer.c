/* In doubt it is unknown: whoever calls a living address dead does the worst that a check can do. */
#include "check/probe_answer.h"
#include <nixie/text.h>

enum { REPLY_KEPT = 500, CODE_CLOSING = 421 }; /* bytes */

static void judge_reply(const NxHearing *hearing, NxCommand command, guint code, const char *reply, NxVerdict *verdict)
{
    g_autofree char *utf8 = nx_text_from_utf8(reply ? reply : "", -1), *line = nx_text_squeeze(utf8);
    g_autofree char *text = g_strdup_printf("%u %s", code, line);
    const NxPasteHints hints = {.host = hearing->host, .domain = hearing->domain, .command = command};
    g_autoptr(NxReport) report = nx_reader_read_pasted(hearing->reader, text, &hints);
    nx_judge_event(hearing->judge, report, 0, verdict);
}

/* Only what the judge would suppress for says that nobody is there: a number that its words contradict, or words that
 * nobody understood, do not. */
static gboolean is_firm(const NxVerdict *verdict, guint code)
{
    return code / 100 == 5 && verdict->advice == NX_ADVICE_SUPPRESS && verdict->confidence != NX_GUESS;
}

/* Of who does not want to be asked. */
static gboolean is_against_us(NxReason reason)
{
    switch (reason) {
    case NX_REASON_BLOCKED:
    case NX_REASON_SPEEDING:
    case NX_REASON_TOOMANYCONN:
    case NX_REASON_REQUIREPTR:
    case NX_REASON_BADREPUTATION:
    case NX_REASON_AUTHFAILURE:
    case NX_REASON_SECURITYERROR:
    case NX_REASON_FAILEDSTARTTLS:
    case NX_REASON_POLICYVIOLATION:
    case NX_REASON_SPAMDETECTED:
    case NX_REASON_REJECTED: return TRUE;
    default: return FALSE;
    }
}

static gboolean is_greylisting(const NxVerdict *verdict)
{
    return verdict->rule && g_str_has_prefix(verdict->rule, "rate-greylist");
}

/* A refusal of the name itself. */
static NxCheckReason reason_of(const NxVerdict *verdict, guint code)
{
    if (code / 100 == 4 && is_greylisting(verdict))
        return NX_CHECK_GREYLISTED;
    switch (verdict->reason) {
    case NX_REASON_USERUNKNOWN:
    case NX_REASON_HASMOVED: return is_firm(verdict, code) ? NX_CHECK_DOES_NOT_EXIST : NX_CHECK_TRY_LATER;
    case NX_REASON_SUSPEND: return is_firm(verdict, code) ? NX_CHECK_MAILBOX_DISABLED : NX_CHECK_TRY_LATER;
    case NX_REASON_MAILBOXFULL: return NX_CHECK_MAILBOX_FULL;
    case NX_REASON_NORELAYING: return NX_CHECK_WRONG_HOST;
    default: return is_against_us(verdict->reason) ? NX_CHECK_BLOCKED_US : NX_CHECK_TRY_LATER;
    }
}

/* Before RCPT it knew of no name yet: whatever it says is about us or itself. */
static NxCheckReason reason_before_rcpt(const NxVerdict *verdict, guint code)
{
    NxCheckReason reason = reason_of(verdict, code);
    if (reason == NX_CHECK_GREYLISTED || reason == NX_CHECK_WRONG_HOST)
        return reason;
    return code / 100 == 5 || is_against_us(verdict->reason) ? NX_CHECK_BLOCKED_US : NX_CHECK_TRY_LATER;
}

static NxCommand command_of(NxStep step)
{
    static const NxCommand COMMANDS[NX_N_STEPS] = {[NX_STEP_GREETING] = NX_COMMAND_CONN,
                                                   [NX_STEP_EHLO] = NX_COMMAND_EHLO,
                                                   [NX_STEP_HELO] = NX_COMMAND_EHLO,
                                                   [NX_STEP_MAIL] = NX_COMMAND_MAIL,
                                                   [NX_STEP_RCPT] = NX_COMMAND_RCPT};
    return COMMANDS[step];
}

/* What it said of a name that nobody has; TRUE: it wants no more. */
static gboolean hear_of_nobody(const NxHearing *hearing, const NxProbeDialogue *dialogue, NxProbe *probe)
{
    NxVerdict verdict;
    if (dialogue->nobody_code == 0)
        return FALSE;
    if (dialogue->nobody_code / 100 == 2) {
        probe->accepts_all = NX_ACCEPTS_ALL_YES;
        return FALSE;
    }
    judge_reply(hearing, NX_COMMAND_RCPT, dialogue->nobody_code, dialogue->nobody_reply, &verdict);
    NxCheckReason reason = reason_of(&verdict, dialogue->nobody_code);
    if (reason == NX_CHECK_DOES_NOT_EXIST)
        probe->accepts_all = NX_ACCEPTS_ALL_NO;
    return reason == NX_CHECK_BLOCKED_US;
}

static NxCheckReason reason_of_yes(const NxHearing *hearing, NxAcceptsAll accepts_all)
{
    static const NxCheckReason REASONS[] = {[NX_ACCEPTS_ALL_UNKNOWN] = NX_CHECK_CATCH_ALL_UNCLEAR,
                                            [NX_ACCEPTS_ALL_NO] = NX_CHECK_MAILBOX_EXISTS,
                                            [NX_ACCEPTS_ALL_YES] = NX_CHECK_CATCH_ALL};
    G_STATIC_ASSERT(G_N_ELEMENTS(REASONS) == NX_N_ACCEPTS_ALL);
    return hearing->askable == NX_ASKABLE_YES ? REASONS[accepts_all] : NX_CHECK_NOT_ASKABLE;
}

void nx_probe_answer(const NxHearing *hearing, const NxProbeDialogue *dialogue, NxProbe *probe)
{
    NxVerdict verdict;
    gboolean is_closing = dialogue->code == CODE_CLOSING || dialogue->nobody_code == CODE_CLOSING;
    probe->rcpts = dialogue->rcpts;
    probe->reply_code = dialogue->code;
    g_free(probe->reply);
    probe->reply = dialogue->reply ? nx_safe_screen(dialogue->reply, -1, NX_SAFE_NONE, REPLY_KEPT) : NULL;
    if (dialogue->code == 0) {
        probe->reason = NX_CHECK_TRY_LATER;
        return;
    }
    if (dialogue->decided == NX_STEP_RCPT && dialogue->code / 100 == 2) {
        probe->stops = hear_of_nobody(hearing, dialogue, probe) || is_closing;
        probe->reason = reason_of_yes(hearing, probe->accepts_all);
        return;
    }
    judge_reply(hearing, command_of(dialogue->decided), dialogue->code, dialogue->reply, &verdict);
    probe->reason = dialogue->decided == NX_STEP_RCPT ? reason_of(&verdict, dialogue->code)
                                                      : reason_before_rcpt(&verdict, dialogue->code);
    probe->stops = is_closing || probe->reason == NX_CHECK_BLOCKED_US || probe->reason == NX_CHECK_WRONG_HOST;
}
