/* Counts that never lie. */
#include "tui/harness.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void limit(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, "l ^U");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

static void rows_that_no_longer_match_are_counted(void)
{
    g_autoptr(NxHarness) harness = harness_of("stale");
    limit(harness, "is:undecided");
    nx_assert_hides(harness, "no longer match");
    nx_harness_press(harness, "i");
    nx_assert_shows(harness, "1 no longer matches, ^L renews");
    nx_assert_shows(harness, "[12 of 12]"); /* the row stays where it is */
    nx_harness_press(harness, "j i");
    nx_assert_shows(harness, "2 no longer match, ^L renews");
    nx_harness_press(harness, "^L");
    nx_assert_hides(harness, "no longer match");
    nx_assert_shows(harness, "[10 of 12]");
    nx_harness_press(harness, "u");
    nx_assert_hides(harness, "no longer match"); /* what came back is not in the list */
    limit(harness, "class:hard");
    nx_harness_press(harness, "i");
    nx_assert_hides(harness, "no longer match"); /* a class does not change */
}

static void so_are_those_of_an_open_group(void)
{
    g_autoptr(NxHarness) harness = harness_of("stale-group");
    nx_harness_press(harness, "b l / t a k e n Enter Enter g g i");
    nx_assert_shows(harness, "1 no longer matches, ^L renews");
}

static void the_prompt_of_the_ledger_counts_the_ledger(void)
{
    g_autoptr(NxHarness) harness = harness_of("ledger");
    nx_harness_press(harness, "s j j r j j h L l");
    nx_harness_type(harness, "is:held");
    nx_assert_shows(harness, "1 of 3");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "is:ignored");
    nx_assert_shows(harness, "0 of 3");
}

static void a_word_that_is_a_value_is_offered_as_one(void)
{
    g_autoptr(NxHarness) harness = harness_of("value");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "soft"); /* "hard" stands in "orchard" */
    nx_assert_shows(harness, "as a value it is  class:soft");
    nx_harness_press(harness, "Tab");
    nx_assert_shows(harness, "limit: class:soft");
    nx_assert_shows(harness, "4 of 12");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "quota"); /* a word of a diagnostic */
    nx_assert_hides(harness, "as a value");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "xyzzy");
    nx_assert_hides(harness, "as a value");
}

static void what_is_loading_is_not_counted_to_its_end(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_prepare("loading", "box");
    nx_harness_open(harness);
    harness->in->model->loading = TRUE; /* as while mail is read */
    nx_inspector_key(harness->in, 'l');
    nx_inspector_key(harness->in, 'a');
    while (!nx_harness_shows(harness, "…  of 12…") && !nx_harness_shows(harness, "… of 12…"))
        g_main_context_iteration(NULL, TRUE);
    harness->in->model->loading = FALSE;
    while (nx_harness_shows(harness, "of 12…"))
        g_main_context_iteration(NULL, TRUE); /* it is counted again by itself */
    nx_harness_press(harness, "Esc");
}

#define TEST(name, function) g_test_add_func("/tui/counts/" name, function)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("rows that no longer match are counted", rows_that_no_longer_match_are_counted);
    TEST("so are those of an open group", so_are_those_of_an_open_group);
    TEST("the prompt of the ledger counts the ledger", the_prompt_of_the_ledger_counts_the_ledger);
    TEST("a word that is a value is offered as one", a_word_that_is_a_value_is_offered_as_one);
    TEST("what is loading is not counted to its end", what_is_loading_is_not_counted_to_its_end);
    return g_test_run();
}
