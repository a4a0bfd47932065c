/* Every field of a report is copied to its own place; and what field values, address lists and headers say. */
#include "parse/mime/address_list.h"
#include "parse/mime/field_set.h"
#include "parse/mime/header_text.h"
#include "reports.h"
#include <gmime/gmime.h>

static NxReader *reader;

/* ---- Each to its own place --------------------------------------------------------------------------------------- */

static void assert_status(NxStatus status, const char *expected)
{
    char text[NX_STATUS_TEXT_SIZE];
    g_assert_cmpstr(nx_status_text(status, text), ==, expected);
}

/* No two values are the same, so that none can stand in for another. */
static const char DIFFERENT[] =
    "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: <bounces@news.example>\nSubject: Delayed mail\n"
    "Message-ID: <notice@mx.example>\nDate: Sat, 21 Nov 2026 09:00:00 +0000\nMIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\n\nIt was not delivered yet.\n\n"
    "--b\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; reporting.example\nDSN-Gateway: dns; gateway.example\n"
    "Received-From-MTA: dns; received.example\nOriginal-Envelope-Id: env-1\n"
    "Arrival-Date: Thu, 19 Nov 2026 09:00:05 +0000\nX-Of-Message: m\n\n"
    "Original-Recipient: rfc822; first@one.example\nFinal-Recipient: utf-8; last@two.example\nAction: delayed\n"
    "Status: 4.4.1\nDiagnostic-Code: x-any; 421 4.4.2 gone away\nRemote-MTA: dns; remote.example\n"
    "Final-Log-ID: log-1\nLast-Attempt-Date: Fri, 20 Nov 2026 09:00:05 +0000\n"
    "Will-Retry-Until: Tue, 24 Nov 2026 09:00:05 +0000\nX-Actual-Recipient: rfc822; actual@three.example\n"
    "X-Of-Recipient: r\n\n"
    "--b\nContent-Type: text/rfc822-headers\n\n"
    "Message-ID: <returned@news.example>\nFrom: Letters <letters@news.example>\nTo: First <first@one.example>\n"
    "Cc: copy@four.example\nSubject: Autumn\nDate: Wed, 18 Nov 2026 09:00:05 +0000\n"
    "List-Id: Letters <autumn.news.example>\nFeedback-ID: 7:campaign:news\n\n--b--\n";

static void test_recipient_fields(void)
{
    NxReport *report = nx_reports_text(reader, DIFFERENT, -1);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    const NxRecipient *first = &report->recipients[0];
    g_assert_cmpstr(first->recipient, ==, "first@one.example");
    g_assert_cmpstr(first->original_recipient, ==, "first@one.example");
    g_assert_cmpstr(first->original_type, ==, "rfc822");
    g_assert_cmpstr(first->final_recipient, ==, "last@two.example");
    g_assert_cmpstr(first->final_type, ==, "utf-8");
    g_assert_true(g_strv_contains(first->aliases, "last@two.example"));
    g_assert_true(g_strv_contains(first->aliases, "actual@three.example"));
    g_assert_false(g_strv_contains(first->aliases, "first@one.example"));
    g_assert_cmpint(first->action, ==, NX_ACTION_DELAYED);
    g_assert_cmpstr(first->action_raw, ==, "delayed");
    assert_status(first->status, "4.4.1");
    assert_status(first->diagnostic_status, "4.4.2");
    assert_status(first->text_status, "");
    g_assert_cmpstr(first->diagnostic_type, ==, "x-any");
    g_assert_cmpstr(first->diagnostic, ==, "421 4.4.2 gone away");
    g_assert_cmpuint(first->reply_code, ==, 421);
    g_assert_cmpstr(first->remote_mta, ==, "remote.example");
    g_assert_cmpstr(first->final_log_id, ==, "log-1");
    g_assert_cmpint(first->last_attempt, ==, 1795165205);
    g_assert_cmpint(first->will_retry_until, ==, 1795510805);
    g_assert_cmpuint(first->n_fields, ==, 2);
    g_assert_cmpstr(first->fields[0].name, ==, "X-Actual-Recipient");
    g_assert_cmpstr(first->fields[0].value, ==, "rfc822; actual@three.example");
    g_assert_cmpstr(first->fields[1].name, ==, "X-Of-Recipient");
    g_assert_cmpstr(first->fields[1].value, ==, "r");
    nx_report_free(report);
}

static void test_message_fields(void)
{
    NxReport *report = nx_reports_text(reader, DIFFERENT, -1);
    g_assert_cmpstr(report->reporting_mta, ==, "reporting.example");
    g_assert_cmpstr(report->dsn_gateway, ==, "gateway.example");
    g_assert_cmpstr(report->received_from_mta, ==, "received.example");
    g_assert_cmpstr(report->envelope_id, ==, "env-1");
    g_assert_cmpint(report->arrival_date, ==, 1795078805);
    g_assert_cmpuint(report->n_fields, ==, 1);
    g_assert_cmpstr(report->fields[0].name, ==, "X-Of-Message");
    g_assert_cmpstr(report->fields[0].value, ==, "m");
    g_assert_cmpstr(report->message_id, ==, "<notice@mx.example>");
    g_assert_cmpstr(report->from, ==, "MAILER-DAEMON@mx.example");
    g_assert_cmpstr(report->to, ==, "<bounces@news.example>");
    g_assert_cmpstr(report->subject, ==, "Delayed mail");
    g_assert_cmpint(report->arrived, ==, 1795251600);
    g_assert_cmpuint(report->part, ==, 3);
    g_assert_cmpuint(report->parts, ==, 4);
    nx_report_free(report);
}

static void test_original_fields(void)
{
    NxReport *report = nx_reports_text(reader, DIFFERENT, -1);
    const NxOriginal *original = &report->original;
    g_assert_cmpstr(original->message_id, ==, "<returned@news.example>");
    g_assert_cmpstr(original->from, ==, "Letters <letters@news.example>");
    g_assert_cmpstr(original->from_key, ==, "letters@news.example");
    g_assert_cmpstr(original->to, ==, "First <first@one.example>");
    g_assert_cmpstr(original->cc, ==, "copy@four.example");
    g_assert_null(original->to_key); /* it was for two */
    g_assert_cmpstr(original->subject, ==, "Autumn");
    g_assert_cmpint(original->date, ==, 1794992405);
    g_assert_cmpstr(original->list_id, ==, "autumn.news.example");
    g_assert_cmpstr(original->feedback_id, ==, "7:campaign:news");
    nx_report_free(report);
}

/* A notice with this delivery status alone. */
static NxReport *read_status(const char *status)
{
    g_autofree char *text =
        g_strconcat("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: bounces@news.example\nSubject: Undelivered\n"
                    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry.\n\n"
                    "--b\nContent-Type: message/delivery-status\n\n",
                    status, "\n--b--\n", NULL);
    return nx_reports_text(reader, text, -1);
}

/* What tells that a group is a recipient's, and which half of one belongs to the other. */
static void test_groups_of_recipients(void)
{
    static const struct {
        const char *status;
        guint n;
        const char *first, *diagnostic;
    } CASES[] = {
        {"Reporting-MTA: dns; a.example\n\nOriginal-Recipient: rfc822; ann@one.example\nStatus: 5.1.1\n", 1,
         "ann@one.example", NULL},
        {"Reporting-MTA: dns; a.example\n\nX-Note: of nobody\n\nFinal-Recipient: rfc822; ann@one.example\nAction: "
         "failed\n",
         1, "ann@one.example", NULL},
        {"Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; ann@one.example\n\nDiagnostic-Code: smtp; 550 "
         "gone\n",
         1, "ann@one.example", "550 gone"},
        {"Reporting-MTA: dns; a.example\nFinal-Recipient: rfc822; ann@one.example\nAction: failed\nDiagnostic-Code: "
         "smtp; 550 gone\n",
         1, "ann@one.example", "550 gone"},
        {"Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; ann@one.example\nAction: failed\n\n"
         "Final-Recipient: rfc822; bob@two.example\nAction: failed\nDiagnostic-Code: smtp; 550 gone\n",
         2, "ann@one.example", NULL},
        {"final-recipient: RFC822; ann@one.example\naction: failed\ndiagnostic-code: SMTP; 550 gone\n", 1,
         "ann@one.example", "550 gone"},
        {"Final-Recipient: rfc822; ann@one.example\nAction: failed\nDiagnostic-Code: smtp;\n", 1, "ann@one.example",
         NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].status);
        NxReport *report = read_status(CASES[i].status);
        g_assert_cmpuint(report->n_recipients, ==, CASES[i].n);
        g_assert_cmpstr(report->recipients[0].recipient, ==, CASES[i].first);
        g_assert_cmpstr(report->recipients[0].diagnostic, ==, CASES[i].diagnostic);
        if (!CASES[i].diagnostic)
            g_assert_null(report->recipients[0].diagnostic_type);
        nx_report_free(report);
    }
}

/* A pipe or a mailbox's file is where it would have gone, not who it was for. */
static void test_actual_that_is_none(void)
{
    NxReport *report = read_status("Final-Recipient: rfc822; ann@one.example\nAction: failed\nX-Actual-Recipient: "
                                   "X-Unix; |/usr/bin/vacation ann\n");
    g_assert_null(report->recipients[0].aliases[0]);
    g_assert_cmpstr(report->recipients[0].fields[0].name, ==, "X-Actual-Recipient");
    nx_report_free(report);
}

/* Each type by which a delivery status is sent; no other. */
static void test_types_of_status(void)
{
    static const struct {
        const char *type;
        gboolean is;
    } CASES[] = {
        {"message/delivery-status", TRUE},   {"message/global-delivery-status", TRUE},
        {"message/xdelivery-status", TRUE},  {"message/x-delivery-status", TRUE},
        {"application/octet-stream", FALSE}, {"text/rfc822-headers", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = g_strdup_printf(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: "
            "multipart/mixed; boundary=b\n\n--b\n\nSorry.\n\n--b\nContent-Type: %s\n\n"
            "Reporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; ann@one.example\nAction: failed\n"
            "Status: 5.1.1\n\n--b--\n",
            CASES[i].type);
        g_test_message("%s", CASES[i].type);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpuint(report->n_recipients, ==, CASES[i].is ? 1 : 0);
        g_assert_cmpuint(report->part, ==, CASES[i].is ? 3 : 0);
        nx_report_free(report);
    }
}

/* The words near the address are a note where the diagnostic says little, and only there. */
static void test_words_beside_a_diagnostic(void)
{
    static const struct {
        const char *status, *diagnostic;
        gboolean note;
    } CASES[] = {
        {"5.1.1", "550 5.1.1 there is no such user", FALSE},
        {"5.1.1", "550 5.1.1", TRUE},
        {"5.0.0", "550 something went wrong", TRUE},
        {"5.0.0", "550 5.1.1 there is no such user", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = g_strdup_printf(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: bounces@news.example\nSubject: Undelivered\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nHello,\n\n"
            "<ann@one.example>: her account was closed in May.\n\n--b\nContent-Type: message/delivery-status\n\n"
            "Final-Recipient: rfc822; ann@one.example\nAction: failed\nStatus: %s\nDiagnostic-Code: smtp; "
            "%s\n\n--b--\n",
            CASES[i].status, CASES[i].diagnostic);
        g_test_message("%s %s", CASES[i].status, CASES[i].diagnostic);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(report->recipients[0].note, ==,
                        CASES[i].note ? "<ann@one.example>: her account was closed in May." : NULL);
        nx_report_free(report);
    }
}

/* ---- Complaints -------------------------------------------------------------------------------------------------- */

#define COMPLAINT                                                                                                      \
    "From: fbl@provider.example\nTo: abuse@news.example\nSubject: Complaint\nContent-Type: multipart/report; "         \
    "report-type=feedback-report; boundary=b\n\n--b\n\nSomebody complained.\n\n--b\nContent-Type: "                    \
    "message/feedback-report\n\n"

static void test_complaint_fields(void)
{
    NxReport *report = nx_reports_text(
        reader,
        COMPLAINT "Feedback-Type:  Abuse \nUser-Agent: any\nVersion: 1\nOriginal-Envelope-Id: env+2D7\n"
                  "Reporting-MTA: dns; fbl.provider.example\nReceived-Date: Thu, 19 Nov 2026 09:00:05 +0000\n"
                  "Original-Rcpt-To: ann@one.example\nOriginal-Rcpt-To: bob@two.example\nOriginal-Rcpt-To: nobody\n"
                  "Removal-Recipient: carl@three.example\n\n--b--\n",
        -1);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "feedback");
    g_assert_cmpstr(report->feedback_type, ==, "abuse");
    g_assert_cmpstr(report->envelope_id, ==, "env-7");
    g_assert_cmpstr(report->reporting_mta, ==, "fbl.provider.example");
    g_assert_cmpint(report->arrival_date, ==, 1795078805);
    g_assert_cmpuint(report->n_recipients, ==,
                     2); /* whom the first sort of field names; of the second they are copies */
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@one.example");
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bob@two.example");
    g_assert_cmpuint(report->n_fields, ==, 10);
    nx_report_free(report);
}

static void test_complaint_date(void)
{
    NxReport *report = nx_reports_text(reader,
                                       COMPLAINT "Feedback-Type: fraud\nReceived-Date: Wed, 18 Nov 2026 09:00:05 "
                                                 "+0000\nArrival-Date: Thu, 19 Nov 2026 09:00:05 +0000\n"
                                                 "Removal-Recipient: <ann@one.example>, <bob@two.example>\n\n--b--\n",
                                       -1);
    g_assert_cmpstr(report->feedback_type, ==, "fraud");
    g_assert_cmpint(report->arrival_date, ==, 1795078805);
    nx_report_free(report);
}

/* A service without a report's part is known by what only it sends. */
static void test_complaint_without_report(void)
{
    static const struct {
        const char *from, *in_copy, *kind, *recipient;
    } CASES[] = {
        {"staff@hotmail.com", "X-HmXmrOriginalRecipient: ann@one.example\n", "feedback", "ann@one.example"},
        {"staff@outlook.com", "X-HmXmrOriginalRecipient: ann@one.example\n", "feedback", "ann@one.example"},
        {"staff@people.example", "X-HmXmrOriginalRecipient: ann@one.example\n", "not-a-bounce", NULL},
        {"stuff@hotmail.com", "X-HmXmrOriginalRecipient: ann@one.example\n", "not-a-bounce", NULL},
        {"staff@hotmail.com", "", "not-a-bounce", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = g_strdup_printf(
            "From: %s\nTo: abuse@news.example\nSubject: complaint about message\nContent-Type: message/rfc822\n\n"
            "From: letters@news.example\nTo: list@news.example\nMessage-ID: <m@news.example>\n%sSubject: Hi\n\nHello\n",
            CASES[i].from, CASES[i].in_copy);
        g_test_message("%s %s", CASES[i].from, CASES[i].in_copy);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, CASES[i].kind);
        g_assert_cmpuint(report->n_recipients, ==, CASES[i].recipient ? 1 : 0);
        if (CASES[i].recipient)
            g_assert_cmpstr(report->recipients[0].recipient, ==, CASES[i].recipient);
        nx_report_free(report);
    }
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

static void test_typed(void)
{
    static const struct {
        const char *value;
        gboolean keep;
        const char *type, *text;
    } CASES[] = {
        {"dns; mx.example", FALSE, "dns", "mx.example"},
        {"DNS ; mx.example", FALSE, "dns", "mx.example"},
        {"x-a_b/c; y", FALSE, "x-a_b/c", "y"},
        {"mx.example", FALSE, NULL, "mx.example"},
        {"; mx.example", FALSE, NULL, "mx.example"}, /* the type is missing */
        {"X-Store.Local; full", FALSE, "x-store.local", "full"},
        {"mx.store.example; full", FALSE, NULL, "mx.store.example; full"}, /* a host is no type */
        {"5; mx.example", FALSE, NULL, "5; mx.example"},
        {"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd; y", FALSE, "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd", "y"},
        {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddE; y", FALSE, NULL, "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddE; y"},
        {"smtp; 550 (really) no", TRUE, "smtp", "550 (really) no"},
        {"smtp; 550 (really (so)) no", FALSE, "smtp", "550  no"},
        {"x; \"a (b) \\\" (c)\" d", FALSE, "x", "\"a (b) \\\" (c)\" d"},
        {"x; (a \\) b) c", FALSE, "x", "c"},
        {"x; a (b", FALSE, "x", "a (b"},
        {"x; a) b", FALSE, "x", "a) b"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *type = NULL;
        g_autofree char *text = nx_field_typed(CASES[i].value, CASES[i].keep, &type);
        g_test_message("%s", CASES[i].value);
        g_assert_cmpstr(type, ==, CASES[i].type);
        g_assert_cmpstr(text, ==, CASES[i].text);
    }
}

static void test_address(void)
{
    static const struct {
        const char *value, *type, *text;
    } CASES[] = {
        {"rfc822; ann@one.example", "rfc822", "ann@one.example"},
        {"rfc/822; ann@one.example", "rfc822", "ann@one.example"},
        {"rfc2822; ann@one.example", "rfc822", "ann@one.example"},
        {"rfc5322; ann@one.example", "rfc822", "ann@one.example"},
        {"smtp; ann@one.example", "rfc822", "ann@one.example"},
        {"x400; /s=ann/", "x400", "/s=ann/"},
        {"rfc822; Ann <ann@one.example>", "rfc822", "ann@one.example"},
        {"rfc822; ann+2Bx@one.example", "rfc822", "ann+x@one.example"},
        {"rfc822; ann+2bx@one.example", "rfc822", "ann+x@one.example"},
        {"rfc822; ann+3Dx@one.example", "rfc822", "ann=x@one.example"},
        {"rfc822; ann+3dx@one.example", "rfc822", "ann=x@one.example"},
        {"rfc822; ann+41@one.example", "rfc822", "ann+41@one.example"},
        {"utf-8; j\\x{F6}rg@one.example", "utf-8", "jörg@one.example"},
        {"utf-8; j\\x{}rg@one.example", "utf-8", "j\\x{}rg@one.example"},
        {"utf-8; j\\x{F6rg@one.example", "utf-8", "j\\x{F6rg@one.example"},
        {"utf-8; a\\x{20}b\\x{21}@one.example", "utf-8", "a\\x{20}b!@one.example"},
        {"utf-8; a\\x{7e}b\\x{7f}@one.example", "utf-8", "a~b\\x{7f}@one.example"},
        {"utf-8; a\\x{d800}@one.example", "utf-8", "a\\x{d800}@one.example"},
        {"utf-8; a\\x{10fffd}b\\x{110000}@one.example", "utf-8",
         "a\xf4\x8f\xbf\xbd"
         "b\\x{110000}@one.example"},
        {"rfc822;", "rfc822", NULL},
        {"rfc822; <>", "rfc822", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *type = NULL;
        g_autofree char *text = nx_field_address(CASES[i].value, &type);
        g_test_message("%s", CASES[i].value);
        g_assert_cmpstr(type, ==, CASES[i].type);
        g_assert_cmpstr(text, ==, CASES[i].text);
    }
}

static void test_xtext_and_host(void)
{
    static const char *const XTEXT[][2] = {{"a+2Db", "a-b"},   {"a+20b", "a+20b"}, {"a+21b", "a!b"}, {"a+7Eb", "a~b"},
                                           {"a+7Fb", "a+7Fb"}, {"a+4", "a+4"},     {"a+", "a+"},     {"a+zz", "a+zz"},
                                           {"a+2Bb", "a+b"},   {"+4a+4A", "JJ"}};
    for (gsize i = 0; i < G_N_ELEMENTS(XTEXT); i++) {
        g_autofree char *text = nx_field_xtext(XTEXT[i][0]);
        g_assert_cmpstr(text, ==, XTEXT[i][1]);
    }
    static const char *const HOSTS[][2] = {{"dns; MX.One.Example.", "mx.one.example"},
                                           {"dns; mx.example (192.0.2.1)", "mx.example"},
                                           {"mx.example, other", "mx.example"},
                                           {"dns; [192.0.2.1]", "[192.0.2.1]"},
                                           {"dns; ..", NULL},
                                           {"dns;", NULL}};
    for (gsize i = 0; i < G_N_ELEMENTS(HOSTS); i++) {
        g_autofree char *host = nx_field_host(HOSTS[i][0]);
        g_assert_cmpstr(host, ==, HOSTS[i][1]);
    }
}

/* Dates as nearly all are written are read without GMime, and mean what they mean to it. */
static void test_usual_dates(void)
{
    static const char *const DAYS[] = {"Mon", "Thu", "Sun"}, *const MONTHS[] = {"Jan", "Feb", "Jun", "Dec"},
                             *const ENDS[] = {"", " (UTC)", " (CEST)", " (x)", " "};
    for (guint i = 0; i < 5000; i++) {
        g_autofree char *text = g_strdup_printf(
            "%s, %02d %s %d %02d:%02d:%02d %c%02d%02d%s", DAYS[g_test_rand_int_range(0, 3)],
            g_test_rand_int_range(0, 33), MONTHS[g_test_rand_int_range(0, 4)], g_test_rand_int_range(1960, 2110),
            g_test_rand_int_range(0, 26), g_test_rand_int_range(0, 62), g_test_rand_int_range(0, 62),
            "+-"[g_test_rand_int_range(0, 2)], g_test_rand_int_range(0, 15), g_test_rand_int_range(0, 62),
            ENDS[g_test_rand_int_range(0, 5)]);
        g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(text);
        g_test_message("%s", text);
        g_assert_cmpint(nx_field_date(text), ==, date ? g_date_time_to_unix(date) : NX_TIME_UNKNOWN);
    }
}

static void test_actions(void)
{
    static const struct {
        const char *value;
        NxAction action;
    } CASES[] = {
        {"failed", NX_ACTION_FAILED},      {"Failed (for good)", NX_ACTION_FAILED},
        {"delayed", NX_ACTION_DELAYED},    {"delivered", NX_ACTION_DELIVERED},
        {"relayed", NX_ACTION_RELAYED},    {"expanded", NX_ACTION_EXPANDED},
        {"puzzled", NX_ACTION_NONE},       {"", NX_ACTION_NONE},
        {"(failed)", NX_ACTION_NONE},      {"deliverable", NX_ACTION_NONE},
        {"Undeliverable", NX_ACTION_NONE}, {"timeout", NX_ACTION_NONE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmpint(nx_field_action(CASES[i].value), ==, CASES[i].action);
    g_assert_cmpint(nx_field_date("Thu, 19 Nov 2026 10:00:05 +0100"), ==, 1795078805);
    g_assert_cmpint(nx_field_date("soon"), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_field_date(""), ==, NX_TIME_UNKNOWN);
    g_assert_cmpint(nx_field_date(NULL), ==, NX_TIME_UNKNOWN);
}

/* "name=value" of all fields, groups parted by " | ". */
static char *fields_of(const char *text)
{
    NxFieldSet *set = nx_field_set_new(text);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < set->groups->len; i++) {
        const NxFieldGroup *group = set->groups->pdata[i];
        g_string_append(out, i ? " |" : "");
        for (guint k = 0; k < group->fields->len; k++) {
            const NxField *field = &g_array_index(group->fields, NxField, k);
            g_string_append_printf(out, " %s=%s", field->name, field->value);
        }
    }
    nx_field_set_free(set);
    return g_strdup(out->str);
}

static void test_groups(void)
{
    static const char *const CASES[][2] = {
        {"A: 1\nB: 2\n\nC: 3\n", " A=1 B=2 | C=3"},
        {"A: 1\n \t\nC: 3\n", " A=1 | C=3"},
        {"\n\nA: 1\n\n\n\nC: 3", " A=1 | C=3"},
        {"A: 1\n  2\n\t3\nB:4\n", " A=1 2 3 B=4"},
        {"A : 1\nb_c.d-5\t: 2\n", " A=1 b_c.d-5=2"},
        {"no field\n: none\nA b: none\nA: 1\n", " A=1"},
        {"A:\nB: 2\n", " A= B=2"},
        {"Final-Recipient: 1\nStatus: 5\nFinal-Recipient: 2\nStatus: 4\n",
         " Final-Recipient=1 Status=5 | Final-Recipient=2 Status=4"},
        {"Original-Recipient: 1\nFinal-Recipient: 2\nStatus: 5\nOriginal-Recipient: 3\nFinal-Recipient: 4\n",
         " Original-Recipient=1 Final-Recipient=2 Status=5 | Original-Recipient=3 Final-Recipient=4"},
        {"Final-Recipient: 1\nOriginal-Recipient: 2\nFinal-Recipient: 3\n",
         " Final-Recipient=1 | Original-Recipient=2 Final-Recipient=3"},
        {"Status: 1\nStatus: 2\n", " Status=1 Status=2"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *fields = fields_of(CASES[i][0]);
        g_assert_cmpstr(fields, ==, CASES[i][1]);
    }
    NxFieldSet *set = nx_field_set_new("A: 1\na: 2\nB: 3\n");
    const NxFieldGroup *group = set->groups->pdata[0];
    g_assert_cmpstr(nx_field_group_get(group, "a", 0), ==, "1");
    g_assert_cmpstr(nx_field_group_get(group, "A", 1), ==, "2");
    g_assert_null(nx_field_group_get(group, "A", 2));
    g_assert_null(nx_field_group_get(group, "C", 0));
    nx_field_set_free(set);
}

/* ---- Headers ----------------------------------------------------------------------------------------------------- */

static void test_address_list(void)
{
    static const char *const CASES[][2] = {
        {"ann@one.example, bob@two.example; carl@three.example", "ann@one.example bob@two.example carl@three.example"},
        {"\"Other, Ann\" <ann@one.example>, Bob (who, else) <bob@two.example>", "ann@one.example bob@two.example"},
        {"\"a \\\" , b\" <ann@one.example>", "ann@one.example"},
        {"Ann (a \\) , (b)) <ann@one.example>, bob@two.example", "ann@one.example bob@two.example"},
        {"<@relay.example,@other.example:ann@one.example>, bob@two.example", "ann@one.example bob@two.example"},
        {"friends: ann@one.example, bob@two.example;", "ann@one.example bob@two.example"},
        {"ann@one.example (Ann bob@two.example)", "ann@one.example"},
        {"'ann@one.example'", "ann@one.example"},
        {"Ann ann@one.example now", "ann@one.example"},
        {"\"ann other\"@one.example", "\"ann other\"@one.example"},
        {"nobody, ann@, @one.example", ""},
        {"<>", ""},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GPtrArray) found = nx_address_list_read(CASES[i][0]);
        g_ptr_array_add(found, NULL);
        g_autofree char *all = g_strjoinv(" ", (char **)found->pdata);
        g_test_message("%s", CASES[i][0]);
        g_assert_cmpstr(all, ==, CASES[i][1]);
    }
    g_autofree char *first = nx_address_list_first_key("Ann <Ann@One.Example>, bob@two.example"),
                    *none = nx_address_list_first_key("nobody");
    g_assert_cmpstr(first, ==, "ann@one.example");
    g_assert_null(none);
}

static void test_encoded_words(void)
{
    static const char *const CASES[][2] = {
        {"=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"},
        {"=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"},
        {"=?utf-8*de?Q?a_b?= c", "a b c"},
        {"=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße"},
        {"=?utf-8?q?a?=\n =?iso-8859-1?q?=FC?=", "aü"},
        {"a =?utf-8?q?b?= c", "a b c"},
        {"=?utf-8?q?J=C3=B6rg?=@one.example", "=?utf-8?q?J=C3=B6rg?=@one.example"},
        {"=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
        {"=?utf-8?q?abc", "=?utf-8?q?abc"},
        {"=??q?abc?=", "=??q?abc?="},
        {"=?a b?q?abc?=", "=?a b?q?abc?="},
        {"=?utf-8?q?a=2?=", "a=2"},
        {"=?utf-8?q?a=zz?=", "a=zz"},
        {"  a\n\tb\r\n c  ", "a b c"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = nx_header_text((NxBytes){CASES[i][0], strlen(CASES[i][0])});
        g_test_message("%s", CASES[i][0]);
        g_assert_cmpstr(text, ==, CASES[i][1]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    g_test_add_func("/parse/fields/dates as usual mean what they mean to GMime", test_usual_dates);
    g_test_add_func("/parse/fields/each field of a recipient is in its own place", test_recipient_fields);
    g_test_add_func("/parse/fields/each field of the message is in its own place", test_message_fields);
    g_test_add_func("/parse/fields/each header of the returned message is in its own place", test_original_fields);
    g_test_add_func("/parse/fields/a group is a recipient's if it names one, or completes one",
                    test_groups_of_recipients);
    g_test_add_func("/parse/fields/a pipe is nobody's other name", test_actual_that_is_none);
    g_test_add_func("/parse/fields/a delivery status has one of four types", test_types_of_status);
    g_test_add_func("/parse/fields/words beside a diagnostic are kept where it says little",
                    test_words_beside_a_diagnostic);
    g_test_add_func("/parse/fields/each field of a complaint is in its own place", test_complaint_fields);
    g_test_add_func("/parse/fields/Arrival-Date of a complaint goes before Received-Date", test_complaint_date);
    g_test_add_func("/parse/fields/a complaint without a report needs its service's address and header",
                    test_complaint_without_report);
    g_test_add_func("/parse/fields/a type stands before a semicolon, comments in round brackets", test_typed);
    g_test_add_func("/parse/fields/an address is decoded by its type, and only where it is encoded", test_address);
    g_test_add_func("/parse/fields/xtext and hosts are plain text", test_xtext_and_host);
    g_test_add_func("/parse/fields/an action is one of five words, a date is one", test_actions);
    g_test_add_func("/parse/fields/groups end at blank lines and where a recipient comes again", test_groups);
    g_test_add_func("/parse/fields/a list of addresses ends each where its writer did", test_address_list);
    g_test_add_func("/parse/fields/encoded words are read, and what only looks like one is left", test_encoded_words);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
