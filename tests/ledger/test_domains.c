/* What our resolver said of domains is remembered, counted by days, and forgotten with whoever it was asked for. */
#include "ledger/fixture.h"

static NxDomainFacts *answer(const char *domain, NxCheckReason found, NxTime at, const char *mx)
{
    NxDomainFacts *facts = nx_domain_facts_new(domain);
    facts->found = found;
    facts->at = at;
    facts->until = at + NX_HOUR;
    g_strfreev(facts->mx);
    facts->mx = g_strsplit(mx, " ", -1);
    return facts;
}

/* The facts as recording has set them. Caller frees. */
static NxDomainFacts *say(Fixture *fixture, const char *domain, NxCheckReason found, NxTime at)
{
    GError *error = NULL;
    NxDomainFacts *facts = answer(domain, found, at, "mx1.example mx2.example");
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    g_ptr_array_add(all, facts);
    g_assert_true(nx_ledger_record_domains(fixture->ledger, all, &error));
    g_assert_no_error(error);
    return facts;
}

static void tell(Fixture *fixture, const char *domain, NxCheckReason found, NxTime at)
{
    nx_domain_facts_free(say(fixture, domain, found, at));
}

static NxDomainFacts *known(Fixture *fixture, const char *domain)
{
    GError *error = NULL;
    const char *const domains[] = {domain};
    g_autoptr(GPtrArray) all = nx_ledger_domains(fixture->ledger, domains, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(all->len, <=, 1);
    return all->len ? nx_domain_facts_copy(all->pdata[0]) : NULL;
}

static void an_answer_comes_back_as_it_was(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(NxDomainFacts) said = say(fixture, "corp.example", NX_CHECK_ACCEPTS_MAIL, NOON);
    g_assert_cmpuint(said->confirmations, ==, 1);
    g_assert_cmpint(said->since, ==, NOON);
    reopen(fixture, NX_LEDGER_READ);
    g_autoptr(NxDomainFacts) found = known(fixture, "corp.example");
    g_autofree char *mx = g_strjoinv(" ", found->mx);
    g_assert_cmpstr(mx, ==, "mx1.example mx2.example");
    g_assert_cmpint(found->found, ==, NX_CHECK_ACCEPTS_MAIL);
    g_assert_cmpint(found->at, ==, NOON);
    g_assert_cmpint(found->until, ==, NOON + NX_HOUR);
    g_assert_cmpint(found->since, ==, NOON);
    g_assert_true(found->cached);
    g_autoptr(NxDomainFacts) other = known(fixture, "other.example");
    g_assert_null(other);
    g_autoptr(GPtrArray) all = nx_ledger_domains(fixture->ledger, NULL, 0, NULL);
    g_assert_cmpuint(all->len, ==, 1);
}

static void a_domain_without_hosts_has_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(NxDomainFacts) facts = answer("corp.example", NX_CHECK_NO_DOMAIN, NOON, "");
    facts->notes = NX_NOTE_STRAY_NULL;
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    g_ptr_array_add(all, facts);
    g_assert_true(nx_ledger_record_domains(fixture->ledger, all, NULL));
    g_autoptr(NxDomainFacts) found = known(fixture, "corp.example");
    g_assert_null(found->mx[0]);
    g_assert_cmpuint(found->notes, ==, NX_NOTE_STRAY_NULL);
}

/* Two look-ups a day apart are two; any number within a day is one, and the other side begins anew. */
static void answers_count_by_days(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const struct {
        NxTime after;
        NxCheckReason found;
        guint confirmations;
        NxTime since;
    } STEPS[] = {
        {0, NX_CHECK_NO_DOMAIN, 1, 0},
        {NX_HOUR, NX_CHECK_NO_DOMAIN, 1, 0},
        {NX_DAY - 1, NX_CHECK_NO_MX, 1, 0},
        {NX_DAY, NX_CHECK_MX_BROKEN, 2, 0},
        {2 * NX_DAY - 1, NX_CHECK_NO_DOMAIN, 2, 0},
        {2 * NX_DAY, NX_CHECK_NO_DOMAIN, 3, 0},
        {2 * NX_DAY + 1, NX_CHECK_IMPLICIT_MX, 1, 2 * NX_DAY + 1},
        {3 * NX_DAY, NX_CHECK_ACCEPTS_MAIL, 1, 2 * NX_DAY + 1},
        {3 * NX_DAY + 1, NX_CHECK_ACCEPTS_MAIL, 2, 2 * NX_DAY + 1},
        {3 * NX_DAY + 2, NX_CHECK_NULL_MX, 1, 3 * NX_DAY + 2},
    };
    for (guint i = 0; i < G_N_ELEMENTS(STEPS); i++) {
        g_autoptr(NxDomainFacts) said = say(fixture, "corp.example", STEPS[i].found, NOON + STEPS[i].after);
        g_test_message("%u", i);
        g_assert_cmpuint(said->confirmations, ==, STEPS[i].confirmations);
        g_assert_cmpint(said->since, ==, NOON + STEPS[i].since);
        g_autoptr(NxDomainFacts) found = known(fixture, "corp.example");
        g_assert_cmpuint(found->confirmations, ==, STEPS[i].confirmations);
        g_assert_cmpint(found->found, ==, STEPS[i].found);
    }
}

/* That nobody answered changes nothing, and neither does what was asked before. */
static void no_answer_is_no_answer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxCheckReason NONE[] = {NX_CHECK_DNS_FAILED, NX_CHECK_DNS_REFUSED, NX_CHECK_DNS_TIMEOUT,
                                         NX_CHECK_DNS_SUSPECT, NX_CHECK_NOT_ASKED};
    tell(fixture, "corp.example", NX_CHECK_NO_DOMAIN, NOON);
    for (guint i = 0; i < G_N_ELEMENTS(NONE); i++) {
        tell(fixture, "corp.example", NONE[i], NOON + 2 * NX_DAY);
        tell(fixture, "other.example", NONE[i], NOON + 2 * NX_DAY);
        g_autoptr(NxDomainFacts) found = known(fixture, "corp.example"), other = known(fixture, "other.example");
        g_assert_cmpint(found->at, ==, NOON);
        g_assert_cmpuint(found->confirmations, ==, 1);
        g_assert_null(other);
    }
    tell(fixture, "corp.example", NX_CHECK_ACCEPTS_MAIL, NOON - 1);
    g_autoptr(NxDomainFacts) found = known(fixture, "corp.example");
    g_assert_cmpint(found->found, ==, NX_CHECK_NO_DOMAIN);
}

static void a_purge_forgets_what_was_asked_for_it(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const DOMAINS[] = {"ann.example", "shared.example", "unknown.example", "other.example"};
    for (guint i = 0; i < G_N_ELEMENTS(DOMAINS); i++)
        tell(fixture, DOMAINS[i], NX_CHECK_NO_DOMAIN, NOON);
    decide(fixture, "me@ann.example", NX_DECISION_SUPPRESS);
    decide(fixture, "ann@shared.example", NX_DECISION_SUPPRESS);
    decide(fixture, "bob@shared.example", NX_DECISION_SUPPRESS);
    const char *const keys[] = {"me@ann.example", "ann@shared.example", "x@unknown.example"};
    g_assert_true(nx_ledger_purge(fixture->ledger, &anna, keys, G_N_ELEMENTS(keys), NULL, NULL));
    static const gboolean STAYS[] = {FALSE, TRUE, FALSE, TRUE};
    for (guint i = 0; i < G_N_ELEMENTS(DOMAINS); i++) {
        g_autoptr(NxDomainFacts) found = known(fixture, DOMAINS[i]);
        g_assert_cmpint(found != NULL, ==, STAYS[i]);
    }
}

/* Suppressed on a day, then answering on two: nobody else is back. */
static void a_domain_is_back_after_two_days(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *key;
        NxReason reason;
        NxDecision decision;
        NxCheckReason found;
        NxTime first; /* look-up, the second is a day later; 0: none */
        gboolean is_back;
    } CASES[] = {
        {"a@a.example", NX_REASON_HOSTUNKNOWN, NX_DECISION_SUPPRESS, NX_CHECK_ACCEPTS_MAIL, NOON + 1, TRUE},
        {"b@b.example", NX_REASON_NOTACCEPT, NX_DECISION_SUPPRESS, NX_CHECK_IMPLICIT_MX, NOON + 1, TRUE},
        {"c@c.example", NX_REASON_USERUNKNOWN, NX_DECISION_SUPPRESS, NX_CHECK_ACCEPTS_MAIL, NOON + 1, FALSE},
        {"d@d.example", NX_REASON_HOSTUNKNOWN, NX_DECISION_IGNORE, NX_CHECK_ACCEPTS_MAIL, NOON + 1, FALSE},
        {"e@e.example", NX_REASON_HOSTUNKNOWN, NX_DECISION_SUPPRESS, NX_CHECK_NO_DOMAIN, NOON + 1, FALSE},
        {"f@f.example", NX_REASON_HOSTUNKNOWN, NX_DECISION_SUPPRESS, NX_CHECK_ACCEPTS_MAIL, NOON, FALSE},
        {"g@g.example", NX_REASON_HOSTUNKNOWN, NX_DECISION_SUPPRESS, NX_CHECK_ACCEPTS_MAIL, 0, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxOrder order = {
            .key = CASES[i].key, .spelling = CASES[i].key, .decision = CASES[i].decision, .reason = CASES[i].reason};
        decide_as(fixture, &anna, &order);
        if (CASES[i].first == 0)
            continue;
        tell(fixture, CASES[i].key + 2, CASES[i].found, CASES[i].first);
        g_autoptr(GPtrArray) early = nx_ledger_back(fixture->ledger, NULL);
        for (guint k = 0; k < early->len; k++)
            g_assert_cmpstr(((NxRecord *)early->pdata[k])->key, !=, CASES[i].key);
        tell(fixture, CASES[i].key + 2, CASES[i].found, CASES[i].first + NX_DAY);
    }
    g_autoptr(GPtrArray) back = nx_ledger_back(fixture->ledger, NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    for (guint k = 0; k < back->len; k++)
        g_string_append_printf(keys, "%s ", ((NxRecord *)back->pdata[k])->key);
    g_assert_cmpstr(keys->str, ==, "a@a.example b@b.example ");
}

static void many_whom_mail_reaches_make_a_domain_familiar(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GPtrArray) lives = g_ptr_array_new_with_free_func((GDestroyNotify)nx_life_free);
    for (guint i = 0; i < 5; i++) {
        g_autofree char *two = g_strdup_printf("u%u@two.example", i), *three = g_strdup_printf("u%u@three.example", i);
        decide(fixture, two, NX_DECISION_IGNORE);
        decide(fixture, three, NX_DECISION_IGNORE);
        for (guint k = 0; k < 2; k++) {
            if ((k == 0 && i >= 2) || (k == 1 && i >= 3))
                continue;
            NxLife *life = g_new0(NxLife, 1);
            life->key = g_strdup(k == 0 ? two : three);
            life->at = NOON;
            g_ptr_array_add(lives, life);
        }
    }
    g_assert_true(nx_ledger_delivered(fixture->ledger, &anna, lives, NULL, NULL));
    g_autoptr(GHashTable) familiar = nx_ledger_familiar_domains(fixture->ledger, 2, NULL);
    g_assert_true(g_hash_table_contains(familiar, "three.example"));
    g_assert_cmpuint(g_hash_table_size(familiar), ==, 1);
}

static void an_empty_ledger_knows_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_autofree char *nowhere = g_build_filename(fixture->folder, "nowhere.db", NULL);
    NxLedger *none = nx_ledger_open(nowhere, NX_LEDGER_READ, NULL);
    g_autoptr(GPtrArray) all = nx_ledger_domains(none, NULL, 0, &error);
    g_autoptr(GHashTable) familiar = nx_ledger_familiar_domains(none, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(all->len + g_hash_table_size(familiar), ==, 0);
    nx_ledger_close(none);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/domains/back", an_answer_comes_back_as_it_was);
    ADD_TEST("/ledger/domains/none", a_domain_without_hosts_has_none);
    ADD_TEST("/ledger/domains/days", answers_count_by_days);
    ADD_TEST("/ledger/domains/no-answer", no_answer_is_no_answer);
    ADD_TEST("/ledger/domains/purge", a_purge_forgets_what_was_asked_for_it);
    ADD_TEST("/ledger/domains/is-back", a_domain_is_back_after_two_days);
    ADD_TEST("/ledger/domains/familiar", many_whom_mail_reaches_make_a_domain_familiar);
    ADD_TEST("/ledger/domains/empty", an_empty_ledger_knows_none);
    return g_test_run();
}
