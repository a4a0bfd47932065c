/* Which address an operator decides about. */
#include "reports.h"

static const NxRecipient *only(const NxReport *report)
{
    g_assert_cmpuint(report->n_recipients, ==, 1);
    return &report->recipients[0];
}

static NxReport *read_with(const char *own, const char *verp, const char *name)
{
    NxReader *reader = nx_reports_reader(own, NULL, verp);
    NxReport *report = nx_reports_file(reader, name);
    nx_reader_free(reader);
    return report;
}

static void test_original_wins(void)
{
    NxReport *report = read_with(NULL, NULL, "original-and-final");
    g_assert_cmpstr(only(report)->recipient, ==, "anna.berg+news@mail.example");
    g_assert_cmpstr(only(report)->key, ==, "anna.berg+news@mail.example");
    g_assert_cmpstr(only(report)->aliases[0], ==, "ab1971@box7.mail.example");
    g_assert_cmpstr(only(report)->aliases[1], ==, "anna.berg@mail.example"); /* To of the original */
    g_assert_cmpstr(only(report)->aliases[2], ==, NULL);
    nx_report_free(report);
}

static void test_x400(void)
{
    NxReport *report = read_with(NULL, NULL, "x400-original");
    g_assert_cmpstr(only(report)->recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(only(report)->original_type, ==, "x400");
    nx_report_free(report);
}

static void test_sole_original(void)
{
    static const char *const names[] = {"nameless-final", "no-final-recipient"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        NxReport *report = read_with(NULL, NULL, names[i]);
        g_assert_cmpstr(only(report)->recipient, ==, "anna.berg@mail.example");
        g_assert_cmpstr(only(report)->key, ==, "anna.berg@mail.example");
        nx_report_free(report);
    }
    NxReport *report = read_with("anna.berg@mail.example", NULL, "nameless-final");
    g_assert_cmpstr(only(report)->recipient, ==, "anna.berg"); /* shown, but no address */
    g_assert_cmpstr(only(report)->key, ==, NULL);
    nx_report_free(report);
}

static void test_pipe(void)
{
    NxReport *report = read_with(NULL, NULL, "pipe-final");
    g_assert_cmpstr(only(report)->key, ==, NULL);
    g_assert_cmpstr(only(report)->recipient, ==, "|/usr/bin/filter --in");
    g_assert_cmpstr(only(report)->fields[0].name, ==, "X-Actual-Recipient");
    g_assert_null(nx_report_event_key(report, 0));
    nx_report_free(report);
}

static void test_own(void)
{
    NxReport *report = read_with("Anna.Berg@mail.example", NULL, "three-recipients");
    g_assert_cmpuint(report->n_recipients, ==, 2);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "bert@mail.example");
    nx_report_free(report);
}

static const char verp_form[] = "bounces+{local}={domain}@news.example";
#define NOTICE(to, status)                                                                                             \
    "Return-Path: <>\nFrom: MAILER-DAEMON@mx.post.example\nTo: " to                                                    \
    "\nSubject: Undelivered mail\nMessage-ID: <a@b.example>\n"                                                         \
    "Content-Type: multipart/report; report-type=delivery-status; boundary=s\n\n--s\nContent-Type: "                   \
    "message/delivery-status\n\n"                                                                                      \
    "Reporting-MTA: dns; mx.post.example\n\n" status "\n--s--\n"

static void test_verp(void)
{
    NxReader *reader = nx_reports_reader(NULL, "news.example", verp_form);
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {NOTICE("bounces+anna=old=mail.example@news.example",
                "Final-Recipient: rfc822; x71@mail.example\nAction: failed\nStatus: 5.1.1\n"),
         "anna=old@mail.example"},
        {NOTICE("BOUNCES+anna=mail.example@News.example",
                "Final-Recipient: rfc822; x71@mail.example\nAction: failed\nStatus: 5.1.1\n"),
         "anna@mail.example"},
        {NOTICE("other+anna=mail.example@news.example",
                "Final-Recipient: rfc822; x71@mail.example\nAction: failed\nStatus: 5.1.1\n"),
         "x71@mail.example"},
        {NOTICE("bounces+anna=mail.example@news.example", ""), "anna@mail.example"}, /* the notice names nobody */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxReport *report = nx_reports_text(reader, cases[i].text, -1);
        g_assert_cmpstr(only(report)->recipient, ==, cases[i].expected);
        g_assert_cmpstr(nx_origin_name(report->origin), ==, i == 2 ? "unproven" : "ours");
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

static void test_verp_of_many(void)
{
    NxReport *report = read_with(NULL, verp_form, "three-recipients");
    g_assert_cmpuint(report->n_recipients, ==, 3);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "anna.berg@mail.example");
    nx_report_free(report);
}

/* What a forwarder or our own system made of our address is ours. */
static void test_own_in_clothes(void)
{
    static const char *const finals[] = {"bounces@news.example", "prvs=4711abcdef=bounces@news.example",
                                         "SRS0=HHH=TT=news.example=bounces@forward.example",
                                         "SRS1=HHH=one.example==HHH=TT=news.example=bounces@forward.example",
                                         "bounces+anna=mail.example@news.example"};
    NxSettings settings = {0};
    nx_settings_add(&settings.own_addresses, "bounces@news.example", NULL);
    nx_settings_add(&settings.verp, verp_form, NULL);
    NxLibrary *library = nx_library_new(&settings, NULL);
    NxReader *reader = nx_reader_new(library, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(finals); i++) {
        g_auto(GStrv) parts = g_strsplit(NOTICE("somebody@news.example", "@@"), "@@", 2);
        g_autofree char *text = g_strconcat(parts[0], "Final-Recipient: rfc822; ", finals[i],
                                            "\nAction: failed\nStatus: 5.1.1\n", parts[1], NULL);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpuint(report->n_recipients, ==, 0);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, "unknown");
        nx_report_free(report);
    }
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

static void test_address_forms(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    static const struct {
        const char *value, *expected, *key;
    } cases[] = {
        {"RFC822;<Anna@Mail.Example>", "Anna@Mail.Example", "anna@mail.example"},
        {"rfc822; <@relay.example:anna@mail.example>", "anna@mail.example", "anna@mail.example"},
        {"anna@mail.example", "anna@mail.example", "anna@mail.example"},
        {"rfc/822; anna@mail.example", "anna@mail.example", "anna@mail.example"},
        {"rfc822; an+3Dna+2Btag@mail.example", "an=na+tag@mail.example", "an=na+tag@mail.example"},
        {"rfc822; anna+41@mail.example", "anna+41@mail.example", "anna+41@mail.example"}, /* a tag, not xtext */
        {"rfc822;\n anna@mail.example", "anna@mail.example", "anna@mail.example"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *status =
            g_strdup_printf("Final-Recipient: %s\nAction: failed\nStatus: 5.1.1\n", cases[i].value);
        g_auto(GStrv) parts = g_strsplit(NOTICE("bounces@news.example", "@@"), "@@", 2);
        g_autofree char *text = g_strconcat(parts[0], status, parts[1], NULL);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_assert_cmpstr(only(report)->recipient, ==, cases[i].expected);
        g_assert_cmpstr(only(report)->key, ==, cases[i].key);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

static void test_note(void)
{
    NxReport *report = read_with(NULL, NULL, "meagre-diagnostic");
    g_assert_nonnull(strstr(only(report)->note, "the account was closed by its owner in May."));
    g_assert_null(strstr(only(report)->note, "disk"));
    nx_report_free(report);
    report = read_with(NULL, NULL, "plain-dsn");
    g_assert_cmpstr(only(report)->note, ==, NULL);
    nx_report_free(report);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/recipient/Original-Recipient goes before Final-Recipient, the other name is an alias",
                    test_original_wins);
    g_test_add_func("/parse/recipient/an X.400 name is not what anybody mailed", test_x400);
    g_test_add_func("/parse/recipient/To of the original helps out where it names one other person",
                    test_sole_original);
    g_test_add_func("/parse/recipient/a pipe is shown and has no key", test_pipe);
    g_test_add_func("/parse/recipient/the operator's own address is never one", test_own);
    g_test_add_func("/parse/recipient/nor in the clothes of BATV, SRS or VERP", test_own_in_clothes);
    g_test_add_func("/parse/recipient/a configured VERP form goes before all", test_verp);
    g_test_add_func("/parse/recipient/a VERP address says nothing about several recipients", test_verp_of_many);
    g_test_add_func("/parse/recipient/addresses are read as they are found", test_address_forms);
    g_test_add_func("/parse/recipient/a meagre diagnostic gets the words near the address, and only those", test_note);
    return g_test_run();
}
