/* The words of notices are found in running text, however it is broken. */
#include "parse/bounds.h"
#include "parse/general/phrases.h"
#include <nixie/library.h>
#include <string.h>

static gboolean has_mark(const char *text, NxPhraseKind kind, const char *words)
{
    g_autofree char *folded = nx_phrases_fold(text, strlen(text));
    g_autoptr(GArray) marks = nx_phrases_mark(folded, strlen(folded));
    gboolean found = FALSE;
    for (guint i = 0; i < marks->len; i++) {
        const NxMark *mark = &g_array_index(marks, NxMark, i);
        found |= mark->word == kind && mark->end - mark->at == strlen(words) &&
                 strncmp(text + mark->at, words, strlen(words)) == 0;
    }
    return found;
}

static void test_found(void)
{
    g_assert_true(has_mark("It Could Not be delivered.", NX_PHRASE_FAILURE, "Could Not be delivered"));
    g_assert_true(has_mark("could not be delivered", NX_PHRASE_FAILURE, "could not be delivered"));
    g_assert_true(has_mark("(could not be delivered", NX_PHRASE_FAILURE, "could not be delivered"));
    g_assert_false(has_mark("could not be deliverable", NX_PHRASE_FAILURE, "could not be deliver"));
    g_assert_false(has_mark("could not be delivere", NX_PHRASE_FAILURE, "could not be delivere"));
    g_assert_false(has_mark("", NX_PHRASE_FAILURE, ""));
}

static void test_white_space(void)
{
    g_assert_true(has_mark("could not\n  be\tdelivered", NX_PHRASE_FAILURE, "could not\n  be\tdelivered"));
    g_assert_true(has_mark("> could not\n> > be delivered", NX_PHRASE_FAILURE, "could not\n> > be delivered"));
    g_assert_false(has_mark("could not>be delivered", NX_PHRASE_FAILURE, "could not>be delivered"));
    g_assert_false(has_mark("couldnot be delivered", NX_PHRASE_FAILURE, "couldnot be delivered"));
}

/* It begins with a word and may end within one. */
static void test_words(void)
{
    g_assert_true(has_mark("Undeliverable mail", NX_PHRASE_FAILURE, "Undeliver"));
    g_assert_true(has_mark("-undeliverable", NX_PHRASE_FAILURE, "undeliver"));
    g_assert_false(has_mark("xundeliverable", NX_PHRASE_FAILURE, "undeliver"));
    g_assert_false(has_mark("7undeliverable", NX_PHRASE_FAILURE, "undeliver"));
}

/* Letters that are not ASCII make words, too; scripts without blanks have none to begin. */
static void test_letters(void)
{
    g_assert_true(has_mark("письмо не доставлено", NX_PHRASE_FAILURE, "не доставлен"));
    g_assert_false(has_mark("письмо оне доставлено", NX_PHRASE_FAILURE, "не доставлен"));
    g_assert_false(has_mark("xне доставлено", NX_PHRASE_FAILURE, "не доставлен"));
    g_assert_true(has_mark("メールを届けることができません", NX_PHRASE_MAIL, "メール"));
    g_assert_true(has_mark("xメール", NX_PHRASE_MAIL, "メール"));
}

/* In order, and not without end. */
static void test_order(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < NX_MAX_MARKED_TEXT)
        g_string_append(text, "undeliverable could not be delivered ");
    g_autoptr(GArray) marks = nx_phrases_mark(text->str, text->len);
    g_assert_cmpuint(marks->len, <=, NX_MAX_MARKS);
    g_assert_cmpuint(marks->len, >, NX_MAX_MARKS / 2);
    for (guint i = 1; i < marks->len; i++)
        g_assert_cmpuint(g_array_index(marks, NxMark, i - 1).at, <=, g_array_index(marks, NxMark, i).at);
}

static void test_most(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i <= NX_MAX_MARKS; i++)
        g_string_append(text, "undeliver ");
    g_autoptr(GArray) marks = nx_phrases_mark(text->str, text->len);
    g_assert_cmpuint(marks->len, ==, NX_MAX_MARKS);
    g_assert_cmpuint(g_array_index(marks, NxMark, 0).at, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL);
    g_test_add_func("/parse/phrases/a phrase is found in any case, and whole", test_found);
    g_test_add_func("/parse/phrases/any white space will do, and quote marks in it", test_white_space);
    g_test_add_func("/parse/phrases/a phrase begins with a word and may end within one", test_words);
    g_test_add_func("/parse/phrases/letters of other scripts", test_letters);
    g_test_add_func("/parse/phrases/marks stand in the order of the text", test_order);
    g_test_add_func("/parse/phrases/a text has only so many marks", test_most);
    int failed = g_test_run();
    nx_library_unref(library);
    return failed;
}
