/* What the lists say of an address and of mail servers, and what a user's own lists change. */
#include "check/fixture.h"
#include "check/lists.h"

static void names_tell_what_they_are(void)
{
    static const struct {
        const char *key;
        NxCheckNotes notes;
    } CASES[] = {
        {"ann@corp.example", NX_NOTE_NONE},
        {"ann@mailinator.com", NX_NOTE_DISPOSABLE},
        {"ann@deep.below.mailinator.com", NX_NOTE_DISPOSABLE},
        {"ann@notmailinator.com", NX_NOTE_NONE},
        {"ann@mailinator.com.corp.example", NX_NOTE_NONE},
        {"ann@duck.com", NX_NOTE_RELAY},
        {"x1y2@privaterelay.appleid.com", NX_NOTE_RELAY},
        {"ann@appleid.com", NX_NOTE_NONE},
        {"ann@cock.li", NX_NOTE_NONE},
        {"ann@gmail.com", NX_NOTE_FREE},
        {"ann@tutanota.com", NX_NOTE_FREE},
        {"ann@below.gmail.com", NX_NOTE_NONE},
        {"info@corp.example", NX_NOTE_ROLE},
        {"postmaster@corp.example", NX_NOTE_ROLE},
        {"info+news@corp.example", NX_NOTE_ROLE | NX_NOTE_PLUS_TAG},
        {"ann+info@corp.example", NX_NOTE_PLUS_TAG},
        {"infos@corp.example", NX_NOTE_NONE},
        {"me@corp.example", NX_NOTE_NONE},
        {"ann@plus+.example", NX_NOTE_NONE},
    };
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        if (nx_check_lists_notes(own.lists, CASES[i].key) != CASES[i].notes)
            g_error("%s: %x", CASES[i].key, nx_check_lists_notes(own.lists, CASES[i].key));
    g_assert_cmpuint(nx_problems_count(own.problems), ==, 0);
}

/* Somebody has to read postmaster's mail; that of sales is like any other, and a role all the same. */
static void roles_protect_as_before(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    g_assert_true(nx_library_is_protected(own.library, "abuse@corp.example"));
    g_assert_false(nx_library_is_protected(own.library, "info@corp.example"));
    g_assert_false(nx_library_is_protected(own.library, "noreply@corp.example"));
}

static NxMxClass class_of(const Lists *own, const char *first, const char *second)
{
    const char *mx[] = {first, second, NULL};
    return nx_check_lists_mx(own->lists, mx);
}

static void mail_servers_tell_whose_they_are(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    g_assert_cmpint(class_of(&own, "mx.corp.example", NULL), ==, NX_MX_NONE);
    g_assert_cmpint(class_of(&own, NULL, NULL), ==, NX_MX_NONE);
    g_assert_cmpint(class_of(&own, "mail2.mailinator.com", NULL), ==, NX_MX_DISPOSABLE);
    g_assert_cmpint(class_of(&own, "mx.corp.example", "mail2.mailinator.com"), ==, NX_MX_DISPOSABLE);
    g_assert_cmpint(class_of(&own, "mx.trashymail.com", NULL), ==, NX_MX_WEAK);
    g_assert_cmpint(class_of(&own, "mx.trashymail.com", "mail.mailinator.com"), ==, NX_MX_DISPOSABLE);
    g_assert_cmpint(class_of(&own, "mail.mailinator.com", "mx.trashymail.com"), ==, NX_MX_DISPOSABLE);
    g_assert_cmpint(class_of(&own, "mail.h-email.net", NULL), ==, NX_MX_MAYBE_PARKED);
    g_assert_cmpint(class_of(&own, "h-email.net.corp.example", "email.net"), ==, NX_MX_NONE);
    g_assert_cmpint(class_of(&own, "mail.h-email.net", "mail.mailinator.com"), ==, NX_MX_DISPOSABLE);
    g_assert_cmpint(class_of(&own, "mail.mailinator.com", "mx1.catchservers.net"), ==, NX_MX_TYPO_NET);
    /* Serve ordinary people. */
    g_assert_cmpint(class_of(&own, "mx1.forwardemail.net", "route2.mx.cloudflare.net"), ==, NX_MX_NONE);
    g_assert_cmpint(class_of(&own, "xsmtp.yopmail.com", NULL), ==, NX_MX_NONE);
}

static void a_users_list_comes_first(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, "domain\tclass\nbad.example\tdisposable\nmailinator.com\tnever\n");
    g_assert_cmpuint(nx_check_lists_notes(own.lists, "ann@x.bad.example"), ==, NX_NOTE_DISPOSABLE);
    g_assert_cmpuint(nx_check_lists_notes(own.lists, "ann@mailinator.com"), ==, NX_NOTE_NONE);
    g_assert_cmpuint(nx_check_lists_notes(own.lists, "ann@yopmail.com"), ==, NX_NOTE_DISPOSABLE);
    g_autoptr(GPtrArray) overrides = nx_library_overrides(own.library);
    g_assert_cmpuint(overrides->len, ==, 1);
    g_assert_true(g_str_has_prefix(overrides->pdata[0], "lists/mine.tsv"));
}

static void what_a_user_takes_away_is_gone(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, "role\tkind\ninfo\tnever\nchef\tbusiness\n");
    g_assert_cmpuint(nx_check_lists_notes(own.lists, "info@corp.example"), ==, NX_NOTE_NONE);
    g_assert_cmpuint(nx_check_lists_notes(own.lists, "Chef@corp.example"), ==, NX_NOTE_ROLE);
    g_auto(Lists) slips = {0};
    lists_init(&slips, "wrong\tright\thow\ngmial.com\t-\tnever\ncrop.example\tcorp.example\tknown\n");
    g_autofree char *right = NULL;
    g_assert_cmpint(nx_check_lists_slip(slips.lists, "gmial.com", &right), ==, NX_SLIP_NEVER);
    g_assert_null(right);
    g_assert_cmpint(nx_check_lists_slip(slips.lists, "crop.example", &right), ==, NX_SLIP_KNOWN);
    g_assert_cmpstr(right, ==, "corp.example");
}

/* Refused by file and line; the rest stands. */
static void a_wrong_row_is_named(void)
{
    static const struct {
        const char *table, *why;
    } CASES[] = {
        {"domain\tclass\nbad.example\tmoon\nworse.example\tdisposable\n", ":2: a row is a domain, its class"},
        {"mx\tclass\tsources\nbad.example\tdisposable\t0\nworse.example\tdisposable\t2\n", ":2: a row is a domain"},
        {"role\tkind\n\tbusiness\nchef\tbusiness\n", ":2: a row is a local part"},
        {"role\tkind\nchef\tmoon\n", ":2: a row is a local part"},
        {"wrong\tright\thow\nab.example\tcd.example\tmaybe\n", ":2: a row is a wrong domain"},
        {"wrong\tright\thow\n.con\tcd.example\tknown\n", ":2: a row is a wrong domain"},
        {"moon\tphase\nfull\t1\n", "mine.tsv: its columns are those of no list"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(Lists) own = {0};
        lists_init(&own, CASES[i].table);
        g_auto(GStrv) lines = nx_problems_take(own.problems);
        g_assert_cmpuint(g_strv_length(lines), ==, 1);
        if (!strstr(lines[0], CASES[i].why))
            g_error("%s", lines[0]);
        g_assert_cmpuint(nx_check_lists_notes(own.lists, "ann@mailinator.com"), ==, NX_NOTE_DISPOSABLE);
        if (i == 0)
            g_assert_cmpuint(nx_check_lists_notes(own.lists, "ann@worse.example"), ==, NX_NOTE_DISPOSABLE);
    }
}

static void words_and_values_go_together(void)
{
    NxCheckReason reason;
    NxCheckResult result;
    for (guint i = 0; i < NX_N_CHECK_REASONS; i++) {
        g_assert_true(nx_check_reason_parse(nx_check_reason_name((NxCheckReason)i), &reason));
        g_assert_cmpint(reason, ==, i);
        /* What speaks for a domain's death is invalid, and nothing else that a domain says is. */
        if (nx_check_reason_side(reason) == NX_SIDE_DEAD)
            g_assert_cmpint(nx_check_reason_result(reason), ==, NX_CHECK_INVALID);
        if (nx_check_reason_side(reason) == NX_SIDE_ANSWERS)
            g_assert_cmpint(nx_check_reason_result(reason), !=, NX_CHECK_INVALID);
        /* DNS proves no mailbox, and a mail server one alone. */
        g_assert_true((nx_check_reason_result(reason) == NX_CHECK_VALID) == (reason == NX_CHECK_MAILBOX_EXISTS));
    }
    for (guint i = 0; i < NX_N_CHECK_RESULTS; i++) {
        g_assert_true(nx_check_result_parse(nx_check_result_name((NxCheckResult)i), &result));
        g_assert_cmpint(result, ==, i);
    }
    g_assert_false(nx_check_reason_parse("moon", &reason));
    g_assert_false(nx_check_result_parse("moon", &result));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/lists/names", names_tell_what_they_are);
    g_test_add_func("/check/lists/protect", roles_protect_as_before);
    g_test_add_func("/check/lists/mx", mail_servers_tell_whose_they_are);
    g_test_add_func("/check/lists/user", a_users_list_comes_first);
    g_test_add_func("/check/lists/never", what_a_user_takes_away_is_gone);
    g_test_add_func("/check/lists/wrong", a_wrong_row_is_named);
    g_test_add_func("/check/lists/words", words_and_values_go_together);
    return g_test_run();
}
