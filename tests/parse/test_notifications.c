/* What comes beside delivery-status mail: notifications of Amazon SES in all the wrappings they arrive in, and answers
 * of people's programs. */
#include "reports.h"
#include <nixie/verdict.h>

static NxReader *reader;

static NxReport *read_fixture(const char *folder, const char *name)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize len;
    g_test_message("%s", name);
    g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
    return nx_reports_text(reader, bytes, (gssize)len);
}

static void test_wrappings(void)
{
    static const char *const names[] = {"body.eml",
                                        "file.json",
                                        "file-in-sns.json",
                                        "wrapped-in-message.eml",
                                        "broken-lines.eml",
                                        "broken-and-indented.eml",
                                        "quoted-printable.eml",
                                        "base64.eml"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        NxReport *report = read_fixture("notifications", names[i]);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, "bounce");
        g_assert_cmpuint(report->n_recipients, ==, 2);
        const NxRecipient *anna = &report->recipients[0], *bert = &report->recipients[1];
        g_assert_cmpstr(anna->recipient, ==, "anna.berg@mail.example");
        g_assert_cmpstr(anna->diagnostic, ==, "550 5.1.1 No such user here");
        g_assert_cmpuint(anna->reply_code, ==, 550);
        g_assert_cmpstr(bert->recipient, ==, "bert@mail.example");
        g_assert_cmpuint(bert->status.subject, ==, 2);
        g_assert_cmpstr(bert->mailer, ==, "ses");
        g_assert_cmpstr(report->original.message_id, ==, "<issue-50@news.example>");
        g_assert_cmpstr(report->original.subject, ==, "Our \"autumn\" issue, Grüße");
        g_assert_cmpstr(report->reporting_mta, ==, "a1.smtp-out.example");
        g_assert_cmpint(report->origin, ==, NX_ORIGIN_OURS);
        nx_report_free(report);
    }
}

static void test_sorts(void)
{
    static const struct {
        const char *name, *kind, *field;
    } sorts[] = {
        {"without-diagnostic.json", "bounce", "Transient"},
        {"mislabelled.json", "bounce", "Transient"},
        {"on-the-list.json", "bounce", "Permanent"},
        {"complaint.json", "feedback", NULL},
        {"delivery.json", "delivered", NULL},
        {"delay.json", "delay", "TransientCommunicationFailure"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(sorts); i++) {
        NxReport *report = read_fixture("notifications", sorts[i].name);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, sorts[i].kind);
        g_assert_cmpuint(report->n_recipients, ==, 1);
        g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
        g_assert_cmpstr(report->recipients[0].n_fields ? report->recipients[0].fields[0].value : NULL, ==,
                        sorts[i].field);
        nx_report_free(report);
    }
}

static void test_verdicts(void)
{
    static const struct {
        const char *name, *reason;
        NxAdviceKind advice;
    } cases[] = {
        {"without-diagnostic.json", "undefined", NX_ADVICE_REVIEW},
        {"mislabelled.json", "userunknown", NX_ADVICE_SUPPRESS},
        {"on-the-list.json", "suppressed", NX_ADVICE_SUPPRESS},
        {"complaint.json", "feedback", NX_ADVICE_SUPPRESS},
        {"delivery.json", "delivered", NX_ADVICE_IGNORE},
        {"delay.json", "networkerror", NX_ADVICE_IGNORE},
    };
    NxSettings settings = {0};
    NxLibrary *library = nx_library_new(&settings, NULL);
    NxJudge *judge = nx_judge_new(library, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxReport *report = read_fixture("notifications", cases[i].name);
        NxVerdict verdict;
        nx_judge_event(judge, report, 0, &verdict);
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, cases[i].reason);
        g_assert_cmpstr(nx_advice_name(verdict.advice), ==, nx_advice_name(cases[i].advice));
        nx_report_free(report);
    }
    nx_judge_free(judge);
    nx_library_unref(library);
}

static void test_away(void)
{
    static const char *const languages[] = {"en", "en-left", "de", "de-2", "fr", "es", "it",
                                            "pt", "nl",      "pl", "ru",   "ja", "zh"};
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *name = g_strconcat(languages[i], ".eml", NULL);
        NxReport *report = read_fixture("away", name);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, "autoreply");
        g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
        nx_report_free(report);
    }
}

/* The same words from somebody who wrote them. */
static void test_person(void)
{
    static const char *const subjects[] = {"Out of office hours, as asked", "Abwesenheit von Frau Berg", "Re: odsutno",
                                           "不在の件", "外出申请"};
    for (gsize i = 0; i < G_N_ELEMENTS(subjects); i++) {
        g_autofree char *text =
            g_strdup_printf("Return-Path: <anna.berg@mail.example>\nFrom: Anna Berg <anna.berg@mail.example>\nTo: "
                            "letters@news.example\n"
                            "Subject: %s\nMessage-ID: <p@mail.example>\n\nHello, see you on Monday.\n",
                            subjects[i]);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, "not-a-bounce");
        nx_report_free(report);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, "news.example", NULL);
    g_test_add_func(
        "/parse/notifications/SES speaks as a file, in a mail, inside SNS, in any encoding, with broken lines",
        test_wrappings);
    g_test_add_func("/parse/notifications/of every sort, and keep their labels", test_sorts);
    g_test_add_func("/parse/notifications/status and diagnostic say more than the label", test_verdicts);
    g_test_add_func("/parse/notifications/answers of those who are away, in their languages", test_away);
    g_test_add_func("/parse/notifications/who writes of being away is no program", test_person);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
