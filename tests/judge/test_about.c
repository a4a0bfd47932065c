/* Whom words are about, and what follows: nobody is buried by words about somebody else, by words that may mean other
 * things, that say it will pass, or that nobody understood. */
#include <nixie/verdict.h>
#include <string.h>

static NxLibrary *library;
static NxJudge *judge;

/* A refusal in answer to `command`, of a message from news@ours.example to ann@example.net. */
typedef struct {
    const char *text;
    NxCommand command;
    NxAbout about;
    const char *reason; /* NULL: whatever */
    NxAdviceKind advice;
    NxConfidence at_most;
} Line;

static NxVerdict judged(const char *text, NxCommand command)
{
    static const char *const NONE[] = {NULL};
    NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                             .source = NX_SOURCE_DSN,
                             .recipient = "ann@example.net",
                             .key = "ann@example.net",
                             .final_recipient = "ann@example.net",
                             .aliases = NONE,
                             .action = NX_ACTION_FAILED,
                             .diagnostic_type = "smtp",
                             .diagnostic = text,
                             .reply_code = nx_reply_find(text, -1, NULL),
                             .remote_mta = "mx.example.net",
                             .command = command};
    nx_status_find(text, -1, &recipient.diagnostic_status, NULL, NULL);
    NxReport report = {.kind = NX_KIND_BOUNCE,
                       .origin = NX_ORIGIN_OURS,
                       .to = "bounces@ours.example",
                       .reporting_mta = "mta.ours.example",
                       .original = {.from_key = "news@ours.example", .message_id = "<1@ours.example>"},
                       .recipients = &recipient,
                       .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(judge, &report, 0, &verdict);
    return verdict;
}

static void check(const Line *lines, guint n)
{
    for (guint i = 0; i < n; i++) {
        NxVerdict verdict = judged(lines[i].text, lines[i].command);
        g_test_message("%s: %s, about %s, by %s", lines[i].text, nx_reason_name(verdict.reason),
                       nx_about_name(verdict.about), verdict.rule);
        g_assert_cmpint(verdict.about, ==, lines[i].about);
        if (lines[i].reason)
            g_assert_cmpstr(nx_reason_name(verdict.reason), ==, lines[i].reason);
        g_assert_cmpint(verdict.advice, ==, lines[i].advice);
        g_assert_cmpint(verdict.confidence, <=, lines[i].at_most);
    }
}

static void test_named(void)
{
    static const Line LINES[] = {
        {"550 5.1.1 <ann@example.net> user unknown", NX_COMMAND_RCPT, NX_ABOUT_RECIPIENT, "userunknown",
         NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {"550 <bounces@ours.example> user unknown", NX_COMMAND_RCPT, NX_ABOUT_SENDER, "rejected", NX_ADVICE_HOLD,
         NX_CERTAIN},
        {"550 5.1.1 <news@ours.example>: account does not exist", NX_COMMAND_RCPT, NX_ABOUT_SENDER, "rejected",
         NX_ADVICE_HOLD, NX_CERTAIN},
        {"550 ours.example: Host not found", NX_COMMAND_RCPT, NX_ABOUT_SENDER, "rejected", NX_ADVICE_HOLD, NX_CERTAIN},
        /* A third one who is named is no sender, and both named leaves it with the recipient. */
        {"550 5.1.1 user unknown, ask postmaster@example.org", NX_COMMAND_RCPT, NX_ABOUT_RECIPIENT, "userunknown",
         NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {"550 5.1.1 <ann@example.net> user unknown (message of <news@ours.example>)", NX_COMMAND_RCPT,
         NX_ABOUT_RECIPIENT, "userunknown", NX_ADVICE_SUPPRESS, NX_CERTAIN},
    };
    check(LINES, G_N_ELEMENTS(LINES));
}

static void test_answered(void)
{
    static const Line LINES[] = {
        {"550 5.1.1 user unknown", NX_COMMAND_MAIL, NX_ABOUT_SENDER, "rejected", NX_ADVICE_HOLD, NX_CERTAIN},
        {"550 5.1.1", NX_COMMAND_MAIL, NX_ABOUT_SENDER, "rejected", NX_ADVICE_HOLD, NX_CERTAIN},
        {"554 5.1.1 no such user", NX_COMMAND_CONN, NX_ABOUT_HOST, "blocked", NX_ADVICE_HOLD, NX_CERTAIN},
        {"550 mailbox disabled", NX_COMMAND_EHLO, NX_ABOUT_HOST, "blocked", NX_ADVICE_HOLD, NX_CERTAIN},
        /* Behind DATA a filter may speak, unless it names the address. */
        {"550 5.1.1 user unknown", NX_COMMAND_DATA, NX_ABOUT_RECIPIENT, "filtered", NX_ADVICE_REVIEW, NX_LIKELY},
        {"550 5.1.1 <ann@example.net> user unknown", NX_COMMAND_DATA, NX_ABOUT_RECIPIENT, "filtered",
         NX_ADVICE_SUPPRESS, NX_CERTAIN},
        {"553 ours.example does not exist", NX_COMMAND_DATA, NX_ABOUT_SENDER, "rejected", NX_ADVICE_REVIEW, NX_LIKELY},
        {"553 ours.example does not exist", NX_COMMAND_RCPT, NX_ABOUT_SENDER, "rejected", NX_ADVICE_HOLD, NX_CERTAIN},
        {"550 5.2.1 mailbox disabled", NX_COMMAND_DATA, NX_ABOUT_RECIPIENT, "suspend", NX_ADVICE_REVIEW, NX_LIKELY},
        {"550 5.2.1 <ann@example.net> mailbox disabled", NX_COMMAND_DATA, NX_ABOUT_RECIPIENT, "suspend",
         NX_ADVICE_SUPPRESS, NX_CERTAIN},
    };
    check(LINES, G_N_ELEMENTS(LINES));
}

static void test_domain(void)
{
    static const Line LINES[] = {
        {"550 Domain name does not resolve", NX_COMMAND_RCPT, NX_ABOUT_UNKNOWN, "rejected", NX_ADVICE_HOLD, NX_CERTAIN},
        {"550 5.1.2 recipient domain example.net does not exist", NX_COMMAND_RCPT, NX_ABOUT_RECIPIENT, "hostunknown",
         NX_ADVICE_REVIEW, NX_LIKELY},
        {"Name service error for name=example.net type=MX: Host not found", NX_COMMAND_NONE, NX_ABOUT_UNKNOWN,
         "hostunknown", NX_ADVICE_SUPPRESS, NX_LIKELY},
    };
    check(LINES, G_N_ELEMENTS(LINES));
}

static void test_edges(void)
{
    static const char *const LINES[] = {
        "550 an undisclosed address was refused",
        "550 Casino list of the customer",
        "550 the unlocked account is fine, the letter is not",
        "550 your permit is not valid",
    };
    for (guint i = 0; i < G_N_ELEMENTS(LINES); i++) {
        NxVerdict verdict = judged(LINES[i], NX_COMMAND_RCPT);
        g_test_message("%s: %s by %s", LINES[i], nx_reason_name(verdict.reason), verdict.rule);
        g_assert_cmpint(verdict.advice, !=, NX_ADVICE_SUPPRESS);
    }
}

static void test_passing(void)
{
    static const char *const LINES[] = {
        "550 5.2.1 Mailbox temporarily disabled", "550 5.1.1 User unknown at the moment, try again later",
        "550 5.2.1 Postfach derzeit gesperrt",    "550 5.2.1 Boîte temporairement désactivée",
        "550 5.2.1 Ящик временно заблокирован",
    };
    for (guint i = 0; i < G_N_ELEMENTS(LINES); i++) {
        NxVerdict verdict = judged(LINES[i], NX_COMMAND_RCPT);
        g_test_message("%s: %s by %s", LINES[i], nx_reason_name(verdict.reason), verdict.rule);
        g_assert_cmpint(verdict.klass, ==, NX_CLASS_SOFT);
        g_assert_cmpint(verdict.advice, ==, NX_ADVICE_RETRY);
        g_assert_cmpint(verdict.confidence, <, NX_CERTAIN);
    }
    g_assert_cmpint(judged("550 5.2.1 Mailbox permanently disabled", NX_COMMAND_RCPT).advice, ==, NX_ADVICE_SUPPRESS);
}

static void test_two_causes(void)
{
    static const char *const LINES[] = {"550 5.1.1 User unknown or mailbox full", "550 5.1.1 Mailbox full or unknown",
                                        "550 5.1.1 Benutzer unbekannt oder Postfach voll"};
    for (guint i = 0; i < G_N_ELEMENTS(LINES); i++) {
        NxVerdict verdict = judged(LINES[i], NX_COMMAND_RCPT);
        g_test_message("%s: %s by %s", LINES[i], nx_reason_name(verdict.reason), verdict.rule);
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "mailboxfull");
        g_assert_cmpint(verdict.advice, ==, NX_ADVICE_RETRY);
    }
    /* Two ways to be gone are one cause; what is not understood leaves doubt. */
    g_assert_cmpint(judged("550 5.1.1 User unknown or mailbox closed", NX_COMMAND_RCPT).advice, ==, NX_ADVICE_SUPPRESS);
    NxVerdict verdict = judged("550 5.1.1 User unknown or frobnicated", NX_COMMAND_RCPT);
    g_assert_cmpint(verdict.advice, ==, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(verdict.confidence, ==, NX_LIKELY);
    g_assert_true(verdict.doubts & NX_DOUBT_TWO_CAUSES);
}

static void test_number_alone(void)
{
    static const Line LINES[] = {
        {"550 5.2.1 Nubbly transport frobnicated wibbly agents", NX_COMMAND_RCPT, NX_ABOUT_UNKNOWN, NULL,
         NX_ADVICE_REVIEW, NX_LIKELY},
        {"550 5.2.1", NX_COMMAND_RCPT, NX_ABOUT_UNKNOWN, "suspend", NX_ADVICE_SUPPRESS, NX_LIKELY},
        {"550 5.1.1 <ann@example.net> frobnicated wibbly nubbly", NX_COMMAND_RCPT, NX_ABOUT_RECIPIENT, "userunknown",
         NX_ADVICE_SUPPRESS, NX_LIKELY},
        {"550 5.1.5 frobnicated wibbly nubbly", NX_COMMAND_RCPT, NX_ABOUT_UNKNOWN, NULL, NX_ADVICE_REVIEW, NX_LIKELY},
    };
    check(LINES, G_N_ELEMENTS(LINES));
    g_assert_true(judged(LINES[0].text, NX_COMMAND_RCPT).doubts & NX_DOUBT_UNREAD);
    g_assert_false(judged(LINES[1].text, NX_COMMAND_RCPT).doubts & NX_DOUBT_UNREAD);
}

static void test_strength(void)
{
    NxVerdict telling = judged("550 5.1.1 <ann@example.net> user unknown", NX_COMMAND_RCPT);
    NxVerdict broad = judged("550 5.1.1 <ann@example.net> the recipient was refused", NX_COMMAND_RCPT);
    g_assert_false(telling.doubts & NX_DOUBT_BROAD);
    g_assert_cmpint(telling.confidence, ==, NX_CERTAIN);
    g_assert_cmpint(broad.advice, ==, NX_ADVICE_SUPPRESS);
    g_assert_true(broad.doubts & NX_DOUBT_BROAD);
    g_assert_cmpint(broad.confidence, ==, NX_LIKELY);
    /* Broad words under a code of security, network or system say nothing of the address. */
    g_assert_cmpint(judged("550 5.7.1 <ann@example.net> the recipient was refused", NX_COMMAND_RCPT).advice, !=,
                    NX_ADVICE_SUPPRESS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSetting domain = {.value = (char *)"ours.example", .where = (char *)"test"};
    NxSettings settings = {.own_domains = g_array_new(FALSE, FALSE, sizeof(NxSetting))};
    g_array_append_val(settings.own_domains, domain);
    NxProblems *problems = nx_problems_new();
    library = nx_library_new(&settings, problems);
    judge = nx_judge_new(library, problems);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    g_test_add_func("/judge/about/who is named alone is meant", test_named);
    g_test_add_func("/judge/about/what was answered tells whom", test_answered);
    g_test_add_func("/judge/about/a server that answers RCPT cannot say that the domain is gone", test_domain);
    g_test_add_func("/judge/about/words within words mean nothing", test_edges);
    g_test_add_func("/judge/about/temporary in words beats permanent in code", test_passing);
    g_test_add_func("/judge/about/of two causes the milder decides", test_two_causes);
    g_test_add_func("/judge/about/a number beside unknown words is for review", test_number_alone);
    g_test_add_func("/judge/about/broad words are never certain", test_strength);
    int failed = g_test_run();
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_problems_free(problems);
    g_array_unref(settings.own_domains);
    return failed;
}
