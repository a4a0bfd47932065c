/* From a report to a verdict. The order of decision: kind, rules on the texts, codes, and last what the command and the
 * class tell. */
#include "judge/judge.h"
#include "judge/reason.h"
#include "judge/texts.h"
#include <string.h>

/* ---- What the kind decides --------------------------------------------------------------------------------------- */

static const struct {
    NxKind kind;
    NxReason reason;
    NxEvidenceField evidence;
    const char *rule;
} BY_KIND[] = {
    {NX_KIND_AUTOREPLY, NX_REASON_VACATION, NX_EVIDENCE_KIND, "kind:autoreply"},
    {NX_KIND_FEEDBACK, NX_REASON_FEEDBACK, NX_EVIDENCE_FEEDBACK, "kind:feedback"},
    {NX_KIND_DELIVERED, NX_REASON_DELIVERED, NX_EVIDENCE_ACTION, "kind:delivered"},
    {NX_KIND_NOT_A_BOUNCE, NX_REASON_UNDEFINED, NX_EVIDENCE_KIND, "kind:not-a-bounce"},
};

static void set_reason(NxCase *self, NxReason reason, const char *rule, NxEvidenceField evidence)
{
    self->verdict->reason = reason;
    self->verdict->rule = rule;
    self->verdict->evidence = evidence;
}

static gboolean decide_by_kind(NxCase *self)
{
    for (guint i = 0; i < G_N_ELEMENTS(BY_KIND); i++) {
        if (BY_KIND[i].kind == self->recipient->kind) {
            set_reason(self, BY_KIND[i].reason, BY_KIND[i].rule, BY_KIND[i].evidence);
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- What the codes decide --------------------------------------------------------------------------------------- */

/* "delivery time expired" beside 4.2.2, "failed" beside 5.7.6: the code tells why. */
static gboolean code_tells_more(const NxCase *self)
{
    NxReason said = self->rule->reason, meant = self->meaning.reason;
    if (self->rule->users || !nx_reason_row(said)->weak || said == meant || self->meaning.says < NX_SAYS_EXACT)
        return FALSE;
    if (meant == NX_REASON_EXPIRED) /* both tell how it ended: only "delivery time expired" (X.4.7) knows it better */
        return self->verdict->status.detail == 7 && said != NX_REASON_MAILERERROR;
    /* Words that blame a system or the way there were understood: a number beside them buries nobody. */
    if (nx_reason_buries(meant) && nx_reason_row(said)->fault == NX_FAULT_SYSTEM && said != NX_REASON_EXPIRED)
        return FALSE;
    return !nx_reason_row(meant)->vague;
}

/* Where the text and a second thing together mean more than the text alone. */
static const struct {
    NxReason said;
    NxReason meant;    /* by the code; UNDEFINED: whatever */
    NxCommand command; /* that was answered; NONE: whatever */
    NxReason reason;
} REFINEMENTS[] = {
    {NX_REASON_USERUNKNOWN, NX_REASON_HASMOVED, NX_COMMAND_NONE, NX_REASON_HASMOVED},
    {NX_REASON_MESGTOOBIG, NX_REASON_EXCEEDLIMIT, NX_COMMAND_NONE, NX_REASON_EXCEEDLIMIT},
    /* RCPT was accepted: the address is there, what lies behind it refuses. */
    {NX_REASON_USERUNKNOWN, NX_REASON_UNDEFINED, NX_COMMAND_DATA, NX_REASON_FILTERED},
};

/* Why a refusal that is not about the recipient was one, where no rule says more. */
static const struct {
    NxReason reason;
    const char *rule;
} BY_PARTY[] = {
    [NX_ABOUT_SENDER] = {NX_REASON_REJECTED, "about:sender"},
    [NX_ABOUT_HOST] = {NX_REASON_BLOCKED, "about:host"},
    [NX_ABOUT_SYSTEM] = {NX_REASON_SYSTEMERROR, "about:system"},
    [NX_ABOUT_MESSAGE] = {NX_REASON_CONTENTERROR, "about:message"},
    [NX_ABOUT_OTHER] = {NX_REASON_POLICYVIOLATION, "about:other"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(BY_PARTY) == NX_N_ABOUTS);

/* A refusal that says nothing of the recipient, in answer to what names only the sender. */
static const struct {
    NxReason reason;
    const char *rule;
} BEFORE_RCPT[] = {
    [NX_COMMAND_NONE] = {NX_REASON_UNDEFINED, NULL},
    [NX_COMMAND_CONN] = {NX_REASON_BLOCKED, "command:CONN"},
    [NX_COMMAND_EHLO] = {NX_REASON_BLOCKED, "command:EHLO"},
    [NX_COMMAND_AUTH] = {NX_REASON_SECURITYERROR, "command:AUTH"},
    [NX_COMMAND_STARTTLS] = {NX_REASON_FAILEDSTARTTLS, "command:STARTTLS"},
    [NX_COMMAND_MAIL] = {NX_REASON_REJECTED, "command:MAIL"},
    [NX_COMMAND_RCPT] = {NX_REASON_UNDEFINED, NULL},
    [NX_COMMAND_DATA] = {NX_REASON_UNDEFINED, NULL},
};
G_STATIC_ASSERT(G_N_ELEMENTS(BEFORE_RCPT) == NX_N_COMMANDS);

/* What a program on the mail system itself answered (RFC 3464 2.3.6): an exit code and a few words. */
static gboolean is_local(const NxRecipient *recipient)
{
    return g_strcmp0(recipient->diagnostic_type, "x-unix") == 0;
}

/* Did the system that wrote the notice look the name up itself, so that no server was asked? */
static gboolean is_own_lookup(const NxCase *self)
{
    const NxRecipient *recipient = self->recipient;
    return (self->rule && self->rule->own_lookup) || recipient->own_lookup ||
           g_strcmp0(recipient->diagnostic_type, "dns") == 0 ||
           (!recipient->reply_code && recipient->command == NX_COMMAND_NONE);
}

/* The recipient's own server cannot say that the recipient's domain does not exist: what it could not find is the
 * sender's. A relay in between can mean the recipient's, and says so. */
static gboolean refine_domain(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    if ((verdict->reason != NX_REASON_HOSTUNKNOWN && verdict->reason != NX_REASON_NOTACCEPT) || is_own_lookup(self))
        return FALSE;
    if (verdict->about == NX_ABOUT_RECIPIENT)
        self->secondhand = TRUE;
    else
        verdict->reason = NX_REASON_REJECTED;
    return TRUE;
}

/* Does anything show that it was the recipient's address that was refused: the command, a look-up of one's own, a
 * status about addresses, a code that means nothing else? */
static gboolean answers_rcpt(const NxCase *self)
{
    static const NxStatus SENDERS[] = {{5, 1, 7}, {5, 1, 8}, {4, 1, 7}, {4, 1, 8}};
    NxStatus status = self->verdict->status;
    gboolean address = status.subject == 1;
    for (guint i = 0; i < G_N_ELEMENTS(SENDERS); i++)
        address &= !nx_status_equal(status, SENDERS[i]);
    return self->recipient->command == NX_COMMAND_RCPT || self->recipient->own_lookup || address ||
           (self->meaning.says >= NX_SAYS_EXACT && self->meaning.reason == NX_REASON_USERUNKNOWN);
}

/* Did the words answer another command, with nothing to show that they mean the address all the same? Where no command
 * is known they are taken as they stand: most notices quote a reply and leave out what it answered. */
static gboolean answers_another(const NxCase *self)
{
    return self->recipient->command != NX_COMMAND_NONE && !answers_rcpt(self);
}

static gboolean is_refined_by(const NxCase *self, guint i)
{
    gboolean by_code = REFINEMENTS[i].meant != NX_REASON_UNDEFINED;
    if (REFINEMENTS[i].said != self->rule->reason ||
        (by_code && self->rule->codes->len)) /* it weighed the code itself */
        return FALSE;
    gboolean code = !by_code || (self->meaning.says >= NX_SAYS_EXACT && REFINEMENTS[i].meant == self->meaning.reason);
    return code && (REFINEMENTS[i].command == NX_COMMAND_NONE || REFINEMENTS[i].command == self->recipient->command);
}

/* What codes and commands make of one of our own rules. */
static gboolean refine_ours(NxCase *self)
{
    if (nx_reason_row(self->rule->reason)->weak && is_local(self->recipient)) {
        self->verdict->reason = NX_REASON_MAILERERROR;
        return TRUE;
    }
    if (refine_domain(self))
        return TRUE;
    gboolean general =
        !self->rule->providers->len && !self->rule->mailers->len; /* what one party means by its words is known */
    /* Behind DATA a filter may speak; a reply that names the address means it. */
    gboolean behind = self->recipient->command == NX_COMMAND_DATA && nx_reason_buries(self->rule->reason);
    self->unnamed = general && behind && !self->names_address;
    for (guint i = 0; general && i < G_N_ELEMENTS(REFINEMENTS); i++) {
        if (!is_refined_by(self, i))
            continue;
        self->verdict->reason = REFINEMENTS[i].reason;
        self->told = behind && self->names_address;
        return TRUE;
    }
    return FALSE;
}

static void refine(NxCase *self)
{
    if (!self->rule || (!self->rule->users && refine_ours(self)))
        return;
    if (self->rule->elsewhere != NX_N_REASONS && answers_another(self)) {
        self->verdict->reason = self->rule->elsewhere;
        self->told = TRUE;
    }
}

static void decide_by_code(NxCase *self)
{
    const NxVerdict *verdict = self->verdict;
    NxEvidenceField evidence = verdict->status.klass ? NX_EVIDENCE_STATUS
                               : verdict->reply_code ? NX_EVIDENCE_REPLY
                                                     : NX_EVIDENCE_NONE;
    set_reason(self, self->meaning.reason, self->meaning.rule, evidence);
    self->verdict->rule_origin = NULL;
    self->verdict->match_at = self->verdict->match_len = 0;
    self->rule = NULL;
}

/* A code cannot bury the recipient where the command or the words beside it show that it is about somebody else. */
static void decide_by_party(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    NxCommand command = self->recipient->command;
    if (!nx_reason_buries(verdict->reason) && !nx_reason_row(verdict->reason)->mute)
        return;
    if (BEFORE_RCPT[command].rule)
        set_reason(self, BEFORE_RCPT[command].reason, BEFORE_RCPT[command].rule, NX_EVIDENCE_REPLY);
    else if (BY_PARTY[self->outer].rule)
        set_reason(self, BY_PARTY[self->outer].reason, BY_PARTY[self->outer].rule, NX_EVIDENCE_DIAGNOSTIC);
}

/* A text was there and nobody understood it: on hold. No text, or none that says more than that it failed: undefined. A
 * delay says at least that it is one. */
static void decide_what_is_left(NxCase *self, const NxRule *silent)
{
    NxVerdict *verdict = self->verdict;
    if (verdict->reason != NX_REASON_UNDEFINED)
        return;
    if (self->recipient->kind == NX_KIND_DELAY)
        set_reason(self, NX_REASON_EXPIRED, "kind:delay", NX_EVIDENCE_KIND);
    else if (is_local(self->recipient))
        set_reason(self, NX_REASON_MAILERERROR, "type:x-unix", NX_EVIDENCE_DIAGNOSTIC);
    else if (silent)
        verdict->rule = silent->id;
    else if (self->recipient->diagnostic)
        verdict->reason = NX_REASON_ONHOLD;
}

static void decide_reason(NxCase *self)
{
    nx_case_decide_by_texts(self);
    const NxRule *silent =
        self->rule && self->rule->reason == NX_REASON_UNDEFINED && !self->rule->users ? self->rule : NULL;
    if (self->rule && !silent && !code_tells_more(self)) {
        self->unread = FALSE;
        refine(self);
        return;
    }
    decide_by_code(self);
    decide_by_party(self);
    decide_what_is_left(self, silent);
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

/* What the code would say, had somebody said one that tells anything. Words that say it will pass make it one of class
 * 4, whatever the code. */
static NxStatus policy_status(const NxCase *self)
{
    NxStatus status = self->verdict->status;
    if (!status.klass)
        status.klass = (guint8)(self->verdict->reply_code / 100);
    if (self->rule && self->rule->stands.klass && !status.subject) {
        guint8 klass = status.klass;
        status = self->rule->stands;
        status.klass = klass ? klass : status.klass;
    }
    if (self->passes && status.klass == 5)
        status.klass = 4;
    return status;
}

/* The number alone never buries where there are words that nobody understood, unless they speak of the recipient as the
 * number does; nor does what one hears of another's look-up. */
static gboolean is_to_be_seen(const NxCase *self, NxPolicy policy)
{
    /* Sender and recipient were taken before; whom words that no rule knows mean then, a person has to find out. */
    if (self->unread && self->recipient->command == NX_COMMAND_DATA && self->outer == NX_ABOUT_SENDER)
        return TRUE;
    gboolean agrees = self->outer == NX_ABOUT_RECIPIENT && nx_reason_buries(self->verdict->reason);
    gboolean disagrees = self->unread && !agrees;
    return policy.advice == NX_ADVICE_SUPPRESS &&
           (disagrees || self->secondhand || self->unnamed || self->stranger || nx_case_is_overgrown(self, TRUE));
}

static void decide_policy(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    NxPolicyCase asked = {.reason = verdict->reason,
                          .status = policy_status(self),
                          .feedback_type = self->report->feedback_type,
                          .told = self->told,
                          .passes = self->passes};
    NxPolicy policy = nx_policy_find(self->judge->policy, asked);
    if (self->recipient->kind == NX_KIND_DELAY) /* still being tried: nothing to do, whatever the cause */
        policy =
            (NxPolicy){policy.klass == NX_CLASS_BLOCK ? NX_CLASS_BLOCK : NX_CLASS_SOFT, NX_ADVICE_IGNORE, NX_PLAN_NONE};
    if (self->recipient->kind == NX_KIND_NOT_A_BOUNCE)
        policy = (NxPolicy){NX_CLASS_NONE, NX_ADVICE_IGNORE, NX_PLAN_NONE};
    gboolean nameless = !self->recipient->recipient && self->recipient->final_recipient; /* a name of a directory */
    /* One that is dead buries no group. */
    if ((self->recipient->fanned_out || nameless) && policy.advice == NX_ADVICE_SUPPRESS)
        policy = (NxPolicy){policy.klass, NX_ADVICE_REVIEW, NX_PLAN_NONE};
    if (self->report->forwarded || is_to_be_seen(self, policy)) /* whoever passed it on may have changed it */
        policy = (NxPolicy){policy.klass, NX_ADVICE_REVIEW, NX_PLAN_NONE};
    verdict->klass = policy.klass;
    verdict->advice = policy.advice;
    verdict->plan = policy.plan;
}

void nx_case_decide(NxCase *self)
{
    const NxRecipient *recipient = self->recipient;
    nx_case_read_codes(self);
    self->meaning =
        nx_code_table_find(self->judge->codes, self->verdict->status, self->verdict->reply_code, recipient->provider);
    if (!decide_by_kind(self))
        decide_reason(self);
    nx_case_infer_status(self);
    decide_policy(self);
    nx_case_weigh(self);
    nx_case_doubt(self);
}
