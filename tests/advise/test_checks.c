/* What checks do to advice: they lower it, and never raise it. */
#include "advise/fixture.h"
#include <string.h>

static void add_facts(Fixture *fixture, const char *domain, NxCheckReason found, NxTime at, guint confirmations)
{
    g_autoptr(NxDomainFacts) facts = nx_domain_facts_new(domain);
    facts->found = found;
    facts->at = at;
    facts->confirmations = confirmations;
    if (nx_check_reason_side(found) == NX_SIDE_ANSWERS) {
        g_strfreev(facts->mx);
        facts->mx = g_strsplit("mx1.corp.example", " ", -1);
    }
    nx_advisor_checked(fixture->advisor, facts);
    nx_advisor_run(fixture->advisor);
}

typedef struct {
    NxCheckReason found; /* NOT_ASKED: nothing is known */
    NxTime at;
    guint confirmations;
    NxAdviceKind advice;
    NxConfidence confidence;
} Case;

/* Unknown hosts that are certain by their bounce alone: two bounces prove no more than one. */
static void an_unknown_host_is_certain_after_two_days(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxTime ARRIVED = NOON - NX_DAY;
    static const Case CASES[] = {
        {NX_CHECK_NOT_ASKED, 0, 0, NX_ADVICE_SUPPRESS, NX_LIKELY},
        {NX_CHECK_NO_DOMAIN, NOON, 1, NX_ADVICE_SUPPRESS, NX_LIKELY},
        {NX_CHECK_NO_DOMAIN, NOON, 2, NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {NX_CHECK_NO_MX, NOON, 2, NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {NX_CHECK_MX_BROKEN, NOON, 3, NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {NX_CHECK_MX_UNROUTABLE, NOON, 3, NX_ADVICE_SUPPRESS, NX_LIKELY},
        /* Before the bounce it counts as well: it is the domain that is gone. */
        {NX_CHECK_NO_DOMAIN, ARRIVED - NX_DAY, 2, NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {NX_CHECK_NO_DOMAIN, NOON - 30 * NX_DAY, 2, NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {NX_CHECK_NO_DOMAIN, NOON - 30 * NX_DAY - 1, 2, NX_ADVICE_SUPPRESS, NX_LIKELY},
        /* It answers again; what answered before the bounce says nothing of today. */
        {NX_CHECK_ACCEPTS_MAIL, ARRIVED + 1, 1, NX_ADVICE_REVIEW, NX_GUESS},
        {NX_CHECK_IMPLICIT_MX, NOON, 1, NX_ADVICE_REVIEW, NX_GUESS},
        {NX_CHECK_ACCEPTS_MAIL, ARRIVED, 5, NX_ADVICE_SUPPRESS, NX_LIKELY},
        /* Nobody knows. */
        {NX_CHECK_DNS_TIMEOUT, NOON, 0, NX_ADVICE_SUPPRESS, NX_LIKELY},
        {NX_CHECK_DNS_SUSPECT, NOON, 0, NX_ADVICE_SUPPRESS, NX_LIKELY},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Fixture own = {0};
        fixture_up(&own, NULL);
        unknown_host(&own, "ann@corp.example", ARRIVED);
        unknown_host(&own, "ann@corp.example", ARRIVED - 3 * NX_DAY);
        advise(&own);
        ledger(&own);
        remember(&own); /* so that it knows what day it is */
        if (CASES[i].found != NX_CHECK_NOT_ASKED)
            add_facts(&own, "corp.example", CASES[i].found, CASES[i].at, CASES[i].confirmations);
        g_test_message("%u", i);
        g_assert_cmpint(suggested(&own, 0)->kind, ==, CASES[i].advice);
        g_assert_cmpint(suggested(&own, 0)->confidence, ==, CASES[i].confidence);
        g_assert_cmpint((suggested(&own, 0)->doubts & NX_DOUBT_ANSWERS) != 0, ==, CASES[i].advice == NX_ADVICE_REVIEW);
        fixture_down(&own, NULL);
    }
    (void)fixture;
}

/* Those whom a check says nothing about. */
static void other_reasons_stay_as_they_are(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@corp.example", NOON - NX_DAY);
    full_mailbox(fixture, "bob@corp.example", NOON - NX_DAY);
    blocked(fixture, "cleo@corp.example", NOON - NX_DAY);
    advise(fixture);
    NxSuggestion before[3];
    for (guint i = 0; i < 3; i++)
        before[i] = *suggested(fixture, i);
    g_assert_cmpint(before[0].confidence, ==, NX_CERTAIN);
    static const NxCheckReason FOUND[] = {NX_CHECK_NO_DOMAIN, NX_CHECK_ACCEPTS_MAIL, NX_CHECK_DNS_TIMEOUT,
                                          NX_CHECK_NULL_MX};
    for (guint k = 0; k < G_N_ELEMENTS(FOUND); k++) {
        add_facts(fixture, "corp.example", FOUND[k], NOON + k, 2);
        for (guint i = 0; i < 3; i++) {
            g_assert_cmpint(suggested(fixture, i)->kind, ==, before[i].kind);
            g_assert_cmpint(suggested(fixture, i)->confidence, ==, before[i].confidence);
        }
    }
}

/* 5.1.10 is about a null MX, which DNS can tell; that a host takes no mail is its own word. */
static void a_null_mx_that_is_gone_is_reviewed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce null = {.to = "ann@corp.example",
                   .status = "5.1.10",
                   .diagnostic = "556 5.1.10 Recipient address has null MX",
                   .at = NOON - NX_DAY};
    Bounce host = {.to = "bob@corp.example",
                   .status = "5.3.2",
                   .diagnostic = "521 mx.corp.example never takes mail from anybody",
                   .at = NOON - NX_DAY};
    add_bounce(fixture, &null);
    add_bounce(fixture, &host);
    advise(fixture);
    g_assert_cmpint(nx_catalog_event(fixture->catalog, 0)->verdict.reason, ==, NX_REASON_NOTACCEPT);
    g_assert_cmpint(nx_catalog_event(fixture->catalog, 1)->verdict.reason, ==, NX_REASON_NOTACCEPT);
    NxSuggestion before[2] = {*suggested(fixture, 0), *suggested(fixture, 1)};
    g_assert_cmpint(before[0].kind, ==, NX_ADVICE_SUPPRESS);
    add_facts(fixture, "corp.example", NX_CHECK_NULL_MX, NOON, 1);
    g_assert_cmpint(suggested(fixture, 0)->confidence, ==, before[0].confidence);
    add_facts(fixture, "corp.example", NX_CHECK_ACCEPTS_MAIL, NOON + 1, 1);
    g_assert_cmpint(suggested(fixture, 0)->kind, ==, NX_ADVICE_REVIEW);
    g_assert_cmpint(suggested(fixture, 1)->kind, ==, before[1].kind);
    g_assert_cmpint(suggested(fixture, 1)->confidence, ==, before[1].confidence);
}

/* What is suppressed stays so, whatever its domain says. */
static void nothing_is_released(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GError *error = NULL;
    NxOrder order = {
        .key = "ann@corp.example", .spelling = "ann@corp.example", .decision = NX_DECISION_SUPPRESS, .by_advice = TRUE};
    g_assert_true(nx_ledger_decide(ledger(fixture), &anna, &order, 1, NULL, NULL, &error));
    unknown_host(fixture, "ann@corp.example", NOON - NX_DAY);
    advise(fixture);
    remember(fixture);
    add_facts(fixture, "corp.example", NX_CHECK_ACCEPTS_MAIL, NOON, 9);
    g_assert_cmpint(suggested(fixture, 0)->kind, ==, NX_ADVICE_SUPPRESS);
    const guint32 addresses[] = {0};
    NxChoice *choice = nx_advisor_accept(fixture->advisor, addresses, 1, NX_ACCEPT_IN_BULK, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    nx_choice_free(choice);
}

static char *evidence_of(Fixture *fixture, guint32 event, gboolean *is_against)
{
    NxAdvice advice;
    nx_advisor_explain(fixture->advisor, event, NULL, NULL, NOON, &advice);
    g_autofree char *against = nx_points_text(advice.against);
    *is_against = against && strstr(against, "its domain answers again");
    char *text = nx_points_text(advice.reasons);
    nx_advice_clear(&advice);
    return text;
}

static void evidence_names_what_was_found(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_host(fixture, "ann@corp.example", NOON - NX_DAY);
    unknown_user(fixture, "bob@gmial.com", NOON - NX_DAY);
    unknown_user(fixture, "cleo@corp.example", NOON - NX_DAY);
    advise(fixture);
    gboolean against;
    g_autofree char *plain = evidence_of(fixture, 0, &against);
    g_assert_false(against);
    g_assert_null(strstr(plain, "mx1.corp.example"));
    add_facts(fixture, "corp.example", NX_CHECK_ACCEPTS_MAIL, NOON, 1);
    g_autofree char *back = evidence_of(fixture, 0, &against);
    g_assert_true(against);
    g_assert_true(strstr(back, "the domain answers, mx1.corp.example, 2026-11-21 12:00"));
    /* Nobody has to ask to see that it was a slip. */
    g_autofree char *slip = evidence_of(fixture, 1, &against), *user = evidence_of(fixture, 2, &against);
    g_assert_true(strstr(slip, "did you mean gmail.com?"));
    g_assert_null(strstr(user, "mx1.corp.example"));
    NxAdvice advice;
    nx_advisor_explain(fixture->advisor, 2, NULL, NULL, NOON, &advice);
    g_assert_cmpstr(advice.check, ==, "the domain answers, mx1.corp.example, 2026-11-21 12:00");
    nx_advice_clear(&advice);
}

/* Limits and groups know what was asked, and what a name says by itself. */
static void limits_and_groups_know_of_checks(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *query;
        guint n;
    } CASES[] = {
        {"check:no_domain", 1}, {"check:invalid", 1}, {"check:accepts_mail", 1}, {"check:unknown", 1},
        {"check:risky", 2},     {"check:valid", 0},   {"is:disposable", 1},      {"is:role", 2},
        {"is:free", 1},         {"check:-", 2},       {"check:typo_domain", 1},
    };
    static const char *const WHO[] = {"ann@gone.example", "info@corp.example", "ann@mailinator.com",
                                      "info@gmail.com",   "ann@gmial.com",     "ann@asked.example"};
    for (guint i = 0; i < G_N_ELEMENTS(WHO); i++)
        unknown_user(fixture, WHO[i], NOON - NX_DAY);
    advise(fixture);
    add_facts(fixture, "gone.example", NX_CHECK_NO_DOMAIN, NOON, 1);
    add_facts(fixture, "asked.example", NX_CHECK_ACCEPTS_MAIL, NOON, 1);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxQuery *query = nx_query_parse(CASES[i].query, NULL, NULL);
        g_assert_nonnull(query);
        const NxListSpec spec = {.query = query, .now = NOON};
        g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
        if (list->len != CASES[i].n)
            g_error("%s: %u", CASES[i].query, list->len);
        nx_query_free(query);
    }
    const NxListSpec all = {.now = NOON};
    g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &all);
    g_autoptr(GPtrArray) groups = nx_catalog_group(fixture->catalog, list, NX_BY_CHECK);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < groups->len; i++)
        g_string_append_printf(names, "%s %u ", ((NxGroup *)groups->pdata[i])->name,
                               ((NxGroup *)groups->pdata[i])->events);
    g_assert_cmpstr(names->str, ==, "- 2 accepts_mail 1 disposable 1 no_domain 1 typo_domain 1 ");
}

/* What the ledger has of domains comes with what it has of all else. */
static void the_ledger_brings_what_was_asked(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_host(fixture, "ann@corp.example", NOON - NX_DAY);
    advise(fixture);
    for (NxTime at = NOON - 2 * NX_DAY; at <= NOON; at += NX_DAY) {
        g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
        NxDomainFacts *facts = nx_domain_facts_new("corp.example");
        facts->found = NX_CHECK_NO_DOMAIN;
        facts->at = at;
        g_ptr_array_add(all, facts);
        g_assert_true(nx_ledger_record_domains(ledger(fixture), all, NULL));
    }
    remember(fixture);
    g_assert_cmpint(suggested(fixture, 0)->confidence, ==, NX_CERTAIN);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/advise/checks/two-days", an_unknown_host_is_certain_after_two_days);
    ADD_TEST("/advise/checks/others", other_reasons_stay_as_they_are);
    ADD_TEST("/advise/checks/null-mx", a_null_mx_that_is_gone_is_reviewed);
    ADD_TEST("/advise/checks/released", nothing_is_released);
    ADD_TEST("/advise/checks/evidence", evidence_names_what_was_found);
    ADD_TEST("/advise/checks/limits", limits_and_groups_know_of_checks);
    ADD_TEST("/advise/checks/ledger", the_ledger_brings_what_was_asked);
    return g_test_run();
}
