/* Asking name servers from the screen: answers come in by themselves, and no key waits for them. */
#include "fake_dns.h"
#include "tui/harness.h"
#include <string.h>

static const char SCRIPT[] =
    "com soa soa\norchard.example mx mx 1 mx1.orchard.example\nmx1.orchard.example a a 192.0.2.1\n"
    "corp.example mx late 300 mx 1 mx1.orchard.example\nmail.quay.example mx mx 0 .\n"
    "gmail.com mx mx 5 c.big.com\noutlook.com mx mx 5 c.big.com\nyahoo.com mx mx 5 c.big.com\n"
    "icloud.com mx mx 5 c.big.com\ngmx.net mx mx 5 c.big.com\nweb.de mx mx 5 c.big.com\n"
    "orange.fr mx mx 5 c.big.com\nlibero.it mx mx 5 c.big.com\nmail.ru mx mx 5 c.big.com\n"
    "163.com mx mx 5 c.big.com\nc.big.com a a 192.0.2.9\n";

static NxHarness *harness_of(const char *name, const NxFakeDns *dns)
{
    nx_harness_mailbox("box");
    NxHarness *harness = nx_harness_prepare(name, "box");
    harness->start.check.nameserver = nx_fake_dns_place(dns);
    nx_harness_open(harness);
    return harness;
}

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

static void select_address(NxHarness *harness, const char *words)
{
    nx_harness_press(harness, "/");
    nx_harness_type(harness, words);
    nx_harness_press(harness, "Enter");
}

static void the_detail_says_what_was_found(void)
{
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new(SCRIPT);
    g_autoptr(NxHarness) harness = harness_of("detail", dns);
    select_address(harness, "kijitora");
    nx_harness_press(harness, "Enter");
    nx_assert_hides(harness, "the domain answers");
    command(harness, "check");
    nx_assert_shows(harness, "the domain answers, mx1.orchard.example, 2026-11-21 10:00");
    nx_assert_shows(harness, "Domains checked: 1 answer, 0 are gone, 0 are not known.");
    g_assert_cmpuint(nx_fake_dns_asked(dns, "mx orchard.example"), ==, 1);
    g_assert_cmpuint(nx_fake_dns_asked(dns, "mx corp.example"), ==, 0);
}

static void tags_are_asked_and_limits_know_of_it(void)
{
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new(SCRIPT);
    g_autoptr(NxHarness) harness = harness_of("tags", dns);
    nx_harness_press(harness, "T");
    nx_harness_type(harness, "domain:orchard.example or domain:mail.quay.example or domain:nowhere.invalid");
    nx_harness_press(harness, "Enter");
    command(harness, "check");
    nx_assert_shows(harness, "Domains checked: 1 answer, 2 are gone, 0 are not known.");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "check:invalid");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "taro.yamada@mail.quay.example");
    nx_assert_shows(harness, "info@nowhere.invalid");
    nx_assert_hides(harness, "kijitora@");
    command(harness, "group check");
    nx_assert_shows(harness, "null_mx");
    nx_assert_shows(harness, "no_domain");
}

/* Keys work while an answer is on its way, and it turns up without one. */
static void keys_do_not_wait(void)
{
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new(SCRIPT);
    g_autoptr(NxHarness) harness = harness_of("keys", dns);
    select_address(harness, "sales@corp");
    nx_harness_press(harness, "Enter :");
    nx_harness_type(harness, "check");
    nx_inspector_key(harness->in, '\r'); /* nobody waits here */
    g_assert_true(nx_model_is_busy(harness->in->model));
    guint32 before = harness->in->model->selected;
    nx_inspector_key(harness->in, 'q');
    nx_inspector_key(harness->in, 'k');
    g_assert_true(nx_model_is_busy(harness->in->model));
    g_assert_cmpuint(harness->in->model->selected, !=, before);
    nx_harness_settle(harness);
    nx_assert_shows(harness, "Domains checked: 1 answer");
}

/* What was asked is there in the next session, and quitting waits for nobody. */
static void the_ledger_remembers(void)
{
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new(SCRIPT);
    NxHarness *first = harness_of("again", dns);
    select_address(first, "kijitora");
    command(first, "check");
    select_address(first, "sales@corp");
    nx_harness_press(first, ":");
    nx_harness_type(first, "check");
    nx_inspector_key(first->in, '\r');
    nx_harness_free(first);
    g_autoptr(NxHarness) second = harness_of("again", dns);
    select_address(second, "kijitora");
    nx_harness_press(second, "Enter");
    nx_assert_shows(second, "the domain answers, mx1.orchard.example, 2026-11-21 10:00");
    g_assert_cmpuint(nx_fake_dns_asked(dns, "mx orchard.example"), ==, 1);
}

/* Said, and another try is another try. */
static void a_resolver_that_invents_is_named(void)
{
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new("* mx mx 1 h\nh a a 192.0.2.1\ncom soa soa\n");
    g_autoptr(NxHarness) harness = harness_of("invents", dns);
    select_address(harness, "kijitora");
    command(harness, "check");
    nx_assert_shows(harness, "the resolver invents answers");
    guint asked = nx_fake_dns_asked(dns, "soa com");
    command(harness, "check");
    g_assert_cmpuint(nx_fake_dns_asked(dns, "soa com"), ==, asked + 1);
    nx_harness_press(harness, "Enter");
    nx_assert_hides(harness, "the domain answers");
}

static void without_a_resolver_it_says_so(void)
{
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new(SCRIPT);
    g_autoptr(NxHarness) harness = harness_of("without", dns);
    command(harness, "check");
    nx_assert_shows(harness, "c-ares");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!nx_checker_is_built_in(NULL)) {
        g_test_add_func("/tui/check/without", without_a_resolver_it_says_so);
        return g_test_run();
    }
    g_test_add_func("/tui/check/detail", the_detail_says_what_was_found);
    g_test_add_func("/tui/check/tags", tags_are_asked_and_limits_know_of_it);
    g_test_add_func("/tui/check/keys", keys_do_not_wait);
    g_test_add_func("/tui/check/ledger", the_ledger_remembers);
    g_test_add_func("/tui/check/invents", a_resolver_that_invents_is_named);
    return g_test_run();
}
