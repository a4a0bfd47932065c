/* What mail servers answer, and what may be made of it: a fake one on 127.0.0.1 in every mood. */
#include "check/fixture.h"
#include "fake_dns.h"
#include "fake_smtp.h"
#include <nixie/address.h>
#include <string.h>

enum { STEP_MS = 300, WHOLE_MS = 900 };

typedef struct {
    Lists lists;
    NxReader *reader;
    NxJudge *judge;
    NxFakeDns *dns;
    NxFakeSmtp *smtp;
} Scene;

static void scene_up(Scene *scene, gconstpointer unused)
{
    (void)unused;
    lists_init(&scene->lists, "mx\taskable\nonly.example\tonly-no\nnever.example\tnever\n");
    scene->reader = nx_reader_new(scene->lists.library, scene->lists.problems);
    scene->judge = nx_judge_new(scene->lists.library, scene->lists.problems);
    scene->dns = nx_fake_dns_new("host.corp.net a a 192.0.2.7\nhost.corp.net aaaa nodata\n"
                                 "mx.corp.net a a 127.0.0.1\nmx.corp.net aaaa nodata\n"
                                 "mx.only.example a a 127.0.0.1\nmx.only.example aaaa nodata\n"
                                 "closed.corp.net a a 127.0.0.99\nclosed.corp.net aaaa nodata\n");
}

static void scene_down(Scene *scene, gconstpointer unused)
{
    (void)unused;
    nx_fake_smtp_free(scene->smtp);
    nx_fake_dns_free(scene->dns);
    nx_judge_free(scene->judge);
    nx_reader_free(scene->reader);
    lists_clear(&scene->lists);
}

static NxProbeSettings settings_of(const Scene *scene)
{
    return (NxProbeSettings){.helo = "host.corp.net",
                             .mail_from = "",
                             .nameserver = nx_fake_dns_place(scene->dns),
                             .lists = scene->lists.lists,
                             .port = scene->smtp ? nx_fake_smtp_port(scene->smtp) : 0,
                             .reaches_private = TRUE,
                             .step_ms = STEP_MS,
                             .whole_ms = WHOLE_MS};
}

static NxProbe *ask_with(Scene *scene, const NxProbeSettings *settings, const char *mx, gboolean asks_random)
{
    GError *error = NULL;
    g_autoptr(NxProber) prober = nx_prober_new(settings, scene->reader, scene->judge, &error);
    g_assert_no_error(error);
    g_autoptr(NxDomainFacts) facts = nx_domain_facts_new("corp.net");
    facts->found = NX_CHECK_ACCEPTS_MAIL;
    g_strfreev(facts->mx);
    facts->mx = g_strsplit(mx, " ", -1);
    NxProbe *probe = nx_probe_new("corp.net", "corp.net", "ann@corp.net", "me", 1);
    nx_prober_ask(prober, "ann@corp.net", facts, asks_random, probe);
    probe->host = NULL;
    return probe;
}

static NxProbe *ask(Scene *scene, const char *script, const char *mx, gboolean asks_random)
{
    nx_fake_smtp_free(scene->smtp);
    scene->smtp = nx_fake_smtp_new("127.0.0.1", 0, script);
    NxProbeSettings settings = settings_of(scene);
    return ask_with(scene, &settings, mx, asks_random);
}

static void each_answer_has_its_result(Scene *scene, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *script, *mx, *reason;
        NxAcceptsAll accepts_all;
        gboolean stops;
    } CASES[] = {
        {"ann 250 ok\n* 550 5.1.1 User unknown", "mx.corp.net", "mailbox_exists", NX_ACCEPTS_ALL_NO, FALSE},
        {"", "mx.corp.net", "catch_all", NX_ACCEPTS_ALL_YES, FALSE},
        {"ann 250 ok\n* 450 4.2.0 Greylisted, see http://postgrey.example/", "mx.corp.net", "catch_all_unclear",
         NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 250 ok\n* 550 5.7.1 Service unavailable; client host [192.0.2.7] blocked using zen.spamhaus.org",
         "mx.corp.net", "catch_all_unclear", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        {"ann 550 5.1.1 <ann@corp.net>: Recipient address rejected: User unknown in local recipient table",
         "mx.corp.net", "does_not_exist", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 550-5.1.1 The email account that you tried to reach does not exist.|550 5.1.1 Please try again",
         "mx.corp.net", "does_not_exist", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 550 5.2.1 The mailbox is disabled", "mx.corp.net", "mailbox_disabled", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 552 5.2.2 Mailbox full", "mx.corp.net", "mailbox_full", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 452 4.2.2 Mailbox full", "mx.corp.net", "mailbox_full", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        /* Greylisting is no death, nor is any other 4xx, whatever its words. */
        {"ann 450 4.2.0 <ann@corp.net>: Recipient address rejected: Greylisted, please try again later", "mx.corp.net",
         "greylisted", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 451 4.7.1 Greylisting in action, please come back later", "mx.corp.net", "greylisted",
         NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 450 4.1.1 User unknown", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 451 4.3.0 Temporary lookup failure", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        /* A refusal that is about us, though its number says "permanent". */
        {"ann 550 5.7.1 Service unavailable; client host [192.0.2.7] blocked using zen.spamhaus.org", "mx.corp.net",
         "blocked_us", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        {"ann 550 Too many failed recipients", "mx.corp.net", "blocked_us", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        {"ann 554 5.7.1 <ann@corp.net>: Relay access denied", "mx.corp.net", "wrong_host", NX_ACCEPTS_ALL_UNKNOWN,
         TRUE},
        {"ann 421 4.7.0 Too many connections, closing", "mx.corp.net", "blocked_us", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        {"ann 421 4.3.2 Service shutting down", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        /* Words that nobody understands, and no words at all, are no death either. */
        {"ann 550 5.0.0 Schnurzpiepegal", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 550", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        /* Before RCPT it is never about the address. */
        {"greeting 550 5.1.1 User unknown", "mx.corp.net", "blocked_us", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        {"mail 550 5.1.1 No such user here", "mx.corp.net", "blocked_us", NX_ACCEPTS_ALL_UNKNOWN, TRUE},
        {"greeting 451 4.3.0 Temporary local error", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        /* Silence, hanging up, and what is no reply. */
        {"ann silent", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann close", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"greeting close", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"greeting drip", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"greeting flood", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"greeting endless", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann HTTP/1.0 404 Not Found", "mx.corp.net", "try_later", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 250 ok\n* close", "mx.corp.net", "catch_all_unclear", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        /* Where a yes tells nothing, and a no does. */
        {"ann 250 ok\n* 550 5.1.1 User unknown", "mx.only.example", "not_askable", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"ann 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "mx.only.example",
         "does_not_exist", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        /* The next host is asked only where nobody is at the first. */
        {"ann 250 ok\n* 550 5.1.1 User unknown", "closed.corp.net mx.corp.net", "mailbox_exists", NX_ACCEPTS_ALL_NO,
         FALSE},
        {"", "closed.corp.net", "unreachable", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"", "closed.corp.net closed.corp.net mx.corp.net", "unreachable", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
        {"", "nowhere.corp.net", "unreachable", NX_ACCEPTS_ALL_UNKNOWN, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(NxProbe) probe = ask(scene, CASES[i].script, CASES[i].mx, TRUE);
        if (strcmp(nx_check_reason_name(probe->reason), CASES[i].reason) != 0 ||
            probe->accepts_all != CASES[i].accepts_all || probe->stops != CASES[i].stops)
            g_error("%s: %s, takes any: %s, stops: %d (%u %s)", CASES[i].script, nx_check_reason_name(probe->reason),
                    nx_accepts_all_name(probe->accepts_all), probe->stops, probe->reply_code, probe->reply);
    }
}

static void what_is_known_is_not_asked_again(Scene *scene, gconstpointer unused)
{
    (void)unused;
    g_autoptr(NxProbe) probe = ask(scene, "ann 250 ok", "mx.corp.net", FALSE);
    g_autofree char *heard = nx_fake_smtp_heard(scene->smtp);
    g_assert_cmpstr(heard, ==, "EHLO host.corp.net\nMAIL FROM:<>\nRCPT ann\nRSET\nQUIT\n");
    g_assert_cmpuint(probe->rcpts, ==, 1);
    g_assert_cmpint(probe->reason, ==, NX_CHECK_CATCH_ALL_UNCLEAR);
}

/* The real one first, and one made-up name, on one connection. */
static void the_real_name_is_asked_first(Scene *scene, gconstpointer unused)
{
    (void)unused;
    g_autoptr(NxProbe) probe = ask(scene, "ann 250 ok\n* 550 5.1.1 User unknown", "mx.corp.net", TRUE);
    g_autofree char *heard = nx_fake_smtp_heard(scene->smtp);
    g_assert_cmpstr(heard, ==, "EHLO host.corp.net\nMAIL FROM:<>\nRCPT ann\nRCPT nobody\nRSET\nQUIT\n");
    g_assert_cmpuint(probe->rcpts, ==, 2);
    g_assert_cmpuint(nx_fake_smtp_connections(scene->smtp), ==, 1);
    g_assert_cmpstr(probe->reply, ==, "ok");
}

static void no_private_host_is_asked(Scene *scene, gconstpointer unused)
{
    (void)unused;
    scene->smtp = nx_fake_smtp_new("127.0.0.1", 0, "");
    NxProbeSettings settings = settings_of(scene);
    settings.reaches_private = FALSE;
    g_autoptr(NxProbe) probe = ask_with(scene, &settings, "mx.corp.net", TRUE);
    g_assert_cmpint(probe->reason, ==, NX_CHECK_UNREACHABLE);
    g_assert_cmpuint(nx_fake_smtp_connections(scene->smtp), ==, 0);
}

static void who_tells_nothing_is_not_asked(Scene *scene, gconstpointer unused)
{
    (void)unused;
    g_autoptr(NxProbe) probe = ask(scene, "", "mx.never.example", TRUE);
    g_assert_cmpint(probe->reason, ==, NX_CHECK_NOT_ASKABLE);
    g_assert_cmpuint(nx_fake_smtp_connections(scene->smtp), ==, 0);
    static const struct {
        const char *mx;
        NxAskable askable;
    } CASES[] = {{"mta7.am0.yahoodns.net", NX_ASKABLE_NEVER},
                 {"corp-net.mail.protection.outlook.com", NX_ASKABLE_ONLY_NO},
                 {"hotmail-com.olc.protection.outlook.com", NX_ASKABLE_NEVER},
                 {"aspmx.l.google.com", NX_ASKABLE_YES},
                 {"mx.corp.net", NX_ASKABLE_YES},
                 {"notyahoodns.net", NX_ASKABLE_YES}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmpint(nx_check_lists_askable(scene->lists.lists, CASES[i].mx), ==, CASES[i].askable);
}

/* What stands in between writes its own answers behind the 220 to STARTTLS. */
static void injected_answers_are_not_heard(Scene *scene, gconstpointer unused)
{
    (void)unused;
    scene->smtp = nx_fake_smtp_new("127.0.0.1", 0, "ehlo 250-mx|250 STARTTLS\nstarttls inject");
    NxProbeSettings settings = settings_of(scene);
    settings.offers_tls = TRUE;
    g_autoptr(NxProbe) probe = ask_with(scene, &settings, "mx.corp.net", TRUE);
    g_autofree char *heard = nx_fake_smtp_heard(scene->smtp);
    g_assert_cmpstr(heard, ==, "EHLO host.corp.net\nSTARTTLS\n");
    g_assert_cmpint(probe->reason, ==, NX_CHECK_TRY_LATER);
}

static void who_cannot_do_tls_is_asked_in_clear(Scene *scene, gconstpointer unused)
{
    (void)unused;
    scene->smtp = nx_fake_smtp_new("127.0.0.1", 0,
                                   "ehlo 250-mx|250 STARTTLS\nstarttls 220 go\nann 250 ok\n* 550 5.1.1 "
                                   "User unknown");
    NxProbeSettings settings = settings_of(scene);
    settings.offers_tls = TRUE;
    g_autoptr(NxProbe) probe = ask_with(scene, &settings, "mx.corp.net", TRUE);
    g_assert_cmpint(probe->reason, ==, NX_CHECK_MAILBOX_EXISTS);
    g_assert_cmpuint(nx_fake_smtp_connections(scene->smtp), ==, 2);
}

static void a_byte_now_and_then_does_not_hold_it_up(Scene *scene, gconstpointer unused)
{
    (void)unused;
    gint64 begun = g_get_monotonic_time();
    g_autoptr(NxProbe) probe = ask(scene, "ann drip", "mx.corp.net", TRUE);
    g_assert_cmpint(probe->reason, ==, NX_CHECK_TRY_LATER);
    g_assert_cmpint(g_get_monotonic_time() - begun, >=, (gint64)STEP_MS * 1000);
    g_assert_cmpint(g_get_monotonic_time() - begun, <, (gint64)60 * G_USEC_PER_SEC);
}

static void a_wrong_greeting_is_refused(Scene *scene, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *helo, *from;
    } WRONG[] = {{"localhost", ""},     {"", ""},           {"[192.0.2.1]", ""},        {"host", ""},
                 {"gone.corp.net", ""}, {"me.invalid", ""}, {"host.corp.net", "nobody"}};
    for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        g_autoptr(GError) error = NULL;
        NxProbeSettings settings = settings_of(scene);
        settings.helo = WRONG[i].helo;
        settings.mail_from = WRONG[i].from;
        g_assert_null(nx_prober_new(&settings, scene->reader, scene->judge, &error));
        g_assert_error(error, NX_ERROR, NX_ERROR_SYNTAX);
    }
}

#define ADD_TEST(name, function) g_test_add(name, Scene, NULL, scene_up, function, scene_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!nx_checker_is_built_in(NULL))
        return g_test_run();
    ADD_TEST("/check/probe/answers", each_answer_has_its_result);
    ADD_TEST("/check/probe/once", what_is_known_is_not_asked_again);
    ADD_TEST("/check/probe/order", the_real_name_is_asked_first);
    ADD_TEST("/check/probe/private", no_private_host_is_asked);
    ADD_TEST("/check/probe/never", who_tells_nothing_is_not_asked);
    ADD_TEST("/check/probe/injection", injected_answers_are_not_heard);
    ADD_TEST("/check/probe/no-tls", who_cannot_do_tls_is_asked_in_clear);
    ADD_TEST("/check/probe/drip", a_byte_now_and_then_does_not_hold_it_up);
    ADD_TEST("/check/probe/greeting", a_wrong_greeting_is_refused);
    return g_test_run();
}
