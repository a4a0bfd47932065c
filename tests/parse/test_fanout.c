/* Mail that went on to others behind the address that was mailed: the six mail systems that tell it in six ways. */
#include "parse/report/fanout.h"
#include <nixie/verdict.h>

static NxLibrary *library;
static NxReader *reader;
static NxJudge *judge;

static char *fixture(const char *name)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "fanout", name, NULL);
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static NxReport *read_text(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxEnvelope envelope = {.now = 1795262400}; /* 2026-11-21T12:00:00Z */
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    g_assert_nonnull(report);
    return report;
}

static char *replaced(const char *text, const char *what, const char *with)
{
    g_auto(GStrv) parts = g_strsplit(text, what, -1);
    g_assert_nonnull(parts[1]); /* it is there */
    return g_strjoinv(with, parts);
}

static const char *advice_on(const NxReport *report, guint i)
{
    NxVerdict verdict;
    nx_judge_event(judge, report, i, &verdict);
    g_assert_cmpint(!(verdict.doubts & NX_DOUBT_FANOUT), ==, !report->recipients[i].fanned_out);
    g_assert_true(!report->recipients[i].fanned_out || verdict.confidence < NX_CERTAIN);
    return nx_advice_name(verdict.advice);
}

/* What is known of recipient 0: "team@club.example", or what a notice that does not tell the list leaves of it. */
static void assert_names(const NxReport *report, const char *recipient, const char *other)
{
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(report->recipients[0].recipient, ==, recipient);
    g_assert_true(g_strv_contains(report->recipients[0].aliases, other));
}

static const struct {
    const char *name;
    gboolean tells; /* which address was mailed */
} SYSTEMS[] = {
    {"postfix.eml", TRUE}, {"exim.eml", TRUE},       {"sendmail.eml", TRUE},
    {"courier.eml", TRUE}, {"opensmtpd.eml", FALSE}, {"qmail.eml", FALSE},
};

static void test_one_of_a_group(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SYSTEMS); i++) {
        g_autofree char *text = fixture(SYSTEMS[i].name);
        NxReport *report = read_text(text);
        g_test_message("%s", SYSTEMS[i].name);
        if (SYSTEMS[i].tells)
            assert_names(report, "team@club.example", "ann@isp.example");
        else
            assert_names(report, "ann@isp.example", "team@club.example");
        g_assert_true(report->recipients[0].fanned_out);
        g_assert_cmpstr(advice_on(report, 0), ==, "review");
        nx_report_free(report);
    }
}

/* A near miss: the system of the recipient calls his mailbox by another host. */
static void test_rewritten(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SYSTEMS); i++) {
        g_autofree char *text = fixture(SYSTEMS[i].name);
        g_autofree char *named = replaced(text, "ann@isp.example", "Team+news@store.club.example");
        NxReport *report = read_text(named);
        g_test_message("%s", SYSTEMS[i].name);
        g_assert_false(report->recipients[0].fanned_out);
        g_assert_cmpstr(advice_on(report, 0), ==, "suppress");
        nx_report_free(report);
    }
}

/* Our own list: the member is who failed, and who can be decided about. */
static void test_our_own_list(void)
{
    static const char *const OURS[] = {"team@news.example", "bounces@news.example"}; /* of our domain; our address */
    for (gsize i = 0; i < G_N_ELEMENTS(SYSTEMS); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(OURS); k++) {
            g_autofree char *text = fixture(SYSTEMS[i].name);
            g_autofree char *own = replaced(text, "team@club.example", OURS[k]);
            NxReport *report = read_text(own);
            g_test_message("%s %s", SYSTEMS[i].name, OURS[k]);
            g_assert_cmpuint(report->n_recipients, ==, 1);
            g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@isp.example");
            g_assert_false(report->recipients[0].fanned_out);
            g_assert_cmpstr(advice_on(report, 0), ==, "suppress");
            nx_report_free(report);
        }
}

/* A colleague's own mailbox is no alias of another. */
static void test_our_own_colleague(void)
{
    g_autofree char *text = fixture("postfix.eml");
    g_autofree char *one = replaced(text, "team@club.example", "ann@news.example");
    g_autofree char *both = replaced(one, "ann@isp.example", "ann@news.example");
    NxReport *report = read_text(both);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@news.example");
    nx_report_free(report);
}

/* Two rows for one original, of which one is the original's own mailbox. */
static void test_two_rows(void)
{
    static const char second[] = "Final-Recipient: rfc822; team@box.club.example\n"
                                 "Original-Recipient: rfc822; team@club.example\nAction: failed\nStatus: 5.1.1\n"
                                 "Diagnostic-Code: smtp; 550 5.1.1 No such user here\n\nFinal-Recipient: rfc822; ann@";
    g_autofree char *text = fixture("postfix.eml");
    g_autofree char *two = replaced(text, "Final-Recipient: rfc822; ann@", second);
    NxReport *report = read_text(two);
    g_assert_cmpuint(report->n_recipients, ==, 2);
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpstr(report->recipients[i].recipient, ==, "team@club.example");
        g_assert_cmpstr(advice_on(report, i), ==, "review");
    }
    nx_report_free(report);
}

static void test_two_members(void)
{
    g_autofree char *text = fixture("qmail.eml");
    g_autofree char *two = replaced(text, "Giving up on 192.0.2.40.\n",
                                    "Giving up on 192.0.2.40.\n\n<bob@isp.example>:\n192.0.2.40 does not like "
                                    "recipient.\nRemote host said: 550 5.1.1 <bob@isp.example>: No such user here\n");
    NxReport *report = read_text(two);
    g_assert_cmpuint(report->n_recipients, ==, 2);
    g_assert_cmpstr(advice_on(report, 0), ==, "review");
    g_assert_cmpstr(advice_on(report, 1), ==, "review");
    nx_report_free(report);
    g_autofree char *one_of_them = replaced(two, "To: team@club.example", "To: bob@isp.example"); /* no group */
    report = read_text(one_of_them);
    g_assert_cmpuint(report->n_recipients, ==, 2);
    g_assert_cmpstr(advice_on(report, 0), ==, "suppress");
    g_assert_cmpstr(advice_on(report, 1), ==, "suppress");
    nx_report_free(report);
}

/* To is but a header: where a field says which address was mailed, it says nothing. */
static void test_to_beside_a_field(void)
{
    g_autofree char *text = fixture("courier.eml");
    g_autofree char *direct = replaced(text, "rfc822; team@club.example", "rfc822; ann@isp.example");
    NxReport *report = read_text(direct);
    assert_names(report, "ann@isp.example", "team@club.example");
    g_assert_cmpstr(advice_on(report, 0), ==, "suppress");
    nx_report_free(report);
}

/* A mailing list of somebody else that the mail went through is no alias. */
static void test_to_a_list(void)
{
    static const char *const HEADERS[] = {
        "List-Id: The team <team.club.example>\nTo:", "Sender: team@club.example\nTo:",
        "List-Post: <mailto:team@club.example>\nTo:"};
    static const char *const OTHERS[] = {
        "List-Id: <teams.club.example>\nTo:", "Sender: tea@club.example\nTo:", "List-Post: NO\nTo:"};
    g_autofree char *text = fixture("qmail.eml");
    for (gsize i = 0; i < G_N_ELEMENTS(HEADERS); i++) {
        g_autofree char *with = NULL;
        g_autofree char *head = g_strconcat(HEADERS[i], " team", NULL), *other = g_strconcat(OTHERS[i], " team", NULL);
        with = replaced(text, "To: team", head);
        NxReport *report = read_text(with);
        g_test_message("%s", HEADERS[i]);
        g_assert_cmpstr(advice_on(report, 0), ==, "suppress");
        nx_report_free(report);
        g_free(with);
        with = replaced(text, "To: team", other);
        report = read_text(with);
        g_assert_cmpstr(advice_on(report, 0), ==, "review");
        nx_report_free(report);
    }
}

static void test_rewrites(void)
{
    static const struct {
        const char *one, *other;
        gboolean same;
    } CASES[] = {
        {"ann@example.com", "ann@example.com", TRUE},
        {"ann@example.com", "ann@store.example.com", TRUE},
        {"ann@mail.example.com", "ann@store.example.com", TRUE},
        {"ann+news@example.com", "ann@store.example.com", TRUE},
        {"ann+a@example.com", "ann+b@example.com", TRUE},
        {"ann@example.com", "ann@mailhub", TRUE},
        {"ann@example.com", "bob@example.com", FALSE},
        {"ann@example.com", "ann@example.org", FALSE},
        {"ann@example.com", "anna@example.com", FALSE},
        {"ann@one.co.uk", "ann@two.co.uk", FALSE},
        {"+ann@example.com", "+bob@example.com", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s %s", CASES[i].one, CASES[i].other);
        g_assert_cmpint(nx_fanout_is_rewrite(CASES[i].one, CASES[i].other), ==, CASES[i].same);
        g_assert_cmpint(nx_fanout_is_rewrite(CASES[i].other, CASES[i].one), ==, CASES[i].same);
    }
}

/* ---- Names of a directory ---------------------------------------------------------------------------------------- */

static void test_encapsulated(void)
{
    static const char NAME[] = "IMCEAEX-_o=ORG_cn=Recipients_cn=ann@gate.club.example";
    g_autofree char *text = fixture("courier.eml");
    g_autofree char *without = replaced(text, "Original-Recipient: rfc822; team@club.example\n", "");
    g_autofree char *named = replaced(without, "ann@isp.example", NAME);
    NxReport *report = read_text(named);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_null(report->recipients[0].key);
    g_assert_null(report->recipients[0].recipient);
    g_assert_cmpstr(report->recipients[0].final_recipient, ==, NAME);
    g_assert_cmpstr(advice_on(report, 0), ==, "review");
    nx_report_free(report);
    g_autofree char *smtp = replaced(without, "ann@isp.example", "IMCEASMTP-ann+40isp+2Eexample@gate.club.example");
    report = read_text(smtp);
    g_assert_cmpstr(report->recipients[0].key, ==, "ann@isp.example");
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@isp.example");
    nx_report_free(report);
}

/* Who cannot be read is not the list, and not one of ours. */
static void test_unreadable(void)
{
    static const struct {
        const char *to, *recipient;
    } CASES[] = {{"To: team@club.example", "team@club.example"},
                 {"To: team@news.example", NULL},
                 {"List-Post: <mailto:team@club.example>\nTo: team@club.example", NULL}};
    g_autofree char *text = fixture("courier.eml");
    g_autofree char *without = replaced(text, "Original-Recipient: rfc822; team@club.example\n", "");
    g_autofree char *unreadable =
        replaced(without, "rfc822; ann@isp.example", "x400; /C=NO/ADMD=X/PRMD=Y/S=Berg/G=Ada/");
    g_autofree char *unnamed = replaced(unreadable, "<ann@isp.example>", "Ada Berg");
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *to = replaced(unnamed, "To: team@club.example", CASES[i].to);
        NxReport *report = read_text(to);
        g_test_message("%s", CASES[i].to);
        g_assert_cmpuint(report->n_recipients, ==, 1);
        g_assert_cmpstr(report->recipients[0].key, ==, CASES[i].recipient);
        nx_report_free(report);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "news.example", NULL);
    nx_settings_add(&settings.own_addresses, "bounces@news.example", NULL);
    library = nx_library_new(&settings, NULL);
    reader = nx_reader_new(library, NULL);
    judge = nx_judge_new(library, NULL);
    g_test_add_func("/fanout/one dead member of a group is for review, whoever tells it", test_one_of_a_group);
    g_test_add_func("/fanout/another name of the same mailbox is no group", test_rewritten);
    g_test_add_func("/fanout/the member of a list of ours is who failed", test_our_own_list);
    g_test_add_func("/fanout/a colleague is who failed", test_our_own_colleague);
    g_test_add_func("/fanout/two rows for one address are for review", test_two_rows);
    g_test_add_func("/fanout/several that failed instead of To are for review", test_two_members);
    g_test_add_func("/fanout/To says nothing where a field says it", test_to_beside_a_field);
    g_test_add_func("/fanout/a list that the mail went through is no alias", test_to_a_list);
    g_test_add_func("/fanout/a rewriting keeps the mailbox and the party", test_rewrites);
    g_test_add_func("/fanout/a directory name is no address, unless it holds one", test_encapsulated);
    g_test_add_func("/fanout/who cannot be read is neither the list nor one of ours", test_unreadable);
    int result = g_test_run();
    nx_judge_free(judge);
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_settings_clear(&settings);
    return result;
}
