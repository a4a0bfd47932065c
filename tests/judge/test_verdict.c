/* Verdicts on single recipients, and what keeps them from being certain. */
#include <nixie/verdict.h>
#include <string.h>

static NxLibrary *library;
static NxJudge *judge;

/* A clean hard failure of ours: what a case does not change is as good as it gets. */
static NxRecipient clean_recipient(void)
{
    static const char *const none[] = {NULL};
    return (NxRecipient){
        .kind = NX_KIND_BOUNCE,
        .source = NX_SOURCE_DSN,
        .recipient = "ann@example.net",
        .key = "ann@example.net",
        .final_recipient = "ann@example.net",
        .aliases = none,
        .action = NX_ACTION_FAILED,
        .status = {5, 1, 1},
        .diagnostic_status = {5, 1, 1},
        .diagnostic_type = "smtp",
        .diagnostic = "550 5.1.1 <ann@example.net>: Recipient address rejected: User unknown",
        .reply_code = 550,
    };
}

static NxVerdict judged(const NxRecipient *recipient)
{
    NxReport report = {.kind = recipient->kind, .origin = NX_ORIGIN_OURS, .recipients = recipient, .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(judge, &report, 0, &verdict);
    return verdict;
}

/* A diagnostic with the codes that stand in it. */
static NxVerdict judged_line(const char *line, const char *provider)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = NX_STATUS_NONE;
    recipient.diagnostic_status = NX_STATUS_NONE;
    recipient.diagnostic = line;
    recipient.command = NX_COMMAND_RCPT;
    recipient.provider = provider;
    recipient.reply_code = nx_reply_find(line, -1, NULL);
    nx_status_find(line, -1, &recipient.diagnostic_status, NULL, NULL);
    return judged(&recipient);
}

static void test_lines(void)
{
    static const struct {
        const char *line, *provider;
        NxReason reason;
        NxClass klass;
        NxAdviceKind advice;
    } lines[] = {
        {"550 5.2.1 <ann@example.net>: Mailbox disabled, not accepting messages", NULL, NX_REASON_SUSPEND,
         NX_CLASS_HARD, NX_ADVICE_SUPPRESS},
        {"550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages",
         NULL, NX_REASON_SPEEDING, NX_CLASS_BLOCK, NX_ADVICE_RETRY},
        {"452 4.2.1 <user@example.org>: Mailbox temporarily disabled", NULL, NX_REASON_SUSPEND, NX_CLASS_SOFT,
         NX_ADVICE_RETRY},
        {"550 5.3.0 Mail system error - permanent failure", NULL, NX_REASON_SYSTEMERROR, NX_CLASS_HARD,
         NX_ADVICE_SUPPRESS},
        {"553 5.3.0 Rejected, IP on DNSBL:EXAMPLE", NULL, NX_REASON_BLOCKED, NX_CLASS_BLOCK, NX_ADVICE_HOLD},
        {"550 5.3.0 <ann@example.net>... No such user", NULL, NX_REASON_USERUNKNOWN, NX_CLASS_HARD, NX_ADVICE_SUPPRESS},
        {"550 5.2.1 192.0.2.1 is blacklisted using SPAMHAUS", NULL, NX_REASON_BLOCKED, NX_CLASS_BLOCK, NX_ADVICE_HOLD},
        {"550 5.1.1 Mailbox full", NULL, NX_REASON_MAILBOXFULL, NX_CLASS_SOFT, NX_ADVICE_RETRY},
        {"450 4.1.1 <user@example.org>: User unknown", NULL, NX_REASON_USERUNKNOWN, NX_CLASS_SOFT, NX_ADVICE_RETRY},
        {"550 5.7.30 zzz", "google", NX_REASON_AUTHFAILURE, NX_CLASS_BLOCK, NX_ADVICE_HOLD},
        {"550 5.7.30 zzz", NULL, NX_REASON_FAILEDSTARTTLS, NX_CLASS_BLOCK, NX_ADVICE_HOLD},
        {"550 5.2.1 zzz", NULL, NX_REASON_SUSPEND, NX_CLASS_HARD, NX_ADVICE_SUPPRESS},
        {"550 5.1.77 zzz", NULL, NX_REASON_USERUNKNOWN, NX_CLASS_HARD, NX_ADVICE_SUPPRESS},
        {"550 zzz", NULL, NX_REASON_ONHOLD, NX_CLASS_HARD, NX_ADVICE_REVIEW},
        {"450 zzz", NULL, NX_REASON_ONHOLD, NX_CLASS_SOFT, NX_ADVICE_REVIEW},
        {"zzz", NULL, NX_REASON_ONHOLD, NX_CLASS_SOFT, NX_ADVICE_REVIEW},
        {"450 4.2.1 mailbox is inactive and has been disabled", NULL, NX_REASON_SUSPEND, NX_CLASS_SOFT,
         NX_ADVICE_RETRY},
        {"550 5.2.0 <user@example.org>: delivery to mailbox failed", NULL, NX_REASON_FILTERED, NX_CLASS_HARD,
         NX_ADVICE_REVIEW},
        {"525 5.7.13 User account disabled", NULL, NX_REASON_SECURITYERROR, NX_CLASS_HARD, NX_ADVICE_REVIEW},
        {"525 zzz", NULL, NX_REASON_SECURITYERROR, NX_CLASS_HARD, NX_ADVICE_REVIEW},
        {"521 5.3.0 Upstream error", NULL, NX_REASON_ONHOLD, NX_CLASS_HARD, NX_ADVICE_REVIEW},
        {"554 5.4.0 Error: too many hops", NULL, NX_REASON_NETWORKERROR, NX_CLASS_SOFT, NX_ADVICE_REVIEW},
        {"553 5.3.5 mail loops back to me", NULL, NX_REASON_NETWORKERROR, NX_CLASS_SOFT, NX_ADVICE_REVIEW},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        NxVerdict verdict = judged_line(lines[i].line, lines[i].provider);
        g_test_message("%s: %s by %s", lines[i].line, nx_reason_name(verdict.reason),
                       verdict.rule ? verdict.rule : "-");
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, nx_reason_name(lines[i].reason));
        g_assert_cmpstr(nx_class_name(verdict.klass), ==, nx_class_name(lines[i].klass));
        g_assert_cmpstr(nx_advice_name(verdict.advice), ==, nx_advice_name(lines[i].advice));
    }
}

static void test_rule_names(void)
{
    g_assert_cmpstr(judged_line("550 5.1.1 zzz", NULL).rule, ==, "code:5.1.1");
    g_assert_cmpstr(judged_line("550 5.1.77 zzz", NULL).rule, ==, "subject:5.1");
    g_assert_cmpstr(judged_line("550 5.0.0 zzz", NULL).rule, ==, "class:5");
    g_assert_cmpstr(judged_line("550 5.7.30 zzz", "google").rule, ==, "provider:google:5.7.30");
    g_assert_cmpstr(judged_line("550 Mailbox full", NULL).rule, ==, "full-mailbox");
}

static void test_words(void)
{
    const char *line = "550 5.2.2 <ann@example.net>: Mailbox full";
    NxVerdict verdict = judged_line(line, NULL);
    g_assert_cmpint(verdict.evidence, ==, NX_EVIDENCE_DIAGNOSTIC);
    g_assert_cmpuint(verdict.match_len, >, 0);
    g_autofree char *words = g_strndup(line + verdict.match_at, verdict.match_len);
    g_assert_cmpstr(words, ==, "Mailbox full");
    g_assert_cmpstr(verdict.rule_origin, ==, "50-full.rules");
}

static void test_nothing(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = recipient.diagnostic_status = NX_STATUS_NONE;
    recipient.diagnostic = NULL;
    recipient.reply_code = 0;
    g_assert_cmpint(judged(&recipient).evidence, ==, NX_EVIDENCE_NONE);
    recipient.reply_code = 550;
    g_assert_cmpint(judged(&recipient).evidence, ==, NX_EVIDENCE_REPLY);
}

static void test_status(void)
{
    static const struct {
        NxStatus field, diagnostic, text;
        guint reply;
        const char *status;
        NxStatusSource source;
    } choices[] = {
        {{5, 0, 0}, {5, 1, 1}, {0, 0, 0}, 550, "5.1.1", NX_STATUS_FROM_DIAGNOSTIC},
        {{5, 1, 1}, {5, 0, 0}, {0, 0, 0}, 550, "5.1.1", NX_STATUS_FROM_FIELD},
        {{5, 1, 0}, {5, 1, 1}, {0, 0, 0}, 0, "5.1.1", NX_STATUS_FROM_DIAGNOSTIC},
        {{4, 4, 7}, {4, 2, 2}, {0, 0, 0}, 452, "4.2.2", NX_STATUS_FROM_DIAGNOSTIC},
        {{4, 4, 7}, {5, 1, 1}, {0, 0, 0}, 450, "4.4.7", NX_STATUS_FROM_FIELD},
        {{2, 0, 0}, {5, 1, 1}, {0, 0, 0}, 550, "5.1.1", NX_STATUS_FROM_DIAGNOSTIC},
        {{0, 0, 0}, {0, 0, 0}, {5, 1, 1}, 0, "5.1.1", NX_STATUS_FROM_TEXT},
        {{5, 1, 1}, {0, 0, 0}, {5, 2, 2}, 0, "5.1.1", NX_STATUS_FROM_FIELD},
        {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, 550, "", NX_STATUS_FROM_NONE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
        NxRecipient recipient = clean_recipient();
        recipient.status = choices[i].field;
        recipient.diagnostic_status = choices[i].diagnostic;
        recipient.text_status = choices[i].text;
        recipient.reply_code = choices[i].reply;
        NxVerdict verdict = judged(&recipient);
        char text[NX_STATUS_TEXT_SIZE];
        g_assert_cmpstr(nx_status_text(verdict.status, text), ==, choices[i].status);
        g_assert_cmpint(verdict.status_source, ==, choices[i].source);
    }
}

static void test_inferred(void)
{
    char text[NX_STATUS_TEXT_SIZE];
    g_assert_cmpstr(nx_status_text(judged_line("550 User unknown", NULL).inferred_status, text), ==, "5.1.1");
    g_assert_cmpstr(nx_status_text(judged_line("450 User unknown", NULL).inferred_status, text), ==, "4.1.1");
    g_assert_cmpstr(nx_status_text(judged_line("User unknown", NULL).inferred_status, text), ==, "5.1.1");
    g_assert_cmpstr(nx_status_text(judged_line("550 zzz", NULL).inferred_status, text), ==, "5.0.0");
    g_assert_cmpstr(nx_status_text(judged_line("550 5.1.1 User unknown", NULL).inferred_status, text), ==, "");
}

static void test_cause_behind(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = (NxStatus){4, 2, 2};
    recipient.diagnostic_status = NX_STATUS_NONE;
    recipient.reply_code = 0;
    recipient.diagnostic = "delivery time expired";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "mailboxfull");
    recipient.status = (NxStatus){4, 4, 7};
    recipient.note = "<ann@example.net>: mailbox is full: retry timeout exceeded";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "mailboxfull");
    recipient.note = NULL;
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "expired");
}

static void test_commands(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = recipient.diagnostic_status = NX_STATUS_NONE;
    recipient.diagnostic = "550 <ann@example.net>: User unknown";
    recipient.command = NX_COMMAND_RCPT;
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "userunknown");
    recipient.command = NX_COMMAND_DATA;
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "filtered");
    g_assert_cmpint(judged(&recipient).advice, ==, NX_ADVICE_SUPPRESS); /* it names the address */
    recipient.diagnostic = "550 User unknown";
    g_assert_cmpint(judged(&recipient).advice, ==, NX_ADVICE_REVIEW);
    recipient.diagnostic = "550 Unknown user";
    recipient.provider = "docomo";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "rejected");
    recipient.diagnostic = "554 delivery error: dd This user doesn't have a yahoo.com account (ann@yahoo.com) [0]";
    recipient.provider = "yahoo";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "userunknown");
    recipient.provider = NULL;
    recipient.command = NX_COMMAND_MAIL;
    recipient.diagnostic = "550 mailbox disabled";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "rejected");
    recipient.diagnostic = "550 the address has moved";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "rejected");
    recipient.command = NX_COMMAND_AUTH;
    recipient.diagnostic = "550 mailbox disabled";
    g_assert_cmpint(judged(&recipient).advice, !=, NX_ADVICE_SUPPRESS);
    recipient.command = NX_COMMAND_STARTTLS;
    recipient.diagnostic = "550 mailbox not found";
    g_assert_cmpint(judged(&recipient).advice, !=, NX_ADVICE_SUPPRESS);
    recipient.command = NX_COMMAND_CONN;
    recipient.diagnostic = "554 no such user";
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "blocked");
    recipient.diagnostic = "550 zzz";
    recipient.command = NX_COMMAND_MAIL;
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "rejected");
    recipient.command = NX_COMMAND_CONN;
    g_assert_cmpstr(nx_reason_name(judged(&recipient).reason), ==, "blocked");
}

/* "No such user", and nothing shows which command it answers: it is what it says. */
static void test_commands_untold(void)
{
    static const struct {
        const char *line;
        NxStatus status;
        guint reply;
        const char *reason;
        NxAdviceKind advice;
    } lines[] = {
        {"550 No such user here", {0, 0, 0}, 550, "userunknown", NX_ADVICE_SUPPRESS},
        {"550 5.2.1 No such user here", {5, 2, 1}, 550, "userunknown", NX_ADVICE_SUPPRESS},
        {"450 No such user here", {0, 0, 0}, 450, "userunknown", NX_ADVICE_RETRY},
        {"550 5.1.0 No such user here", {5, 1, 0}, 550, "userunknown", NX_ADVICE_SUPPRESS},
        {"550 Recipient address rejected: User unknown in relay recipient table",
         {0, 0, 0},
         550,
         "userunknown",
         NX_ADVICE_SUPPRESS},
        {"550 5.2.0 refused by the user's filter", {5, 2, 0}, 550, "filtered", NX_ADVICE_REVIEW},
    };
    NxRecipient recipient = clean_recipient();
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        recipient.diagnostic = lines[i].line;
        recipient.status = recipient.diagnostic_status = lines[i].status;
        recipient.reply_code = lines[i].reply;
        NxVerdict verdict = judged(&recipient);
        g_test_message("%s: %s by %s", lines[i].line, nx_reason_name(verdict.reason), verdict.rule);
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, lines[i].reason);
        g_assert_cmpint(verdict.advice, ==, lines[i].advice);
    }
    recipient.diagnostic = lines[0].line;
    recipient.status = recipient.diagnostic_status = lines[0].status;
    recipient.reply_code = lines[0].reply;
    g_assert_cmpint(judged(&recipient).confidence, ==,
                    NX_CERTAIN); /* the words are specific, whatever the reason is called */
}

static void test_text_that_tells_nothing(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.diagnostic = "Your message could not be delivered to these recipients:";
    recipient.status = recipient.diagnostic_status = (NxStatus){5, 1, 1};
    g_assert_cmpstr(judged(&recipient).rule, ==, "code:5.1.1");
    recipient.status = recipient.diagnostic_status = (NxStatus){5, 0, 0};
    recipient.reply_code = 0;
    NxVerdict verdict = judged(&recipient);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "undefined");
    g_assert_cmpstr(verdict.rule, ==, "only-failed");
    g_assert_cmpint(verdict.confidence, ==, NX_GUESS);
    g_assert_cmpint(verdict.advice, ==, NX_ADVICE_REVIEW);
}

static void test_kinds(void)
{
    static const struct {
        NxKind kind;
        const char *reason;
        NxClass klass;
        NxAdviceKind advice;
    } kinds[] = {
        {NX_KIND_AUTOREPLY, "vacation", NX_CLASS_AUTOREPLY, NX_ADVICE_IGNORE},
        {NX_KIND_DELIVERED, "delivered", NX_CLASS_NONE, NX_ADVICE_IGNORE},
        {NX_KIND_DELAY, "userunknown", NX_CLASS_SOFT, NX_ADVICE_IGNORE},
        {NX_KIND_FEEDBACK, "feedback", NX_CLASS_COMPLAINT, NX_ADVICE_REVIEW},
        {NX_KIND_NOT_A_BOUNCE, "undefined", NX_CLASS_NONE, NX_ADVICE_IGNORE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        NxRecipient recipient = clean_recipient();
        recipient.kind = kinds[i].kind;
        recipient.action = NX_ACTION_NONE;
        NxVerdict verdict = judged(&recipient);
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, kinds[i].reason);
        g_assert_cmpint(verdict.klass, ==, kinds[i].klass);
        g_assert_cmpint(verdict.advice, ==, kinds[i].advice);
        g_assert_cmpint(verdict.doubts & NX_DOUBT_KIND, !=, 0);
    }
    NxReport nobody = {.kind = NX_KIND_UNKNOWN, .text = "something could not be done"};
    NxVerdict verdict;
    nx_judge_event(judge, &nobody, 0, &verdict);
    g_assert_cmpint(verdict.advice, ==, NX_ADVICE_REVIEW);
}

static void test_notice_of_several(void)
{
    NxRecipient recipients[] = {clean_recipient(), clean_recipient()};
    for (guint i = 0; i < 2; i++) {
        recipients[i].diagnostic = NULL;
        recipients[i].status = recipients[i].diagnostic_status = NX_STATUS_NONE;
        recipients[i].reply_code = 0;
    }
    recipients[0].recipient = "ann@example.net";
    recipients[1].recipient = "bob@example.net";
    NxReport report = {.kind = NX_KIND_BOUNCE,
                       .recipients = recipients,
                       .n_recipients = 2,
                       .text = "ann@example.net: mailbox full\nbob@example.net: no such user\n"};
    NxVerdict verdict;
    nx_judge_event(judge, &report, 0, &verdict);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "mailboxfull");
    nx_judge_event(judge, &report, 1, &verdict);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "userunknown");
}

/* ---- Confidence -------------------------------------------------------------------------------------------------- */

static void test_certain(void)
{
    NxRecipient recipient = clean_recipient();
    NxVerdict verdict = judged(&recipient);
    g_assert_cmpint(verdict.doubts, ==, NX_DOUBT_NONE);
    g_assert_cmpint(verdict.confidence, ==, NX_CERTAIN);
}

static void assert_doubt(const NxVerdict *verdict, NxDoubt doubt, NxConfidence confidence)
{
    g_assert_cmpint(verdict->doubts & doubt, ==, doubt);
    g_assert_cmpint(verdict->confidence, ==, confidence);
}

static void test_no_own(void)
{
    NxSettings settings = {0};
    NxLibrary *bare = nx_library_new(&settings, NULL);
    NxJudge *other = nx_judge_new(bare, NULL);
    NxRecipient recipient = clean_recipient();
    NxReport report = {
        .kind = NX_KIND_BOUNCE, .origin = NX_ORIGIN_UNPROVEN, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(other, &report, 0, &verdict);
    g_assert_cmpint(verdict.doubts, ==, NX_DOUBT_NO_OWN);
    g_assert_cmpint(verdict.confidence, ==, NX_LIKELY);
    nx_judge_free(other);
    nx_library_unref(bare);
}

static void test_origin(void)
{
    static const NxOrigin origins[] = {NX_ORIGIN_UNPROVEN, NX_ORIGIN_FOREIGN};
    for (guint i = 0; i < G_N_ELEMENTS(origins); i++) {
        NxRecipient recipient = clean_recipient();
        NxReport report = {.kind = NX_KIND_BOUNCE, .origin = origins[i], .recipients = &recipient, .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(judge, &report, 0, &verdict);
        g_assert_cmpint(verdict.doubts, ==, NX_DOUBT_ORIGIN);
        g_assert_cmpint(verdict.confidence, ==, NX_LIKELY);
    }
}

static void test_proof(void)
{
    static const struct {
        NxProof proof;
        gboolean sent, doubted;
    } CASES[] = {{NX_PROOF_SECRET, FALSE, FALSE},    {NX_PROOF_RELAY, FALSE, FALSE},    {NX_PROOF_VERP, FALSE, TRUE},
                 {NX_PROOF_VERP, TRUE, FALSE},       {NX_PROOF_SENT, FALSE, TRUE},      {NX_PROOF_SENT, TRUE, FALSE},
                 {NX_PROOF_MESSAGE_ID, FALSE, TRUE}, {NX_PROOF_MESSAGE_ID, TRUE, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRecipient recipient = clean_recipient();
        recipient.sent = CASES[i].sent;
        NxReport report = {.kind = NX_KIND_BOUNCE,
                           .origin = NX_ORIGIN_OURS,
                           .proof = CASES[i].proof,
                           .recipients = &recipient,
                           .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(judge, &report, 0, &verdict);
        g_assert_cmpint(verdict.doubts, ==, CASES[i].doubted ? NX_DOUBT_PROOF : NX_DOUBT_NONE);
        g_assert_cmpint(verdict.confidence, ==, CASES[i].doubted ? NX_LIKELY : NX_CERTAIN);
    }
}

static void test_class(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = recipient.diagnostic_status = (NxStatus){4, 1, 1};
    recipient.reply_code = 450;
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_CLASS, NX_LIKELY);
}

static void test_text(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.diagnostic = "550 5.1.1 zzz";
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_TEXT, NX_LIKELY);
}

static void test_contradiction(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.diagnostic = "550 5.1.1 <ann@example.net>: Mailbox full";
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_CONTRADICTION, NX_LIKELY);
    recipient = clean_recipient();
    recipient.reply_code = 450;
    verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_CONTRADICTION, NX_LIKELY);
    recipient = clean_recipient();
    recipient.status = (NxStatus){5, 2, 2};
    verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_CONTRADICTION, NX_LIKELY);
}

static void test_sentences(void)
{
    NxRecipient recipient = clean_recipient();
    NxReport report = {.kind = NX_KIND_BOUNCE, .origin = NX_ORIGIN_OURS, .recipients = &recipient, .n_recipients = 1};
    NxAgainst against = NX_AGAINST_TEXT;
    g_assert_null(nx_judge_contradiction(judge, &report, 0, &against));
    g_assert_cmpint(against, ==, NX_AGAINST_NOTHING);
    recipient.diagnostic = "550 5.1.1 <ann@example.net>: Mailbox full";
    g_autofree char *text = nx_judge_contradiction(judge, &report, 0, &against);
    g_assert_cmpint(against, ==, NX_AGAINST_TEXT);
    g_assert_nonnull(strstr(text, "5.1.1"));
    g_assert_nonnull(strstr(text, "mailbox full"));
    recipient = clean_recipient();
    recipient.reply_code = 450;
    g_autofree char *reply = nx_judge_contradiction(judge, &report, 0, &against);
    g_assert_cmpint(against, ==, NX_AGAINST_REPLY);
    g_assert_nonnull(strstr(reply, "450"));
    recipient = clean_recipient();
    recipient.status = (NxStatus){5, 2, 2};
    g_autofree char *status = nx_judge_contradiction(judge, &report, 0, &against);
    g_assert_cmpint(against, ==, NX_AGAINST_STATUS);
    g_assert_nonnull(strstr(status, "5.2.2"));
}

static void test_source(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.source = NX_SOURCE_GENERAL;
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_SOURCE, NX_GUESS);
}

static void test_class_only(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = recipient.diagnostic_status = (NxStatus){5, 0, 0};
    recipient.diagnostic = "550 zzz";
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_CLASS_ONLY, NX_GUESS);
}

static void test_reason(void)
{
    NxRecipient recipient = clean_recipient();
    recipient.status = recipient.diagnostic_status = (NxStatus){5, 3, 0};
    recipient.diagnostic = "550 5.3.0 No such user";
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_REASON, NX_LIKELY);
    g_assert_cmpint(verdict.advice, ==, NX_ADVICE_SUPPRESS);
    recipient = clean_recipient();
    recipient.command = NX_COMMAND_DATA;
    recipient.diagnostic = "550 5.1.1 User unknown";
    verdict = judged(&recipient);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "filtered");
    assert_doubt(&verdict, NX_DOUBT_REASON, NX_LIKELY);
}

static void test_address(void)
{
    static const char *const aliases[] = {"list@example.com", NULL};
    NxRecipient recipient = clean_recipient();
    recipient.key = NULL;
    NxVerdict verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_ADDRESS, NX_LIKELY);
    recipient = clean_recipient();
    recipient.aliases = aliases;
    verdict = judged(&recipient);
    assert_doubt(&verdict, NX_DOUBT_ADDRESS, NX_LIKELY);
    recipient.original_recipient = "ann@example.net";
    verdict = judged(&recipient);
    g_assert_cmpint(verdict.doubts, ==, NX_DOUBT_NONE);
}

static void test_address_behind_a_layout(void)
{
    static const char *const aliases[] = {"list@example.com", NULL};
    NxRecipient recipient = clean_recipient();
    recipient.final_recipient = NULL;
    recipient.aliases = aliases;
    NxReport report = {.kind = NX_KIND_BOUNCE, .origin = NX_ORIGIN_OURS, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(judge, &report, 0, &verdict);
    assert_doubt(&verdict, NX_DOUBT_ADDRESS, NX_LIKELY);
    report.original.to_key = recipient.key; /* it is who was mailed */
    nx_judge_event(judge, &report, 0, &verdict);
    g_assert_cmpint(verdict.doubts, ==, NX_DOUBT_NONE);
}

static void test_forwarded(void)
{
    NxRecipient recipient = clean_recipient();
    NxReport report = {.kind = NX_KIND_BOUNCE,
                       .forwarded = TRUE,
                       .origin = NX_ORIGIN_OURS,
                       .recipients = &recipient,
                       .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(judge, &report, 0, &verdict);
    assert_doubt(&verdict, NX_DOUBT_FORWARDED, NX_GUESS);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "userunknown");
    g_assert_cmpint(verdict.advice, ==, NX_ADVICE_REVIEW);
    g_assert_cmpint(verdict.plan, ==, NX_PLAN_NONE);
}

static void test_doubt_texts(void)
{
    for (guint i = 0; i < NX_N_DOUBTS; i++)
        g_assert_cmpstr(nx_doubt_text((NxDoubt)(1u << i)), !=, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxProblems *problems = nx_problems_new();
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "sender.example", NULL);
    library = nx_library_new(&settings, problems);
    judge = nx_judge_new(library, problems);
    g_test_add_func("/judge/verdict/well-known lines get reason, class and advice", test_lines);
    g_test_add_func("/judge/verdict/what decided has a name", test_rule_names);
    g_test_add_func("/judge/verdict/the words that decided are found again", test_words);
    g_test_add_func("/judge/verdict/where no code is, none is evidence", test_nothing);
    g_test_add_func("/judge/verdict/of several statuses the telling one counts", test_status);
    g_test_add_func("/judge/verdict/a status is inferred only where there is none", test_inferred);
    g_test_add_func("/judge/verdict/a cause behind an expiry is the reason", test_cause_behind);
    g_test_add_func("/judge/verdict/the command that was answered tells who is meant", test_commands);
    g_test_add_func("/judge/verdict/words of no known command mean what they say", test_commands_untold);
    g_test_add_func("/judge/verdict/a text that says only that it failed leaves it to the code",
                    test_text_that_tells_nothing);
    g_test_add_func("/judge/verdict/what is no failure is judged by its kind", test_kinds);
    g_test_add_func("/judge/verdict/of a notice about several each has its own part", test_notice_of_several);
    g_test_add_func("/judge/confidence/a clean hard failure of ours is certain", test_certain);
    g_test_add_func("/judge/confidence/not without own", test_no_own);
    g_test_add_func("/judge/confidence/not unless it is ours", test_origin);
    g_test_add_func(
        "/judge/confidence/not by what a reader of the list can work out, unless it was sent to that address",
        test_proof);
    g_test_add_func("/judge/confidence/not without a class 5", test_class);
    g_test_add_func("/judge/confidence/not by a code that no text confirms", test_text);
    g_test_add_func("/judge/confidence/not where codes and text contradict", test_contradiction);
    g_test_add_func("/judge/confidence/a contradiction is said in words", test_sentences);
    g_test_add_func("/judge/confidence/the general reader guesses", test_source);
    g_test_add_func("/judge/confidence/a class alone is a guess", test_class_only);
    g_test_add_func("/judge/confidence/some reasons and 5.3.0 never", test_reason);
    g_test_add_func("/judge/confidence/not where another may be meant", test_address);
    g_test_add_func("/judge/confidence/not where the address behind the one that was mailed failed",
                    test_address_behind_a_layout);
    g_test_add_func("/judge/confidence/what somebody passed on is a guess, and for review", test_forwarded);
    g_test_add_func("/judge/confidence/every doubt has its words", test_doubt_texts);
    int result = g_test_run();
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_settings_clear(&settings);
    nx_problems_free(problems);
    return result;
}
