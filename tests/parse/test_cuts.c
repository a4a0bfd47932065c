/* A report says what of a message was too much and is left out, and says nothing where all of it was read. */
#include "parse/bounds.h"
#include "reports.h"

#define NOTICE                                                                                                         \
    "From: MAILER-DAEMON@relay.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n"               \
    "MIME-Version: 1.0\n"
#define REPORT_HEAD                                                                                                    \
    NOTICE "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"                               \
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n"
#define GROUP "Final-Recipient: rfc822; one@mail.example\nAction: failed\nStatus: 5.1.1\n"
#define REPORT_TAIL "\n--b--\n"

/* `before`, `n` times a piece (with its number in place of %u), `after`. */
typedef struct {
    const char *before, *piece, *after;
    guint n;
} Message;

static char *message_text(const Message *message, guint n)
{
    GString *text = g_string_new(message->before);
    g_auto(GStrv) halves = g_strsplit(message->piece, "%u", 2);
    for (guint i = 0; i < n; i++) {
        g_string_append(text, halves[0]);
        if (halves[1])
            g_string_append_printf(text, "%u%s", i, halves[1]);
    }
    g_string_append(text, message->after);
    return g_string_free(text, FALSE);
}

static NxCuts cuts_of(const NxReader *reader, const Message *message, guint n)
{
    g_autofree char *text = message_text(message, n);
    NxReport *report = nx_reports_text(reader, text, -1);
    NxCuts cuts = report->cuts;
    g_assert_cmpuint(report->kind, ==, NX_KIND_BOUNCE);
    nx_report_free(report);
    return cuts;
}

/* `n` of the piece is what is read of it; with one more the report says so. */
static const struct {
    NxCut cut;
    Message message;
} BOUNDS[] = {
    {NX_CUT_HEADERS,
     {NOTICE "X-Tag: ", "0123456789abcde", "\n\nThe following address failed:\n\n  one@mail.example: no such user\n",
      NX_MAX_HEADER_VALUE / 15}},
    {NX_CUT_PARTS,
     {NOTICE "Content-Type: multipart/mixed; boundary=b\n\n"
             "--b\n\nThe following address failed:\n\n  one@mail.example: no such user\n",
      "--b\nContent-Type: image/png\n\nx\n", "--b--\n", NX_MAX_PARTS - 2}},
    {NX_CUT_PARTS,
     {REPORT_HEAD GROUP,
      "\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXINCg0KeA0K",
      REPORT_TAIL, NX_MAX_BUFFERS}},
    {NX_CUT_RECIPIENTS,
     {REPORT_HEAD, "Final-Recipient: rfc822; r%u@mail.example\nAction: failed\nStatus: 5.1.1\n\n", REPORT_TAIL,
      NX_MAX_RECIPIENTS}},
    {NX_CUT_FIELDS, {REPORT_HEAD GROUP, "X-Field: value\n", REPORT_TAIL, NX_MAX_FIELDS - 3}},
    {NX_CUT_DIAGNOSTIC, {REPORT_HEAD GROUP "Diagnostic-Code: smtp; ", "abcdefgh", REPORT_TAIL, NX_MAX_DIAGNOSTIC / 8}},
};

static void test_bounds(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(BOUNDS); i++) {
        const Message *message = &BOUNDS[i].message;
        g_test_message("%s, %u", nx_cut_name(BOUNDS[i].cut), message->n);
        g_assert_cmpuint(cuts_of(reader, message, message->n), ==, 0);
        g_assert_cmpuint(cuts_of(reader, message, message->n + 1), ==, NX_CUT_BIT(BOUNDS[i].cut));
    }
    nx_reader_free(reader);
}

#define NAMED "Delivery to the following recipient failed permanently:\n\n  one@mail.example\n\n"

/* The end of a text is missed where the notice itself goes on there, not where it is the message that came back. */
static void test_text(void)
{
    static const Message message = {NOTICE "\n" NAMED, "blah blah blah\n", "", 0};
    static const Message returned = {
        NOTICE "\n" NAMED "--- The header of the original message is following. ---\n\nFrom: news@ours.example\n"
               "Subject: News\n\n",
        "blah blah blah\n", "", 0};
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    g_assert_cmpuint(cuts_of(reader, &message, 20), ==, 0);
    g_assert_cmpuint(cuts_of(reader, &message, NX_MAX_TEXT / 15 + 1), ==, NX_CUT_BIT(NX_CUT_TEXT));
    g_assert_cmpuint(cuts_of(reader, &returned, NX_MAX_TEXT / 15 + 1), ==, 0);
    nx_reader_free(reader);
}

static void test_message(void)
{
    static const Message message = {REPORT_HEAD GROUP "\n--b\n\n", "0123456789abcde\n", REPORT_TAIL, 0};
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    g_assert_cmpuint(cuts_of(reader, &message, NX_MAX_MESSAGE / 16) & NX_CUT_BIT(NX_CUT_MESSAGE), !=, 0);
    g_assert_cmpuint(cuts_of(reader, &message, NX_MAX_MESSAGE / 32) & NX_CUT_BIT(NX_CUT_MESSAGE), ==, 0);
    nx_reader_free(reader);
}

static void test_words(void)
{
    g_autofree char *none = nx_cuts_text(0);
    g_assert_null(none);
    g_autofree char *both = nx_cuts_text(NX_CUT_BIT(NX_CUT_RECIPIENTS) | NX_CUT_BIT(NX_CUT_TEXT));
    g_assert_cmpstr(both, ==, "too large to be read whole; left out: the end of the text, recipients");
    for (guint cut = 0; cut < NX_N_CUTS; cut++)
        g_assert_true(nx_cut_name((NxCut)cut) != NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/cuts/what is beyond a bound is said, what stands on it is not", test_bounds);
    g_test_add_func("/parse/cuts/the end of a text, but not of the returned message", test_text);
    g_test_add_func("/parse/cuts/the end of a message", test_message);
    g_test_add_func("/parse/cuts/words for it", test_words);
    return g_test_run();
}
