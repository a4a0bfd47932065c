/* Looking things up: every name has a page of its own; patterns, words and slips of the finger lead to it; and what
 * stood against a code. */
#include "codes/article_store.h"
#include "codes/registry.h"
#include <nixie/data.h>

static const char *const langs[] = {"en", "de"};

typedef struct {
    NxLibrary *library;
    NxJudge *judge;
    NxReader *reader;
    NxCodes *codes;
} Fixture;

static void fixture_open(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->library = nx_library_new(&(NxSettings){0}, NULL);
    fixture->judge = nx_judge_new(fixture->library, NULL);
    fixture->reader = nx_reader_new(fixture->library, NULL);
    fixture->codes = nx_codes_new(fixture->library, fixture->judge, NULL);
}

static void fixture_close(Fixture *fixture, gconstpointer data)
{
    (void)data;
    nx_codes_free(fixture->codes);
    nx_reader_free(fixture->reader);
    nx_judge_free(fixture->judge);
    nx_library_unref(fixture->library);
}

#define assert_holds(text, words)                                                                                      \
    do {                                                                                                               \
        if (!strstr(text, words))                                                                                      \
            g_error("\"%s\" is not in:\n%s", words, text);                                                             \
    } while (0)

/* ---- Every name -------------------------------------------------------------------------------------------------- */

/* The page, without what only repeats the name. */
static char *blanked(const char *page, const char *name)
{
    g_auto(GStrv) pieces = g_strsplit(page, name, -1);
    return g_strjoinv("", pieces);
}

/* `seen`: blanked page to name. */
static void check_page(const Fixture *fixture, const char *name, const char *lang, GHashTable *seen)
{
    const NxArticle *article = nx_codes_find(fixture->codes, name, lang);
    if (!article)
        g_error("nothing is known of %s", name);
    g_assert_cmpuint(article->sections->len, >=, 2);
    g_autofree char *nothing_first =
        g_strconcat(nx_words_label(fixture->codes->words, "label", "replies", nx_lang_parse(lang)), ",", NULL);
    g_autofree char *text = nx_article_write(fixture->codes, article, lang, NX_ARTICLE_TEXT, 80);
    g_assert_true(g_str_has_prefix(text, name));
    g_assert_null(strstr(text, nothing_first));
    g_assert_null(strstr(text, "(null)"));
    g_autofree char *page = nx_article_write(fixture->codes, article, lang, NX_ARTICLE_MARKDOWN, 80);
    char *rest = blanked(page, name);
    const char *other = g_hash_table_lookup(seen, rest);
    if (other)
        g_error("%s and %s have the same page in %s:\n%s", name, other, lang, rest);
    g_hash_table_insert(seen, rest, g_strdup(name));
}

static void check_codes(const Fixture *fixture, const char *lang, GHashTable *seen)
{
    NxRegistry *registry = nx_registry_new(NULL);
    for (guint i = 0; i < nx_registry_length(registry); i++)
        for (const char *klass = "245X"; *klass; klass++) {
            NxStatus status = nx_registry_at(registry, i)->status;
            g_autofree char *name = g_strdup_printf("%c.%u.%u", *klass, status.subject, status.detail);
            check_page(fixture, name, lang, seen);
        }
    nx_registry_free(registry);
}

static void check_words(const Fixture *fixture, const char *place, gsize length, const char *lang, GHashTable *seen)
{
    g_autoptr(GPtrArray) names = nx_words_names(fixture->codes->words, place);
    g_assert_cmpuint(names->len, >, 0);
    for (guint i = 0; i < names->len; i++)
        if (!length || strlen(names->pdata[i]) == length)
            check_page(fixture, names->pdata[i], lang, seen);
}

static void test_every_name(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
        g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        check_codes(fixture, langs[l], seen);
        for (guint i = 0; i < NX_N_REASONS; i++)
            check_page(fixture, nx_reason_name(i), langs[l], seen);
        check_words(fixture, "reply", 3, langs[l], seen);
        check_words(fixture, "provider", 0, langs[l], seen);
    }
}

static void test_provider_codes(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GBytes) bytes = nx_library_embedded("provider-codes.tsv");
    NxTable *table = nx_table_new(bytes, "provider-codes.tsv", NULL);
    for (guint row = 0; row < nx_table_rows(table); row++)
        for (guint l = 0; l < G_N_ELEMENTS(langs); l++) {
            const char *code = nx_table_cell(table, row, "code"), *provider = nx_table_cell(table, row, "provider");
            g_auto(GStrv) fitting = nx_codes_match(fixture->codes, code);
            const NxArticle *article = nx_codes_find(fixture->codes, code, langs[l]);
            g_assert_true(article || fitting[0]);
            NxName name;
            NxReason reason;
            if (!article || !nx_name_read(fixture->codes->words, code, &name) || name.kind != NX_ARTICLE_CODE ||
                name.status.klass == 2)
                continue;
            g_assert_true(nx_reason_parse(nx_table_cell(table, row, "reason"), &reason));
            g_autofree char *page = nx_article_write(fixture->codes, article, langs[l], NX_ARTICLE_MARKDOWN, 80);
            g_autofree char *link = g_strdup_printf("](%s)", provider);
            if (nx_judge_code(fixture->judge, name.status, NULL, NULL) != reason)
                assert_holds(page, link);
        }
    nx_table_free(table);
}

/* ---- Patterns ---------------------------------------------------------------------------------------------------- */

static void test_patterns(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *pattern, *first, *holds, *not ;
    } cases[] = {
        {"5.7.*", "5.7.0", "5.7.26", "5.6.7"},
        {"5.7.x", "5.7.0", "5.7.26", "4.7.1"},
        {"5.*", "5.0.0", "5.7.1", "550"},
        {"X.2.*", "X.2.0", "X.2.4", "5.2.1"},
        {"x.2.*", "X.2.0", "X.2.4", "X.3.0"},
        {"55*", "550", "552", "5.5.0"},
        {"5xx", "500", "554", "5.1.1"},
        {"*.2.2", "2.2.2", "5.2.2", "5.2.1"},
        {"mailbox*", "mailboxfull", "mailboxfull", "suspend"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) names = nx_codes_match(fixture->codes, cases[i].pattern);
        g_assert_cmpstr(names[0], ==, cases[i].first);
        g_assert_true(g_strv_contains((const char *const *)names, cases[i].holds));
        g_assert_false(g_strv_contains((const char *const *)names, cases[i].not ));
    }
    g_auto(GStrv) ordered = nx_codes_match(fixture->codes, "5.7.*");
    g_assert_cmpstr(ordered[2], ==, "5.7.2");
    static const char *const none[] = {"5.99.*", "", "*", "5.7.1", "exe", NULL};
    for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
        g_auto(GStrv) names = nx_codes_match(fixture->codes, none[i]);
        g_assert_null(names[0]);
    }
}

static void test_lists(Fixture *fixture, gconstpointer data)
{
    (void)data;
    const char *const names[] = {"5.2.2", "mailboxfull", "5.7.606", NULL};
    g_autofree char *text = nx_codes_write_list(fixture->codes, names, "de", NX_ARTICLE_TEXT, 80);
    assert_holds(text, "5.2.2        Postfach voll");
    assert_holds(text, "\n5.7.606      Microsoft 365: ");
    g_autofree char *markdown = nx_codes_write_list(fixture->codes, names, "en", NX_ARTICLE_MARKDOWN, 80);
    g_assert_true(g_str_has_prefix(markdown, "- [5.2.2](5.2.2) Mailbox full"));
    g_autofree char *json = nx_codes_write_list(fixture->codes, names, "en", NX_ARTICLE_JSON, 80);
    assert_holds(json, "\"name\":\"mailboxfull\",\"kind\":\"reason\"");
    g_autofree char *narrow = nx_codes_write_list(fixture->codes, names, "en", NX_ARTICLE_TEXT, 20);
    g_auto(GStrv) lines = g_strsplit(narrow, "\n", -1);
    for (char **line = lines; *line; line++)
        g_assert_cmpuint(g_utf8_strlen(*line, -1), <=, 20);
}

/* ---- Words ------------------------------------------------------------------------------------------------------- */

static void test_words(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *words, *lang;
        NxSearchPlace place;
        const char *first, *holds;
    } cases[] = {
        {"mailbox full", "en", NX_SEARCH_TITLES, "mailboxfull", "5.2.2"},
        {"Postfach voll", "de", NX_SEARCH_TITLES, "mailboxfull", "4.2.2"},
        {"postfach VOLL", "en", NX_SEARCH_TITLES, "mailboxfull", "5.2.2"},
        {"\"user unknown\".", "en", NX_SEARCH_TITLES, "userunknown", "userunknown"},
        {"greylisting", "en", NX_SEARCH_TEXTS, NULL, "4.7.1"},
        {"Greylisting", "de", NX_SEARCH_TEXTS, NULL, "4.7.1"},
        {"S3150", "en", NX_SEARCH_TEXTS, NULL, "outlook"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) names = nx_codes_search(fixture->codes, cases[i].words, cases[i].lang, cases[i].place);
        if (cases[i].first)
            g_assert_cmpstr(names[0], ==, cases[i].first);
        if (!g_strv_contains((const char *const *)names, cases[i].holds))
            g_error("%s does not find %s", cases[i].words, cases[i].holds);
        g_assert_cmpuint(g_strv_length(names), <=, 12);
    }
}

static void test_words_that_are_none(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *endless = g_strnfill(100000, 'x');
    g_autofree char *many = g_strnfill(199, ' ');
    for (guint i = 0; i + 1 < 199; i += 3)
        many[i] = many[i + 1] = 'a';
    const char *const none[] = {"", " ", "...", "quantum flux", "ull", "\"", endless, many};
    for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
        g_auto(GStrv) names = nx_codes_search(fixture->codes, none[i], "en", NX_SEARCH_TEXTS);
        g_assert_null(names[0]);
    }
}

static void test_near_names(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const cases[][2] = {
        {"5.1.9999", "5.1.9"}, {"mailbx full", "mailboxfull"}, {"5.1.1.1", "5.1.1"}, {"gogle", "google"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) names = nx_codes_suggest(fixture->codes, cases[i][0], "en");
        g_assert_cmpstr(names[0], ==, cases[i][1]);
    }
}

/* ---- What stood against the code --------------------------------------------------------------------------------- */

static char *override_of(const Fixture *fixture, const char *line, const char *lang)
{
    NxReport *report = nx_reader_read_line(fixture->reader, line);
    NxVerdict verdict;
    nx_judge_event(fixture->judge, report, 0, &verdict);
    char *text = nx_codes_override(fixture->codes, report, 0, &verdict, lang);
    nx_report_free(report);
    return text;
}

static void test_text_against_code(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char line[] =
        "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages";
    g_autofree char *english = override_of(fixture, line, "en");
    assert_holds(english, "5.2.1 by itself stands for suspend (disabled). Rule ");
    assert_holds(english, " makes it speeding (too fast), because the text says: “receiving mail at a rate");
    g_autofree char *german = override_of(fixture, line, "de");
    assert_holds(german, "5.2.1 allein steht für suspend (deaktiviert). Die Regel ");
    assert_holds(german, " macht daraus speeding (Drosselung), weil im Text steht: „receiving mail at a rate");
    g_autofree char *reply = override_of(fixture, "550 user unknown", "en");
    assert_holds(reply, "550 by itself does not say why. Rule ");
}

static void test_provider_against_code(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxRecipient recipient = {.provider = "google"};
    NxReport report = {.recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict = {.status = {4, 2, 1}};
    verdict.reason = nx_judge_code(fixture->judge, verdict.status, "google", &verdict.rule);
    g_assert_cmpint(verdict.reason, ==, NX_REASON_SPEEDING);
    g_autofree char *english = nx_codes_override(fixture->codes, &report, 0, &verdict, "en");
    g_assert_cmpstr(english, ==,
                    "4.2.1 by itself stands for suspend (disabled). Google (Gmail, Workspace) uses it for speeding "
                    "(too fast) (table "
                    "provider:google:4.2.1).");
    g_autofree char *german = nx_codes_override(fixture->codes, &report, 0, &verdict, "de");
    assert_holds(german, "Google (Gmail, Workspace) verwendet ihn für speeding (Drosselung)");
}

static void test_nothing_against_code(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const plain[] = {"550 5.1.1 user unknown", "550 5.1.1 xyzzy", "no code at all: user unknown",
                                        "452 4.2.2 mailbox full"};
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++) {
        g_autofree char *text = override_of(fixture, plain[i], "en");
        g_assert_null(text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, test) g_test_add("/codes/finding/" name, Fixture, NULL, fixture_open, test, fixture_close)
    ADD("every code, reason, reply and provider has a page that no other has", test_every_name);
    ADD("every code that a provider uses its own way says so", test_provider_codes);
    ADD("a pattern gives the names that it fits, in order", test_patterns);
    ADD("a list has a line for each name, in text, Markdown and JSON", test_lists);
    ADD("words find titles, then texts, in either language", test_words);
    ADD("words that stand nowhere find nothing", test_words_that_are_none);
    ADD("a miss names what is near", test_near_names);
    ADD("where the text overrules the code, both are named with the words", test_text_against_code);
    ADD("where a provider means something else by a code, it is named", test_provider_against_code);
    ADD("where the code stands, nothing is said against it", test_nothing_against_code);
    return g_test_run();
}
