/* Wordings: where a pattern matches, and without which words it cannot. */
#include "judge/literal.h"
#include "judge/wording.h"
#include <string.h>

/* ---- Matching ---------------------------------------------------------------------------------------------------- */

/* What `pattern` matches of `text` from `from` on; NULL: nothing. Caller frees. */
static char *match_from(const char *pattern, const char *text, guint from)
{
    char *why = NULL;
    NxWording *wording = nx_wording_new(pattern, &why);
    g_assert_cmpstr(why, ==, NULL);
    NxCanonical canonical = {.text = (char *)text, .len = strlen(text)};
    guint at, len;
    char *found = nx_wording_match(wording, &canonical, from, &at, &len) ? g_strndup(text + at, len) : NULL;
    nx_wording_free(wording);
    return found;
}

static void assert_match(const char *pattern, const char *text, const char *wanted)
{
    g_test_message("%s on '%s'", pattern, text);
    g_autofree char *found = match_from(pattern, text, 0);
    g_assert_cmpstr(found, ==, wanted);
}

static void a_pattern_begins_and_ends_at_words(void)
{
    assert_match("full", "mailbox full", "full");
    assert_match("full", "mailbox fully there", NULL);
    assert_match("full", "painfull", NULL);
    assert_match("full", "(full)", "full");
    assert_match("full", "full5", NULL);
    assert_match("full", "full_", NULL);
    assert_match("\\w*full", "painfull", "painfull");
    assert_match("full|empty", "halfempty", NULL);
    assert_match("\\(s31\\)", "x(s31)x", "(s31)"); /* at what is no letter there is no word to be cut */
    assert_match("größe", "großer", NULL);         /* the text has no accents */
    assert_match("größe", "die große", "große");
    assert_match("ящик", "ящика нет", NULL);
    assert_match("不存在", "收件人不存在", "不存在"); /* scripts without blanks have no words */
}

static void case_and_accents_mean_nothing(void)
{
    assert_match("Mailbox FULL", "mailbox full", "mailbox full");
    assert_match("Boîte pleine", "boite pleine", "boite pleine");
    assert_match("\\S+", "a b", "a");
    assert_match("[[:alpha:]]+x", "abcx", "abcx");
    assert_match("(?P<N>a)b", "ab", "ab");
}

static void filler_ends_with_its_clause(void)
{
    assert_match("mailbox.{0,20}full", "mailbox of ann is full", "mailbox of ann is full");
    assert_match("mailbox.{0,20}full", "mailbox closed. inbox full", NULL);
    assert_match("mailbox.{0,20}full", "mailbox closed; inbox full", NULL);
    assert_match("mailbox.{0,20}full", "mailbox closed! inbox full", NULL);
    assert_match("mailbox.{0,20}full", "mailbox closed? inbox full", NULL);
    assert_match("mailbox.*full", "mailbox 5.2.2 full", "mailbox 5.2.2 full"); /* no stop: nothing ends there */
    assert_match("mailbox.+full", "mailbox... full", "mailbox... full");
    assert_match("a.?c", "a;c", NULL);
    assert_match("a.c", "a;c", "a;c"); /* one character, whatever it is */
    assert_match("a[.;]{1,3}c", "a.;c", "a.;c");
    assert_match("a\\.c", "a.c", "a.c");
    assert_match("a\\.c", "abc", NULL);
}

static void a_match_is_of_whole_characters(void)
{
    assert_match("x", "é x é", "x");
    assert_match("b\\C?", "ab", NULL);
    g_autofree char *second = match_from("full", "full or full", 4);
    g_assert_cmpstr(second, ==, "full");
    g_autofree char *none = match_from("full", "full", 1);
    g_assert_cmpstr(none, ==, NULL);
    g_autofree char *end = match_from("full", "full", 4);
    g_assert_cmpstr(end, ==, NULL);
    g_autofree char *beyond = match_from("full", "full", 5);
    g_assert_cmpstr(beyond, ==, NULL);
}

static void a_fault_is_told_in_its_place(void)
{
    char *why = NULL;
    g_assert_null(nx_wording_new("ab(cd", &why));
    g_assert_true(g_str_has_prefix(why, "match, character 6: "));
    g_free(why);
    NxWording *trusted = nx_wording_new_trusted("ab(cd");
    NxCanonical text = {.text = (char *)"abcd", .len = 4};
    guint at, len;
    g_autofree char *fault = nx_wording_fault(trusted);
    g_assert_true(g_str_has_prefix(fault, "match, character 6: "));
    g_assert_false(nx_wording_match(trusted, &text, 0, &at, &len));
    nx_wording_free(trusted);
    NxWording *good = nx_wording_new_trusted("Abcd");
    g_assert_null(nx_wording_fault(good));
    g_assert_cmpstr(nx_wording_pattern(good), ==, "abcd");
    nx_wording_free(good);
    nx_wording_free(NULL);
}

/* ---- Words that must be there ------------------------------------------------------------------------------------ */

/* "mailbox & full | gone/away": either both of two sets, or one word of a set. */
static char *required(const char *pattern)
{
    g_autoptr(GPtrArray) branches = nx_literals_required(pattern);
    if (!branches)
        return g_strdup("-");
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < branches->len; i++) {
        const GPtrArray *sets = branches->pdata[i];
        g_string_append(out, i ? " | " : "");
        for (guint k = 0; k < sets->len; k++) {
            const GPtrArray *words = sets->pdata[k];
            g_string_append(out, k ? " & " : "");
            for (guint w = 0; w < words->len; w++)
                g_string_append_printf(out, "%s%s", w ? "/" : "", (const char *)words->pdata[w]);
        }
    }
    return g_string_free(out, FALSE);
}

static void what_a_pattern_cannot_match_without(void)
{
    static const struct {
        const char *pattern, *words;
    } CASES[] = {
        {"mailbox full", "mailbox full"},
        {"mailbox.{0,20}full", "mailbox & full"},
        {"abc|def", "abc | def"},
        {"abc|de", "abc | de"},
        {"abc|d", "-"}, /* one byte stands everywhere */
        {"ab", "ab"},
        {"a", "-"},
        {"abc", "abc"},
        {"", "-"},
        {"(abcd|efgh)ij", "abcd/efgh & ij"},
        {"(abcd|ef)ij", "abcd/ef & ij"},
        {"(abcd|e)ij", "ij"},
        {"(abcd|efgh)ijk", "abcd/efgh & ijk"},
        {"(abcd)?wxyz", "wxyz"},
        {"(abcd)*wxyz", "wxyz"},
        {"(abcd)+wxyz", "abcd & wxyz"},
        {"(abcd){0,2}wxyz", "wxyz"},
        {"(abcd){,2}wxyz", "wxyz"},
        {"(abcd){1,2}wxyz", "abcd & wxyz"},
        {"(abcd)??wxyz", "wxyz"},
        {"abcd?efg", "abc & efg"},
        {"abcd+efg", "abcd & efg"},
        {"abcd*efg", "abc & efg"},
        {"abcde{2}fgh", "abcde & fgh"},
        {"abc{x}", "abc{x}"}, /* no quantifier */
        {"(?:abc)def", "abc & def"},
        {"(?=abc)def", "def"},
        {"(?!abc)def", "def"},
        {"(?<!abc)def", "def"},
        {"abc[def]ghi", "abc & ghi"},
        {"ab[cc]de[éé]f", "abcdeéf"}, /* one letter, with and without its accent */
        {"ab[^c]de[c-c]f", "ab & de"},
        {"abc[]x]ghi", "abc & ghi"},
        {"abc[^]x]ghi", "abc & ghi"},
        {"abc[\\]x]ghi", "abc & ghi"},
        {"abc[[:alpha:]]ghi", "-"}, /* its end is not known here */
        {"abc.def", "abc & def"},
        {"^abc$", "abc"},
        {"abc\\.def", "abc.def"},
        {"abc\\(def\\)", "abc(def)"},
        {"abc\\sdef", "abc & def"},
        {"abc\\d+def", "abc & def"},
        {"abc\\bdef", "abc & def"},
        {"abc\\x64ef", "-"},
        {"abc\\p{L}def", "-"},
        {"(?#comment)abc", "-"},
        {"\\Qabc\\E", "-"},
        {"(?x) abc", "-"},
        {"(*UTF)abc", "-"},
        {"ABC", "abc"},
        {"größe", "größe"},
        {"größ?er", "grö & er"}, /* the quantifier takes one character, not one byte */
        {"((abcd|e)g|ijkl)", "-"},
        {"((abcd|efg)hi|ijkl)", "abcd/efg/ijkl"},
        {"(abc(defgh|ijklm))", "defgh/ijklm"}, /* in a group the best part will do */
        {"(abcdefg(hij|klm))", "abcdefg"},
        {"abc)", "-"},
        {"abc\\", "abc"},
        {"((((((((((((((((abc))))))))))))))))", "abc"},
        {"(((((((((((((((((abc)))))))))))))))))", "-"}, /* deeper than is followed */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].pattern);
        g_autofree char *words = required(CASES[i].pattern);
        g_assert_cmpstr(words, ==, CASES[i].words);
    }
}

static void too_many_words_are_none(void)
{
    for (guint n = 200; n <= 201; n++) {
        GString *pattern = g_string_new("(");
        for (guint i = 0; i < n; i++)
            g_string_append_printf(pattern, "%sword%u", i ? "|" : "", i);
        g_string_append(pattern, ")");
        g_autoptr(GPtrArray) branches = nx_literals_required(pattern->str);
        g_assert_cmpint(branches != NULL, ==, n == 200);
        g_string_free(pattern, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/wording/a pattern begins and ends at words", a_pattern_begins_and_ends_at_words);
    g_test_add_func("/judge/wording/case and accents mean nothing", case_and_accents_mean_nothing);
    g_test_add_func("/judge/wording/filler ends with its clause", filler_ends_with_its_clause);
    g_test_add_func("/judge/wording/a match is of whole characters, and from a place on",
                    a_match_is_of_whole_characters);
    g_test_add_func("/judge/wording/a fault is told in its place", a_fault_is_told_in_its_place);
    g_test_add_func("/judge/wording/what a pattern cannot match without", what_a_pattern_cannot_match_without);
    g_test_add_func("/judge/wording/too many words are none", too_many_words_are_none);
    return g_test_run();
}
