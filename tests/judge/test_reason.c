/* A reason is whole: its row, its policy, its words and its articles are there, and something leads to it. What is
 * lacking is named. */
#include "judge/judge.h"
#include "judge/reason.h"
#include <nixie/data.h>
#include <string.h>

static const char *const LANGS[] = {"en", "de"};

/* TRUE, or the test fails and says what `reason` lacks. */
static gboolean has(NxReason reason, gboolean there, const char *what)
{
    const char *name = nx_reason_row(reason)->name;
    if (!there && name)
        g_test_fail_printf("reason %s has no %s", name, what);
    else if (!there)
        g_test_fail_printf("the reason behind %s has no %s", nx_reason_row(reason - 1)->name, what);
    return there;
}

static void test_row(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        const NxReasonRow *row = nx_reason_row(reason);
        if (!has(reason, row->name != NULL, "row in src/judge/reason.c"))
            continue;
        has(reason, strspn(row->name, "abcdefghijklmnopqrstuvwxyz") == strlen(row->name) && *row->name,
            "name of small letters");
        has(reason, g_hash_table_add(names, (gpointer)row->name), "name of its own");
        has(reason, row->label && *row->label, "label");
        const char *sentence = row->sentences[NX_SAID_EVER];
        if (has(reason, sentence && *sentence, "sentence"))
            has(reason, !strchr(sentence, '%'), "sentence that fits where there is no code");
    }
}

static void test_name(void)
{
    NxReason found;
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        g_autofree char *upper = g_ascii_strup(nx_reason_name(reason), -1);
        g_assert_true(nx_reason_parse(nx_reason_name(reason), &found));
        g_assert_cmpint(found, ==, reason);
        g_assert_true(nx_reason_parse(upper, &found));
        g_assert_cmpint(found, ==, reason);
    }
    g_assert_false(nx_reason_parse("", &found));
    g_assert_false(nx_reason_parse("user", &found));
    g_assert_false(nx_reason_parse("userunknowns", &found));
    g_assert_false(nx_reason_parse(NULL, &found));
}

static void test_sentence(void)
{
    g_assert_cmpstr(nx_reason_sentence(NX_REASON_USERUNKNOWN, 5), ==, "There is no such mailbox at its domain.");
    g_assert_cmpstr(nx_reason_sentence(NX_REASON_USERUNKNOWN, 0), ==, "There is no such mailbox at its domain.");
    g_assert_cmpstr(nx_reason_sentence(NX_REASON_USERUNKNOWN, 4), ==,
                    "The mailbox is unknown there for now; %s leaves it open.");
    g_assert_cmpstr(nx_reason_sentence(NX_REASON_SYSTEMERROR, 4), ==, "The mail system there failed for now.");
    g_assert_cmpstr(nx_reason_sentence(NX_REASON_SYSTEMERROR, 2), ==, "The mail system there failed for now.");
    g_assert_true(g_str_has_prefix(nx_reason_sentence(NX_REASON_SYSTEMERROR, 5), "The mail system there failed for g"));
}

/* ---- What stands elsewhere --------------------------------------------------------------------------------------- */

/* The row whose cell is `value`; the number of rows: none. */
static guint row_of(const NxTable *table, const char *column, const char *value)
{
    guint row = 0;
    while (row < nx_table_rows(table) && g_strcmp0(nx_table_cell(table, row, column), value) != 0)
        row++;
    return row;
}

static NxTable *table_open(const char *name)
{
    g_autoptr(GBytes) bytes = nx_library_embedded(name);
    return nx_table_new(bytes, name, NULL);
}

/* Whatever the code, there is a row; without one the policy is a review that nobody decided on. */
static void test_policy(void)
{
    NxTable *table = table_open("policy.tsv");
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        gboolean found = FALSE;
        for (guint row = 0; row < nx_table_rows(table); row++)
            found |= g_strcmp0(nx_table_cell(table, row, "reason"), nx_reason_name(reason)) == 0 &&
                     g_strcmp0(nx_table_cell(table, row, "code_class"), "*") == 0;
        has(reason, found, "row for any code (*) in src/judge/policy.tsv");
    }
    nx_table_free(table);
}

static void test_words(void)
{
    static const char *const COLUMNS[] = {"title_en", "title_de", "text_en", "text_de"};
    NxTable *table = table_open("words-reasons.tsv");
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        g_autofree char *name = g_strconcat("reason:", nx_reason_name(reason), NULL);
        guint row = row_of(table, "name", name);
        if (!has(reason, row < nx_table_rows(table), "row in src/codes/words-reasons.tsv"))
            continue;
        for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            const char *cell = nx_table_cell(table, row, COLUMNS[i]);
            has(reason, cell && *cell, COLUMNS[i]);
        }
        g_assert_cmpstr(nx_table_cell(table, row, "title_en"), ==, nx_reason_label(reason));
    }
    g_assert_cmpuint(nx_table_rows(table), ==, NX_N_REASONS);
    nx_table_free(table);
}

static gboolean is_written(const char *name, const char *lang)
{
    g_autofree char *path = g_strdup_printf("codes/%s/%s.md", lang, name);
    g_autoptr(GBytes) bytes = nx_library_embedded(path);
    return bytes != NULL;
}

/* Its own, and that of the code that stands for it. */
static void test_articles(void)
{
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++) {
        NxStatus usual = nx_reason_row(reason)->usual;
        char code[NX_STATUS_TEXT_SIZE];
        nx_status_text(usual, code);
        for (guint i = 0; i < G_N_ELEMENTS(LANGS); i++) {
            g_autofree char *own = g_strdup_printf("article doc/codes/%s/%s.md", LANGS[i], nx_reason_name(reason));
            g_autofree char *others = g_strdup_printf("article on its usual code, doc/codes/%s/%s.md", LANGS[i], code);
            if (has(reason, is_written(nx_reason_name(reason), LANGS[i]), own))
                has(reason, !usual.klass || is_written(code, LANGS[i]), others);
        }
    }
}

/* ---- What leads to it -------------------------------------------------------------------------------------------- */

static void add_rules(const NxJudge *judge, gboolean *reached)
{
    for (guint i = 0; i < nx_rules_count(judge->rules); i++) {
        const NxRule *rule = nx_rules_at(judge->rules, i);
        if (rule->kind != NX_RULE_REASON)
            continue;
        reached[rule->reason] = TRUE;
        if (rule->elsewhere != NX_N_REASONS)
            reached[rule->elsewhere] = TRUE;
    }
}

static void add_codes(gboolean *reached)
{
    NxTable *table = table_open("codes.tsv");
    static const char *const COLUMNS[] = {"reason4", "reason5"};
    for (guint row = 0; row < nx_table_rows(table); row++) {
        for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            NxReason reason;
            g_assert_true(nx_reason_parse(nx_table_cell(table, row, COLUMNS[i]), &reason));
            reached[reason] = TRUE;
        }
    }
    nx_table_free(table);
}

static void add_provider_codes(const NxJudge *judge, gboolean *reached)
{
    for (guint i = 0; i < nx_judge_provider_codes(judge); i++)
        reached[nx_judge_provider_code(judge, i)->reason] = TRUE;
}

/* What the kind of a message and a text that nobody knows make of it. */
static void add_plain(const NxJudge *judge, gboolean *reached)
{
    for (NxKind kind = 0; kind < NX_N_KINDS; kind++) {
        NxRecipient recipient = {.kind = kind, .diagnostic = "Words of a language that nobody speaks"};
        NxReport report = {.kind = kind, .recipients = &recipient, .n_recipients = 1};
        NxVerdict verdict;
        nx_judge_event(judge, &report, 0, &verdict);
        reached[verdict.reason] = TRUE;
    }
}

static void test_reached(void)
{
    gboolean reached[NX_N_REASONS] = {FALSE};
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL);
    NxJudge *judge = nx_judge_new(library, NULL);
    add_rules(judge, reached);
    add_codes(reached);
    add_provider_codes(judge, reached);
    add_plain(judge, reached);
    for (NxReason reason = 0; reason < NX_N_REASONS; reason++)
        has(reason, reached[reason], "rule, code, provider's code or kind that leads to it");
    nx_judge_free(judge);
    nx_library_unref(library);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL); /* what is embedded can be read now */
    g_test_add_func("/judge/reason/each has a row, and no column of it is empty", test_row);
    g_test_add_func("/judge/reason/each is found by its name, in any case, and by nothing else", test_name);
    g_test_add_func("/judge/reason/its sentence knows what the class of the code leaves open", test_sentence);
    g_test_add_func("/judge/reason/each has a policy for any code", test_policy);
    g_test_add_func("/judge/reason/each has its words in both languages", test_words);
    g_test_add_func("/judge/reason/each has its article and its usual code's in both languages", test_articles);
    g_test_add_func("/judge/reason/each is reached by a rule, a code, a provider's code or a kind", test_reached);
    int failed = g_test_run();
    nx_library_unref(library);
    return failed;
}
