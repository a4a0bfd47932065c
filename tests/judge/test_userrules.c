/* Rules of the user's own: first, able to switch ours off, refused one by one. */
#include <nixie/verdict.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    char *dir, *rules_dir, *file;
    NxProblems *problems;
    NxLibrary *library;
    NxJudge *judge;
} Bench;

static void bench_make(Bench *bench, const char *rules)
{
    bench->dir = g_dir_make_tmp("nixie-rules-XXXXXX", NULL);
    bench->rules_dir = g_build_filename(bench->dir, "rules.d", NULL);
    bench->file = g_build_filename(bench->rules_dir, "own.rules", NULL);
    g_assert_cmpint(g_mkdir(bench->rules_dir, 0700), ==, 0);
    g_assert_true(g_file_set_contents(bench->file, rules, -1, NULL));
    char *dirs[] = {bench->dir, NULL};
    NxSettings settings = {.data_dirs = dirs};
    bench->problems = nx_problems_new();
    bench->library = nx_library_new(&settings, bench->problems);
    bench->judge = nx_judge_new(bench->library, bench->problems);
}

static void bench_clear(Bench *bench)
{
    nx_judge_free(bench->judge);
    nx_library_unref(bench->library);
    nx_problems_free(bench->problems);
    g_unlink(bench->file);
    g_rmdir(bench->rules_dir);
    g_rmdir(bench->dir);
    g_free(bench->file);
    g_free(bench->rules_dir);
    g_free(bench->dir);
}

static NxVerdict judged(const Bench *bench, const char *line, const char *provider)
{
    NxRecipient recipient = {
        .kind = NX_KIND_BOUNCE, .action = NX_ACTION_FAILED, .diagnostic = line, .provider = provider};
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    recipient.reply_code = nx_reply_find(line, -1, NULL);
    nx_status_find(line, -1, &recipient.diagnostic_status, NULL, NULL);
    nx_judge_event(bench->judge, &report, 0, &verdict);
    return verdict;
}

static void test_first(void)
{
    Bench bench;
    bench_make(&bench, "[rule own-full]\nmatch = mailbox full\nreason = suspend\nexample = 552 mailbox full\n");
    g_assert_cmpuint(nx_problems_count(bench.problems), ==, 0);
    NxVerdict verdict = judged(&bench, "552 5.2.2 Mailbox FULL", NULL);
    g_assert_cmpstr(verdict.rule, ==, "own-full");
    g_assert_true(g_str_has_prefix(verdict.rule_origin, "user:"));
    g_assert_cmpstr(nx_reason_name(verdict.reason), ==, "suspend");
    bench_clear(&bench);
}

static void test_limits(void)
{
    Bench bench;
    bench_make(&bench, "[rule own-codes]\nmatch = zzz\nreason = blocked\nproviders = google\ncodes = 5.7.* "
                       "45*\nexample = 550 5.7.1 zzz\n");
    g_assert_cmpstr(judged(&bench, "550 5.7.1 zzz", "google").rule, ==, "own-codes");
    g_assert_cmpstr(judged(&bench, "452 zzz", "google").rule, ==, "own-codes");
    g_assert_cmpstr(judged(&bench, "550 5.1.1 zzz", "google").rule, !=, "own-codes");
    g_assert_cmpstr(judged(&bench, "550 5.7.1 zzz", "yahoo").rule, !=, "own-codes");
    g_assert_cmpstr(judged(&bench, "550 5.7.1 zzz", NULL).rule, !=, "own-codes");
    bench_clear(&bench);
}

static void test_limits_of_mailer_and_command(void)
{
    Bench bench;
    bench_make(&bench,
               "[rule own-mailer]\nmatch = zzz\nreason = blocked\nmailers = exim\ncommand = data\nexample = 550 zzz\n");
    g_assert_cmpuint(nx_problems_count(bench.problems), ==, 0);
    static const struct {
        const char *mailer;
        NxCommand command;
        gboolean decides;
    } cases[] = {{"exim", NX_COMMAND_DATA, TRUE},
                 {"qmail", NX_COMMAND_DATA, FALSE},
                 {"exim", NX_COMMAND_RCPT, FALSE},
                 {NULL, NX_COMMAND_NONE, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxRecipient recipient = {
            .kind = NX_KIND_BOUNCE, .diagnostic = "550 zzz", .mailer = cases[i].mailer, .command = cases[i].command};
        NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(bench.judge, &report, 0, &verdict);
        g_assert_cmpint(g_strcmp0(verdict.rule, "own-mailer") == 0, ==, cases[i].decides);
    }
    bench_clear(&bench);
}

static void test_elsewhere(void)
{
    Bench bench;
    bench_make(&bench, "[rule own-away]\nmatch = zzz\nreason = userunknown\nelsewhere = rejected\nexample = 550 zzz\n");
    g_assert_cmpuint(nx_problems_count(bench.problems), ==, 0);
    static const struct {
        NxCommand command;
        NxStatus status;
        const char *reason;
    } cases[] = {{NX_COMMAND_NONE, {0, 0, 0}, "userunknown"},
                 {NX_COMMAND_RCPT, {0, 0, 0}, "userunknown"},
                 {NX_COMMAND_MAIL, {5, 1, 1}, "userunknown"}, /* a status about addresses says whom it means */
                 {NX_COMMAND_MAIL, {5, 7, 1}, "rejected"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                                 .diagnostic = "550 zzz",
                                 .reply_code = 550,
                                 .status = cases[i].status,
                                 .command = cases[i].command};
        NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(bench.judge, &report, 0, &verdict);
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, cases[i].reason);
    }
    bench_clear(&bench);
}

/* The policy of network errors asks for 5.4.6 by name. */
static void test_stands(void)
{
    Bench bench;
    bench_make(&bench, "[rule own-ring]\nmatch = zzz\nreason = networkerror\nstands = 5.4.6\nexample = 550 zzz\n");
    g_assert_cmpuint(nx_problems_count(bench.problems), ==, 0);
    static const struct {
        NxStatus status;
        NxAdviceKind advice;
    } cases[] = {{{0, 0, 0}, NX_ADVICE_REVIEW},
                 {{5, 0, 0}, NX_ADVICE_REVIEW},
                 {{4, 0, 0}, NX_ADVICE_REVIEW},
                 {{5, 4, 6}, NX_ADVICE_REVIEW},
                 {{5, 4, 1}, NX_ADVICE_RETRY}}; /* somebody said another */
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxRecipient recipient = {.kind = NX_KIND_BOUNCE, .diagnostic = "zzz", .status = cases[i].status};
        NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(bench.judge, &report, 0, &verdict);
        g_assert_cmpstr(verdict.rule, ==, "own-ring");
        g_assert_cmpint(verdict.advice, ==, cases[i].advice);
        g_assert_true(nx_status_equal(verdict.status, cases[i].status)); /* what nobody said is not shown as said */
    }
    bench_clear(&bench);
}

static void test_disable(void)
{
    Bench bench;
    bench_make(&bench, "disable full-mailbox\ndisable no-such-rule\n");
    g_auto(GStrv) lines = nx_problems_take(bench.problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 1);
    g_assert_nonnull(strstr(lines[0], "own.rules:2"));
    g_assert_nonnull(strstr(lines[0], "no-such-rule"));
    g_assert_cmpstr(judged(&bench, "550 mailbox full", NULL).rule, !=, "full-mailbox");
    bench_clear(&bench);
}

static void test_refused(void)
{
    static const struct {
        const char *rule, *line, *why;
    } bad[] = {
        {"[rule a]\nmatch = (open\nreason = blocked\nexample = x\n", ":2:", "match"},
        {"[rule a]\nmatch = x\nreason = nonsense\nexample = x\n", ":3:", "no such reason"},
        {"[rule a]\nmatch = x\nexample = x\n", ":1:", "needs a reason"},
        {"[rule a]\nreason = blocked\nexample = x\n", ":1:", "needs a match"},
        {"[rule a]\nmatch = x\nreason = blocked\n", ":1:", "needs an example"},
        {"[rule a]\nmatch = x\nreason = blocked\ncodes = 5.x\nexample = x\n", ":4:", "5.x"},
        {"[rule a]\nmatch = x\ncolour = red\nreason = blocked\nexample = x\n", ":3:", "no key"},
        {"[layout a]\nmatch = x\n", ":1:", "[rule ID]"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        Bench bench;
        g_autofree char *rules =
            g_strconcat(bad[i].rule, "\n[rule good]\nmatch = qqq\nreason = blocked\nexample = 550 qqq\n", NULL);
        bench_make(&bench, rules);
        g_auto(GStrv) lines = nx_problems_take(bench.problems);
        g_assert_cmpuint(g_strv_length(lines), >=, 1);
        g_test_message("%s", lines[0]);
        g_assert_nonnull(strstr(lines[0], bad[i].line));
        g_assert_nonnull(strstr(lines[0], bad[i].why));
        g_assert_cmpstr(judged(&bench, "550 qqq", NULL).rule, ==, "good");
        bench_clear(&bench);
    }
}

static void test_twice(void)
{
    Bench bench;
    bench_make(&bench, "[rule a]\nmatch = one\nreason = blocked\nexample = one\n[rule a]\nmatch = two\nreason = "
                       "blocked\nexample = two\n");
    g_assert_cmpuint(nx_problems_count(bench.problems), ==, 1);
    g_assert_cmpstr(judged(&bench, "550 one", NULL).rule, ==, "a");
    g_assert_cmpstr(judged(&bench, "550 two", NULL).rule, !=, "a");
    bench_clear(&bench);
}

static void test_unreached(void)
{
    Bench bench;
    bench_make(&bench, "[rule a]\nmatch = zqone\nreason = blocked\nexample = nothing of it\n[rule b]\nmatch = "
                       "zqtwo\nreason = blocked\nexample = 550 "
                       "zqtwo\nnot = 550 zqtwo more\n");
    g_assert_false(nx_judge_check(bench.judge, bench.problems, NULL));
    g_auto(GStrv) lines = nx_problems_take(bench.problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 3);
    g_assert_nonnull(strstr(lines[0], "rule a: no example reaches its match 1"));
    g_assert_nonnull(strstr(lines[1], "rule a: its example"));
    g_assert_nonnull(strstr(lines[2], "rule b"));
    bench_clear(&bench);
}

static void test_needless_wording(void)
{
    Bench bench;
    bench_make(&bench, "[rule a]\nmatch = zqone\nmatch = zqone two\nmatch = zqthree\nreason = blocked\nexample = 550 "
                       "zqone\nexample = 550 zqone "
                       "two\nexample = 550 zqthree\n");
    g_assert_false(nx_judge_check(bench.judge, bench.problems, NULL));
    g_auto(GStrv) lines = nx_problems_take(bench.problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 1);
    g_assert_nonnull(strstr(lines[0], "rule a: no example reaches its match 2: zqone two"));
    bench_clear(&bench);
}

/* A pattern that tries without end on a text made for it gives up, as no match. */
static void test_runaway(void)
{
    Bench bench;
    bench_make(&bench, "[rule slow]\nmatch = (x+x+)+y\nreason = blocked\nexample = 550 xxy\n");
    GString *text = g_string_new("550 ");
    for (guint i = 0; i < 5000; i++)
        g_string_append_c(text, 'x');
    g_assert_cmpstr(judged(&bench, text->str, NULL).rule, ==, "class:5");
    g_assert_cmpstr(judged(&bench, "550 xxy", NULL).rule, ==, "slow");
    g_string_free(text, TRUE);
    bench_clear(&bench);
}

/* Whatever the shape of the pattern, the words that are looked for first never hide a match. */
static void test_literals(void)
{
    static const struct {
        const char *pattern, *text;
    } pairs[] = {
        {"(abcd|efgh)ij", "efghij"},
        {"(abcd)?wxyz", "wxyz"},
        {"abcd?efg", "abcefg"},
        {"(?:foo|ba(r|z))quux", "bazquux"},
        {"ab{0,2}cdef", "acdef"},
        {"[abc]defg", "cdefg"},
        {"\\(s31\\)", "(s31)"},
        {"a.c.e", "abcde"},
        {"(foo|)bar", "bar"},
        {"(?i)HELLO", "hello"},
        {"\\x61bcdef", "abcdef"},
        {"\\bword\\b", "a word"},
        {"Größe", "grosse größe"},
        {"x(?=yz)yzw", "xyzw"},
        {"(?<!not )given up", "given up"},
        {"one+two", "oneeetwo"},
        {"(longer|so)", "so"},
        {"Ünbekannt", "unbekannt"},
        {"[]ab]cdef", "]cdef"},
        {"\\p{L}bcd", "abcd"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        Bench bench;
        g_autofree char *rules =
            g_strdup_printf("[rule a]\nmatch = %s\nreason = blocked\nexample = x\n", pairs[i].pattern);
        bench_make(&bench, rules);
        g_test_message("%s on %s", pairs[i].pattern, pairs[i].text);
        g_assert_cmpstr(judged(&bench, pairs[i].text, NULL).rule, ==, "a");
        bench_clear(&bench);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/user rules/the user's are tried first", test_first);
    g_test_add_func("/judge/user rules/providers and codes limit a rule", test_limits);
    g_test_add_func("/judge/user rules/mailers and a command limit a rule", test_limits_of_mailer_and_command);
    g_test_add_func("/judge/user rules/stands for a code where none was said", test_stands);
    g_test_add_func("/judge/user rules/elsewhere names another reason", test_elsewhere);
    g_test_add_func("/judge/user rules/one of ours can be switched off", test_disable);
    g_test_add_func("/judge/user rules/a wrong rule is refused with file, line and reason and the rest stands",
                    test_refused);
    g_test_add_func("/judge/user rules/an id stands once", test_twice);
    g_test_add_func("/judge/user rules/a rule that its examples do not reach is found", test_unreached);
    g_test_add_func("/judge/user rules/a wording that an earlier one of its rule covers is found",
                    test_needless_wording);
    g_test_add_func("/judge/user rules/a pattern cannot hang", test_runaway);
    g_test_add_func("/judge/user rules/the search for words hides no match", test_literals);
    return g_test_run();
}
