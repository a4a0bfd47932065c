/* What is a bounce and what is not. */
#include "reports.h"

static NxReader *reader;

static NxReport *read_kind(const char *name, NxKind kind, guint n)
{
    g_test_message("%s", name);
    NxReport *report = nx_reports_file(reader, name);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(kind));
    g_assert_cmpuint(report->n_recipients, ==, n);
    return report;
}

static void test_ordinary(void)
{
    static const char *const names[] = {"attached-message",    "talks-of-errors",         "person-on-vacation",
                                        "ordinary-logwatch",   "ordinary-support",        "ordinary-support-re",
                                        "ordinary-postmaster", "ordinary-postmaster2",    "ordinary-parcel",
                                        "ordinary-cron",       "ordinary-digest",         "ordinary-spamword",
                                        "ordinary-confirm",    "ordinary-mailman-bounce", "ordinary-oof-person"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        nx_report_free(read_kind(names[i], NX_KIND_NOT_A_BOUNCE, 0));
}

static void test_autoreply(void)
{
    static const char *const names[] = {"vacation", "vacation-by-subject", "read-receipt"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        NxReport *report = read_kind(names[i], NX_KIND_AUTOREPLY, 1);
        g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
        nx_report_free(report);
    }
}

static void test_feedback(void)
{
    static const struct {
        const char *name, *type, *recipient;
        guint n;
    } cases[] = {
        {"arf-rcpt-to", "abuse", "anna.berg@mail.example", 2},
        {"arf-removal", "opt-out", "anna.berg@mail.example", 1},
        {"arf-original-to", "abuse", "anna.berg@mail.example", 1},
        {"feedback-in-copy", "abuse", "anna.berg@mail.example", 1},
        {"opt-out-header", "opt-out", "anna.berg@mail.example", 1},
        {"ses-complaint-wrapped", "fraud", "anna.berg@mail.example", 1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxReport *report = read_kind(cases[i].name, NX_KIND_FEEDBACK, cases[i].n);
        g_assert_cmpstr(report->feedback_type, ==, cases[i].type);
        g_assert_cmpstr(report->recipients[0].recipient, ==, cases[i].recipient);
        g_assert_cmpstr(nx_source_name(report->recipients[0].source), ==, "arf");
        nx_report_free(report);
    }
    NxReport *report = read_kind("arf-redacted", NX_KIND_FEEDBACK, 0);
    g_assert_cmpstr(report->original.message_id, ==, "<issue-44@news.example>");
    nx_report_free(report);
}

static void test_failed_header(void)
{
    NxReport *report = read_kind("failed-recipients-header", NX_KIND_BOUNCE, 2);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bert@mail.example");
    g_assert_cmpstr(nx_source_name(report->recipients[1].source), ==, "header");
    nx_report_free(report);
}

/* A status part of which `group` is the recipient's, and a text that speaks of a delay. */
static NxReport *read_delayed(const char *group)
{
    g_autofree char *text = g_strconcat(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Warning: message still undelivered after 4 hours\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\n\nYour message has not been delivered yet. Delivery will be tried again.\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n",
        group, "\n--b--\n", NULL);
    return nx_reports_text(reader, text, -1);
}

/* Action, then Status, then the words. */
static void test_told_by_words(void)
{
    static const struct {
        const char *group;
        NxKind kind;
    } cases[] = {
        {"Final-Recipient: rfc822; anna.berg@mail.example\n", NX_KIND_DELAY},
        {"Final-Recipient: rfc822; anna.berg@mail.example\nStatus: 4.4.1\n", NX_KIND_DELAY},
        {"Final-Recipient: rfc822; anna.berg@mail.example\nAction: puzzled\n", NX_KIND_DELAY},
        {"Final-Recipient: rfc822; anna.berg@mail.example\nStatus: 5.4.1\n", NX_KIND_BOUNCE},
        {"Final-Recipient: rfc822; anna.berg@mail.example\nStatus: 2.0.0\n", NX_KIND_DELIVERED},
        {"Final-Recipient: rfc822; anna.berg@mail.example\nAction: failed\nStatus: 4.4.1\n", NX_KIND_BOUNCE},
        /* said by a group without a name, for the one that has one */
        {"Action: failed\n\nFinal-Recipient: rfc822; anna.berg@mail.example\n", NX_KIND_BOUNCE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].group);
        NxReport *report = read_delayed(cases[i].group);
        g_assert_cmpuint(report->n_recipients, ==, 1);
        g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
        g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(cases[i].kind));
        nx_report_free(report);
    }
}

static void test_ses(void)
{
    NxReport *report = read_kind("ses-bounce", NX_KIND_BOUNCE, 1);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
    g_assert_cmpuint(report->recipients[0].reply_code, ==, 550);
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 5.1.1 user unknown");
    g_assert_cmpstr(report->original.message_id, ==, "<issue-46@news.example>");
    g_assert_cmpstr(report->original.subject, ==, "Our \"autumn\" issue");
    g_assert_cmpstr(report->envelope_id, ==, NULL);
    g_assert_cmpstr(report->fields[0].value, ==, "0101-7");
    nx_report_free(report);
    report = read_kind("ses-complaint-wrapped", NX_KIND_FEEDBACK, 1); /* without a Message-ID its own id has to do */
    g_assert_cmpstr(report->envelope_id, ==, "0101-8");
    nx_report_free(report);
}

static void test_deep_json(void)
{
    GString *text = g_string_new(
        "From: a@b.example\nSubject: AWS Notification Message\n\n{\"notificationType\":\"Bounce\",\"bounce\":");
    for (guint i = 0; i < 100000; i++)
        g_string_append_c(text, '[');
    NxReport *report = nx_reports_text(reader, text->str, -1);
    g_assert_cmpuint(report->n_recipients, ==, 0);
    nx_report_free(report);
    g_string_free(text, TRUE);
}

/* A notification of which only the first bytes came. */
static void test_cut_json(void)
{
    static const char top[] = "From: a@b.example\nSubject: AWS Notification Message\n\n";
    static const char plain[] = "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\","
                                "\"bouncedRecipients\":[{\"emailAddress\":"
                                "\"ann@example.com\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 "
                                "unknown\"},{\"emailAddress\":\"bob@exam";
    static const struct {
        gsize keep; /* bytes of `plain` */
        guint n;
        NxKind kind;
    } cases[] = {
        {sizeof plain - 1, 1, NX_KIND_BOUNCE}, /* half an address is nobody's */
        {172, 1, NX_KIND_BOUNCE},              /* in the diagnostic of the first */
        {110, 0, NX_KIND_UNKNOWN},             /* in its address */
        {60, 0, NX_KIND_UNKNOWN},
        {24, 0, NX_KIND_UNKNOWN},
    };
    for (gsize i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
        const gboolean wrapped = i >= G_N_ELEMENTS(cases);
        g_autofree char *part = g_strndup(plain, cases[i % G_N_ELEMENTS(cases)].keep);
        g_autofree char *escaped = g_strescape(part, NULL);
        g_autofree char *text = wrapped ? g_strconcat(top, "{\"Type\":\"Notification\",\"Message\":\"", escaped, NULL)
                                        : g_strconcat(top, part, NULL);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpuint(report->n_recipients, ==, cases[i % G_N_ELEMENTS(cases)].n);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(cases[i % G_N_ELEMENTS(cases)].kind));
        if (report->n_recipients)
            g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@example.com");
        nx_report_free(report);
    }
}

#define NO_ENVELOPE "From: Gate <gate@firm.example>\nTo: letters@news.example\nMessage-ID: <g@firm.example>\n"

/* Fetched or saved without its envelope, and by nobody whom a list has. */
static void test_without_envelope(void)
{
    static const struct {
        const char *head, *text;
        NxKind kind;
        const char *recipient;
    } cases[] = {
        {"Subject: Delivery failure notification\n",
         "Your message could not be delivered to the following recipient:\n\n    anna.berg@mail.example\n\n"
         "The server answered: 550 5.1.1 user unknown\n",
         NX_KIND_BOUNCE, "anna.berg@mail.example"},
        {"Subject: gateway: could not hand on \"Letters\"\n",
         "The mail gateway speaks.\n\n  For      : anna.berg@mail.example\n  Outcome  : refused\n  Because  : unknown "
         "user\n",
         NX_KIND_BOUNCE, "anna.berg@mail.example"},
        {"Subject: Zustellbest\xc3\xa4tigung: Brief\nContent-Type: text/plain; charset=utf-8\n",
         "Ihre Nachricht wurde erfolgreich zugestellt.\n\nEmpf\xc3\xa4nger: anna.berg@mail.example\n",
         NX_KIND_DELIVERED, "anna.berg@mail.example"},
        {"Subject: Your letters [failed]\nContent-Type: multipart/report; report-type=mail-status; boundary=b\n",
         "--b\n\nYour message could not be delivered:\n\n<anna.berg@mail.example>: 550 no such user\n\n--b--\n",
         NX_KIND_BOUNCE, "anna.berg@mail.example"},
        {"Return-Path: <gate@firm.example>\nSubject: Letters\n",
         "The post speaks.\n\nRecipient: anna.berg@mail.example\nExplanation: 550 5.1.1 nobody here\n\nAsk "
         "help@firm.example\n",
         NX_KIND_BOUNCE, "anna.berg@mail.example"},
        {"Subject: 1 of 2 failed\nContent-Type: application/json\n",
         "{\"envelope\": {\"from\": \"letters@news.example\"}, \"targets\": [{\"recipientAddress\": "
         "\"anna.berg@mail.example\", \"state\": \"failed\", \"remote\": {\"answer\": \"550 5.1.1 nobody\"}}, "
         "{\"recipientAddress\": \"bob@mail.example\", \"state\": \"accepted\", \"remote\": {\"answer\": \"250 "
         "ok\"}}]}\n",
         NX_KIND_BOUNCE, "anna.berg@mail.example"},
        {"Subject: DeliveryFailure\nContent-Type: text/xml\n",
         "<?xml version=\"1.0\"?>\n<notice><from><address>letters@news.example</address></from>\n<recipient>"
         "<address>anna.berg@mail.example</address>\n<outcome>refused</outcome>"
         "<smtp code=\"552\">too big</smtp></recipient></notice>\n",
         NX_KIND_BOUNCE, "anna.berg@mail.example"},
        /* Data without an outcome, or with a good one; a record that a person fills in; one that is quoted. */
        {"Subject: News\nContent-Type: application/json\n",
         "{\"recipient\": \"anna.berg@mail.example\", \"state\": \"accepted\", \"answer\": \"250 ok\"}\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"Return-Path: <gate@firm.example>\nSubject: Contact form\n",
         "Email: anna.berg@mail.example\nMessage: I get 550 5.1.1 user unknown\n", NX_KIND_NOT_A_BOUNCE, NULL},
        {"Return-Path: <gate@firm.example>\nSubject: Letters\n",
         "> Recipient: anna.berg@mail.example\n> Explanation: 550 5.1.1 nobody here\n", NX_KIND_NOT_A_BOUNCE, NULL},
        /* Nothing of a subject and no code; a person who answers, quotes, asks; other things that fail. */
        {"Subject: About the gate\n", "Your message could not be delivered to:\n\nanna.berg@mail.example\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"Subject: Re: Delivery failure notification\n",
         "Your message could not be delivered:\n\nanna.berg@mail.example: 550 no such user\n", NX_KIND_NOT_A_BOUNCE,
         NULL},
        {"Subject: Delivery failure\n",
         "Is this right?\n> Your message could not be delivered:\n> anna.berg@mail.example: 550 no such user\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"Subject: Returned mail problem\n",
         "I get 550 5.1.1 <anna.berg@mail.example>: user unknown. The message could not be delivered. Why?\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"Subject: Password reset failed\n",
         "We could not reset your password: anna.berg@mail.example is unknown.\n\nError: user not found\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"Subject: Delivery failure\nList-Id: <gate.firm.example>\n",
         "Your message could not be delivered:\n\nanna.berg@mail.example: 550 no such user\n", NX_KIND_NOT_A_BOUNCE,
         NULL},
        {"Subject: Your parcel could not be delivered\n", "Recipient: anna.berg@mail.example\nWe met nobody at home.\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat(NO_ENVELOPE, cases[i].head, "\n", cases[i].text, NULL);
        g_test_message("%s", text);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(cases[i].kind));
        g_assert_cmpuint(report->n_recipients, ==, cases[i].recipient ? 1 : 0);
        if (cases[i].recipient)
            g_assert_cmpstr(report->recipients[0].recipient, ==, cases[i].recipient);
        nx_report_free(report);
    }
}

#define FROM_NOWHERE                                                                                                   \
    "Return-Path: <>\nAuto-Submitted: auto-generated\nTo: letters@news.example\nMessage-ID: <g@firm.example>\n"
#define RETURNED_REPORT "Content-Type: multipart/report; boundary=b\n"

/* Who watches quotes what servers say, and nothing of the operator's came back. */
static void test_observed(void)
{
    static const struct {
        const char *head, *text;
        NxKind kind;
        const char *recipient;
    } cases[] = {
        {"From: reports@gate.example\nSubject: DMARC Failure Report for news.example\n" RETURNED_REPORT,
         "--b\n\nA message claiming to be from you has failed the published DMARC policy for your domain.\n"
         "Policy: reject, 550 5.7.1\n\n--b\nContent-Type: message/rfc822\n\nFrom: boss@news.example\n"
         "To: tom@gate.example\nMessage-ID: <x@evil.example>\n\nurgent\n--b--\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        /* A refusal for the policy of the sender's domain is one. */
        {"From: postmaster@gate.example\nSubject: Undeliverable: letters\n" RETURNED_REPORT,
         "--b\n\nYour message could not be delivered:\n\n<tom@gate.example>: 550 5.7.26 Unauthenticated email from "
         "news.example is not accepted due to domain's DMARC policy\n\n--b\nContent-Type: message/rfc822\n\n"
         "From: letters@news.example\nTo: tom@gate.example\nMessage-ID: <1@news.example>\n\nHello\n--b--\n",
         NX_KIND_BOUNCE, "tom@gate.example"},
        {"From: postmaster@gate.example\nSubject: Report Domain: news.example Submitter: gate.example Report-ID: <7>\n",
         "This is an aggregate TLS report from gate.example: delivery failed, 454 4.7.0 TLS for tom@gate.example\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"From: root@relay.example\nSubject: undelivered mail on relay\n",
         "-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------\n"
         "4Fq2x         1204 Mon Jun  1 10:00:00  letters@news.example\n"
         "(host mx.gate.example said: 550 5.1.1 <tom@gate.example>: user unknown)\n"
         "                                         tom@gate.example\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"From: watch@relay.example\nSubject: ** PROBLEM Service Alert: mx/SMTP is CRITICAL **\n",
         "***** Nagios *****\n\nNotification Type: PROBLEM\n\nDelivery failed: 550 5.1.1 <tom@gate.example>: user "
         "unknown\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        {"From: svn@relay.example\nSubject: r12 - tests: bounces\n",
         "Log:\nA bounce, user unknown.\n\n@@ -0,0 +1,2 @@\n+Your message could not be delivered:\n"
         "+<tom@gate.example>: 550 5.1.1 user unknown\n",
         NX_KIND_NOT_A_BOUNCE, NULL},
        /* A notice that tells which message failed is none of that message's kind. */
        {"From: MAILER-DAEMON@relay.example\nSubject: Undeliverable: ** PROBLEM Service Alert: mx is CRITICAL **\n",
         "Your message could not be delivered:\n\n<tom@gate.example>: 550 5.1.1 user unknown\n\n"
         "***** Nagios *****\n",
         NX_KIND_BOUNCE, "tom@gate.example"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat(FROM_NOWHERE, cases[i].head, "\n", cases[i].text, NULL);
        g_test_message("%s", text);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(cases[i].kind));
        g_assert_cmpuint(report->n_recipients, ==, cases[i].recipient ? 1 : 0);
        if (cases[i].recipient)
            g_assert_cmpstr(report->recipients[0].recipient, ==, cases[i].recipient);
        nx_report_free(report);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    g_test_add_func("/parse/kinds/mail that speaks of errors, or carries a message, is no bounce", test_ordinary);
    g_test_add_func("/parse/kinds/vacation notes and receipts are auto-replies, a person's note is not",
                    test_autoreply);
    g_test_add_func("/parse/kinds/a notice without an envelope is known by what it announces", test_without_envelope);
    g_test_add_func("/parse/kinds/reports on others' mail, queues, services and changes are no notices", test_observed);
    g_test_add_func("/parse/kinds/complaints name who complained", test_feedback);
    g_test_add_func("/parse/kinds/X-Failed-Recipients is a list, folded perhaps", test_failed_header);
    g_test_add_func("/parse/kinds/what Action and Status do not tell, the words of the notice do", test_told_by_words);
    g_test_add_func("/parse/kinds/a notification of Amazon SES is read, wrapped lines and all", test_ses);
    g_test_add_func("/parse/kinds/a notification of Amazon SES that was cut off tells what is whole", test_cut_json);
    g_test_add_func("/parse/kinds/JSON that nests without end is passed over", test_deep_json);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
