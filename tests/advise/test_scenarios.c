/* Days at a site, box by box: `accept` after each, as a person or cron runs it. Who is called live is alive, though a
 * bounce says otherwise, and must not end up suppressed; who is called dead is. */
#include "../bounces.h"
#include "advise/guard_numbers.h"
#include <nixie/advise.h>
#include <glib/gstdio.h>

#define NOON ((NxTime)1795262400) /* 2026-11-21T12:00:00Z */

typedef struct {
    NxSettings settings;
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
    NxLedger *ledger;
    NxTime now;
    GString *box; /* what has come since the last run */
    guint n;
    /* the last run */
    GString *sources; /* that spoke */
    guint held;
    /* all runs */
    guint wrong, offered; /* live ones that stood suppressed at once; and were offered back */
} Site;

static const NxActHead cron = {.name = "accept", .actor = "cron", .session = "night"};

static void site_open(Site *site)
{
    static guint number;
    g_autofree char *name = g_strdup_printf("ledger%u.db", number++), *path = nx_test_path(name);
    *site = (Site){.now = NOON, .box = g_string_new(NULL), .sources = g_string_new(NULL)};
    nx_settings_add(&site->settings.own_domains, "sender.example", NULL);
    nx_settings_add(&site->settings.own_mta, "mta.sender.example", NULL);
    site->library = nx_library_new(&site->settings, NULL);
    site->reader = nx_reader_new(site->library, NULL);
    site->judge = nx_judge_new(site->library, NULL);
    site->ledger = nx_ledger_open(path, NX_LEDGER_WRITE, NULL);
    g_assert_nonnull(site->ledger);
}

static void site_close(Site *site)
{
    nx_ledger_close(site->ledger);
    nx_judge_free(site->judge);
    nx_reader_free(site->reader);
    nx_library_unref(site->library);
    nx_settings_clear(&site->settings);
    g_string_free(site->box, TRUE);
    g_string_free(site->sources, TRUE);
}

/* ---- Mail that comes --------------------------------------------------------------------------------------------- */

#define UNKNOWN "550 5.1.1 Recipient address rejected: User unknown"

static void comes(Site *site, const NxBounce *wanted)
{
    NxBounce bounce = *wanted;
    g_autofree char *id = g_strdup_printf("%u@sender.example", ++site->n);
    if (!bounce.original_id)
        bounce.original_id = id;
    nx_bounce_append(site->box, &bounce);
}

static void dies(Site *site, const char *recipient, const char *mx, NxTime at)
{
    NxBounce bounce = {
        .recipient = recipient, .status = "5.1.1", .diagnostic = UNKNOWN, .remote_mta = mx, .arrived = at};
    comes(site, &bounce);
}

/* `what` names who it is, as "live" or "dead"; each has its own number. */
static void die_at(Site *site, guint n, const char *what, const char *domain, const char *mx, NxTime at)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *recipient = g_strdup_printf("%s%u@%s", what, ++site->n, domain);
        dies(site, recipient, mx, at + i);
    }
}

static void domain_is_unknown(Site *site, const char *recipient, NxTime at)
{
    g_autofree char *diagnostic = g_strdup_printf(
        "550 5.1.2 Host or domain name not found. Name service error for name=%s type=A: Host not found",
        strchr(recipient, '@') + 1);
    NxBounce bounce = {.recipient = recipient, .status = "5.1.2", .diagnostic = diagnostic, .arrived = at};
    comes(site, &bounce);
}

static void domains_are_unknown(Site *site, guint n, const char *what, NxTime at)
{
    for (guint i = 0; i < n; i++) {
        guint number = ++site->n;
        g_autofree char *recipient = g_strdup_printf("%s@gone%u.example", what, number);
        domain_is_unknown(site, recipient, at + i);
    }
}

static const struct {
    const char *domain, *mx;
} PROVIDERS[] = {
    {"gmail.com", "gmail-smtp-in.l.google.com"}, {"gmx.de", "mx00.gmx.net"},
    {"yahoo.com", "mta5.am0.yahoodns.net"},      {"outlook.com", "outlook-com.olc.protection.outlook.com"},
    {"corp.example", "mx.corp.example"},         {"firm.example", "mail.firm.example"},
};

/* Bounces of every day: full mailboxes and blocks, at providers and at domains of their own. */
static void others(Site *site, guint n, const char *domain, NxTime at)
{
    static const NxBounce KINDS[] = {
        {.status = "4.2.2", .diagnostic = "452 4.2.2 Mailbox is full"},
        {.status = "5.2.2", .diagnostic = "552 5.2.2 Mailbox is over quota"},
        {.status = "5.7.1",
         .diagnostic = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"},
    };
    for (guint i = 0; i < n; i++) {
        guint number = ++site->n, of = i % G_N_ELEMENTS(PROVIDERS);
        g_autofree char *recipient = g_strdup_printf("other%u@%s", number, domain ? domain : PROVIDERS[of].domain);
        NxBounce bounce = KINDS[i % G_N_ELEMENTS(KINDS)];
        bounce.recipient = recipient;
        bounce.remote_mta = domain ? domain : PROVIDERS[of].mx;
        bounce.arrived = at + i * 60;
        comes(site, &bounce);
    }
}

/* 11 that are dead, here and there. */
static void dead_of_every_day(Site *site, NxTime at)
{
    for (guint i = 0; i < 11; i++)
        die_at(site, 1, "dead", PROVIDERS[i % G_N_ELEMENTS(PROVIDERS)].domain,
               PROVIDERS[i % G_N_ELEMENTS(PROVIDERS)].mx, at + i * NX_HOUR);
}

/* ---- A run of accept --------------------------------------------------------------------------------------------- */

static NxCatalog *read_box(Site *site)
{
    static guint number;
    g_autofree char *name = g_strdup_printf("box%u", number++), *path = nx_test_file(name, site->box->str);
    const char *const paths[] = {path, NULL};
    NxCatalog *catalog = nx_catalog_new();
    NxProblems *problems = nx_problems_new();
    NxLoad *load = nx_load_start(catalog, paths, site->reader, site->judge, site->now, 1, problems, NULL, NULL);
    while (nx_load_wait(load))
        continue;
    nx_load_free(load);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    nx_problems_free(problems);
    g_string_truncate(site->box, 0);
    return catalog;
}

static void note_alarms(Site *site, NxAdvisor *advisor, const guint32 *addresses, guint n)
{
    g_autoptr(GPtrArray) alarms = nx_advisor_alarms(advisor, addresses, n, site->now);
    g_string_truncate(site->sources, 0);
    site->held = 0;
    for (guint i = 0; i < alarms->len; i++) {
        const NxAlarm *alarm = alarms->pdata[i];
        g_string_append_printf(site->sources, "%s;", alarm->source);
        site->held += alarm->held;
        g_assert_cmpuint(alarm->sample->len, ==, MIN(alarm->held, NX_ALARM_SAMPLE));
    }
}

/* How many of whose name begins with `what` are suppressed. */
static guint suppressed(Site *site, const char *what)
{
    guint n = 0;
    g_autoptr(GPtrArray) records = nx_ledger_records(site->ledger, NX_DECISION_SUPPRESS, NULL);
    for (guint i = 0; i < records->len; i++)
        n += g_str_has_prefix(((const NxRecord *)records->pdata[i])->key, what);
    return n;
}

/* A person takes back what the guards that spoke offer: one act for each of their sources. */
static void take_back(Site *site)
{
    guint live = suppressed(site, "live");
    NxActHead head = {.name = "take-back", .actor = "anna", .session = "day", .at = site->now};
    g_auto(GStrv) sources = g_strsplit(site->sources->str, ";", -1);
    for (guint i = 0; sources[i] && *sources[i]; i++)
        nx_advise_take_back(site->ledger, &head, sources[i], NULL, NULL);
    site->wrong = MAX(site->wrong, live);
    site->offered += live - suppressed(site, "live");
}

/* Reads what has come as a box of its own, records it, takes what is safe to take. */
static void run(Site *site)
{
    NxCatalog *catalog = read_box(site);
    NxAdvisor *advisor = nx_advisor_new(site->library, site->judge, catalog, NULL);
    GError *error = NULL;
    NxActHead head = cron;
    head.at = site->now;
    g_autoptr(GPtrArray) sightings = nx_catalog_sightings(catalog, 0, nx_catalog_n_events(catalog));
    nx_ledger_record_events(site->ledger, &head, nx_library_settings(site->library), sightings, NULL, &error);
    g_assert_no_error(error);
    nx_advisor_recall_all(advisor, site->ledger, site->now, &error);
    g_assert_no_error(error);
    nx_advisor_run(advisor);
    guint n = nx_catalog_n_addresses(catalog);
    g_autofree guint32 *addresses = g_new(guint32, n);
    for (guint i = 0; i < n; i++)
        addresses[i] = i;
    NxChoice *choice = nx_advisor_accept(advisor, addresses, n, TRUE, site->now);
    nx_ledger_decide(site->ledger, &head, (const NxOrder *)(gpointer)choice->taken->data, choice->taken->len, NULL,
                     NULL, &error);
    g_assert_no_error(error);
    nx_choice_free(choice);
    nx_advisor_recall_all(advisor, site->ledger, site->now, &error);
    g_assert_no_error(error);
    note_alarms(site, advisor, addresses, n);
    take_back(site);
    nx_advisor_free(advisor);
    nx_catalog_free(catalog);
}

static void run_at(Site *site, NxTime now)
{
    site->now = now;
    run(site);
}

/* A month as every month: what is usual is known. */
static void month(Site *site)
{
    for (guint day = 42; day > 2; day -= 3) {
        dead_of_every_day(site, NOON - day * NX_DAY - 12 * NX_HOUR);
        others(site, 40, NULL, NOON - day * NX_DAY - 12 * NX_HOUR);
        domains_are_unknown(site, day % 2, "dead", NOON - day * NX_DAY);
    }
    run_at(site, NOON - 2 * NX_DAY);
    g_assert_cmpstr(site->sources->str, ==, "");
}

/* ---- The scenarios ----------------------------------------------------------------------------------------------- */

typedef void (*Happens)(Site *site);

static void large_provider_in_one_box(Site *site)
{
    for (guint i = 0; i < 300; i++)
        die_at(site, 1, "live", "gmail.com", "gmail-smtp-in.l.google.com", NOON - NX_HOUR + i * 12);
    run_at(site, NOON);
}

static void large_provider_in_20_boxes(Site *site)
{
    for (guint box = 0; box < 20; box++) {
        die_at(site, 15, "live", "gmail.com", "gmail-smtp-in.l.google.com", NOON - NX_HOUR + box * 180);
        run_at(site, NOON - NX_HOUR + (box + 1) * 180);
    }
}

static void large_provider_by_cron(Site *site)
{
    for (guint third = 0; third < 3; third++) {
        for (guint i = 0; i < 100; i++)
            die_at(site, 1, "live", "gmail.com", "gmail-smtp-in.l.google.com", NOON - NX_HOUR + third * 1200 + i * 12);
        run_at(site, NOON - NX_HOUR + (third + 1) * 1200);
    }
}

/* All night, a few each time. */
static void large_provider_drop_by_drop(Site *site)
{
    for (guint third = 0; third < 36; third++) {
        die_at(site, 3, "live", "gmail.com", "gmail-smtp-in.l.google.com", NOON - 12 * NX_HOUR + third * 1200);
        run_at(site, NOON - 12 * NX_HOUR + (third + 1) * 1200);
    }
}

static void provider_without_a_name(Site *site)
{
    others(site, 400, NULL, NOON - 20 * NX_HOUR);
    dead_of_every_day(site, NOON - 20 * NX_HOUR);
    for (guint i = 0; i < 120; i++) {
        g_autofree char *mx = g_strdup_printf("in%u.relay%u.example", i % 7, i % 40);
        die_at(site, 1, "live", "regional.example", mx, NOON - 6 * NX_HOUR + i * 60);
    }
    run_at(site, NOON);
}

static void hoster_of_100_domains(Site *site)
{
    for (guint i = 0; i < 300; i++) {
        g_autofree char *domain = g_strdup_printf("customer%u.example", i % 100),
                        *mx = g_strdup_printf("mx%u.hoster.example", i % 3);
        die_at(site, 1, "live", domain, mx, NOON - NX_HOUR + i * 10);
    }
    others(site, 100, NULL, NOON - 10 * NX_HOUR);
    run_at(site, NOON);
}

static void lost_users_among_as_many_others(Site *site)
{
    others(site, 60, "regional.example", NOON - 5 * NX_HOUR);
    die_at(site, 60, "live", "regional.example", "mx.regional.example", NOON - 3 * NX_HOUR);
    run_at(site, NOON);
}

static void broken_resolver_on_a_busy_day(Site *site)
{
    others(site, 400, NULL, NOON - 20 * NX_HOUR);
    domains_are_unknown(site, 40, "live", NOON - 3 * NX_HOUR);
    run_at(site, NOON);
}

static void broken_resolver_in_ten_boxes(Site *site)
{
    for (guint box = 0; box < 10; box++) {
        domains_are_unknown(site, 4, "live", NOON - NX_HOUR + box * 300);
        others(site, 20, NULL, NOON - NX_HOUR + box * 300);
        run_at(site, NOON - NX_HOUR + (box + 1) * 300);
    }
}

static void broken_resolver_for_a_week(Site *site)
{
    for (guint day = 0; day < 7; day++) {
        domains_are_unknown(site, 9, "live", NOON + day * NX_DAY - 3 * NX_HOUR);
        others(site, 20, NULL, NOON + day * NX_DAY - 3 * NX_HOUR);
        run_at(site, NOON + day * NX_DAY);
    }
}

static void unknown_domains_of_many(Site *site)
{
    for (guint box = 0; box < 5; box++) {
        for (guint i = 0; i < 8; i++) {
            g_autofree char *recipient = g_strdup_printf("live%u@gone%u.example", ++site->n, box);
            domain_is_unknown(site, recipient, NOON - 5 * NX_HOUR + box * NX_HOUR + i);
        }
        run_at(site, NOON - 5 * NX_HOUR + (box + 1) * NX_HOUR - 60);
    }
}

/* It refuses by itself: no host beside it is named. */
static void own_relay_refuses(Site *site)
{
    for (guint i = 0; i < 49; i++) {
        g_autofree char *domain = g_strdup_printf("customer%u.example", i);
        die_at(site, 1, "live", domain, NULL, NOON - 3 * NX_HOUR + i * 60);
    }
    others(site, 49, NULL, NOON - 5 * NX_HOUR);
    run_at(site, NOON);
}

static void joe_job(Site *site)
{
    for (guint i = 0; i < 300; i++) {
        g_autofree char *recipient = g_strdup_printf("live%u@victim%u.example", i, i),
                        *host = g_strdup_printf("mx.victim%u.example", i),
                        *id = g_strdup_printf("%u.spam@elsewhere.example", i);
        NxBounce bounce = {.recipient = recipient,
                           .status = "5.1.1",
                           .diagnostic = UNKNOWN,
                           .original_id = id,
                           .reporting_mta = host,
                           .arrived = NOON - 2 * NX_HOUR + i * 20};
        comes(site, &bounce);
    }
    run_at(site, NOON);
}

static void forged_in_our_own_form(Site *site)
{
    for (guint i = 0; i < 60; i++) {
        g_autofree char *domain = g_strdup_printf("victim%u.example", i),
                        *mx = g_strdup_printf("mx.victim%u.example", i);
        die_at(site, 1, "live", domain, mx, NOON - NX_HOUR + i * 30);
    }
    run_at(site, NOON);
}

static void forged_a_few_at_a_time(Site *site)
{
    for (guint box = 0; box < 12; box++) {
        for (guint i = 0; i < 5; i++) {
            g_autofree char *domain = g_strdup_printf("victim%u.example", 5 * box + i);
            die_at(site, 1, "live", domain, domain, NOON - NX_HOUR + box * 300 + i);
        }
        run_at(site, NOON - NX_HOUR + (box + 1) * 300);
    }
}

/* `before`: live ones that may be taken before the guard can know. */
static const struct {
    const char *name;
    Happens happens;
    guint before, before_month;
    const char *source;
} SCENARIOS[] = {
    {"300 at a large provider in an hour, in one box", large_provider_in_one_box, 0, 0, "provider:google"},
    {"300 at a large provider in an hour, in 20 boxes of 15", large_provider_in_20_boxes, 0, 0, "provider:google"},
    {"300 at a large provider in an hour, by cron every 20 minutes", large_provider_by_cron, 0, 0, "provider:google"},
    {"3 at a large provider every 20 minutes", large_provider_drop_by_drop, 12, 12, "provider:google"},
    {"a provider without a name, many hosts, an ordinary day beside it", provider_without_a_name, 0, 0,
     "domain:regional.example"},
    {"a hoster of 100 domains, 3 each", hoster_of_100_domains, 0, 0, "mta:hoster.example"},
    {"60 lost users among 60 ordinary bounces", lost_users_among_as_many_others, 0, 0, "domain:regional.example"},
    {"a broken resolver on a busy day", broken_resolver_on_a_busy_day, 0, 0, "resolver"},
    {"a broken resolver in ten boxes", broken_resolver_in_ten_boxes, 8, 8, "resolver"},
    {"a broken resolver, 9 domains a day for a week", broken_resolver_for_a_week, 9, 9, "resolver"},
    {"a broken resolver, few domains of many", unknown_domains_of_many, 8, 8, "resolver"},
    {"one's own relay refuses 49", own_relay_refuses, 0, 0, "reporting:mta.sender.example"},
    {"a joe-job in our name from 300 servers", joe_job, 0, 0, "all"},
    {"60 forged bounces in our own form", forged_in_our_own_form, 0, 0, "all"},
    {"60 forged bounces, 5 at a time", forged_a_few_at_a_time, 10, 20, "all"},
};

static void check_scenario(guint number, gboolean after_a_month)
{
    Site site;
    site_open(&site);
    if (after_a_month)
        month(&site);
    SCENARIOS[number].happens(&site);
    g_test_message("%s%s: %u live suppressed before, %u offered back, %u held at the end by %s", SCENARIOS[number].name,
                   after_a_month ? " after a month" : "", site.wrong, site.offered, site.held, site.sources->str);
    g_assert_cmpuint(site.wrong, <=, after_a_month ? SCENARIOS[number].before_month : SCENARIOS[number].before);
    g_assert_cmpuint(site.offered, ==, site.wrong);
    g_assert_cmpuint(suppressed(&site, "live"), ==, 0);
    g_assert_nonnull(strstr(site.sources->str, SCENARIOS[number].source));
    site_close(&site);
}

static void on_the_first_day(gconstpointer number)
{
    check_scenario(GPOINTER_TO_UINT(number), FALSE);
}

static void after_a_month(gconstpointer number)
{
    check_scenario(GPOINTER_TO_UINT(number), TRUE);
}

/* ---- Controls ---------------------------------------------------------------------------------------------------- */

static void an_ordinary_day(void)
{
    Site site;
    site_open(&site);
    dead_of_every_day(&site, NOON - 20 * NX_HOUR);
    others(&site, 400, NULL, NOON - 20 * NX_HOUR);
    run_at(&site, NOON);
    g_assert_cmpuint(suppressed(&site, "dead"), ==, 11);
    g_assert_cmpstr(site.sources->str, ==, "");
    site_close(&site);
}

static void an_ordinary_day_after_a_month(void)
{
    Site site;
    site_open(&site);
    month(&site);
    guint before = suppressed(&site, "dead");
    dead_of_every_day(&site, NOON - 20 * NX_HOUR);
    others(&site, 400, NULL, NOON - 20 * NX_HOUR);
    run_at(&site, NOON);
    g_assert_cmpuint(suppressed(&site, "dead"), ==, before + 11);
    g_assert_cmpstr(site.sources->str, ==, "");
    site_close(&site);
}

static void a_first_day(void)
{
    Site site;
    site_open(&site);
    die_at(&site, 10, "dead", "corp.example", "mx.corp.example", NOON - 3 * NX_HOUR);
    run_at(&site, NOON);
    g_assert_cmpuint(suppressed(&site, "dead"), ==, 10);
    g_assert_cmpstr(site.sources->str, ==, "");
    site_close(&site);
}

/* Those of small domains are taken; those of the large ones wait for a person, who lets one of them through. */
static void a_first_mailbox_after_a_large_send(void)
{
    Site site;
    site_open(&site);
    for (guint i = 0; i < 150; i++) {
        g_autofree char *domain = g_strdup_printf("firm%u.example", i), *mx = g_strdup_printf("mx.firm%u.example", i);
        die_at(&site, 1, "dead", domain, mx, NOON - 20 * NX_HOUR + i * 60);
    }
    die_at(&site, 100, "large", "gmail.com", "gmail-smtp-in.l.google.com", NOON - 20 * NX_HOUR);
    others(&site, 200, NULL, NOON - 20 * NX_HOUR);
    run_at(&site, NOON);
    g_assert_cmpuint(suppressed(&site, "dead"), ==, 150);
    g_assert_cmpuint(suppressed(&site, "large"), ==, 0);
    g_assert_cmpstr(site.sources->str, ==, "provider:google;");
    g_assert_cmpuint(site.held, ==, 100);
    site_close(&site);
}

/* What a large sender sees each day is usual in the end. */
static void many_each_day_become_usual(void)
{
    Site site;
    site_open(&site);
    for (guint day = 0; day < 13; day++) {
        die_at(&site, 40, "dead", "gmail.com", "gmail-smtp-in.l.google.com", NOON + day * NX_DAY - 12 * NX_HOUR);
        others(&site, 60, NULL, NOON + day * NX_DAY - 12 * NX_HOUR);
        guint before = suppressed(&site, "dead");
        run_at(&site, NOON + day * NX_DAY);
        g_test_message("day %u: %u", day, suppressed(&site, "dead") - before);
        g_assert_cmpuint(suppressed(&site, "dead") - before, ==, day < 11 ? 0 : 40);
    }
    site_close(&site);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(SCENARIOS); i++) {
        g_autofree char *first = g_strdup_printf("/advise/scenarios/on the first day/%s", SCENARIOS[i].name),
                        *later = g_strdup_printf("/advise/scenarios/after a month/%s", SCENARIOS[i].name);
        g_test_add_data_func(first, GUINT_TO_POINTER(i), on_the_first_day);
        g_test_add_data_func(later, GUINT_TO_POINTER(i), after_a_month);
    }
    g_test_add_func("/advise/scenarios/an ordinary day with 11 dead among 400 others: all are taken", an_ordinary_day);
    g_test_add_func("/advise/scenarios/the same after a month of such days", an_ordinary_day_after_a_month);
    g_test_add_func("/advise/scenarios/a first day with 10 dead at one place: all are taken", a_first_day);
    g_test_add_func("/advise/scenarios/a first mailbox after a large send: small domains are taken",
                    a_first_mailbox_after_a_large_send);
    g_test_add_func("/advise/scenarios/what comes every day is usual in the end", many_each_day_become_usual);
    return g_test_run();
}
