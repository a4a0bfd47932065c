/* Every layout is reached by a notice in the shape of its mail system (tests/mailboxes/layouts), and reads it right. */
#include <nixie/report.h>

typedef struct {
    const char *file; /* in tests/mailboxes/layouts, without ".eml" */
    const char *layout;
    const char *want; /* "recipient status reply", one after the other, joined by "; " */
    NxKind kind;
} Case;

static const Case CASES[] = {
    {"activehunter", "activehunter", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"amavis", "amavis", "ann@example.com 5.7.0 554", NX_KIND_BOUNCE},
    {"biglobe", "biglobe", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"communigate", "communigate", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"courier", "courier", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"domino", "domino", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"notes-document", "domino", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"dragonfly", "dragonfly", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"exchange", "exchange", "ann@example.com 5.1.1 550; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"exchange-ims", "exchange-ims", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"exchange-ims-x400", "exchange-ims", "Ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"exchange-ims-fr", "exchange-ims", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"exchange-online", "exchange-online", "ann@example.com 5.1.10 550", NX_KIND_BOUNCE},
    {"exchange-online-de", "exchange-online", "ann@example.com 5.1.10 550", NX_KIND_BOUNCE},
    {"exim", "exim", "ann@example.com 5.7.1 550; team@example.org - 0; carl@example.org - 0", NX_KIND_BOUNCE},
    {"exim-pipe", "exim", "ann@example.com 5.7.1 550; carl@example.org - 0", NX_KIND_BOUNCE},
    {"exim-malformed", "exim", "ann@@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"exim-delay", "exim", "ann@example.com 4.7.1 451", NX_KIND_DELAY},
    {"ezweb", "ezweb", "ann@ezweb.ne.jp - 550", NX_KIND_BOUNCE},
    {"ezweb-account", "ezweb", "ann@ezweb.ne.jp - 0", NX_KIND_BOUNCE},
    {"fml", "fml", "cats@lists.example - 0", NX_KIND_BOUNCE},
    {"gmail", "gmail", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"gmail-page", "gmail", "ann@example.com 4.2.2 452", NX_KIND_DELAY},
    {"gmx", "gmx", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"gmx-reason", "gmx", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"groupwise", "groupwise", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"groupwise-api", "groupwise-api", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"hmailserver", "hmailserver", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"iis", "iis", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"imail", "imail", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"imail-remote", "imail", "ann@example.com - 550", NX_KIND_BOUNCE},
    {"interscan", "interscan", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"james", "james", "ann@example.com 5.1.1 550; bob@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"kddi", "kddi", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"kerio", "kerio", "ann@example.com 5.3.0 553", NX_KIND_BOUNCE},
    {"listserv", "listserv", "ann@example.com 5.1.1 550; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"mailenable", "mailenable", "ann@example.com - 550", NX_KIND_BOUNCE},
    {"mailfoundry", "mailfoundry", "ann@example.com - 552", NX_KIND_BOUNCE},
    {"mailmarshal", "mailmarshal", "ann@example.com 5.1.1 550; bob@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"mailru", "mailru", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"mcafee", "mcafee", "ann@example.com 5.1.1 0", NX_KIND_BOUNCE},
    {"mdaemon", "mdaemon", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"mdaemon-session", "mdaemon", "ann@example.com - 550", NX_KIND_BOUNCE},
    {"messagingserver", "messagingserver", "ann@example.com 5.1.1 550; bob@example.net - 0", NX_KIND_BOUNCE},
    {"mfilter", "mfilter", "ann@example.com - 550", NX_KIND_BOUNCE},
    {"notes", "notes", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"opensmtpd", "opensmtpd", "ann@example.com 5.1.1 550; bob@example.net - 0", NX_KIND_BOUNCE},
    {"postfix", "postfix", "ann@example.com 5.1.1 550; team@example.org - 0", NX_KIND_BOUNCE},
    {"qmail", "qmail", "ann@example.com 5.1.1 550; bob@example.net 5.1.2 0", NX_KIND_BOUNCE},
    {"sendgrid", "sendgrid", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"sendmail", "sendmail", "team@example.org 5.1.1 550; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"sendmail-agent", "sendmail", "ann@example.com 5.0.0 550; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"sendmail-transcript-mail", "sendmail-transcript", "ann@example.com - 550", NX_KIND_BOUNCE},
    {"sendmail-transcript", "sendmail-transcript", "ann@example.com - 550; bob@example.net - 550", NX_KIND_BOUNCE},
    {"sendmail-recipients", "sendmail-transcript", "ann@example.com - 421", NX_KIND_BOUNCE},
    {"ses", "ses", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"smail", "smail", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"smartermail", "smartermail", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"sympa", "sympa", "gardeners@lists.example - 0", NX_KIND_BOUNCE},
    {"tencent", "tencent", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"verizon", "verizon", "ann@example.com - 550", NX_KIND_BOUNCE},
    {"yahoo", "yahoo", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"intermail", "intermail", "ann@example.com 5.1.1 0; bob@example.net - 552", NX_KIND_BOUNCE},
    {"intermail-relay", "intermail", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"intermail-list", "intermail", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"xmail", "xmail", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"haraka", "haraka", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"domino-de", "domino", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"postfix-warning", "postfix", "ann@example.com - 0", NX_KIND_DELAY},
    {"postfix-success", "postfix", "ann@example.com 2.0.0 250", NX_KIND_DELIVERED},
    {"sendmail-warning", "sendmail", "ann@example.com - 0", NX_KIND_DELAY},
    {"zoho", "zoho", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"barracuda", "barracuda", "ann@example.com - 0; bob@example.com - 0", NX_KIND_BOUNCE},
    {"mimecast", "mimecast", "ann@example.com 5.1.1 0", NX_KIND_BOUNCE},
    {"messagelabs", "messagelabs", "ann@example.com 5.1.1 550; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"messagelabs-reason", "messagelabs", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"mxlogic", "mxlogic", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"surfcontrol", "surfcontrol", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"powermta", "powermta", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"ironport", "ironport", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"dovecot", "dovecot", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"sieve", "sieve", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"mailman", "mailman", "gardens@lists.example - 0", NX_KIND_BOUNCE},
    {"mercury", "mercury", "ann@example.com - 0; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"vzwpix", "vzwpix", "5550100200@vzwpix.example - 0", NX_KIND_BOUNCE},
    {"lsmtp", "lsmtp", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"earthlink", "earthlink", "ann@example.com - 552", NX_KIND_BOUNCE},
    {"mail2000", "mail2000", "ann@example.com - 0; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"stalwart", "stalwart", "ann@example.com 5.1.1 550; bob@example.net 5.2.2 552", NX_KIND_BOUNCE},
    {"maddy", "maddy", "ann@example.com - 550; bob@example.net - 0", NX_KIND_BOUNCE},
    {"gmail-response", "gmail", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"masqmail", "masqmail", "ann@example.com - 0; bob@example.com - 0", NX_KIND_BOUNCE},
    {"masqmail-of-one", "masqmail", "ann@example.com - 0; bob@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"masqmail-de", "masqmail", "ann@example.com 5.2.2 552", NX_KIND_BOUNCE},
    {"masqmail-warning", "masqmail", "ann@example.com - 0", NX_KIND_DELAY},
    {"nullmailer", "nullmailer", "ann@example.com - 0; bob@example.net - 0", NX_KIND_BOUNCE},
    {"nullmailer-delay", "nullmailer", "ann@example.com - 0", NX_KIND_DELAY},
    {"fetchmail", "fetchmail", "ann@example.com 5.1.1 550; bob@example.com 5.2.2 552", NX_KIND_BOUNCE},
    {"zonemta", "zonemta", "ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
    {"zonemta-delay", "zonemta", "ann@example.com 4.7.1 451", NX_KIND_DELAY},
    {"amavis-content", "amavis", "ann@example.com - 0; bob@example.com - 0", NX_KIND_BOUNCE},
    {"amavis-form", "amavis", "ann@example.com - 0; bob@example.com - 0", NX_KIND_BOUNCE},
    {"mailman-owner", "mailman-owner", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"mailman-owner-score", "mailman-owner", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"mailman-owner-removed", "mailman-owner", "ann@example.com - 0", NX_KIND_BOUNCE},
    {"error-sending", "error-sending", "bob@example.net 5.2.2 552; ann@example.com 5.1.1 550", NX_KIND_BOUNCE},
};

static NxLibrary *library;
static NxReader *reader;

static NxReport *read_file(const char *name)
{
    char *base = g_strconcat(name, ".eml", NULL),
         *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "layouts", base, NULL), *text;
    gsize len;
    GError *error = NULL;
    g_file_get_contents(path, &text, &len, &error);
    g_assert_no_error(error);
    GBytes *bytes = g_bytes_new_take(text, len);
    NxEnvelope envelope = {.now = 1798675200};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, &error);
    g_assert_no_error(error);
    g_bytes_unref(bytes);
    g_free(path);
    g_free(base);
    return report;
}

static void test_case(gconstpointer data)
{
    const Case *want = data;
    NxReport *report = read_file(want->file);
    GString *got = g_string_new(NULL);
    for (guint i = 0; i < report->n_recipients; i++) {
        const NxRecipient *recipient = &report->recipients[i];
        char status[NX_STATUS_TEXT_SIZE];
        nx_status_text(recipient->diagnostic_status, status);
        g_string_append_printf(got, "%s%s %s %u", i ? "; " : "", recipient->recipient, *status ? status : "-",
                               recipient->reply_code);
        g_assert_cmpstr(recipient->layout, ==, want->layout);
        g_assert_cmpint(recipient->source, ==, NX_SOURCE_LAYOUT);
    }
    g_assert_cmpstr(got->str, ==, want->want);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(want->kind));
    g_string_free(got, TRUE);
    nx_report_free(report);
}

static void test_aliases(void)
{
    NxReport *report = read_file("exim");
    g_assert_cmpstr(report->recipients[1].aliases[0], ==, "bob@example.net");
    g_assert_cmpstr(report->recipients[1].diagnostic, ==, "mailbox is full: retry timeout exceeded");
    nx_report_free(report);
}

static void test_join(void)
{
    NxReport *report = read_file("sendmail");
    g_assert_cmpstr(report->recipients[0].remote_mta, ==, "mx.example.com");
    g_assert_cmpstr(report->recipients[1].remote_mta, ==, "mx.example.net");
    g_assert_cmpint(report->recipients[1].command, ==, NX_COMMAND_RCPT);
    nx_report_free(report);
}

/* What stands above Sendmail's own line is the agent's; what a server said is not, and nobody has another's. */
static void test_agents_words(void)
{
    NxReport *report = read_file("sendmail-agent");
    g_assert_cmpstr(report->recipients[0].note, ==,
                    "gardener-deliver: looking for the shed of ann gardener-deliver: maildir over quota");
    g_assert_cmpstr(report->recipients[1].diagnostic, ==, "552 5.2.2 <bob@example.net> no room");
    g_assert_null(strstr(report->recipients[1].note ? report->recipients[1].note : "", "gardener"));
    nx_report_free(report);
}

/* Exim shows below all addresses what the program of one of them printed. */
static void test_programs_words(void)
{
    NxReport *report = read_file("exim-pipe");
    g_assert_cmpstr(report->recipients[1].diagnostic, ==,
                    "sorter: cannot open /srv/orders/carl@example.org: No such file or directory");
    g_assert_null(strstr(report->recipients[0].diagnostic, "sorter"));
    nx_report_free(report);
}

static void test_beside_status(void)
{
    NxReport *report = read_file("dovecot-status");
    char status[NX_STATUS_TEXT_SIZE];
    nx_status_text(report->recipients[0].status, status);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(status, ==, "5.2.0");
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "Quota exceeded (mailbox for user is full)");
    nx_report_free(report);
}

/* What Dovecot said replaces the diagnostic; what that said is kept. */
static void test_replaced_diagnostic(void)
{
    NxReport *report = read_file("dovecot-relayed");
    const NxRecipient *recipient = &report->recipients[0];
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(recipient->recipient, ==, "ann@example.com");
    g_assert_cmpstr(recipient->diagnostic, ==, "Not enough disk space");
    g_assert_cmpstr(recipient->note, ==, "550 5.1.1 <ann@example.com> User unknown");
    g_assert_cmpuint(recipient->reply_code, ==, 550);
    nx_report_free(report);
}

/* Pages for people say much before they come to what the server said. */
static void test_pages(void)
{
    static const struct {
        const char *file, *want;
    } pages[] = {
        {"gmail-response", "The recipient's inbox is out of storage space."},
        {"exchange-online",
         "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.com not found by SMTP address lookup"},
        {"exchange-online-de",
         "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.com not found by SMTP address lookup"},
        {"maddy", "No such gardener"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        NxReport *report = read_file(pages[i].file);
        g_assert_cmpstr(report->recipients[0].diagnostic, ==, pages[i].want);
        nx_report_free(report);
    }
}

static void test_own_words(void)
{
    NxReport *report = read_file("sieve");
    g_assert_cmpstr(report->recipients[0].diagnostic, ==,
                    "This gardener has moved to the seaside and reads no more mail here.");
    g_assert_cmpstr(report->recipients[0].mailer, ==, "cyrus");
    nx_report_free(report);
}

static void test_all_are_tested(void)
{
    GPtrArray *files = nx_library_files(library, "layouts", NULL);
    g_assert_cmpuint(files->len, >, 30);
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = files->pdata[i];
        gboolean found = FALSE;
        for (guint k = 0; k < G_N_ELEMENTS(CASES) && !found; k++)
            found = g_str_has_prefix(file->name, CASES[k].layout) &&
                    g_str_equal(file->name + strlen(CASES[k].layout), ".layout");
        if (!found)
            g_test_message("%s has no notice", file->name);
        g_assert_true(found);
    }
    g_ptr_array_unref(files);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    NxProblems *problems = nx_problems_new();
    library = nx_library_new(&settings, problems);
    reader = nx_reader_new(library, problems);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *path = g_strdup_printf("/parse/layouts/%s", CASES[i].file);
        g_test_add_data_func(path, &CASES[i], test_case);
        g_free(path);
    }
    g_test_add_func("/parse/layouts/an address's other name is an alias and no reason", test_aliases);
    g_test_add_func("/parse/layouts/a transcript is joined to the address it is about", test_join);
    g_test_add_func("/parse/layouts/the delivery agent's words are the note of the address they are about",
                    test_agents_words);
    g_test_add_func("/parse/layouts/what a program printed is the diagnostic of whom it delivers for",
                    test_programs_words);
    g_test_add_func("/parse/layouts/the reason of a delivery agent stands beside a status that tells nothing",
                    test_beside_status);
    g_test_add_func("/parse/layouts/a diagnostic that is replaced becomes the note", test_replaced_diagnostic);
    g_test_add_func("/parse/layouts/what the server said is the diagnostic, not the page around it", test_pages);
    g_test_add_func("/parse/layouts/a Sieve script's refusal is the recipient's, not an automatic answer",
                    test_own_words);
    g_test_add_func("/parse/layouts/every layout has a notice that reaches it", test_all_are_tested);
    int status = g_test_run();
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_problems_free(problems);
    return status;
}
