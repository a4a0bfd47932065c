/* The knowledge base as people meet it: every name has a page, in both languages, at every width. */
#include "codes/article_store.h"
#include "codes/registry.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <glib/gstdio.h>

static const char *const langs[] = {"en", "de"};

typedef struct {
    NxProblems *problems;
    NxLibrary *library;
    NxJudge *judge;
    NxCodes *codes;
} Fixture;

static void fixture_open_with(Fixture *fixture, const NxSettings *settings)
{
    fixture->problems = nx_problems_new();
    fixture->library = nx_library_new(settings, fixture->problems);
    fixture->judge = nx_judge_new(fixture->library, fixture->problems);
    g_strfreev(nx_problems_take(fixture->problems)); /* of other rooms */
    fixture->codes = nx_codes_new(fixture->library, fixture->judge, fixture->problems);
}

static void fixture_open(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_open_with(fixture, &(NxSettings){0});
}

static void fixture_close(Fixture *fixture, gconstpointer data)
{
    (void)data;
    nx_codes_free(fixture->codes);
    nx_judge_free(fixture->judge);
    nx_library_unref(fixture->library);
    nx_problems_free(fixture->problems);
}

static char *text_of(const Fixture *fixture, const char *name, const char *lang, guint width)
{
    const NxArticle *article = nx_codes_find(fixture->codes, name, lang);
    g_assert_nonnull(article);
    return nx_article_write(fixture->codes, article, lang, NX_ARTICLE_TEXT, width);
}

#define assert_holds(text, words)                                                                                      \
    do {                                                                                                               \
        if (!strstr(text, words))                                                                                      \
            g_error("\"%s\" is not in:\n%s", words, text);                                                             \
    } while (0)

static void test_no_complaints(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_auto(GStrv) lines = nx_problems_take(fixture->problems);
    g_assert_null(lines[0]);
}

/* ---- Words of closed sets ---------------------------------------------------------------------------------------- */

static void has_label(const Fixture *fixture, const char *place, const char *name)
{
    g_autofree char *full = g_strconcat(place, ":", name, NULL);
    for (guint l = 0; l < G_N_ELEMENTS(langs); l++)
        if (!nx_words_title(fixture->codes->words, full, l))
            g_test_fail_printf("words-labels.tsv has no %s in %s", full, langs[l]);
}

static void test_labels(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (NxClass klass = 0; klass < NX_N_CLASSES; klass++)
        has_label(fixture, "class", nx_class_name(klass));
    for (NxAdviceKind advice = 0; advice < NX_N_ADVICES; advice++)
        has_label(fixture, "advice", nx_advice_name(advice));
    for (NxPlan plan = NX_PLAN_NONE; plan <= NX_PLAN_S4; plan++)
        has_label(fixture, "plan", nx_plan_name(plan));
    for (guint i = 0; i < NX_N_SECTION_KINDS; i++)
        has_label(fixture, "section", NX_SECTION_KINDS[i].id);
    for (const char *digit = "245X"; *digit; digit++)
        has_label(fixture, "digit", (const char[]){*digit, '\0'});
}

/* ---- Written articles -------------------------------------------------------------------------------------------- */

/* Ours are read when they are asked for; none may be refused then. */
static void test_ours_are_whole(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxProblems *problems = nx_problems_new();
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        GHashTableIter iter;
        gpointer name, file;
        g_hash_table_iter_init(&iter, fixture->codes->files[lang]);
        while (g_hash_table_iter_next(&iter, &name, &file)) {
            NxArticle *article = nx_article_read(file, lang, fixture->codes->words, problems);
            g_assert_nonnull(article);
            g_assert_cmpstr(article->name, ==, name);
            nx_article_free(article);
        }
    }
    g_auto(GStrv) complaints = nx_problems_take(problems);
    g_assert_cmpstr(complaints[0], ==, NULL);
    nx_problems_free(problems);
}

static void test_both_languages(Fixture *fixture, gconstpointer data)
{
    (void)data;
    const NxCodes *codes = fixture->codes;
    g_assert_cmpuint(g_hash_table_size(codes->files[NX_LANG_EN]), >=, 3);
    g_assert_cmpuint(g_hash_table_size(codes->files[NX_LANG_EN]), ==, g_hash_table_size(codes->files[NX_LANG_DE]));
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, codes->files[NX_LANG_EN]);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_assert_true(nx_codes_is_written(codes, name, NX_LANG_DE));
        const NxArticle *english = nx_codes_find(codes, name, "en"), *german = nx_codes_find(codes, name, "de");
        g_assert_true(nx_article_is_written(english) && nx_article_is_written(german));
        if (english->kind != NX_ARTICLE_PROVIDER) /* names of firms are the same everywhere */
            g_assert_cmpstr(english->title, !=, german->title);
        g_assert_cmpstr(english->category, ==, german->category);
        g_assert_true(g_strv_equal((const char *const *)english->related, (const char *const *)german->related));
        g_assert_cmpuint(english->sections->len, ==, german->sections->len);
        for (guint i = 0; i < english->sections->len; i++) {
            const NxArticleSection *left = english->sections->pdata[i], *right = german->sections->pdata[i];
            g_assert_cmpstr(left->id, ==, right->id);
        }
    }
}

static void test_links_lead_somewhere(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_auto(GStrv) names = nx_codes_names(fixture->codes);
    for (char **name = names; *name; name++)
        for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
            const NxArticle *article = nx_codes_find(fixture->codes, *name, langs[l]);
            NxPage *page = nx_article_render(fixture->codes, article, langs[l], 100);
            for (guint i = 0; i < page->lines->len; i++) {
                const GArray *line = page->lines->pdata[i];
                for (guint j = 0; j < line->len; j++) {
                    const NxSpan *span = &g_array_index(line, NxSpan, j);
                    g_assert_true((span->style == NX_STYLE_LINK) == (span->link != NULL));
                    if (span->link)
                        g_assert_nonnull(nx_codes_find(fixture->codes, span->link, langs[l]));
                }
            }
            nx_page_free(page);
        }
}

static void test_disabled_suppresses(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *english = text_of(fixture, "5.2.1", "en", 100);
    assert_holds(english, "Type: hard bounce; class 5");
    assert_holds(english, "Advice: suppress");
    assert_holds(english, "Category: mailbox");
    g_autofree char *german = text_of(fixture, "5.2.1", "de", 100);
    assert_holds(german, "Art: Hard Bounce");
    assert_holds(german, "Empfehlung: sperren");
}

static void test_plan_of_the_policy(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *text = text_of(fixture, "4.2.1", "en", 120);
    assert_holds(text, "1. 24 h after the first bounce.");
    assert_holds(text, "2. 48 h (2 days) after the bounce of the attempt before; 72 h (3 days) after the first");
    assert_holds(text, "3. 72 h (3 days) after the bounce of the attempt before; 144 h (6 days) after the first");
    assert_holds(text, "4. 168 h (7 days) after the bounce of the attempt before; 312 h (13 days) after the first");
    g_assert_null(strstr(text, "  5. 168 h"));
    g_assert_null(strstr(text, "{"));
}

static void test_plan_of_the_operator(void)
{
    NxSettings settings = {.plan = {12 * NX_HOUR, NX_DAY, NX_DAY}, .plan_steps = 3};
    Fixture fixture;
    fixture_open_with(&fixture, &settings);
    g_autofree char *text = text_of(&fixture, "4.2.1", "en", 120);
    assert_holds(text, "Plan S1 has 3 attempts");
    assert_holds(text, "1. 12 h after the first bounce.");
    assert_holds(text, "3. 24 h after the bounce of the attempt before; 60 h after the first");
    fixture_close(&fixture, NULL);
}

/* ---- What nobody wrote ------------------------------------------------------------------------------------------- */

static void test_every_code_says_something_of_its_own(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    NxRegistry *registry = nx_registry_new(NULL);
    g_assert_cmpuint(nx_registry_length(registry), ==, 81);
    for (guint i = 0; i < nx_registry_length(registry); i++)
        for (const char *klass = "245X"; *klass; klass++)
            for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
                NxStatus status = nx_registry_at(registry, i)->status;
                g_autofree char *name = g_strdup_printf("%c.%u.%u", *klass, status.subject, status.detail);
                char *text = text_of(fixture, name, langs[l], 80);
                g_assert_cmpuint(strlen(text), >, 300);
                g_assert_true(g_utf8_validate(text, -1, NULL));
                g_assert_null(strchr(text, '{'));
                g_assert_true(g_hash_table_add(seen, text));
                g_autofree char *any = nx_name_any_class(status);
                g_assert_nonnull(nx_words_text(fixture->codes->words, any, l));
                g_assert_nonnull(nx_words_title(fixture->codes->words, any, NX_LANG_DE));
            }
    nx_registry_free(registry);
}

static void test_every_reason(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint i = 0; i < NX_N_REASONS; i++)
        for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
            const NxArticle *article = nx_codes_find(fixture->codes, nx_reason_name(i), langs[l]);
            g_assert_nonnull(article);
            g_assert_cmpint(nx_article_kind(article), ==, NX_ARTICLE_REASON);
            g_assert_cmpuint(strlen(nx_article_section(article, "meaning")), >, 30);
            if (l == NX_LANG_EN)
                g_assert_cmpstr(nx_article_title(article), ==, nx_reason_label(i));
        }
}

static void test_all_replies(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint code = 200; code < 600; code++)
        for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
            g_autofree char *name = g_strdup_printf("%u", code);
            g_autofree char *text = text_of(fixture, name, langs[l], 80);
            g_assert_cmpuint(strlen(text), >, 60);
        }
    g_autofree char *full = text_of(fixture, "552", "en", 100);
    assert_holds(full, "mailboxfull (mailbox full); soft bounce; retry later");
    g_autofree char *vague = text_of(fixture, "550", "en", 100);
    assert_holds(vague, "undefined (undefined); hard bounce; review");
}

static void test_every_provider(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GBytes) bytes = nx_library_embedded("providers.tsv");
    NxTable *table = nx_table_new(bytes, "providers.tsv", NULL);
    g_assert_cmpuint(nx_table_rows(table), >, 5);
    for (guint row = 0; row < nx_table_rows(table); row++)
        for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
            const NxArticle *article = nx_codes_find(fixture->codes, nx_table_cell(table, row, "provider"), langs[l]);
            g_assert_nonnull(article);
            g_assert_cmpint(nx_article_kind(article), ==, NX_ARTICLE_PROVIDER);
            g_assert_nonnull(strstr(nx_article_section(article, "facts"), nx_table_cell(table, row, "hosts")));
        }
    nx_table_free(table);
}

static void test_provider_means_otherwise(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *code = text_of(fixture, "4.2.1", "en", 100);
    assert_holds(code, "Providers that mean something else\n  - Google (Gmail, Workspace): speeding");
    g_autofree char *provider = text_of(fixture, "google", "de", 100);
    assert_holds(provider, "- speeding (Drosselung): ");
    assert_holds(provider, "- authfailure (Authentifizierung gescheitert): ");
}

static void test_unregistered(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *text = text_of(fixture, "5.7.999", "en", 80);
    assert_holds(text, "No registry knows this code");
    assert_holds(text, "security and policy");
    g_autofree char *beyond = text_of(fixture, "4.99.1", "de", 80);
    assert_holds(beyond, "keine registrierte Themengruppe");
}

static void test_names_that_are_none(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const none[] = {"",         " ",    "3.1.1", "5.1",        "5.1.1.1", "5.1.1 ()",
                                       "5.1234.1", "5..1", "199",   "600",        "5500",    "55",
                                       "nobody",   "X",    "-",     "5.1.1\n550", "٥.١.١"};
    for (guint i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_null(nx_codes_find(fixture->codes, none[i], "en"));
    g_assert_null(nx_codes_find(fixture->codes, NULL, "en"));
}

static void test_spellings(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const pairs[][2] = {{" 5.2.1 ", "5.2.1"},
                                           {"x.2.1", "X.2.1"},
                                           {"5.02.01", "5.2.1"},
                                           {"UserUnknown", "userunknown"},
                                           {"Google", "google"}};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        g_assert_cmpstr(nx_article_name(nx_codes_find(fixture->codes, pairs[i][0], "en")), ==, pairs[i][1]);
    g_assert_true(nx_codes_find(fixture->codes, "5.2.1", "de") ==
                  nx_codes_find(fixture->codes, "5.2.1", "de_AT.UTF-8"));
    g_assert_true(nx_codes_find(fixture->codes, "5.2.1", "en") == nx_codes_find(fixture->codes, "5.2.1", "ja"));
    g_assert_true(nx_codes_find(fixture->codes, "5.9.9", NULL) == nx_codes_find(fixture->codes, "5.9.9", "en"));
}

static void test_titles(Fixture *fixture, gconstpointer data)
{
    (void)data;
    const NxCodes *codes = fixture->codes;
    g_assert_cmpstr(nx_codes_title(codes, (NxStatus){5, 2, 1}, "en"), ==, "Mailbox disabled, not accepting messages");
    g_assert_cmpstr(nx_codes_title(codes, (NxStatus){4, 2, 2}, "de"), ==, "Postfach voll");
    g_assert_cmpstr(nx_codes_title(codes, (NxStatus){5, 2, 77}, "en"), ==, "Other or undefined mailbox status");
    g_assert_cmpstr(nx_codes_title(codes, (NxStatus){5, 77, 7}, "en"), ==, "Other undefined status");
    g_assert_cmpstr(nx_codes_title(codes, NX_STATUS_NONE, "de"), ==, "kein Statuscode");
}

static void test_suggestions(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const cases[][3] = {{"userunkown", "en", "userunknown"},
                                           {"5.1.1.1", "en", "5.1.1"},
                                           {"goog", "en", "google"},
                                           {"Postfach voll", "de", "5.2.2"},
                                           {"mailbox full", "en", "mailboxfull"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) names = nx_codes_suggest(fixture->codes, cases[i][0], cases[i][1]);
        if (!g_strv_contains((const char *const *)names, cases[i][2]))
            g_error("%s does not suggest %s", cases[i][0], cases[i][2]);
        for (char **name = names; *name; name++)
            g_assert_nonnull(nx_codes_find(fixture->codes, *name, "en"));
    }
    g_auto(GStrv) first = nx_codes_suggest(fixture->codes, "userunknow", "en");
    g_assert_cmpstr(first[0], ==, "userunknown");
    g_auto(GStrv) nothing = nx_codes_suggest(fixture->codes, "completely different", "en");
    g_assert_null(nothing[0]);
    g_autofree char *endless = g_strnfill(100000, 'x');
    g_auto(GStrv) none = nx_codes_suggest(fixture->codes, endless, "en");
    g_assert_null(none[0]);
}

static gpointer look_up(gpointer data)
{
    const Fixture *fixture = data;
    GPtrArray *found = g_ptr_array_new();
    for (guint detail = 0; detail < 40; detail++) {
        g_autofree char *name = g_strdup_printf("5.9.%u", detail);
        g_ptr_array_add(found, (gpointer)nx_codes_find(fixture->codes, name, "de"));
    }
    return found;
}

static void test_threads(Fixture *fixture, gconstpointer data)
{
    (void)data;
    GThread *threads[4];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("look-up", look_up, fixture);
    g_autoptr(GPtrArray) first = g_thread_join(threads[0]);
    for (guint i = 1; i < G_N_ELEMENTS(threads); i++) {
        g_autoptr(GPtrArray) other = g_thread_join(threads[i]);
        for (guint j = 0; j < first->len; j++)
            g_assert_true(first->pdata[j] && first->pdata[j] == other->pdata[j]);
    }
}

/* ---- The user's own ---------------------------------------------------------------------------------------------- */

static void write_article(const char *folder, const char *lang, const char *name, const char *text)
{
    g_autofree char *place = g_build_filename(folder, "codes", lang, NULL);
    g_autofree char *file = g_build_filename(place, name, NULL);
    g_assert_cmpint(g_mkdir_with_parents(place, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

static void remove_article(const char *folder, const char *lang, const char *name)
{
    g_autofree char *place = g_build_filename(folder, "codes", lang, NULL);
    g_autofree char *file = g_build_filename(place, name, NULL);
    g_assert_cmpint(g_remove(file), ==, 0);
    g_assert_cmpint(g_rmdir(place), ==, 0);
}

static void test_users_article(void)
{
    g_autofree char *folder = g_dir_make_tmp("nixie-codes-XXXXXX", NULL);
    g_autofree char *codes = g_build_filename(folder, "codes", NULL);
    write_article(folder, "en", "userunknown.md",
                  "---\ncode: userunknown\ntitle: Nobody there\n---\n## Meaning\n\nAsk Anna first.\n");
    write_article(folder, "de", "5.2.1.md", "---\ncode: 5.2.1\ntitle: Meins\n---\n## Bedeutung\n\nUnfertig.\n");
    Fixture fixture;
    fixture_open_with(&fixture, &(NxSettings){.data_dirs = (char *[]){folder, NULL}});
    g_autofree char *own = text_of(&fixture, "userunknown", "en", 80);
    assert_holds(own, "userunknown Nobody there");
    assert_holds(own, "Ask Anna first.");
    assert_holds(own, "With a 5.x.x code: hard bounce; suppress");
    g_autofree char *related = text_of(&fixture, "5.1.1", "en", 80);
    assert_holds(related, "userunknown Nobody there");
    g_auto(GStrv) complaints = nx_problems_take(fixture.problems);
    g_assert_nonnull(complaints[0]);
    assert_holds(complaints[0], "codes/de/5.2.1.md:1: front matter without category");
    g_autofree char *refused = text_of(&fixture, "5.2.1", "de", 80);
    g_assert_null(strstr(refused, "Unfertig"));
    assert_holds(refused, "5.2.1 Postfach deaktiviert");
    fixture_close(&fixture, NULL);
    remove_article(folder, "en", "userunknown.md");
    remove_article(folder, "de", "5.2.1.md");
    g_assert_cmpint(g_rmdir(codes), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* ---- On the screen ----------------------------------------------------------------------------------------------- */

static void assert_width(const Fixture *fixture, const char *name, guint width)
{
    for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
        g_autofree char *text = text_of(fixture, name, langs[l], width);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (char **line = lines; *line; line++)
            g_assert_cmpuint(nx_cells(*line, -1), <=, MIN(width, 120));
    }
}

/* All names at three widths, some of them at each of the others. */
static void test_no_line_over_width(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_auto(GStrv) names = nx_codes_names(fixture->codes);
    for (guint width = 40; width <= 120; width++)
        for (guint i = 0; names[i]; i++)
            if (width % 40 == 0 || i % 64 == width % 64)
                assert_width(fixture, names[i], width);
}

static void test_written_in_all_widths(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint width = 20; width <= 200; width += 9)
        assert_width(fixture, "4.2.1", width);
}

static void test_markdown(Fixture *fixture, gconstpointer data)
{
    (void)data;
    const NxArticle *article = nx_codes_find(fixture->codes, "5.2.1", "de");
    g_autofree char *text = nx_article_write(fixture->codes, article, "de", NX_ARTICLE_MARKDOWN, 80);
    g_assert_true(g_str_has_prefix(text, "# 5.2.1 Postfach deaktiviert\n\n## In zwanzig Sekunden\n"));
    assert_holds(text, "\n## Weitere Zustellversuche\n");
    assert_holds(text, "- [4.2.1](4.2.1) Postfach vorübergehend deaktiviert\n");
}

static void test_json(Fixture *fixture, gconstpointer data)
{
    (void)data;
    const NxArticle *article = nx_codes_find(fixture->codes, "5.9.1", "en");
    g_autofree char *text = nx_article_write(fixture->codes, article, "en", NX_ARTICLE_JSON, 80);
    assert_holds(text, "\"name\":\"5.9.1\"");
    assert_holds(text, "\"written\":false");
    assert_holds(text, "\"plan\":null");
    assert_holds(text, "\"id\":\"meaning\"");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, test) g_test_add("/codes/" name, Fixture, NULL, fixture_open, test, fixture_close)
    ADD("what is built in has no faults", test_no_complaints);
    ADD("every class, advice, plan, section and digit has its words in both languages", test_labels);
    ADD("ours are whole, each read when it is asked for", test_ours_are_whole);
    ADD("articles exist in both languages with the same sections", test_both_languages);
    ADD("every link leads somewhere", test_links_lead_somewhere);
    ADD("5.2.1 is hard and suppresses", test_disabled_suppresses);
    ADD("4.2.1 tells the plan of the policy", test_plan_of_the_policy);
    g_test_add_func("/codes/4.2.1 tells the plan that the operator set", test_plan_of_the_operator);
    ADD("every registered code says something of its own in every class and language",
        test_every_code_says_something_of_its_own);
    ADD("every reason is explained under its label", test_every_reason);
    ADD("every reply code from 200 to 599 is explained", test_all_replies);
    ADD("every provider that reports name has a page", test_every_provider);
    ADD("a code says which providers mean something else by it", test_provider_means_otherwise);
    ADD("an unregistered code is explained by subject and class", test_unregistered);
    ADD("what is no name finds nothing", test_names_that_are_none);
    ADD("case, blanks, zeros and regions do not matter", test_spellings);
    ADD("many threads look up the same names and get the same pages", test_threads);
    ADD("codes have titles in both languages", test_titles);
    ADD("a slip of the finger gets a suggestion", test_suggestions);
    g_test_add_func("/codes/the user's article replaces ours, and a faulty one is refused by name", test_users_article);
    ADD("no line is wider than asked", test_no_line_over_width);
    ADD("a narrow or endless screen gets whole lines", test_written_in_all_widths);
    ADD("Markdown has headings and links", test_markdown);
    ADD("JSON says null where nothing is known", test_json);
    return g_test_run();
}
