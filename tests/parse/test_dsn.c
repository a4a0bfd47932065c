/* Delivery-status parts: what is standard, and what is found instead of it. */
#include "reports.h"

static NxReader *reader;

static void assert_status(NxStatus status, const char *expected)
{
    char text[NX_STATUS_TEXT_SIZE];
    g_assert_cmpstr(nx_status_text(status, text), ==, expected);
}

/* The fixture has one recipient, of this address, kind and status. */
static NxReport *read_one(const char *name, const char *address, NxKind kind, const char *status)
{
    NxReport *report = nx_reports_file(reader, name);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(report->recipients[0].recipient, ==, address);
    g_assert_cmpstr(nx_kind_name(report->recipients[0].kind), ==, nx_kind_name(kind));
    assert_status(report->recipients[0].status, status);
    g_assert_cmpstr(nx_source_name(report->recipients[0].source), ==, "dsn");
    return report;
}

static void test_all_fields(void)
{
    NxReport *report = read_one("plain-dsn", "anna.berg@mail.example", NX_KIND_BOUNCE, "5.1.1");
    const NxRecipient *anna = &report->recipients[0];
    g_assert_cmpstr(anna->key, ==, "anna.berg@mail.example");
    g_assert_cmpstr(anna->final_recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(anna->final_type, ==, "rfc822");
    g_assert_cmpstr(anna->original_recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(anna->action_raw, ==, "failed");
    g_assert_cmpint(anna->action, ==, NX_ACTION_FAILED);
    g_assert_cmpstr(anna->remote_mta, ==, "mx1.mail.example");
    g_assert_cmpstr(anna->diagnostic_type, ==, "smtp");
    g_assert_cmpstr(
        anna->diagnostic, ==,
        "550 5.1.1 <anna.berg@mail.example>: Recipient address rejected: User unknown in virtual mailbox table");
    assert_status(anna->diagnostic_status, "5.1.1");
    g_assert_cmpuint(anna->reply_code, ==, 550);
    g_assert_cmpint(anna->last_attempt, ==, 1795162438);
    g_assert_cmpstr(anna->final_log_id, ==, "9A77");
    g_assert_cmpuint(anna->n_fields, ==, 1);
    g_assert_cmpstr(anna->fields[0].name, ==, "X-Reason");
    g_assert_cmpstr(anna->fields[0].value, ==, "none of ours");
    g_assert_cmpstr(anna->aliases[0], ==, NULL);
    g_assert_cmpstr(report->reporting_mta, ==, "mx.post.example");
    g_assert_cmpstr(report->envelope_id, ==, "run+41=7");
    g_assert_cmpint(report->arrival_date, ==, 1795078805);
    g_assert_cmpuint(report->n_fields, ==, 1);
    g_assert_cmpstr(report->fields[0].name, ==, "X-Queue");
    g_assert_cmpuint(report->part, ==, 3);
    g_assert_cmpuint(report->parts, ==, 5);
    nx_report_free(report);
}

static void test_several(void)
{
    NxReport *report = nx_reports_file(reader, "three-recipients");
    g_assert_cmpuint(report->n_recipients, ==, 3);
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bert@mail.example");
    g_assert_cmpstr(nx_kind_name(report->recipients[1].kind), ==, "delay");
    g_assert_cmpint(report->recipients[1].will_retry_until, ==, 1795510805);
    g_assert_cmpstr(report->recipients[2].recipient, ==, "carla@other.example");
    g_assert_cmpstr(nx_kind_name(report->recipients[2].kind), ==, "delivered");
    g_assert_cmpint(report->recipients[2].action, ==, NX_ACTION_RELAYED);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "bounce"); /* the strongest */
    nx_report_free(report);
}

static void test_no_blank(void)
{
    NxReport *report = nx_reports_file(reader, "no-blank-between-groups");
    g_assert_cmpuint(report->n_recipients, ==, 3);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bert@mail.example");
    assert_status(report->recipients[1].status, "5.2.1");
    g_assert_cmpstr(report->recipients[1].original_recipient, ==, NULL);
    g_assert_cmpstr(report->recipients[2].recipient, ==, "clara@mail.example");
    g_assert_cmpstr(report->recipients[2].final_recipient, ==, "claire@mail.example");
    assert_status(report->recipients[2].status, "5.7.1");
    g_assert_cmpstr(report->reporting_mta, ==, "mx.post.example");
    nx_report_free(report);
}

/* The same report in other clothes. */
static void test_clothes(void)
{
    static const char *const names[] = {"base64-status",    "qp-status",         "xdelivery-status", "status-as-text",
                                        "no-boundary",      "wrong-boundary",    "no-last-boundary", "from-line",
                                        "two-status-parts", "bounce-of-a-bounce"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_test_message("%s", names[i]);
        NxReport *report = read_one(names[i], "anna.berg@mail.example", NX_KIND_BOUNCE, "5.1.1");
        g_assert_cmpuint(report->recipients[0].reply_code, ==, 550);
        g_assert_cmpstr(report->reporting_mta, ==, "mx.post.example");
        nx_report_free(report);
    }
}

static void test_blank_inside(void)
{
    NxReport *report = read_one("blank-inside-group", "anna.berg@mail.example", NX_KIND_BOUNCE, "5.2.2");
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "552 5.2.2 over quota");
    nx_report_free(report);
}

static void test_global(void)
{
    NxReport *report = read_one("global-status", "grün@mail.example", NX_KIND_BOUNCE, "5.6.7");
    g_assert_cmpstr(report->recipients[0].original_recipient, ==, "grün@mail.example");
    g_assert_cmpstr(report->recipients[0].original_type, ==, "utf-8");
    nx_report_free(report);
}

static void test_missing_fields(void)
{
    NxReport *report = read_one("no-status-field", "anna.berg@mail.example", NX_KIND_BOUNCE, "");
    g_assert_cmpint(report->recipients[0].action, ==, NX_ACTION_NONE);
    g_assert_cmpstr(report->recipients[0].action_raw, ==, NULL);
    g_assert_cmpstr(report->recipients[0].diagnostic_type, ==, NULL);
    g_assert_cmpstr(report->recipients[0].remote_mta, ==, NULL);
    g_assert_cmpuint(report->recipients[0].reply_code, ==, 0);
    nx_report_free(report);
}

static void test_comments(void)
{
    NxReport *report = read_one("comments", "anna.berg@mail.example", NX_KIND_BOUNCE, "5.1.1");
    g_assert_cmpint(report->recipients[0].action, ==, NX_ACTION_FAILED);
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 no (really) user");
    nx_report_free(report);
}

static void test_kinds(void)
{
    nx_report_free(read_one("failed-with-4", "anna.berg@mail.example", NX_KIND_BOUNCE, "4.4.7"));
    nx_report_free(read_one("delayed-with-5", "anna.berg@mail.example", NX_KIND_BOUNCE, "5.1.1"));
    nx_report_free(read_one("expanded", "list@mail.example", NX_KIND_DELIVERED, "2.0.0"));
}

static void test_quoted(void)
{
    static const char *const names[] = {"quoted-forward", "forwarded-parts"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        NxReport *report = nx_reports_file(reader, names[i]);
        g_assert_cmpuint(report->n_recipients, ==, 0);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, "unknown");
        nx_report_free(report);
    }
    NxReport *report = nx_reports_file(reader, "pasted-fields");
    g_assert_cmpstr(nx_kind_name(report->kind), !=, "bounce");
    nx_report_free(report);
}

/* What is still being written, or was cut: half of "ann@one.example.org" may be the address of somebody else. */
static void test_cut_anywhere(void)
{
    static const char *const NAMES[] = {"plain-dsn", "three-recipients"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autoptr(GBytes) bytes = nx_reports_bytes(NAMES[i]);
        gsize len;
        const char *text = g_bytes_get_data(bytes, &len);
        NxReport *whole = nx_reports_text(reader, text, (gssize)len);
        for (gsize cut = (gsize)(strchr(text, '\n') - text) + 1; cut < len; cut++) {
            NxReport *report = nx_reports_text(reader, text, (gssize)cut);
            for (guint r = 0; r < report->n_recipients; r++) {
                gboolean known = !report->recipients[r].recipient;
                for (guint w = 0; w < whole->n_recipients; w++)
                    known = known || g_strcmp0(report->recipients[r].recipient, whole->recipients[w].recipient) == 0;
                if (!known)
                    g_error("%s cut at %zu names %s", NAMES[i], cut, report->recipients[r].recipient);
            }
            nx_report_free(report);
        }
        nx_report_free(whole);
    }
    NxReport *saved = nx_reports_text(reader,
                                      "From: MAILER-DAEMON@mx.example\nSubject: Undelivered mail\n\n"
                                      "Could not be delivered, user unknown: ann@one.example",
                                      -1);
    g_assert_cmpuint(saved->n_recipients, ==, 1);
    g_assert_cmpstr(saved->recipients[0].recipient, ==, "ann@one.example");
    nx_report_free(saved);
}

static void test_line_ends(void)
{
    g_autoptr(GBytes) bytes = nx_reports_bytes("three-recipients");
    g_autofree char *lf = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    NxReport *first = nx_reports_text(reader, lf, -1);
    static const char *const ends[] = {"\r\n", "\r"};
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_auto(GStrv) lines = g_strsplit(lf, "\n", -1);
        g_autofree char *other = g_strjoinv(ends[i], lines);
        NxReport *report = nx_reports_text(reader, other, -1);
        g_assert_cmpuint(report->n_recipients, ==, 3);
        g_assert_cmpstr(report->recipients[0].diagnostic, ==, first->recipients[0].diagnostic);
        g_assert_cmpstr(report->original.message_id, ==, first->original.message_id);
        g_assert_cmpmem(report->sha256, 32, first->sha256, 32);
        nx_report_free(report);
    }
    nx_report_free(first);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    g_test_add_func("/parse/dsn/every field of the standard is read", test_all_fields);
    g_test_add_func("/parse/dsn/each recipient has its own kind, the message the strongest", test_several);
    g_test_add_func("/parse/dsn/a second Final-Recipient begins the next group without a blank line", test_no_blank);
    g_test_add_func("/parse/dsn/a blank line too many does not lose the status", test_blank_inside);
    g_test_add_func("/parse/dsn/the report is found in any encoding, type and broken MIME, the outermost first",
                    test_clothes);
    g_test_add_func("/parse/dsn/internationalised addresses are decoded", test_global);
    g_test_add_func("/parse/dsn/what is missing is not invented", test_missing_fields);
    g_test_add_func("/parse/dsn/comments go, but not out of diagnostics", test_comments);
    g_test_add_func("/parse/dsn/Action decides the kind, the reply a contradiction", test_kinds);
    g_test_add_func("/parse/dsn/a forwarded, quoted or pasted notice is nobody's bounce", test_quoted);
    g_test_add_func("/parse/dsn/a notice cut anywhere names nobody by half an address", test_cut_anywhere);
    g_test_add_func("/parse/dsn/line ends make no difference", test_line_ends);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
