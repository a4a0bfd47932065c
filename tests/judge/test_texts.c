/* Which text of a notice decides: what the other side said, what stands beside it, the notice itself, and of a notice
 * about several only the part about this one. */
#include <nixie/verdict.h>
#include <string.h>

static NxLibrary *library;
static NxJudge *judge;
static const char *const NONE[] = {NULL};

static NxRecipient recipient_of(const char *address)
{
    return (NxRecipient){.kind = NX_KIND_BOUNCE,
                         .source = NX_SOURCE_DSN,
                         .recipient = address,
                         .key = address,
                         .final_recipient = address,
                         .aliases = NONE,
                         .action = NX_ACTION_FAILED,
                         .command = NX_COMMAND_RCPT};
}

static NxVerdict judged(const NxRecipient *recipients, guint n, guint i, const char *text)
{
    NxReport report = {
        .kind = NX_KIND_BOUNCE, .origin = NX_ORIGIN_OURS, .recipients = recipients, .n_recipients = n, .text = text};
    NxVerdict verdict;
    nx_judge_event(judge, &report, i, &verdict);
    return verdict;
}

static void assert_reason(NxVerdict verdict, const char *reason)
{
    g_test_message("%s by %s", nx_reason_name(verdict.reason), verdict.rule);
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, reason);
}

#define FULL "mailbox full"
#define GONE "no such user"
#define DARK "frobnicated wibbly nubbly"

/* ---- One after the other ----------------------------------------------------------------------------------------- */

static void the_diagnostic_goes_before_note_and_notice(void)
{
    NxRecipient ann = recipient_of("ann@dest.example");
    ann.diagnostic = FULL;
    ann.note = GONE;
    NxVerdict verdict = judged(&ann, 1, 0, "the user has moved");
    assert_reason(verdict, "mailboxfull");
    g_assert_cmpint(verdict.evidence, ==, NX_EVIDENCE_DIAGNOSTIC);
    ann.diagnostic = DARK;
    verdict = judged(&ann, 1, 0, FULL);
    assert_reason(verdict, "userunknown");
    g_assert_cmpint(verdict.evidence, ==, NX_EVIDENCE_NOTE);
    ann.note = DARK;
    assert_reason(judged(&ann, 1, 0, FULL), "mailboxfull");
    ann.note = NULL;
    assert_reason(judged(&ann, 1, 0, FULL), "mailboxfull");
    ann.diagnostic = NULL;
    assert_reason(judged(&ann, 1, 0, FULL), "mailboxfull");
    ann.diagnostic = ann.note = "";
    assert_reason(judged(&ann, 1, 0, FULL), "mailboxfull");
}

/* Behind a diagnostic that a layout cut stand fixed words that every such notice has. */
static void beside_a_layouts_diagnostic_the_notice_says_nothing(void)
{
    NxRecipient ann = recipient_of("ann@dest.example");
    ann.source = NX_SOURCE_LAYOUT;
    ann.diagnostic = DARK;
    assert_reason(judged(&ann, 1, 0, FULL), "onhold");
    ann.note = GONE;
    assert_reason(judged(&ann, 1, 0, FULL), "userunknown");
    ann.note = ann.diagnostic = NULL;
    assert_reason(judged(&ann, 1, 0, FULL), "mailboxfull");
}

static void a_weak_text_waits_for_a_better_one(void)
{
    NxRecipient ann = recipient_of("ann@dest.example");
    ann.diagnostic = "delivery time expired";
    assert_reason(judged(&ann, 1, 0, NULL), "expired");
    ann.note = FULL;
    assert_reason(judged(&ann, 1, 0, NULL), "mailboxfull");
    ann.note = "delivery time expired again";
    g_assert_cmpint(judged(&ann, 1, 0, NULL).evidence, ==, NX_EVIDENCE_DIAGNOSTIC);
    ann.note = NULL;
    assert_reason(judged(&ann, 1, 0, FULL), "expired"); /* the notice is asked only where nothing was said */
}

/* ---- What is shown ----------------------------------------------------------------------------------------------- */

static void assert_marked(NxVerdict verdict, const char *text, const char *words)
{
    g_autofree char *marked = g_strndup(text + verdict.match_at, verdict.match_len);
    g_assert_cmpstr(marked, ==, words);
}

static void the_words_are_marked_where_they_stand(void)
{
    NxRecipient ann = recipient_of("ann@dest.example");
    ann.diagnostic = "552 5.2.2 ann@dest.example: Mailbox FULL, sorry";
    assert_marked(judged(&ann, 1, 0, NULL), ann.diagnostic, "Mailbox FULL");
    ann.note = "We wrote: Mailbox FULL";
    ann.diagnostic = DARK;
    assert_marked(judged(&ann, 1, 0, NULL), ann.note, "Mailbox FULL");
    ann.note = NULL;
    const char *notice = "Dear sender,\n\nits Mailbox is FULL.\n";
    assert_marked(judged(&ann, 1, 0, notice), notice, "Mailbox is FULL");
    ann.note = DARK; /* what is shown is the note, in which those words are not */
    NxVerdict verdict = judged(&ann, 1, 0, notice);
    assert_reason(verdict, "mailboxfull");
    g_assert_cmpuint(verdict.match_len, ==, 0);
    g_assert_cmpuint(verdict.match_at, ==, 0);
}

/* ---- Of several -------------------------------------------------------------------------------------------------- */

static void assert_two(const char *notice, const char *anns, const char *bobs)
{
    const NxRecipient both[] = {recipient_of("ann@dest.example"), recipient_of("bob@dest.example")};
    g_test_message("%s", notice);
    assert_reason(judged(both, 2, 0, notice), anns);
    assert_reason(judged(both, 2, 1, notice), bobs);
}

static void each_has_what_stands_between_the_names(void)
{
    assert_two("ann@dest.example: mailbox full\nbob@dest.example: no such user\n", "mailboxfull", "userunknown");
    assert_two("<ann@dest.example> mailbox full, <bob@dest.example>. no such user", "mailboxfull", "userunknown");
    assert_two("ann@dest.example and bob@dest.example... no such user", "undefined", "userunknown");
    /* A longer name is another's, and the same name again is no end. */
    assert_two("bob@dest.example: no such user\nann@dest.example or ann@dest.example, bob@dest.examples: mailbox full",
               "mailboxfull", "userunknown");
    assert_two("no such user\nann@dest.example\n", "undefined", "undefined");
}

static void who_is_not_named_has_nothing(void)
{
    assert_two("ann@dest.example: mailbox full", "mailboxfull", "undefined");
    NxRecipient both[] = {recipient_of("ann@dest.example"), recipient_of("")};
    assert_reason(judged(both, 2, 0, "ann@dest.example: mailbox full"), "mailboxfull");
    assert_reason(judged(both, 2, 1, "ann@dest.example: mailbox full"), "undefined");
    both[1].recipient = NULL;
    assert_reason(judged(both, 2, 1, "ann@dest.example: mailbox full"), "undefined");
    both[0].recipient = "ann@dest.example";
    assert_reason(judged(both, 1, 0, "mailbox full"), "mailboxfull"); /* of one alone all of it */
}

static void what_is_far_from_the_name_is_not_its(void)
{
    for (guint far = 0; far < 2; far++) {
        g_autoptr(GString) notice = g_string_new("ann@dest.example ");
        while (notice->len < 600 - strlen("mailbox full") + (far ? 1 : 0))
            g_string_append_c(notice, '.');
        g_string_overwrite(notice, notice->len - 1, " ");
        g_string_append(notice, "mailbox full");
        const NxRecipient both[] = {recipient_of("ann@dest.example"), recipient_of("bob@dest.example")};
        assert_reason(judged(both, 2, 0, notice->str), far ? "undefined" : "mailboxfull");
    }
}

/* ---- That it will pass ------------------------------------------------------------------------------------------- */

static void in_a_notice_it_passes_only_in_the_same_clause(void)
{
    NxRecipient ann = recipient_of("ann@dest.example");
    ann.status = (NxStatus){5, 2, 1};
    ann.reply_code = 550;
    g_assert_cmpint(judged(&ann, 1, 0, "Its mailbox is temporarily disabled.").advice, ==, NX_ADVICE_RETRY);
    g_assert_cmpint(judged(&ann, 1, 0, "Its mailbox is disabled. The site is temporarily slow.").advice, ==,
                    NX_ADVICE_SUPPRESS);
    g_assert_cmpint(judged(&ann, 1, 0, "The site is temporarily slow. Its mailbox is disabled.").advice, ==,
                    NX_ADVICE_SUPPRESS);
    g_assert_cmpint(judged(&ann, 1, 0, "Temporarily, the mailbox is disabled.").advice, ==, NX_ADVICE_RETRY);
    /* Where no rule knows the words, nothing of theirs can be what passes. */
    g_assert_cmpint(judged(&ann, 1, 0, "Temporarily frobnicated wibbly.").advice, ==, NX_ADVICE_SUPPRESS);
    ann.diagnostic = "550 5.2.1 Its mailbox is disabled. The site is temporarily slow.";
    g_assert_cmpint(judged(&ann, 1, 0, NULL).advice, ==, NX_ADVICE_RETRY); /* of an answer all of it counts */
}

/* ---- Codes beside a text ----------------------------------------------------------------------------------------- */

/* "System error" says how it ended: X.4.7 knows it better, X.4.1, which may stand for an expiry too, does not. */
static void only_a_code_that_says_it_expired_beats_a_weak_text(void)
{
    static const struct {
        NxStatus status;
        const char *reason;
    } CASES[] = {{{4, 4, 7}, "expired"}, {{4, 4, 1}, "systemerror"}, {{4, 3, 0}, "systemerror"}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRecipient ann = recipient_of("ann@dest.example");
        ann.diagnostic = "451 internal system error";
        ann.status = CASES[i].status;
        ann.reply_code = 451;
        assert_reason(judged(&ann, 1, 0, NULL), CASES[i].reason);
    }
}

static void codes_contradict_each_other_by_class_or_by_fault(void)
{
    static const struct {
        NxStatus field, diagnostic;
        guint reply;
        gboolean contradicted;
    } CASES[] = {
        {{5, 1, 1}, {5, 1, 1}, 550, FALSE}, {{5, 2, 1}, {5, 1, 1}, 550, FALSE}, /* both say that it is dead */
        {{4, 1, 1}, {5, 1, 1}, 550, TRUE},  {{5, 2, 2}, {5, 1, 1}, 550, TRUE},  {{5, 0, 0}, {5, 1, 1}, 550, FALSE},
        {{0, 0, 0}, {5, 1, 1}, 550, FALSE}, {{5, 1, 1}, {5, 1, 1}, 450, TRUE},  {{5, 1, 1}, {5, 1, 1}, 250, FALSE},
        {{5, 1, 1}, {5, 1, 1}, 0, FALSE},   {{0, 0, 0}, {0, 0, 0}, 550, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRecipient ann = recipient_of("ann@dest.example");
        ann.diagnostic = "User unknown";
        ann.status = CASES[i].field;
        ann.diagnostic_status = CASES[i].diagnostic;
        ann.reply_code = CASES[i].reply;
        g_test_message("%u", i);
        g_assert_cmpint((judged(&ann, 1, 0, NULL).doubts & NX_DOUBT_CONTRADICTION) != 0, ==, CASES[i].contradicted);
    }
}

/* ---- Of two causes ----------------------------------------------------------------------------------------------- */

static void assert_line(const char *line, const char *reason, gboolean two_causes)
{
    NxRecipient ann = recipient_of("ann@dest.example");
    ann.diagnostic = line;
    ann.reply_code = 550;
    g_test_message("%s", line);
    NxVerdict verdict = judged(&ann, 1, 0, NULL);
    assert_reason(verdict, reason);
    g_assert_cmpint((verdict.doubts & NX_DOUBT_TWO_CAUSES) != 0, ==, two_causes);
}

static void the_milder_counts_on_either_side_of_or(void)
{
    assert_line("550 User unknown or mailbox full", "mailboxfull", TRUE);
    assert_line("550 Mailbox full or user unknown", "mailboxfull", FALSE); /* what was found is the milder */
    assert_line("550 User unknown or frobnicated", "userunknown", TRUE);
    assert_line("550 User unknown. Black or white", "userunknown", FALSE); /* another clause */
    assert_line("550 Black or white. User unknown", "userunknown", FALSE);
    assert_line("550 User unknown", "userunknown", FALSE);
}

/* Under codes of security, network and system, words that may mean other things bury nobody; that a domain is gone has
 * its place under the latter two. */
static void broad_words_under_other_subjects(void)
{
    static const struct {
        const char *line;
        NxStatus status;
        const char *rule;
    } CASES[] = {
        {"550 user no longer accepts mail", {5, 1, 1}, "disabled-mailbox"},
        {"550 user no longer accepts mail", {5, 2, 1}, "disabled-mailbox"},
        {"550 user no longer accepts mail", {5, 5, 0}, "disabled-mailbox"},
        {"550 user no longer accepts mail", {5, 3, 1}, "code:5.3.1"},
        {"550 user no longer accepts mail", {5, 4, 1}, "code:5.4.1"},
        {"550 user no longer accepts mail", {5, 7, 1}, "code:5.7.1"},
        {"550 Host does not accept mail", {5, 3, 1}, "null-mx"},
        {"550 Host does not accept mail", {5, 4, 1}, "null-mx"},
        {"550 Host does not accept mail", {5, 7, 1}, "code:5.7.1"},
        {"550 The domain of the recipient, as we see it, is unknown", {5, 3, 9}, "unknown-host"},
        {"550 The domain of the recipient, as we see it, is unknown", {5, 7, 1}, "code:5.7.1"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRecipient ann = recipient_of("ann@dest.example");
        ann.diagnostic = CASES[i].line;
        ann.status = CASES[i].status;
        ann.reply_code = 550;
        g_test_message("%s", CASES[i].line);
        g_assert_cmpstr(judged(&ann, 1, 0, NULL).rule, ==, CASES[i].rule);
    }
}

/* Names that are parts of each other, and one at the end of a sentence. */
static void a_name_in_a_longer_one_is_another(void)
{
    const NxRecipient bobs[] = {recipient_of("bob@dest.example"), recipient_of("bob@dest.examples"),
                                recipient_of("jimbob@dest.example")};
    static const char TEXT[] =
        "jimbob@dest.example: " FULL "\nbob@dest.examples: " DARK "\nbob@dest.example: " GONE "\n";
    assert_reason(judged(bobs, 3, 0, TEXT), "userunknown");
    assert_reason(judged(bobs, 3, 2, TEXT), "mailboxfull");
    g_assert_cmpstr(nx_reason_name(judged(bobs, 3, 1, TEXT).reason), !=, "userunknown");
    assert_reason(judged(bobs, 2, 0, "We cannot reach bob@dest.example.\n" FULL), "mailboxfull");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "sender.example", NULL);
    library = nx_library_new(&settings, NULL);
    judge = nx_judge_new(library, NULL);
    g_test_add_func("/judge/texts/a name in a longer one is another", a_name_in_a_longer_one_is_another);
    g_test_add_func("/judge/texts/the diagnostic goes before note and notice",
                    the_diagnostic_goes_before_note_and_notice);
    g_test_add_func("/judge/texts/beside a layout's diagnostic the notice says nothing",
                    beside_a_layouts_diagnostic_the_notice_says_nothing);
    g_test_add_func("/judge/texts/a weak text waits for a better one", a_weak_text_waits_for_a_better_one);
    g_test_add_func("/judge/texts/the words are marked where they stand", the_words_are_marked_where_they_stand);
    g_test_add_func("/judge/texts/of several each has what stands between the names",
                    each_has_what_stands_between_the_names);
    g_test_add_func("/judge/texts/who is not named has nothing", who_is_not_named_has_nothing);
    g_test_add_func("/judge/texts/what is far from the name is not its", what_is_far_from_the_name_is_not_its);
    g_test_add_func("/judge/texts/in a notice it passes only in the same clause",
                    in_a_notice_it_passes_only_in_the_same_clause);
    g_test_add_func("/judge/texts/only a code that says it expired beats a weak text",
                    only_a_code_that_says_it_expired_beats_a_weak_text);
    g_test_add_func("/judge/texts/codes contradict each other by class or by fault",
                    codes_contradict_each_other_by_class_or_by_fault);
    g_test_add_func("/judge/texts/of two causes the milder counts, on either side",
                    the_milder_counts_on_either_side_of_or);
    g_test_add_func("/judge/texts/broad words under codes about something else", broad_words_under_other_subjects);
    int failed = g_test_run();
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_settings_clear(&settings);
    return failed;
}
