/* Whose mail came back, and what proves it. */
#include "reports.h"

#define MAIL_FROM "letters@news.example"
#define BY_US "by mail.news.example (Postfix) id 4F0; Fri, 20 Nov 2026 08:14:02 +0000"

/* A notice of our own mail server about one recipient, unless it says otherwise. */
typedef struct {
    const char *received;  /* lines, each with its name */
    const char *to;        /* NULL: bounces@news.example */
    const char *from;      /* NULL: MAILER-DAEMON@mail.news.example */
    const char *reporting; /* NULL: mail.news.example; "": none */
    const char *recipient; /* NULL: ann@mail.example */
    const char *original;  /* headers; NULL: of no one we know */
} Notice;

static char *notice_text(const Notice *n)
{
    GString *text = g_string_new("Return-Path: <>\n");
    g_string_append(text, n->received ? n->received : "");
    g_string_append_printf(text, "From: %s\nTo: %s\nSubject: Undelivered mail\nMessage-ID: <b1@mail.news.example>\n",
                           n->from ? n->from : "MAILER-DAEMON@mail.news.example",
                           n->to ? n->to : "bounces@news.example");
    g_string_append(text,
                    "Content-Type: multipart/report; report-type=delivery-status; boundary=s\n\n--s\nContent-Type: "
                    "message/delivery-status\n\n");
    g_string_append_printf(text, "%s%s\n\n", n->reporting && !*n->reporting ? "X-Nothing: 1" : "Reporting-MTA: dns; ",
                           n->reporting ? n->reporting : "mail.news.example");
    g_string_append_printf(text, "Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n\n",
                           n->recipient ? n->recipient : "ann@mail.example");
    g_string_append_printf(text, "--s\nContent-Type: text/rfc822-headers\n\nSubject: News\n%s\n\n--s--\n",
                           n->original ? n->original : "Message-ID: <1@else.example>\nFrom: x@else.example");
    return g_string_free(text, FALSE);
}

static NxReport *read_notice(const NxReader *reader, const Notice *notice)
{
    g_autofree char *text = notice_text(notice);
    return nx_reports_text(reader, text, -1);
}

#define ASSERT_PROOF(reader, notice, origin_, proof_)                                                                  \
    G_STMT_START                                                                                                       \
    {                                                                                                                  \
        NxReport *report_ = read_notice(reader, notice);                                                               \
        g_assert_cmpstr(nx_origin_name(report_->origin), ==, origin_);                                                 \
        g_assert_cmpstr(nx_proof_name(report_->proof), ==, proof_);                                                    \
        nx_report_free(report_);                                                                                       \
    }                                                                                                                  \
    G_STMT_END

static NxReader *with_relay(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "news.example", NULL);
    nx_settings_add(&settings.own_mta, "mail.news.example", NULL);
    nx_settings_add(&settings.own_mta, "*.out.example", NULL);
    nx_settings_add(&settings.own_mta, "192.0.2.10", NULL);
    nx_settings_add(&settings.own_mta, "2001:db8::10", NULL);
    return nx_reports_reader_of(&settings);
}

/* ---- Our own relay ----------------------------------------------------------------------------------------------- */

static void test_passed_on_by_us(void)
{
    static const char *const OURS[] = {
        "Received: " BY_US "\n",
        "Received: by a.out.example with SMTP; x\n",
        "Received: from mail.news.example (mail.news.example [198.51.100.1]) by mx.news.example (Postfix) with ESMTP; "
        "x\n",
        "Received: from mail.news.example ([127.0.0.11])\n\tby mx.news.example with ESMTP; x\nReceived: " BY_US "\n",
        "Received: from mail.news.example (unknown [192.0.2.10]) by mx.news.example (Postfix) with ESMTP; x\n",
        "Received: from mail.news.example ([IPv6:2001:db8::10]) by mx.news.example with ESMTP; x\n",
        "Received: from [192.0.2.10] (helo=mail.news.example) by mx.news.example with esmtp (Exim 4.96); x\n",
        "Received: from mail.news.example ([198.51.100.1] helo=b.news.example) by mx.news.example with esmtps (Exim "
        "4.96); x\n",
        "Received: from Debian-exim by mail.news.example with local (Exim 4.96) id 1ab; x\n",
        "Received: from localhost (localhost) by mail.news.example (8.17.1/8.17.1) id 4A1; x\n",
        "Received: from localhost (localhost [127.0.0.1]) by mail.news.example (Postfix) with ESMTP; x\n",
        "Received: from localhost (mail.news.example [local]) by mail.news.example (OpenSMTPD) with ESMTPA id 9; x\n",
        "Received: from mail.news.example ([unix socket]) by mail.news.example (Cyrus) with LMTPA; x\n",
        "Received: from mail.news.example\n\tby mail.news.example with LMTP id xyz; x\nReceived: " BY_US "\n",
        "Received: (qmail 21417 invoked for bounce); 13 Nov 2026 07:30:05 -0000\n",
    };
    NxReader *reader = with_relay();
    for (gsize i = 0; i < G_N_ELEMENTS(OURS); i++) {
        g_test_message("%s", OURS[i]);
        Notice notice = {.received = OURS[i]};
        ASSERT_PROOF(reader, &notice, "ours", "relay");
    }
    nx_reader_free(reader);
}

/* Each claims our server as its writer. */
static void test_passed_on_by_another(void)
{
    static const char *const FOREIGN[] = {
        NULL, /* nobody passed it on: nobody saw where it came from */
        "Received: from evil.example (evil.example [198.51.100.9]) by mx.news.example (Postfix) with ESMTP; x\n"
        "Received: " BY_US "\n",
        "Received: from mail.news.example (evil.example [198.51.100.9]) by mx.news.example (Postfix) with ESMTP; x\n",
        "Received: from mail.news.example (unknown [198.51.100.9]) by mx.news.example (Postfix) with ESMTP; x\n",
        "Received: from mail.news.example ([198.51.100.9]) by mx.news.example with ESMTP; x\n",
        "Received: from mail.news.example ([10.0.0.9]) by mx.news.example with ESMTP; x\n", /* a gateway's own */
        "Received: from mail.news.example by mx.news.example with ESMTP; x\n",
        "Received: from localhost by mx.news.example with ESMTP; x\n",
        "Received: from localhost (localhost [198.51.100.9]) by mx.news.example (Postfix) with ESMTP; x\n",
        "Received: from mail.news.example (mail.news.example [198.51.100.9] (may be forged)) by mx.news.example; x\n",
        "Received: from evil.example (mail.news.example [198.51.100.1]) by mx.news.example (Postfix) with ESMTP; x\n",
        "Received: from evil.example (helo=mail.news.example [198.51.100.1]) by mx.news.example; x\n",
        "Received: from [198.51.100.9] (helo=mail.news.example) by mx.news.example with esmtp (Exim 4.96); x\n",
        "Received: from [127.0.0.1] (evil.example [198.51.100.9]) by mx.news.example (Postfix) with ESMTP; x\n",
        "Received: from [127.0.0.1] (Exim 4.96) (evil.example [198.51.100.9]) by mx.news.example with ESMTP; x\n",
        "Received: from [127.0.0.1] by mx.news.example with ESMTP; x\n",
        "Received: from [198.51.100.9] (helo=[127.0.0.1]) by mx.news.example with esmtp (Exim 4.96); x\n",
        "Received: from unknown (HELO mail.news.example) (198.51.100.9) by mx.news.example with SMTP; x\n",
        "Received: (qmail 7 invoked from network); x\n"
        "Received: from unknown (HELO x) (198.51.100.9) by mx.news.example with SMTP; x\n",
        "Received: from mail.news.example (mail.news.example [192.0.2.10]) by mx.host.example with ESMTP; x\n",
        "Received: by mx.host.example with SMTP id 1; x\nReceived: " BY_US "\n",
        "Received: by out.example with SMTP; x\n", /* below it is ours, not itself */
        "Received: by notout.example with SMTP; x\n",
        "Received: nothing that can be read\n",
    };
    NxReader *reader = with_relay();
    for (gsize i = 0; i < G_N_ELEMENTS(FOREIGN); i++) {
        g_test_message("%s", FOREIGN[i]);
        Notice notice = {.received = FOREIGN[i]};
        ASSERT_PROOF(reader, &notice, "foreign", "none");
    }
    nx_reader_free(reader);
}

static void test_written_by(void)
{
    static const struct {
        const char *from, *reporting, *proof;
    } CASES[] = {
        {NULL, "MAIL.news.example.", "relay"},
        {NULL, "mx.else.example", "none"},
        {NULL, "other.news.example", "none"}, /* a domain of ours makes no mail server */
        {NULL, "", "relay"},                  /* From's host */
        {"MAILER-DAEMON@mx.else.example", "", "none"},
        {"MAILER-DAEMON@mx.else.example", "mail.news.example", "relay"},
    };
    NxReader *reader = with_relay();
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Notice notice = {.received = "Received: " BY_US "\n", .from = CASES[i].from, .reporting = CASES[i].reporting};
        ASSERT_PROOF(reader, &notice, *CASES[i].proof == 'r' ? "ours" : "foreign", CASES[i].proof);
    }
    nx_reader_free(reader);
}

static void test_too_many_hops(void)
{
    NxReader *reader = with_relay();
    g_autoptr(GString) received = g_string_new(NULL);
    for (guint i = 0; i < 49; i++)
        g_string_append(received, "Received: " BY_US "\n");
    Notice notice = {.received = received->str};
    ASSERT_PROOF(reader, &notice, "ours", "relay");
    g_string_append(received, "Received: " BY_US "\n");
    notice.received = received->str;
    ASSERT_PROOF(reader, &notice, "foreign", "none");
    nx_reader_free(reader);
}

/* ---- Secrets ----------------------------------------------------------------------------------------------------- */

/* HMAC-SHA-256 by "a secret" over "ann@mail.example": 85df58120a97955b5735..., made with openssl. */
static void test_keyed_form(void)
{
    static const struct {
        const char *to, *recipient, *origin, *proof, *found;
    } CASES[] = {
        {"b+ann=mail.example+85df58120a97955b@news.example", NULL, "ours", "secret", "ann@mail.example"},
        {"b+ann=mail.example+85df5812@news.example", NULL, "ours", "secret", "ann@mail.example"},
        {"B+Ann=Mail.Example+85DF58120A@news.example", "x7@mail.example", "ours", "secret", "Ann@Mail.Example"},
        {"b+ann=mail.example+85df581@news.example", NULL, "foreign", "none", "ann@mail.example"}, /* too short */
        {"b+ann=mail.example+85df5813@news.example", "x7@mail.example", "foreign", "none", "x7@mail.example"},
        {"b+bob=mail.example+85df5812@news.example", "x7@mail.example", "foreign", "none", "x7@mail.example"},
        {"b+ann=mail.example@news.example", NULL, "foreign", "none", "ann@mail.example"},
    };
    NxSettings settings = {0};
    nx_settings_add(&settings.verp, "b+{local}={domain}+{hash}@news.example", NULL);
    nx_settings_add(&settings.own_secrets, "an older one", NULL);
    nx_settings_add(&settings.own_secrets, "a secret", NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].to);
        Notice notice = {.to = CASES[i].to, .recipient = CASES[i].recipient};
        ASSERT_PROOF(reader, &notice, CASES[i].origin, CASES[i].proof);
        NxReport *report = read_notice(reader, &notice);
        g_assert_cmpstr(report->recipients[0].recipient, ==, CASES[i].found);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

/* A reader of the list has a good address of her own, and may post it with the names of others. */
static void test_names_of_others(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.verp, "b+{local}={domain}+{hash}@news.example", NULL);
    nx_settings_add(&settings.own_secrets, "a secret", NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    Notice notice = {
        .to = "b+ann=mail.example+85df5812@news.example",
        .recipient = "bob@mail.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; carl@mail.example"};
    NxReport *report = read_notice(reader, &notice);
    g_assert_cmpuint(report->n_recipients, ==, 2);
    nx_report_free(report);
    ASSERT_PROOF(reader, &notice, "foreign", "none");
    nx_reader_free(reader);
}

/* Made with another program: K is 3, the day of arrival 20778. */
static void test_batv(void)
{
    static const struct {
        const char *to, *proof;
    } CASES[] = {
        {"prvs=3778e45b8b=Bounces@news.example", "secret"}, /* as it is spelled */
        {"prvs=37781fe391=Bounces@news.example", "secret"}, /* as a key */
        {"PRVS=37859B274F=bounces@news.example", "secret"},
        {"prvs=3878fd2ca2=bounces@news.example", "secret"}, /* the longest that a tag lives */
        {"prvs=387975e493=bounces@news.example", "none"},
        {"prvs=377750a8ee=bounces@news.example", "none"}, /* ended the day before */
        {"prvs=37781fe392=bounces@news.example", "none"},
        {"prvs=37781fe391=other@news.example", "none"},
        {"prvs=3778ZZZZZZ=bounces@news.example", "none"},
        {"prvs=37781fe39=bounces@news.example", "none"},
        {"bounces@news.example", "none"},
    };
    NxSettings settings = {0};
    nx_settings_add(&settings.own_addresses, "bounces@news.example", NULL);
    nx_settings_add(&settings.batv, "batv key", NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].to);
        Notice notice = {.to = CASES[i].to, .received = "Received: by x; Sat, 21 Nov 2026 08:14:02 +0000\n"};
        ASSERT_PROOF(reader, &notice, *CASES[i].proof == 's' ? "ours" : "foreign", CASES[i].proof);
    }
    nx_reader_free(reader);
}

/* ---- What can be worked out -------------------------------------------------------------------------------------- */

static NxSent *some_sent(void)
{
    NxSent *sent = nx_sent_new();
    nx_sent_add(sent, "<7@else.example>", "Ann@mail.example");
    nx_sent_add(sent, "8@else.example", NULL);
    nx_sent_close(sent);
    return sent;
}

static void test_headers(void)
{
    static const struct {
        const char *original, *origin, *proof;
        gboolean sent;
    } CASES[] = {
        {"Message-ID: <1@news.example>\nFrom: " MAIL_FROM, "ours", "message-id", FALSE},
        {"Message-ID: <1@a.news.example>\nFrom: x@shop.example", "ours", "message-id", FALSE},
        {"From: " MAIL_FROM, "unproven", "none", FALSE},
        {"Message-ID: <1@else.example>\nFrom: " MAIL_FROM, "unproven", "none", FALSE}, /* a joe job */
        {"Message-ID: <1@news.example>\nFrom: x@else.example", "unproven", "none", FALSE},
        {"Message-ID: <1@else.example>\nFrom: x@else.example", "foreign", "none", FALSE},
        {"Message-ID: <7@else.example>\nFrom: x@else.example", "ours", "sent", TRUE},
        {"Message-ID: <8@else.example>\nFrom: x@else.example", "ours", "sent", FALSE}, /* to whom is not known */
        {"Subject: x", "unproven", "none", FALSE},
    };
    NxSettings settings = {.sent = some_sent()};
    nx_settings_add(&settings.own_domains, "news.example", NULL);
    nx_settings_add(&settings.own_addresses, "x@shop.example", NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].original);
        Notice notice = {.original = CASES[i].original};
        ASSERT_PROOF(reader, &notice, CASES[i].origin, CASES[i].proof);
        NxReport *report = read_notice(reader, &notice);
        g_assert_cmpint(report->recipients[0].sent, ==, CASES[i].sent);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

static void test_plain_form(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, "b+{local}={domain}@news.example");
    Notice notice = {.to = "b+ann=mail.example@news.example"};
    ASSERT_PROOF(reader, &notice, "ours", "verp");
    notice.to = "c+ann=mail.example@news.example";
    ASSERT_PROOF(reader, &notice, "foreign", "none");
    nx_reader_free(reader);
}

static void test_nothing_of_ours(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    Notice notice = {.received = "Received: " BY_US "\n"};
    ASSERT_PROOF(reader, &notice, "unproven", "none");
    nx_reader_free(reader);
}

static void test_names(void)
{
    for (guint i = 0; i < NX_N_PROOFS; i++) {
        g_assert_nonnull(nx_proof_text((NxProof)i));
        g_assert_true(nx_proof_stands_alone((NxProof)i) == !nx_proof_more((NxProof)i));
    }
    g_assert_true(nx_proof_stands_alone(NX_PROOF_SECRET));
    g_assert_true(nx_proof_stands_alone(NX_PROOF_RELAY));
    g_assert_false(nx_proof_stands_alone(NX_PROOF_VERP));
}

/* ---- Complaints that do not say whose they are ------------------------------------------------------------------- */

static char *complaint(const char *to, const char *fields, const char *id)
{
    return g_strdup_printf("From: fbl@mail.example\nTo: fbl@news.example\nSubject: A complaint\n"
                           "Content-Type: multipart/report; report-type=feedback-report; boundary=s\n\n"
                           "--s\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n%s\n\n"
                           "--s\nContent-Type: text/rfc822-headers\n\nFrom: " MAIL_FROM "\nTo: %s\nSubject: News\n"
                           "Message-ID: <%s>\n\n--s--\n",
                           fields, to, id);
}

static void test_redacted(void)
{
    static const char REDACTED[] = "redacted@mail.example";
    static const struct {
        const char *to, *fields, *id, *found; /* NULL: nobody */
    } CASES[] = {
        {REDACTED, "User-Agent: x", "1@else.example", NULL},
        {"xxxxx@mail.example", "Original-Rcpt-To: <redacted@mail.example>", "1@else.example", NULL},
        {"xaver@mail.example", "User-Agent: x", "1@else.example", "xaver@mail.example"},
        {"xx@mail.example", "User-Agent: x", "1@else.example", "xx@mail.example"},
        {REDACTED, "User-Agent: x", "7@else.example", "ann@mail.example"},
        {REDACTED, "User-Agent: x", "8@else.example", NULL}, /* to whom is not known */
        {REDACTED, "User-Agent: x", "9@else.example", NULL}, /* to two */
        {REDACTED, "Original-Mail-From: <b+bob=mail.example@news.example>", "7@else.example", "bob@mail.example"},
        {"4f1a77@mail.example", "Original-Mail-From: b+bob=mail.example@news.example", "1@x", "bob@mail.example"},
        {REDACTED, "Original-Mail-From: <c+bob=mail.example@news.example>", "1@else.example", NULL},
    };
    NxSent *sent = nx_sent_new();
    nx_sent_add(sent, "7@else.example", "ann@mail.example");
    nx_sent_add(sent, "8@else.example", NULL);
    nx_sent_add(sent, "9@else.example", "ann@mail.example");
    nx_sent_add(sent, "9@else.example", "bob@mail.example");
    nx_sent_close(sent);
    NxSettings settings = {.sent = sent};
    nx_settings_add(&settings.verp, "b+{local}={domain}@news.example", NULL);
    nx_settings_add(&settings.own_addresses, MAIL_FROM, NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = complaint(CASES[i].to, CASES[i].fields, CASES[i].id);
        NxReport *report = nx_reports_text(reader, text, -1);
        g_test_message("%s %s %s", CASES[i].to, CASES[i].fields, CASES[i].id);
        g_assert_cmpint(report->kind, ==, NX_KIND_FEEDBACK);
        g_assert_cmpuint(report->n_recipients, ==, CASES[i].found != NULL);
        if (CASES[i].found)
            g_assert_cmpstr(report->recipients[0].recipient, ==, CASES[i].found);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/origin/what our own mail server wrote, and only ours passed on, is proven", test_passed_on_by_us);
    g_test_add_func("/origin/what came from outside in its name is not", test_passed_on_by_another);
    g_test_add_func("/origin/who wrote it is in Reporting-MTA, else in From", test_written_by);
    g_test_add_func("/origin/a path without end proves nothing", test_too_many_hops);
    g_test_add_func("/origin/a return path with a keyed hash proves its recipient", test_keyed_form);
    g_test_add_func("/origin/a return path proves nothing of others", test_names_of_others);
    g_test_add_func("/origin/a sender signed by BATV proves it until its day", test_batv);
    g_test_add_func("/origin/headers prove it only together", test_headers);
    g_test_add_func("/origin/a plain form names its recipient", test_plain_form);
    g_test_add_func("/origin/without own nothing is proven", test_nothing_of_ours);
    g_test_add_func("/origin/each proof has its words", test_names);
    g_test_add_func("/origin/a complaint without a name is one of those we mailed, or nobody's", test_redacted);
    return g_test_run();
}
