/* Whom a report names, few or many: by each of the names that a recipient has. */
#include "reports.h"

static NxReader *reader;

static NxReport *report_of(guint n)
{
    g_autoptr(GString) text =
        g_string_new("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: bounces@news.example\nSubject: Undelivered\n"
                     "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: "
                     "message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n");
    for (guint i = 0; i < n; i++)
        g_string_append_printf(
            text,
            "Original-Recipient: rfc822; Old%u@d%u.example\nFinal-Recipient: rfc822; new%u@inner.example\n"
            "Action: failed\nStatus: 5.1.1\n\n",
            i, i, i);
    g_string_append(text, "--b--\n");
    return nx_reports_text(reader, text->str, -1);
}

static void test_names(void)
{
    static const guint NUMBERS[] = {1, 8, 9, 40};
    for (guint i = 0; i < G_N_ELEMENTS(NUMBERS); i++) {
        guint last = NUMBERS[i] - 1;
        NxReport *report = report_of(NUMBERS[i]);
        g_autofree char *original = g_strdup_printf("old%u@d%u.example", last, last);
        g_autofree char *final = g_strdup_printf("new%u@inner.example", last);
        g_autofree char *spelled = g_strdup_printf("Old%u@d%u.example", last, last);
        g_autofree char *domain = g_strdup_printf("d%u.example", last);
        g_assert_cmpuint(report->n_recipients, ==, NUMBERS[i]);
        g_assert_true(nx_report_names_address(report, original));
        g_assert_true(nx_report_names_address(report, final));
        g_assert_true(nx_report_names_domain(report, domain));
        g_assert_true(nx_report_names_word(report, spelled));
        g_assert_true(nx_recipient_is_named(&report->recipients[last], final));
        /* What is near, and no name of theirs. */
        g_assert_false(nx_report_names_address(report, "old@d0.example"));
        g_assert_false(nx_report_names_address(report, "bounces@news.example"));
        g_assert_false(nx_report_names_domain(report, "inner.example"));
        g_assert_false(nx_report_names_domain(report, "example"));
        g_assert_false(nx_report_names_word(report, original));
        nx_report_free(report);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader("bounces@news.example", NULL, NULL);
    g_test_add_func("/parse/named/a recipient is known by each of its names", test_names);
    int status = g_test_run();
    nx_reader_free(reader);
    return status;
}
