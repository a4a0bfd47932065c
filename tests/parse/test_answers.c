/* answers.tsv: every row reads its example, and none of its kind reads its near miss; days; what automatic answers are.
 */
#include "parse/notice/answer_forms.h"
#include "parse/notice/day.h"
#include "reports.h"
#include <nixie/data.h>
#include <gio/gio.h>

#define NEAR ((NxTime)1795132800) /* 2026-11-20 */

static NxReader *reader;
static NxAnswerForms *forms;

/* ---- The table --------------------------------------------------------------------------------------------------- */

static const char *const PARTS[NX_N_ANSWER_PARTS] = {
    [NX_ANSWER_SUBJECT] = "subject", [NX_ANSWER_HINT] = "hint",         [NX_ANSWER_BODY] = "body",
    [NX_ANSWER_LEAD] = "lead",       [NX_ANSWER_DEPARTED] = "departed", [NX_ANSWER_TAIL] = "tail",
    [NX_ANSWER_UNTIL] = "until",     [NX_ANSWER_ADDRESS] = "address",
};

static gboolean take(const NxAnswerFound *found, gpointer data)
{
    const char *const wanted = data;
    if (g_str_equal(wanted, "until"))
        return nx_day_read(found->text, found->len, found->english, NEAR) != NX_TIME_UNKNOWN;
    return !g_str_equal(wanted, "address") || found->text;
}

static gboolean reads(const char *what, const char *text)
{
    for (guint part = 0; part < NX_N_ANSWER_PARTS; part++)
        if (g_str_equal(PARTS[part], what))
            return part <= NX_ANSWER_LEAD ? nx_answer_forms_begin(forms, part, text, strlen(text)) > 0
                                          : nx_answer_forms_find(forms, part, text, strlen(text), take, (gpointer)what);
    g_error("%s: no part of an answer", what);
}

static const char *try_row(gpointer into, const NxTable *table, guint row)
{
    const char *what = nx_table_cell(table, row, "what"), *example = nx_table_cell(table, row, "example"),
               *miss = nx_table_cell(table, row, "not");
    GString *bad = into;
    if (!*example || !reads(what, example))
        g_string_append_printf(bad, "line %u: \"%s\" is not read\n", nx_table_line(table, row), example);
    if (!*miss || reads(what, miss))
        g_string_append_printf(bad, "line %u: \"%s\" is read\n", nx_table_line(table, row), miss);
    return NULL;
}

static void test_examples(void)
{
    g_autoptr(GString) bad = g_string_new(NULL);
    nx_table_read("answers.tsv", try_row, bad, NULL);
    g_assert_cmpstr(bad->str, ==, "");
}

/* A row that another one makes needless is not noticed when it breaks. */
typedef struct {
    GHashTable *languages[NX_N_ANSWER_PARTS];
} Languages;

static const char *count_row(gpointer into, const NxTable *table, guint row)
{
    Languages *count = into;
    for (guint part = 0; part < NX_N_ANSWER_PARTS; part++)
        if (g_str_equal(PARTS[part], nx_table_cell(table, row, "what")))
            g_hash_table_add(count->languages[part], g_strdup(nx_table_cell(table, row, "lang")));
    return NULL;
}

static void test_languages(void)
{
    Languages count;
    for (guint part = 0; part < NX_N_ANSWER_PARTS; part++)
        count.languages[part] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    nx_table_read("answers.tsv", count_row, &count, NULL);
    static const NxAnswerPart ALL[] = {NX_ANSWER_SUBJECT,  NX_ANSWER_BODY,  NX_ANSWER_LEAD,
                                       NX_ANSWER_DEPARTED, NX_ANSWER_UNTIL, NX_ANSWER_ADDRESS};
    for (guint i = 0; i < G_N_ELEMENTS(ALL); i++)
        g_assert_cmpuint(g_hash_table_size(count.languages[ALL[i]]), >=, 12);
    for (guint part = 0; part < NX_N_ANSWER_PARTS; part++)
        g_hash_table_unref(count.languages[part]);
}

/* ---- Days -------------------------------------------------------------------------------------------------------- */

static void test_days(void)
{
    static const struct {
        const char *text, *day; /* NULL: none, or one of two */
        gboolean english;
    } days[] = {
        {"7 December 2026", "2026-12-07T00:00:00Z", TRUE},
        {"7th of December", "2026-12-07T00:00:00Z", TRUE},
        {"December 7th, 2026", "2026-12-07T00:00:00Z", TRUE},
        {"2026-12-07", "2026-12-07T00:00:00Z", TRUE},
        {"07.12.2026", "2026-12-07T00:00:00Z", FALSE},
        {"7.12.26", "2026-12-07T00:00:00Z", FALSE},
        {"7. 12.", "2026-12-07T00:00:00Z", FALSE},
        {"7. Dezember", "2026-12-07T00:00:00Z", FALSE},
        {"07/12/2026", "2026-12-07T00:00:00Z", FALSE},
        {"13/12/2026", "2026-12-13T00:00:00Z", TRUE},
        {"12/13/2026", "2026-12-13T00:00:00Z", TRUE},
        {"12/12/2026", "2026-12-12T00:00:00Z", TRUE},
        {"7 декабря", "2026-12-07T00:00:00Z", FALSE},
        {"2026年12月7日", "2026-12-07T00:00:00Z", FALSE},
        {"12월 7일", "2026-12-07T00:00:00Z", FALSE},
        {"4 January", "2027-01-04T00:00:00Z", TRUE},    /* the next one */
        {"21 September", "2026-09-21T00:00:00Z", TRUE}, /* sixty days ago, and forgotten to be switched off */
        {"20 September", "2027-09-20T00:00:00Z", TRUE},
        {"07/12/2026", NULL, TRUE}, /* July, or December */
        {"31 November 2026", NULL, TRUE},
        {"7 people", NULL, TRUE},
        {"10.30", NULL, FALSE}, /* an hour */
        {"2026", NULL, TRUE},
        {"", NULL, TRUE},
        {"12345 December", NULL, TRUE},
        {"1.2.3.4", NULL, FALSE},
        {"7 December 1926", NULL, TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
        NxTime day = nx_day_read(days[i].text, strlen(days[i].text), days[i].english, NEAR);
        g_autofree char *found = nx_time_rfc3339(day);
        g_test_message("%s", days[i].text);
        g_assert_cmpstr(found, ==, days[i].day);
    }
    g_assert_cmpint(nx_day_read("7 December", 10, TRUE, NX_TIME_UNKNOWN), ==, NX_TIME_UNKNOWN);
}

/* ---- Messages ---------------------------------------------------------------------------------------------------- */

static NxReport *read_mail(const char *path, const char *more, const char *subject, const char *body)
{
    g_autofree char *text = g_strdup_printf("%sFrom: Ann Moll <ann@dest.example>\nTo: letters@news.example\n"
                                            "Date: Fri, 20 Nov 2026 08:00:00 +0000\nMessage-ID: <a@dest.example>\n"
                                            "Content-Type: text/plain; charset=utf-8\n%sSubject: %s\n\n%s\n",
                                            path, more, subject, body);
    g_test_message("%s", text);
    return nx_reports_text(reader, text, -1);
}

#define OWN_PATH "Return-Path: <ann@dest.example>\n"

/* From a person's own return path, and no header of a program's. */
static void test_told_by_forms(void)
{
    static const struct {
        const char *subject, *body;
        NxKind kind;
    } cases[] = {
        {"Automatic reply: Autumn letters", "Back soon.", NX_KIND_AUTOREPLY},
        {"[EXTERNAL] Automatic reply: Autumn letters", "Back soon.", NX_KIND_AUTOREPLY},
        {"Autumn letters", "Dear all,\n\nThank you for your message. I am out of the\noffice until 7 December.",
         NX_KIND_AUTOREPLY},
        {"Re: Autumn letters", "I am currently out of the office and will return on 7 December.", NX_KIND_AUTOREPLY},
        {"Out of office", "I am away from my desk until Monday.", NX_KIND_AUTOREPLY},
        {"Автоответ: письмо", "Я в отпуске.", NX_KIND_AUTOREPLY},
        {"Re\xcc\x81ponse automatique : Lettre", "Merci.", NX_KIND_AUTOREPLY}, /* as Apple decomposes it */
        {"Automatic reply: Undeliverable: letters", "I am on leave.", NX_KIND_AUTOREPLY},
        /* Answered by a person, quoted by one, said in passing. */
        {"Re: Automatic reply: Autumn letters", "Thank you, I will wait.", NX_KIND_NOT_A_BOUNCE},
        {"Fwd: Automatic reply: Autumn letters", "See below.", NX_KIND_NOT_A_BOUNCE},
        {"Re: Autumn letters", "I am out of the office until Monday, let us meet then.\n\n> Shall we meet?\n",
         NX_KIND_NOT_A_BOUNCE},
        {"Out of office", "Who takes over on Monday?", NX_KIND_NOT_A_BOUNCE},
        {"Autumn letters", "The cover is fine. I am out of the office until 7 December.", NX_KIND_NOT_A_BOUNCE},
        {"How to set an automatic reply:", "Open the settings.", NX_KIND_NOT_A_BOUNCE},
        {"Autumn letters", "We have received your payment.", NX_KIND_NOT_A_BOUNCE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxReport *report = read_mail(OWN_PATH, "", cases[i].subject, cases[i].body);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(cases[i].kind));
        g_assert_cmpuint(report->n_recipients, ==, cases[i].kind == NX_KIND_AUTOREPLY ? 1 : 0);
        nx_report_free(report);
    }
}

/* RFC 3834 beats "Re:", a person's return path, and words of failure in a subject. */
static void test_told_by_header(void)
{
    static const char auto_replied[] = "Auto-Submitted: auto-replied\n";
    NxReport *report = read_mail(OWN_PATH, auto_replied, "Re: Autumn letters (Automatic Response)", "Away.");
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "autoreply");
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@dest.example");
    nx_report_free(report);
    report = read_mail(OWN_PATH, auto_replied, "Re: Undeliverable: letters", "I am on vacation until 7 December.");
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "autoreply");
    nx_report_free(report);
    report = read_mail(OWN_PATH, "Auto-Submitted: no\n", "Re: Autumn letters", "Fine.");
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "not-a-bounce");
    nx_report_free(report);
    report =
        read_mail(OWN_PATH, "List-Id: <choir.example>\n", "Autumn letters", "I am out of the office until Monday.");
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "not-a-bounce");
    nx_report_free(report);
}

/* A notice of failure that returns an automatic answer, or whose words sound like one. */
static void test_bounces(void)
{
    NxReport *report = nx_reports_text(
        reader,
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: letters@news.example\nSubject: failure notice\n\n"
        "Hi. This is the qmail-send program at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<ann@dest.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\n"
        "From: letters@news.example\nTo: ann@dest.example\nSubject: Automatic reply: Autumn\n"
        "Auto-Submitted: auto-replied\n\nI am out of the office until 7 December 2026.\n",
        -1);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "bounce");
    g_assert_cmpint(report->away_until, ==, NX_TIME_UNKNOWN);
    nx_report_free(report);
    report = read_mail("Return-Path: <>\n", "", "Undeliverable: Autumn letters",
                       "This mailbox is no longer in use: ann@dest.example\n550 5.1.1 no such user\n");
    g_assert_cmpstr(nx_kind_name(report->kind), !=, "autoreply");
    nx_report_free(report);
}

/* ---- What they tell ---------------------------------------------------------------------------------------------- */

static void test_facts(void)
{
    static const struct {
        const char *subject, *body, *until, *address;
        gboolean departed;
    } cases[] = {
        {"Automatic reply: Autumn", "I am away until 7 December 2026. In urgent cases write to bob@dest.example.",
         "2026-12-07T00:00:00Z", NULL, FALSE},
        {"AUTO: Ann Moll is out of the office (returning 07.12.2026)", "Away.", "2026-12-07T00:00:00Z", NULL, FALSE},
        {"Automatic reply: Autumn", "I am away from 1 to 7 December.", "2026-12-07T00:00:00Z", NULL, FALSE},
        {"Automatic reply: Autumn", "I am away until Monday.", NULL, NULL, FALSE},
        {"Automatic reply: Autumn", "I am away.\n\n> We meet until 7 December 2026.", NULL, NULL, FALSE},
        {"Automatic reply: Autumn", "I have left the company. My new address is ann@new.example.", NULL,
         "ann@new.example", TRUE},
        {"Automatic reply: Autumn", "My new address is ann@dest.example.", NULL, NULL, FALSE}, /* the old one */
        {"Automatic reply: Autumn", "This inbox is no longer monitored.", NULL, NULL, TRUE},
        {"Abwesenheitsnotiz: Herbst", "Ich bin vom 1.12. bis zum 7.12.2026 im Urlaub.", "2026-12-07T00:00:00Z", NULL,
         FALSE},
        {"自動応答: 秋", "2026年12月7日まで不在です。", "2026-12-07T00:00:00Z", NULL, FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxReport *report = read_mail(OWN_PATH, "", cases[i].subject, cases[i].body);
        g_autofree char *until = nx_time_rfc3339(report->away_until);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, "autoreply");
        g_assert_cmpstr(until, ==, cases[i].until);
        g_assert_cmpstr(report->new_address, ==, cases[i].address);
        g_assert_cmpint(report->departed, ==, cases[i].departed);
        nx_report_free(report);
    }
}

/* ---- What they answer -------------------------------------------------------------------------------------------- */

static void test_answered(void)
{
    static const struct {
        const char *headers, *id;
    } cases[] = {
        {"In-Reply-To: <41.7@news.example>\n", "<41.7@news.example>"},
        {"In-Reply-To: <41.7@news.example> <40@news.example>\n", "<41.7@news.example>"},
        {"In-Reply-To: Your letter of Monday <41.7@news.example>\n", "<41.7@news.example>"},
        {"References: <1@news.example> <41.7@news.example>\n", "<41.7@news.example>"},
        {"In-Reply-To: <41.7@news.example>\nReferences: <1@news.example>\n", "<41.7@news.example>"},
        {"In-Reply-To: your letter\nReferences: <1@news.example>\n", "<1@news.example>"},
        {"", NULL},
        {"In-Reply-To: <>\n", NULL},
        {"In-Reply-To: <41.7@news.example\n", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxReport *report = read_mail(OWN_PATH, cases[i].headers, "Automatic reply: Autumn", "Away.");
        g_assert_cmpstr(report->answered, ==, cases[i].id);
        g_autofree char *key = nx_report_event_key(report, 0);
        g_autofree char *want = cases[i].id ? g_strconcat("ann@dest.example\x1f", cases[i].id, NULL) : NULL;
        g_assert_true(!want || g_str_equal(key, want));
        nx_report_free(report);
    }
    NxReport *report = read_mail(OWN_PATH, "In-Reply-To: <41.7@news.example>\n", "Re: Autumn", "Thank you.");
    g_assert_null(report->answered); /* a person's */
    nx_report_free(report);
}

/* As long as a line of a header may be, and no longer. */
static void test_answered_bound(void)
{
    for (gsize len = 998; len <= 999; len++) {
        g_autofree char *local = g_strnfill(len - strlen("<@news.example>"), 'x');
        g_autofree char *header = g_strdup_printf("In-Reply-To: <%s@news.example>\n", local);
        NxReport *report = read_mail(OWN_PATH, header, "Automatic reply: Autumn", "Away.");
        g_assert_cmpint(report->answered != NULL, ==, len == 998);
        nx_report_free(report);
    }
}

static void test_receipt(void)
{
    NxReport *report =
        nx_reports_text(reader,
                        "From: ann@dest.example\nTo: letters@news.example\nSubject: Read: Autumn\nMIME-Version: 1.0\n"
                        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n"
                        "In-Reply-To: <other@news.example>\n\n--b\nContent-Type: text/plain\n\nIt was shown.\n--b\n"
                        "Content-Type: message/disposition-notification\n\nReporting-UA: mail.dest.example\n"
                        "Final-Recipient: rfc822;ann@dest.example\nOriginal-Message-ID: <41.7@news.example>\n"
                        "Disposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n",
                        -1);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, "autoreply");
    g_assert_cmpstr(report->answered, ==, "<41.7@news.example>");
    nx_report_free(report);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    forms = nx_answer_forms_new(NULL);
    g_test_add_func("/parse/answers/each form reads its example, none its near miss", test_examples);
    g_test_add_func("/parse/answers/twelve languages each", test_languages);
    g_test_add_func("/parse/answers/days as people write them", test_days);
    g_test_add_func("/parse/answers/subjects and first sentences tell them, people's do not", test_told_by_forms);
    g_test_add_func("/parse/answers/headers of programs beat Re:", test_told_by_header);
    g_test_add_func("/parse/answers/a bounce that returns one is a bounce", test_bounces);
    g_test_add_func("/parse/answers/until when, whereto, and whether for good", test_facts);
    g_test_add_func("/parse/answers/which message they answer", test_answered);
    g_test_add_func("/parse/answers/by a name as long as a header's line", test_answered_bound);
    g_test_add_func("/parse/answers/a receipt says it in its own part", test_receipt);
    int failed = g_test_run();
    nx_answer_forms_free(forms);
    nx_reader_free(reader);
    return failed;
}
