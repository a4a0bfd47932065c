/* The notice before its words are read: what speaks for a bounce, where the returned message begins, which lines are
 * about whom, and what somebody passed on. */
#include "parse/bounds.h"
#include "parse/general/evidence.h"
#include "parse/mime/message_bytes.h"
#include "parse/notice/autoreply.h"
#include "parse/notice/forwarded.h"
#include "parse/notice/notice_maker.h"
#include "parse/notice/sign_words.h"
#include "parse/notice/signs.h"

static NxLibrary *library;
static NxAnswerForms *answers;
static NxWeights *weights;

typedef struct {
    NxPartList *list;
    NxNoticeMaker *maker;
    const NxNotice *notice;
} Message;

static void message_init(Message *message, const char *text, guint status_part)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text)), lines = nx_message_bytes_normalise(bytes);
    message->list = nx_part_list_new(lines);
    message->maker = nx_notice_maker_new(message->list, library, status_part);
    message->notice = &message->maker->notice;
}

static void message_clear(Message *message)
{
    nx_notice_maker_free(message->maker);
    nx_part_list_free(message->list);
}

/* ---- Signs ------------------------------------------------------------------------------------------------------- */

#define PERSON "Return-Path: <carla@people.example>\nFrom: Carla <carla@people.example>\n"
#define REPORT "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nx\n--b--\n"

/* Each sign has what reaches it, and beside it what just fails to. */
static void test_each_sign(void)
{
    static const struct {
        const char *text;
        NxSign sign;
        gboolean holds;
    } CASES[] = {
        {"From: a@b.example\n" REPORT, NX_SIGN_REPORT, TRUE},
        {"From: a@b.example\nContent-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--\n", NX_SIGN_REPORT, TRUE},
        {"From: a@b.example\nContent-Type: multipart/report; report-type=disposition-notification; "
         "boundary=b\n\n--b\n\nx\n--b--\n",
         NX_SIGN_REPORT, FALSE},
        {"From: a@b.example\nContent-Type: multipart/mixed; report-type=delivery-status; "
         "boundary=b\n\n--b\n\nx\n--b--\n",
         NX_SIGN_REPORT, FALSE},
        {"Return-Path: <>\nFrom: a@b.example\n\nx\n", NX_SIGN_NULL_PATH, TRUE},
        {"Return-Path: < >\nFrom: a@b.example\n\nx\n", NX_SIGN_NULL_PATH, TRUE},
        {"Return-Path: <a@b.example>\nFrom: a@b.example\n\nx\n", NX_SIGN_NULL_PATH, FALSE},
        {"From: a@b.example\n\nx\n", NX_SIGN_NULL_PATH, FALSE},
        {"From: MAILER-DAEMON@b.example\n\nx\n", NX_SIGN_DAEMON, TRUE},
        {"From: MAILER-DAEMON@b.example\n\nx\n", NX_SIGN_MAILER, TRUE},
        {"From: Mail Delivery Subsystem <a@b.example>\n\nx\n", NX_SIGN_MAILER, TRUE},
        {"Return-Path: <mailer-daemon@b.example>\nFrom: a@b.example\n\nx\n", NX_SIGN_MAILER, TRUE},
        {"From: <>\n\nx\n", NX_SIGN_MAILER, TRUE},
        {"From: my-mmdf@b.example\n\nx\n", NX_SIGN_DAEMON, FALSE},
        {"From: mmdfs@b.example\n\nx\n", NX_SIGN_DAEMON, FALSE},
        {"From: postmaster@b.example\nSubject: Lunch\n\nx\n", NX_SIGN_DAEMON, FALSE},
        {"From: postmaster@b.example\nSubject: Undelivered mail\n\nx\n", NX_SIGN_DAEMON, TRUE},
        {"Return-Path: <>\nFrom: postmaster@b.example\nSubject: Lunch\n\nx\n", NX_SIGN_DAEMON, TRUE},
        {"From: postmaster@b.example\n" REPORT, NX_SIGN_DAEMON, TRUE},
        {"Return-Path: <>\nFrom: postmaster@b.example\nSubject: Lunch\n\nx\n", NX_SIGN_MAILER, FALSE},
        {"From: a@b.example\nSubject: Undelivered mail\n\nx\n", NX_SIGN_SUBJECT, TRUE},
        {"From: a@b.example\nSubject: UNDELIVERED MAIL\n\nx\n", NX_SIGN_SUBJECT, TRUE},
        {"From: a@b.example\nSubject: Lunch\n\nx\n", NX_SIGN_SUBJECT, FALSE},
        {PERSON "Subject: Undelivered mail\n\nx\n", NX_SIGN_SUBJECT, FALSE}, /* can be answered */
        {"Return-Path: <other@people.example>\nFrom: Carla <carla@people.example>\nSubject: Undelivered mail\n\nx\n",
         NX_SIGN_SUBJECT, TRUE},
        {"From: a@b.example\nAuto-Submitted: auto-replied\n\nx\n", NX_SIGN_AUTO, TRUE},
        {"From: a@b.example\nAuto-Submitted: no\n\nx\n", NX_SIGN_AUTO, FALSE},
        {"From: a@b.example\n\nx\n", NX_SIGN_AUTO, FALSE},
        {"From: a@b.example\nX-Failed-Recipients: c@d.example\n\nx\n", NX_SIGN_FAILED_HEADER, TRUE},
        {"From: a@b.example\n\nX-Failed-Recipients: c@d.example\n", NX_SIGN_FAILED_HEADER, FALSE},
        {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
         "message/rfc822\n\nSubject: x\n\ny\n--b--\n",
         NX_SIGN_RETURNED, TRUE},
        {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
         "text/rfc822-headers\n\nSubject: x\n--b--\n",
         NX_SIGN_RETURNED, TRUE},
        {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
         "message/global-headers\n\nSubject: x\n--b--\n",
         NX_SIGN_RETURNED, TRUE},
        {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
         "text/plain\n\nSubject: x\n--b--\n",
         NX_SIGN_RETURNED, FALSE},
        {PERSON "Subject: Fwd: Undelivered mail\n\nx\n", NX_SIGN_QUOTED, TRUE},
        {PERSON "Subject: Re: Undelivered mail\n\nx\n", NX_SIGN_QUOTED, TRUE},
        {PERSON "Subject: Lunch\n\n> Reporting-MTA: dns; a.example\n> Final-Recipient: rfc822; a@b.example\n> Action: "
                "failed\n> Status: 5.1.1\n",
         NX_SIGN_QUOTED, TRUE},
        {PERSON "Subject: Lunch\n\nx\n", NX_SIGN_QUOTED, FALSE},
        {"From: MAILER-DAEMON@b.example\nSubject: Re: Lunch\n\nx\n", NX_SIGN_QUOTED, FALSE},
        {"Return-Path: <>\nFrom: a@b.example\nSubject: Re: Lunch\n\nx\n", NX_SIGN_QUOTED, FALSE},
        {PERSON "Subject: Re: Lunch\n\nx\n", NX_SIGN_ANSWER, TRUE},
        {"Return-Path: <>\nFrom: a@b.example\nSubject: Re: Lunch\n\nx\n", NX_SIGN_ANSWER, TRUE},
        {"From: MAILER-DAEMON@b.example\nSubject: Re: Lunch\n\nx\n", NX_SIGN_ANSWER, FALSE},
        {PERSON "Subject: Lunch (re: food)\n\nx\n", NX_SIGN_ANSWER, FALSE},
        {PERSON "List-Id: <a.b.example>\n\nx\n", NX_SIGN_LIST, TRUE},
        {PERSON "List-Unsubscribe: <mailto:a@b.example>\n\nx\n", NX_SIGN_LIST, TRUE},
        {PERSON "List-Post: <mailto:a@b.example>\n\nx\n", NX_SIGN_LIST, FALSE},
        {"From: MAILER-DAEMON@b.example\nList-Id: <a.b.example>\n\nx\n", NX_SIGN_LIST, FALSE},
        {"Return-Path: <>\nFrom: a@b.example\nList-Id: <a.b.example>\n\nx\n", NX_SIGN_LIST, FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Message message;
        message_init(&message, CASES[i].text, 0);
        if (((message.notice->signs & CASES[i].sign) != 0) != CASES[i].holds)
            g_test_fail_printf("sign %x is %s in:\n%s", CASES[i].sign, CASES[i].holds ? "missing" : "found",
                               CASES[i].text);
        message_clear(&message);
    }
}

/* A person who forwards a notice may attach its parts one by one: the status is not of that mail. */
static void test_status_of_another(void)
{
    static const char text[] = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nlook\n--b\nContent-Type: "
                               "message/delivery-status\n\nReporting-MTA: dns; a.example\n--b--\n";
    static const struct {
        const char *header;
        gboolean report;
    } CASES[] = {
        {PERSON "Subject: Fwd: Undelivered mail\n", FALSE},
        {PERSON "Subject: Undelivered mail\n", TRUE},
        {"From: MAILER-DAEMON@b.example\nSubject: Fwd: Undelivered mail\n", TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *all = g_strconcat(CASES[i].header, text, NULL);
        Message message;
        message_init(&message, all, 3);
        g_assert_cmpint((message.notice->signs & NX_SIGN_REPORT) != 0, ==, CASES[i].report);
        message_clear(&message);
    }
}

/* Which signs are enough, of all that there are: every sum of them. */
static void test_which_suffice(void)
{
    for (guint signs = 0; signs < 2u * NX_SIGN_ANSWER; signs++) {
        gboolean report = signs & NX_SIGN_REPORT, null_path = signs & NX_SIGN_NULL_PATH,
                 daemon = signs & NX_SIGN_DAEMON, subject = signs & NX_SIGN_SUBJECT, automatic = signs & NX_SIGN_AUTO,
                 failed = signs & NX_SIGN_FAILED_HEADER, returned = signs & NX_SIGN_RETURNED,
                 quoted = signs & NX_SIGN_QUOTED, list = signs & NX_SIGN_LIST;
        gboolean alone = report || daemon || failed;
        gboolean pair = (null_path && (subject || returned)) || (subject && (returned || automatic));
        g_assert_cmpint(nx_signs_suffice((NxSign)signs), ==, (alone || pair) && !quoted && !list);
        g_assert_cmpint(nx_signs_are_strong((NxSign)signs), ==, (alone || null_path) && !quoted);
    }
}

static void test_local_parts(void)
{
    g_assert_true(nx_sign_words_is_local(NX_WORDS_DAEMON, "mailer-daemon@b.example"));
    g_assert_true(nx_sign_words_is_local(NX_WORDS_DAEMON, "mailer-daemon"));
    g_assert_false(nx_sign_words_is_local(NX_WORDS_DAEMON, "mailer-daemo@b.example"));
    g_assert_false(nx_sign_words_is_local(NX_WORDS_DAEMON, "mailer-daemonx@b.example"));
    g_assert_false(nx_sign_words_is_local(NX_WORDS_DAEMON, "@b.example"));
    g_assert_false(nx_sign_words_is_local(NX_WORDS_DAEMON, NULL));
}

/* ---- Answers of programs ----------------------------------------------------------------------------------------- */

static void test_autoreplies(void)
{
    static const struct {
        const char *text;
        gboolean is;
    } CASES[] = {
        {PERSON "Subject: Lunch\nAuto-Submitted: auto-replied\n\nx\n", TRUE},
        {PERSON "Subject: Lunch\nX-Autoreply: yes\n\nx\n", TRUE},
        {PERSON "Subject: Lunch\nPrecedence: auto_reply\n\nx\n", TRUE},
        {PERSON "Subject: Lunch\nPrecedence: bulk\n\nx\n", FALSE},
        {PERSON "Subject: Out of office\n\nx\n", FALSE},
        {PERSON "Subject: Out of office\nPrecedence: bulk\n\nx\n", TRUE},
        {PERSON "Subject: Out of office\nPrecedence: junk\n\nx\n", TRUE},
        {PERSON "Subject: Out of office\nPrecedence: list\n\nx\n", FALSE},
        {PERSON "Subject: Out of office\nAuto-Submitted: auto-generated\n\nx\n", TRUE},
        {PERSON "Subject: Out of office\nAuto-Submitted: no\n\nx\n", FALSE},
        {PERSON "Subject: Out of office\nX-Auto-Response-Suppress: All\n\nx\n", TRUE},
        {"Return-Path: <>\nFrom: Carla <carla@people.example>\nSubject: Out of office\n\nx\n", TRUE},
        {"From: MAILER-DAEMON@b.example\nSubject: Lunch\nAuto-Submitted: auto-replied\n\nx\n", FALSE},
        {"From: a@b.example\nSubject: Undelivered mail\nAuto-Submitted: auto-replied\n\nx\n", FALSE},
        {PERSON "Subject: Lunch\nX-Failed-Recipients: a@b.example\nAuto-Submitted: auto-replied\n\nx\n", FALSE},
        {PERSON "Subject: Lunch\nAuto-Submitted: auto-replied\n" REPORT, FALSE},
        {PERSON "Subject: Read: Lunch\nContent-Type: multipart/report; report-type=disposition-notification; "
                "boundary=b\n\n--b\n\nx\n--b--\n",
         TRUE},
        {PERSON "Subject: Read: Lunch\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
                "message/disposition-notification\n\nx\n--b--\n",
         TRUE},
        {PERSON "Subject: Lunch\nContent-Type: message/rfc822\n\nContent-Type: message/disposition-notification\n\nx\n",
         FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Message message;
        message_init(&message, CASES[i].text, 0);
        if (nx_autoreply_is(message.notice, answers) != CASES[i].is)
            g_test_fail_printf("%s a program's answer:\n%s", CASES[i].is ? "not taken for" : "taken for",
                               CASES[i].text);
        message_clear(&message);
    }
}

/* ---- Whose notice it is ------------------------------------------------------------------------------------------ */

static void test_own(void)
{
    static const char text[] =
        "Received: from a by b for <one@news.example>; Fri, 20 Nov 2026 08:14:02 +0100\n"
        "Received: by c for two@news.example; Fri, 20 Nov 2026 08:14:02 +0100\n"
        "Delivered-To: three@news.example\nDelivered-To: four@news.example\nEnvelope-To: five@news.example\n"
        "X-Envelope-To: six@news.example\nX-Original-To: seven@news.example\nFrom: eight@news.example\n"
        "To: nine@news.example\nCc: ten@news.example\n\nx\n";
    static const struct {
        const char *address;
        gboolean own;
    } CASES[] = {
        {"one@news.example", TRUE},
        {"two@news.example", FALSE},
        {"three@news.example", TRUE},
        {"Four@News.example", TRUE},
        {"five@news.example", TRUE},
        {"six@news.example", TRUE},
        {"seven@news.example", FALSE},
        {"eight@news.example", TRUE},
        {"nine@news.example", TRUE},
        {"ten@news.example", FALSE},
        {"nobody", FALSE},
    };
    Message message;
    message_init(&message, text, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmpint(nx_notice_is_own(message.notice, CASES[i].address), ==, CASES[i].own);
    g_assert_cmpstr(message.notice->from_address, ==, "eight@news.example");
    g_assert_cmpstr(message.notice->to_address, ==, "nine@news.example");
    g_assert_cmpstr(nx_notice_header(message.notice, "Delivered-TO", 1), ==, "four@news.example");
    g_assert_null(nx_notice_header(message.notice, "delivered-to", 2));
    NxOriginalHeaders original = {.from = (char *)"Carla <Carla@News.example>",
                                  .to = (char *)"ann@one.example, nine@news.example",
                                  .cc = (char *)"bob@two.example"};
    nx_notice_maker_set_original(message.maker, &original);
    g_assert_cmpstr(message.notice->original_from, ==, "carla@news.example");
    g_assert_cmpstr(message.notice->original_recipients[0], ==, "ann@one.example");
    g_assert_cmpstr(message.notice->original_recipients[1], ==, "bob@two.example");
    g_assert_null(message.notice->original_recipients[2]); /* what the notice came to is none */
    g_assert_true(nx_notice_is_original_recipient(message.notice, "Bob@Two.example"));
    g_assert_false(nx_notice_is_original_recipient(message.notice, "carla@news.example"));
    message_clear(&message);
}

/* ---- Text -------------------------------------------------------------------------------------------------------- */

static void test_texts(void)
{
    static const struct {
        const char *text, *want;
    } CASES[] = {
        {"Subject: x\n\nplain\n", "plain\n"},
        {"Content-Type: text/html\n\n<p>page a@b.example</p>\n", "page a@b.example"},
        {"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain a@b.example\n--b\nContent-Type: "
         "text/html\n\n<p>page a@b.example\n--b--\n",
         "plain a@b.example"},
        {"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nsee the page\n--b\nContent-Type: "
         "text/html\n\n<p>page a@b.example\n--b--\n",
         "page a@b.example"}, /* a stub */
        {"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nsee the page\n--b\nContent-Type: "
         "text/html\n\n<p>page\n--b--\n",
         "see the page"},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--\n", "one\ntwo"},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Disposition: "
         "attachment\n\ntwo\n--b--\n",
         "one"},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Disposition: inline\n\ntwo\n--b--\n",
         "one\ntwo"},
        {"Content-Type: application/x-notice\n\nraw\n", "raw\n"},
        {"Content-Type: image/png\n\nraw\n", ""},
        {"Subject: x\n\nto <ann@mail-\n  server.example> now\n", "to <ann@mail-server.example> now\n"},
        {"Subject: x\n\nto <ann\n@one.example> now\n", "to <ann@one.example> now\n"},
        {"Subject: x\n\nto <ann\n\n@one.example> now\n", "to <ann\n\n@one.example> now\n"},
        {"Subject: x\n\nto <ann @one.example> now\n", "to <ann @one.example> now\n"},
        {"Subject: x\n\nto <a@b.example\nc@d.example> now\n", "to <a@b.example\nc@d.example> now\n"},
        {"Subject: x\n\nif a <b\nc> d\n", "if a <b\nc> d\n"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Message message;
        message_init(&message, CASES[i].text, 0);
        g_test_message("%s", CASES[i].text);
        g_autofree char *shown = g_strchomp(g_strdup(message.notice->text)),
                        *want = g_strchomp(g_strdup(CASES[i].want));
        g_assert_cmpstr(shown, ==, want);
        message_clear(&message);
    }
}

/* A digest speaks of many messages; one that returns a message speaks of that one. */
static void test_digest(void)
{
    static const struct {
        const char *parts;
        NxTrust trust;
    } CASES[] = {
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n%s\n--b--\n", NX_TRUST_NONE},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n%s\n--b\nContent-Type: message/rfc822\n\nSubject: "
         "News\n\nHi\n--b--\n",
         NX_TRUST_SIGNS},
        {"X-Failed-Recipients: ann@one.example\n\n%s\n", NX_TRUST_SIGNS},
    };
    static const char *const WORDS[] = {
        "Bounce summary: the message could not be delivered to ann@one.example: 550 user unknown\n",
        "The message could not be delivered to ann@one.example: 550 user unknown\n",
    };
    for (gsize i = 0; i < 2 * G_N_ELEMENTS(CASES); i++) {
        gboolean digest = i < G_N_ELEMENTS(CASES);
        gsize k = i % G_N_ELEMENTS(CASES);
        g_auto(GStrv) halves = g_strsplit(CASES[k].parts, "%s", 2);
        g_autofree char *text = g_strconcat("From: MAILER-DAEMON@b.example\nSubject: ",
                                            digest ? "Bounce summary, undelivered mail" : "Undelivered mail", "\n",
                                            halves[0], WORDS[digest ? 0 : 1], halves[1], NULL);
        Message message;
        NxEvidence evidence;
        message_init(&message, text, 0);
        nx_evidence_read(&evidence, message.notice, weights);
        g_test_message("%s", text);
        g_assert_cmpint(evidence.trust, ==, digest ? CASES[k].trust : NX_TRUST_SIGNS);
        message_clear(&message);
    }
}

/* ---- Where the returned message begins --------------------------------------------------------------------------- */

static void test_original_begins(void)
{
    static const struct {
        const char *before, *behind;
    } CASES[] = {
        {"sorry\n", "--- Original message follows ---\nHi\n"},
        {"sorry\n", "> Original message:\nHi\n"},
        {"sorry\n\n", "Received: by a\nFrom: a@b.example\nTo: c@d.example\n\nHi\n"},
        {"sorry\n\n", "From: a@b.example\nTo: c@d.example\nReceived: by a\n folded\n\nHi\n"},
        {"From: a@b.example\nTo: c@d.example\nSubject: x\n\nsorry\n", ""},     /* shown, nothing hidden among them */
        {"Received: 250 ok\nReceived: 250 ok\nReceived: 250 ok\nsorry\n", ""}, /* one field, again and again */
        {"Received: by a\nFrom: a@b.example\nsorry\n", ""},                    /* two are not enough */
        {"Host: a\nReason: b\nCode: c\nsorry\n", ""},                          /* none that messages have */
        {"Received: by a\nFrom: a@b.example\n\nTo: c@d.example\nsorry\n", ""}, /* parted */
        {"see the original message that follows this long line of words\n", ""},
        {"original message and what else is said of it here\n", ""},
        {"sorry\n", ""},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = g_strconcat(CASES[i].before, CASES[i].behind, NULL);
        g_test_message("%s", text);
        g_assert_cmpuint(nx_original_begins(text), ==, strlen(CASES[i].before));
    }
}

static void test_original_in_parts(void)
{
    static const struct {
        const char *text, *id, *from;
    } CASES[] = {
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: "
         "<1@a>\nFrom: a@b.example\n--b--\n",
         "<1@a>", "a@b.example"},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/rfc822\n\nMessage-ID: "
         "<1@a>\nFrom: a@b.example\nContent-Type: message/rfc822\n\nMessage-ID: <2@a>\nFrom: c@d.example\n\ny\n--b--\n",
         "<1@a>", "a@b.example"},
        {"Subject: x\n\nsorry\n\nMessage-ID: <1@a>\nFrom: a@b.example\n", "<1@a>", "a@b.example"},
        {"Subject: x\n\nsorry\n\nMessage-ID: <1@a>\n", NULL, NULL}, /* one field is no header */
        {"Subject: x\n\nFrom: a@b.example\nTo: c@d.example\n\n--- Original message ---\nMessage-ID: <1@a>\nFrom: "
         "e@f.example\n",
         "<1@a>", "e@f.example"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Message message;
        NxOriginalHeaders original = {0};
        message_init(&message, CASES[i].text, 0);
        g_test_message("%s", CASES[i].text);
        nx_original_headers_read(&original, message.list, message.notice->text, message.notice->text_original);
        g_assert_cmpstr(original.message_id, ==, CASES[i].id);
        g_assert_cmpstr(original.from, ==, CASES[i].from);
        nx_original_headers_clear(&original);
        message_clear(&message);
    }
}

/* ---- The lines about one ----------------------------------------------------------------------------------------- */

static void test_nearby(void)
{
    static const struct {
        const char *text, *address, *want;
    } CASES[] = {
        {"hello\n\nann@one.example is gone for good\nand will not return\n\nbye\n", "ann@one.example",
         "ann@one.example is gone for good and will not return"},
        {"the mailbox of\nann@one.example is gone\n\nbye\n", "ann@one.example",
         "ann@one.example is gone"}, /* a line of its own */
        {"the mailbox\nof ann@one.example is gone\n\nbye\n", "ann@one.example",
         "the mailbox of ann@one.example is gone"},
        {"ann@one.example: full for weeks\nbob@two.example: gone for good\n", "bob@two.example",
         "bob@two.example: gone for good"},
        {"ann@one.example: full for weeks\n  and bob@two.example\nbob@two.example: gone for good\n", "ann@one.example",
         "ann@one.example: full for weeks and bob@two.example"},
        {"ann@one.example\n\nThe mailbox is full.\n\nbye bye now\n", "ann@one.example",
         "ann@one.example The mailbox is full."}, /* the address alone tells nothing */
        {"ann@one.example\n\nbob@two.example\n\nThe mailbox is full.\n", "ann@one.example", "ann@one.example"},
        {"a@x.example-y is full\n\na@x.example is gone\n", "a@x.example", "a@x.example is gone"},
        {"a@x.example-y is full\n", "a@x.example", NULL},
        {"a@x.examples is full\n", "a@x.example", NULL},
        {"a@x.example. Gone for good\n", "a@x.example", "a@x.example. Gone for good"},
        {"da@x.example is full\n", "a@x.example", NULL},
        {"d.a@x.example d-a@x.example d_a@x.example d+a@x.example d=a@x.example\n", "a@x.example", NULL},
        {"<a@x.example> is gone\n", "a@x.example", "<a@x.example> is gone"},
        {"A@X.Example is gone\n", "a@x.example", "A@X.Example is gone"},
        {"To: a@x.example\nCc: a@x.example\nFrom: a@x.example\nEnvelope-to: a@x.example\nMessage-ID: a@x.example\n",
         "a@x.example", NULL},
        {"  to: a@x.example\n", "a@x.example", NULL},
        {"Mailto: a@x.example is gone\n", "a@x.example", "Mailto: a@x.example is gone"},
        {"local user ann is gone\n", "ann", "local user ann is gone"},
        {"local user anna is gone\n", "ann", NULL},
        {"local user johann is gone\n", "ann", NULL},
        {"nothing here\n", "ann@one.example", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxNearbyIndex *index = nx_nearby_index_new(CASES[i].text, strlen(CASES[i].text));
        const char *const addresses[] = {"nobody@nowhere.example", CASES[i].address, NULL};
        g_autofree char *note = nx_nearby_text(index, addresses);
        g_test_message("%s", CASES[i].text);
        g_assert_cmpstr(note, ==, CASES[i].want);
        nx_nearby_index_free(index);
    }
}

/* What is behind the bound is not there; a note is as long as it may be, and no longer. */
static void test_nearby_bounds(void)
{
    static const char text[] = "ann@one.example is gone";
    const char *const addresses[] = {"ann@one.example", NULL};
    NxNearbyIndex *index = nx_nearby_index_new(text, strlen("ann@one.example") - 1);
    g_assert_null(nx_nearby_text(index, addresses));
    nx_nearby_index_free(index);
    index = nx_nearby_index_new(text, strlen("ann@one.example"));
    g_autofree char *note = nx_nearby_text(index, addresses);
    g_assert_cmpstr(note, ==, "ann@one.example");
    nx_nearby_index_free(index);
    g_autofree char *filling = g_strnfill(2 * NX_MAX_NOTE, 'x'), *endless = g_strconcat(text, " ", filling, NULL);
    index = nx_nearby_index_new(endless, strlen(endless));
    g_autofree char *longest = nx_nearby_text(index, addresses);
    g_assert_cmpuint(strlen(longest), ==, NX_MAX_NOTE);
    nx_nearby_index_free(index);
}

static void test_meagre(void)
{
    static const struct {
        const char *text;
        gboolean meagre;
    } CASES[] = {
        {NULL, TRUE},
        {"", TRUE},
        {"abcde", TRUE},
        {"abcdef", FALSE},
        {"550 5.7.1 RCPT", TRUE},
        {"Mailbox", FALSE},
        {"abc def", FALSE},
        {"abc ann.other@one.example", TRUE},
        {"満杯", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].text ? CASES[i].text : "(none)");
        g_assert_cmpint(nx_diagnostic_is_meagre(CASES[i].text), ==, CASES[i].meagre);
    }
}

/* ---- What was passed on ------------------------------------------------------------------------------------------ */

#define FORWARD "From: carla@people.example\nTo: me@sender.example\nSubject: Fwd: Undelivered mail\n"
#define MARK "---------- Forwarded message ---------\n"

static void test_forwarded(void)
{
    static const struct {
        const char *text, *holds; /* NULL: nothing is passed on */
    } CASES[] = {
        {FORWARD "\n" MARK "From: MAILER-DAEMON@b.example\n\nsorry\n", "From: MAILER-DAEMON@b.example\n\nsorry"},
        {FORWARD "\nLook here:\n\n" MARK "From: MAILER-DAEMON@b.example\n\nsorry\n",
         "From: MAILER-DAEMON@b.example\n\nsorry"},
        {PERSON "Subject: Question\n\nLook here:\n\n" MARK "From: MAILER-DAEMON@b.example\n\nsorry\n", NULL},
        {PERSON "Subject: Question\n\n" MARK "From: MAILER-DAEMON@b.example\n\nsorry\n",
         "From: MAILER-DAEMON@b.example\n\nsorry"},
        {FORWARD "\n" MARK "\n", NULL},
        {FORWARD "\n" MARK "> sorry\n> it failed\n", "Content-Type: text/plain; charset=utf-8\n\nsorry\nit failed\n"},
        {FORWARD "\n> sorry\n>it failed\n>\n> bye\n-- \nCarla\n", "\n\nsorry\nit failed\n\nbye\n"},
        {FORWARD "\nOn Friday Mail Delivery System wrote:\n\n> sorry\n", "\n\nsorry\n"},
        {FORWARD "\nOn Friday Mail Delivery System wrote\n\n> sorry\n", NULL},
        {FORWARD "\nWhat is this?\n> sorry\n", NULL},
        {FORWARD "\n> sorry\nWhat is this?\n", NULL},
        {PERSON "Subject: Lunch\n\n> sorry\n", NULL},
        {FORWARD "Content-Type: message/rfc822\n\nFrom: MAILER-DAEMON@b.example\n\nsorry\n",
         "From: MAILER-DAEMON@b.example\n\nsorry"},
        {FORWARD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n-- \nCarla\n--b\nContent-Type: "
                 "message/rfc822\n\nFrom: MAILER-DAEMON@b.example\n\nsorry\n--b--\n",
         "From: MAILER-DAEMON@b.example\n\nsorry"},
        {FORWARD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nWhat is this?\n--b\nContent-Type: "
                 "message/rfc822\n\nFrom: MAILER-DAEMON@b.example\n\nsorry\n--b--\n",
         NULL},
        {FORWARD "\nHello\n", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Message message;
        message_init(&message, CASES[i].text, 0);
        g_autoptr(GBytes) bytes = nx_forwarded_read(message.notice);
        g_autofree char *passed = bytes ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
        if (!passed != !CASES[i].holds || (passed && !strstr(passed, CASES[i].holds)))
            g_test_fail_printf("passed on: %s\nof:\n%s", passed ? passed : "(nothing)", CASES[i].text);
        message_clear(&message);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    library = nx_library_new(&(NxSettings){0}, NULL);
    weights = nx_weights_new(NULL);
    answers = nx_answer_forms_new(NULL);
    g_test_add_func("/parse/notice/each sign is found, and not in what is only like it", test_each_sign);
    g_test_add_func("/parse/notice/the status that somebody passed on is not of his mail", test_status_of_another);
    g_test_add_func("/parse/notice/two weak signs suffice, one against it outweighs all", test_which_suffice);
    g_test_add_func("/parse/notice/a daemon's name is the whole local part", test_local_parts);
    g_test_add_func("/parse/notice/programs that answer say so, people who write of it do not", test_autoreplies);
    g_test_add_func("/parse/notice/whom it came to is known by headers that systems wrote", test_own);
    g_test_add_func("/parse/notice/the text is what a person reads", test_texts);
    g_test_add_func("/parse/notice/a digest names nobody, unless it returns the message", test_digest);
    g_test_add_func("/parse/notice/the returned message begins at its mark or its header", test_original_begins);
    g_test_add_func("/parse/notice/the headers of the returned message are the outermost ones", test_original_in_parts);
    g_test_add_func("/parse/notice/the lines about an address are its own, not those of a longer one", test_nearby);
    g_test_add_func("/parse/notice/the lines about an address end at their bound", test_nearby_bounds);
    g_test_add_func("/parse/notice/six letters of words say something", test_meagre);
    g_test_add_func("/parse/notice/what is passed on without a word is that message", test_forwarded);
    int failed = g_test_run();
    nx_answer_forms_free(answers);
    nx_weights_free(weights);
    nx_library_unref(library);
    return failed;
}
