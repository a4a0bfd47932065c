/* Codes: what a pattern of codes fits, and what codes mean by themselves. */
#include "judge/codepattern.h"
#include "judge/codetable.h"

/* ---- Patterns ---------------------------------------------------------------------------------------------------- */

static gboolean fits(const char *text, NxStatus status, guint reply)
{
    NxCodePattern pattern;
    g_assert_true(nx_code_pattern_parse(text, &pattern));
    return nx_code_pattern_fits(&pattern, status, reply);
}

static void a_pattern_fits_what_it_names(void)
{
    static const struct {
        const char *pattern;
        NxStatus status;
        guint reply;
        gboolean fits;
    } CASES[] = {
        {"5.2.1", {5, 2, 1}, 0, TRUE},   {"5.2.1", {4, 2, 1}, 0, FALSE},        {"5.2.1", {5, 3, 1}, 0, FALSE},
        {"5.2.1", {5, 2, 2}, 0, FALSE},  {"5.2.1", {5, 2, 1}, 450, TRUE},       {"5.2.*", {5, 2, 77}, 0, TRUE},
        {"5.2.*", {5, 1, 77}, 0, FALSE}, {"5.*.1", {5, 9, 1}, 0, TRUE},         {"5.*.1", {5, 9, 2}, 0, FALSE},
        {"5.*", {5, 0, 0}, 0, TRUE},     {"5.*", {4, 0, 0}, 0, FALSE},          {"*.2.2", {4, 2, 2}, 0, TRUE},
        {"X.2.2", {5, 2, 2}, 0, TRUE},   {"X.2.2", {5, 2, 1}, 0, FALSE},        {"X.2.2", {0, 2, 2}, 0, FALSE},
        {"*.*", {0, 0, 0}, 550, FALSE},  {"5.999.999", {5, 999, 999}, 0, TRUE}, {"550", {0, 0, 0}, 550, TRUE},
        {"550", {0, 0, 0}, 551, FALSE},  {"550", {0, 0, 0}, 540, FALSE},        {"550", {0, 0, 0}, 450, FALSE},
        {"55*", {0, 0, 0}, 550, TRUE},   {"55*", {0, 0, 0}, 559, TRUE},         {"55*", {0, 0, 0}, 560, FALSE},
        {"5**", {5, 5, 0}, 499, FALSE},  {"5*", {0, 0, 0}, 500, TRUE},          {"5*", {0, 0, 0}, 599, TRUE},
        {"5*", {0, 0, 0}, 450, FALSE},   {"0**", {0, 0, 0}, 0, FALSE},          {"550", {5, 5, 0}, 0, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s on %u.%u.%u %u", CASES[i].pattern, CASES[i].status.klass, CASES[i].status.subject,
                       CASES[i].status.detail, CASES[i].reply);
        g_assert_cmpint(fits(CASES[i].pattern, CASES[i].status, CASES[i].reply), ==, CASES[i].fits);
    }
}

static void what_is_no_pattern_is_refused(void)
{
    static const char *const BAD[] = {"",       "5",        "55",     "5500",     "*50",   "5*0",   "**",      "x50",
                                      "55x",    "5.2",      "5.",     ".2.1",     "5..1",  "0.2.1", "5.2.1.1", "5.x.1",
                                      "5.2.-1", "5.1000.1", "5.2.1 ", "5.2.1000", "Y.2.1", "5****"};
    NxCodePattern pattern;
    for (guint i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_test_message("'%s'", BAD[i]);
        g_assert_false(nx_code_pattern_parse(BAD[i], &pattern));
    }
}

/* ---- What they mean ---------------------------------------------------------------------------------------------- */

static void the_most_exact_says_it(void)
{
    static const struct {
        NxStatus status;
        guint reply;
        const char *provider;
        NxSays says;
        NxReason reason;
        const char *rule;
    } CASES[] = {
        {{5, 7, 30}, 550, "google", NX_SAYS_PROVIDER, NX_REASON_AUTHFAILURE, "provider:google:5.7.30"},
        {{5, 7, 30}, 550, "nobody", NX_SAYS_EXACT, NX_REASON_FAILEDSTARTTLS, "code:5.7.30"},
        {{5, 7, 30}, 550, NULL, NX_SAYS_EXACT, NX_REASON_FAILEDSTARTTLS, "code:5.7.30"},
        {{4, 2, 2}, 0, NULL, NX_SAYS_EXACT, NX_REASON_MAILBOXFULL, "code:4.2.2"},
        {{5, 1, 77}, 0, NULL, NX_SAYS_SUBJECT, NX_REASON_USERUNKNOWN, "subject:5.1"},
        {{4, 1, 77}, 0, NULL, NX_SAYS_SUBJECT, NX_REASON_USERUNKNOWN, "subject:4.1"},
        /* a code that tells nothing leaves it to the reply */
        {{5, 0, 0}, 552, NULL, NX_SAYS_EXACT, NX_REASON_MAILBOXFULL, "code:552"},
        {{5, 0, 9}, 552, NULL, NX_SAYS_EXACT, NX_REASON_MAILBOXFULL, "code:552"},
        {{5, 9, 9}, 552, NULL, NX_SAYS_EXACT, NX_REASON_MAILBOXFULL, "code:552"},
        {{0, 0, 0}, 552, NULL, NX_SAYS_EXACT, NX_REASON_MAILBOXFULL, "code:552"},
        {{5, 1, 77}, 552, NULL, NX_SAYS_SUBJECT, NX_REASON_USERUNKNOWN, "subject:5.1"},
        {{5, 0, 0}, 550, NULL, NX_SAYS_CLASS, NX_REASON_UNDEFINED, "class:5"},
        {{4, 0, 0}, 0, NULL, NX_SAYS_CLASS, NX_REASON_UNDEFINED, "class:4"},
        {{4, 0, 0}, 550, NULL, NX_SAYS_CLASS, NX_REASON_UNDEFINED, "class:4"},
        {{0, 0, 0}, 450, NULL, NX_SAYS_CLASS, NX_REASON_UNDEFINED, "class:4"},
        {{0, 0, 0}, 599, NULL, NX_SAYS_CLASS, NX_REASON_UNDEFINED, "class:5"},
        /* what is no failure means none */
        {{2, 1, 5}, 250, NULL, NX_SAYS_NOTHING, NX_REASON_UNDEFINED, NULL},
        {{0, 0, 0}, 250, NULL, NX_SAYS_NOTHING, NX_REASON_UNDEFINED, NULL},
        {{0, 0, 0}, 354, NULL, NX_SAYS_NOTHING, NX_REASON_UNDEFINED, NULL},
        {{0, 0, 0}, 600, NULL, NX_SAYS_NOTHING, NX_REASON_UNDEFINED, NULL},
        {{0, 0, 0}, 0, NULL, NX_SAYS_NOTHING, NX_REASON_UNDEFINED, NULL},
    };
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL);
    NxProblems *problems = nx_problems_new();
    NxCodeTable *table = nx_code_table_new(problems);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxCodeMeaning meaning = nx_code_table_find(table, CASES[i].status, CASES[i].reply, CASES[i].provider);
        g_assert_cmpstr(meaning.rule, ==, CASES[i].rule);
        g_assert_cmpint(meaning.says, ==, CASES[i].says);
        g_assert_cmpstr(nx_reason_name(meaning.reason), ==, nx_reason_name(CASES[i].reason));
    }
    nx_code_table_free(table);
    nx_problems_free(problems);
    nx_library_unref(library);
}

/* ---- Plans ------------------------------------------------------------------------------------------------------- */

/* An operator's plan has three to five steps; with fewer or more the default stands. */
static void a_plan_has_three_to_five_steps(void)
{
    const NxTime from = 1000 * NX_DAY;
    for (guint steps = 0; steps <= NX_PLAN_MAX + 1; steps++) {
        NxSettings settings = {.plan_steps = steps};
        for (guint i = 0; i < NX_PLAN_MAX; i++)
            settings.plan[i] = (NxTime)(i + 1) * NX_HOUR;
        gboolean own = steps >= 3 && steps <= 5;
        guint attempts;
        g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, 1, from, &attempts), ==, from + (own ? NX_HOUR : NX_DAY));
        g_assert_cmpuint(attempts, ==, own ? steps : 4);
        g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, attempts, from, NULL), ==,
                        from + (own ? (NxTime)steps * NX_HOUR : 7 * NX_DAY));
        g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S1, attempts + 1, from, NULL), ==, NX_TIME_UNKNOWN);
        g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S2, 2, from, &attempts), ==, from + (own ? NX_HOUR : NX_DAY));
        g_assert_cmpuint(attempts, ==, own ? steps + 1 : 5);
        g_assert_cmpint(nx_plan_next(&settings, NX_PLAN_S2, attempts + 1, from, NULL), ==, NX_TIME_UNKNOWN);
    }
    g_assert_cmpint(nx_plan_next(NULL, NX_PLAN_S1, 1, from, NULL), ==, from + NX_DAY);
    g_assert_cmpint(nx_plan_next(NULL, NX_PLAN_S1, 1, NX_TIME_UNKNOWN, NULL), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_plan_next(NULL, NX_PLAN_S3, 1, NX_TIME_UNKNOWN, NULL), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_plan_next(NULL, NX_PLAN_S3, 0, from, NULL), ==, NX_TIME_UNKNOWN);
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

static void every_name_is_its_own(void)
{
    static const char *const CLASSES[] = {"none", "hard", "soft", "block", "complaint", "auto-reply"};
    static const char *const ADVICES[] = {"ignore", "suppress", "retry", "hold", "review"};
    static const char *const PLANS[] = {"-", "S1", "S2", "S3", "S4"};
    static const char *const CONFIDENCES[] = {"guess", "likely", "certain"};
    static const char *const SOURCES[] = {NULL, "field", "diagnostic", "text"};
    static const char *const PARTIES[] = {NULL, "recipient", "sender", "host", "system", "message", "other"};
    NxClass klass;
    NxAdviceKind advice;
    NxPlan plan;
    NxAbout about;
    G_STATIC_ASSERT(G_N_ELEMENTS(CLASSES) == NX_N_CLASSES && G_N_ELEMENTS(ADVICES) == NX_N_ADVICES &&
                    G_N_ELEMENTS(PARTIES) == NX_N_ABOUTS);
    for (guint i = 0; i < NX_N_CLASSES; i++) {
        g_assert_cmpstr(nx_class_name((NxClass)i), ==, CLASSES[i]);
        g_assert_true(nx_class_parse(CLASSES[i], &klass) && klass == i);
    }
    for (guint i = 0; i < NX_N_ADVICES; i++) {
        g_assert_cmpstr(nx_advice_name((NxAdviceKind)i), ==, ADVICES[i]);
        g_assert_true(nx_advice_parse(ADVICES[i], &advice) && advice == i);
    }
    for (guint i = 0; i < G_N_ELEMENTS(PLANS); i++) {
        g_assert_cmpstr(nx_plan_name((NxPlan)i), ==, PLANS[i]);
        g_assert_true(nx_plan_parse(PLANS[i], &plan) && plan == i);
    }
    for (guint i = 0; i < G_N_ELEMENTS(CONFIDENCES); i++)
        g_assert_cmpstr(nx_confidence_name((NxConfidence)i), ==, CONFIDENCES[i]);
    for (guint i = 0; i < G_N_ELEMENTS(SOURCES); i++)
        g_assert_cmpstr(nx_status_source_name((NxStatusSource)i), ==, SOURCES[i]);
    for (guint i = 0; i < NX_N_ABOUTS; i++) {
        g_assert_cmpstr(nx_about_name((NxAbout)i), ==, PARTIES[i]);
        g_assert_cmpint(nx_about_label((NxAbout)i) != NULL, ==, PARTIES[i] != NULL);
        if (PARTIES[i])
            g_assert_true(nx_about_parse(PARTIES[i], &about) && about == i);
    }
    g_assert_false(nx_about_parse("nobody", &about));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/codes/a pattern fits what it names", a_pattern_fits_what_it_names);
    g_test_add_func("/judge/codes/what is no pattern is refused", what_is_no_pattern_is_refused);
    g_test_add_func("/judge/codes/the most exact says it", the_most_exact_says_it);
    g_test_add_func("/judge/codes/a plan has three to five steps", a_plan_has_three_to_five_steps);
    g_test_add_func("/judge/codes/every name is its own", every_name_is_its_own);
    return g_test_run();
}
