/* Refusals by the hundred, written by people who had not seen the rules: what is about somebody or something else
 * buries nobody, and what says that the recipient is gone is believed. Each is set into a notice of our own relay. */
#include "bounces.h"
#include "reports.h"
#include <nixie/verdict.h>
#include <string.h>

typedef struct {
    NxReader *reader;
    NxJudge *judge;
    NxLibrary *library;
    NxProblems *problems;
} Bench;

static void bench_init(Bench *bench)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "sender.example", "test");
    nx_settings_add(&settings.own_mta, "mta.sender.example", "test");
    bench->problems = nx_problems_new();
    bench->library = nx_library_new(&settings, bench->problems);
    bench->reader = nx_reader_new(bench->library, bench->problems);
    bench->judge = nx_judge_new(bench->library, bench->problems);
    nx_settings_clear(&settings);
    g_assert_cmpuint(nx_problems_count(bench->problems), ==, 0);
}

static void bench_clear(Bench *bench)
{
    nx_judge_free(bench->judge);
    nx_reader_free(bench->reader);
    nx_library_unref(bench->library);
    nx_problems_free(bench->problems);
}

static char *with(char *text, const char *slot, const char *value)
{
    g_auto(GStrv) parts = g_strsplit(text, slot, -1);
    g_free(text);
    return g_strjoinv(value, parts);
}

static char *filled(const char *text)
{
    static const char *const SLOTS[][2] = {
        {"{rcpt}", "ann.lee@dest.example"},
        {"{rcptlocal}", "ann.lee"},
        {"{rcptdomain}", "dest.example"},
        {"{sender}", "news@sender.example"},
        {"{senderdomain}", "sender.example"},
        {"{host}", "mta.sender.example"},
        {"{ip}", "192.0.2.25"},
    };
    char *filled = g_strdup(text);
    for (guint i = 0; i < G_N_ELEMENTS(SLOTS); i++)
        filled = with(filled, SLOTS[i][0], SLOTS[i][1]);
    return filled;
}

static const char *asked(const char *command)
{
    static const char *const ASKED[][2] = {
        {"CONN", " (in reply to initial greeting)"},    {"EHLO", " (in reply to EHLO command)"},
        {"AUTH", " (in reply to AUTH command)"},        {"STARTTLS", " (in reply to STARTTLS command)"},
        {"MAIL", " (in reply to MAIL FROM command)"},   {"RCPT", " (in reply to RCPT TO command)"},
        {"DATA", " (in reply to end of DATA command)"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(ASKED); i++)
        if (strcmp(ASKED[i][0], command) == 0)
            return ASKED[i][1];
    return "";
}

static NxVerdict verdict_on(const Bench *bench, const char *command, const char *text)
{
    g_autofree char *said = filled(text);
    g_autofree char *diagnostic = g_strconcat("host mx.dest.example[198.51.100.7] said: ", said, asked(command), NULL);
    NxStatus status;
    char words[NX_STATUS_TEXT_SIZE];
    if (!nx_status_find(said, -1, &status, NULL, NULL))
        status = (NxStatus){5, 0, 0}; /* what a relay says of what gave none */
    NxBounce bounce = {.recipient = "ann.lee@dest.example",
                       .status = nx_status_text(status, words),
                       .diagnostic = diagnostic,
                       .remote_mta = "mx.dest.example",
                       .original_id = "n1@sender.example",
                       .arrived = 1763719200};
    g_autofree char *notice = nx_bounce_text(&bounce);
    NxReport *report = nx_reports_text(bench->reader, notice, -1);
    NxVerdict verdict;
    g_assert_cmpuint(report->n_recipients, ==, 1);
    nx_judge_event(bench->judge, report, 0, &verdict);
    nx_report_free(report);
    return verdict;
}

typedef struct {
    guint all, suppress, certain, telling, telling_certain;
} Counts;

static Counts count(const Bench *bench, const char *name, gboolean wanted)
{
    Counts counts = {0};
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "judge", "lists", name, NULL);
    g_autofree char *bytes = NULL;
    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
    for (char **line = lines; *line && **line; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, "\t", 4); /* command, language, kind or strength, text */
        g_assert_cmpuint(g_strv_length(cells), ==, 4);
        NxVerdict verdict = verdict_on(bench, cells[0], cells[3]);
        gboolean suppress = verdict.advice == NX_ADVICE_SUPPRESS, telling = strcmp(cells[2], "telling") == 0;
        gboolean certain = suppress && verdict.confidence == NX_CERTAIN;
        counts.all++;
        counts.suppress += suppress;
        counts.certain += certain;
        counts.telling += telling;
        counts.telling_certain += telling && certain;
        if (suppress != wanted || (wanted && telling && !certain))
            g_test_message("%s/%u %s: %s", nx_advice_name(verdict.advice), verdict.confidence, verdict.rule, *line);
    }
    return counts;
}

static void test_about_others(void)
{
    static const char *const LISTS[] = {"not-recipient.tsv", "not-recipient-rare.tsv", "not-recipient-plain.tsv",
                                        "not-recipient-stranger.tsv", "not-recipient-turned.tsv"};
    Bench bench;
    bench_init(&bench);
    for (guint i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        Counts counts = count(&bench, LISTS[i], FALSE);
        g_test_message("%s: %u lines, %u suppress, %u certain", LISTS[i], counts.all, counts.suppress, counts.certain);
        g_assert_cmpuint(counts.all, >=, 150);
        g_assert_cmpuint(counts.certain, ==, 0);
        g_assert_cmpuint(100 * counts.suppress, <=, counts.all); /* bare refusals, seen either way */
    }
    bench_clear(&bench);
}

static void test_about_recipients(void)
{
    static const char *const LISTS[] = {"recipient.tsv", "recipient-rare.tsv", "recipient-plain.tsv",
                                        "recipient-stranger.tsv"};
    Bench bench;
    bench_init(&bench);
    for (guint i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        Counts counts = count(&bench, LISTS[i], TRUE);
        g_test_message("%s: %u lines, %u suppress; %u telling, %u certain", LISTS[i], counts.all, counts.suppress,
                       counts.telling, counts.telling_certain);
        g_assert_cmpuint(counts.all, >=, 150);
        g_assert_cmpuint(100 * counts.suppress, >=, 95 * counts.all);
        g_assert_cmpuint(100 * counts.telling_certain, >=, 90 * counts.telling);
    }
    bench_clear(&bench);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/lists/what is about others buries nobody", test_about_others);
    g_test_add_func("/judge/lists/who is gone is said to be gone", test_about_recipients);
    return g_test_run();
}
