/* Many words are found in one pass, each wherever it stands, and none where it does not. */
#include "base/finder.h"
#include <string.h>

static void note(guint word, gsize end, gpointer data)
{
    g_string_append_printf(data, "%s%u@%" G_GSIZE_FORMAT, ((GString *)data)->len ? " " : "", word, end);
}

static NxFinder *finder_of(NxFinderCase letters, const char *const *words)
{
    NxFinder *finder = nx_finder_new(letters);
    for (guint i = 0; words[i]; i++)
        g_assert_cmpuint(nx_finder_add(finder, words[i]), ==, i);
    nx_finder_seal(finder);
    return finder;
}

static void assert_finds(NxFinderCase letters, const char *const *words, const char *text, const char *expected)
{
    NxFinder *finder = finder_of(letters, words);
    g_autoptr(GString) found = g_string_new(NULL);
    nx_finder_run(finder, text, strlen(text), note, found);
    g_assert_cmpstr(found->str, ==, expected);
    nx_finder_free(finder);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void test_places(void)
{
    assert_finds(NX_FINDER_EXACT, WORDS("full", "user"), "user: mailbox full, full", "1@4 0@18 0@24");
    assert_finds(NX_FINDER_EXACT, WORDS("full", "user"), "ful use fuser Full", "1@13");
    assert_finds(NX_FINDER_EXACT, WORDS("a"), "banana", "0@2 0@4 0@6");
    assert_finds(NX_FINDER_EXACT, WORDS("aa"), "aaaa", "0@2 0@3 0@4");
    assert_finds(NX_FINDER_EXACT, WORDS("full"), "", "");
}

/* One inside another, one that ends with another, one that begins within another. */
static void test_overlaps(void)
{
    assert_finds(NX_FINDER_EXACT, WORDS("he", "she", "hers", "his"), "ushers", "1@4 0@4 2@6");
    assert_finds(NX_FINDER_EXACT, WORDS("unknown user", "known", "now", "user un"), "unknown user unknown user",
                 "2@6 1@7 0@12 3@15 2@19 1@20 0@25");
    assert_finds(NX_FINDER_EXACT, WORDS("abcd", "bc", "c"), "abce", "1@3 2@3");
}

static void test_case(void)
{
    assert_finds(NX_FINDER_CASELESS, WORDS("Full", "\xc3\xa4"), "FULL full fulL \xc3\x84 \xc3\xa4",
                 "0@4 0@9 0@14 1@20");
    assert_finds(NX_FINDER_EXACT, WORDS("Full", "@[`{"), "FULL Full full @[`{", "0@9 1@19");
    assert_finds(NX_FINDER_CASELESS, WORDS("@[`{"), "`{@[ @[`{ `[@{", "0@9");
}

static void test_numbers(void)
{
    NxFinder *finder = nx_finder_new(NX_FINDER_CASELESS);
    g_assert_cmpuint(nx_finder_count(finder), ==, 0);
    g_assert_cmpuint(nx_finder_add(finder, "full"), ==, 0);
    g_assert_cmpuint(nx_finder_add(finder, "user"), ==, 1);
    g_assert_cmpuint(nx_finder_add(finder, "FULL"), ==, 0);
    g_assert_cmpuint(nx_finder_count(finder), ==, 2);
    nx_finder_free(finder);
    finder = nx_finder_new(NX_FINDER_EXACT);
    g_assert_cmpuint(nx_finder_add(finder, "full"), ==, 0);
    g_assert_cmpuint(nx_finder_add(finder, "FULL"), ==, 1);
    nx_finder_free(finder);
}

static void test_no_words(void)
{
    assert_finds(NX_FINDER_EXACT, (const char *const[]){NULL}, "user unknown", "");
}

/* A NUL in a message is data, and so is every other byte. */
static void test_all_bytes(void)
{
    char words[256][2] = {{0}};
    const char *list[256] = {NULL};
    for (guint i = 1; i < 256; i++) {
        words[i][0] = (char)i;
        list[i - 1] = words[i];
    }
    NxFinder *finder = finder_of(NX_FINDER_EXACT, list);
    g_autoptr(GString) found = g_string_new(NULL);
    nx_finder_run(finder, "\xff\0\x01\0", 4, note, found);
    g_assert_cmpstr(found->str, ==, "254@1 0@3");
    nx_finder_free(finder);
}

/* ---- Against the plain search ------------------------------------------------------------------------------------ */

static char *random_text(GRand *rand, guint most)
{
    guint len = (guint)g_rand_int_range(rand, 1, (gint)most + 1);
    char *text = g_malloc0(len + 1);
    for (guint i = 0; i < len; i++)
        text[i] = "abcB"[g_rand_int_range(rand, 0, 4)];
    return text;
}

static void search_plainly(GPtrArray *words, NxFinderCase letters, const char *text, GString *found)
{
    for (gsize end = 1; end <= strlen(text); end++) {
        for (gsize len = end; len > 0; len--) {
            for (guint i = 0; i < words->len; i++) {
                const char *word = words->pdata[i];
                const char *at = text + end - len;
                if (strlen(word) == len &&
                    (letters == NX_FINDER_EXACT ? strncmp(at, word, len) : g_ascii_strncasecmp(at, word, len)) == 0)
                    note(i, end, found);
            }
        }
    }
}

static void test_random(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3463);
    for (guint round = 0; round < 2000; round++) {
        NxFinderCase letters = round % 2 ? NX_FINDER_CASELESS : NX_FINDER_EXACT;
        NxFinder *finder = nx_finder_new(letters);
        g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
        for (guint i = 0; i < 12; i++) {
            g_autofree char *word = random_text(rand, 6);
            if (nx_finder_add(finder, word) == words->len)
                g_ptr_array_add(words, g_steal_pointer(&word));
        }
        nx_finder_seal(finder);
        g_autofree char *text = random_text(rand, 60);
        g_autoptr(GString) found = g_string_new(NULL), expected = g_string_new(NULL);
        nx_finder_run(finder, text, strlen(text), note, found);
        search_plainly(words, letters, text, expected);
        g_assert_cmpstr(found->str, ==, expected->str);
        nx_finder_free(finder);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/finder/each word is found wherever it stands", test_places);
    g_test_add_func("/base/finder/words within words are found, the longest first", test_overlaps);
    g_test_add_func("/base/finder/case is that of ASCII, where it does not matter", test_case);
    g_test_add_func("/base/finder/a word has one number", test_numbers);
    g_test_add_func("/base/finder/no words are found nowhere", test_no_words);
    g_test_add_func("/base/finder/every byte is data", test_all_bytes);
    g_test_add_func("/base/finder/it finds what a plain search finds", test_random);
    return g_test_run();
}
