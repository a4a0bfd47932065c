/* The message around its recipients: original, arrival, origin, provider, mailer, keys, pasted lines, raw view. */
#include "parse/report/provider.h"
#include "reports.h"
#include <nixie/data.h>

static NxReader *reader;

static void test_original(void)
{
    NxReport *report = nx_reports_file(reader, "plain-dsn");
    g_assert_cmpstr(report->original.message_id, ==, "<issue-41.7@news.example>");
    g_assert_cmpstr(report->original.from_key, ==, "letters@news.example");
    g_assert_cmpstr(report->original.to_key, ==, "anna.berg@mail.example");
    g_assert_cmpstr(report->original.subject, ==, "Our autumn issue");
    g_assert_cmpstr(report->original.list_id, ==, "autumn.news.example");
    g_assert_cmpint(report->original.date, ==, 1795078800);
    g_assert_cmpstr(nx_report_stream(report), ==, "autumn.news.example");
    g_assert_cmpstr(report->message_id, ==, "<20261120081400.4F1@mx.post.example>");
    g_assert_cmpstr(report->return_path, ==, "<>");
    g_assert_nonnull(strstr(report->text, "could not be delivered"));
    g_assert_null(strstr(report->text, "Dear Anna"));
    nx_report_free(report);
    static const struct {
        const char *name, *id, *subject, *stream;
    } cases[] = {
        {"original-headers-only", "<issue-42@news.example>", "Grüße", "letters@news.example"},
        {"base64-original", "<issue-43@news.example>", NULL, "letters@news.example"},
        {"truncated-original", NULL, NULL, "letters@news.example"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        report = nx_reports_file(reader, cases[i].name);
        g_assert_cmpstr(report->original.message_id, ==, cases[i].id);
        g_assert_cmpstr(report->original.subject, ==, cases[i].subject);
        g_assert_cmpstr(nx_report_stream(report), ==, cases[i].stream);
        nx_report_free(report);
    }
}

static void test_original_in_text(void)
{
    static const char *const marks[] = {"",
                                        "------ This is a copy of the message, including all the headers. ------\n\n",
                                        "   ----- Original message follows -----\n\n"};
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        g_autofree char *text = g_strconcat(
            "Return-Path: <>\nFrom: MAILER-DAEMON@post.example\nTo: bounces@news.example\nSubject: failure notice\n\n"
            "This failed:\n\nanna.berg@mail.example\n  550 5.1.1 no such user\n\n",
            marks[i],
            "Received: by news.example\nFrom: letters@news.example\nTo: anna.berg@mail.example\nSubject: Hi\n"
            "Message-ID: <t@news.example>\n\nDear Anna, the secret\n",
            NULL);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(report->original.message_id, ==, "<t@news.example>");
        g_assert_nonnull(strstr(report->text, "no such user"));
        g_assert_null(strstr(report->text, "secret"));
        nx_report_free(report);
    }
}

static void test_headers_shown(void)
{
    NxReport *report = nx_reports_text(
        reader,
        "Return-Path: <>\nFrom: MAILER-DAEMON@post.example\nTo: bounces@news.example\nSubject: failure notice\n\n"
        "This is about your message:\n\nMessage-ID: <t@news.example>\nDate: Thu, 19 Nov 2026 09:00:00 +0000\n"
        "From: letters@news.example\nTo: anna.berg@mail.example\nSubject: Hi\n\nIt failed for good:\n\n"
        "anna.berg@mail.example\n  550 5.1.1 no such user\n",
        -1);
    g_assert_nonnull(strstr(report->text, "no such user"));
    g_assert_cmpstr(report->original.message_id, ==, "<t@news.example>");
    g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
    nx_report_free(report);
}

static NxTime arrival_of(const char *headers, NxTime from_line, NxTime maildir)
{
    g_autoptr(GBytes) bytes = g_bytes_new(headers, strlen(headers));
    NxEnvelope envelope = {.from_line = from_line, .maildir = maildir, .now = 1795262400};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    NxTime arrived = report->arrived;
    nx_report_free(report);
    return arrived;
}

static void test_arrival(void)
{
    static const char received[] =
        "Received: from a; b\n by c; Fri, 20 Nov 2026 08:14:02 +0100\nReceived: by d; Thu, 19 Nov 2026 00:00:00 "
        "+0000\nDate: Wed, 18 Nov 2026 00:00:00 +0000\n\nx";
    static const char dated[] = "Received: nothing to read\nDate: Wed, 18 Nov 2026 00:00:00 +0000\n\nx";
    g_assert_cmpint(arrival_of(received, 100, 200), ==, 1795158842);
    g_assert_cmpint(arrival_of(dated, 100, 200), ==, 100);
    g_assert_cmpint(arrival_of(dated, 0, 200), ==, 200);
    g_assert_cmpint(arrival_of(dated, 0, 0), ==, 1794960000);
    g_assert_cmpint(arrival_of("Subject: x\n\nx", 0, 0), ==, 1795262400);
    g_assert_cmpint(arrival_of("Date: Wed, 18 Nov 2093 00:00:00 +0000\n\nx", 0, 0), ==,
                    1795262400); /* never after now */
}

static const char *origin_with(const char *own_address, const char *own_domain, const char *name)
{
    NxReader *own = nx_reports_reader(own_address, own_domain, NULL);
    NxReport *report = nx_reports_file(own, name);
    NxOrigin origin = report->origin;
    nx_report_free(report);
    nx_reader_free(own);
    return nx_origin_name(origin);
}

static void test_origin(void)
{
    g_assert_cmpstr(origin_with(NULL, NULL, "plain-dsn"), ==, "unproven");
    g_assert_cmpstr(origin_with(NULL, "news.example", "plain-dsn"), ==, "ours");
    g_assert_cmpstr(origin_with("letters@news.example", NULL, "plain-dsn"), ==, "unproven"); /* From alone */
    g_assert_cmpstr(origin_with(NULL, "shop.example", "plain-dsn"), ==, "foreign");
    g_assert_cmpstr(origin_with(NULL, "example", "plain-dsn"), ==, "ours"); /* below it */
    g_assert_cmpstr(origin_with(NULL, "ews.example", "plain-dsn"), ==, "foreign");
    g_assert_cmpstr(origin_with(NULL, "shop.example", "pipe-final"), ==, "unproven");
}

static void test_event_key(void)
{
    NxReport *report = nx_reports_file(reader, "three-recipients");
    g_autofree char *envelope = nx_report_event_key(report, 1);
    g_assert_cmpstr(envelope, ==, "bert@mail.example\x1frun+41=7");
    nx_report_free(report);
    report = nx_reports_file(reader, "no-status-field");
    g_autofree char *original = nx_report_event_key(report, 0);
    g_assert_cmpstr(original, ==, "anna.berg@mail.example\x1f<issue-41.7@news.example>");
    nx_report_free(report);
    report = nx_reports_file(reader, "failed-recipients-header");
    g_autofree char *own = nx_report_event_key(report, 0);
    g_assert_cmpstr(own, ==, "anna.berg@mail.example\x1f<E1-x@mx.post.example>");
    nx_report_free(report);
    report = nx_reports_text(
        reader,
        "Return-Path: <>\nFrom: MAILER-DAEMON@p.example\nSubject: failed\nX-Failed-Recipients: a@b.example\n\nx", -1);
    g_autofree char *hash = nx_report_event_key(report, 0);
    g_assert_cmpuint(strlen(hash), ==, strlen("a@b.example\x1f") + 64);
    nx_report_free(report);
}

static void test_list_of_providers(void)
{
    NxProblems *problems = nx_problems_new();
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GBytes) bytes = nx_library_embedded("providers.tsv");
    NxTable *table = nx_table_new(bytes, "providers.tsv", problems);
    guint n;
    const NxProvider *providers = nx_providers(&n);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    g_assert_cmpuint(n, ==, nx_table_rows(table));
    for (guint i = 0; i < n; i++) {
        g_assert_cmpstr(providers[i].name, ==, nx_table_cell(table, i, "provider"));
        g_assert_cmpstr(providers[i].hosts, ==, nx_table_cell(table, i, "hosts"));
        g_assert_cmpstr(providers[i].domains, ==, nx_table_cell(table, i, "domains"));
        g_assert_true(*providers[i].name && g_hash_table_add(names, (gpointer)providers[i].name));
        g_assert_true(*providers[i].hosts || *providers[i].domains);
    }
    nx_table_free(table);
    nx_problems_free(problems);
}

static void test_providers(void)
{
    const NxProviders *providers = nx_providers_get();
    g_assert_cmpstr(nx_providers_by_host(providers, "Gmail-SMTP-in.l.google.com"), ==, "google");
    g_assert_cmpstr(nx_providers_by_host(providers, "news-example.mail.protection.outlook.com"), ==, "microsoft");
    g_assert_cmpstr(nx_providers_by_host(providers, "hotmail-com.olc.protection.outlook.com"), ==, "outlook");
    g_assert_cmpstr(nx_providers_by_host(providers, "notgoogle.com"), ==, NULL);
    g_assert_cmpstr(nx_providers_by_domain(providers, "yahoo.de"), ==, "yahoo");
    g_assert_cmpstr(nx_providers_by_domain(providers, "mail.example"), ==, NULL);
    static const struct {
        const char *answered, *remote, *domain, *reporting, *expected;
    } cases[] = {
        {"mx.icloud.com", "mta5.am0.yahoodns.net", "gmail.com", "mx.zoho.com", "apple"},
        {"mx.mail.example", "mta5.am0.yahoodns.net", "gmail.com", "mx.zoho.com", "yahoo"},
        {NULL, NULL, "gmail.com", "mx.zoho.com", "google"},
        {NULL, NULL, "mail.example", "mx.zoho.com", "zoho"},
        {NULL, NULL, NULL, NULL, NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(
            nx_providers_find(providers, NULL, cases[i].answered, cases[i].remote, cases[i].domain, cases[i].reporting),
            ==, cases[i].expected);
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "zoho.com", NULL);
    NxLibrary *library = nx_library_new(&settings, NULL);
    g_assert_cmpstr(nx_providers_find(providers, library, NULL, NULL, "mail.example", "mx.zoho.com"), ==,
                    NULL); /* our own relay */
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

static void test_mailer(void)
{
    NxReport *report = nx_reports_file(reader, "plain-dsn");
    g_assert_cmpstr(report->recipients[0].mailer, ==, "postfix");
    g_assert_cmpstr(report->recipients[0].provider, ==, NULL);
    nx_report_free(report);
}

/* Services and gateways that run another's program are called by their own names. */
static void test_services(void)
{
    static const struct {
        const char *from, *header, *words, *want;
    } cases[] = {
        {"mailer-daemon@yandex.example", "X-Any: 1", "This is the mail system at host yandex.example.", "yandex"},
        {"MAILER-DAEMON@aol.example", "X-Any: 1", "   ----- The following addresses had permanent fatal errors -----",
         "aol"},
        {"MAILER-DAEMON@bigfoot.example", "X-Any: 1",
         "   ----- The following addresses had permanent fatal errors -----", "bigfoot"},
        {"MAILER-DAEMON@mx1.pphosted.com", "X-Any: 1", "   ----- Transcript of session follows -----", "proofpoint"},
        {"MAILER-DAEMON@relay.example", "X-Any: 1",
         "   ----- The following addresses had permanent delivery errors -----", "mirapoint"},
        {"MAILER-DAEMON@relay.example", "X-Mailer: Amazon WorkMail", "An error occurred.", "workmail"},
        {"postmaster@relay.example", "X-SES-Outgoing: 2026.11.02-192.0.2.7", "This message could not be delivered.",
         "ses"},
        {"MAILER-DAEMON@relay.amazonses.com", "X-Any: 1",
         "The message was undeliverable.\nThe reason for the problem:", "ses"},
        {"MAILER-DAEMON@relay.example", "X-Any: 1",
         "The message was undeliverable.\nThe reason for the problem:", "ironport"},
        {"mailer-daemon@mx.facebook.example", "X-Any: 1", "This message was created automatically by Facebook.",
         "facebook"},
        {"postmaster@mail.hotmail.example", "X-Any: 1",
         "This is an automatically generated Delivery Status Notification.", "outlook"},
        {"mailer-daemon@googlemail.com", "X-Any: 1", "Hilfe: https://groups.google.com/support/", "google-groups"},
        {"mailer-daemon@googlemail.com", "X-Any: 1", "Your message wasn't delivered.", "gmail"},
        {"postmaster@relay.example", "Message-ID: <dovecot-1-2-3@relay.example>", "It was rejected:", "dovecot"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            "Return-Path: <>\nFrom: <%s>\nSubject: Undelivered mail\n%s\nMIME-Version: 1.0\nContent-Type: "
            "multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n%s\n\n--b\nContent-Type: "
            "message/delivery-status\n\nReporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; "
            "ann@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 Nobody\n\n--b--\n",
            cases[i].from, cases[i].header, cases[i].words);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpuint(report->n_recipients, ==, 1);
        g_assert_cmpstr(report->recipients[0].mailer, ==, cases[i].want);
        nx_report_free(report);
    }
}

static void test_line(void)
{
    NxReport *report = nx_reader_read_line(
        reader, "550-5.1.1 The email account that you tried to reach does\n550-5.1.1 not exist.\n550 5.1.1 x - gsmtp");
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "bounce");
    g_assert_cmpuint(report->recipients[0].reply_code, ==, 550);
    g_assert_cmpuint(report->recipients[0].diagnostic_status.detail, ==, 1);
    g_assert_cmpstr(report->recipients[0].recipient, ==, NULL);
    nx_report_free(report);
    report = nx_reader_read_line(reader, "452 4.2.2 <Anna@mail.example>: Mailbox full");
    g_assert_cmpstr(report->recipients[0].key, ==, "anna@mail.example");
    g_assert_cmpuint(report->recipients[0].diagnostic_status.klass, ==, 4);
    nx_report_free(report);
    report = nx_reader_read_line(reader, "");
    g_assert_cmpuint(report->n_recipients, ==, 1);
    nx_report_free(report);
}

static void test_raw(void)
{
    g_autoptr(GBytes) bytes = nx_reports_bytes("base64-status");
    g_autofree char *headers = nx_reader_raw(reader, bytes, NX_RAW_HEADERS),
                    *status = nx_reader_raw(reader, bytes, NX_RAW_STATUS);
    g_autofree char *all = nx_reader_raw(reader, bytes, NX_RAW_ALL);
    g_assert_true(g_str_has_prefix(headers, "Return-Path: <>\n"));
    g_assert_null(strstr(headers, "MIME-encapsulated"));
    g_assert_true(g_str_has_prefix(status, "Reporting-MTA: dns;"));
    g_assert_nonnull(strstr(all, "--seam--"));
    g_autoptr(GBytes) plain = nx_reports_bytes("vacation");
    g_autofree char *none = nx_reader_raw(reader, plain, NX_RAW_STATUS);
    g_assert_cmpstr(none, ==, "");
}

static void test_charsets(void)
{
    NxReport *report = nx_reports_file(reader, "localised-charset");
    g_assert_cmpstr(report->subject, ==, "Unzustellbar: Grüße");
    g_assert_cmpstr(report->text, ==, "Grüße\nGrüße");
    nx_report_free(report);
}

static void test_many_recipients(void)
{
    GString *text =
        g_string_new("Return-Path: <>\nFrom: MAILER-DAEMON@p.example\nSubject: failed\nContent-Type: multipart/report; "
                     "report-type=delivery-status; "
                     "boundary=s\n\n--s\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; p.example\n");
    for (guint i = 0; i < 6000; i++)
        g_string_append_printf(text, "\nFinal-Recipient: rfc822; u%u@mail.example\nAction: failed\nStatus: 5.1.1\n", i);
    g_string_append(text, "\n--s--\n");
    NxReport *report = nx_reports_text(reader, text->str, -1);
    g_assert_cmpuint(report->n_recipients, ==, 5000);
    nx_report_free(report);
    g_string_free(text, TRUE);
}

static void test_nobody(void)
{
    nx_reader_free(NULL);
    nx_report_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    g_test_add_func("/parse/report/the returned message is read in every form", test_original);
    g_test_add_func("/parse/report/the returned message is found in running text and kept out of the notice",
                    test_original_in_text);
    g_test_add_func("/parse/report/headers shown in a notice are not the returned message", test_headers_shown);
    g_test_add_func("/parse/report/arrival is what the sender could not choose, and never the future", test_arrival);
    g_test_add_func("/parse/report/origin is ours only by what we configured", test_origin);
    g_test_add_func("/parse/report/the event key takes the strongest name there is", test_event_key);
    g_test_add_func("/parse/report/each provider has a name of its own and something to know it by",
                    test_list_of_providers);
    g_test_add_func("/parse/report/the provider is who wrote the diagnostic", test_providers);
    g_test_add_func("/parse/report/the mailer is known by its words", test_mailer);
    g_test_add_func("/parse/report/a service is called by its own name, not by its program's", test_services);
    g_test_add_func("/parse/report/a pasted line is read like a diagnostic", test_line);
    g_test_add_func("/parse/report/the raw view has headers, status or all", test_raw);
    g_test_add_func("/parse/report/text of any charset is read", test_charsets);
    g_test_add_func("/parse/report/what was never made is given back without a word", test_nobody);
    g_test_add_func("/parse/report/a report has an end", test_many_recipients);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
