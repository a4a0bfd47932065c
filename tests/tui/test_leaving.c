/* Out of the program, and what stays open. */
#include "tui/harness.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void escape_and_left_never_leave(void)
{
    g_autoptr(NxHarness) harness = harness_of("never");
    nx_harness_press(harness, "Enter Esc Esc Left Left Esc");
    g_assert_false(harness->in->quit);
    nx_assert_shows(harness, "This is the top level; q leaves.");
    nx_harness_press(harness, "b d Enter Left Left Left Left"); /* all the way out of the groups */
    g_assert_false(harness->in->quit);
    g_assert_cmpuint(harness->in->model->list->len, ==, 12);
}

static void q_leaves_from_the_top_level_without_asking(void)
{
    g_autoptr(NxHarness) harness = harness_of("leaves");
    nx_harness_press(harness, "s Enter q");
    g_assert_false(harness->in->quit);
    nx_harness_press(harness, "q");
    g_assert_true(harness->in->quit);
}

static void what_is_not_on_disk_is_asked_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("pending");
    nx_inspector_key(harness->in, 's'); /* nothing has run since */
    nx_inspector_key(harness->in, 'q');
    g_assert_false(harness->in->quit);
    nx_assert_shows(harness, "Leave?");
    nx_assert_shows(harness, "A decision is not on disk yet.");
    nx_inspector_key(harness->in, 'n');
    g_assert_false(harness->in->quit);
    nx_inspector_key(harness->in, 'q');
    nx_inspector_key(harness->in, 'y');
    g_assert_true(harness->in->quit);
}

static void standard_input_is_asked_about(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_prepare("input", "box");
    nx_harness_open(harness);
    g_free(harness->in->model->paths[0]);
    harness->in->model->paths[0] = g_strdup("-"); /* as if it had come from there */
    nx_harness_press(harness, "q");
    g_assert_false(harness->in->quit);
    nx_assert_shows(harness, "it cannot be opened again");
    nx_harness_press(harness, "y");
    g_assert_true(harness->in->quit);
}

static void a_prompt_with_an_error_stays_open(void)
{
    static const struct {
        const char *keys, *typed, *said, *label;
    } PROMPTS[] = {
        {"l", "class:hart", "no such value: hart", "limit: class:hart"},
        {"l", "@none", "no limit was saved as \"none\"", "limit: @none"},
        {"T", "nofield:x", "column 1", "nofield:x"},
        {"o", "colour", "there is no order \"colour\"", "sort by: colour"},
        {":", "dance", "there is no action \"dance\"", "command: dance"},
        {"w l", "papyrus", "there is no format \"papyrus\"", "format: papyrus"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(PROMPTS); i++) {
        g_autofree char *name = g_strdup_printf("stays-%u", i);
        g_autoptr(NxHarness) harness = harness_of(name);
        nx_harness_press(harness, PROMPTS[i].keys);
        nx_harness_press(harness, "^U");
        nx_harness_type(harness, PROMPTS[i].typed);
        nx_harness_press(harness, "Enter");
        g_assert_nonnull(harness->in->prompt);
        nx_assert_shows(harness, PROMPTS[i].said);
        nx_assert_shows(harness, PROMPTS[i].label);
        nx_harness_press(harness, "Backspace");
        nx_assert_hides(harness, PROMPTS[i].label);
        nx_harness_press(harness, "Esc");
        g_assert_null(harness->in->prompt);
        g_assert_cmpuint(harness->in->model->list->len, ==, 12);
    }
}

static void mistakes_of_the_configuration_are_shown_at_the_start(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_prepare("mistakes", "box");
    nx_problems_add(harness->problems, "nixie.conf:3", "%s", "no key is called \"guards\"");
    nx_problems_add(harness->problems, "nixie.conf:7", "%s", "no such theme");
    nx_harness_open(harness);
    nx_assert_shows(harness, "nixie.conf:3: no key is called \"guards\"   (and 1 more: :problems)");
    nx_harness_press(harness, "j");
    nx_assert_hides(harness, "nixie.conf:3");
}

#define TEST(name, function) g_test_add_func("/tui/leaving/" name, function)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("Esc and Left never leave", escape_and_left_never_leave);
    TEST("q leaves from the top level without asking", q_leaves_from_the_top_level_without_asking);
    TEST("what is not on disk is asked about", what_is_not_on_disk_is_asked_about);
    TEST("standard input is asked about", standard_input_is_asked_about);
    TEST("a prompt with an error stays open", a_prompt_with_an_error_stays_open);
    TEST("mistakes of the configuration are shown at the start", mistakes_of_the_configuration_are_shown_at_the_start);
    return g_test_run();
}
