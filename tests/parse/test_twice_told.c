/* One notice, told twice over: which groups are one recipient, which header names the address that the notice came to.
 */
#include "reports.h"

static NxReader *reader;

#define GROUP(diagnostic) "Final-Recipient: rfc822; ann@mail.example\nAction: failed\nStatus: 5.1.1\n" diagnostic "\n"
#define NOT_HERE "Diagnostic-Code: smtp; 550 5.1.1 no such user\n"
#define BLOCKED "Diagnostic-Code: smtp; 550 5.1.1 blocked\n"

static void test_groups(void)
{
    static const struct {
        const char *groups;
        guint n;
    } CASES[] = {
        {GROUP(NOT_HERE) GROUP(NOT_HERE), 1},
        {GROUP("") GROUP(""), 1},
        {GROUP(NOT_HERE) GROUP(BLOCKED), 2},
        {GROUP(NOT_HERE) GROUP(""), 2},
        {GROUP(NOT_HERE) GROUP(BLOCKED) GROUP(NOT_HERE), 2},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = g_strconcat(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: bounces@news.example\nSubject: Undelivered\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: "
            "message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n",
            CASES[i].groups, "--b--\n", NULL);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_test_message("%s", CASES[i].groups);
        g_assert_cmpuint(report->n_recipients, ==, CASES[i].n);
        nx_report_free(report);
    }
}

/* A mailbox server writes the address of the envelope into a header of its own; To: may be anybody's. */
static void test_envelope_headers(void)
{
    static const char *const HEADERS[] = {"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To",
                                          "X-Rcpt-To",    "Apparently-To", "To"};
    NxReader *verp = nx_reports_reader(NULL, NULL, "b+{local}={domain}@news.example");
    for (gsize i = 0; i < G_N_ELEMENTS(HEADERS); i++) {
        g_autofree char *text = g_strdup_printf("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n"
                                                "%s: b+ann=mail.example@news.example\nSubject: Undelivered mail\n\n"
                                                "Your message could not be delivered.\n",
                                                HEADERS[i]);
        NxReport *report = nx_reports_text(verp, text, -1);
        g_test_message("%s", HEADERS[i]);
        g_assert_cmpuint(report->n_recipients, ==, 1);
        g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@mail.example");
        nx_report_free(report);
    }
    nx_reader_free(verp);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader("bounces@news.example", NULL, NULL);
    g_test_add_func("/parse/twice told/the same group again is one recipient, with another diagnostic it is not",
                    test_groups);
    g_test_add_func("/parse/twice told/each header that a mailbox server writes is read for our form",
                    test_envelope_headers);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
