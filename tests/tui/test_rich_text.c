/* Text in looks: wrapped, linked, drawn. */
#include "tui/rich_text.h"

static void check(const NxRichText *page, const char *const *expected)
{
    guint n = g_strv_length((char **)expected);
    g_assert_cmpuint(nx_rich_text_lines(page), ==, n);
    for (guint i = 0; i < n; i++) {
        g_autofree char *line = nx_rich_text_line_text(page, i);
        g_assert_cmpstr(line, ==, expected[i]);
    }
}

static NxRichText *wrapped(guint width, guint indent, const char *text)
{
    NxRichText *page = nx_rich_text_new(width, FALSE);
    nx_rich_text_wrap(page, NX_LOOK_TEXT, indent, text);
    nx_rich_text_end(page);
    return page;
}

static void text_is_wrapped_at_words(void)
{
    static const char *const EXPECTED[] = {"one two", "  three", "  four", NULL};
    NxRichText *page = wrapped(10, 2, "one two three four");
    check(page, EXPECTED);
    nx_rich_text_free(page);
}

static void a_word_longer_than_a_line_is_cut(void)
{
    static const char *const EXPECTED[] = {"abcdefghij", "klmnop", NULL};
    NxRichText *page = wrapped(10, 8, "abcdefghijklmnop");
    check(page, EXPECTED);
    nx_rich_text_free(page);
}

/* The blank before a word that no line holds is a blank, or the end of the line. */
static void a_long_word_does_not_grow_together_with_the_one_before(void)
{
    static const char *const LAST_CELL[] = {"123456789", "LONGLONGLO", "NGLONG", NULL};
    static const char *const BEFORE[] = {"12345678 L", "ONGLONGLON", "GLONG", NULL};
    static const char *const BLANKS[] = {"12345678", "LONGLONGLO", "NGLONG", NULL};
    static const struct {
        const char *text;
        const char *const *lines;
    } TEXTS[] = {
        {"123456789 LONGLONGLONGLONG", LAST_CELL},
        {"12345678 LONGLONGLONGLONG", BEFORE},
        {"12345678   LONGLONGLONGLONG", BLANKS},
    };
    for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        NxRichText *page = nx_rich_text_new(10, FALSE);
        nx_rich_text_wrap(page, NX_LOOK_TEXT, 0, TEXTS[i].text);
        nx_rich_text_end(page);
        check(page, TEXTS[i].lines);
        nx_rich_text_free(page);
    }
}

static void blanks_that_begin_a_text_stay(void)
{
    static const char *const EXPECTED[] = {"  id 1234;", "then more", NULL};
    NxRichText *page = nx_rich_text_new(10, FALSE);
    nx_rich_text_wrap(page, NX_LOOK_TEXT, 0, "  id 1234;   then more");
    nx_rich_text_end(page);
    check(page, EXPECTED);
    nx_rich_text_free(page);
}

static void wide_characters_are_counted_as_two(void)
{
    static const char *const EXPECTED[] = {"日本語の", "宛先", NULL};
    NxRichText *page = wrapped(9, 0, "日本語の宛先");
    check(page, EXPECTED);
    nx_rich_text_free(page);
}

static void newlines_begin_lines(void)
{
    static const char *const EXPECTED[] = {"one", "  two", NULL};
    NxRichText *page = wrapped(20, 2, "one\ntwo");
    check(page, EXPECTED);
    nx_rich_text_free(page);
}

static char *marked_text(const NxRichText *page)
{
    GString *text = g_string_new(NULL);
    for (guint l = 0; l < nx_rich_text_lines(page); l++) {
        const GArray *line = nx_rich_text_line(page, l);
        for (guint i = 0; i < line->len; i++) {
            const NxRichTextSpan *span = &g_array_index(line, NxRichTextSpan, i);
            if (span->look == NX_LOOK_EVIDENCE)
                g_string_append(text, span->text);
        }
    }
    return g_string_free(text, FALSE);
}

static void marked_words_break_no_word(void)
{
    static const char *const EXPECTED[] = {"552 5.2.2", "[Mailbox", "full] now", NULL};
    NxRichText *page = nx_rich_text_new(11, FALSE);
    nx_rich_text_wrap_marked(page, NX_LOOK_TEXT, 0, "552 5.2.2 [Mailbox full] now", 11, 12, NX_LOOK_EVIDENCE);
    nx_rich_text_end(page);
    check(page, EXPECTED);
    g_autofree char *marked = marked_text(page);
    g_assert_cmpstr(marked, ==, "Mailboxfull");
    nx_rich_text_free(page);
}

static void marks_out_of_range_mark_nothing(void)
{
    static const guint MARKS[][2] = {{100, 2}, {2, 100}, {3, 0}, {G_MAXUINT, G_MAXUINT}};
    for (guint i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        NxRichText *page = nx_rich_text_new(40, FALSE);
        nx_rich_text_wrap_marked(page, NX_LOOK_TEXT, 0, "user unknown", MARKS[i][0], MARKS[i][1], NX_LOOK_EVIDENCE);
        nx_rich_text_end(page);
        g_autofree char *marked = marked_text(page);
        g_assert_cmpstr(marked, ==, "");
        nx_rich_text_free(page);
    }
}

static void links_are_numbered(void)
{
    NxRichText *page = nx_rich_text_new(40, FALSE);
    guint line;
    const NxRichTextSpan *span;
    nx_rich_text_put(page, NX_LOOK_TEXT, "see ");
    nx_rich_text_put_link(page, NX_LOOK_LINK, "5.1.1", "5.1.1");
    nx_rich_text_end(page);
    nx_rich_text_put_link(page, NX_LOOK_LINK, "google", "google");
    nx_rich_text_end(page);
    g_assert_cmpuint(nx_rich_text_n_links(page), ==, 2);
    g_assert_true(nx_rich_text_link(page, 1, &line, &span));
    g_assert_cmpuint(line, ==, 1);
    g_assert_cmpstr(span->link, ==, "google");
    g_assert_false(nx_rich_text_link(page, 2, &line, &span));
    nx_rich_text_free(page);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/page/text is wrapped at words", text_is_wrapped_at_words);
    g_test_add_func("/tui/page/a word longer than a line is cut", a_word_longer_than_a_line_is_cut);
    g_test_add_func("/tui/page/a long word does not grow together with the one before",
                    a_long_word_does_not_grow_together_with_the_one_before);
    g_test_add_func("/tui/page/blanks that begin a text stay", blanks_that_begin_a_text_stay);
    g_test_add_func("/tui/page/wide characters are counted as two", wide_characters_are_counted_as_two);
    g_test_add_func("/tui/page/newlines begin lines", newlines_begin_lines);
    g_test_add_func("/tui/page/marked words break no word", marked_words_break_no_word);
    g_test_add_func("/tui/page/marks out of range mark nothing", marks_out_of_range_mark_nothing);
    g_test_add_func("/tui/page/links are numbered", links_are_numbered);
    return g_test_run();
}
