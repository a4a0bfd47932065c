/* The selection, the list and the tags. */
#include "tui/harness.h"
#include "tui/open.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void the_first_event_is_selected(void)
{
    g_autoptr(NxHarness) harness = harness_of("first");
    nx_assert_shows(harness, "mbox box");
    nx_assert_shows(harness, "12 messages");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    nx_harness_press(harness, "j j");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "taro.yamada@mail.quay.example");
    nx_harness_press(harness, "G k");
    g_assert_cmpstr(nx_harness_selected(harness), ==,
                    "a-very-long-local-part-that-has-to-be-cut@a-long-domain.harbour.example");
    nx_harness_press(harness, "g g");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    nx_harness_press(harness, "k PgUp ^U");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    nx_harness_press(harness, "PgDn PgDn PgDn");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "neko@minato.example");
}

static void pages_and_halves(void)
{
    g_autoptr(NxHarness) harness = harness_of("pages");
    nx_harness_size(harness, 12, 80);
    const NxModel *model = harness->in->model;
    guint page = nx_inspector_top(harness->in)->height;
    g_assert_cmpuint(page, ==, 8);
    nx_harness_press(harness, "^D");
    g_assert_cmpuint(model->position, ==, page / 2);
    nx_harness_press(harness, "j ^U");
    g_assert_cmpuint(model->position, ==, 1);
    nx_harness_press(harness, "Space");
    g_assert_cmpuint(model->position, ==, 1 + page);
    nx_harness_press(harness, "PgUp");
    g_assert_cmpuint(model->position, ==, 1);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "goto 12");
    nx_harness_press(harness, "Enter");
    g_assert_cmpuint(model->position, ==, 11);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "goto 0");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "no number of a line");
    g_assert_cmpuint(model->position, ==, 11);
}

static void tab_goes_to_the_other_pane(void)
{
    g_autoptr(NxHarness) harness = harness_of("panes");
    g_assert_cmpint(nx_inspector_top(harness->in)->ops->in, ==, NX_IN_INDEX);
    nx_harness_press(harness, "Tab");
    g_assert_cmpint(nx_inspector_top(harness->in)->ops->in, ==, NX_IN_DETAIL);
    nx_harness_press(harness, "Tab");
    g_assert_cmpint(nx_inspector_top(harness->in)->ops->in, ==, NX_IN_INDEX);
}

static void a_sort_keeps_the_event(void)
{
    g_autoptr(NxHarness) harness = harness_of("sort");
    nx_harness_press(harness, "j j j");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "info@nowhere.invalid");
    nx_harness_press(harness, "o");
    nx_harness_type(harness, "address");
    nx_harness_press(harness, "Enter");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "info@nowhere.invalid");
    nx_assert_shows(harness, "sort: address");
    nx_harness_press(harness, "O");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "info@nowhere.invalid");
    nx_harness_press(harness, "j");
    g_assert_cmpstr(nx_harness_selected(harness), !=, "info@nowhere.invalid");
}

static void a_limit_that_keeps_the_event_keeps_it_selected(void)
{
    g_autoptr(NxHarness) harness = harness_of("limit");
    nx_harness_press(harness, "j j j j");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "ops@corp.example");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "class:block");
    nx_assert_shows(harness, "2 of 12");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "limit: class:block");
    nx_assert_shows(harness, "[2 of 12]");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "ops@corp.example");
}

static void what_a_limit_hid_comes_back_selected(void)
{
    g_autoptr(NxHarness) harness = harness_of("hidden");
    nx_harness_press(harness, "j j");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "class:block");
    nx_harness_press(harness, "Enter");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "sales@corp.example");
    nx_harness_press(harness, "\\");
    nx_assert_shows(harness, "(off)");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "taro.yamada@mail.quay.example");
    nx_harness_press(harness, "\\");
    nx_assert_hides(harness, "(off)");
    nx_harness_press(harness, "k");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "ops@corp.example");
    nx_harness_press(harness, "\\");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "ops@corp.example");
}

static void a_wrong_limit_points_at_its_column(void)
{
    g_autoptr(NxHarness) harness = harness_of("wrong");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "class:hard nofield:x");
    nx_assert_shows(harness, "column 12");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "column 12");
    g_assert_cmpuint(harness->in->model->list->len, ==, 12);
    nx_harness_press(harness, "l Esc");
    g_assert_cmpuint(harness->in->model->list->len, ==, 12);
}

static void tab_completes_fields_and_values(void)
{
    g_autoptr(NxHarness) harness = harness_of("complete");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "class:bl");
    nx_harness_press(harness, "Tab");
    nx_assert_shows(harness, "limit: class:block");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "@");
    nx_harness_press(harness, "Esc");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "class:hard");
    nx_harness_press(harness, "Enter :");
    nx_harness_type(harness, "save-limit dead");
    nx_harness_press(harness, "Enter");
    nx_harness_press(harness, "l ^U Enter");
    g_assert_cmpuint(harness->in->model->list->len, ==, 12);
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "@de");
    nx_harness_press(harness, "Tab Enter");
    nx_assert_shows(harness, "limit: class:hard");
}

static void a_saved_limit_is_there_in_the_next_session(void)
{
    g_autoptr(NxHarness) before = harness_of("saved");
    nx_harness_press(before, "l");
    nx_harness_type(before, "class:soft");
    nx_harness_press(before, "Enter :");
    nx_harness_type(before, "save-limit soft-ones");
    nx_harness_press(before, "Enter l ^U Enter");
    g_autoptr(NxHarness) harness = nx_harness_new("saved", "box");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "@soft-ones");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "limit: class:soft");
}

typedef struct {
    guint left;
    gboolean is_freed;
} Work;

static gboolean work_on(gpointer user)
{
    return --((Work *)user)->left > 0;
}

static void work_freed(gpointer user)
{
    ((Work *)user)->is_freed = TRUE;
}

/* A key typed ahead must not act on what was selected before the search came to its end. */
static void what_takes_long_is_waited_for_or_broken_off(void)
{
    g_autoptr(NxHarness) harness = harness_of("long");
    Work by_action = {5, FALSE}, by_esc = {5, FALSE}, by_itself = {5, FALSE}, by_another = {5, FALSE},
         at_end = {5, FALSE};
    nx_inspector_go_on(harness->in, work_on, &by_action, work_freed);
    g_assert_cmpuint(by_action.left, ==, 5); /* it has time */
    nx_inspector_key(harness->in, 'j');
    g_assert_cmpuint(by_action.left, ==, 0);
    g_assert_true(by_action.is_freed);
    nx_inspector_go_on(harness->in, work_on, &by_esc, work_freed);
    nx_inspector_key(harness->in, NX_KEY_ESC);
    g_assert_cmpuint(by_esc.left, ==, 5);
    g_assert_true(by_esc.is_freed);
    nx_inspector_go_on(harness->in, work_on, &by_itself, work_freed);
    nx_harness_settle(harness);
    g_assert_cmpuint(by_itself.left, ==, 0);
    g_assert_true(by_itself.is_freed);
    nx_inspector_go_on(harness->in, work_on, &by_another, work_freed);
    nx_inspector_go_on(harness->in, work_on, &at_end, work_freed);
    g_assert_cmpuint(by_another.left, ==, 5);
    g_assert_true(by_another.is_freed);
    g_clear_pointer(&harness, nx_harness_free);
    g_assert_cmpuint(at_end.left, ==, 5);
    g_assert_true(at_end.is_freed);
}

static void words_are_found_whatever_their_case(void)
{
    static const struct {
        const char *text, *needle;
        gboolean holds;
    } CASES[] = {
        {"Mailbox FULL", "full", TRUE},
        {"mailbox full", "FULL", TRUE},
        {"mailbox ful", "full", FALSE},
        {"ffull", "full", TRUE},
        {"", "a", FALSE},
        {"a", "", TRUE},
        {"", "", TRUE},
        {"Gro\xc3\x9f", "GROSS", TRUE},
        {"gross", "Gro\xc3\x9f", TRUE},
        {"Stra\xc3\x9f"
         "e",
         "se", TRUE},
        {"\xc3\x84rger", "\xc3\xa4R", TRUE},
        {"\xe2\x84\xaa", "k", TRUE},
        {"aab", "ab", TRUE},
        {"abab", "abac", FALSE},
        {NULL, "a", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmpint(nx_matches(CASES[i].text, CASES[i].needle), ==, CASES[i].holds);
}

static void search_counts_jumps_and_goes_round(void)
{
    g_autoptr(NxHarness) harness = harness_of("search");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "CORP");
    nx_assert_shows(harness, "2 matches");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "ops@corp.example");
    nx_harness_press(harness, "Enter n");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "sales@corp.example");
    nx_harness_press(harness, "n");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "ops@corp.example");
    nx_assert_shows(harness, "went round");
    nx_harness_press(harness, "N");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "sales@corp.example");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "island");
    nx_harness_press(harness, "Esc");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "sales@corp.example"); /* cancelling goes back */
}

static void tags_are_of_addresses(void)
{
    g_autoptr(NxHarness) harness = harness_of("tags");
    nx_harness_press(harness, "j j t"); /* taro bounced twice */
    nx_assert_shows(harness, "1 tagged");
    g_autofree char *screen = nx_harness_text(harness);
    guint marks = 0;
    for (const char *at = screen; (at = strstr(at, "\n  * ")); at++)
        marks++;
    g_assert_cmpuint(marks, ==, 2);
    nx_harness_press(harness, "T");
    nx_harness_type(harness, "class:hard");
    nx_harness_press(harness, "Enter");
    guint hard = harness->in->model->n_tagged;
    g_assert_cmpuint(hard, >=, 5);
    nx_harness_press(harness, "^T");
    nx_harness_type(harness, "class:hard");
    nx_harness_press(harness, "Enter");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 1);
    nx_harness_press(harness, "g g v j j t");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 3);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "untag-all");
    nx_harness_press(harness, "Enter");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 0);
}

static void keys_typed_ahead_mean_the_new_list(void)
{
    static const char TYPED[] = "lclass:soft\rT\r";
    g_autoptr(NxHarness) harness = harness_of("ahead");
    for (const char *at = TYPED; *at; at++)
        nx_inspector_key(harness->in, (NxKey)*at); /* nothing else has run since */
    nx_harness_settle(harness);
    g_assert_cmpuint(harness->in->model->list->len, ==, 4);
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2);
}

static void who_names_nobody_cannot_be_tagged(void)
{
    g_autoptr(NxHarness) harness = harness_of("nobody");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "(nobody)");
    nx_harness_press(harness, "Enter t");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 0);
    nx_assert_shows(harness, "names nobody");
    nx_harness_press(harness, "s");
    nx_assert_shows(harness, "names nobody");
}

static void a_session_comes_back(void)
{
    NxHarness *before = harness_of("session");
    nx_harness_press(before, "j j t t l");
    nx_harness_type(before, "class:soft or class:block");
    nx_harness_press(before, "Enter G");
    g_autofree char *selected = g_strdup(nx_harness_selected(before));
    guint shown = before->in->model->list->len;
    nx_harness_free(before);
    g_autoptr(NxHarness) harness = nx_harness_new("session", "box");
    g_assert_cmpstr(nx_harness_selected(harness), ==, selected);
    g_assert_cmpuint(harness->in->model->list->len, ==, shown);
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2);
    nx_assert_shows(harness, "limit: class:soft or class:block");
}

static void new_mail_moves_nothing(void)
{
    nx_harness_mailbox("growing");
    g_autoptr(NxHarness) harness = nx_harness_new("growing-state", "growing");
    nx_harness_press(harness, "j j j");
    g_autoptr(GString) more = g_string_new(NULL);
    const NxBounce late = {.recipient = "aaa@late.example",
                           .status = "5.1.1",
                           .diagnostic = "550 5.1.1 user unknown",
                           .original_id = "late@sender.example",
                           .arrived = nx_harness_bounces[11].arrived + 60};
    nx_bounce_append(more, &late);
    FILE *box = fopen("growing", "a");
    g_assert_nonnull(box);
    fputs(more->str, box);
    fclose(box);
    nx_model_refresh(harness->in->model);
    nx_harness_settle(harness);
    g_assert_cmpuint(harness->in->model->list->len, ==, 13);
    nx_assert_shows(harness, "+1 new");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "info@nowhere.invalid");
}

static void reading_can_be_stopped(void)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < 3000; i++)
        nx_bounce_append(mbox, &nx_harness_bounces[i % 9]);
    nx_test_put("large", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_prepare("large-state", "large");
    harness->in = nx_inspector_open(&harness->start, harness->start.mailboxes);
    nx_inspector_resize(harness->in, 36, 120);
    nx_model_load(harness->in->model);
    nx_assert_shows(harness, "^C stop");
    nx_inspector_key(harness->in, NX_CTRL('C'));
    nx_harness_settle(harness);
    nx_assert_shows(harness, "stopped at");
    g_assert_cmpuint(nx_catalog_n_messages(harness->in->model->catalog), <, 3000);
    nx_harness_press(harness, "j b d q s"); /* what was read is there to work with */
}

static void nothing_happens_that_cannot_be_seen(void)
{
    g_autoptr(NxHarness) harness = harness_of("small");
    nx_harness_size(harness, 3, 120);
    nx_assert_shows(harness, "too small, q quits");
    nx_harness_press(harness, "s j : l");
    nx_harness_size(harness, 36, 120);
    g_assert_false(harness->in->quit);
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_window_of_any_size_can_be_left(void)
{
    static const guint ROWS[] = {3, 1};
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        static const char *const WAYS[] = {"q", "^C", ": q u i t Enter"};
        for (guint way = 0; way < G_N_ELEMENTS(WAYS); way++) {
            g_autoptr(NxHarness) harness = harness_of("leaving");
            nx_harness_press(harness, way == 1 ? ":" : "s"); /* also out of a prompt that is no longer seen */
            nx_harness_size(harness, ROWS[i], 120);
            nx_harness_press(harness, WAYS[way]);
            g_assert_true(harness->in->quit);
        }
        g_autoptr(NxHarness) harness = harness_of("leaving");
        nx_harness_size(harness, ROWS[i], 120);
        nx_harness_press(harness, "^Z");
        g_assert_true(harness->in->suspend);
        g_assert_false(harness->in->quit);
    }
}

static void unbound_keys_say_so(void)
{
    g_autoptr(NxHarness) harness = harness_of("unbound");
    nx_harness_press(harness, "d");
    nx_assert_shows(harness, "nixie never deletes mail");
    nx_harness_press(harness, "Delete");
    nx_assert_shows(harness, "nixie never deletes mail");
    nx_harness_press(harness, "Z");
    nx_assert_shows(harness, "Z does nothing here");
    nx_harness_press(harness, "b Z");
    nx_assert_shows(harness, "bZ does nothing here");
}

static void q_leaves_level_by_level(void)
{
    g_autoptr(NxHarness) harness = harness_of("levels");
    nx_harness_press(harness, "b d Enter");
    g_assert_cmpuint(harness->in->model->list->len, <, 12);
    nx_harness_press(harness, "Enter q");
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "by domain ");
    g_assert_cmpuint(harness->in->model->list->len, ==, 12);
    nx_harness_press(harness, "q");
    g_assert_false(harness->in->quit);
    nx_harness_press(harness, "q");
    g_assert_true(harness->in->quit);
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/select/keys move the selection and stop at the ends", the_first_event_is_selected);
    g_test_add_func("/tui/select/pages, halves of them and line numbers", pages_and_halves);
    g_test_add_func("/tui/select/Tab goes to the other pane and back", tab_goes_to_the_other_pane);
    g_test_add_func("/tui/select/a sort keeps the event", a_sort_keeps_the_event);
    g_test_add_func("/tui/select/a limit keeps the event", a_limit_that_keeps_the_event_keeps_it_selected);
    g_test_add_func("/tui/select/what a limit hid comes back selected", what_a_limit_hid_comes_back_selected);
    g_test_add_func("/tui/select/a wrong limit points at its column and changes nothing",
                    a_wrong_limit_points_at_its_column);
    g_test_add_func("/tui/select/Tab completes fields, values and saved limits", tab_completes_fields_and_values);
    g_test_add_func("/tui/select/a saved limit is there in the next session",
                    a_saved_limit_is_there_in_the_next_session);
    g_test_add_func("/tui/select/search counts, jumps and goes round", search_counts_jumps_and_goes_round);
    g_test_add_func("/tui/select/what takes long is waited for or broken off",
                    what_takes_long_is_waited_for_or_broken_off);
    g_test_add_func("/tui/select/words are found whatever their case", words_are_found_whatever_their_case);
    g_test_add_func("/tui/select/tags are of addresses", tags_are_of_addresses);
    g_test_add_func("/tui/select/keys typed ahead mean the new list", keys_typed_ahead_mean_the_new_list);
    g_test_add_func("/tui/select/who names nobody cannot be tagged or decided about",
                    who_names_nobody_cannot_be_tagged);
    g_test_add_func("/tui/select/a session comes back", a_session_comes_back);
    g_test_add_func("/tui/select/new mail moves nothing", new_mail_moves_nothing);
    g_test_add_func("/tui/select/reading can be stopped", reading_can_be_stopped);
    g_test_add_func("/tui/select/nothing happens that cannot be seen", nothing_happens_that_cannot_be_seen);
    g_test_add_func("/tui/select/a window of any size can be left", a_window_of_any_size_can_be_left);
    g_test_add_func("/tui/select/unbound keys say so, and d that nothing is deleted", unbound_keys_say_so);
    g_test_add_func("/tui/select/q leaves level by level", q_leaves_level_by_level);
    return g_test_run();
}
