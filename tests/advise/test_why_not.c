/* Why, and why not: which sentence an operator reads beside what is advised. */
#include "advise/why_not.h"
#include <nixie/advise.h>

/* A case is the plainest failure, and one or two things that are different in it. */
typedef struct {
    NxEvent event;
    NxSuggestion suggestion;
    NxGrounds grounds;
} Case;

static Case failure(void)
{
    Case c = {.event = {.kind = NX_KIND_BOUNCE, .address = 0},
              .suggestion = {.kind = NX_ADVICE_RETRY},
              .grounds = {.plan = NX_PLAN_S1}};
    c.event.verdict.reason = NX_REASON_EXPIRED;
    c.event.verdict.klass = NX_CLASS_SOFT;
    c.event.verdict.plan = NX_PLAN_S1;
    return c;
}

static void assert_why_not(const Case *c, NxDecision decision, const char *wanted)
{
    g_assert_cmpstr(nx_why_not(decision, &c->event, &c->suggestion, &c->grounds), ==, wanted);
}

/* ---- Why not ----------------------------------------------------------------------------------------------------- */

#define NOBODY_NAMED "it names no address that could be decided about"
#define NOTHING_FAILED "nothing has failed"
#define GONE_THROUGH "mail has gone through since"
#define UNTIL_RELEASED "it is suppressed until it is released"

static void a_plain_failure(void)
{
    const Case c = failure();
    assert_why_not(&c, NX_DECISION_SUPPRESS, "a temporary failure is suppressed only when its plan is used up");
    assert_why_not(&c, NX_DECISION_RETRY, "waiting does not help here");
    assert_why_not(&c, NX_DECISION_HOLD, "the sender is not at fault");
    assert_why_not(&c, NX_DECISION_IGNORE, "the next message would fail the same way");
}

static void of_nobody_nothing_can_be_decided(void)
{
    Case c = failure();
    c.event.address = NX_NOBODY;
    c.event.kind = NX_KIND_UNKNOWN;
    for (guint d = NX_DECISION_SUPPRESS; d < NX_N_DECISIONS; d++)
        assert_why_not(&c, (NxDecision)d, NOBODY_NAMED);
}

static void what_has_not_failed(void)
{
    static const NxKind NONE[] = {NX_KIND_DELAY, NX_KIND_DELIVERED, NX_KIND_AUTOREPLY, NX_KIND_NOT_A_BOUNCE};
    Case c = failure();
    for (guint i = 0; i < G_N_ELEMENTS(NONE); i++) {
        c.event.kind = NONE[i];
        assert_why_not(&c, NX_DECISION_SUPPRESS, NOTHING_FAILED);
        assert_why_not(&c, NX_DECISION_RETRY, NOTHING_FAILED);
        assert_why_not(&c, NX_DECISION_HOLD, NOTHING_FAILED);
    }
    static const NxKind FAILURES[] = {NX_KIND_BOUNCE, NX_KIND_FEEDBACK, NX_KIND_UNKNOWN};
    for (guint i = 0; i < G_N_ELEMENTS(FAILURES); i++) {
        c.event.kind = FAILURES[i];
        g_assert_cmpstr(nx_why_not(NX_DECISION_SUPPRESS, &c.event, &c.suggestion, &c.grounds), !=, NOTHING_FAILED);
    }
}

static void what_stands_on_a_list(void)
{
    Case c = failure();
    c.event.verdict.reason = NX_REASON_SUPPRESSED;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "nothing was tried, so nothing is known of the address");
    assert_why_not(&c, NX_DECISION_RETRY, "the list has to be cleared first");
}

static void what_history_says(void)
{
    Case c = failure();
    c.grounds.is_closed = TRUE;
    assert_why_not(&c, NX_DECISION_SUPPRESS, GONE_THROUGH);
    assert_why_not(&c, NX_DECISION_RETRY, GONE_THROUGH);
    c = failure();
    c.grounds.used_up = TRUE;
    assert_why_not(&c, NX_DECISION_RETRY, "all attempts of its plan have bounced");
    c = failure();
    c.grounds.stays = TRUE;
    assert_why_not(&c, NX_DECISION_RETRY, UNTIL_RELEASED);
    assert_why_not(&c, NX_DECISION_HOLD, UNTIL_RELEASED);
    assert_why_not(&c, NX_DECISION_IGNORE, UNTIL_RELEASED);
    c.event.kind = NX_KIND_FEEDBACK; /* whatever it is that came */
    assert_why_not(&c, NX_DECISION_RETRY, UNTIL_RELEASED);
}

/* One that is protected is told so, even where another guard speaks as well. */
static void guards_keep_from_suppressing_alone(void)
{
    Case c = failure();
    c.grounds.guards = NX_GUARD_MASS;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "a guard speaks against it, and good recipients may be among these");
    assert_why_not(&c, NX_DECISION_RETRY, "waiting does not help here");
    c.grounds.guards = NX_GUARD_MASS | NX_GUARD_PROTECTED;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "the address is protected");
}

static void of_complaints(void)
{
    Case c = failure();
    c.event.kind = NX_KIND_FEEDBACK;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "it is not a complaint of the recipient");
    assert_why_not(&c, NX_DECISION_RETRY, "who complains does not want it again");
    assert_why_not(&c, NX_DECISION_HOLD, "there is no cause to wait for");
    assert_why_not(&c, NX_DECISION_IGNORE, "a complaint that is not heeded comes again");
}

static void what_the_verdict_says(void)
{
    Case c = failure();
    c.event.verdict.reason = NX_REASON_MAILBOXFULL;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "full mailboxes are suppressed only when their plan is used up");
    c = failure();
    c.event.verdict.plan = NX_PLAN_S3;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "a rate limit says nothing of the address");
    assert_why_not(&c, NX_DECISION_HOLD, "the limit passes by itself");
    c = failure();
    c.event.verdict.klass = NX_CLASS_BLOCK;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "sender, content or policy is at fault, not the address");
    assert_why_not(&c, NX_DECISION_RETRY, "it would be refused again until the cause is removed");
    c = failure();
    c.event.verdict.klass = NX_CLASS_HARD;
    assert_why_not(&c, NX_DECISION_RETRY, "the failure is permanent, and mailing dead addresses costs reputation");
    c = failure();
    c.grounds.is_tempered = TRUE;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "a code of class 4 never suppresses at once");
}

static void what_is_to_be_reviewed(void)
{
    Case c = failure();
    c.suggestion.kind = NX_ADVICE_REVIEW;
    assert_why_not(&c, NX_DECISION_SUPPRESS, "the evidence is not enough for that");
    assert_why_not(&c, NX_DECISION_RETRY, "nobody knows yet whether waiting helps");
    assert_why_not(&c, NX_DECISION_HOLD, "which cause to wait for is not known");
    assert_why_not(&c, NX_DECISION_IGNORE, "it failed, and somebody should know why");
    c.event.verdict.klass = NX_CLASS_HARD; /* review goes before */
    assert_why_not(&c, NX_DECISION_RETRY, "nobody knows yet whether waiting helps");
}

/* ---- Why --------------------------------------------------------------------------------------------------------- */

static void what_is_no_failure_says_what_it_is(void)
{
    Case c = failure();
    c.event.kind = NX_KIND_DELAY;
    g_assert_cmpstr(nx_why(&c.event), ==, "It is still being tried; nothing has failed yet.");
    c.event.kind = NX_KIND_DELIVERED;
    g_assert_cmpstr(nx_why(&c.event), ==, "It was delivered, or passed on.");
    c.event.kind = NX_KIND_AUTOREPLY;
    g_assert_cmpstr(nx_why(&c.event), ==, "An automatic reply: the mail arrived.");
    c.event.kind = NX_KIND_NOT_A_BOUNCE;
    g_assert_cmpstr(nx_why(&c.event), ==, "This is ordinary mail, no bounce.");
}

static void a_complaint_is_the_recipients_only_where_it_suppresses(void)
{
    Case c = failure();
    c.event.kind = NX_KIND_FEEDBACK;
    c.event.verdict.reason = NX_REASON_FEEDBACK;
    c.event.verdict.advice = NX_ADVICE_SUPPRESS;
    g_assert_cmpstr(nx_why(&c.event), ==, "The recipient has complained, or wants no more mail.");
    c.event.verdict.advice = NX_ADVICE_REVIEW;
    g_assert_cmpstr(nx_why(&c.event), ==, "A report of a complaint.");
    c.event.kind = NX_KIND_BOUNCE;
    c.event.verdict.advice = NX_ADVICE_SUPPRESS;
    g_assert_cmpstr(nx_why(&c.event), ==, "A report of a complaint.");
}

/* 550 without a status is for good, too; where there is a status, it says. */
static void the_class_is_that_of_the_status_else_of_the_reply(void)
{
    Case c = failure();
    c.event.verdict.reason = NX_REASON_SUSPEND;
    const char *for_good = nx_reason_sentence(NX_REASON_SUSPEND, 5),
               *for_now = nx_reason_sentence(NX_REASON_SUSPEND, 4);
    g_assert_cmpstr(for_good, !=, for_now);
    c.event.verdict.reply_code = 450;
    g_assert_cmpstr(nx_why(&c.event), ==, for_now);
    c.event.verdict.reply_code = 550;
    g_assert_cmpstr(nx_why(&c.event), ==, for_good);
    c.event.verdict.status = (NxStatus){4, 2, 1};
    g_assert_cmpstr(nx_why(&c.event), ==, for_now);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/advise/why_not/a plain failure", a_plain_failure);
    g_test_add_func("/advise/why_not/of nobody nothing can be decided", of_nobody_nothing_can_be_decided);
    g_test_add_func("/advise/why_not/what has not failed", what_has_not_failed);
    g_test_add_func("/advise/why_not/what stands on somebody's list", what_stands_on_a_list);
    g_test_add_func("/advise/why_not/what history says", what_history_says);
    g_test_add_func("/advise/why_not/guards keep from suppressing, and from nothing else",
                    guards_keep_from_suppressing_alone);
    g_test_add_func("/advise/why_not/complaints", of_complaints);
    g_test_add_func("/advise/why_not/what the verdict says", what_the_verdict_says);
    g_test_add_func("/advise/why_not/what is to be reviewed", what_is_to_be_reviewed);
    g_test_add_func("/advise/why_not/what is no failure says what it is", what_is_no_failure_says_what_it_is);
    g_test_add_func("/advise/why_not/a complaint is the recipient's only where it suppresses",
                    a_complaint_is_the_recipients_only_where_it_suppresses);
    g_test_add_func("/advise/why_not/the class is that of the status, else of the reply",
                    the_class_is_that_of_the_status_else_of_the_reply);
    return g_test_run();
}
