/* One fixture for each result, and what must not lead to it. */
#include "check/fixture.h"
#include <string.h>

static NxDomainFacts *facts_of(const char *key, NxCheckReason found, const char *mx)
{
    NxDomainFacts *facts = nx_domain_facts_new(key ? strrchr(key, '@') + 1 : "corp.example");
    facts->found = found;
    g_strfreev(facts->mx);
    facts->mx = g_strsplit(mx ? mx : "", " ", -1);
    return facts;
}

typedef struct {
    const char *key;
    NxCheckReason found; /* NOT_ASKED: no facts at all */
    const char *mx;
    const char *result, *reason, *suggestion;
} Case;

static void each_result_has_its_reason(void)
{
    static const Case CASES[] = {
        {NULL, NX_CHECK_NOT_ASKED, NULL, "invalid", "syntax", NULL},
        {"ann@corp.example", NX_CHECK_NOT_ASKED, NULL, "unknown", "not_asked", NULL},
        {"ann@corp.example", NX_CHECK_ACCEPTS_MAIL, "mx.corp.example", "unknown", "accepts_mail", NULL},
        {"ann@corp.example", NX_CHECK_IMPLICIT_MX, NULL, "risky", "implicit_mx", NULL},
        {"ann@corp.example", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", NULL},
        {"ann@corp.example", NX_CHECK_NO_MX, NULL, "invalid", "no_mx", NULL},
        {"ann@corp.example", NX_CHECK_NULL_MX, NULL, "invalid", "null_mx", NULL},
        {"ann@corp.example", NX_CHECK_MX_BROKEN, "mx.corp.example", "invalid", "mx_broken", NULL},
        {"ann@corp.example", NX_CHECK_MX_UNROUTABLE, "mx.corp.example", "invalid", "mx_unroutable", NULL},
        {"ann@corp.example", NX_CHECK_DNS_FAILED, NULL, "unknown", "dns_failed", NULL},
        {"ann@corp.example", NX_CHECK_DNS_REFUSED, NULL, "unknown", "dns_refused", NULL},
        {"ann@corp.example", NX_CHECK_DNS_TIMEOUT, NULL, "unknown", "dns_timeout", NULL},
        {"ann@corp.example", NX_CHECK_DNS_SUSPECT, NULL, "unknown", "dns_suspect", NULL},
        /* Lists: whoever is there at all is asked second. */
        {"ann@mailinator.com", NX_CHECK_ACCEPTS_MAIL, "mail.mailinator.com", "risky", "disposable", NULL},
        {"ann@mailinator.com", NX_CHECK_DNS_TIMEOUT, NULL, "risky", "disposable", NULL},
        {"ann@mailinator.com", NX_CHECK_NOT_ASKED, NULL, "risky", "disposable", NULL},
        {"ann@mailinator.com", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", NULL},
        {"ann@fresh-name.example", NX_CHECK_ACCEPTS_MAIL, "mx.guerrillamail.com", "risky", "disposable", NULL},
        {"ann@fresh-name.example", NX_CHECK_ACCEPTS_MAIL, "mx.trashymail.com", "unknown", "accepts_mail", NULL},
        {"ann@old-name.example", NX_CHECK_ACCEPTS_MAIL, "mail.h-email.net", "unknown", "accepts_mail", NULL},
        {"ann@old-name.example", NX_CHECK_ACCEPTS_MAIL, "mx.parked.example", "risky", "parked", NULL},
        {"ann@old-name.example", NX_CHECK_ACCEPTS_MAIL, "mx.unparked.example", "unknown", "accepts_mail", NULL},
        {"ann@old-name.example", NX_CHECK_MX_BROKEN, "mx.parked.example", "invalid", "mx_broken", NULL},
        {"ann@mailinator.com", NX_CHECK_ACCEPTS_MAIL, "mx.parked.example", "risky", "disposable", NULL},
        {"ann@duck.com", NX_CHECK_ACCEPTS_MAIL, "mx.duck.com", "unknown", "accepts_mail", NULL},
        {"info@corp.example", NX_CHECK_ACCEPTS_MAIL, "mx.corp.example", "unknown", "accepts_mail", NULL},
        {"ann@gmail.com", NX_CHECK_ACCEPTS_MAIL, "gmail-smtp-in.l.google.com", "unknown", "accepts_mail", NULL},
        /* Slips: a dead domain near a known one; a known slip though it takes mail; a network of slips. */
        {"ann@gamil.com", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", "gmail.com"},
        {"ann@gamil.com", NX_CHECK_NULL_MX, NULL, "invalid", "null_mx", "gmail.com"},
        {"ann@gamil.com", NX_CHECK_NO_MX, NULL, "invalid", "no_mx", "gmail.com"},
        {"ann@gmail.con", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", "gmail.com"},
        {"ann@gmial.com", NX_CHECK_ACCEPTS_MAIL, "mx.park.example", "risky", "typo_domain", "gmail.com"},
        {"ann@gmial.com", NX_CHECK_DNS_FAILED, NULL, "risky", "typo_domain", "gmail.com"},
        {"ann@outlok.com", NX_CHECK_ACCEPTS_MAIL, "a.mxstorm.com", "risky", "typo_domain", "outlook.com"},
        {"ann@166gmail.com", NX_CHECK_ACCEPTS_MAIL, "a.mxstorm.com", "risky", "typo_domain", NULL},
        /* Third gate: who takes mail, does not answer, or was not asked about is nobody's slip. */
        {"ann@gamil.com", NX_CHECK_ACCEPTS_MAIL, "mx.gamil.com", "unknown", "accepts_mail", NULL},
        {"ann@gamil.com", NX_CHECK_IMPLICIT_MX, NULL, "risky", "implicit_mx", NULL},
        {"ann@gamil.com", NX_CHECK_MX_BROKEN, "mx.gamil.com", "invalid", "mx_broken", NULL},
        {"ann@gamil.com", NX_CHECK_DNS_TIMEOUT, NULL, "unknown", "dns_timeout", NULL},
        {"ann@gamil.com", NX_CHECK_DNS_SUSPECT, NULL, "unknown", "dns_suspect", NULL},
        {"ann@gamil.com", NX_CHECK_NOT_ASKED, NULL, "unknown", "not_asked", NULL},
        /* First and second: known ones, and one name in two countries. */
        {"ann@hotmail.dk", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", NULL},
        {"ann@yahoo.co", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", NULL},
        {"ann@gmx.de", NX_CHECK_NO_DOMAIN, NULL, "invalid", "no_domain", NULL},
    };
    g_auto(Lists) own = {0};
    lists_init(&own, "mx\tclass\nparked.example\tparking\n");
    gboolean seen[NX_N_CHECK_REASONS] = {FALSE};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const Case *c = &CASES[i];
        NxCheckTaste taste = {0};
        g_autoptr(NxDomainFacts) facts = c->found ? facts_of(c->key, c->found, c->mx) : NULL;
        g_auto(NxCheck) check = {0};
        nx_check_address(own.lists, &taste, c->key, facts, &check);
        if (g_strcmp0(nx_check_result_name(check.result), c->result) ||
            g_strcmp0(nx_check_reason_name(check.reason), c->reason) || g_strcmp0(check.suggestion, c->suggestion))
            g_error("%u %s: %s/%s %s", i, c->key, nx_check_result_name(check.result),
                    nx_check_reason_name(check.reason), check.suggestion);
        seen[check.reason] = TRUE;
    }
    for (guint i = 0; i < NX_N_CHECK_REASONS; i++)
        g_assert_true(seen[i] || i == NX_CHECK_ROLE || (i >= NX_CHECK_MAILBOX_EXISTS && i <= NX_CHECK_NOT_ASKED_YET));
}

static void taste_decides_about_roles_and_familiar_names(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    g_autoptr(GHashTable) familiar = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(familiar, (gpointer) "gmial.com");
    NxCheckTaste taste = {.roles_are_risky = TRUE, .familiar = familiar};
    g_auto(NxCheck) role = {0}, dead = {0}, familiar_one = {0};
    g_autoptr(NxDomainFacts) alive = facts_of("info@corp.example", NX_CHECK_ACCEPTS_MAIL, "mx.corp.example");
    nx_check_address(own.lists, &taste, "info@corp.example", alive, &role);
    g_assert_cmpint(role.result, ==, NX_CHECK_RISKY);
    g_assert_cmpint(role.reason, ==, NX_CHECK_ROLE);
    g_autoptr(NxDomainFacts) gone = facts_of("info@corp.example", NX_CHECK_NO_DOMAIN, NULL);
    nx_check_address(own.lists, &taste, "info@corp.example", gone, &dead);
    g_assert_cmpint(dead.reason, ==, NX_CHECK_NO_DOMAIN);
    nx_check_address(own.lists, &taste, "ann@gmial.com", alive, &familiar_one);
    g_assert_cmpint(familiar_one.reason, ==, NX_CHECK_ACCEPTS_MAIL);
    g_assert_null(familiar_one.suggestion);
}

static char *words_of(const Lists *own, const char *key, const NxDomainFacts *facts)
{
    NxCheckTaste taste = {0};
    g_auto(NxCheck) check = {0};
    nx_check_address(own->lists, &taste, key, facts, &check);
    return nx_check_words(&check, facts);
}

static void words_say_what_was_found(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    g_autoptr(NxDomainFacts) alive =
        facts_of("a@b.example", NX_CHECK_ACCEPTS_MAIL, "aspmx.l.google.com alt.l.google.com");
    g_autofree char *words = words_of(&own, "a@b.example", alive), *role = words_of(&own, "info@b.example", alive);
    g_assert_cmpstr(words, ==, "the domain answers, aspmx.l.google.com (google)");
    g_assert_cmpstr(role, ==, "the domain answers, aspmx.l.google.com (google); a function, not a person");
    g_autoptr(NxDomainFacts) gone = facts_of("a@gmial.com", NX_CHECK_NO_DOMAIN, NULL);
    g_autofree char *slip = words_of(&own, "a@gmial.com", gone);
    g_assert_cmpstr(slip, ==, "there is no such domain; did you mean gmail.com?");
    g_autofree char *throwaway = words_of(&own, "a@mailinator.com", NULL);
    g_assert_cmpstr(throwaway, ==, "a throwaway address: nobody stays behind it");
    /* A host's name is a stranger's. */
    g_autoptr(NxDomainFacts) hostile = facts_of("a@b.example", NX_CHECK_ACCEPTS_MAIL, "mx\033[2J.example");
    g_autofree char *safe = words_of(&own, "a@b.example", hostile);
    g_assert_null(strchr(safe, '\033'));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/verdict/results", each_result_has_its_reason);
    g_test_add_func("/check/verdict/taste", taste_decides_about_roles_and_familiar_names);
    g_test_add_func("/check/verdict/words", words_say_what_was_found);
    return g_test_run();
}
