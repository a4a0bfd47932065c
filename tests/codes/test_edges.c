/* What words find, in which order; which names are near to what was typed; and what one piece of a page is. */
#include "codes/article_store.h"

static NxLibrary *library;
static NxJudge *judge;
static NxCodes *codes;

static guint title_bytes(const char *name)
{
    return (guint)strlen(nx_article_title(nx_codes_find(codes, name, "en")));
}

static void the_shorter_title_stands_first(void)
{
    static const char *const ASKED[] = {"mailbox", "address", "server", "message"};
    gboolean by_name = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(ASKED); i++) {
        g_auto(GStrv) names = nx_codes_search(codes, ASKED[i], "en", NX_SEARCH_TITLES);
        g_assert_cmpuint(g_strv_length(names), >, 1);
        for (guint at = 1; names[at]; at++) {
            g_test_message("%s: %s, %s", ASKED[i], names[at - 1], names[at]);
            g_assert_cmpuint(title_bytes(names[at - 1]), <=, title_bytes(names[at]));
            if (title_bytes(names[at - 1]) == title_bytes(names[at])) /* class 5 before class 4 */
                g_assert_cmpint(strverscmp(names[at - 1], names[at]), >, 0);
            by_name = by_name && strverscmp(names[at - 1], names[at]) > 0;
        }
    }
    g_assert_false(by_name); /* the name decides among equals alone */
}

static void a_word_may_have_two_letters(void)
{
    g_auto(GStrv) both = nx_codes_search(codes, "mailbox no", "en", NX_SEARCH_TITLES),
                  one = nx_codes_search(codes, "mailbox x", "en", NX_SEARCH_TITLES);
    g_assert_true(g_strv_contains((const char *const *)both, "5.1.1")); /* "No such mailbox" */
    g_assert_false(g_strv_contains((const char *const *)both, "mailboxfull"));
    g_assert_true(g_strv_contains((const char *const *)one, "mailboxfull"));
}

static void marks_around_a_word_are_none_of_it(void)
{
    static const char *const ASKED[] = {"\"full\"", "'full'", "`full`", "full.",  "full,",  "full;",   "full:",
                                        "full!",    "full?",  "(full)", "[full]", "<full>", "\tfull\r"};
    for (guint i = 0; i < G_N_ELEMENTS(ASKED); i++) {
        g_auto(GStrv) names = nx_codes_search(codes, ASKED[i], "en", NX_SEARCH_TITLES);
        g_test_message("%s", ASKED[i]);
        g_assert_true(g_strv_contains((const char *const *)names, "mailboxfull"));
    }
    g_auto(GStrv) within = nx_codes_search(codes, "mail-box", "en", NX_SEARCH_TITLES);
    g_assert_false(g_strv_contains((const char *const *)within, "mailboxfull"));
}

static void what_is_too_long_is_no_look_up(void)
{
    g_autofree char *blanks = g_strnfill(195, ' '), *most = g_strconcat(blanks, "full", " ", NULL),
                    *more = g_strconcat(blanks, "full", "  ", NULL);
    g_auto(GStrv) found = nx_codes_search(codes, most, "en", NX_SEARCH_TITLES),
                  none = nx_codes_search(codes, more, "en", NX_SEARCH_TITLES);
    g_assert_nonnull(found[0]);
    g_assert_null(none[0]);
    g_autofree char *stars = g_strnfill(195, '*'), *pattern = g_strconcat("5.2.", stars, "2", NULL),
                    *beyond = g_strconcat("5.2.", stars, "*2", NULL);
    g_auto(GStrv) fit = nx_codes_match(codes, pattern), fits_not = nx_codes_match(codes, beyond);
    g_assert_true(g_strv_contains((const char *const *)fit, "5.2.2"));
    g_assert_null(fits_not[0]);
}

static void patterns_are_read_as_people_write_them(void)
{
    static const struct {
        const char *pattern, *there, *not_there; /* NULL there: nothing fits */
    } CASES[] = {
        {"5.2.x", "5.2.2", "4.2.2"},
        {"5.x.2", "5.2.2", "5.2.1"},
        {"x.2.*", "X.2.2", "5.2.2"}, /* at the beginning it is the class that a code leaves open */
        {"?.2.2", "5.2.2", "5.2.1"},
        {"55x", "552", "5.5.0"},
        {"55xx", NULL, NULL},
        {"mailbox*", "mailboxfull", "blocked"},
        {"MAILBOX*", "mailboxfull", "blocked"},
        {"  5.2.*  ", "5.2.2", "5.3.2"},
        {"*", NULL, NULL}, /* all there is was not asked for */
        {"*.*", NULL, NULL},
        {"5.2.2", NULL, NULL}, /* a name is no pattern */
        {"", NULL, NULL},
        {NULL, NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(GStrv) names = nx_codes_match(codes, CASES[i].pattern);
        g_test_message("%s", CASES[i].pattern ? CASES[i].pattern : "nothing");
        if (!CASES[i].there) {
            g_assert_null(names[0]);
            continue;
        }
        g_assert_true(g_strv_contains((const char *const *)names, CASES[i].there));
        g_assert_false(g_strv_contains((const char *const *)names, CASES[i].not_there));
    }
}

static void another_language_is_asked_where_ones_own_finds_nothing(void)
{
    g_auto(GStrv) german = nx_codes_search(codes, "mailbox full", "de", NX_SEARCH_TITLES),
                  english = nx_codes_search(codes, "Postfach voll", "en", NX_SEARCH_TITLES);
    g_assert_true(g_strv_contains((const char *const *)german, "5.2.2"));
    g_assert_true(g_strv_contains((const char *const *)english, "5.2.2"));
}

static void near_names_stand_in_order(void)
{
    static const struct {
        const char *asked, *first, *not_there;
    } CASES[] = {
        {"5.2.", "5.2.0", "4.2.2"},
        {"userunkown", "userunknown", "mailboxfull"},
        {"mailbx", NULL, "mailboxfull"}, /* five slips are too many */
        {"5.1.1x", "5.1.1", NULL},
        {"BLOCKE", "blocked", "userunknown"},
        {" blocked ", "blocked", "userunknown"},
        {"ox", NULL, "mailboxfull"}, /* two letters are in too many titles */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(GStrv) names = nx_codes_suggest(codes, CASES[i].asked, "en");
        g_test_message("%s", CASES[i].asked);
        if (CASES[i].first)
            g_assert_cmpstr(names[0], ==, CASES[i].first);
        if (CASES[i].not_there)
            g_assert_false(g_strv_contains((const char *const *)names, CASES[i].not_there));
    }
}

/* "text" of what is plain, "text>link" of links, "*text" of what is strong; pieces joined by "|". */
static char *pieces_of(const char *body)
{
    NxName name;
    GString *text = g_string_new(NULL);
    g_assert_true(nx_name_read(codes->words, "550", &name));
    NxArticle *article = nx_article_begin(&name, NX_LANG_EN, "t");
    nx_article_add(article, "meaning", g_strdup(body));
    NxPage *page = nx_article_render(codes, article, "en", 40);
    const GArray *line = page->lines->pdata[page->lines->len - 1];
    for (guint i = 0; i < line->len; i++) {
        const NxSpan *span = &g_array_index(line, NxSpan, i);
        g_string_append_printf(text, "%s%s%s%s%s", i > 0 ? "|" : "", span->style == NX_STYLE_STRONG ? "*" : "",
                               span->text, span->link ? ">" : "", span->link ? span->link : "");
    }
    nx_page_free(page);
    nx_article_free(article);
    return g_string_free(text, FALSE);
}

static void a_piece_is_of_one_look_and_one_link(void)
{
    static const struct {
        const char *body, *pieces;
    } CASES[] = {
        {"one two three", " | one two three"},
        {"one **two three** four", " | one |*two three| four"},
        {"[a b](5.1.1)", " | |a b>5.1.1"},
        {"[a](5.1.1)[b](5.1.1)", " | |ab>5.1.1"}, /* one link that was written in two */
        {"[a](5.1.1)[b](5.1.2)", " | |a>5.1.1|b>5.1.2"},
        {"[a](5.1.2)[b](5.1.1)", " | |a>5.1.2|b>5.1.1"},
        {"[a](5.1.1) [b](5.1.1)", " | |a>5.1.1| |b>5.1.1"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *pieces = pieces_of(CASES[i].body);
        g_assert_cmpstr(pieces, ==, CASES[i].pieces);
    }
}

static void each_code_of_a_provider_is_told_once(void)
{
    g_autoptr(GPtrArray) providers = nx_words_names(codes->words, "provider");
    guint told = 0;
    for (guint p = 0; p < providers->len; p++) {
        const char *lines = nx_article_section(nx_codes_find(codes, providers->pdata[p], "en"), "codes");
        g_auto(GStrv) rows = g_strsplit(lines ? lines : "", "\n", -1);
        guint shown = 0, has = 0;
        for (char **row = rows; *row; row++) {
            const char *list = strstr(*row, "): ");
            g_auto(GStrv) pieces = g_strsplit(list ? list : "", ", ", -1);
            shown += list ? g_strv_length(pieces) : 0;
        }
        for (guint i = 0; i < nx_judge_provider_codes(judge); i++)
            has += g_str_equal(nx_judge_provider_code(judge, i)->provider, providers->pdata[p]);
        g_test_message("%s", (const char *)providers->pdata[p]);
        g_assert_cmpuint(shown, ==, has);
        told += shown;
    }
    g_assert_cmpuint(told, >, 100);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    library = nx_library_new(&(NxSettings){0}, NULL);
    judge = nx_judge_new(library, NULL);
    codes = nx_codes_new(library, judge, NULL);
    g_test_add_func("/codes/edges/the shorter title stands first", the_shorter_title_stands_first);
    g_test_add_func("/codes/edges/a word may have two letters, and not one", a_word_may_have_two_letters);
    g_test_add_func("/codes/edges/marks around a word are none of it", marks_around_a_word_are_none_of_it);
    g_test_add_func("/codes/edges/what is too long is no look-up", what_is_too_long_is_no_look_up);
    g_test_add_func("/codes/edges/patterns are read as people write them", patterns_are_read_as_people_write_them);
    g_test_add_func("/codes/edges/what one language does not find the other does",
                    another_language_is_asked_where_ones_own_finds_nothing);
    g_test_add_func("/codes/edges/near names stand in order", near_names_stand_in_order);
    g_test_add_func("/codes/edges/a piece of a page is of one look and one link", a_piece_is_of_one_look_and_one_link);
    g_test_add_func("/codes/edges/each code of a provider is told once", each_code_of_a_provider_is_told_once);
    int failed = g_test_run();
    nx_codes_free(codes);
    nx_judge_free(judge);
    nx_library_unref(library);
    return failed;
}
