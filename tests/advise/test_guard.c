/* Guards speak where many die at once, and let those be who die alone. */
#include "advise/fixture.h"

/* ---- A scene for each, in which it speaks of the first event ----------------------------------------------------- */

static void mass_scene(Fixture *fixture)
{
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
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

/* ---- What is one source ------------------------------------------------------------------------------------------ */

/* Are the first and the last of the events held, because of `source`? NULL: because of none. */
static void assert_held(Fixture *fixture, guint32 last, const char *source)
{
    const guint32 ends[] = {0, last};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        NxAdvice advice;
        nx_advisor_explain(fixture->advisor, ends[i], NULL, NULL, NOON, &advice);
        g_autofree char *against = nx_points_text(advice.against);
        g_test_message("%s", against ? against : "-");
        g_assert_cmpint(advice.suggestion.kind, ==, source ? NX_ADVICE_REVIEW : NX_ADVICE_SUPPRESS);
        g_assert_cmpint(advice.suggestion.confidence, ==, source ? NX_LIKELY : NX_CERTAIN);
        g_autofree char *named = source ? g_strdup_printf("(%s: ", source) : NULL;
        g_assert_true(!source || strstr(against, named));
        nx_advice_clear(&advice);
    }
}

static void fourteen_are_taken(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 14, "isp.example", NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 13, NULL);
}

static void domains_below_one_name_are_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 15; i++) {
        g_autofree char *to = g_strdup_printf("ann@d%u.campus.example", i);
        die(fixture, to, NULL, NULL, NOON - NX_DAY + i);
    }
    advise(fixture);
    assert_held(fixture, 14, "domain:campus.example");
}

static void a_provider_is_one_whoever_answers_for_it(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const DOMAINS[] = {"gmx.de", "web.de", "gmx.net"};
    for (guint i = 0; i < 15; i++) {
        g_autofree char *to = g_strdup_printf("ann%u@%s", i, DOMAINS[i % 3]);
        die(fixture, to, NULL, NULL, NOON - NX_DAY + i);
    }
    advise(fixture);
    assert_held(fixture, 14, "provider:gmx");
}

static void hosts_below_one_name_are_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 15; i++) {
        g_autofree char *mta = g_strdup_printf("MX%u.eu.Hoster.example", i % 4);
        die_apart(fixture, 1, mta, "relay.example", NOON - NX_DAY + i);
    }
    others(fixture, 5, NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 14, "mta:hoster.example");
}

static void hosts_without_a_name_are_apart(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 20; i++) {
        g_autofree char *mta = g_strdup_printf("192.0.2.%u", i);
        die_apart(fixture, 1, mta, "relay.example", NOON - NX_DAY + i);
    }
    others(fixture, 5, NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 19, NULL);
}

/* What others say is not the relay's doing. */
static void a_relay_that_passes_answers_on_is_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 40; i++) {
        g_autofree char *mta = g_strdup_printf("mx.firm%u.example", i);
        die_apart(fixture, 1, mta, "relay.example", NOON - NX_DAY + i);
    }
    others(fixture, 10, NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 39, NULL);
}

static void a_host_that_answers_itself_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_apart(fixture, 15, NULL, "Relay.example", NOON - NX_DAY);
    others(fixture, 5, NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 14, "reporting:relay.example");
}

static void everything_together_is_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 15; i++) {
        g_autofree char *host = g_strdup_printf("mx.firm%u.example", i);
        die_apart(fixture, 1, NULL, host, NOON - NX_DAY + i);
    }
    advise(fixture);
    assert_held(fixture, 14, "all");
}

static void what_is_not_dead_is_not_held(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "full@isp.example", NOON - NX_DAY);
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_RETRY);
    g_assert_cmpint(guards_on(fixture, 0), ==, NX_GUARD_NONE);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
}

/* ---- What counts, and when --------------------------------------------------------------------------------------- */

static void who_fails_again_within_a_day_counts_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 20; i++)
        unknown_user(fixture, "ann@isp.example", NOON - NX_DAY + i * NX_HOUR);
    die_at(fixture, 13, "isp.example", NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 32, NULL);
}

/* The fault goes on: all of them fail every 20 hours, and are held each time. */
static void who_fails_again_later_counts_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint time = 0; time < 4; time++)
        for (guint i = 0; i < 15; i++) {
            g_autofree char *to = g_strdup_printf("user%u@isp.example", i);
            unknown_user(fixture, to, NOON - 5 * NX_DAY + time * 20 * NX_HOUR + i);
        }
    advise(fixture);
    for (guint32 i = 0; i < 60; i++)
        assert_advice(fixture, i, NX_ADVICE_REVIEW);
}

/* The newest first, as in a folder that somebody sorted. */
static void the_order_of_the_mailbox_does_not_matter(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 14; i++) {
        g_autofree char *to = g_strdup_printf("user%u@isp.example", i);
        unknown_user(fixture, to, NOON - NX_DAY - i * NX_HOUR);
        unknown_user(fixture, to, NOON - NX_DAY - (i + 1) * NX_HOUR);
    }
    advise(fixture);
    assert_held(fixture, 27, NULL);
}

/* Slices say what all in one go says, and until the last of them nothing that was held goes free. */
static void slices_hold_the_same(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 20, "isp.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 19, NX_ADVICE_REVIEW);
    static const guint SLICES[] = {1, 3, 20, 1000};
    for (guint i = 0; i < G_N_ELEMENTS(SLICES); i++) {
        NxSuggestion none = {.kind = NX_ADVICE_SUPPRESS, .confidence = NX_CERTAIN};
        nx_catalog_suggest(fixture->catalog, 19, &none);
        nx_advisor_begin(fixture->advisor);
        nx_advisor_step(fixture->advisor, 1);
        nx_advisor_begin(fixture->advisor); /* anew */
        while (nx_advisor_step(fixture->advisor, SLICES[i])) {
            NxChoice *choice = nx_advisor_accept(fixture->advisor, (const guint32[]){5}, 1, NX_ACCEPT_IN_BULK, NOON);
            g_assert_cmpuint(choice->taken->len, ==, 0);
            nx_choice_free(choice);
        }
        assert_advice(fixture, 19, NX_ADVICE_REVIEW);
        g_assert_false(nx_advisor_step(fixture->advisor, 1));
    }
}

/* One address alone is advised as all are. */
static void some_are_advised_as_all_are(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@a.example", NOON - NX_DAY);
    unknown_user(fixture, "bob@b.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    NxAddress *ann = nx_catalog_address(fixture->catalog, 0), *bob = nx_catalog_address(fixture->catalog, 1);
    ann->standing.decision = bob->standing.decision = NX_DECISION_SUPPRESS;
    ann->standing.left = bob->standing.left = NX_LEFT_NOT;
    guint64 before = nx_catalog_generation(fixture->catalog);
    nx_advisor_run_some(fixture->advisor, (const guint32[]){1}, 1);
    g_assert_cmpuint(nx_catalog_generation(fixture->catalog), >, before);
    g_assert_cmpint(ann->standing.left, ==, NX_LEFT_NOT);
    NxLeft alone = bob->standing.left;
    g_assert_cmpint(alone, !=, NX_LEFT_NOT);
    nx_advisor_run(fixture->advisor);
    g_assert_cmpint(ann->standing.left, ==, alone);
    g_assert_cmpint(bob->standing.left, ==, alone);
}

static void a_complaint_is_heeded_in_a_flood(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    complaint(fixture, "ann@isp.example", "abuse", NOON - NX_DAY);
    die_at(fixture, 60, "isp.example", NOON - NX_DAY);
    advise(fixture);
    g_assert_cmpstr(event_of(fixture, 0)->reporting_mta, ==, event_of(fixture, 1)->reporting_mta);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
}

static void the_days_before_in_the_mailbox_are_history(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint day = 20; day > 10; day--)
        die_at(fixture, 9, "isp.example", NOON - day * NX_DAY);
    die_at(fixture, 17, "isp.example", NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 106, NULL);
}

static void a_share_of_ones_own_can_be_set(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fixture->settings.guard_share = 0.65;
    die_at(fixture, 12, "isp.example", NOON - NX_DAY);
    for (guint i = 0; i < 38; i++) {
        g_autofree char *to = g_strdup_printf("full%u@isp.example", i);
        full_mailbox(fixture, to, NOON - (i < 8 ? 1 : 20 + i % 3) * NX_DAY);
    }
    advise(fixture);
    assert_held(fixture, 11, NULL);
}

static void by_default_half_is_too_much(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 12, "isp.example", NOON - NX_DAY);
    for (guint i = 0; i < 38; i++) {
        g_autofree char *to = g_strdup_printf("full%u@isp.example", i);
        full_mailbox(fixture, to, NOON - (i < 8 ? 1 : 20 + i % 3) * NX_DAY);
    }
    advise(fixture);
    assert_held(fixture, 11, "domain:isp.example");
}

/* ---- With the ledger --------------------------------------------------------------------------------------------- */

/* The ledger has seen `n` more like the first event, of others, a minute apart. */
static void give_history(Fixture *fixture, guint n, NxTime first, const char *remote_mta)
{
    g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    for (guint i = 0; i < n; i++) {
        g_autoptr(GPtrArray) one = nx_catalog_sightings(fixture->catalog, 0, 1);
        NxSighting *sighting = g_ptr_array_steal_index(one, 0);
        guint number = ++fixture->n;
        memcpy(sighting->sha256, &number, sizeof number);
        g_free(sighting->key);
        sighting->key = g_strdup_printf("before%u@isp.example", number);
        g_clear_pointer(&sighting->place_id, g_free);
        g_clear_pointer(&sighting->event_key, g_free);
        g_free(sighting->remote_mta);
        sighting->remote_mta = g_strdup(remote_mta);
        sighting->arrived = first + i * 60;
        g_ptr_array_add(before, sighting);
    }
    guint added;
    g_assert_true(
        nx_ledger_record_events(ledger(fixture), &anna, nx_library_settings(fixture->library), before, &added, NULL));
    g_assert_cmpuint(added, ==, n);
    remember(fixture);
}

static void ledger_and_mailbox_count_together(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 8, "isp.example", NOON - NX_HOUR);
    others(fixture, 5, NOON - NX_HOUR);
    advise(fixture);
    give_history(fixture, 6, NOON - 10 * NX_HOUR, NULL);
    assert_held(fixture, 7, NULL);
    give_history(fixture, 1, NOON - 10 * NX_HOUR, NULL);
    assert_held(fixture, 7, "domain:isp.example");
}

static void what_both_know_counts_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 14, "isp.example", NOON - NX_DAY);
    advise(fixture);
    record(fixture);
    remember(fixture);
    assert_held(fixture, 13, NULL);
    give_history(fixture, 1, NOON - NX_DAY, NULL);
    assert_held(fixture, 13, "domain:isp.example");
}

/* By another message, two hours before. */
static void who_failed_before_by_the_ledger_counts_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 14; i++) {
        g_autofree char *to = g_strdup_printf("before%u@isp.example", 15 + i);
        unknown_user(fixture, to, NOON - 2 * NX_HOUR);
    }
    advise(fixture);
    fixture->n = 14;
    give_history(fixture, 14, NOON - 4 * NX_HOUR, NULL);
    g_assert_cmpuint(nx_catalog_address(fixture->catalog, 0)->standing.seen, ==, 2);
    assert_held(fixture, 13, NULL);
}

static void the_ledger_says_what_is_usual(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 17, "isp.example", NOON - NX_HOUR);
    others(fixture, 5, NOON - NX_HOUR);
    advise(fixture);
    give_history(fixture, 9, NOON - 20 * NX_DAY, NULL);
    give_history(fixture, 9, NOON - 19 * NX_DAY, NULL);
    assert_held(fixture, 16, "domain:isp.example");
    give_history(fixture, 9, NOON - 18 * NX_DAY, NULL);
    assert_held(fixture, 16, NULL);
    give_history(fixture, 1, NOON - NX_HOUR, NULL);
    assert_held(fixture, 16, "domain:isp.example");
}

/* Rows from before it was written down who answered. */
static void who_answered_long_ago_nobody_knows(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_apart(fixture, 1, NULL, "relay.example", NOON - NX_HOUR);
    others(fixture, 9, NOON - NX_HOUR);
    advise(fixture);
    give_history(fixture, 13, NOON - 2 * NX_HOUR, "");
    give_history(fixture, 13, NOON - 3 * NX_DAY, NULL);
    assert_held(fixture, 0, NULL);
    give_history(fixture, 14, NOON - 2 * NX_HOUR, NULL);
    assert_held(fixture, 0, "reporting:relay.example");
}

/* ---- Lifts ------------------------------------------------------------------------------------------------------- */

static void who_is_let_through_is_taken(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    let_through(fixture, "domain:other.example");
    assert_held(fixture, 14, "domain:isp.example");
    let_through(fixture, "all"); /* whose sample they are not in */
    assert_held(fixture, 14, "domain:isp.example");
    let_through(fixture, "domain:isp.example");
    assert_held(fixture, 14, NULL);
}

static guint taken(Fixture *fixture, NxTime now)
{
    guint n;
    g_autofree guint32 *addresses = all_addresses(fixture, &n);
    NxChoice *choice = nx_advisor_accept(fixture->advisor, addresses, n, TRUE, now);
    guint suppressed = choice->by_decision[NX_DECISION_SUPPRESS];
    nx_choice_free(choice);
    return suppressed;
}

static void for_24_hours_and_no_longer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    g_assert_cmpuint(taken(fixture, NOON), ==, 0);
    let_through(fixture, "domain:isp.example");
    g_assert_cmpuint(taken(fixture, NOON + NX_DAY - 1), ==, 15);
    g_assert_cmpuint(taken(fixture, NOON + NX_DAY), ==, 0);
}

static void what_came_since_the_last_look_is_looked_at(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    load(fixture);
    g_assert_cmpuint(taken(fixture, NOON), ==, 0);
}

/* ---- Unknown domains --------------------------------------------------------------------------------------------- */

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
        unknown_host(fixture, to, NOON - NX_DAY + 12 * NX_HOUR + i);
    }
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

/* On a busy day too. */
static void unknown_domains_among_many_other_failures(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 10; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_DAY + i);
    }
    others(fixture, 40, NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 9, "resolver");
}

static void many_addresses_of_few_unknown_domains(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 16; i++) {
        g_autofree char *to = g_strdup_printf("user%u@domain%u.example", i, i % 2);
        unknown_host(fixture, to, NOON - NX_DAY + i);
    }
    others(fixture, 40, NOON - NX_DAY);
    advise(fixture);
    assert_held(fixture, 15, "resolver");
}

/* ---- Others ------------------------------------------------------------------------------------------------------ */

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
    g_autoptr(GPtrArray) one = nx_catalog_sightings(fixture->catalog, 0, 1);
    NxSighting *sighting = one->pdata[0];
    g_free(sighting->key);
    sighting->key = g_strdup(key);
    sighting->sha256[0] ^= 1;
    g_clear_pointer(&sighting->event_key, g_free);
    g_clear_pointer(&sighting->place_id, g_free);
    sighting->arrived = NOON - 2 * NX_DAY;
    g_assert_true(
        nx_ledger_record_events(ledger(fixture), &anna, nx_library_settings(fixture->library), one, NULL, NULL));
    remember(fixture);
}

static void a_system_that_failed_before_by_the_ledger(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    system_failure(fixture, "ann@corp.example", NOON - NX_DAY);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    give_outage(fixture, "ann@corp.example");
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    give_outage(fixture, "bob@corp.example");
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/guard/slices hold the same", slices_hold_the_same);
    ADD_TEST("/guard/some are advised as all are", some_are_advised_as_all_are);
    g_test_add_func("/advise/guard/each speaks in its scene: then nothing is suppressed, and nothing is certain",
                    every_guard_speaks_in_its_scene);
    ADD_TEST("/advise/guard/14 newly dead of a source are taken", fourteen_are_taken);
    ADD_TEST("/advise/guard/domains below one registered name are one source", domains_below_one_name_are_one);
    ADD_TEST("/advise/guard/a provider is one, whichever domains it has", a_provider_is_one_whoever_answers_for_it);
    ADD_TEST("/advise/guard/hosts below one registered name are one", hosts_below_one_name_are_one);
    ADD_TEST("/advise/guard/hosts without a name are apart", hosts_without_a_name_are_apart);
    ADD_TEST("/advise/guard/a relay that passes answers on is none", a_relay_that_passes_answers_on_is_none);
    ADD_TEST("/advise/guard/a host that answers itself is one", a_host_that_answers_itself_is_one);
    ADD_TEST("/advise/guard/everything together is one", everything_together_is_one);
    ADD_TEST("/advise/guard/what is not dead is not held", what_is_not_dead_is_not_held);
    ADD_TEST("/advise/guard/who fails again within a day counts once", who_fails_again_within_a_day_counts_once);
    ADD_TEST("/advise/guard/who fails again later counts again", who_fails_again_later_counts_again);
    ADD_TEST("/advise/guard/the order of the mailbox does not matter", the_order_of_the_mailbox_does_not_matter);
    ADD_TEST("/advise/guard/a complaint is heeded in a flood", a_complaint_is_heeded_in_a_flood);
    ADD_TEST("/advise/guard/the days before in the same mailbox are history too",
             the_days_before_in_the_mailbox_are_history);
    ADD_TEST("/advise/guard/by default a share of a half is too much", by_default_half_is_too_much);
    ADD_TEST("/advise/guard/the share that speaks can be set", a_share_of_ones_own_can_be_set);
    ADD_TEST("/advise/guard/ledger and mailbox count together", ledger_and_mailbox_count_together);
    ADD_TEST("/advise/guard/what both know counts once", what_both_know_counts_once);
    ADD_TEST("/advise/guard/who failed before by the ledger counts once", who_failed_before_by_the_ledger_counts_once);
    ADD_TEST("/advise/guard/the ledger says what is usual", the_ledger_says_what_is_usual);
    ADD_TEST("/advise/guard/who answered is not guessed of old rows", who_answered_long_ago_nobody_knows);
    ADD_TEST("/advise/guard/who is let through is taken", who_is_let_through_is_taken);
    ADD_TEST("/advise/guard/for 24 hours and no longer", for_24_hours_and_no_longer);
    ADD_TEST("/advise/guard/what came since the last look is looked at before it is taken",
             what_came_since_the_last_look_is_looked_at);
    ADD_TEST("/advise/guard/many unknown domains at once may be a broken name server", many_unknown_domains_at_once);
    ADD_TEST("/advise/guard/a few unknown domains are just gone, however often", a_few_unknown_domains);
    ADD_TEST("/advise/guard/many other failures do not excuse unknown domains",
             unknown_domains_among_many_other_failures);
    ADD_TEST("/advise/guard/many addresses of few unknown domains count too", many_addresses_of_few_unknown_domains);
    ADD_TEST("/advise/guard/a mail system that fails for two addresses within 72 hours is reviewed",
             a_system_that_fails_for_two);
    ADD_TEST("/advise/guard/a mail system that failed for another by the ledger is reviewed",
             a_system_that_failed_before_by_the_ledger);
    ADD_TEST("/advise/guard/the domain of a large provider does not vanish", a_large_provider_does_not_vanish);
    ADD_TEST("/advise/guard/the protected are reviewed", the_protected_are_reviewed);
    return g_test_run();
}
