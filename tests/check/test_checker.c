/* Every outcome of DNS, every trap that is known of it, and when nothing may be said, against a fake server. */
#include "check/domain.h"
#include "fake_dns.h"
#include <nixie/check.h>
#include <string.h>

#define SANE "com soa soa\n"
#define CONTROLS                                                                                                       \
    "gmail.com mx mx 5 c.big.com\noutlook.com mx mx 5 c.big.com\nyahoo.com mx mx 5 c.big.com\n"                        \
    "icloud.com mx mx 5 c.big.com\ngmx.net mx mx 5 c.big.com\nweb.de mx mx 5 c.big.com\n"                              \
    "orange.fr mx mx 5 c.big.com\nlibero.it mx mx 5 c.big.com\nmail.ru mx mx 5 c.big.com\n"                            \
    "163.com mx mx 5 c.big.com\nc.big.com a a 192.0.2.9\n"
enum { NOW = 1795000000, QUICK_MS = 100 };

typedef struct {
    NxFakeDns *dns;
    NxChecker *checker;
    GHashTable *found; /* domain -> NxDomainFacts */
    GPtrArray *order;  /* of NxDomainFacts, as they came */
} Scene;

static void scene_init(Scene *scene, const char *script)
{
    GError *error = NULL;
    scene->dns = nx_fake_dns_new(script);
    gboolean is_silent = strstr(script, "drop") || strstr(script, "wrongid") || strstr(script, "once");
    NxCheckSettings settings = {.nameserver = nx_fake_dns_place(scene->dns), .timeout_ms = is_silent ? QUICK_MS : 0};
    scene->checker = nx_checker_new(&settings, NULL, NULL, &error);
    g_assert_no_error(error);
    scene->found = g_hash_table_new(g_str_hash, g_str_equal);
    scene->order = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
}

static void scene_clear(Scene *scene)
{
    nx_checker_free(scene->checker);
    nx_fake_dns_free(scene->dns);
    g_hash_table_unref(scene->found);
    g_ptr_array_unref(scene->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static void collect(Scene *scene)
{
    while (nx_checker_wait(scene->checker, 20000)) {
        GPtrArray *taken = nx_checker_take(scene->checker);
        for (guint i = 0; i < taken->len; i++) {
            NxDomainFacts *facts = taken->pdata[i];
            g_assert_true(g_hash_table_insert(scene->found, facts->domain, facts));
            g_ptr_array_add(scene->order, facts);
        }
        g_ptr_array_set_free_func(taken, NULL);
        g_ptr_array_unref(taken);
    }
}

static void ask(Scene *scene, const char *domains, gboolean said_dead)
{
    g_auto(GStrv) words = g_strsplit(domains, " ", -1);
    guint n = g_strv_length(words);
    g_autofree NxCheckQuestion *questions = g_new0(NxCheckQuestion, n);
    for (guint i = 0; i < n; i++)
        questions[i] = (NxCheckQuestion){words[i], said_dead};
    nx_checker_ask(scene->checker, questions, n, NOW);
    collect(scene);
}

static const NxDomainFacts *facts_of(const Scene *scene, const char *domain)
{
    const NxDomainFacts *facts = g_hash_table_lookup(scene->found, domain);
    g_assert_nonnull(facts);
    return facts;
}

static void assert_found(const Scene *scene, const char *domain, const char *reason)
{
    const NxDomainFacts *facts = facts_of(scene, domain);
    if (strcmp(nx_check_reason_name(facts->found), reason) != 0)
        g_error("%s: %s, not %s", domain, nx_check_reason_name(facts->found), reason);
}

/* One domain each: what the server says, and what it means. */
static void every_outcome_is_told(void)
{
    static const struct {
        const char *script, *domain, *reason;
    } CASES[] = {
        {"d mx mx 10 h.d\nh.d a a 192.0.2.1", "d", "accepts_mail"},
        {"d mx mx 10 h.d\nh.d a nodata\nh.d aaaa aaaa 2001:db8::1", "d", "accepts_mail"},
        {"d mx mx 10 h.d 20 i.d\nh.d any nx\ni.d a a 192.0.2.1", "d", "accepts_mail"},
        {"", "d", "no_domain"},
        {"d mx mx 0 .", "d", "null_mx"},
        {"d mx mx 10 .", "d", "null_mx"},
        {"d mx mx 0 . 10 h.d\nh.d a a 192.0.2.1", "d", "accepts_mail"},
        {"d any nodata\nd a a 192.0.2.1", "d", "implicit_mx"},
        {"d any nodata\nd aaaa aaaa 2001:db8::1", "d", "implicit_mx"},
        {"d any nodata", "d", "no_mx"},
        {"d any nodata\nd a a 10.0.0.1", "d", "mx_unroutable"},
        {"d mx mx 10 h.d 20 i.d\nh.d any nx\ni.d any nodata", "d", "mx_broken"},
        {"d mx mx 10 h.d 20 i.d\nh.d a a 10.1.2.3\nh.d aaaa nodata\ni.d any nx", "d", "mx_unroutable"},
        {"d mx mx 10 h.d\nh.d a a 127.0.0.1\nh.d aaaa aaaa ::1", "d", "mx_unroutable"},
        {"d mx mx 10 h.d\nh.d a nodata\nh.d aaaa aaaa fd00::1", "d", "mx_unroutable"},
        {"d mx mx 10 h.d\nh.d a nodata\nh.d aaaa aaaa ::ffff:10.0.0.1", "d", "mx_unroutable"},
        {"d mx mx 10 h.d\nh.d a a 100.64.0.1 169.254.1.1 0.0.0.0\nh.d aaaa nodata", "d", "mx_unroutable"},
        {"d mx mx 10 h.d\nh.d a a 100.63.0.1", "d", "accepts_mail"},
        {"d mx mx 10 h.d\nh.d a a 10.0.0.1 192.0.2.1", "d", "accepts_mail"},
        {"d mx mx 10 localhost", "d", "mx_unroutable"},
        {"d mx mx 10 192.0.2.1", "d", "mx_unroutable"},
        {"d mx servfail", "d", "dns_failed"},
        {"d mx refused", "d", "dns_refused"},
        {"d mx drop", "d", "dns_timeout"},
        {"d mx garbage", "d", "dns_failed"},
        /* What could not be asked is not known to be gone. */
        {"d mx mx 10 h.d\nh.d any servfail", "d", "dns_failed"},
        {"d mx mx 10 h.d\nh.d any refused", "d", "dns_refused"},
        {"d mx mx 10 h.d\nh.d any drop", "d", "dns_timeout"},
        {"d mx mx 10 h.d 20 i.d\nh.d any servfail\ni.d any nx", "d", "dns_failed"},
        {"d mx mx 10 h.d 20 i.d\nh.d any servfail\ni.d a a 192.0.2.1", "d", "accepts_mail"},
        {"d mx mx 10 h.d\nh.d a nodata\nh.d aaaa servfail", "d", "dns_failed"},
        {"d any nodata\nd a servfail", "d", "dns_failed"},
        /* A lame server, which names others to be asked, does not say that there is nothing. */
        {"d mx referral", "d", "dns_failed"},
        {"d mx mx 10 h.d\nh.d any referral", "d", "dns_failed"},
        {"d any nodata\nd a referral", "d", "dns_failed"},
        {"d mx cname e\ne mx referral", "d", "dns_failed"},
        /* A name that stands for another. */
        {"d any cname e\ne mx mx 10 h.e\nh.e a a 192.0.2.1", "d", "accepts_mail"},
        {"d any cname e\ne any nodata\ne a a 192.0.2.1", "d", "implicit_mx"},
        {"d any cname e\ne any nodata", "d", "no_mx"},
        {"d any cname e", "d", "no_domain"},
        /* An empty non-terminal: there is a name below it. */
        {"d any nodata\nx.d a a 192.0.2.1", "d", "no_mx"},
        {"d mx wrongid mx 10 h.d", "d", "dns_timeout"},
        {"d mx late 30 mx 10 h.d\nh.d a a 192.0.2.1", "d", "accepts_mail"},
        {"d mx empty mx 10 h.d\nh.d a a 192.0.2.1", "d", "accepts_mail"},
        /* c-ares answers that by itself. */
        {"d.onion mx mx 10 h.d\nh.d a a 192.0.2.1", "d.onion", "no_domain"},
        {"", "[192.0.2.1]", "not_asked"},
        {"", "a\\.b", "no_domain"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *script = g_strconcat(SANE, CASES[i].script, NULL);
        g_auto(Scene) scene = {0};
        scene_init(&scene, script);
        ask(&scene, CASES[i].domain, FALSE);
        const NxDomainFacts *facts = facts_of(&scene, CASES[i].domain);
        if (strcmp(nx_check_reason_name(facts->found), CASES[i].reason) != 0)
            g_error("%s: %s", CASES[i].script, nx_check_reason_name(facts->found));
        g_assert_null(nx_checker_trouble(scene.checker));
        /* What is no answer is not kept. */
        g_assert_true((facts->until > facts->at) == (nx_check_reason_side(facts->found) != NX_SIDE_NONE));
    }
}

static void hosts_stand_by_preference(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, SANE "d mx mx 30 c.d 10 A.d 20 b.d 0 .\na.d a a 192.0.2.1\n");
    ask(&scene, "d", FALSE);
    const NxDomainFacts *facts = facts_of(&scene, "d");
    g_autofree char *hosts = g_strjoinv(" ", facts->mx);
    g_assert_cmpstr(hosts, ==, "a.d b.d c.d");
    g_assert_cmpuint(facts->notes, ==, NX_NOTE_STRAY_NULL);
    /* The first has an address: nobody else is asked. */
    g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "a b.d"), ==, 0);
    g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "aaaa a.d"), ==, 0);
}

static void a_host_is_asked_once(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene,
               SANE "* mx mx 10 h.big 20 i.big\nh.big any nodata\ni.big a late 20 a 192.0.2.1\n*.invalid any nx\n");
    ask(&scene, "a b c d e", FALSE);
    for (const char *const *d = (const char *const[]){"a", "b", "c", "d", "e", NULL}; *d; d++)
        assert_found(&scene, *d, "accepts_mail");
    g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "a h.big"), ==, 1);
    g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "aaaa h.big"), ==, 1);
    g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "a i.big"), ==, 1);
}

/* Sixty hosts do not fit into a packet; with the flag of truncation alone it is no answer, by TCP it is. */
static void a_cut_answer_is_asked_for_by_tcp(void)
{
    g_autoptr(GString) script = g_string_new(SANE "many mx mx");
    for (guint i = 0; i < 60; i++)
        g_string_append_printf(script, " %u a-long-name-for-a-host-%u.many", i, i);
    g_string_append(script,
                    "\na-long-name-for-a-host-0.many a a 192.0.2.1\nflag mx tc mx 1 h.flag\nh.flag a a 192.0.2.1\n");
    g_auto(Scene) scene = {0};
    scene_init(&scene, script->str);
    ask(&scene, "many flag", FALSE);
    assert_found(&scene, "many", "accepts_mail");
    assert_found(&scene, "flag", "accepts_mail");
    g_assert_cmpuint(nx_fake_dns_asked_by_tcp(scene.dns), ==, 2);
    g_assert_cmpuint(g_strv_length(facts_of(&scene, "many")->mx), ==, 16);
}

/* A short life is made an hour, a long one a week; what is gone may be back in an hour. */
static void answers_live_as_long_as_they_may(void)
{
    static const struct {
        const char *script;
        NxTime life;
    } CASES[] = {
        {"d mx ttl 60 mx 1 h.d\nh.d a ttl 999999999 a 192.0.2.1", NX_HOUR},
        {"d mx ttl 3601 mx 1 h.d\nh.d a ttl 999999 a 192.0.2.1", NX_HOUR + 1},
        {"d mx ttl 999999 mx 1 h.d\nh.d a ttl 7200 a 192.0.2.1", 2 * NX_HOUR},
        {"d mx ttl 999999 mx 1 h.d\nh.d a ttl 999999 a 192.0.2.1", 7 * NX_DAY},
        {"d any nodata\nd a ttl 7201 a 192.0.2.1", 7201},
        {"d any nodata", NX_HOUR},
        {"", NX_HOUR},
        {"d mx servfail", 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *script = g_strconcat(SANE, CASES[i].script, NULL);
        g_auto(Scene) scene = {0};
        scene_init(&scene, script);
        ask(&scene, "d", FALSE);
        const NxDomainFacts *facts = facts_of(&scene, "d");
        g_assert_cmpint(facts->at, ==, NOW);
        g_assert_cmpint(facts->until - facts->at, ==, CASES[i].life);
    }
}

/* ---- A resolver that cannot be trusted --------------------------------------------------------------------------- */

static void nothing_is_said_before_the_resolver_is_proven(void)
{
    static const struct {
        const char *script, *words;
    } CASES[] = {
        {"* mx mx 10 h.big\nh.big a a 192.0.2.1\ncom soa soa\n", "invents answers"},
        {"com soa soa\n*.invalid any nodata\n", "invents answers"},
        {"com soa soa\n*.invalid any servfail\n", "invents answers"},
        {"com soa soa\n*.invalid any drop\n", "does not answer"},
        {"", "does not answer"},
        {"com soa servfail\n", "does not answer"},
        {"com soa refused\n", "does not answer"},
        {"* any drop\n", "does not answer"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(Scene) scene = {0};
        scene_init(&scene, CASES[i].script);
        ask(&scene, "a b", FALSE);
        assert_found(&scene, "a", "not_asked");
        assert_found(&scene, "b", "not_asked");
        g_autofree char *trouble = nx_checker_trouble(scene.checker);
        g_assert_nonnull(trouble);
        if (!strstr(trouble, CASES[i].words))
            g_error("%s: %s", CASES[i].script, trouble);
        g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "mx a"), ==, 0);
        ask(&scene, "c", FALSE);
        assert_found(&scene, "c", "not_asked");
    }
}

static char *names(const char *prefix, guint n)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s%u.x", i ? " " : "", prefix, i);
    return g_strdup(all->str);
}

static void ask_two_kinds(Scene *scene, guint gone, guint alive, gboolean said_dead)
{
    g_autofree char *dead = names("gone", gone), *live = names("live", alive);
    g_autofree char *all = g_strjoin(alive ? " " : NULL, dead, live, NULL);
    ask(scene, alive ? all : dead, said_dead);
}

#define LIVES(i) "live" #i ".x mx mx 1 h.x\n"
static const char HALF[] = SANE CONTROLS "h.x a a 192.0.2.1\n" LIVES(0) LIVES(1) LIVES(2) LIVES(3) LIVES(4) LIVES(5)
    LIVES(6) LIVES(7) LIVES(8) LIVES(9) LIVES(10);

/* Twenty and more, over half of them gone: it is rather the resolver. What is alive is alive. */
static void half_of_many_gone_at_once_is_suspect(void)
{
    static const struct {
        guint gone, alive;
        const char *reason;
    } CASES[] = {{11, 9, "dns_suspect"},
                 {10, 10, "no_domain"},
                 {10, 9, "no_domain"},
                 {19, 0, "no_domain"},
                 {20, 0, "dns_suspect"}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(Scene) scene = {0};
        scene_init(&scene, HALF);
        ask_two_kinds(&scene, CASES[i].gone, CASES[i].alive, FALSE);
        for (guint k = 0; k < scene.order->len; k++) {
            const NxDomainFacts *facts = scene.order->pdata[k];
            gboolean live = g_str_has_prefix(facts->domain, "live");
            assert_found(&scene, facts->domain, live ? "accepts_mail" : CASES[i].reason);
            g_assert_true(live || !g_str_equal(CASES[i].reason, "dns_suspect") || facts->until == facts->at);
        }
        g_assert_cmpuint(scene.order->len, ==, CASES[i].gone + CASES[i].alive);
        g_assert_cmpuint(nx_fake_dns_asked(scene.dns, "mx gmail.com"), ==, 0);
    }
}

/* Null MX is a thing that a domain says of itself. */
static void many_that_take_no_mail_are_believed(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, SANE "*.x mx mx 0 .\n");
    ask_two_kinds(&scene, 30, 0, FALSE);
    assert_found(&scene, "gone7.x", "null_mx");
}

/* Where bounces have said it, ten large domains must be alive, and then any number may be dead. */
static void what_bounces_said_is_held_against_large_domains(void)
{
    g_auto(Scene) fine = {0}, broken = {0}, silent = {0};
    scene_init(&fine, HALF);
    ask_two_kinds(&fine, 30, 2, TRUE);
    assert_found(&fine, "gone7.x", "no_domain");
    assert_found(&fine, "live1.x", "accepts_mail");
    g_assert_cmpuint(fine.order->len, ==, 32);
    g_assert_cmpuint(nx_fake_dns_asked(fine.dns, "mx gmail.com"), ==, 1);
    g_autofree char *one_gone = g_strconcat(HALF, "web.de mx nx\n", NULL);
    scene_init(&broken, one_gone);
    ask_two_kinds(&broken, 1, 1, TRUE);
    assert_found(&broken, "gone0.x", "dns_suspect");
    assert_found(&broken, "live0.x", "accepts_mail");
    g_autofree char *six_silent = g_strconcat(HALF,
                                              "web.de mx servfail\ngmail.com mx servfail\nmail.ru mx servfail\n"
                                              "gmx.net mx servfail\n163.com mx servfail\norange.fr mx servfail\n",
                                              NULL);
    scene_init(&silent, six_silent);
    ask_two_kinds(&silent, 1, 0, TRUE);
    assert_found(&silent, "gone0.x", "dns_suspect");
}

/* What is alive is said before the last of its batch has answered. */
static void live_domains_do_not_wait_for_others(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, HALF);
    ask_two_kinds(&scene, 10, 11, FALSE);
    for (guint i = 0; i < 11; i++)
        g_assert_true(g_str_has_prefix(((NxDomainFacts *)scene.order->pdata[i])->domain, "live"));
}

/* Twenty questions without an answer, and then it does not know `com.` either. */
static void a_resolver_that_falls_silent_ends_the_run(void)
{
    static const struct {
        guint n;
        gboolean is_trouble;
    } CASES[] = {{19, FALSE}, {20, TRUE}, {300, TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(Scene) scene = {0};
        scene_init(&scene, "com soa once soa\n*.x any drop\n");
        ask_two_kinds(&scene, CASES[i].n, 0, FALSE);
        assert_found(&scene, "gone0.x", "dns_timeout");
        assert_found(&scene, "gone18.x", "dns_timeout");
        g_autofree char *trouble = nx_checker_trouble(scene.checker);
        g_assert_true((trouble != NULL) == CASES[i].is_trouble);
        if (CASES[i].n == 300)
            assert_found(&scene, "gone299.x", "not_asked");
    }
}

static void dead_domains_in_a_row_do_not_end_it(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, SANE "*.x any drop\nlive0.x mx mx 1 h.y\nh.y a a 192.0.2.1\n");
    ask_two_kinds(&scene, 60, 1, FALSE);
    assert_found(&scene, "gone59.x", "dns_timeout");
    assert_found(&scene, "live0.x", "accepts_mail");
    g_assert_null(nx_checker_trouble(scene.checker));
}

static void the_window_bounds_what_is_on_the_way(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, SANE "*.x mx late 5 mx 1 h.y\nh.y a a 192.0.2.1\n");
    ask_two_kinds(&scene, 400, 0, FALSE);
    assert_found(&scene, "gone399.x", "accepts_mail");
    g_assert_cmpuint(nx_fake_dns_at_once(scene.dns), <=, 100);
    g_assert_cmpuint(nx_fake_dns_at_once(scene.dns), >, 20);
}

static void special_names_are_asked_of_a_named_server_alone(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, SANE "corp.test mx mx 1 h.test\nh.test a a 192.0.2.1\n");
    ask(&scene, "corp.test", FALSE);
    assert_found(&scene, "corp.test", "accepts_mail");
    static const char *const SPECIAL[] = {"test",      "a.test",  "a.b.invalid",  "localhost",
                                          "x.example", "x.onion", "printer.local"};
    static const char *const ORDINARY[] = {"attest", "test.net", "example.com", "local.net", "x.exampl"};
    for (guint i = 0; i < G_N_ELEMENTS(SPECIAL); i++)
        g_assert_true(nx_domain_is_special(SPECIAL[i]));
    for (guint i = 0; i < G_N_ELEMENTS(ORDINARY); i++)
        g_assert_false(nx_domain_is_special(ORDINARY[i]));
}

static void a_wrong_setting_is_named(void)
{
    static const char *const WRONG[] = {"", "moon", "127.0.0.1:99999x", "dns.example"};
    for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        g_autoptr(GError) error = NULL;
        NxCheckSettings settings = {.nameserver = WRONG[i]};
        g_assert_null(nx_checker_new(&settings, NULL, NULL, &error));
        g_assert_error(error, NX_ERROR, NX_ERROR_SYNTAX);
    }
}

static void what_is_on_the_way_may_be_forgotten(void)
{
    g_auto(Scene) scene = {0};
    scene_init(&scene, SANE "*.x any drop\n");
    g_autofree NxCheckQuestion *questions = g_new0(NxCheckQuestion, 300);
    for (guint i = 0; i < 300; i++)
        questions[i].domain = i % 2 ? "odd.x" : "even.x";
    nx_checker_ask(scene.checker, questions, 300, NOW);
    nx_checker_ask(scene.checker, questions, 300, NOW);
    g_assert_true(nx_checker_wait(scene.checker, 1));
}

static void built_without_a_resolver_nothing_can_be_asked(void)
{
    g_autoptr(GError) error = NULL;
    NxCheckSettings settings = {0};
    g_assert_null(nx_checker_new(&settings, NULL, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_MISSING);
    g_assert_true(strstr(error->message, "c-ares") != NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!nx_checker_is_built_in(NULL)) {
        g_test_add_func("/check/checker/without", built_without_a_resolver_nothing_can_be_asked);
        return g_test_run();
    }
    g_test_add_func("/check/checker/outcomes", every_outcome_is_told);
    g_test_add_func("/check/checker/preference", hosts_stand_by_preference);
    g_test_add_func("/check/checker/once", a_host_is_asked_once);
    g_test_add_func("/check/checker/tcp", a_cut_answer_is_asked_for_by_tcp);
    g_test_add_func("/check/checker/life", answers_live_as_long_as_they_may);
    g_test_add_func("/check/checker/trust", nothing_is_said_before_the_resolver_is_proven);
    g_test_add_func("/check/checker/suspect", half_of_many_gone_at_once_is_suspect);
    g_test_add_func("/check/checker/null", many_that_take_no_mail_are_believed);
    g_test_add_func("/check/checker/said-dead", what_bounces_said_is_held_against_large_domains);
    g_test_add_func("/check/checker/stream", live_domains_do_not_wait_for_others);
    g_test_add_func("/check/checker/silent", a_resolver_that_falls_silent_ends_the_run);
    g_test_add_func("/check/checker/in-a-row", dead_domains_in_a_row_do_not_end_it);
    g_test_add_func("/check/checker/window", the_window_bounds_what_is_on_the_way);
    g_test_add_func("/check/checker/special", special_names_are_asked_of_a_named_server_alone);
    g_test_add_func("/check/checker/setting", a_wrong_setting_is_named);
    g_test_add_func("/check/checker/forget", what_is_on_the_way_may_be_forgotten);
    return g_test_run();
}
