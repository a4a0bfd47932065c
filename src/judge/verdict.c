/* From a report to a verdict. The order of decision: kind, rules on the texts, codes, and last what the command and the
 * class tell. */
#include "judge/judge.h"
#include "judge/reason.h"
#include <string.h>

/* ---- What the kind decides --------------------------------------------------------------------------------------- */

static const struct {
    NxKind kind;
    NxReason reason;
    NxEvidenceField evidence;
    const char *rule;
} by_kind[] = {
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
    for (guint i = 0; i < G_N_ELEMENTS(by_kind); i++) {
        if (by_kind[i].kind == self->recipient->kind) {
            set_reason(self, by_kind[i].reason, by_kind[i].rule, by_kind[i].evidence);
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- What the texts decide --------------------------------------------------------------------------------------- */

typedef struct {
    const char *at; /* borrowed from the report */
    gsize len;
    gsize before; /* bytes of the field in front of it */
    NxEvidenceField evidence;
} Text;

enum { NEAR = 600 };

/* Is the word at `at` the name of another recipient than `self`'s? */
static gboolean names_another(const NxCase *self, const char *at, gsize len)
{
    const char *name = self->recipient->recipient;
    for (guint i = 0; i < self->report->n_recipients; i++) {
        const char *other = self->report->recipients[i].recipient;
        if (other && *other == *at && strncmp(other, at, len) == 0 && other[len] == '\0' && strcmp(other, name) != 0)
            return TRUE;
    }
    return FALSE;
}

/* The part of the notice that is about this recipient: all of it if it names nobody else, else from its name to the
 * next one's. */
static Text notice_near(const NxCase *self)
{
    static const char between[] = " \t\n<>()[]{},;:\"'";
    const NxReport *report = self->report;
    Text text = {.at = report->text, .len = report->text ? strlen(report->text) : 0, .evidence = NX_EVIDENCE_NOTE};
    if (!report->text || report->n_recipients < 2)
        return text;
    const char *name = self->recipient->recipient;
    const char *at = name && *name ? strstr(report->text, name) : NULL;
    if (!at)
        return (Text){0};
    const char *end = at + strnlen(at, NEAR), *word = at + strlen(name);
    while (word < end) {
        gsize len = MIN(strcspn(word, between), (gsize)(end - word)), whole = len;
        while (len > 0 && word[len - 1] == '.')
            len--;
        if (len > 0 && names_another(self, word, len))
            end = word;
        word += whole + 1;
    }
    return (Text){
        .at = at, .len = (gsize)(end - at), .before = (gsize)(at - report->text), .evidence = NX_EVIDENCE_NOTE};
}

/* Tries the rules on one text; keeps what is found if it says more than what is there already. TRUE: no further text is
 * needed. */
static gboolean decide_by_text(NxCase *self, const Text *text, gboolean mark)
{
    if (!text->at || !text->len)
        return FALSE;
    NxVerdict *verdict = self->verdict;
    NxCanonical canonical;
    nx_canonical_init(&canonical, text->at, text->len);
    NxRuleInput input = {.text = &canonical,
                         .provider = self->recipient->provider,
                         .status = verdict->status,
                         .reply = verdict->reply_code,
                         .mailer = self->recipient->mailer,
                         .command = self->recipient->command};
    guint at, len;
    const NxRule *rule = nx_rules_find(self->judge->rules, &input, &at, &len);
    if (rule && (!self->rule || !nx_reason_row(rule->reason)->weak || rule->users)) {
        self->rule = rule;
        set_reason(self, rule->reason, rule->id, text->evidence);
        verdict->rule_origin = rule->origin;
        verdict->match_at = mark ? canonical.map[at] + (guint)text->before : 0;
        verdict->match_len = mark ? canonical.map[at + len] - canonical.map[at] : 0;
    }
    nx_canonical_clear(&canonical);
    return self->rule && (self->rule->users || !nx_reason_row(self->rule->reason)->weak);
}

static void decide_by_texts(NxCase *self)
{
    const NxRecipient *recipient = self->recipient;
    Text texts[] = {
        {recipient->diagnostic, recipient->diagnostic ? strlen(recipient->diagnostic) : 0, 0, NX_EVIDENCE_DIAGNOSTIC},
        {recipient->note, recipient->note ? strlen(recipient->note) : 0, 0, NX_EVIDENCE_NOTE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (decide_by_text(self, &texts[i], TRUE))
            return;
    }
    if (self->rule && self->rule->reason != NX_REASON_UNDEFINED)
        return;
    /* What a layout left out is fixed words that every such notice has. */
    if (recipient->source == NX_SOURCE_LAYOUT && recipient->diagnostic)
        return;
    /* The words of the notice are not those of `note`, so that they are marked only where there is none. */
    Text notice = notice_near(self);
    decide_by_text(self, &notice, !recipient->note);
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
    return !nx_reason_row(meant)->vague;
}

/* Where the text and a second thing together mean more than the text alone. */
static const struct {
    NxReason said;
    NxReason meant;    /* by the code; UNDEFINED: whatever */
    NxCommand command; /* that was answered; NONE: whatever */
    NxReason reason;
} refinements[] = {
    {NX_REASON_USERUNKNOWN, NX_REASON_HASMOVED, NX_COMMAND_NONE, NX_REASON_HASMOVED},
    {NX_REASON_MESGTOOBIG, NX_REASON_EXCEEDLIMIT, NX_COMMAND_NONE, NX_REASON_EXCEEDLIMIT},
    /* RCPT was accepted: the address is there, what lies behind it refuses. */
    {NX_REASON_USERUNKNOWN, NX_REASON_UNDEFINED, NX_COMMAND_DATA, NX_REASON_FILTERED},
    {NX_REASON_HOSTUNKNOWN, NX_REASON_UNDEFINED, NX_COMMAND_MAIL, NX_REASON_REJECTED},
};

/* A refusal that says nothing of the recipient, in answer to what names only the sender. */
typedef struct {
    NxCommand command;
    NxReason reason;
    const char *rule;
} Refusal;

static const Refusal refusals[] = {
    {NX_COMMAND_CONN, NX_REASON_BLOCKED, "command:CONN"},
    {NX_COMMAND_EHLO, NX_REASON_BLOCKED, "command:EHLO"},
    {NX_COMMAND_STARTTLS, NX_REASON_FAILEDSTARTTLS, "command:STARTTLS"},
    {NX_COMMAND_AUTH, NX_REASON_SECURITYERROR, "command:AUTH"},
    {NX_COMMAND_MAIL, NX_REASON_REJECTED, "command:MAIL"},
};

/* NULL: the command that was answered is not known, or names the recipient. */
static const Refusal *refusal_before_rcpt(const NxRecipient *recipient)
{
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
        if (refusals[i].command == recipient->command)
            return &refusals[i];
    }
    return NULL;
}

/* What a program on the mail system itself answered (RFC 3464 2.3.6): an exit code and a few words. */
static gboolean is_local(const NxRecipient *recipient)
{
    return g_strcmp0(recipient->diagnostic_type, "x-unix") == 0;
}

/* Does anything show that it was the recipient's address that was refused: the command, a look-up of one's own, a
 * status about addresses, a code that means nothing else? */
static gboolean answers_rcpt(const NxCase *self)
{
    static const NxStatus sender[] = {{5, 1, 7}, {5, 1, 8}, {4, 1, 7}, {4, 1, 8}};
    NxStatus status = self->verdict->status;
    gboolean address = status.subject == 1;
    for (guint i = 0; i < G_N_ELEMENTS(sender); i++)
        address &= !nx_status_equal(status, sender[i]);
    return self->recipient->command == NX_COMMAND_RCPT || self->recipient->own_lookup || address ||
           (self->meaning.says >= NX_SAYS_EXACT && self->meaning.reason == NX_REASON_USERUNKNOWN);
}

/* What codes and commands make of one of our own rules. */
static gboolean refine_ours(NxCase *self)
{
    if (nx_reason_row(self->rule->reason)->weak && is_local(self->recipient)) {
        self->verdict->reason = NX_REASON_MAILERERROR;
        return TRUE;
    }
    const Refusal *refusal = refusal_before_rcpt(self->recipient);
    if (refusal && nx_reason_row(self->rule->reason)->somebody) {
        self->verdict->reason = refusal->reason;
        return TRUE;
    }
    gboolean general =
        !self->rule->providers->len && !self->rule->mailers->len; /* what one party means by its words is known */
    for (guint i = 0; general && i < G_N_ELEMENTS(refinements); i++) {
        if (refinements[i].said != self->rule->reason)
            continue;
        gboolean code = refinements[i].meant == NX_REASON_UNDEFINED ||
                        (self->meaning.says >= NX_SAYS_EXACT && refinements[i].meant == self->meaning.reason);
        if (code && (refinements[i].command == NX_COMMAND_NONE || refinements[i].command == self->recipient->command)) {
            self->verdict->reason = refinements[i].reason;
            return TRUE;
        }
    }
    return FALSE;
}

static void refine(NxCase *self)
{
    if (!self->rule || (!self->rule->users && refine_ours(self)))
        return;
    if (self->rule->elsewhere != NX_N_REASONS && !answers_rcpt(self)) {
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

static void decide_by_command(NxCase *self)
{
    const Refusal *refusal = refusal_before_rcpt(self->recipient);
    if (refusal && nx_reason_row(self->verdict->reason)->mute)
        set_reason(self, refusal->reason, refusal->rule, NX_EVIDENCE_REPLY);
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
    decide_by_texts(self);
    const NxRule *silent =
        self->rule && self->rule->reason == NX_REASON_UNDEFINED && !self->rule->users ? self->rule : NULL;
    if (self->rule && !silent && !code_tells_more(self)) {
        refine(self);
        return;
    }
    decide_by_code(self);
    decide_by_command(self);
    decide_what_is_left(self, silent);
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

static void decide_policy(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    NxStatus status = verdict->status;
    if (!status.klass)
        status.klass = (guint8)(verdict->reply_code / 100);
    NxPolicyCase asked = {
        .reason = verdict->reason, .status = status, .feedback_type = self->report->feedback_type, .told = self->told};
    NxPolicy policy = nx_policy_find(self->judge->policy, asked);
    if (self->recipient->kind == NX_KIND_DELAY) /* still being tried: nothing to do, whatever the cause */
        policy =
            (NxPolicy){policy.klass == NX_CLASS_BLOCK ? NX_CLASS_BLOCK : NX_CLASS_SOFT, NX_ADVICE_IGNORE, NX_PLAN_NONE};
    if (self->recipient->kind == NX_KIND_NOT_A_BOUNCE)
        policy = (NxPolicy){NX_CLASS_NONE, NX_ADVICE_IGNORE, NX_PLAN_NONE};
    if (self->report->forwarded) /* whoever passed it on may have changed it */
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
