/* Article files: what is wrong in one is named with file and line, and refuses it. */
#include "codes/article.h"
#include "codes/markdown.h"

static NxWords *words; /* read once: the tables are built in */

#define FRONT                                                                                                          \
    "---\ncode: 5.2.1\ntitle: Mailbox disabled\ncategory: mailbox\nrelated: 5.1.1 suspend\nsources: RFC 3463; a "      \
    "friend\n---\n"
#define SECTION(heading) "## " heading "\n\nSome words.\n\n"
#define BEFORE_PLAN                                                                                                    \
    SECTION("Meaning")                                                                                                 \
    SECTION("The digits")                                                                                              \
    SECTION("In practice")                                                                                             \
    SECTION("Common causes")                                                                                           \
    SECTION("What to do as the sender")                                                                                \
    SECTION("What to do as a developer") SECTION("What to do as the recipient's administrator")
#define PLAN "## Retry plan\n\n{plan}\n\n"
#define AFTER_PLAN                                                                                                     \
    SECTION("Differences to its neighbors")                                                                            \
    SECTION("Examples") SECTION("What large providers write") SECTION("When there are many")
#define WHOLE FRONT BEFORE_PLAN PLAN AFTER_PLAN

static NxArticle *read_as(const char *name, const char *text, gsize len, char ***complaints)
{
    NxProblems *problems = nx_problems_new();
    NxDataFile file = {.name = (char *)name, .origin = (char *)name, .bytes = g_bytes_new_static(text, len)};
    NxArticle *article = nx_article_read(&file, NX_LANG_EN, words, problems);
    *complaints = nx_problems_take(problems);
    nx_problems_free(problems);
    g_bytes_unref(file.bytes);
    return article;
}

static void test_whole(void)
{
    g_auto(GStrv) complaints = NULL;
    NxArticle *article = read_as("5.2.1.md", WHOLE, strlen(WHOLE), &complaints);
    g_assert_null(complaints[0]);
    g_assert_nonnull(article);
    g_assert_cmpstr(nx_article_name(article), ==, "5.2.1");
    g_assert_cmpstr(nx_article_title(article), ==, "Mailbox disabled");
    g_assert_true(nx_article_is_written(article));
    g_assert_cmpstr(nx_article_related(article)[1], ==, "suspend");
    g_assert_cmpstr(article->sources[1], ==, "a friend");
    nx_article_free(article);
}

static void test_order_of_the_page(void)
{
    g_auto(GStrv) complaints = NULL;
    static const char text[] = FRONT AFTER_PLAN PLAN BEFORE_PLAN;
    NxArticle *article = read_as("5.2.1.md", text, strlen(text), &complaints);
    g_assert_nonnull(article);
    g_assert_cmpstr(((NxArticleSection *)article->sections->pdata[0])->id, ==, "meaning");
    g_assert_cmpstr(((NxArticleSection *)article->sections->pdata[article->sections->len - 1])->id, ==, "investigate");
    nx_article_free(article);
}

static void test_line_ends(void)
{
    g_auto(GStrv) complaints = NULL;
    g_autoptr(GString) text = g_string_new(WHOLE);
    g_string_replace(text, "\n", "\r\n", 0);
    NxArticle *article = read_as("5.2.1.md", text->str, text->len, &complaints);
    g_assert_nonnull(article);
    g_assert_cmpstr(nx_article_section(article, "meaning"), ==, "\nSome words.\n\n");
    nx_article_free(article);
}

static void test_a_reason_needs_one_section(void)
{
    g_auto(GStrv) complaints = NULL;
    static const char text[] = "---\ncode: userunknown\ntitle: User unknown\n---\n## Meaning\n\nGone.\n";
    NxArticle *article = read_as("userunknown.md", text, strlen(text), &complaints);
    g_assert_nonnull(article);
    g_assert_cmpint(nx_article_kind(article), ==, NX_ARTICLE_REASON);
    nx_article_free(article);
}

static void test_faults(void)
{
    static const struct {
        const char *text;
        const char *complaint;
    } cases[] = {
        {"", "5.2.1.md:1: no front matter (the first line must be ---)"},
        {"# 5.2.1\n", "5.2.1.md:1: no front matter (the first line must be ---)"},
        {"---\ncode: 5.2.1\n", "5.2.1.md:1: front matter has no end (a line of ---)"},
        {"---\ncode: 5.2.1\n---\n", "5.2.1.md:1: front matter without title"},
        {"---\ntitle: x\n---\n", "5.2.1.md:1: front matter without code"},
        {"---\ncode: 5.2.1\ntitle: x\nauthor: me\n---\n", "5.2.1.md:4: front matter knows no key \"author\""},
        {"---\ncode: 5.2.1\ntitle: x\ntitle: y\n---\n", "5.2.1.md:4: title stands here already"},
        {"---\ncode: 5.2.1\ntitle: x\nsomething\n---\n", "5.2.1.md:4: front matter has a line without a colon"},
        {"---\ncode: fivetwoone\ntitle: x\n---\n", "5.2.1.md:2: fivetwoone is no code, reply, reason or provider"},
        {"---\ncode: 5.2.2\ntitle: x\n---\n", "5.2.1.md:2: an article about 5.2.2 must be named 5.2.2.md"},
        {"---\ncode: 5.2.1\ntitle: x\ncategory: post\n---\n", "5.2.1.md:4: no such category: post"},
        {"---\ncode: 5.2.1\ntitle: x\nrelated: 5.1.1 nonsense\n---\n",
         "5.2.1.md:4: related to something unknown: nonsense"},
        {"---\ncode: 5.2.1\ntitle: x\n---\n", "5.2.1.md:1: front matter without category"},
        {"---\ncode: 5.2.1\ntitle: x\n---\n", "5.2.1.md:1: front matter without sources"},
        {FRONT, "5.2.1.md:1: section meaning is missing"},
        {FRONT SECTION("Meaning"), "5.2.1.md:1: section practice is missing"},
        {FRONT "Hello.\n" BEFORE_PLAN PLAN AFTER_PLAN, "5.2.1.md:8: text before the first section"},
        {FRONT "## Bedeutung\n\nx\n", "5.2.1.md:8: no section has the heading \"Bedeutung\" in this language"},
        {FRONT "## Related\n\nx\n",
         "5.2.1.md:8: section related is made by the program, from front matter, registry and policy"},
        {FRONT SECTION("Meaning") "## Meaning\n\nx\n", "5.2.1.md:12: section meaning stands here already"},
        {FRONT "## Meaning\n\n## Examples\n\nx\n", "5.2.1.md:8: section meaning is empty"},
        {FRONT "## Retry plan\n\nAfter a day.\n",
         "5.2.1.md:8: section plan without {plan}: the steps come from the policy, not from the article"},
        {FRONT "## Meaning\n\nA **strong word.\n", "5.2.1.md:10: ** is not closed"},
        {FRONT "## Meaning\n\nWords.\n\nA `code.\n", "5.2.1.md:12: ` is not closed"},
        {FRONT "## Meaning\n\nSee [there](5.1.1\n", "5.2.1.md:10: a link is not closed"},
        {FRONT "## Meaning\n\nSee [there](elsewhere).\n", "5.2.1.md:10: a link to something unknown: elsewhere"},
        {FRONT "## Meaning\n\nA **[strong](5.1.1)** link.\n", "5.2.1.md:10: marks inside ** are not known"},
        {FRONT "## Meaning\n\n#### Deep\n",
         "5.2.1.md:10: a heading of a depth that articles do not know (## opens a section, ### stands inside one)"},
        {FRONT "## Examples\n\n```\n550 x\n", "5.2.1.md:8: a ``` in this section is not closed"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) complaints = NULL;
        NxArticle *article = read_as("5.2.1.md", cases[i].text, strlen(cases[i].text), &complaints);
        g_assert_null(article);
        if (!g_strv_contains((const char *const *)complaints, cases[i].complaint))
            g_error("not complained: %s\nbut: %s", cases[i].complaint, complaints[0]);
    }
}

/* What stands in an example is what was written, marks and links and all. */
static void test_example_is_taken_as_it_is(void)
{
    g_auto(GStrv) complaints = NULL;
    g_autoptr(GString) text = g_string_new(WHOLE);
    g_string_replace(text, "Some words.", "```\n[there](elsewhere) **open `too\n## Meaning\n```", 1);
    NxArticle *article = read_as("5.2.1.md", text->str, text->len, &complaints);
    g_assert_nonnull(article);
    g_assert_nonnull(strstr(nx_article_section(article, "meaning"), "[there](elsewhere) **open `too\n## Meaning\n"));
    nx_article_free(article);
}

static void test_too_long(void)
{
    g_auto(GStrv) complaints = NULL;
    g_autofree char *text = g_strnfill(300 * 1024, 'x');
    g_assert_null(read_as("5.2.1.md", text, strlen(text), &complaints));
    g_assert_true(g_str_has_prefix(complaints[0], "5.2.1.md:1: longer than"));
}

static void test_escapes(void)
{
    g_auto(GStrv) complaints = NULL;
    g_autoptr(GString) text = g_string_new(WHOLE);
    g_string_replace(text, "Some words.", "Bad \033[31m \xe2\x80\xae \xff words.", 1);
    NxArticle *article = read_as("5.2.1.md", text->str, text->len, &complaints);
    g_assert_nonnull(article);
    const char *body = nx_article_section(article, "meaning");
    g_assert_null(strchr(body, '\033'));
    g_assert_null(strstr(body, "\xe2\x80\xae"));
    g_assert_true(g_utf8_validate(body, -1, NULL));
    nx_article_free(article);
}

/* ---- Marks ------------------------------------------------------------------------------------------------------- */

static void test_spans(void)
{
    g_autoptr(GArray) spans = nx_markdown_spans("see **5.1.1** or [full one](5.2.2), `550` ** [x] end");
    static const NxSpan expected[] = {
        {NX_STYLE_PLAIN, (char *)"see ", NULL},        {NX_STYLE_STRONG, (char *)"5.1.1", NULL},
        {NX_STYLE_PLAIN, (char *)" or ", NULL},        {NX_STYLE_LINK, (char *)"full one", (char *)"5.2.2"},
        {NX_STYLE_PLAIN, (char *)", ", NULL},          {NX_STYLE_CODE, (char *)"550", NULL},
        {NX_STYLE_PLAIN, (char *)" ** [x] end", NULL},
    };
    g_assert_cmpuint(spans->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < spans->len; i++) {
        const NxSpan *span = &g_array_index(spans, NxSpan, i);
        g_assert_cmpint(span->style, ==, expected[i].style);
        g_assert_cmpstr(span->text, ==, expected[i].text);
        g_assert_cmpstr(span->link, ==, expected[i].link);
    }
}

static void test_blocks(void)
{
    g_autoptr(GPtrArray) blocks = nx_markdown_blocks(
        "One\nline.\n\n- first\n  goes on\n  - inner\n12. twelfth\n### Head\n```\na  b\n\nc\n```\nend");
    static const NxBlock expected[] = {
        {NX_BLOCK_PARAGRAPH, 1, 0, NULL, (char *)"One line."},
        {NX_BLOCK_ITEM, 4, 0, (char *)"- ", (char *)"first goes on"},
        {NX_BLOCK_ITEM, 6, 2, (char *)"- ", (char *)"inner"},
        {NX_BLOCK_ITEM, 7, 0, (char *)"12. ", (char *)"twelfth"},
        {NX_BLOCK_HEADING, 8, 0, NULL, (char *)"Head"},
        {NX_BLOCK_CODE, 9, 0, NULL, (char *)"a  b\n\nc"},
        {NX_BLOCK_PARAGRAPH, 14, 0, NULL, (char *)"end"},
    };
    g_assert_cmpuint(blocks->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < blocks->len; i++) {
        const NxBlock *block = blocks->pdata[i];
        g_assert_cmpint(block->kind, ==, expected[i].kind);
        g_assert_cmpuint(block->line, ==, expected[i].line);
        g_assert_cmpuint(block->indent, ==, expected[i].indent);
        g_assert_cmpstr(block->marker, ==, expected[i].marker);
        g_assert_cmpstr(block->text, ==, expected[i].text);
    }
}

static void test_fill(void)
{
    g_autofree char *text = nx_words_fill("{n} of {all} {unknown} {", "n", "{all}", "all", "9", NULL);
    g_assert_cmpstr(text, ==, "{all} of 9 {unknown} {");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    /* The library registers what is built in. */
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL);
    words = nx_words_new(NULL);
    g_test_add_func("/article file/a whole article is read", test_whole);
    g_test_add_func("/article file/sections stand in the order of the page", test_order_of_the_page);
    g_test_add_func("/article file/line ends of DOS do not matter", test_line_ends);
    g_test_add_func("/article file/an article about a reason needs one section", test_a_reason_needs_one_section);
    g_test_add_func("/article file/every fault is named with file and line", test_faults);
    g_test_add_func("/article file/an example is taken as it is", test_example_is_taken_as_it_is);
    g_test_add_func("/article file/an endless file is refused", test_too_long);
    g_test_add_func("/article file/terminal escapes in an article are shown, not sent", test_escapes);
    g_test_add_func("/article file/strong, code and links are spans", test_spans);
    g_test_add_func("/article file/blocks of a text", test_blocks);
    g_test_add_func("/article file/places in sentences are filled once", test_fill);
    int status = g_test_run();
    nx_words_free(words);
    nx_library_unref(library);
    return status;
}
