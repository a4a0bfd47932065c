/* The hard cases of bounce handling: mail that breaks the rules, each with a fixture of ours and what must come out of
 * it. doc/VIOLATIONS.md lists the same cases for people; both must name the same ones. */
#include "reports.h"
#include <nixie/nixie.h>

#define CASES 42

static NxReader *reader;
static NxLibrary *library;
static NxJudge *judge;

/* `want`: one line for each recipient: address, kind where it is not the message's, status, reply, reason, class,
 * advice of the policy; "-" is none. */
typedef struct {
    guint number;
    const char *fixture; /* below tests/mailboxes */
    NxKind kind;
    const char *want;
} Case;

#define UNKNOWN_USER "5.1.1 550 userunknown hard suppress\n"
#define ONE_BEHIND "5.1.1 550 userunknown hard review\n" /* of those behind the address that was mailed */
#define ANNA "anna.berg@mail.example " UNKNOWN_USER
#define FULL "5.2.2 552 mailboxfull soft retry\n"

static const Case cases[] = {
    {1, "hard/01-seven-recipients.eml", NX_KIND_BOUNCE,
     ANNA "bert@mail.example " FULL "carla@mail.example 5.2.1 550 suspend hard suppress\n"
          "dora@mail.example 4.4.2 421 expired soft retry\n"
          "emil@mail.example 5.7.1 554 spamdetected block hold\n"
          "frida@mail.example delivered 2.0.0 250 delivered none ignore\n"
          "gustav@mail.example " UNKNOWN_USER},
    {2, "hard/02-original-not-final.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.2.1 550 suspend hard review\n"},
    {2, "hard/02-one-original-two-fates.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example " ONE_BEHIND "anna.berg@mail.example delivered 2.0.0 - delivered none ignore\n"
     "bert@mail.example " ONE_BEHIND "bert@mail.example delivered 2.0.0 - delivered none ignore\n"
     "carla@mail.example " UNKNOWN_USER "carla@mail.example delay 4.4.1 451 expired soft ignore\n"},
    {3, "hard/03-no-original-recipient.eml", NX_KIND_BOUNCE, "ab1971@box7.mail.example " ONE_BEHIND},
    {3, "hard/03-verp.eml", NX_KIND_BOUNCE, "anna.berg@mail.example " ONE_BEHIND},
    {4, "hard/04-actual-recipient-pipe.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.3.0 - systemerror hard suppress\n"},
    {4, "parse/pipe-final.eml", NX_KIND_BOUNCE, "|/usr/bin/filter --in 5.3.0 - systemerror hard suppress\n"},
    {5, "hard/05-failed-recipients.eml", NX_KIND_BOUNCE, ANNA "bert@mail.example " UNKNOWN_USER},
    {6, "hard/06-brackets-no-type-no-at.eml", NX_KIND_BOUNCE,
     ANNA "bert@mail.example " UNKNOWN_USER "carla " UNKNOWN_USER},
    {7, "hard/07-comments-and-folds.eml", NX_KIND_BOUNCE, "anna.berg@mail.example " FULL},
    {8, "hard/08-encoded-addresses.eml", NX_KIND_BOUNCE,
     "anna.berg+news@mail.example " ONE_BEHIND "jörg@mail.example " UNKNOWN_USER "dora=x@mail.example " UNKNOWN_USER},
    {9, "hard/09-meagre-fields.eml", NX_KIND_BOUNCE, "anna.berg@mail.example - - userunknown hard suppress\n"},
    {9, "hard/09-no-final-recipient.eml", NX_KIND_BOUNCE, ANNA},
    {9, "hard/09-names-nobody.eml", NX_KIND_BOUNCE, "- 5.1.1 - userunknown hard suppress\n"},
    {10, "hard/10-spellings-of-action.eml", NX_KIND_BOUNCE,
     ANNA "bert@mail.example " UNKNOWN_USER "carla@mail.example delay 4.4.1 451 expired soft ignore\n"
          "dora@mail.example 4.4.7 451 expired soft retry\n"
          "emil@mail.example " UNKNOWN_USER "frida@mail.example " UNKNOWN_USER},
    {10, "hard/10-asked-not-sent.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example delivered 2.1.5 250 delivered none ignore\nbert@mail.example " UNKNOWN_USER
     "carla@mail.example 4.4.1 451 expired soft retry\n"},
    {11, "hard/11-failed-with-4.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 4.4.1 451 expired soft retry\n"},
    {12, "hard/12-failed-with-2.eml", NX_KIND_BOUNCE,
     ANNA "bert@mail.example - - undefined soft review\ncarla@mail.example " UNKNOWN_USER},
    {13, "hard/13-good-news.eml", NX_KIND_DELIVERED,
     "anna.berg@mail.example 2.0.0 - delivered none ignore\nteam@mail.example 2.0.0 - delivered none ignore\n"
     "bert@mail.example 2.1.5 250 delivered none ignore\n"},
    {14, "hard/14-status-against-diagnostic.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example " FULL "bert@mail.example 4.2.2 450 mailboxfull soft retry\n"},
    {15, "hard/15-status-of-zeros.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.2.1 550 suspend hard suppress\nbert@mail.example " UNKNOWN_USER},
    {16, "hard/16-status-with-comment.eml", NX_KIND_BOUNCE, ANNA "bert@mail.example " FULL},
    {16, "hard/16-words-behind-status-alone.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.1.2 550 networkerror soft retry\nbert@mail.example 5.1.0 450 networkerror soft retry\n"
     "carla@mail.example 5.0.0 - mailboxfull soft retry\ndora@nowhere.example 5.1.2 550 hostunknown hard suppress\n"
     "emil@mail.example " UNKNOWN_USER},
    {17, "hard/17-types-of-diagnostic.eml", NX_KIND_BOUNCE,
     ANNA "bert@mail.example 4.3.0 - expired soft retry\n"
          "carla@mail.example 5.0.0 - mailererror hard review\n"
          "dora@mail.example 5.4.4 - hostunknown hard suppress\n"
          "emil@mail.example 5.1.1 - userunknown hard suppress\n"},
    {18, "hard/18-reply-of-many-lines.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.7.1 550 spamdetected block hold\n"},
    {18, "hard/18-first-line-of-a-reply.eml", NX_KIND_BOUNCE,
     ANNA "bert@mail.example " FULL "carla@mail.example 5.7.1 550 securityerror hard review\n"},
    {19, "hard/19-answer-of-another.eml", NX_KIND_BOUNCE,
     "anna.berg@nowhere.example 5.1.2 550 hostunknown hard suppress\nbert@mail.example - - undefined soft review\n"},
    {19, "hard/19-several-replies.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.2.1 550 suspend hard suppress\n"},
    {19, "hard/19-transcript.eml", NX_KIND_BOUNCE, ANNA},
    {19, "hard/19-command-in-the-text.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.7.1 554 spamdetected block hold\n"},
    {19, "hard/19-transcript-beside-the-status.eml", NX_KIND_BOUNCE, ANNA "bert@mail.example " FULL},
    {19, "hard/19-refused-after-data.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.1.1 550 filtered hard review\n"},
    {20, "hard/20-what-looks-like-a-code.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.0.0 550 userunknown hard suppress\n"},
    {21, "hard/21-status-base64.eml", NX_KIND_BOUNCE, ANNA},
    {21, "hard/21-status-quoted-printable.eml", NX_KIND_BOUNCE, ANNA},
    {22, "hard/22-original-base64.eml", NX_KIND_BOUNCE, ANNA},
    {23, "hard/23-blank-lines.eml", NX_KIND_BOUNCE, ANNA "bert@mail.example " FULL "carla@mail.example " UNKNOWN_USER},
    {24, "hard/24-report-without-type.eml", NX_KIND_BOUNCE, ANNA},
    {24, "hard/24-mixed.eml", NX_KIND_BOUNCE, ANNA},
    {24, "hard/24-plain-text.eml", NX_KIND_BOUNCE, ANNA},
    {24, "hard/24-no-type-at-all.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.1.1 550 userunknown hard suppress\n"},
    {25, "hard/25-wrong-boundary.eml", NX_KIND_BOUNCE, ANNA},
    {25, "hard/25-cut-off.eml", NX_KIND_BOUNCE, ANNA},
    {26, "hard/26-xdelivery-status.eml", NX_KIND_BOUNCE, ANNA},
    {26, "hard/26-status-in-text.eml", NX_KIND_BOUNCE, ANNA},
    {27, "hard/27-bounce-of-a-bounce.eml", NX_KIND_BOUNCE, ANNA},
    {27, "hard/27-two-status-parts.eml", NX_KIND_BOUNCE, ANNA},
    {27, "hard/27-prose-in-one-status-part.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.2.1 550 suspend hard suppress\n"},
    {28, "hard/28-boxed-by-a-gateway.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-quoted.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-wrapped.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-wrapped-by-a-relay.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-attached-alone.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-behind-a-mark.eml", NX_KIND_BOUNCE, "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-passed-on-with-a-word.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example 5.1.1 550 userunknown hard review\n"},
    {28, "hard/28-answered-above-a-mark.eml", NX_KIND_NOT_A_BOUNCE, ""},
    {28, "hard/28-asked-about.eml", NX_KIND_UNKNOWN, ""},
    {28, "hard/28-wrapped-and-asked-about.eml", NX_KIND_NOT_A_BOUNCE, ""},
    {29, "hard/29-nul.eml", NX_KIND_BOUNCE, ANNA},
    {30, "hard/30-long-lines.eml", NX_KIND_BOUNCE, ANNA},
    {31, "hard/31-cr-only.eml", NX_KIND_BOUNCE, ANNA},
    {31, "hard/31-mixed-line-ends.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-utf-7.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-misspelt-utf-8.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-iso-2022-jp.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-shift-jis.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-koi8.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-unknown.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-no-charset.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-invalid-bytes.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-html-only.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-html-base64.eml", NX_KIND_BOUNCE, ANNA},
    {32, "hard/32-text-quoted-printable.eml", NX_KIND_BOUNCE, ANNA},
    {34, "hard/34-nested.eml", NX_KIND_BOUNCE, ANNA},
    {35, "hard/35-batv-and-srs.eml", NX_KIND_BOUNCE, ANNA},
    {35, "hard/35-verp-names-the-recipient.eml", NX_KIND_BOUNCE,
     "anna.berg@mail.example - - userunknown hard suppress\n"},
    {35, "hard/35-own-address-failed.eml", NX_KIND_UNKNOWN, ""},
    {36, "layouts/qmail.eml", NX_KIND_BOUNCE, NULL},
    {36, "layouts/exim.eml", NX_KIND_BOUNCE, NULL},
    {36, "layouts/postfix.eml", NX_KIND_BOUNCE, NULL},
    {36, "layouts/sendmail-transcript.eml", NX_KIND_BOUNCE, NULL},
    {37, "hard/37-generated-from.eml", NX_KIND_BOUNCE, "anna.berg@mail.example " ONE_BEHIND},
    {37, "hard/37-undisclosed.eml", NX_KIND_UNKNOWN, ""},
    {38, "hard/38-exchange-french.eml", NX_KIND_BOUNCE, ANNA},
    {38, "hard/38-exchange-german.eml", NX_KIND_BOUNCE, "anna.berg@mail.example " FULL},
    {38, "layouts/domino-de.eml", NX_KIND_BOUNCE, NULL},
    {38, "layouts/gmx.eml", NX_KIND_BOUNCE, NULL},
    {39, "hard/39-group-expansion.eml", NX_KIND_BOUNCE, "team@mail.example " ONE_BEHIND "team@mail.example " FULL},
    {39, "hard/39-google-groups.eml", NX_KIND_BOUNCE, "team@groups.example - - rejected block hold\n"},
    {40, "hard/40-out-of-office.eml", NX_KIND_AUTOREPLY, "anna.berg@mail.example - - vacation auto-reply ignore\n"},
    {40, "hard/40-receipt.eml", NX_KIND_AUTOREPLY, "anna.berg@mail.example - - vacation auto-reply ignore\n"},
    {40, "hard/40-challenge.eml", NX_KIND_AUTOREPLY, "anna.berg@mail.example - - vacation auto-reply ignore\n"},
    {40, "hard/40-complaint-redacted.eml", NX_KIND_FEEDBACK, ""},
    {40, "hard/40-delay-warning.eml", NX_KIND_DELAY, "anna.berg@mail.example 4.4.1 451 expired soft ignore\n"},
    {41, "hard/41-copy-one.eml", NX_KIND_BOUNCE, ANNA},
    {41, "hard/41-copy-two.eml", NX_KIND_BOUNCE, ANNA},
    {41, "hard/41-by-sns.eml", NX_KIND_BOUNCE, ANNA},
    {42, "hard/42-terminal-escapes.eml", NX_KIND_BOUNCE, ANNA},
};

/* Case 33 is tested apart: what cannot be read has no report. */
static const char *const unreadable[] = {"pitfalls/empty.eml", "pitfalls/no-header.txt"};

static GBytes *read_bytes(const char *fixture)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", fixture, NULL);
    char *bytes;
    gsize len;
    GError *error = NULL;
    g_file_get_contents(path, &bytes, &len, &error);
    g_assert_no_error(error);
    return g_bytes_new_take(bytes, len);
}

static NxReport *read_fixture(const char *fixture)
{
    g_autoptr(GBytes) bytes = read_bytes(fixture);
    g_test_message("%s", fixture);
    return nx_reports_text(reader, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
}

static void append_recipient(GString *out, const NxReport *report, guint i)
{
    const NxRecipient *recipient = &report->recipients[i];
    NxVerdict verdict;
    nx_judge_event(judge, report, i, &verdict);
    char status[NX_STATUS_TEXT_SIZE] = "";
    nx_status_text(verdict.status, status);
    g_string_append_printf(out, "%s ", recipient->recipient ? recipient->recipient : "-");
    if (recipient->kind != report->kind)
        g_string_append_printf(out, "%s ", nx_kind_name(recipient->kind));
    g_string_append_printf(out, "%s ", *status ? status : "-");
    if (verdict.reply_code)
        g_string_append_printf(out, "%u ", verdict.reply_code);
    else
        g_string_append(out, "- ");
    g_string_append_printf(out, "%s %s %s\n", nx_reason_name(verdict.reason), nx_class_name(verdict.klass),
                           nx_advice_name(verdict.advice));
}

static void test_case(gconstpointer data)
{
    guint number = GPOINTER_TO_UINT(data), seen = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (cases[i].number != number)
            continue;
        seen++;
        NxReport *report = read_fixture(cases[i].fixture);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(cases[i].kind));
        g_autoptr(GString) got = g_string_new(NULL);
        for (guint k = 0; k < report->n_recipients; k++)
            append_recipient(got, report, k);
        if (cases[i].want)
            g_assert_cmpstr(got->str, ==, cases[i].want);
        else
            g_assert_cmpuint(report->n_recipients, >, 0);
        nx_report_free(report);
    }
    g_assert_cmpuint(seen, >, 0);
}

/* ---- What some cases demand beside it ---------------------------------------------------------------------------- */

static void test_unreadable(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(unreadable); i++) {
        g_autoptr(GBytes) bytes = read_bytes(unreadable[i]);
        g_autoptr(GError) error = NULL;
        NxEnvelope envelope = {.now = 1795262400};
        g_assert_null(nx_reader_read(reader, bytes, &envelope, &error));
        g_assert_nonnull(error);
        g_autofree char *raw = nx_reader_raw(reader, bytes, NX_RAW_ALL);
        g_assert_nonnull(raw);
    }
}

static void test_aliases(void)
{
    static const struct {
        const char *fixture, *alias;
    } both[] = {
        {"hard/02-original-not-final.eml", "ab1971@box7.mail.example"},
        {"hard/03-no-original-recipient.eml", "anna.berg@mail.example"},
        {"hard/03-verp.eml", "ab1971@box7.mail.example"},
        {"hard/37-generated-from.eml", "ab1971@box7.mail.example"},
        {"hard/39-group-expansion.eml", "anna.berg@mail.example"},
        {"hard/04-actual-recipient-pipe.eml", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(both); i++) {
        NxReport *report = read_fixture(both[i].fixture);
        g_assert_cmpstr(report->recipients[0].aliases[0], ==, both[i].alias);
        nx_report_free(report);
    }
}

static void test_no_address(void)
{
    NxReport *report = read_fixture("hard/06-brackets-no-type-no-at.eml");
    g_assert_cmpstr(report->recipients[2].recipient, ==, "carla");
    g_assert_null(report->recipients[2].key);
    nx_report_free(report);
    report = read_fixture("parse/pipe-final.eml");
    g_assert_null(report->recipients[0].key);
    nx_report_free(report);
}

static void test_uncertain(void)
{
    static const struct {
        const char *fixture;
        NxDoubt doubt;
        NxConfidence most;
    } doubts[] = {
        {"hard/03-no-original-recipient.eml", NX_DOUBT_ADDRESS, NX_LIKELY},
        {"hard/37-generated-from.eml", NX_DOUBT_FANOUT, NX_LIKELY},
        {"hard/39-group-expansion.eml", NX_DOUBT_FANOUT, NX_LIKELY},
        {"hard/11-failed-with-4.eml", NX_DOUBT_CLASS, NX_LIKELY},
        {"hard/14-status-against-diagnostic.eml", NX_DOUBT_CONTRADICTION, NX_LIKELY},
        {"hard/24-no-type-at-all.eml", NX_DOUBT_SOURCE, NX_GUESS},
        {"hard/28-quoted.eml", NX_DOUBT_FORWARDED, NX_GUESS},
        {"hard/28-passed-on-with-a-word.eml", NX_DOUBT_FORWARDED, NX_GUESS},
        {"hard/28-wrapped.eml", NX_DOUBT_FORWARDED, NX_GUESS},
        {"hard/28-wrapped-by-a-relay.eml", NX_DOUBT_FORWARDED, NX_GUESS},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(doubts); i++) {
        NxReport *report = read_fixture(doubts[i].fixture);
        NxVerdict verdict;
        nx_judge_event(judge, report, 0, &verdict);
        g_assert_cmpint(verdict.doubts & doubts[i].doubt, ==, doubts[i].doubt);
        g_assert_cmpint(verdict.confidence, ==, doubts[i].most);
        nx_report_free(report);
    }
}

static void test_forwarded(void)
{
    NxReport *report = read_fixture("hard/28-wrapped.eml");
    g_assert_true(report->forwarded);
    g_assert_cmpstr(report->message_id, ==, "<hard-28w@mx.post.example>");
    g_assert_cmpstr(report->from, ==, "Karl <karl@firm.example>");
    g_assert_cmpstr(report->original.message_id, ==, "<issue-41@news.example>");
    g_assert_cmpuint(report->part, ==, 0);
    nx_report_free(report);
    report = read_fixture("hard/27-bounce-of-a-bounce.eml");
    g_assert_false(report->forwarded);
    nx_report_free(report);
}

static void test_google_groups(void)
{
    NxReport *report = read_fixture("hard/39-google-groups.eml");
    g_assert_cmpstr(report->recipients[0].mailer, ==, "google-groups");
    g_assert_cmpstr(report->recipients[0].provider, ==, "googlegroups");
    nx_report_free(report);
}

static void test_commands(void)
{
    static const struct {
        const char *fixture;
        NxCommand command;
    } commands[] = {
        {"hard/19-transcript.eml", NX_COMMAND_RCPT},
        {"hard/37-generated-from.eml", NX_COMMAND_RCPT},
        {"hard/19-command-in-the-text.eml", NX_COMMAND_DATA},
        {"hard/19-refused-after-data.eml", NX_COMMAND_DATA},
        {"hard/19-transcript-beside-the-status.eml", NX_COMMAND_RCPT},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        NxReport *report = read_fixture(commands[i].fixture);
        g_assert_cmpstr(nx_command_name(report->recipients[0].command), ==, nx_command_name(commands[i].command));
        nx_report_free(report);
    }
}

static void test_answer_of_each(void)
{
    NxReport *report = read_fixture("hard/19-transcript-beside-the-status.eml");
    g_assert_cmpuint(report->n_recipients, ==, 2);
    g_assert_cmpuint(report->recipients[0].reply_code, ==, 550);
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 5.1.1 No such user here");
    g_assert_cmpuint(report->recipients[1].reply_code, ==, 552);
    g_assert_cmpstr(report->recipients[1].diagnostic, ==, "552 5.2.2 Mailbox full");
    nx_report_free(report);
}

static void test_charsets(void)
{
    static const struct {
        const char *fixture, *words;
    } texts[] = {
        {"hard/32-utf-7.eml", "Unzustellbar: Grüße"},
        {"hard/32-misspelt-utf-8.eml", "Unzustellbar: Grüße"},
        {"hard/32-iso-2022-jp.eml", "配信できませんでした"},
        {"hard/32-shift-jis.eml", "配信できませんでした"},
        {"hard/32-koi8.eml", "Недоставленное сообщение"},
        {"hard/32-unknown.eml", "Unzustellbar: Grüße"},
        {"hard/32-no-charset.eml", "Unzustellbar: Grüße"},
        {"hard/32-invalid-bytes.eml", "Gr\\xFC\\xDFe \\xE2\\x82 \\xFF"},
        {"hard/32-html-only.eml", "Grüße."},
        {"hard/32-html-base64.eml", "Grüße."},
        {"hard/32-text-quoted-printable.eml", "Grüße"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        NxReport *report = read_fixture(texts[i].fixture);
        g_assert_nonnull(strstr(report->text, texts[i].words));
        nx_report_free(report);
    }
}

static void test_nul(void)
{
    NxReport *report = read_fixture("hard/29-nul.eml");
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 5.1.1 No␀such user here: no such user");
    nx_report_free(report);
}

static void test_same_bounce(void)
{
    static const char *const copies[] = {"hard/41-copy-one.eml", "hard/41-copy-two.eml", "hard/41-by-sns.eml",
                                         "hard/28-wrapped.eml"};
    for (gsize i = 0; i < G_N_ELEMENTS(copies); i++) {
        NxReport *report = read_fixture(copies[i]);
        g_autofree char *key = nx_report_event_key(report, 0);
        g_assert_cmpstr(key, ==, "anna.berg@mail.example\x1f<issue-41@news.example>");
        nx_report_free(report);
    }
}

static void test_escapes(void)
{
    NxReport *report = read_fixture("hard/42-terminal-escapes.eml");
    const char *texts[] = {report->subject, report->recipients[0].diagnostic};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_assert_nonnull(strchr(texts[i], '\x1b'));
        g_autofree char *shown = nx_safe_screen(texts[i], -1, NX_SAFE_NONE, 0);
        g_autofree char *cell = nx_safe_csv(texts[i], TRUE);
        const char *safe[] = {shown, cell};
        for (gsize k = 0; k < G_N_ELEMENTS(safe); k++) {
            for (const char *at = safe[k]; *at; at = g_utf8_next_char(at))
                g_assert_false(g_unichar_iscntrl(g_utf8_get_char(at)));
            g_assert_null(strstr(safe[k], "\u202e"));
        }
    }
    nx_report_free(report);
}

/* ---- A report with everything in it ------------------------------------------------------------------------------ */

static void test_every_field(void)
{
    NxReport *report = read_fixture("hard/every-field.eml");
    g_assert_cmpstr(report->message_id, ==, "<hard-all@mx.post.example>");
    g_assert_cmpstr(report->from, ==, "Mail Delivery System <MAILER-DAEMON@mx.post.example>");
    g_assert_cmpstr(report->to, ==, "bounces+anna.berg=mail.example@news.example");
    g_assert_cmpstr(report->subject, ==, "Undelivered Mail Returned to Sender");
    g_assert_cmpstr(report->return_path, ==, "<>");
    g_assert_cmpint(report->arrived, ==, 1795162442);
    g_assert_cmpint(report->origin, ==, NX_ORIGIN_OURS);
    g_assert_cmpstr(report->envelope_id, ==, "run+41");
    g_assert_cmpstr(report->reporting_mta, ==, "mx.post.example");
    g_assert_cmpstr(report->dsn_gateway, ==, "gate.post.example");
    g_assert_cmpstr(report->received_from_mta, ==, "out.news.example");
    g_assert_cmpint(report->arrival_date, ==, 1795078805);
    g_assert_cmpuint(report->n_fields, ==, 1);
    g_assert_cmpstr(report->fields[0].name, ==, "X-Postfix-Queue-ID");
    g_assert_cmpstr(report->fields[0].value, ==, "4F0");
    g_assert_cmpuint(report->part, >, 0);
    g_assert_cmpuint(report->parts, >=, report->part);
    const NxOriginal *original = &report->original;
    g_assert_cmpstr(original->message_id, ==, "<issue-41@news.example>");
    g_assert_cmpstr(original->from, ==, "Letters <letters@news.example>");
    g_assert_cmpstr(original->to, ==, "anna.berg@mail.example");
    g_assert_cmpstr(original->subject, ==, "Our autumn issue");
    g_assert_cmpint(original->date, ==, 1795078800);
    g_assert_cmpstr(original->list_id, ==, "autumn.news.example");
    g_assert_cmpstr(original->feedback_id, ==, "41:autumn:news");
    g_assert_cmpuint(report->n_recipients, ==, 1);
    const NxRecipient *recipient = report->recipients;
    g_assert_cmpstr(recipient->recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(recipient->original_recipient, ==, "anna.berg@mail.example");
    g_assert_cmpstr(recipient->original_type, ==, "rfc822");
    g_assert_cmpstr(recipient->final_recipient, ==, "ab1971@mx1.mail.example");
    g_assert_cmpstr(recipient->final_type, ==, "rfc822");
    g_assert_cmpstr(recipient->aliases[0], ==, "ab1971@mx1.mail.example");
    g_assert_cmpint(recipient->action, ==, NX_ACTION_FAILED);
    g_assert_cmpstr(recipient->action_raw, ==, "Failed (for good)");
    g_assert_true(nx_status_equal(recipient->status, (NxStatus){5, 1, 1}));
    g_assert_true(nx_status_equal(recipient->diagnostic_status, (NxStatus){5, 1, 1}));
    g_assert_cmpstr(recipient->diagnostic_type, ==, "smtp");
    g_assert_cmpstr(recipient->diagnostic, ==, "550 5.1.1 No such user here");
    g_assert_cmpuint(recipient->reply_code, ==, 550);
    g_assert_cmpint(recipient->command, ==, NX_COMMAND_RCPT);
    g_assert_cmpstr(recipient->remote_mta, ==, "gmail-smtp-in.l.google.com");
    g_assert_cmpstr(recipient->final_log_id, ==, "9A77");
    g_assert_cmpint(recipient->last_attempt, ==, 1795162438);
    g_assert_cmpint(recipient->will_retry_until, ==, 1795510805);
    g_assert_cmpuint(recipient->n_fields, ==, 1);
    g_assert_cmpstr(recipient->fields[0].value, ==, "Anna Berg");
    g_assert_cmpstr(recipient->mailer, ==, "postfix");
    g_assert_cmpstr(recipient->provider, ==, "google");
    nx_report_free(report);
}

/* ---- The list for people ----------------------------------------------------------------------------------------- */

static void take_row(char **cells, gboolean *seen, GHashTable *named)
{
    guint64 number = g_ascii_strtoull(g_strstrip(cells[1]), NULL, 10);
    g_assert_cmpuint(number, >=, 1);
    g_assert_cmpuint(number, <=, CASES);
    seen[number] = TRUE;
    g_auto(GStrv) fixtures = g_strsplit(cells[4], "`", -1);
    guint n = 0;
    for (guint i = 0; fixtures[i] && fixtures[i + 1]; i += 2, n++) {
        g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", fixtures[i + 1], NULL);
        g_test_message("case %u: %s", (guint)number, path);
        g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
        g_hash_table_add(named, g_strdup(fixtures[i + 1]));
    }
    g_assert_cmpuint(n, >, 0);
}

static void test_violations(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", "VIOLATIONS.md", NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    gboolean seen[CASES + 1] = {FALSE};
    GHashTable *named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, "|", -1);
        if (g_strv_length(cells) == 6 && g_ascii_isdigit(*g_strstrip(cells[1])))
            take_row(cells, seen, named);
    }
    for (guint i = 1; i <= CASES; i++) {
        g_test_message("case %u", i);
        g_assert_true(seen[i]);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].fixture);
        g_assert_true(g_hash_table_contains(named, cases[i].fixture));
    }
    g_hash_table_unref(named);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxProblems *problems = nx_problems_new();
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "news.example", NULL);
    nx_settings_add(&settings.own_addresses, "bounces@news.example", NULL);
    nx_settings_add(&settings.own_addresses, "letters@news.example", NULL);
    nx_settings_add(&settings.verp, "bounces+{local}={domain}@news.example", NULL);
    library = nx_library_new(&settings, problems);
    reader = nx_reader_new(library, problems);
    judge = nx_judge_new(library, problems);
    for (guint i = 1; i <= CASES; i++) {
        g_autofree char *name = g_strdup_printf("/parse/hard cases/case %02u", i);
        if (i != 33)
            g_test_add_data_func(name, GUINT_TO_POINTER(i), test_case);
    }
    g_test_add_func("/parse/hard cases/case 33: what is no message is said to be none, and its bytes can be seen",
                    test_unreadable);
    g_test_add_func("/parse/hard cases/both names of a recipient are kept, a pipe is none", test_aliases);
    g_test_add_func("/parse/hard cases/what is no address cannot be decided about", test_no_address);
    g_test_add_func("/parse/hard cases/doubt is said and lowers the confidence", test_uncertain);
    g_test_add_func("/parse/hard cases/a notice passed on is marked, and its wrapper keeps its name", test_forwarded);
    g_test_add_func("/parse/hard cases/what Google Groups refuses Google Groups has written", test_google_groups);
    g_test_add_func("/parse/hard cases/the command that was answered is found in the text too", test_commands);
    g_test_add_func("/parse/hard cases/of a transcript each recipient gets its own answer", test_answer_of_each);
    g_test_add_func("/parse/hard cases/text in any charset is read, undecodable bytes stay visible", test_charsets);
    g_test_add_func("/parse/hard cases/a NUL takes nothing away", test_nul);
    g_test_add_func("/parse/hard cases/the same bounce has the same key", test_same_bounce);
    g_test_add_func("/parse/hard cases/nothing that steers a terminal gets out", test_escapes);
    g_test_add_func("/parse/hard cases/every field of a report is read", test_every_field);
    g_test_add_func("/parse/hard cases/doc VIOLATIONS names every case and every fixture", test_violations);
    int failed = g_test_run();
    nx_judge_free(judge);
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_settings_clear(&settings);
    nx_problems_free(problems);
    return failed;
}
