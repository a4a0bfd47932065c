#include "advise/baseline.h"
#include "advise/fixture.h"

static void bounce_many(Fixture *fixture, guint n, guint hard, NxTime at, const char *tag)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *to = g_strdup_printf("%s%u@isp.example", tag, i);
        if (i < hard)
            unknown_user(fixture, to, at + i);
        else
            full_mailbox(fixture, to, at + i);
    }
}

static void give_baseline(Fixture *fixture, guint counted, guint hard, guint days)
{
    GPtrArray *shares = g_ptr_array_new();
    NxShare share = {.name = g_strdup("mx.isp.example"), .counted = counted, .hard = hard, .days = days};
    g_ptr_array_add(shares, g_memdup2(&share, sizeof share));
    load(fixture);
    nx_advisor_baseline(fixture->advisor, nx_baseline_of(NULL, shares, NULL));
    nx_advisor_run(fixture->advisor);
}

/* ---- A scene for each, in which it speaks of the first event ----------------------------------------------------- */

static void mass_scene(Fixture *fixture)
{
    bounce_many(fixture, 30, 28, NOON - NX_DAY, "user");
    give_baseline(fixture, 400, 40, 30);
}

static void resolver_scene(Fixture *fixture)
{
    for (guint i = 0; i < 12; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_DAY + i * NX_HOUR);
    }
    unknown_host(fixture, "old@gone.example", NOON - 20 * NX_DAY);
    advise(fixture);
}

static void system_failure(Fixture *fixture, const char *to, NxTime at)
{
    Bounce b = {.to = to, .status = "5.3.0", .diagnostic = "550 5.3.0 Permanent mail system failure", .at = at};
    add_bounce(fixture, &b);
}

static void domain_scene(Fixture *fixture)
{
    system_failure(fixture, "ann@corp.example", NOON - 3 * NX_DAY);
    system_failure(fixture, "bob@corp.example", NOON - NX_DAY);
    system_failure(fixture, "cleo@other.example", NOON - NX_DAY);
    system_failure(fixture, "dan@far.example", NOON - 9 * NX_DAY);
    system_failure(fixture, "eve@far.example", NOON - NX_DAY);
    system_failure(fixture, "fay@same.example", NOON - 2 * NX_DAY);
    system_failure(fixture, "fay@same.example", NOON - NX_HOUR);
    advise(fixture);
}

static void provider_scene(Fixture *fixture)
{
    unknown_host(fixture, "ann@gmail.com", NOON - NX_DAY);
    advise(fixture);
}

static void protected_scene(Fixture *fixture)
{
    unknown_user(fixture, "postmaster@isp.example", NOON - NX_DAY);
    advise(fixture);
}

static void every_guard_speaks_in_its_scene(void)
{
#define SCENE(id, name, text) {#name, NX_GUARD_##id, name##_scene},
    static const struct {
        const char *name;
        NxGuard guard;
        void (*make)(Fixture *fixture);
    } SCENES[] = {NX_GUARDS(SCENE)};
    for (guint i = 0; i < NX_N_GUARDS; i++) {
        g_test_message("%s", SCENES[i].name);
        Fixture fixture = {0};
        fixture_up(&fixture, NULL);
        SCENES[i].make(&fixture);
        g_assert_cmpint(guards_on(&fixture, 0), ==, SCENES[i].guard);
        assert_advice(&fixture, 0, NX_ADVICE_REVIEW);
        g_assert_cmpint(suggested(&fixture, 0)->confidence, <, NX_CERTAIN);
        g_assert_true(suggested(&fixture, 0)->doubts & NX_DOUBT_GUARD);
        g_assert_cmpstr(nx_guard_text(SCENES[i].guard), !=, "");
        fixture_down(&fixture, NULL);
    }
}

/* ---- Their bounds ------------------------------------------------------------------------------------------------ */

static void what_is_usual_is_no_jump(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 30, 20, NOON - NX_DAY, "user");
    give_baseline(fixture, 400, 240, 30);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(suggested(fixture, 0)->confidence, ==, NX_CERTAIN);
}

static void a_high_share_can_still_jump(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 30, 30, NOON - NX_DAY, "user");
    give_baseline(fixture, 400, 240, 30);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
}

static void a_few_failures_are_no_jump(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 19, 19, NOON - NX_DAY, "user");
    give_baseline(fixture, 400, 4, 30);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void without_history_more_is_asked(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 49, 49, NOON - NX_DAY, "user");
    give_baseline(fixture, 3, 0, 1);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void without_history_a_flood_speaks(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 60, 57, NOON - NX_DAY, "user");
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
}

static void the_days_before_in_the_mailbox_are_history(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint day = 10; day > 4; day--) {
        g_autofree char *tag = g_strdup_printf("d%u.", day);
        bounce_many(fixture, 8, 1, NOON - day * NX_DAY, tag);
    }
    guint32 first = 48;
    bounce_many(fixture, 30, 24, NOON - NX_DAY, "now");
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    assert_advice(fixture, first, NX_ADVICE_REVIEW);
}

static void a_share_of_ones_own_can_be_set(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fixture->settings.guard_share = 0.95;
    bounce_many(fixture, 30, 28, NOON - NX_DAY, "user");
    give_baseline(fixture, 400, 40, 30);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

/* The ledger has seen `n` bounces like the event `soft`, one every 8 h from `first` on. */
static void give_history(Fixture *fixture, guint32 soft, guint n, NxTime first)
{
    g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    for (guint i = 0; i < n; i++) {
        g_autoptr(GPtrArray) one = nx_catalog_sightings(fixture->catalog, soft, soft + 1);
        NxSighting *sighting = g_ptr_array_steal_index(one, 0);
        sighting->sha256[1] ^= (guint8)(i + 1);
        g_free(sighting->place_id);
        sighting->place_id = g_strdup_printf("before %u", i);
        sighting->arrived = first + i * 8 * NX_HOUR;
        g_free(sighting->event_key);
        sighting->event_key = g_strdup_printf("%s\x1f"
                                              "before %u",
                                              sighting->key, i);
        g_ptr_array_add(before, sighting);
    }
    g_assert_true(
        nx_ledger_record_events(ledger(fixture), &anna, nx_library_settings(fixture->library), before, NULL, NULL));
}

static void the_ledger_says_what_is_usual(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 30, 28, NOON - NX_DAY, "user");
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    give_history(fixture, 29, 60, NOON - 40 * NX_DAY);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
}

/* Told by a host of its own each, so that only the provider is common to them. */
static void a_provider_is_watched_like_a_host(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 30; i++) {
        g_autofree char *to = g_strdup_printf("user%u@gmail.com", i), *host = g_strdup_printf("mx.site%u.example", i);
        Bounce b = {.to = to,
                    .status = i < 28 ? "5.1.1" : "4.2.2",
                    .diagnostic = i < 28 ? "550 5.1.1 User unknown" : "452 4.2.2 Mailbox is full",
                    .at = NOON - NX_DAY + i,
                    .reporting = host};
        add_bounce(fixture, &b);
    }
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    give_history(fixture, 29, 60, NOON - 40 * NX_DAY);
    remember(fixture);
    g_assert_cmpint(guards_on(fixture, 0), ==, NX_GUARD_MASS);
}

static void what_was_long_ago_is_not_usual(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    bounce_many(fixture, 30, 28, NOON - NX_DAY, "user");
    advise(fixture);
    give_history(fixture, 29, 60, NOON - 120 * NX_DAY);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void a_flood_does_not_make_itself_usual(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const TAGS[] = {"monday", "tuesday", "wednesday"};
    for (guint day = 0; day < G_N_ELEMENTS(TAGS); day++)
        bounce_many(fixture, 20, 19, NOON - (2 - day) * NX_DAY - NX_HOUR, TAGS[day]);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    record(fixture);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
}

static void many_unknown_domains_at_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    resolver_scene(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    assert_advice(fixture, 11, NX_ADVICE_REVIEW);
    assert_advice(fixture, 12, NX_ADVICE_SUPPRESS);
}

static void a_few_unknown_domains(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 9; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_DAY + i);
        unknown_host(fixture, to, NOON - NX_DAY + i + 100);
    }
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

/* Days are cut at noon and at midnight; 24 h are two halves, whichever. */
static void unknown_domains_before_and_after_midnight(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY - NX_HOUR);
    for (guint i = 0; i < 10; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_DAY + (i + 7) * NX_HOUR);
    }
    advise(fixture);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
    assert_advice(fixture, 10, NX_ADVICE_REVIEW);
}

static void the_same_domains_before_and_after_midnight(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 9; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_DAY + i);
        unknown_host(fixture, to, NOON - NX_DAY + 12 * NX_HOUR + i);
    }
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void unknown_domains_among_many_other_failures(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 12; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_DAY + i);
    }
    bounce_many(fixture, 14, 0, NOON - NX_DAY, "user");
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void a_system_that_fails_for_two(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    domain_scene(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
    for (guint32 i = 2; i < 7; i++)
        assert_advice(fixture, i, NX_ADVICE_SUPPRESS);
    for (guint32 i = 0; i < 7; i++)
        g_assert_cmpint(suggested(fixture, i)->confidence, <, NX_CERTAIN);
}

/* The ledger has seen 5.3.0 of `key`, two days ago. */
static void give_outage(Fixture *fixture, const char *key)
{
    GPtrArray *recent = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    NxSighting known = {.key = g_strdup(key), .arrived = NOON - 2 * NX_DAY};
    g_ptr_array_add(recent, g_memdup2(&known, sizeof known));
    nx_advisor_baseline(fixture->advisor, nx_baseline_of(NULL, NULL, recent));
    nx_advisor_run(fixture->advisor);
}

static void a_system_that_failed_before_by_the_ledger(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    system_failure(fixture, "ann@corp.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    give_outage(fixture, "bob@corp.example");
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    give_outage(fixture, "ann@corp.example");
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void a_large_provider_does_not_vanish(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_host(fixture, "ann@gmail.com", NOON - NX_DAY);
    unknown_host(fixture, "ann@gone.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    assert_advice(fixture, 1, NX_ADVICE_SUPPRESS);
}

static void the_protected_are_reviewed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_settings_add(&fixture->settings.protected_addresses, "boss@isp.example", NULL);
    unknown_user(fixture, "boss@isp.example", NOON - NX_DAY);
    unknown_user(fixture, "postmaster@isp.example", NOON - NX_DAY);
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "postmaster@corp.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
    assert_advice(fixture, 2, NX_ADVICE_SUPPRESS);
    assert_advice(fixture, 3, NX_ADVICE_RETRY);
    g_assert_cmpint(guards_on(fixture, 3), ==, NX_GUARD_NONE);
    const char *const keys[] = {"ann@isp.example"};
    g_assert_true(nx_ledger_protect(ledger(fixture), &anna, keys, keys, 1, TRUE, NULL, NULL));
    remember(fixture);
    assert_advice(fixture, 2, NX_ADVICE_REVIEW);
    g_assert_cmpint(guards_on(fixture, 2), ==, NX_GUARD_PROTECTED);
}

/* The complaints come through the host that floods. */
static void a_complaint_is_heeded_in_a_flood(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    complaint(fixture, "ann@isp.example", "abuse", NOON - NX_DAY);
    bounce_many(fixture, 60, 60, NOON - NX_DAY, "user");
    advise(fixture);
    g_assert_cmpstr(event_of(fixture, 0)->reporting_mta, ==, event_of(fixture, 1)->reporting_mta);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/advise/guard/each speaks in its scene: then nothing is suppressed, and nothing is certain",
                    every_guard_speaks_in_its_scene);
    ADD_TEST("/advise/guard/what is usual is no jump", what_is_usual_is_no_jump);
    ADD_TEST("/advise/guard/where half are hard already, all of them is still a jump", a_high_share_can_still_jump);
    ADD_TEST("/advise/guard/a few failures are no jump", a_few_failures_are_no_jump);
    ADD_TEST("/advise/guard/without a history more is asked", without_history_more_is_asked);
    ADD_TEST("/advise/guard/without a history a flood of hard failures speaks", without_history_a_flood_speaks);
    ADD_TEST("/advise/guard/the days before in the same mailbox are history too",
             the_days_before_in_the_mailbox_are_history);
    ADD_TEST("/advise/guard/the share that speaks can be set", a_share_of_ones_own_can_be_set);
    ADD_TEST("/advise/guard/the ledger says what is usual", the_ledger_says_what_is_usual);
    ADD_TEST("/advise/guard/a provider is watched like a host", a_provider_is_watched_like_a_host);
    ADD_TEST("/advise/guard/what was long ago is not usual", what_was_long_ago_is_not_usual);
    ADD_TEST("/advise/guard/a flood does not make itself usual", a_flood_does_not_make_itself_usual);
    ADD_TEST("/advise/guard/many unknown domains at once may be a broken name server", many_unknown_domains_at_once);
    ADD_TEST("/advise/guard/a few unknown domains are just gone", a_few_unknown_domains);
    ADD_TEST("/advise/guard/unknown domains before and after midnight are counted together",
             unknown_domains_before_and_after_midnight);
    ADD_TEST("/advise/guard/a domain unknown before and after midnight is one",
             the_same_domains_before_and_after_midnight);
    ADD_TEST("/advise/guard/unknown domains among many other failures are just gone",
             unknown_domains_among_many_other_failures);
    ADD_TEST("/advise/guard/a mail system that fails for two addresses within 72 hours is reviewed",
             a_system_that_fails_for_two);
    ADD_TEST("/advise/guard/a mail system that failed for another by the ledger is reviewed",
             a_system_that_failed_before_by_the_ledger);
    ADD_TEST("/advise/guard/the domain of a large provider does not vanish", a_large_provider_does_not_vanish);
    ADD_TEST("/advise/guard/the protected are reviewed", the_protected_are_reviewed);
    ADD_TEST("/advise/guard/a complaint is heeded in a flood", a_complaint_is_heeded_in_a_flood);
    return g_test_run();
}
