/* The word without which a pattern cannot match: never one that a match can do without. */
#include "parse/notice/pattern.h"
#include <string.h>

/* What a pattern needs, and a text that it matches, which must hold that. */
static const struct {
    const char *pattern, *literal, *text;
} PATTERNS[] = {
    {"could not be delivered", "could not be delivered", "Could Not Be Delivered"},
    {"^sorry, +no mailbox", "no mailbox", "sorry,   no mailbox"},
    {"colou?r of mail", "r of mail", "the color of mail"},
    {"queue id [0-9]{3}", "queue id ", "queue id 123"},
    {"ab\\.cdef", "ab.cdef", "ab.cdef"},
    {"(one|two) words", " words", "two words"},
    {"\\s+line\\nnext", "line", " line\nnext"},
    {"this one|that one", "", "that one"},
    {"abc", "", "abc"},
    /* What looks like a count and is none. */
    {"a{", "", "a{"},
    {"letters{", "letter", "letters{"},
    {"letters{x} behind", " behind", "letters{x} behind"},
    {"[a{]words", "words", "{words"},
    /* What is not read here. */
    {"\\x41bcdefg", "", "Abcdefg"},
    {"\\pLwords here", "", "xwords here"},
    {"[[:alpha:]words]", "", "o"},
    {"\\Qone|two\\E", "", "one|two"},
    {"\\Qword\\E*", "", "wor"},
    {"(?x)two words", "", "twowords"},
    {"(?ix) two words", "", "twowords"},
    {"(?i)two words", "two words", "TWO WORDS"},
    {"(?#(words)two words", "", "two words"},
    {"(?:a(b)[)]c) words", " words", "ab)c words"},
    {"\\\xc3\xa4words", "words", "\xc3\x84words"},
    {"trailing[^]]", "trailing", "trailing."},
};

static void what_a_pattern_needs(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(PATTERNS); i++) {
        char *error = NULL;
        NxPattern *pattern = nx_pattern_new(PATTERNS[i].pattern, &error);
        NxMatch *match = nx_match_new();
        g_assert_cmpstr(error, ==, NULL);
        g_test_message("%s", PATTERNS[i].pattern);
        g_assert_cmpstr(nx_pattern_literal(pattern), ==, PATTERNS[i].literal);
        g_assert_true(nx_pattern_find(pattern, match, PATTERNS[i].text, strlen(PATTERNS[i].text), 0));
        nx_match_free(match);
        nx_pattern_free(pattern);
    }
}

/* What stands in memory behind a pattern belongs to somebody else. */
static void nothing_behind_a_pattern(void)
{
    static const char *const ENDS[] = {"a{", "a[", "a(b", "a\\", "a[^", "a{1"};
    for (guint i = 0; i < G_N_ELEMENTS(ENDS); i++) {
        char text[32] = {0}, *error = NULL;
        g_strlcpy(text, ENDS[i], sizeof text);
        g_strlcpy(text + strlen(text) + 1, "somebody else's", sizeof text - strlen(text) - 1);
        NxPattern *pattern = nx_pattern_new(text, &error);
        if (pattern)
            g_assert_cmpstr(nx_pattern_literal(pattern), ==, "");
        nx_pattern_free(pattern);
        g_free(error);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/pattern/what a pattern needs", what_a_pattern_needs);
    g_test_add_func("/parse/pattern/nothing is read behind its end", nothing_behind_a_pattern);
    return g_test_run();
}
