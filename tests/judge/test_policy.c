/* What reasons mean, the operator's overrides, and when the next attempt is due. */
#include <nixie/verdict.h>
#include <string.h>

typedef struct {
    NxSettings settings;
    NxProblems *problems;
    NxLibrary *library;
    NxJudge *judge;
} Bench;

static void bench_make(Bench *bench, const char *const *policy)
{
    memset(bench, 0, sizeof *bench);
    bench->problems = nx_problems_new();
    for (; policy && *policy; policy++)
        nx_settings_add(&bench->settings.policy, *policy, "nixie.conf:7: [policy]");
    bench->library = nx_library_new(&bench->settings, bench->problems);
    bench->judge = nx_judge_new(bench->library, bench->problems);
}

static void bench_clear(Bench *bench)
{
    nx_judge_free(bench->judge);
    nx_library_unref(bench->library);
    nx_settings_clear(&bench->settings);
    nx_problems_free(bench->problems);
}

static NxPolicy policy_of(const Bench *bench, NxReason reason, const char *code)
{
    NxStatus status = NX_STATUS_NONE;
    if (code && !nx_status_parse(code, -1, &status))
        status.klass = (guint8)(code[0] - '0');
    return nx_judge_policy(bench->judge, reason, status, NULL);
}

static void test_every_reason(void)
{
    Bench bench;
    bench_make(&bench, NULL);
    static const char *const codes[] = {NULL, "4", "5", "4.2.1", "5.2.1", "5.3.0"};
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
            NxPolicy policy = policy_of(&bench, reason, codes[i]);
            g_assert_cmpint(policy.advice == NX_ADVICE_RETRY, ==,
                            policy.plan == NX_PLAN_S1 || policy.plan == NX_PLAN_S2 || policy.plan == NX_PLAN_S3);
            g_assert_cmpint(policy.advice == NX_ADVICE_HOLD, ==, policy.plan == NX_PLAN_S4);
        }
    }
    bench_clear(&bench);
}

static void test_never_at_once(void)
{
    static const NxReason never[] = {
        NX_REASON_MAILBOXFULL,   NX_REASON_SPEEDING,     NX_REASON_TOOMANYCONN,   NX_REASON_BLOCKED,
        NX_REASON_BADREPUTATION, NX_REASON_REQUIREPTR,   NX_REASON_AUTHFAILURE,   NX_REASON_UNDEFINED,
        NX_REASON_ONHOLD,        NX_REASON_SPAMDETECTED, NX_REASON_SECURITYERROR, NX_REASON_REJECTED,
        NX_REASON_EXPIRED,       NX_REASON_SYSTEMFULL,   NX_REASON_NORELAYING,
    };
    Bench bench;
    bench_make(&bench, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(never); i++) {
        g_assert_cmpint(policy_of(&bench, never[i], "5.2.1").advice, !=, NX_ADVICE_SUPPRESS);
        g_assert_cmpint(policy_of(&bench, never[i], "5.3.0").advice, !=, NX_ADVICE_SUPPRESS);
        g_assert_cmpint(policy_of(&bench, never[i], NULL).advice, !=, NX_ADVICE_SUPPRESS);
    }
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        if (reason != NX_REASON_FEEDBACK)
            g_assert_cmpint(policy_of(&bench, reason, "4.1.1").advice, !=, NX_ADVICE_SUPPRESS);
    }
    bench_clear(&bench);
}

/* On an unknown user in answer to DATA, where the words name the address. */
static NxAdviceKind advice_on_words(const Bench *bench, guint reply)
{
    NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                             .action = NX_ACTION_FAILED,
                             .recipient = "ann@example.net",
                             .key = "ann@example.net",
                             .diagnostic = "<ann@example.net> no such user here",
                             .reply_code = reply,
                             .command = NX_COMMAND_DATA};
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(bench->judge, &report, 0, &verdict);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "filtered");
    return verdict.advice;
}

static void test_complaints(void)
{
    static const struct {
        const char *type;
        NxAdviceKind advice;
    } types[] = {{"abuse", NX_ADVICE_SUPPRESS},  {"opt-out", NX_ADVICE_SUPPRESS},    {"fraud", NX_ADVICE_REVIEW},
                 {"virus", NX_ADVICE_REVIEW},    {"auth-failure", NX_ADVICE_IGNORE}, {"dkim", NX_ADVICE_IGNORE},
                 {"not-spam", NX_ADVICE_IGNORE}, {"x-new", NX_ADVICE_REVIEW}};
    Bench bench;
    bench_make(&bench, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        NxPolicy policy = nx_judge_policy(bench.judge, NX_REASON_FEEDBACK, NX_STATUS_NONE, types[i].type);
        g_assert_cmpint(policy.klass, ==, NX_CLASS_COMPLAINT);
        g_assert_cmpint(policy.advice, ==, types[i].advice);
    }
    bench_clear(&bench);
}

static void test_override(void)
{
    static const char *const policy[] = {"expired=hold",
                                         "userunknown.4=suppress",
                                         "suspend=review",
                                         "systemerror.5.3.0=review",
                                         "feedback.fraud=suppress",
                                         "mailboxfull=suppress",
                                         NULL};
    Bench bench;
    bench_make(&bench, policy);
    g_assert_cmpuint(nx_problems_count(bench.problems), ==, 0);
    g_assert_cmpint(policy_of(&bench, NX_REASON_EXPIRED, "4.4.7").advice, ==, NX_ADVICE_HOLD);
    g_assert_cmpint(policy_of(&bench, NX_REASON_EXPIRED, "4.4.7").plan, ==, NX_PLAN_S4);
    g_assert_cmpint(policy_of(&bench, NX_REASON_USERUNKNOWN, "4.1.1").advice, ==, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(policy_of(&bench, NX_REASON_SUSPEND, "5.2.1").advice, ==, NX_ADVICE_REVIEW);
    g_assert_cmpint(policy_of(&bench, NX_REASON_SYSTEMERROR, "5.3.0").advice, ==, NX_ADVICE_REVIEW);
    g_assert_cmpint(nx_judge_policy(bench.judge, NX_REASON_FEEDBACK, NX_STATUS_NONE, "fraud").advice, ==,
                    NX_ADVICE_SUPPRESS);
    g_assert_cmpint(policy_of(&bench, NX_REASON_MAILBOXFULL, "5.2.2").advice, ==, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(policy_of(&bench, NX_REASON_MAILBOXFULL, "4.2.2").advice, ==, NX_ADVICE_RETRY);
    bench_clear(&bench);
}

/* What the operator says of a reason holds for what a text tells, too. */
static void test_override_of_told(void)
{
    static const char *const whole[] = {"filtered=review", NULL}, *const half[] = {"filtered.5=hold", NULL},
                             *const none[] = {NULL};
    static const struct {
        const char *const *policy;
        NxAdviceKind permanent, temporary;
    } cases[] = {{none, NX_ADVICE_SUPPRESS, NX_ADVICE_RETRY},
                 {whole, NX_ADVICE_REVIEW, NX_ADVICE_REVIEW},
                 {half, NX_ADVICE_HOLD, NX_ADVICE_RETRY}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        Bench bench;
        bench_make(&bench, cases[i].policy);
        g_assert_cmpint(advice_on_words(&bench, 550), ==, cases[i].permanent);
        g_assert_cmpint(advice_on_words(&bench, 450), ==, cases[i].temporary);
        bench_clear(&bench);
    }
}

static void test_wrong_override(void)
{
    static const char *const policy[] = {"nosuchreason=hold", "expired=wait",   "expired",
                                         "expired.9=hold",    "suspend=review", NULL};
    Bench bench;
    bench_make(&bench, policy);
    g_auto(GStrv) lines = nx_problems_take(bench.problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    for (char **line = lines; *line; line++)
        g_assert_true(g_str_has_prefix(*line, "nixie.conf:7: [policy]"));
    g_assert_cmpint(policy_of(&bench, NX_REASON_EXPIRED, "4.4.7").advice, ==, NX_ADVICE_RETRY);
    g_assert_cmpint(policy_of(&bench, NX_REASON_SUSPEND, "5.2.1").advice, ==, NX_ADVICE_REVIEW);
    bench_clear(&bench);
}

static void test_plans(void)
{
    NxSettings settings = {0};
    guint attempts;
    const NxTime from = 1000 * NX_DAY;
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 1, from, &attempts), ==, from + NX_DAY);
    g_assert_cmpuint(attempts, ==, 4);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 2, from, NULL), ==, from + 2 * NX_DAY);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 3, from, NULL), ==, from + 3 * NX_DAY);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 4, from, NULL), ==, from + 7 * NX_DAY);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 5, from, NULL), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S2, 1, from, &attempts), ==, from + NX_DAY);
    g_assert_cmpuint(attempts, ==, 5);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S2, 5, from, NULL), ==, from + 7 * NX_DAY);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S3, 40, from, &attempts), ==, from + 4 * NX_HOUR);
    g_assert_cmpuint(attempts, ==, 0);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S4, 1, from, NULL), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_NONE, 1, from, NULL), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 0, from, NULL), ==, NX_TIME_UNKNOWN);
    settings = (NxSettings){.plan = {NX_HOUR, 2 * NX_HOUR, 3 * NX_HOUR}, .plan_steps = 3};
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 3, from, &attempts), ==, from + 3 * NX_HOUR);
    g_assert_cmpuint(attempts, ==, 3);
    g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S2, 2, from, NULL), ==, from + NX_HOUR);
}

static void test_names(void)
{
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        NxReason back;
        g_assert_true(nx_reason_parse(nx_reason_name(reason), &back));
        g_assert_cmpint(back, ==, reason);
        g_assert_cmpstr(nx_reason_label(reason), !=, "");
    }
    NxAdviceKind advice;
    NxPlan plan;
    NxClass klass;
    g_assert_true(nx_advice_parse("Suppress", &advice) && advice == NX_ADVICE_SUPPRESS);
    g_assert_true(nx_plan_parse("S3", &plan) && plan == NX_PLAN_S3);
    g_assert_true(nx_class_parse("auto-reply", &klass) && klass == NX_CLASS_AUTOREPLY);
    g_assert_false(nx_advice_parse("wait", &advice) || nx_plan_parse("S5", &plan) || nx_class_parse("", &klass));
    g_autofree char *cause = nx_cause_make(NULL, NX_REASON_BLOCKED),
                    *other = nx_cause_make("google", NX_REASON_BLOCKED);
    g_assert_cmpstr(cause, ==, "-/blocked");
    g_assert_cmpstr(other, ==, "google/blocked");
}

/* ---- Codes ------------------------------------------------------------------------------------------------------- */

static void test_replies(void)
{
    Bench bench;
    bench_make(&bench, NULL);
    g_assert_cmpint(nx_judge_reply(bench.judge, 552), ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(nx_judge_reply(bench.judge, 550), ==, NX_REASON_UNDEFINED);
    g_assert_cmpint(nx_judge_reply(bench.judge, 250), ==, NX_REASON_UNDEFINED);
    g_assert_cmpint(nx_judge_reply(bench.judge, 0), ==, NX_REASON_UNDEFINED);
    bench_clear(&bench);
}

/* Each row is what the judge makes of its code, unless a pattern before it says so already. */
static void test_provider_codes(void)
{
    Bench bench;
    bench_make(&bench, NULL);
    guint n = nx_judge_provider_codes(bench.judge), exact = 0;
    g_assert_cmpuint(n, >, 100);
    for (guint i = 0; i < n; i++) {
        const NxProviderCode *row = nx_judge_provider_code(bench.judge, i);
        NxStatus status;
        if (!nx_status_parse(row->code, -1, &status) || strcmp(row->provider, "*") == 0)
            continue;
        const char *rule;
        g_autofree char *expected = g_strdup_printf("provider:%s:%s", row->provider, row->code);
        g_assert_cmpint(nx_judge_code(bench.judge, status, row->provider, &rule), ==, row->reason);
        g_assert_cmpstr(rule, ==, expected);
        exact++;
    }
    g_assert_cmpuint(exact, >, 50);
    bench_clear(&bench);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/policy/advice and plan fit each other for every reason and code", test_every_reason);
    g_test_add_func("/judge/policy/what is temporary, full, too fast or blocked is never suppressed at once",
                    test_never_at_once);
    g_test_add_func("/judge/policy/complaints by their type", test_complaints);
    g_test_add_func("/judge/policy/the configuration overrides rows", test_override);
    g_test_add_func("/judge/policy/an override holds for what a text tells, too", test_override_of_told);
    g_test_add_func("/judge/policy/a wrong override is named with its place and the rest stands", test_wrong_override);
    g_test_add_func("/judge/plan/each attempt counts from the bounce before", test_plans);
    g_test_add_func("/judge/codes/a reply means something by itself, or nothing", test_replies);
    g_test_add_func("/judge/codes/each row of a provider's codes decides", test_provider_codes);
    g_test_add_func("/judge/names/names lead back to what they name", test_names);
    return g_test_run();
}
