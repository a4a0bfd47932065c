/* What makes an advice what it is, at its bounds: the class of the codes, the second of an attempt or a delivery, the
 * name of a source. */
#include "advise/fixture.h"
#include "advise/source.h"
#include "ledger/sql.h"

/* ---- The class of the codes -------------------------------------------------------------------------------------- */

/* An operator who has unknown users suppressed whatever the code: class 4 alone is never suppressed at once. */
static void one_class_5_is_enough_to_suppress(void)
{
    static const struct {
        const char *status, *diagnostic;
        NxAdviceKind advice;
    } CASES[] = {
        {"4.1.1", "450 4.1.1 User unknown", NX_ADVICE_RETRY}, {"4.1.1", "User unknown", NX_ADVICE_RETRY},
        {NULL, "450 User unknown", NX_ADVICE_RETRY},          {"4.1.1", "550 User unknown", NX_ADVICE_SUPPRESS},
        {"5.1.1", "450 User unknown", NX_ADVICE_SUPPRESS},    {"5.1.1", "550 5.1.1 User unknown", NX_ADVICE_SUPPRESS},
        {NULL, "550 User unknown", NX_ADVICE_SUPPRESS},       {"5.1.1", "User unknown", NX_ADVICE_SUPPRESS},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Fixture fixture = {0};
        fixture_up(&fixture, NULL);
        nx_settings_add(&fixture.settings.policy, "userunknown=suppress", NULL);
        nx_settings_add(&fixture.settings.policy, "userunknown.4=suppress", NULL);
        Bounce b = {.to = "ann@isp.example", .status = CASES[i].status, .diagnostic = CASES[i].diagnostic, .at = NOON};
        add_bounce(&fixture, &b);
        advise(&fixture);
        g_test_message("%s, %s", CASES[i].status ? CASES[i].status : "-", CASES[i].diagnostic);
        assert_advice(&fixture, 0, CASES[i].advice);
        fixture_down(&fixture, NULL);
    }
}

/* ---- The second of an attempt ------------------------------------------------------------------------------------ */

static void an_answer_comes_after_the_attempt_and_until_it_has_settled(void)
{
    static const struct {
        NxTime sent; /* before the bounce */
        guint attempt;
    } CASES[] = {{0, 1}, {1, 2}, {7 * NX_DAY, 2}, {7 * NX_DAY + 1, 1}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Fixture fixture = {0};
        fixture_up(&fixture, NULL);
        full_mailbox(&fixture, "ann@isp.example", NOON - NX_HOUR);
        advise(&fixture);
        retry_stands(&fixture, "ann@isp.example", 1, NOON - 20 * NX_DAY);
        attempt_sent(&fixture, "ann@isp.example", NOON - NX_HOUR - CASES[i].sent);
        remember(&fixture);
        g_assert_cmpuint(suggested(&fixture, 0)->attempt, ==, CASES[i].attempt);
        fixture_down(&fixture, NULL);
    }
}

/* ---- The second of a delivery ------------------------------------------------------------------------------------ */

static void mail_went_through_since_or_before(void)
{
    static const struct {
        NxTime after; /* the bounce */
        NxAdviceKind advice;
    } CASES[] = {{-1, NX_ADVICE_RETRY}, {0, NX_ADVICE_IGNORE}, {1, NX_ADVICE_IGNORE}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Fixture fixture = {0};
        fixture_up(&fixture, NULL);
        full_mailbox(&fixture, "ann@isp.example", NOON - NX_DAY);
        advise(&fixture);
        record(&fixture);
        const char *const keys[] = {"ann@isp.example"};
        const NxTime at = NOON - NX_DAY + CASES[i].after;
        told_alive(&fixture, keys[0], at);
        remember(&fixture);
        assert_advice(&fixture, 0, CASES[i].advice);
        g_assert_cmpint((suggested(&fixture, 0)->doubts & NX_DOUBT_HISTORY) != 0, ==, CASES[i].after >= 0);
        fixture_down(&fixture, NULL);
    }
}

/* ---- What is told ------------------------------------------------------------------------------------------------ */

static char *reasons_of(Fixture *fixture, guint32 event)
{
    NxAdvice advice;
    nx_advisor_explain(fixture->advisor, event, NULL, NULL, NOON, &advice);
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < advice.reasons->len; i++) {
        const NxPoint *point = advice.reasons->pdata[i];
        if (point->kind == NX_POINT_HISTORY)
            g_string_append(all, point->sentence);
    }
    nx_advice_clear(&advice);
    return g_string_free(all, FALSE);
}

static void what_history_has_to_do_with_it_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const KEYS[] = {"used@isp.example", "closed@isp.example", "stays@isp.example",
                                       "plain@isp.example"};
    static const char *const TOLD[] = {"Every attempt of its plan has bounced.", "Mail has gone through since.",
                                       "The address is suppressed until it is released.", ""};
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++)
        full_mailbox(fixture, KEYS[i], NOON - NX_DAY);
    advise(fixture);
    record(fixture);
    NxOrder used = {.key = KEYS[0], .decision = NX_DECISION_RETRY, .plan = NX_PLAN_S1, .attempt = 5, .attempts = 4};
    NxOrder stays = {.key = KEYS[2], .decision = NX_DECISION_SUPPRESS};
    decide(fixture, &used);
    decide(fixture, &stays);
    told_alive(fixture, KEYS[1], NOON);
    remember(fixture);
    for (guint32 i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        g_autofree char *told = reasons_of(fixture, i);
        g_assert_cmpstr(told, ==, TOLD[i]);
    }
}

/* ---- Which event decides ----------------------------------------------------------------------------------------- */

static void of_two_that_came_at_once_the_last_decides(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - 9 * NX_DAY);
    complaint(fixture, "bob@isp.example", "abuse", NOON - NX_DAY);
    complaint(fixture, "bob@isp.example", "abuse", NOON - 5 * NX_DAY);
    complaint(fixture, "cleo@isp.example", "fraud", NOON - 5 * NX_DAY);
    complaint(fixture, "cleo@isp.example", "virus", NOON - NX_DAY);
    advise(fixture);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "ann@isp.example")), ==, 1);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "bob@isp.example")), ==, 3);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "cleo@isp.example")), ==, 6);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, NX_NOBODY), ==, G_MAXUINT32);
}

/* ---- Sources ----------------------------------------------------------------------------------------------------- */

static void a_source_has_a_name(void)
{
    static const struct {
        NxFailureSourceKind kind;
        const char *of, *name;
    } CASES[] = {
        {NX_FAILURE_SOURCE_PROVIDER, "google", "provider:google"},
        {NX_FAILURE_SOURCE_DOMAIN, "mail.corp.example", "domain:corp.example"},
        {NX_FAILURE_SOURCE_DOMAIN, "", NULL},
        {NX_FAILURE_SOURCE_MTA, "MX1.Hoster.example", "mta:hoster.example"},
        {NX_FAILURE_SOURCE_MTA, "192.0.2.1", "mta:192.0.2.1"},
        {NX_FAILURE_SOURCE_MTA, "no host at all", NULL},
        {NX_FAILURE_SOURCE_REPORTING, "MX1.Hoster.example", "reporting:mx1.hoster.example"},
        {NX_FAILURE_SOURCE_ALL, "", "all"},
        {NX_FAILURE_SOURCE_UNKNOWN_HOSTS, "", "resolver"},
        {NX_FAILURE_SOURCE_UNKNOWN_DOMAINS, "", "resolver"},
        {NX_FAILURE_SOURCE_PROVIDER, NULL, NULL},
        {NX_FAILURE_SOURCE_ALL, NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *name = nx_failure_source_name_of(CASES[i].kind, CASES[i].of);
        g_test_message("%u: %s", CASES[i].kind, CASES[i].of ? CASES[i].of : "-");
        g_assert_cmpstr(name, ==, CASES[i].name);
    }
}

static void a_failure_is_of_what_it_has(void)
{
    static const char *const NAMES[] = {
        "provider:google", "domain:corp.example", "mta:hoster.example", "reporting:relay.example", "all", "resolver"};
    static const struct {
        NxFailure failure;
        gboolean of[G_N_ELEMENTS(NAMES)];
    } CASES[] = {
        {{.key = "ann@corp.example",
          .provider = "google",
          .remote_mta = "mx.hoster.example",
          .reporting_mta = "relay.example"},
         {TRUE, TRUE, TRUE, FALSE, TRUE, FALSE}},
        {{.key = "ann@mail.corp.example", .reporting_mta = "relay.example"}, {FALSE, TRUE, FALSE, TRUE, TRUE, FALSE}},
        {{.key = "ann@corp.example", .remote_mta = "", .reporting_mta = "relay.example"},
         {FALSE, TRUE, FALSE, FALSE, TRUE, FALSE}},
        {{.key = "ann@corp.example", .reason = NX_REASON_HOSTUNKNOWN, .reporting_mta = "relay.example"},
         {FALSE, TRUE, FALSE, FALSE, TRUE, TRUE}},
        {{.key = "ann@other.example"}, {FALSE, FALSE, FALSE, FALSE, TRUE, FALSE}},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        for (guint k = 0; k < G_N_ELEMENTS(NAMES); k++) {
            g_test_message("%u: %s", i, NAMES[k]);
            g_assert_cmpint(nx_failure_source_has(NAMES[k], &CASES[i].failure), ==, CASES[i].of[k]);
        }
}

static void what_was_let_through_elsewhere_is_not_taken_back(void)
{
    NxLift google = {(char *)"provider:google", 0}, corp = {(char *)"domain:corp.example", 0};
    g_autoptr(GPtrArray) lifts = g_ptr_array_new();
    NxFailure failure = {.key = "ann@corp.example", .provider = "google"}, other = {.key = "ann@other.example"};
    g_assert_true(nx_failure_source_takes_back("all", &failure, lifts));
    g_ptr_array_add(lifts, &google);
    g_assert_true(nx_failure_source_takes_back("provider:google", &failure, lifts));
    g_assert_false(nx_failure_source_takes_back("all", &failure, lifts));
    g_assert_true(nx_failure_source_takes_back("all", &other, lifts));
    g_ptr_array_add(lifts, &corp);
    g_assert_false(nx_failure_source_takes_back("provider:google", &failure, lifts));
    g_assert_false(nx_failure_source_takes_back("mta:hoster.example", &other, lifts));
}

/* ---- Guards at their bounds -------------------------------------------------------------------------------------- */

static void a_mail_system_that_failed_twice_in_72_hours_is_reviewed(void)
{
    for (NxTime more = 0; more < 2; more++) {
        Fixture fixture = {0};
        fixture_up(&fixture, NULL);
        const NxTime times[] = {NOON - 4 * NX_DAY, NOON - 4 * NX_DAY + 72 * NX_HOUR + more};
        for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
            g_autofree char *to = g_strdup_printf("user%u@corp.example", i);
            Bounce b = {
                .to = to, .status = "5.3.0", .diagnostic = "550 5.3.0 Permanent mail system failure", .at = times[i]};
            add_bounce(&fixture, &b);
        }
        advise(&fixture);
        for (guint32 i = 0; i < 2; i++) {
            g_assert_cmpint(guards_on(&fixture, i), ==, more ? NX_GUARD_NONE : NX_GUARD_DOMAIN);
            assert_advice(&fixture, i, more ? NX_ADVICE_SUPPRESS : NX_ADVICE_REVIEW);
        }
        fixture_down(&fixture, NULL);
    }
}

/* 10 of 20 failures of a day are hard, where before next to none was; and 10 of 21. */
static void one_half_is_too_much_and_less_is_not(void)
{
    for (guint more = 0; more < 2; more++) {
        Fixture fixture = {0};
        fixture_up(&fixture, NULL);
        die_at(&fixture, 10, "isp.example", NOON - NX_DAY);
        for (guint i = 0; i < 40 + more; i++) {
            g_autofree char *to = g_strdup_printf("full%u@isp.example", i);
            full_mailbox(&fixture, to, NOON - (i < 10 + more ? 1 : 20 + i % 3) * NX_DAY);
        }
        advise(&fixture);
        g_assert_cmpint(guards_on(&fixture, 0), ==, more ? NX_GUARD_NONE : NX_GUARD_MASS);
        fixture_down(&fixture, NULL);
    }
}

/* ---- A ledger that cannot be read -------------------------------------------------------------------------------- */

static void what_cannot_be_read_is_said(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const BREAKS[] = {"DROP TABLE lift", "DROP TABLE change", "DROP TABLE sighting"};
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    for (guint i = 0; i < G_N_ELEMENTS(BREAKS); i++) {
        g_autoptr(GError) error = NULL;
        nx_sql_run(ledger(fixture), BREAKS[i]);
        g_assert_false(nx_advisor_recall_all(fixture->advisor, ledger(fixture), NOON, &error));
        g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
    }
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS); /* what was known before stands */
    g_assert_true(nx_advisor_recall_all(fixture->advisor, NULL, NOON, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/advise/grounds/one class 5 is enough to suppress, class 4 alone is not",
                    one_class_5_is_enough_to_suppress);
    g_test_add_func("/advise/grounds/an answer comes after the attempt, and until it has settled",
                    an_answer_comes_after_the_attempt_and_until_it_has_settled);
    g_test_add_func("/advise/grounds/mail went through since, or before", mail_went_through_since_or_before);
    ADD_TEST("/advise/grounds/what history has to do with it is told", what_history_has_to_do_with_it_is_told);
    ADD_TEST("/advise/grounds/of two that came at once the last decides", of_two_that_came_at_once_the_last_decides);
    g_test_add_func("/advise/grounds/a source has a name", a_source_has_a_name);
    g_test_add_func("/advise/grounds/a failure is of what it has", a_failure_is_of_what_it_has);
    g_test_add_func("/advise/grounds/what was let through elsewhere is not taken back",
                    what_was_let_through_elsewhere_is_not_taken_back);
    g_test_add_func("/advise/grounds/a mail system that failed twice in 72 hours is reviewed, and no longer",
                    a_mail_system_that_failed_twice_in_72_hours_is_reviewed);
    g_test_add_func("/advise/grounds/one half is too much, and less is not", one_half_is_too_much_and_less_is_not);
    ADD_TEST("/advise/grounds/what cannot be read is said", what_cannot_be_read_is_said);
    return g_test_run();
}
