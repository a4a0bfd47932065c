/* What every page begins with, and what people type to get to it. */
#include "codes/first.h"
#include <nixie/nixie.h>
#include <string.h>

static struct {
    NxLibrary *library;
    NxJudge *judge;
    NxCodes *codes;
    char **complaints;
} shared;

static void test_tables_are_whole(void)
{
    g_assert_cmpstr(shared.complaints[0], ==, NULL);
}

static gboolean has_line(const char *section, const char *title)
{
    g_autofree char *wanted = g_strdup_printf("- **%s:** ", title);
    return strstr(section, wanted) != NULL;
}

/* Who acts, what to do now, what not to do: on the page of every code, reply, reason, party and topic. */
static void test_pages_open_with_who_acts(void)
{
    static const char *const LINES[NX_N_LANGS][3] = {{"Who acts", "Now", "Do not"}, {"Wer handelt", "Jetzt", "Nicht"}};
    g_auto(GStrv) names = nx_codes_names(shared.codes);
    for (char **name = names; *name; name++)
        for (guint lang = 0; lang < NX_N_LANGS; lang++) {
            const NxArticle *article = nx_codes_find(shared.codes, *name, nx_lang_name(lang));
            const NxArticleSection *first = article->sections->pdata[0];
            guint lines = nx_article_kind(article) == NX_ARTICLE_SIGNATURE ? 2 : 3;
            if (strcmp(first->id, "first") != 0)
                g_error("%s in %s opens with %s", *name, nx_lang_name(lang), first->id);
            for (guint i = 0; i < lines; i++)
                if (!has_line(first->body, LINES[lang][i]))
                    g_error("%s in %s does not say: %s", *name, nx_lang_name(lang), LINES[lang][i]);
        }
}

/* A reason that advises nothing by itself has a page all the same. */
static void test_pages_of_reasons_can_be_checked(void)
{
    static const char *const CHECKED[NX_N_LANGS] = {"checked 20", "geprüft 20"};
    for (guint reason = 0; reason < NX_N_REASONS; reason++)
        for (guint lang = 0; lang < NX_N_LANGS; lang++) {
            const char *name = nx_reason_name(reason);
            const NxArticle *article = nx_codes_find(shared.codes, name, nx_lang_name(lang));
            const char *sources = nx_article_section(article, "sources");
            if (!sources || !strstr(sources, CHECKED[lang]))
                g_error("%s in %s: no source with a date", name, nx_lang_name(lang));
            gboolean command = FALSE;
            for (guint i = 0; i < article->sections->len; i++) {
                const NxArticleSection *section = article->sections->pdata[i];
                command |= strcmp(section->id, "examples") != 0 && strstr(section->body, "```\n") != NULL;
            }
            if (!command)
                g_error("%s in %s: no command to run", name, nx_lang_name(lang));
        }
}

/* Who has to act is nobody on the list: a page must not say "suppress" where the policy does not. */
static void test_first_lines_fit_the_policy(void)
{
    for (guint reason = 0; reason < NX_N_REASONS; reason++)
        for (guint8 klass = 4; klass <= 5; klass++) {
            NxName name = {.kind = NX_ARTICLE_CODE, .status = {klass, 99, 99}};
            g_autofree char *row = g_strdup_printf("%s%s", nx_reason_name(reason), klass == 4 ? ".4" : "");
            const NxFirst *first = g_hash_table_lookup(shared.codes->firsts, row);
            NxPolicy policy = nx_judge_policy(shared.judge, reason, name.status, NULL);
            if (first && g_str_has_prefix(first->now[NX_LANG_EN], "Suppress") && policy.advice != NX_ADVICE_SUPPRESS)
                g_error("%s: the page says suppress, the policy %s", row, nx_advice_name(policy.advice));
        }
}

static void test_rows_belong_to_something(void)
{
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, shared.codes->firsts);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        g_autofree char *name = g_strdup(key);
        if (strcmp(name, "provider") == 0 || strcmp(name, "reply.3") == 0)
            continue;
        if (g_str_has_suffix(name, ".4") && !g_ascii_isdigit(*name))
            name[strlen(name) - 2] = '\0';
        if (!nx_codes_find(shared.codes, name, "en"))
            g_error("first.tsv: no page is called %s", name);
    }
}

static void test_synonyms_lead_somewhere(void)
{
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, shared.codes->synonyms);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        g_autofree char *folded = g_utf8_casefold(key, -1);
        g_assert_cmpstr(key, ==, folded);
        for (char **name = value; *name; name++)
            if (!nx_codes_find(shared.codes, *name, "en"))
                g_error("synonyms.tsv: %s leads to %s, which is no page", (char *)key, *name);
    }
}

static const struct {
    const char *typed, *first; /* NULL: nothing */
} TYPED[] = {
    {"S3150", "microsoft/s3150"},
    {" (as3150) ", "microsoft/s3150"},
    {"sender.office.com", "microsoft/banned-ip"},
    {"Graylisting", "greylisting"},
    {"FBL", "feedback-loop"},
    {"Catchall", "catch-all"},
    {"Wegwerfadresse", "disposable"},
    {"postfach  VOLL", "mailboxfull"},
    {"out of office", "vacation"},
    {"SCHWARZE LISTE", "blocklist"},
    {"ptr", "requireptr"},
    {"SC", NULL},
    {"S31500", NULL},
    {"recipnotfounds", NULL},
    {"", NULL},
};

static void test_typed(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(TYPED); i++) {
        g_auto(GStrv) names = nx_codes_typed(shared.codes, TYPED[i].typed);
        g_test_message("%s", TYPED[i].typed);
        g_assert_cmpstr(names[0], ==, TYPED[i].first);
    }
    g_autofree char *long_one = g_strnfill(5000, 'S');
    g_auto(GStrv) none = nx_codes_typed(shared.codes, long_one);
    g_assert_null(none[0]);
}

static void test_a_party_and_its_code(void)
{
    char *const both[] = {(char *)"5.4.1", (char *)"Microsoft", NULL}, *const one[] = {(char *)"microsoft", NULL},
                *const two[] = {(char *)"5.4.1", (char *)"5.4.2", NULL};
    NxPartyCode asked;
    g_assert_false(nx_codes_provider_code(shared.codes, one, &asked));
    g_assert_false(nx_codes_provider_code(shared.codes, two, &asked));
    g_assert_true(nx_codes_provider_code(shared.codes, both, &asked));
    g_assert_cmpstr(asked.provider, ==, "microsoft");
    g_auto(GStrv) names = nx_codes_of_party(shared.codes, &asked);
    g_assert_true(g_strv_contains((const char *const *)names, "microsoft/edge-blocking"));
    g_assert_true(g_strv_contains((const char *const *)names, "microsoft/domain-not-served"));
    g_assert_false(g_strv_contains((const char *const *)names, "microsoft/s3150"));
    g_autofree char *sentence = nx_codes_party_sentence(shared.codes, &asked, "en");
    g_assert_nonnull(strstr(sentence, "userunknown"));
}

/* ---- The page of an event ---------------------------------------------------------------------------------------- */

static char *page_text(const NxPage *page, NxStyle only)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->lines->len; i++) {
        const GArray *line = page->lines->pdata[i];
        for (guint k = 0; k < line->len; k++) {
            const NxSpan *span = &g_array_index(line, NxSpan, k);
            if (only == NX_N_STYLES || span->style == only)
                g_string_append_printf(text, "%s%s", span->text, only == NX_N_STYLES ? "" : "|");
        }
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static NxPage *page_on(const char *diagnostic, const char *provider, const char *seen)
{
    NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                             .action = NX_ACTION_FAILED,
                             .diagnostic = diagnostic,
                             .provider = provider,
                             .recipient = "user@example.org",
                             .key = "user@example.org"};
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    recipient.reply_code = nx_reply_find(diagnostic, -1, NULL);
    nx_status_find(diagnostic, -1, &recipient.diagnostic_status, NULL, NULL);
    nx_judge_event(shared.judge, &report, 0, &verdict);
    NxDecided decided = {.report = &report, .verdict = &verdict, .seen = seen};
    return nx_codes_event_page(shared.codes, &decided, "en", 90);
}

static void test_the_page_of_an_event(void)
{
    NxPage *page = page_on("550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent: block list (S3150).",
                           "outlook", "812 times");
    g_autofree char *text = page_text(page, NX_N_STYLES), *strong = page_text(page, NX_STYLE_STRONG),
                    *links = page_text(page, NX_STYLE_LINK);
    g_assert_nonnull(strstr(strong, "(S3150)|"));
    g_assert_nonnull(strstr(text, "Rule: microsoft-block-list"));
    g_assert_nonnull(strstr(text, "Seen: 812 times"));
    g_assert_nonnull(strstr(links, "microsoft/s3150|"));
    g_assert_nonnull(strstr(links, "blocked|"));
    g_assert_nonnull(strstr(links, "outlook|"));
    g_assert_nonnull(strstr(links, "5.7.1|"));
    nx_page_free(page);
}

/* What a stranger writes is text: no mark, no link, no control character of his is one on the page. */
static void test_hostile_answers(void)
{
    NxPage *page = page_on("550 5.1.1 **x** [click](google) `y` \x1b[31m user unknown", NULL, NULL);
    g_autofree char *text = page_text(page, NX_N_STYLES), *links = page_text(page, NX_STYLE_LINK);
    g_assert_nonnull(strstr(text, "**x** [click](google) `y`"));
    g_assert_null(strchr(text, '\x1b'));
    g_assert_null(strstr(links, "google"));
    nx_page_free(page);
    g_autofree char *endless = g_strnfill(100 * 1000, 'x');
    page = page_on(endless, NULL, NULL);
    g_assert_cmpuint(page->lines->len, <, 200);
    nx_page_free(page);
    page = page_on("", NULL, NULL);
    nx_page_free(page);
}

static void set_up(void)
{
    NxSettings settings = {0};
    NxProblems *problems = nx_problems_new();
    shared.library = nx_library_new(&settings, NULL);
    shared.judge = nx_judge_new(shared.library, NULL);
    shared.codes = nx_codes_new(shared.library, shared.judge, problems);
    shared.complaints = nx_problems_take(problems);
    nx_problems_free(problems);
}

static void tear_down(void)
{
    g_strfreev(shared.complaints);
    nx_codes_free(shared.codes);
    nx_judge_free(shared.judge);
    nx_library_unref(shared.library);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    set_up();
    g_test_add_func("/codes/first/tables-are-whole", test_tables_are_whole);
    g_test_add_func("/codes/first/pages-open-with-who-acts", test_pages_open_with_who_acts);
    g_test_add_func("/codes/first/pages-of-reasons-can-be-checked", test_pages_of_reasons_can_be_checked);
    g_test_add_func("/codes/first/first-lines-fit-the-policy", test_first_lines_fit_the_policy);
    g_test_add_func("/codes/first/rows-belong-to-something", test_rows_belong_to_something);
    g_test_add_func("/codes/first/synonyms-lead-somewhere", test_synonyms_lead_somewhere);
    g_test_add_func("/codes/first/typed-words-find-their-page", test_typed);
    g_test_add_func("/codes/first/a-party-and-its-code", test_a_party_and_its_code);
    g_test_add_func("/codes/first/the-page-of-an-event", test_the_page_of_an_event);
    g_test_add_func("/codes/first/hostile-answers-are-text", test_hostile_answers);
    int failed = g_test_run();
    tear_down();
    return failed;
}
