/* What is an incident, and what only looks like one. */
#include "advise/fixture.h"
#include <nixie/incident.h>

static GArray *all_events(Fixture *fixture)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; i < nx_catalog_n_events(fixture->catalog); i++)
        g_array_append_val(list, i);
    return list;
}

static GPtrArray *incidents_of(Fixture *fixture)
{
    g_autoptr(GArray) list = all_events(fixture);
    return nx_advisor_incidents(fixture->advisor, list);
}

static GPtrArray *found(Fixture *fixture)
{
    advise(fixture);
    return incidents_of(fixture);
}

static void assert_none(Fixture *fixture)
{
    g_autoptr(GPtrArray) incidents = found(fixture);
    g_assert_cmpuint(incidents->len, ==, 0);
}

/* `n` refused at the domain, `every` so many seconds. */
static void refuse(Fixture *fixture, guint n, const char *domain, NxTime at, NxTime every)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *to = g_strdup_printf("user%u@%s", fixture->n, domain);
        blocked(fixture, to, at + i * every);
    }
}

static void fill(Fixture *fixture, guint n, const char *domain, NxTime at, NxTime every)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *to = g_strdup_printf("user%u@%s", fixture->n, domain);
        full_mailbox(fixture, to, at + i * every);
    }
}

/* What comes every day for so many days: dead ones at a large domain and elsewhere, full and refused ones here and
 * there. */
static void ordinary(Fixture *fixture, guint days)
{
    for (guint day = 1; day <= days; day++) {
        NxTime morning = NOON - day * NX_DAY - 3 * NX_HOUR;
        die_at(fixture, 20 + day % 5, "big.example", morning);
        die_apart(fixture, 10, NULL, NULL, morning + NX_HOUR);
        others(fixture, 8, morning + 2 * NX_HOUR);
        fill(fixture, 3, "big.example", morning + 3 * NX_HOUR, 600);
        refuse(fixture, 2, "big.example", morning - NX_HOUR, 600);
    }
}

static const NxIncident *only(const GPtrArray *incidents)
{
    g_assert_cmpuint(incidents->len, ==, 1);
    return incidents->pdata[0];
}

/* ---- What must be found ------------------------------------------------------------------------------------------ */

static void a_block_of_two_hours_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    NxTime begin = NOON - 5 * NX_DAY;
    refuse(fixture, 40, "big.example", begin, 180);
    die_at(fixture, 2, "big.example", begin + NX_HOUR);
    g_autoptr(GPtrArray) incidents = found(fixture);
    const NxIncident *block = only(incidents);
    g_assert_cmpstr(block->source, ==, "domain:big.example");
    g_assert_cmpstr(block->place, ==, "big.example");
    g_assert_cmpint(block->reason, ==, NX_REASON_BLOCKED);
    g_assert_cmpint(block->klass, ==, NX_CLASS_BLOCK);
    g_assert_cmpint(block->advice, ==, NX_ADVICE_HOLD);
    g_assert_cmpint(block->from, ==, begin);
    g_assert_cmpint(block->to, ==, begin + 39 * 180);
    g_assert_cmpuint(block->events->len, ==, 40);
    g_assert_cmpuint(block->addresses, ==, 40);
    g_assert_cmpuint(block->of, ==, 45);
    g_assert_cmpstr(block->refused, ==, "192.0.2.1");
    g_autofree char *cause = nx_incident_cause(block), *share = nx_incident_share(block);
    g_assert_cmpstr(cause, ==, "big.example/blocked");
    g_assert_cmpstr(share, ==, "40 of 45");
}

static void a_mass_failure_is_one_and_held_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    die_at(fixture, 90, "big.example", NOON - 5 * NX_DAY);
    g_autoptr(GPtrArray) incidents = found(fixture);
    const NxIncident *mass = only(incidents);
    g_assert_cmpstr(mass->source, ==, "domain:big.example");
    g_assert_cmpint(mass->reason, ==, NX_REASON_USERUNKNOWN);
    g_assert_cmpuint(mass->addresses, ==, 90);
    g_assert_cmpuint(mass->usual, ==, 24);
    g_assert_cmpuint(mass->guarded, ==, 90);
    g_autofree char *advice = nx_incident_advice(mass);
    g_assert_cmpstr(advice, ==, "held back by a guard");
}

static void a_domain_that_is_full_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    fill(fixture, 15, "small.example", NOON - 5 * NX_DAY, 1800);
    g_autoptr(GPtrArray) incidents = found(fixture);
    const NxIncident *full = only(incidents);
    g_assert_cmpstr(full->source, ==, "domain:small.example");
    g_assert_cmpint(full->reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(full->advice, ==, NX_ADVICE_RETRY);
}

static void three_at_once_are_three(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    NxTime begin = NOON - 5 * NX_DAY;
    refuse(fixture, 300, "big.example", begin, 20);
    die_at(fixture, 60, "other.example", begin);
    fill(fixture, 20, "small.example", begin, 300);
    g_autoptr(GPtrArray) incidents = found(fixture);
    g_assert_cmpuint(incidents->len, ==, 3);
    const char *const wanted[] = {"domain:big.example", "domain:other.example", "domain:small.example"};
    for (guint i = 0; i < 3; i++)
        g_assert_cmpstr(((const NxIncident *)incidents->pdata[i])->source, ==, wanted[i]);
}

static void what_refuses_us_everywhere_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    for (guint i = 0; i < 60; i++) {
        g_autofree char *domain = g_strdup_printf("firm%u.example", i);
        refuse(fixture, 1, domain, NOON - 5 * NX_DAY + i * 60, 1);
    }
    g_autoptr(GPtrArray) incidents = found(fixture);
    const NxIncident *listed = only(incidents);
    g_assert_cmpstr(listed->source, ==, "all");
    g_assert_cmpstr(listed->place, ==, "");
    g_assert_cmpuint(listed->addresses, ==, 60);
}

static void a_block_in_a_mailbox_of_one_morning_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_apart(fixture, 25, NULL, NULL, NOON - NX_HOUR);
    refuse(fixture, 20, "big.example", NOON - NX_HOUR, 60);
    g_autoptr(GPtrArray) incidents = found(fixture);
    g_assert_cmpstr(only(incidents)->source, ==, "domain:big.example");
}

static void its_limit_lists_its_events(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    refuse(fixture, 40, "big.example", NOON - 5 * NX_DAY, 180);
    g_autoptr(GPtrArray) incidents = found(fixture);
    g_autofree char *text = nx_incident_query(only(incidents));
    g_assert_cmpstr(text, ==,
                    "domain:big.example reason:blocked kind:bounce after:2026-11-16T12:00:00Z "
                    "before:2026-11-16T13:57:01Z");
    GError *error = NULL;
    NxQuery *query = nx_query_parse(text, NULL, &error);
    g_assert_no_error(error);
    const NxListSpec spec = {.query = query, .now = NOON};
    g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
    g_assert_cmpuint(list->len, ==, only(incidents)->events->len);
    nx_query_free(query);
}

/* ---- What must not ----------------------------------------------------------------------------------------------- */

static void an_ordinary_mailbox_has_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    assert_none(fixture);
}

static void a_first_week_that_is_ordinary_has_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 4);
    assert_none(fixture);
}

static void an_old_list_sent_to_once_has_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 200, "big.example", NOON - NX_DAY);
    die_apart(fixture, 150, NULL, NULL, NOON - NX_DAY);
    others(fixture, 30, NOON - NX_DAY);
    assert_none(fixture);
}

static void three_bounces_are_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    refuse(fixture, 3, "big.example", NOON - NX_HOUR, 60);
    assert_none(fixture);
}

static void fourteen_are_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    fill(fixture, 14, "small.example", NOON - 5 * NX_DAY, 1800);
    assert_none(fixture);
}

static void one_address_again_and_again_is_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    for (guint i = 0; i < 30; i++)
        full_mailbox(fixture, "ann@small.example", NOON - 5 * NX_DAY + i * 600);
    assert_none(fixture);
}

static void a_large_send_is_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    NxTime begin = NOON - 5 * NX_DAY;
    die_at(fixture, 200, "big.example", begin);
    die_apart(fixture, 100, NULL, NULL, begin);
    others(fixture, 80, begin);
    assert_none(fixture);
}

/* As many in ten days, and in forty: nobody would say of the latter that something happened. */
static void what_goes_on_for_weeks_is_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 60);
    refuse(fixture, 60, "slow.example", NOON - 50 * NX_DAY, 16 * NX_HOUR);
    assert_none(fixture);
}

static void what_goes_on_for_ten_days_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 60);
    refuse(fixture, 60, "slow.example", NOON - 50 * NX_DAY, 4 * NX_HOUR);
    g_autoptr(GPtrArray) incidents = found(fixture);
    g_assert_cmpstr(only(incidents)->place, ==, "slow.example");
}

static void what_comes_every_day_is_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    ordinary(fixture, 14);
    for (guint day = 1; day <= 4; day++)
        fill(fixture, 20, "small.example", NOON - day * 3 * NX_DAY, 300);
    assert_none(fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/incidents/block", a_block_of_two_hours_is_one);
    ADD_TEST("/incidents/mass", a_mass_failure_is_one_and_held_back);
    ADD_TEST("/incidents/full", a_domain_that_is_full_is_one);
    ADD_TEST("/incidents/three", three_at_once_are_three);
    ADD_TEST("/incidents/everywhere", what_refuses_us_everywhere_is_one);
    ADD_TEST("/incidents/one-morning", a_block_in_a_mailbox_of_one_morning_is_one);
    ADD_TEST("/incidents/limit", its_limit_lists_its_events);
    ADD_TEST("/incidents/not/ordinary", an_ordinary_mailbox_has_none);
    ADD_TEST("/incidents/not/first-week", a_first_week_that_is_ordinary_has_none);
    ADD_TEST("/incidents/not/old-list", an_old_list_sent_to_once_has_none);
    ADD_TEST("/incidents/not/three-bounces", three_bounces_are_none);
    ADD_TEST("/incidents/not/fourteen", fourteen_are_none);
    ADD_TEST("/incidents/not/one-address", one_address_again_and_again_is_none);
    ADD_TEST("/incidents/not/large-send", a_large_send_is_none);
    ADD_TEST("/incidents/not/for-weeks", what_goes_on_for_weeks_is_none);
    ADD_TEST("/incidents/ten-days", what_goes_on_for_ten_days_is_one);
    ADD_TEST("/incidents/not/every-day", what_comes_every_day_is_none);
    return g_test_run();
}
