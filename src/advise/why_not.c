/* The tables; of several rows that fit, the first speaks. */
#include "advise/why_not.h"
#include <nixie/text.h>

/* ---- Why --------------------------------------------------------------------------------------------------------- */

static const struct {
    NxKind kind;
    const char *text;
} KINDS[] = {
    {NX_KIND_DELAY, N_("It is still being tried; nothing has failed yet.")},
    {NX_KIND_DELIVERED, N_("It was delivered, or passed on.")},
    {NX_KIND_AUTOREPLY, N_("An automatic reply: the mail arrived.")},
    {NX_KIND_NOT_A_BOUNCE, N_("This is ordinary mail, no bounce.")},
};

const char *nx_why(const NxEvent *event)
{
    NxStatus status = nx_verdict_status(&event->verdict);
    guint klass = status.klass ? status.klass : event->verdict.reply_code / 100;
    if (event->kind == NX_KIND_AUTOREPLY && event->departed)
        return N_("An automatic answer says that its owner has left, or that nobody reads the mailbox any more.");
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (KINDS[i].kind == event->kind)
            return KINDS[i].text;
    if (event->kind == NX_KIND_FEEDBACK && event->verdict.advice == NX_ADVICE_SUPPRESS)
        return N_("The recipient has complained, or wants no more mail.");
    return nx_reason_sentence(event->verdict.reason, klass);
}

/* ---- Why not ----------------------------------------------------------------------------------------------------- */

typedef struct {
    const NxEvent *event;
    const NxSuggestion *suggestion;
    const NxGrounds *grounds;
} Case;

static gboolean always(const Case *c)
{
    (void)c;
    return TRUE;
}

static gboolean is_no_failure(const Case *c)
{
    return c->event->kind != NX_KIND_BOUNCE && c->event->kind != NX_KIND_FEEDBACK && c->event->kind != NX_KIND_UNKNOWN;
}

static gboolean names_nobody(const Case *c)
{
    return c->event->address == NX_NOBODY;
}

static gboolean is_complaint(const Case *c)
{
    return c->event->kind == NX_KIND_FEEDBACK;
}

static gboolean stays(const Case *c)
{
    return c->grounds->stays;
}

static gboolean is_closed(const Case *c)
{
    return c->grounds->is_closed;
}

static gboolean is_used_up(const Case *c)
{
    return c->grounds->used_up;
}

static gboolean is_protected(const Case *c)
{
    return (c->grounds->guards & NX_GUARD_PROTECTED) != 0;
}

static gboolean is_guarded(const Case *c)
{
    return c->grounds->guards != NX_GUARD_NONE;
}

static gboolean is_full(const Case *c)
{
    return c->event->verdict.reason == NX_REASON_MAILBOXFULL;
}

static gboolean is_listed(const Case *c)
{
    return c->event->verdict.reason == NX_REASON_SUPPRESSED;
}

static gboolean is_review(const Case *c)
{
    return c->suggestion->kind == NX_ADVICE_REVIEW;
}

static gboolean has_departed(const Case *c)
{
    return c->event->departed;
}

static gboolean is_rate(const Case *c)
{
    return c->event->verdict.plan == NX_PLAN_S3;
}

static gboolean is_block(const Case *c)
{
    return c->event->verdict.klass == NX_CLASS_BLOCK;
}

static gboolean is_tempered(const Case *c)
{
    return c->grounds->is_tempered;
}

static gboolean is_hard(const Case *c)
{
    return c->event->verdict.klass == NX_CLASS_HARD;
}

/* For each decision the first row that fits. */
static const struct {
    NxDecision decision;
    gboolean (*fits)(const Case *c);
    const char *text;
} WHY_NOT[] = {
    {NX_DECISION_SUPPRESS, names_nobody, N_("it names no address that could be decided about")},
    {NX_DECISION_SUPPRESS, is_no_failure, N_("nothing has failed")},
    {NX_DECISION_SUPPRESS, is_listed, N_("nothing was tried, so nothing is known of the address")},
    {NX_DECISION_SUPPRESS, is_closed, N_("mail has gone through since")},
    {NX_DECISION_SUPPRESS, is_protected, N_("the address is protected")},
    {NX_DECISION_SUPPRESS, is_guarded, N_("a guard speaks against it, and good recipients may be among these")},
    {NX_DECISION_SUPPRESS, is_complaint, N_("it is not a complaint of the recipient")},
    {NX_DECISION_SUPPRESS, is_full, N_("full mailboxes are suppressed only when their plan is used up")},
    {NX_DECISION_SUPPRESS, is_rate, N_("a rate limit says nothing of the address")},
    {NX_DECISION_SUPPRESS, is_block, N_("sender, content or policy is at fault, not the address")},
    {NX_DECISION_SUPPRESS, is_tempered, N_("a code of class 4 never suppresses at once")},
    {NX_DECISION_SUPPRESS, is_review, N_("the evidence is not enough for that")},
    {NX_DECISION_SUPPRESS, always, N_("a temporary failure is suppressed only when its plan is used up")},
    {NX_DECISION_RETRY, names_nobody, N_("it names no address that could be decided about")},
    {NX_DECISION_RETRY, stays, N_("it is suppressed until it is released")},
    {NX_DECISION_RETRY, is_no_failure, N_("nothing has failed")},
    {NX_DECISION_RETRY, is_listed, N_("the list has to be cleared first")},
    {NX_DECISION_RETRY, is_closed, N_("mail has gone through since")},
    {NX_DECISION_RETRY, is_complaint, N_("who complains does not want it again")},
    {NX_DECISION_RETRY, is_used_up, N_("all attempts of its plan have bounced")},
    {NX_DECISION_RETRY, is_block, N_("it would be refused again until the cause is removed")},
    {NX_DECISION_RETRY, is_review, N_("nobody knows yet whether waiting helps")},
    {NX_DECISION_RETRY, is_hard, N_("the failure is permanent, and mailing dead addresses costs reputation")},
    {NX_DECISION_RETRY, always, N_("waiting does not help here")},
    {NX_DECISION_HOLD, names_nobody, N_("it names no address that could be decided about")},
    {NX_DECISION_HOLD, stays, N_("it is suppressed until it is released")},
    {NX_DECISION_HOLD, is_no_failure, N_("nothing has failed")},
    {NX_DECISION_HOLD, is_complaint, N_("there is no cause to wait for")},
    {NX_DECISION_HOLD, is_rate, N_("the limit passes by itself")},
    {NX_DECISION_HOLD, is_review, N_("which cause to wait for is not known")},
    {NX_DECISION_HOLD, always, N_("the sender is not at fault")},
    {NX_DECISION_IGNORE, names_nobody, N_("it names no address that could be decided about")},
    {NX_DECISION_IGNORE, stays, N_("it is suppressed until it is released")},
    {NX_DECISION_IGNORE, is_complaint, N_("a complaint that is not heeded comes again")},
    {NX_DECISION_IGNORE, has_departed, N_("mail to it is read by nobody")},
    {NX_DECISION_IGNORE, is_review, N_("it failed, and somebody should know why")},
    {NX_DECISION_IGNORE, always, N_("the next message would fail the same way")},
};

const char *nx_why_not(NxDecision decision, const NxEvent *event, const NxSuggestion *suggestion,
                       const NxGrounds *grounds)
{
    Case c = {event, suggestion, grounds};
    for (guint i = 0; i < G_N_ELEMENTS(WHY_NOT); i++)
        if (WHY_NOT[i].decision == decision && WHY_NOT[i].fits(&c))
            return WHY_NOT[i].text;
    return NULL;
}
