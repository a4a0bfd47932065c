#include "tui/paper.h"

static void check(const NxPaper *paper, const char *const *expected)
{
    guint n = g_strv_length((char **)expected);
    g_assert_cmpuint(nx_paper_lines(paper), ==, n);
    for (guint i = 0; i < n; i++) {
        g_autofree char *line = nx_paper_line_text(paper, i);
        g_assert_cmpstr(line, ==, expected[i]);
    }
}

static NxPaper *wrapped(guint width, guint indent, const char *text)
{
    NxPaper *paper = nx_paper_new(width, FALSE);
    nx_paper_wrap(paper, NX_LOOK_TEXT, indent, text);
    nx_paper_end(paper);
    return paper;
}

static void text_is_wrapped_at_words(void)
{
    static const char *const expected[] = {"one two", "  three", "  four", NULL};
    NxPaper *paper = wrapped(10, 2, "one two three four");
    check(paper, expected);
    nx_paper_free(paper);
}

static void a_word_longer_than_a_line_is_cut(void)
{
    static const char *const expected[] = {"abcdefghij", "klmnop", NULL};
    NxPaper *paper = wrapped(10, 8, "abcdefghijklmnop");
    check(paper, expected);
    nx_paper_free(paper);
}

static void wide_characters_are_counted_as_two(void)
{
    static const char *const expected[] = {"日本語の", "宛先", NULL};
    NxPaper *paper = wrapped(9, 0, "日本語の宛先");
    check(paper, expected);
    nx_paper_free(paper);
}

static void newlines_begin_lines(void)
{
    static const char *const expected[] = {"one", "  two", NULL};
    NxPaper *paper = wrapped(20, 2, "one\ntwo");
    check(paper, expected);
    nx_paper_free(paper);
}

static char *marked_text(const NxPaper *paper)
{
    GString *text = g_string_new(NULL);
    for (guint l = 0; l < nx_paper_lines(paper); l++) {
        const GArray *line = nx_paper_line(paper, l);
        for (guint i = 0; i < line->len; i++) {
            const NxPaperSpan *span = &g_array_index(line, NxPaperSpan, i);
            if (span->look == NX_LOOK_EVIDENCE)
                g_string_append(text, span->text);
        }
    }
    return g_string_free(text, FALSE);
}

static void marked_words_break_no_word(void)
{
    static const char *const expected[] = {"552 5.2.2", "[Mailbox", "full] now", NULL};
    NxPaper *paper = nx_paper_new(11, FALSE);
    nx_paper_wrap_marked(paper, NX_LOOK_TEXT, 0, "552 5.2.2 [Mailbox full] now", 11, 12, NX_LOOK_EVIDENCE);
    nx_paper_end(paper);
    check(paper, expected);
    g_autofree char *marked = marked_text(paper);
    g_assert_cmpstr(marked, ==, "Mailboxfull");
    nx_paper_free(paper);
}

static void marks_out_of_range_mark_nothing(void)
{
    static const guint marks[][2] = {{100, 2}, {2, 100}, {3, 0}, {G_MAXUINT, G_MAXUINT}};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        NxPaper *paper = nx_paper_new(40, FALSE);
        nx_paper_wrap_marked(paper, NX_LOOK_TEXT, 0, "user unknown", marks[i][0], marks[i][1], NX_LOOK_EVIDENCE);
        nx_paper_end(paper);
        g_autofree char *marked = marked_text(paper);
        g_assert_cmpstr(marked, ==, "");
        nx_paper_free(paper);
    }
}

static void links_are_numbered(void)
{
    NxPaper *paper = nx_paper_new(40, FALSE);
    guint line;
    const NxPaperSpan *span;
    nx_paper_put(paper, NX_LOOK_TEXT, "see ");
    nx_paper_put_link(paper, NX_LOOK_LINK, "5.1.1", "5.1.1");
    nx_paper_end(paper);
    nx_paper_put_link(paper, NX_LOOK_LINK, "google", "google");
    nx_paper_end(paper);
    g_assert_cmpuint(nx_paper_n_links(paper), ==, 2);
    g_assert_true(nx_paper_link(paper, 1, &line, &span));
    g_assert_cmpuint(line, ==, 1);
    g_assert_cmpstr(span->link, ==, "google");
    g_assert_false(nx_paper_link(paper, 2, &line, &span));
    nx_paper_free(paper);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/paper/text is wrapped at words", text_is_wrapped_at_words);
    g_test_add_func("/tui/paper/a word longer than a line is cut", a_word_longer_than_a_line_is_cut);
    g_test_add_func("/tui/paper/wide characters are counted as two", wide_characters_are_counted_as_two);
    g_test_add_func("/tui/paper/newlines begin lines", newlines_begin_lines);
    g_test_add_func("/tui/paper/marked words break no word", marked_words_break_no_word);
    g_test_add_func("/tui/paper/marks out of range mark nothing", marks_out_of_range_mark_nothing);
    g_test_add_func("/tui/paper/links are numbered", links_are_numbered);
    return g_test_run();
}
