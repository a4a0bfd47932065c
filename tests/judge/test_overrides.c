/* What an operator's [policy] makes of the table, row by row: the plan that goes with an advice, what a whole reason
 * spares, and what cannot be said. */
#include "judge/judge.h"
#include <string.h>

typedef struct {
    NxSettings settings;
    NxProblems *problems;
    NxLibrary *library;
    NxPolicyTable *table;
} Bench;

static void bench_make(Bench *bench, const char *line)
{
    *bench = (Bench){.problems = nx_problems_new()};
    bench->library = nx_library_new(&(NxSettings){0}, NULL);
    if (line)
        nx_settings_add(&bench->settings.policy, line, "nixie.conf:3");
    bench->table = nx_policy_new(&bench->settings, bench->problems);
}

static void bench_clear(Bench *bench)
{
    nx_policy_free(bench->table);
    nx_library_unref(bench->library);
    nx_settings_clear(&bench->settings);
    nx_problems_free(bench->problems);
}

typedef struct {
    const char *line; /* of [policy]; NULL: none */
    NxPolicyCase asked;
    NxClass klass;
    NxAdviceKind advice;
    NxPlan plan;
} Case;

static void check(const Case *cases, guint n)
{
    for (guint i = 0; i < n; i++) {
        Bench bench;
        bench_make(&bench, cases[i].line);
        g_assert_cmpuint(nx_problems_count(bench.problems), ==, 0);
        NxPolicy policy = nx_policy_find(bench.table, cases[i].asked);
        g_test_message("%u: %s, %s", i, cases[i].line ? cases[i].line : "-", nx_reason_name(cases[i].asked.reason));
        g_assert_cmpstr(nx_class_name(policy.klass), ==, nx_class_name(cases[i].klass));
        g_assert_cmpstr(nx_advice_name(policy.advice), ==, nx_advice_name(cases[i].advice));
        g_assert_cmpstr(nx_plan_name(policy.plan), ==, nx_plan_name(cases[i].plan));
        bench_clear(&bench);
    }
}

#define OF(reason_, ...)                                                                                               \
    {                                                                                                                  \
        .reason = NX_REASON_##reason_, __VA_ARGS__                                                                     \
    }
#define STATUS(klass, subject, detail) .status = {klass, subject, detail}

static void the_more_exact_row_wins_and_what_needs_more_wins_over_it(void)
{
    static const Case CASES[] = {
        {NULL, OF(SYSTEMERROR, STATUS(5, 3, 0)), NX_CLASS_HARD, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {NULL, OF(SYSTEMERROR, STATUS(5, 3, 1)), NX_CLASS_HARD, NX_ADVICE_REVIEW, NX_PLAN_NONE},
        {NULL, OF(SYSTEMERROR, STATUS(4, 3, 0)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S2},
        {NULL, OF(SYSTEMERROR, STATUS(0, 0, 0)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S2},
        {NULL, OF(SYSTEMERROR, STATUS(5, 3, 0), .passes = TRUE), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S2},
        {NULL, OF(FILTERED, STATUS(5, 2, 0)), NX_CLASS_HARD, NX_ADVICE_REVIEW, NX_PLAN_NONE},
        {NULL, OF(FILTERED, STATUS(5, 2, 0), .told = TRUE), NX_CLASS_HARD, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {NULL, OF(FILTERED, STATUS(4, 2, 0), .told = TRUE), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S2},
        {NULL, OF(FILTERED, .told = TRUE), NX_CLASS_HARD, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {NULL, OF(FILTERED, STATUS(5, 2, 0), .told = TRUE, .passes = TRUE), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S2},
        {NULL, OF(FEEDBACK, .feedback_type = "abuse"), NX_CLASS_COMPLAINT, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {NULL, OF(FEEDBACK, .feedback_type = "ABUSE"), NX_CLASS_COMPLAINT, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {NULL, OF(FEEDBACK, .feedback_type = NULL), NX_CLASS_COMPLAINT, NX_ADVICE_REVIEW, NX_PLAN_NONE},
        {NULL, OF(FEEDBACK, .feedback_type = "abused"), NX_CLASS_COMPLAINT, NX_ADVICE_REVIEW, NX_PLAN_NONE},
    };
    check(CASES, G_N_ELEMENTS(CASES));
}

static void an_advice_brings_its_plan(void)
{
    static const Case CASES[] = {
        {"blocked=retry", OF(BLOCKED, STATUS(5, 7, 1)), NX_CLASS_BLOCK, NX_ADVICE_RETRY, NX_PLAN_S1},
        {"blocked=suppress", OF(BLOCKED, STATUS(5, 7, 1)), NX_CLASS_BLOCK, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {"blocked=ignore", OF(BLOCKED, STATUS(5, 7, 1)), NX_CLASS_BLOCK, NX_ADVICE_IGNORE, NX_PLAN_NONE},
        {"speeding=hold", OF(SPEEDING, STATUS(4, 7, 0)), NX_CLASS_BLOCK, NX_ADVICE_HOLD, NX_PLAN_S4},
        /* a plan that is one of waiting stays */
        {"speeding=retry", OF(SPEEDING, STATUS(4, 7, 0)), NX_CLASS_BLOCK, NX_ADVICE_RETRY, NX_PLAN_S3},
        {"expired=retry", OF(EXPIRED, STATUS(4, 4, 7)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S2},
        {"mailboxfull=retry", OF(MAILBOXFULL, STATUS(4, 2, 2)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S1},
        {"userunknown=retry", OF(USERUNKNOWN, STATUS(5, 1, 1)), NX_CLASS_HARD, NX_ADVICE_RETRY, NX_PLAN_S1},
    };
    check(CASES, G_N_ELEMENTS(CASES));
}

static void suppressing_a_reason_spares_what_is_temporary(void)
{
    static const Case CASES[] = {
        {"mailboxfull=suppress", OF(MAILBOXFULL, STATUS(5, 2, 2)), NX_CLASS_SOFT, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {"mailboxfull=suppress", OF(MAILBOXFULL, STATUS(4, 2, 2)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S1},
        {"mailboxfull=suppress", OF(MAILBOXFULL), NX_CLASS_SOFT, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {"mailboxfull=hold", OF(MAILBOXFULL, STATUS(4, 2, 2)), NX_CLASS_SOFT, NX_ADVICE_HOLD, NX_PLAN_S4},
        {"suspend=suppress", OF(SUSPEND, STATUS(4, 2, 1)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S1},
        {"suspend.4=suppress", OF(SUSPEND, STATUS(4, 2, 1)), NX_CLASS_SOFT, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {"suspend.4=suppress", OF(SUSPEND, STATUS(5, 2, 1)), NX_CLASS_HARD, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {"feedback=suppress", OF(FEEDBACK, .feedback_type = "fraud"), NX_CLASS_COMPLAINT, NX_ADVICE_SUPPRESS,
         NX_PLAN_NONE},
        {"feedback=suppress", OF(FEEDBACK), NX_CLASS_COMPLAINT, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
    };
    check(CASES, G_N_ELEMENTS(CASES));
}

static void of_one_code_only_that_is_meant(void)
{
    static const Case CASES[] = {
        {"suspend.5.2.1=review", OF(SUSPEND, STATUS(5, 2, 1)), NX_CLASS_HARD, NX_ADVICE_REVIEW, NX_PLAN_NONE},
        {"suspend.5.2.1=review", OF(SUSPEND, STATUS(5, 2, 0)), NX_CLASS_HARD, NX_ADVICE_SUPPRESS, NX_PLAN_NONE},
        {"suspend.5.2.1=review", OF(SUSPEND, STATUS(4, 2, 1)), NX_CLASS_SOFT, NX_ADVICE_RETRY, NX_PLAN_S1},
        {"suspend.5=review", OF(SUSPEND, STATUS(5, 2, 1)), NX_CLASS_HARD, NX_ADVICE_REVIEW, NX_PLAN_NONE},
        {"feedback.fraud=suppress", OF(FEEDBACK, .feedback_type = "fraud"), NX_CLASS_COMPLAINT, NX_ADVICE_SUPPRESS,
         NX_PLAN_NONE},
        {"feedback.fraud=suppress", OF(FEEDBACK, .feedback_type = "virus"), NX_CLASS_COMPLAINT, NX_ADVICE_REVIEW,
         NX_PLAN_NONE},
        {"feedback.x-new=suppress", OF(FEEDBACK, .feedback_type = "X-New"), NX_CLASS_COMPLAINT, NX_ADVICE_SUPPRESS,
         NX_PLAN_NONE},
        /* whatever else the words tell */
        {"filtered.5=hold", OF(FILTERED, STATUS(5, 2, 0), .told = TRUE), NX_CLASS_HARD, NX_ADVICE_HOLD, NX_PLAN_S4},
        {"filtered.4=hold", OF(FILTERED, STATUS(4, 2, 0), .told = TRUE), NX_CLASS_SOFT, NX_ADVICE_HOLD, NX_PLAN_S4},
        {"filtered.4=hold", OF(FILTERED, STATUS(4, 2, 0), .passes = TRUE), NX_CLASS_SOFT, NX_ADVICE_HOLD, NX_PLAN_S4},
        {"filtered.4=hold", OF(FILTERED, STATUS(5, 2, 0), .told = TRUE), NX_CLASS_HARD, NX_ADVICE_SUPPRESS,
         NX_PLAN_NONE},
    };
    check(CASES, G_N_ELEMENTS(CASES));
}

static void blanks_and_case_mean_nothing(void)
{
    static const Case CASES[] = {
        {" Blocked = Retry ", OF(BLOCKED, STATUS(5, 7, 1)), NX_CLASS_BLOCK, NX_ADVICE_RETRY, NX_PLAN_S1},
    };
    check(CASES, G_N_ELEMENTS(CASES));
}

static void what_cannot_be_said_is_told_with_its_place(void)
{
    static const struct {
        const char *line, *why;
    } WRONG[] = {
        {"blocked", "expected REASON=ADVICE"},
        {"blocks=hold", "there is no such reason"},
        {"blocked=wait", "advice is one of suppress, retry, hold, review, ignore"},
        {"blocked=hold=retry", "advice is one of suppress, retry, hold, review, ignore"},
        {"blocked.*=hold", "behind the dot stands 4, 5 or a code such as 5.3.0"},
        {"blocked.6=hold", "behind the dot stands 4, 5 or a code such as 5.3.0"},
        {"blocked.=hold", "behind the dot stands 4, 5 or a code such as 5.3.0"},
        {"blocked.5.7=hold", "behind the dot stands 4, 5 or a code such as 5.3.0"},
        {"feedback.=hold", "behind the dot stands 4, 5 or a code such as 5.3.0"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        Bench bench;
        bench_make(&bench, WRONG[i].line);
        g_auto(GStrv) lines = nx_problems_take(bench.problems);
        g_autofree char *wanted = g_strdup_printf("nixie.conf:3: policy %s: %s", WRONG[i].line, WRONG[i].why);
        g_assert_cmpuint(g_strv_length(lines), ==, 1);
        g_assert_cmpstr(lines[0], ==, wanted);
        NxPolicy policy = nx_policy_find(bench.table, (NxPolicyCase)OF(BLOCKED, STATUS(5, 7, 1)));
        g_assert_cmpint(policy.advice, ==, NX_ADVICE_HOLD);
        g_assert_cmpint(policy.plan, ==, NX_PLAN_S4);
        bench_clear(&bench);
    }
}

/* ---- Which code counts ------------------------------------------------------------------------------------------- */

static void of_several_statuses_the_better_source_counts(void)
{
    static const struct {
        NxStatus field, diagnostic, text;
        guint reply;
        NxKind kind;
        NxStatus status;
    } CASES[] = {
        {{5, 1, 1}, {5, 2, 1}, {0, 0, 0}, 0, NX_KIND_BOUNCE, {5, 2, 1}}, /* what the other side said itself */
        {{5, 1, 1}, {5, 0, 0}, {5, 2, 1}, 0, NX_KIND_BOUNCE, {5, 1, 1}}, /* the text only where nothing is as exact */
        {{5, 1, 0}, {5, 0, 0}, {5, 2, 1}, 0, NX_KIND_BOUNCE, {5, 2, 1}},
        {{5, 0, 0}, {5, 1, 0}, {0, 0, 0}, 0, NX_KIND_BOUNCE, {5, 1, 0}},
        {{5, 1, 0}, {5, 2, 0}, {0, 0, 0}, 0, NX_KIND_BOUNCE, {5, 1, 0}}, /* as vague: the field stays */
        {{4, 1, 0}, {5, 1, 0}, {0, 0, 0}, 550, NX_KIND_BOUNCE, {5, 1, 0}},
        {{4, 1, 0}, {5, 1, 0}, {0, 0, 0}, 450, NX_KIND_BOUNCE, {4, 1, 0}},
        {{4, 1, 0}, {5, 1, 0}, {0, 0, 0}, 0, NX_KIND_BOUNCE, {4, 1, 0}},
        {{4, 1, 1}, {5, 1, 1}, {0, 0, 0}, 0, NX_KIND_BOUNCE, {5, 1, 1}},
        {{2, 0, 0}, {0, 0, 0}, {0, 0, 0}, 550, NX_KIND_BOUNCE, {0, 0, 0}}, /* a slip of the pen */
        {{2, 0, 0}, {0, 0, 0}, {0, 0, 0}, 0, NX_KIND_DELAY, {0, 0, 0}},
        {{2, 0, 0}, {0, 0, 0}, {0, 0, 0}, 250, NX_KIND_DELIVERED, {2, 0, 0}},
    };
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL);
    NxJudge *judge = nx_judge_new(library, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRecipient recipient = {.kind = CASES[i].kind,
                                 .status = CASES[i].field,
                                 .diagnostic_status = CASES[i].diagnostic,
                                 .text_status = CASES[i].text,
                                 .reply_code = CASES[i].reply};
        NxReport report = {.kind = CASES[i].kind, .recipients = &recipient, .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(judge, &report, 0, &verdict);
        char found[NX_STATUS_TEXT_SIZE], wanted[NX_STATUS_TEXT_SIZE];
        g_assert_cmpstr(nx_status_text(verdict.status, found), ==, nx_status_text(CASES[i].status, wanted));
    }
    nx_judge_free(judge);
    nx_library_unref(library);
}

/* Whatever was never made can be let go. */
static void nothing_is_let_go(void)
{
    nx_judge_free(NULL);
    nx_rules_free(NULL);
    nx_policy_free(NULL);
    nx_code_table_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/overrides/the more exact row wins, and what needs more wins over it",
                    the_more_exact_row_wins_and_what_needs_more_wins_over_it);
    g_test_add_func("/judge/overrides/an advice brings its plan", an_advice_brings_its_plan);
    g_test_add_func("/judge/overrides/suppressing a reason spares what is temporary",
                    suppressing_a_reason_spares_what_is_temporary);
    g_test_add_func("/judge/overrides/of one code only that is meant", of_one_code_only_that_is_meant);
    g_test_add_func("/judge/overrides/blanks and case mean nothing", blanks_and_case_mean_nothing);
    g_test_add_func("/judge/overrides/what cannot be said is told with its place",
                    what_cannot_be_said_is_told_with_its_place);
    g_test_add_func("/judge/codes/of several statuses the better source counts",
                    of_several_statuses_the_better_source_counts);
    g_test_add_func("/judge/nothing is let go", nothing_is_let_go);
    return g_test_run();
}
