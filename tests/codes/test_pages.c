/* What a page says of a name, to the field: facts, JSON, made articles, lines on the screen; and what was asked for. */
#include "codes/article_store.h"
#include "codes/markdown.h"
#include "codes/registry.h"
#include <nixie/library.h>
#include <nixie/text.h>
#include <json-glib/json-glib.h>

static NxLibrary *library;
static NxJudge *judge;
static NxCodes *codes;

#define assert_holds(text, words)                                                                                      \
    do {                                                                                                               \
        if (!strstr(text, words))                                                                                      \
            g_error("\"%s\" is not in:\n%s", words, text);                                                             \
    } while (0)

#define assert_lacks(text, words)                                                                                      \
    do {                                                                                                               \
        if (strstr(text, words))                                                                                       \
            g_error("\"%s\" is in:\n%s", words, text);                                                                 \
    } while (0)

static char *page_of(const char *name, const char *lang)
{
    const NxArticle *article = nx_codes_find(codes, name, lang);
    g_assert_nonnull(article);
    return nx_article_write(codes, article, lang, NX_ARTICLE_MARKDOWN, 80);
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static JsonParser *json_of(const char *name, const char *lang)
{
    const NxArticle *article = nx_codes_find(codes, name, lang);
    g_autofree char *text = nx_article_write(codes, article, lang, NX_ARTICLE_JSON, 80);
    JsonParser *parser = json_parser_new();
    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    return parser;
}

static const char *string_of(JsonObject *object, const char *member)
{
    return json_node_get_string(json_object_get_member(object, member));
}

static void test_json_fields(void)
{
    static const struct {
        const char *name, *lang, *kind, *title;
        gboolean written;
        const char *reason, *klass, *advice, *plan;
    } CASES[] = {
        {"5.2.1", "en", "code", "Mailbox disabled", TRUE, "suspend", "hard", "suppress", NULL},
        {"4.2.1", "en", "code", "Mailbox temporarily disabled", TRUE, "suspend", "soft", "retry", "S1"},
        {"4.2.1", "de", "code", "Postfach vorübergehend deaktiviert", TRUE, "suspend", "soft", "retry", "S1"},
        {"2.1.5", "en", "code", "Recipient address valid", TRUE, NULL, NULL, NULL, NULL},
        {"X.2.1", "en", "code", "Mailbox disabled, not accepting messages", FALSE, NULL, NULL, NULL, NULL},
        {"450", "en", "reply", "mailbox unavailable", TRUE, NULL, NULL, NULL, NULL},
        {"mailboxfull", "en", "reason", "mailbox full", TRUE, NULL, NULL, NULL, NULL},
        {"google", "en", "provider", "Google (Gmail, Workspace)", TRUE, NULL, NULL, NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(JsonParser) parser = json_of(CASES[i].name, CASES[i].lang);
        JsonObject *page = json_node_get_object(json_parser_get_root(parser));
        g_test_message("%s", CASES[i].name);
        g_assert_cmpstr(string_of(page, "name"), ==, CASES[i].name);
        g_assert_cmpstr(string_of(page, "kind"), ==, CASES[i].kind);
        g_assert_cmpstr(string_of(page, "lang"), ==, CASES[i].lang);
        g_assert_cmpstr(string_of(page, "title"), ==, CASES[i].title);
        g_assert_cmpint(json_object_get_boolean_member(page, "written"), ==, CASES[i].written);
        g_assert_cmpstr(string_of(page, "reason"), ==, CASES[i].reason);
        g_assert_cmpstr(string_of(page, "class"), ==, CASES[i].klass);
        g_assert_cmpstr(string_of(page, "advice"), ==, CASES[i].advice);
        g_assert_cmpstr(string_of(page, "plan"), ==, CASES[i].plan);
    }
}

static void test_json_lists(void)
{
    g_autoptr(JsonParser) parser = json_of("5.2.1", "de");
    const NxArticle *article = nx_codes_find(codes, "5.2.1", "de");
    JsonObject *page = json_node_get_object(json_parser_get_root(parser));
    JsonArray *related = json_object_get_array_member(page, "related"),
              *sources = json_object_get_array_member(page, "sources"),
              *sections = json_object_get_array_member(page, "sections");
    g_assert_cmpuint(json_array_get_length(related), ==, g_strv_length(article->related));
    g_assert_cmpstr(json_array_get_string_element(related, 0), ==, "5.1.1");
    g_assert_cmpuint(json_array_get_length(sources), ==, g_strv_length(article->sources));
    assert_holds(json_array_get_string_element(sources, 0), "RFC 3463");
    g_assert_cmpuint(json_array_get_length(sections), ==, article->sections->len);
    JsonObject *facts = json_array_get_object_element(sections, 1),
               *meaning = json_array_get_object_element(sections, 2);
    g_assert_cmpstr(string_of(json_array_get_object_element(sections, 0), "id"), ==, "first");
    g_assert_cmpstr(string_of(facts, "id"), ==, "facts");
    g_assert_cmpstr(string_of(facts, "heading"), ==, "Auf einen Blick");
    g_assert_true(g_str_has_prefix(string_of(facts, "markdown"), "- **Art:** Hard Bounce"));
    g_assert_cmpstr(string_of(meaning, "id"), ==, "meaning");
    g_autofree char *body = g_strstrip(g_strdup(nx_article_section(article, "meaning")));
    g_assert_cmpstr(string_of(meaning, "markdown"), ==, body);
}

static void test_json_list_of_names(void)
{
    static const char *const NAMES[] = {"5.2.2", "552", "mailboxfull", "nonsense", "google", NULL};
    static const char *const KINDS[] = {"code", "reply", "reason", "provider"};
    static const char *const TITLES[] = {"Postfach voll, als dauerhaft gemeldet", NULL, "Postfach voll", NULL};
    g_autofree char *text = nx_codes_write_list(codes, NAMES, "de", NX_ARTICLE_JSON, 80);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    JsonArray *list = json_node_get_array(json_parser_get_root(parser));
    g_assert_cmpuint(json_array_get_length(list), ==, 4); /* what is no name has no line */
    for (guint i = 0; i < 4; i++) {
        JsonObject *entry = json_array_get_object_element(list, i);
        g_assert_cmpstr(string_of(entry, "name"), ==, NAMES[i < 3 ? i : 4]);
        g_assert_cmpstr(string_of(entry, "kind"), ==, KINDS[i]);
        g_assert_cmpstr(string_of(entry, "lang"), ==, "de");
        if (TITLES[i])
            g_assert_cmpstr(string_of(entry, "title"), ==, TITLES[i]);
    }
    g_autofree char *plain = nx_codes_write_list(codes, NAMES, "en", NX_ARTICLE_TEXT, 80),
                    *markdown = nx_codes_write_list(codes, NAMES, "en", NX_ARTICLE_MARKDOWN, 80);
    assert_lacks(plain, "nonsense");
    assert_lacks(markdown, "nonsense");
    assert_holds(plain, "\ngoogle       Google");
    assert_holds(markdown, "\n- [mailboxfull](mailboxfull) mailbox full\n");
}

/* ---- Facts ------------------------------------------------------------------------------------------------------- */

static void test_facts(void)
{
    static const struct {
        const char *name, *holds, *lacks;
    } CASES[] = {
        {"5.2.1", "- **Type:** hard bounce; class 5, called permanent\n", "temporary\n"},
        {"4.2.1", "- **Type:** soft bounce; class 4, called temporary\n", "class 5"},
        {"4.2.1", "plan S1, 4 attempts after 24 h, 48 h (2 days), 72 h (3 days), 168 h (7 days)", "24 h (1 day"},
        {"2.1.5", "- **Type:** success, not a bounce\n- **Category:** address\n", "Advice"},
        {"X.2.1", "- [4.2.1](4.2.1): disabled, soft bounce; retry", "Advice:**"},
        {"X.2.1", "- [5.2.1](5.2.1): disabled, hard bounce; suppress", "Advice:**"},
        {"550", "- **Type:** class 5, called permanent\n", "Category"},
        {"450", "- **Type:** class 4, called temporary\n", "Category"},
        {"400", "- **Type:** class 4, called temporary\n", "success"},
        {"399", "- **Type:** success, not a bounce\n", "class"},
        {"354", "- **Type:** success, not a bounce\n", "class"},
        {"mailboxfull", "- **With a 4.x.x code:** soft bounce; retry later", "Category"},
        {"userunknown", "- **With a 5.x.x code:** hard bounce; suppress", "Category"},
        {"X.0.0", "- **Category:** not said\n", "Type"},
        {"X.1.1", "- **Category:** address\n", "Type"},
        {"X.2.2", "- **Category:** mailbox\n", "Type"},
        {"X.3.3", "- **Category:** technical\n", "Type"},
        {"X.4.4", "- **Category:** technical\n", "Type"},
        {"X.5.5", "- **Category:** technical\n", "Type"},
        {"X.6.6", "- **Category:** content\n", "Type"},
        {"X.7.7", "- **Category:** security and policy\n", "Type"},
        {"X.8.1", "- **Category:** not said\n", "Type"},
        {"google", "google.com", "Type"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const NxArticle *article = nx_codes_find(codes, CASES[i].name, "en");
        const char *facts = nx_article_section(article, "facts");
        g_test_message("%s", CASES[i].name);
        assert_holds(facts, CASES[i].holds);
        assert_lacks(facts, CASES[i].lacks);
    }
}

/* Days are told from two on, and where they are whole. */
static void test_hours_and_days(void)
{
    NxSettings settings = {.plan = {NX_DAY, 47 * NX_HOUR, 2 * NX_DAY, 49 * NX_HOUR}, .plan_steps = 4};
    NxLibrary *own = nx_library_new(&settings, NULL);
    NxJudge *policy = nx_judge_new(own, NULL);
    NxCodes *pages = nx_codes_new(own, policy, NULL);
    const NxArticle *article = nx_codes_find(pages, "4.2.1", "en");
    assert_holds(nx_article_section(article, "facts"), "4 attempts after 24 h, 47 h, 48 h (2 days), 49 h\n");
    const char *plan = nx_article_section(article, "plan");
    assert_holds(plan, "\n1. 24 h after the first bounce.");
    assert_holds(plan, "\n2. 47 h after the bounce of the attempt before; 71 h after the first");
    assert_holds(plan, "\n3. 48 h (2 days) after the bounce of the attempt before; 119 h after the first");
    assert_holds(plan, "\n4. 49 h after the bounce of the attempt before; 168 h (7 days) after the first");
    nx_codes_free(pages);
    nx_judge_free(policy);
    nx_library_unref(own);
}

/* ---- Made articles ----------------------------------------------------------------------------------------------- */

static char *joined(const char *const *list)
{
    return g_strjoinv(" ", (char **)list);
}

static void test_made_of_codes(void)
{
    const NxArticle *any = nx_codes_find(codes, "X.2.4", "en"), *four = nx_codes_find(codes, "4.6.8", "en"),
                    *none = nx_codes_find(codes, "5.2.99", "en");
    g_assert_false(nx_article_is_written(any));
    assert_holds(nx_article_section(any, "digits"), "- **X** ");
    assert_holds(nx_article_section(any, "digits"), "- **2** mailbox");
    assert_holds(nx_article_section(any, "digits"), "- **4** Mailing list expansion problem\n");
    assert_holds(nx_article_section(any, "practice"), "[450](450), [452](452).");
    g_assert_null(nx_article_section(any, "plan"));
    g_autofree char *relatives = joined(nx_article_related(any)), *of_four = joined(nx_article_related(four)),
                    *of_none = joined(nx_article_related(none));
    g_assert_true(g_str_has_prefix(relatives, "5.2.4 4.2.4 5.2.0 5.2.1 5.2.2 5.2.3"));
    g_assert_true(g_str_has_prefix(of_four, "5.6.8 4.6.0 4.6.1"));
    assert_lacks(of_four, "4.6.8");
    g_assert_true(g_str_has_prefix(of_none, "4.2.99 5.2.0 5.2.1"));
    g_assert_null(nx_article_section(four, "practice")); /* none of its replies is of class 4 */
    g_assert_nonnull(nx_article_section(four, "plan"));
    g_assert_cmpstr(any->sources[0], ==, "RFC 3463");
    assert_lacks(any->sources[1], "RFC 3463");
    const NxArticle *later = nx_codes_find(codes, "X.1.10", "en");
    g_assert_cmpstr(later->sources[0], ==, "RFC 7505");
    g_assert_cmpstr(later->sources[1], ==, "RFC 3463");
    g_assert_cmpstr(none->sources[0], ==, "RFC 3463");
    assert_holds(nx_article_section(none, "digits"), "- **2** mailbox");
}

static void test_made_of_replies(void)
{
    const NxArticle *reply = nx_codes_find(codes, "453", "en");
    if (!nx_article_is_written(reply)) {
        g_assert_true(g_strv_contains(nx_article_related(reply), "4.3.2"));
        g_assert_cmpstr(reply->sources[0], ==, "RFC 5321");
        g_assert_null(reply->sources[1]);
    }
    const NxArticle *unknown = nx_codes_find(codes, "599", "en");
    g_assert_false(nx_article_is_written(unknown));
    g_assert_null(nx_article_related(unknown)[0]);
    g_assert_cmpstr(unknown->sources[0], ==, "RFC 5321");
}

static void test_codes_of_a_reason(void)
{
    g_autofree char *page = page_of("mailboxfull", "en");
    assert_holds(page, "## Codes\n\n- [4.2.2](4.2.2) Mailbox full\n- [5.2.2](5.2.2) ");
    assert_lacks(page, "[2.2.2]");
    assert_lacks(nx_article_section(nx_codes_find(codes, "mailboxfull", "en"), "codes"), "5.2.1");
    const NxArticle *code = nx_codes_find(codes, "5.2.2", "en");
    g_assert_null(nx_article_section(code, "codes"));
    g_assert_null(nx_article_section(nx_codes_find(codes, "552", "en"), "codes"));
    g_assert_null(nx_article_section(nx_codes_find(codes, "google", "en"), "providers"));
}

/* Its codes in one line for each meaning, a code a link, a pattern of codes none. */
static void test_codes_of_a_provider(void)
{
    const char *lines = nx_article_section(nx_codes_find(codes, "google", "en"), "codes");
    g_assert_nonnull(lines);
    g_autofree char *text = g_strchomp(g_strdup(lines));
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
    guint linked = 0;
    for (guint i = 0; i < nx_judge_provider_codes(judge); i++) {
        const NxProviderCode *row = nx_judge_provider_code(judge, i);
        NxName name;
        g_autofree char *shown = nx_name_read(codes->words, row->code, &name)
                                     ? g_strdup_printf("[%s](%s)", name.text, name.text)
                                     : g_strdup_printf("`%s`", row->code);
        g_autofree char *reason = g_strdup_printf("- [%s](", nx_reason_name(row->reason));
        gboolean google = strcmp(row->provider, "google") == 0, found = FALSE;
        for (char **line = rows; *line; line++)
            found |= g_str_has_prefix(*line, reason) && strstr(*line, shown);
        if (google)
            g_assert_true(found);
        linked += google;
    }
    g_assert_cmpuint(linked, >, 3);
    for (guint i = 0; rows[i]; i++)
        for (guint k = i + 1; rows[k]; k++)
            g_assert_cmpint(strncmp(rows[i], rows[k], strcspn(rows[i], "(")), !=, 0); /* each meaning once */
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

static void test_bounds_of_names(void)
{
    static const struct {
        const char *text, *name;
    } CASES[] = {
        {"200", "200"},     {"199", NULL},      {"599", "599"},   {"600", NULL},          {"0550", NULL},
        {"55", NULL},       {"5.0.0", "5.0.0"}, {"3.1.1", NULL},  {"x.1.1", "X.1.1"},     {"5.999.999", "5.999.999"},
        {"5.1000.1", NULL}, {"5.1.1000", NULL}, {"5.1.1.", NULL}, {"5.1.", NULL},         {"5x1.1", NULL},
        {"4.1.1", "4.1.1"}, {"2.1.1", "2.1.1"}, {" 550 ", "550"}, {"5.007.001", "5.7.1"}, {"5.1.1x", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const NxArticle *article = nx_codes_find(codes, CASES[i].text, "en");
        g_test_message("%s", CASES[i].text);
        g_assert_cmpstr(article ? nx_article_name(article) : NULL, ==, CASES[i].name);
    }
    static const struct {
        const char *lang;
        NxLang is;
    } LANGS[] = {{"de", NX_LANG_DE}, {"DE", NX_LANG_DE},  {"de_AT", NX_LANG_DE}, {"den", NX_LANG_EN},
                 {"en", NX_LANG_EN}, {"d", NX_LANG_EN},   {"", NX_LANG_EN},      {NULL, NX_LANG_EN},
                 {"fr", NX_LANG_EN}, {"de.x", NX_LANG_DE}};
    for (guint i = 0; i < G_N_ELEMENTS(LANGS); i++)
        g_assert_cmpint(nx_lang_parse(LANGS[i].lang), ==, LANGS[i].is);
}

/* Each place that names come from, none twice, in order. */
static void test_all_names(void)
{
    static const char *const THERE[] = {"5.1.1", "2.1.5", "X.7.8",  "4.7.1",       "550",
                                        "354",   "552",   "google", "mailboxfull", "5.7.606"};
    static const char *const NOT_THERE[] = {"55", "5", "5.99.1", "3.1.1", "599"};
    g_auto(GStrv) names = nx_codes_names(codes);
    for (guint i = 0; i < G_N_ELEMENTS(THERE); i++)
        g_assert_true(g_strv_contains((const char *const *)names, THERE[i]));
    for (guint i = 0; i < G_N_ELEMENTS(NOT_THERE); i++)
        g_assert_false(g_strv_contains((const char *const *)names, NOT_THERE[i]));
    for (guint i = 0; names[i + 1]; i++)
        g_assert_cmpint(strcmp(names[i], names[i + 1]), <, 0);
}

static void test_nearest_names(void)
{
    static const struct {
        const char *asked, *first; /* NULL: nothing is near */
    } CASES[] = {
        {"userunknown", "userunknown"},
        {"USERUNKNOWN", "userunknown"},
        {" userunknown ", "userunknown"},
        {"userunkn", "userunknown"},
        {"userunknowxx", "userunknown"},
        {"usxxxxxxown", NULL},
        {"5.1.12", "5.1.1"},
        {"googel", "google"},
        {"gxxgxe", NULL},
        {"", NULL},
        {" ", NULL},
        {"zz", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(GStrv) names = nx_codes_suggest(codes, CASES[i].asked, "en");
        g_test_message("%s", CASES[i].asked);
        g_assert_cmpstr(names[0], ==, CASES[i].first);
        g_assert_cmpuint(g_strv_length(names), <=, 8);
    }
    g_auto(GStrv) many = nx_codes_suggest(codes, "5", "en");
    g_assert_cmpuint(g_strv_length(many), ==, 8);
    g_auto(GStrv) none = nx_codes_suggest(codes, NULL, "en");
    g_assert_null(none[0]);
    g_autofree char *tail = g_strnfill(59, 'x'), *longest = g_strconcat("5.1.1", tail, NULL),
                    *too_long = g_strconcat(longest, "x", NULL);
    g_auto(GStrv) at_bound = nx_codes_suggest(codes, longest, "en"), beyond = nx_codes_suggest(codes, too_long, "en");
    g_assert_cmpstr(at_bound[0], ==, "5.1.1");
    g_assert_null(beyond[0]);
}

/* ---- Words and what was asked for -------------------------------------------------------------------------------- */

static void test_whole_words(void)
{
    static const struct {
        const char *words;
        NxSearchPlace place;
        const char *there, *not_there;
    } CASES[] = {
        {"full", NX_SEARCH_TITLES, "5.2.2", NULL},
        {"ull", NX_SEARCH_TITLES, NULL, "5.2.2"},
        {"disa", NX_SEARCH_TITLES, NULL, "5.2.1"},    /* in "disabled", but short words stand alone */
        {"disab", NX_SEARCH_TITLES, "5.2.1", NULL},   /* long ones may go on */
        {"isabled", NX_SEARCH_TITLES, NULL, "5.2.1"}, /* but not begin inside */
        {"(mailbox) \"full\".", NX_SEARCH_TITLES, "5.2.2", NULL},
        {"mailbox quantum", NX_SEARCH_TITLES, NULL, "5.2.2"}, /* all of them */
        {"mailbox a full", NX_SEARCH_TITLES, "5.2.2", NULL},  /* a letter is no word */
        {"mailbox\tfull\n", NX_SEARCH_TITLES, "5.2.2", NULL},
        {"full full full full full full full full", NX_SEARCH_TITLES, "5.2.2", NULL},
        {"full full full full full full full full full", NX_SEARCH_TITLES, NULL, "5.2.2"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(GStrv) names = nx_codes_search(codes, CASES[i].words, "en", CASES[i].place);
        g_test_message("%s", CASES[i].words);
        if (CASES[i].there)
            g_assert_true(g_strv_contains((const char *const *)names, CASES[i].there));
        if (CASES[i].not_there)
            g_assert_false(g_strv_contains((const char *const *)names, CASES[i].not_there));
    }
    g_auto(GStrv) screen = nx_codes_search(codes, "mailbox", "en", NX_SEARCH_TEXTS);
    g_assert_cmpuint(g_strv_length(screen), ==, 12);
    g_auto(GStrv) nothing = nx_codes_search(codes, NULL, "en", NX_SEARCH_TEXTS);
    g_assert_null(nothing[0]);
    g_auto(GStrv) classes = nx_codes_search(codes, "mailbox full", "en", NX_SEARCH_TITLES);
    g_assert_false(g_strv_contains((const char *const *)classes, "X.2.2")); /* what is made says the same */
    g_assert_false(g_strv_contains((const char *const *)classes, "2.2.2"));
}

static void test_asked(void)
{
    static const struct {
        const char *text;
        NxVerdict verdict;
        NxAsked asked;
        const char *first;
    } CASES[] = {
        {"mailbox full", {.status = {0}}, NX_ASKED_WORDS, "mailboxfull"},
        {"mailbox full", {.status = {5, 2, 2}}, NX_ASKED_LINE, NULL},
        {"mailbox full", {.reply_code = 550}, NX_ASKED_LINE, NULL},
        {"mailbox full", {.rule_origin = "rules"}, NX_ASKED_WORDS, "mailboxfull"}, /* titles know best */
        {"mailbox\nfull", {.status = {0}}, NX_ASKED_LINE, NULL},
        {"the mailbox of ann is so full", {.status = {0}}, NX_ASKED_LINE, NULL},
        {"a b c d e zzzz", {.status = {0}}, NX_ASKED_NOTHING, NULL},
        {"quantum flux", {.status = {0}}, NX_ASKED_NOTHING, NULL},
        {"quantum flux", {.rule_origin = "rules"}, NX_ASKED_LINE, NULL},
        {"quantumflux", {.rule_origin = "rules"}, NX_ASKED_NOTHING, NULL}, /* one word is no line */
        {"S3150", {.status = {0}}, NX_ASKED_WORDS, "microsoft/s3150"},
        {"", {.status = {0}}, NX_ASKED_NOTHING, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(GStrv) names = NULL;
        g_test_message("%s", CASES[i].text);
        g_assert_cmpint(nx_codes_asked(codes, CASES[i].text, &CASES[i].verdict, "en", &names), ==, CASES[i].asked);
        g_assert_cmpstr(names ? names[0] : NULL, ==, CASES[i].first);
        g_assert_true(!names == (CASES[i].asked != NX_ASKED_WORDS));
    }
}

/* ---- What stood against the code --------------------------------------------------------------------------------- */

static char *quoted_words(const NxRecipient *recipient, guint i, NxEvidenceField evidence, guint at, guint len)
{
    NxReport report = {.recipients = recipient, .n_recipients = 1, .text = "the text of the notice"};
    NxVerdict verdict = {.status = {5, 1, 1},
                         .reason = NX_REASON_MAILBOXFULL,
                         .rule = "r",
                         .rule_origin = "rules",
                         .evidence = evidence,
                         .match_at = at,
                         .match_len = len};
    return nx_codes_override(codes, &report, i, &verdict, "en");
}

static void test_words_that_decided(void)
{
    static const NxRecipient both = {.diagnostic = "said by the server", .note = "the note"},
                             bare = {.diagnostic = NULL};
    static const struct {
        const NxRecipient *recipient;
        guint i;
        NxEvidenceField evidence;
        guint at, len;
        const char *words; /* NULL: none are shown */
    } CASES[] = {
        {&both, 0, NX_EVIDENCE_DIAGNOSTIC, 0, 4, "“said”"},
        {&both, 0, NX_EVIDENCE_DIAGNOSTIC, 12, 6, "“server”"}, /* up to the last byte */
        {&both, 0, NX_EVIDENCE_DIAGNOSTIC, 12, 7, NULL},       /* and not beyond */
        {&both, 0, NX_EVIDENCE_DIAGNOSTIC, 0, 0, NULL},
        {&both, 0, NX_EVIDENCE_NOTE, 4, 4, "“note”"},
        {&bare, 0, NX_EVIDENCE_NOTE, 4, 4, "“text”"},
        {&bare, 0, NX_EVIDENCE_DIAGNOSTIC, 0, 4, NULL},
        {&both, 0, NX_EVIDENCE_STATUS, 0, 4, NULL},
        {&both, 1, NX_EVIDENCE_DIAGNOSTIC, 0, 4, NULL}, /* nobody's */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text =
            quoted_words(CASES[i].recipient, CASES[i].i, CASES[i].evidence, CASES[i].at, CASES[i].len);
        g_assert_true(g_str_has_prefix(text, "5.1.1 by itself stands for userunknown"));
        if (CASES[i].words)
            assert_holds(text, CASES[i].words);
        else
            assert_lacks(text, "“");
    }
}

static void test_what_stands_against_nothing(void)
{
    static const char *const PLAIN[] = {"code:5.1.1", "subject:5.1", "class:5", "kind:delay"};
    NxVerdict verdict = {.status = {5, 1, 1}, .reason = NX_REASON_MAILBOXFULL};
    for (guint i = 0; i < G_N_ELEMENTS(PLAIN); i++) {
        verdict.rule = PLAIN[i];
        verdict.rule_origin = NULL;
        g_assert_null(nx_codes_override(codes, NULL, 0, &verdict, "en"));
        verdict.rule_origin = "rules"; /* a rule may be called as it likes */
        g_autofree char *text = nx_codes_override(codes, NULL, 0, &verdict, "en");
        g_assert_nonnull(text);
    }
    verdict = (NxVerdict){.reason = NX_REASON_MAILBOXFULL, .rule = "r", .rule_origin = "rules"};
    g_assert_null(nx_codes_override(codes, NULL, 0, &verdict, "en"));
    verdict = (NxVerdict){.status = {5, 1, 1}, .reason = NX_REASON_MAILBOXFULL};
    g_assert_null(nx_codes_override(codes, NULL, 0, &verdict, "en"));
    verdict = (NxVerdict){.status = {5, 1, 1}, .reason = NX_REASON_USERUNKNOWN, .rule = "r", .rule_origin = "rules"};
    g_assert_null(nx_codes_override(codes, NULL, 0, &verdict, "en"));
    verdict = (NxVerdict){.status = {5, 1, 1}, .reason = NX_REASON_MAILBOXFULL, .rule = "other:x"};
    g_autofree char *other = nx_codes_override(codes, NULL, 0, &verdict, "en");
    assert_holds(other, "5.1.1 by itself stands for userunknown");
    assert_holds(other, "mailboxfull (mailbox full)");
    g_auto(GStrv) pieces = g_strsplit(other, "Rule ", 2);
    g_assert_null(pieces[1]);
}

/* ---- Marks and lines --------------------------------------------------------------------------------------------- */

static void test_marks(void)
{
    static const struct {
        const char *text;
        guint spans;
        NxStyle style; /* of the first */
        const char *first, *link;
    } CASES[] = {
        {"**a**", 1, NX_STYLE_STRONG, "a", NULL},        {"`a`", 1, NX_STYLE_CODE, "a", NULL},
        {"[a](5.1.1)", 1, NX_STYLE_LINK, "a", "5.1.1"},  {"****", 1, NX_STYLE_PLAIN, "****", NULL},
        {"``", 1, NX_STYLE_PLAIN, "``", NULL},           {"[](x)", 1, NX_STYLE_PLAIN, "[](x)", NULL},
        {"[a] (x)", 1, NX_STYLE_PLAIN, "[a] (x)", NULL}, {"[a](x", 1, NX_STYLE_PLAIN, "[a](x", NULL},
        {"*a*", 1, NX_STYLE_PLAIN, "*a*", NULL},         {"**a*", 1, NX_STYLE_PLAIN, "**a*", NULL},
        {"a **b**", 2, NX_STYLE_PLAIN, "a ", NULL},      {"", 0, NX_STYLE_PLAIN, NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GArray) spans = nx_markdown_spans(CASES[i].text);
        g_test_message("%s", CASES[i].text);
        g_assert_cmpuint(spans->len, ==, CASES[i].spans);
        if (!spans->len)
            continue;
        const NxSpan *first = &g_array_index(spans, NxSpan, 0);
        g_assert_cmpint(first->style, ==, CASES[i].style);
        g_assert_cmpstr(first->text, ==, CASES[i].first);
        g_assert_cmpstr(first->link, ==, CASES[i].link);
    }
}

static void test_items(void)
{
    static const struct {
        const char *line, *marker; /* NULL: a paragraph */
        guint indent;
    } CASES[] = {
        {"- a", "- ", 0},     {"-a", NULL, 0},    {"1. a", "1. ", 0},   {"999. a", "999. ", 0},
        {"1000. a", NULL, 0}, {"1.a", NULL, 0},   {"1) a", NULL, 0},    {". a", NULL, 0},
        {" - a", "- ", 0},    {"  - a", "- ", 2}, {"    - a", "- ", 2}, {"* a", NULL, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GPtrArray) blocks = nx_markdown_blocks(CASES[i].line);
        const NxBlock *block = blocks->pdata[0];
        g_test_message("%s", CASES[i].line);
        g_assert_cmpuint(blocks->len, ==, 1);
        g_assert_cmpstr(block->marker, ==, CASES[i].marker);
        g_assert_cmpint(block->kind, ==, CASES[i].marker ? NX_BLOCK_ITEM : NX_BLOCK_PARAGRAPH);
        g_assert_cmpuint(block->indent, ==, CASES[i].indent);
    }
}

static void add_section(NxArticle *article, const char *body)
{
    nx_article_add(article, "meaning", g_strdup(body));
}

/* Lines joined by "|", as they stand on a screen of that width. */
static char *lines_of(const char *body, guint width)
{
    NxName name;
    g_assert_true(nx_name_read(codes->words, "550", &name));
    NxArticle *article = nx_article_begin(&name, NX_LANG_EN, "t");
    add_section(article, body);
    g_autofree char *text = nx_article_write(codes, article, "en", NX_ARTICLE_TEXT, width);
    nx_article_free(article);
    return g_strdelimit(g_strdup(text), "\n", '|');
}

static void test_lines(void)
{
    static const struct {
        const char *body, *want;
        guint width;
    } CASES[] = {
        {"one two", "  one two|", 20},
        {"aaaaaaaa bbbbbbbbb", "  aaaaaaaa bbbbbbbbb|", 20},      /* 20 cells: they fit */
        {"aaaaaaaa bbbbbbbbbb", "  aaaaaaaa|  bbbbbbbbbb|", 20},  /* 21: they do not */
        {"aaaaaaaa bbbbbbbbb", "  aaaaaaaa bbbbbbbbb|", 1},       /* no narrower than 20 */
        {"aaaaaaaaaaaaaaaaaaa", "  aaaaaaaaaaaaaaaaaa|  a|", 20}, /* what has no place is broken */
        {"a\n\nb", "  a||  b|", 20},
        {"- a\n- b", "  - a|  - b|", 20},
        {"- a\n  - b\n", "  - a|    - b|", 20},
        {"a\n- b", "  a||  - b|", 20},
        {"### h\na", "  h|  a|", 20},
        {"- aaaaaaaa bbbbbbbbb", "  - aaaaaaaa|    bbbbbbbbb|", 20},
        {"a **b**, `c` d", "  a b, c d|", 20},
        {"```\na  b\n```", "    a  b|", 20},
        {"[a b](5.1.1) c", "  a b c|", 20},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *lines = lines_of(CASES[i].body, CASES[i].width);
        g_autofree char *want = g_strconcat("550 t||Meaning|", CASES[i].want, NULL);
        g_assert_cmpstr(lines, ==, want);
    }
    g_autofree char *hundred = g_strnfill(118, 'a'), *wide = lines_of(hundred, 500);
    g_assert_null(strstr(wide, "a|  a")); /* 120 cells and no more */
    g_autofree char *more = g_strnfill(119, 'a'), *broken = lines_of(more, 500);
    assert_holds(broken, "a|  a|");
}

static void test_nothing_to_free(void)
{
    nx_page_free(NULL);
    nx_article_free(NULL);
    nx_codes_free(NULL);
    nx_registry_free(NULL);
    nx_words_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    library = nx_library_new(&(NxSettings){0}, NULL);
    judge = nx_judge_new(library, NULL);
    codes = nx_codes_new(library, judge, NULL);
    g_test_add_func("/codes/pages/each field of a page's JSON is in its own place", test_json_fields);
    g_test_add_func("/codes/pages/lists and sections of a page's JSON are whole", test_json_lists);
    g_test_add_func("/codes/pages/a list of names leaves out what is none", test_json_list_of_names);
    g_test_add_func("/codes/pages/facts are those of the class and subject, and no others", test_facts);
    g_test_add_func("/codes/pages/hours are told as days where they are whole ones", test_hours_and_days);
    g_test_add_func("/codes/pages/a code that nobody wrote of has its digits, replies, relatives and sources",
                    test_made_of_codes);
    g_test_add_func("/codes/pages/a reply that nobody wrote of has its codes", test_made_of_replies);
    g_test_add_func("/codes/pages/a reason names its codes, a code none", test_codes_of_a_reason);
    g_test_add_func("/codes/pages/a provider's codes are told by meaning", test_codes_of_a_provider);
    g_test_add_func("/codes/pages/a name has its bounds", test_bounds_of_names);
    g_test_add_func("/codes/pages/all names are there once, in order", test_all_names);
    g_test_add_func("/codes/pages/a suggestion is near, and nothing far is suggested", test_nearest_names);
    g_test_add_func("/codes/pages/short words are found whole, and all of them", test_whole_words);
    g_test_add_func("/codes/pages/what has a code or is long is a line, the rest words", test_asked);
    g_test_add_func("/codes/pages/the words that decided are quoted, and only they", test_words_that_decided);
    g_test_add_func("/codes/pages/what the tables say stands against no code", test_what_stands_against_nothing);
    g_test_add_func("/codes/pages/marks are what is closed and not empty", test_marks);
    g_test_add_func("/codes/pages/an item has a dash or a number", test_items);
    g_test_add_func("/codes/pages/lines are as wide as may be", test_lines);
    g_test_add_func("/codes/pages/what was never made may be freed", test_nothing_to_free);
    int failed = g_test_run();
    nx_codes_free(codes);
    nx_judge_free(judge);
    nx_library_unref(library);
    return failed;
}
