/* The selection, the list and the tags. */
#include "tui/stage.h"

static NxStage *stage_of(const char *name)
{
    nx_stage_mailbox("box");
    return nx_stage_new(name, "box");
}

static void the_first_event_is_selected(void)
{
    g_autoptr(NxStage) stage = stage_of("first");
    nx_assert_shows(stage, "mbox box");
    nx_assert_shows(stage, "12 messages");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "kijitora@orchard.example");
    nx_stage_press(stage, "j j");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "taro.yamada@mail.quay.example");
    nx_stage_press(stage, "G k");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "a-very-long-local-part-that-has-to-be-cut@a-long-domain.harbour.example");
    nx_stage_press(stage, "g g");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "kijitora@orchard.example");
    nx_stage_press(stage, "k PgUp ^U");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "kijitora@orchard.example");
    nx_stage_press(stage, "PgDn PgDn PgDn");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "neko@minato.example");
}

static void a_sort_keeps_the_event(void)
{
    g_autoptr(NxStage) stage = stage_of("sort");
    nx_stage_press(stage, "j j j");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "info@nowhere.invalid");
    nx_stage_press(stage, "o");
    nx_stage_type(stage, "address");
    nx_stage_press(stage, "Enter");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "info@nowhere.invalid");
    nx_assert_shows(stage, "sort: address");
    nx_stage_press(stage, "O");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "info@nowhere.invalid");
    nx_stage_press(stage, "j");
    g_assert_cmpstr(nx_stage_selected(stage), !=, "info@nowhere.invalid");
}

static void a_limit_that_keeps_the_event_keeps_it_selected(void)
{
    g_autoptr(NxStage) stage = stage_of("limit");
    nx_stage_press(stage, "j j j j");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "ops@corp.example");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "class:block");
    nx_assert_shows(stage, "2 of 12");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "limit: class:block");
    nx_assert_shows(stage, "[2 of 12]");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "ops@corp.example");
}

static void what_a_limit_hid_comes_back_selected(void)
{
    g_autoptr(NxStage) stage = stage_of("hidden");
    nx_stage_press(stage, "j j");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "class:block");
    nx_stage_press(stage, "Enter");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "sales@corp.example");
    nx_stage_press(stage, "\\");
    nx_assert_shows(stage, "(off)");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "taro.yamada@mail.quay.example");
    nx_stage_press(stage, "\\");
    nx_assert_hides(stage, "(off)");
    nx_stage_press(stage, "k");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "ops@corp.example");
    nx_stage_press(stage, "\\");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "ops@corp.example");
}

static void a_wrong_limit_points_at_its_column(void)
{
    g_autoptr(NxStage) stage = stage_of("wrong");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "class:hard nofield:x");
    nx_assert_shows(stage, "column 12");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "column 12");
    g_assert_cmpuint(stage->in->model->list->len, ==, 12);
    nx_stage_press(stage, "l Esc");
    g_assert_cmpuint(stage->in->model->list->len, ==, 12);
}

static void tab_completes_fields_and_values(void)
{
    g_autoptr(NxStage) stage = stage_of("complete");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "class:bl");
    nx_stage_press(stage, "Tab");
    nx_assert_shows(stage, "limit: class:block");
    nx_stage_press(stage, "^U");
    nx_stage_type(stage, "@");
    nx_stage_press(stage, "Esc");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "class:hard");
    nx_stage_press(stage, "Enter :");
    nx_stage_type(stage, "save-limit dead");
    nx_stage_press(stage, "Enter");
    nx_stage_press(stage, "l ^U Enter");
    g_assert_cmpuint(stage->in->model->list->len, ==, 12);
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "@de");
    nx_stage_press(stage, "Tab Enter");
    nx_assert_shows(stage, "limit: class:hard");
}

static void a_saved_limit_is_there_in_the_next_session(void)
{
    g_autoptr(NxStage) before = stage_of("saved");
    nx_stage_press(before, "l");
    nx_stage_type(before, "class:soft");
    nx_stage_press(before, "Enter :");
    nx_stage_type(before, "save-limit soft-ones");
    nx_stage_press(before, "Enter l ^U Enter");
    g_autoptr(NxStage) stage = nx_stage_new("saved", "box");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "@soft-ones");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "limit: class:soft");
}

static void search_counts_jumps_and_goes_round(void)
{
    g_autoptr(NxStage) stage = stage_of("search");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "CORP");
    nx_assert_shows(stage, "2 matches");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "ops@corp.example");
    nx_stage_press(stage, "Enter n");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "sales@corp.example");
    nx_stage_press(stage, "n");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "ops@corp.example");
    nx_assert_shows(stage, "went round");
    nx_stage_press(stage, "N");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "sales@corp.example");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "island");
    nx_stage_press(stage, "Esc");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "sales@corp.example"); /* cancelling goes back */
}

static void tags_are_of_addresses(void)
{
    g_autoptr(NxStage) stage = stage_of("tags");
    nx_stage_press(stage, "j j t"); /* taro bounced twice */
    nx_assert_shows(stage, "1 tagged");
    g_autofree char *screen = nx_stage_text(stage);
    guint marks = 0;
    for (const char *at = screen; (at = strstr(at, "\n  * ")); at++)
        marks++;
    g_assert_cmpuint(marks, ==, 2);
    nx_stage_press(stage, "T");
    nx_stage_type(stage, "class:hard");
    nx_stage_press(stage, "Enter");
    guint hard = stage->in->model->n_tagged;
    g_assert_cmpuint(hard, >=, 5);
    nx_stage_press(stage, "^T");
    nx_stage_type(stage, "class:hard");
    nx_stage_press(stage, "Enter");
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 1);
    nx_stage_press(stage, "g g v j j t");
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 3);
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "untag-all");
    nx_stage_press(stage, "Enter");
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 0);
}

static void keys_typed_ahead_mean_the_new_list(void)
{
    static const char typed[] = "lclass:soft\rT\r";
    g_autoptr(NxStage) stage = stage_of("ahead");
    for (const char *at = typed; *at; at++)
        nx_inspector_key(stage->in, (NxKey)*at); /* nothing else has run since */
    nx_stage_settle(stage);
    g_assert_cmpuint(stage->in->model->list->len, ==, 4);
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 2);
}

static void who_names_nobody_cannot_be_tagged(void)
{
    g_autoptr(NxStage) stage = stage_of("nobody");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "(nobody)");
    nx_stage_press(stage, "Enter t");
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 0);
    nx_assert_shows(stage, "names nobody");
    nx_stage_press(stage, "s");
    nx_assert_shows(stage, "names nobody");
}

static void a_session_comes_back(void)
{
    NxStage *before = stage_of("session");
    nx_stage_press(before, "j j t t l");
    nx_stage_type(before, "class:soft or class:block");
    nx_stage_press(before, "Enter G");
    g_autofree char *selected = g_strdup(nx_stage_selected(before));
    guint shown = before->in->model->list->len;
    nx_stage_free(before);
    g_autoptr(NxStage) stage = nx_stage_new("session", "box");
    g_assert_cmpstr(nx_stage_selected(stage), ==, selected);
    g_assert_cmpuint(stage->in->model->list->len, ==, shown);
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 2);
    nx_assert_shows(stage, "limit: class:soft or class:block");
}

static void new_mail_moves_nothing(void)
{
    nx_stage_mailbox("growing");
    g_autoptr(NxStage) stage = nx_stage_new("growing-state", "growing");
    nx_stage_press(stage, "j j j");
    g_autoptr(GString) more = g_string_new(NULL);
    const NxBounce late = {.recipient = "aaa@late.example",
                           .status = "5.1.1",
                           .diagnostic = "550 5.1.1 user unknown",
                           .original_id = "late@sender.example",
                           .arrived = nx_stage_bounces[11].arrived + 60};
    nx_bounce_append(more, &late);
    FILE *box = fopen("growing", "a");
    g_assert_nonnull(box);
    fputs(more->str, box);
    fclose(box);
    nx_model_refresh(stage->in->model);
    nx_stage_settle(stage);
    g_assert_cmpuint(stage->in->model->list->len, ==, 13);
    nx_assert_shows(stage, "+1 new");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "info@nowhere.invalid");
}

static void reading_can_be_stopped(void)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < 3000; i++)
        nx_bounce_append(mbox, &nx_stage_bounces[i % 9]);
    nx_test_put("large", mbox->str);
    g_autoptr(NxStage) stage = nx_stage_prepare("large-state", "large");
    stage->in = nx_inspector_new(&stage->start, stage->start.mailboxes);
    nx_inspector_resize(stage->in, 36, 120);
    nx_model_load(stage->in->model);
    nx_assert_shows(stage, "^C stop");
    nx_inspector_key(stage->in, NX_CTRL('C'));
    nx_stage_settle(stage);
    nx_assert_shows(stage, "stopped at");
    g_assert_cmpuint(nx_catalog_n_messages(stage->in->model->catalog), <, 3000);
    nx_stage_press(stage, "j b d q s"); /* what was read is there to work with */
}

static void nothing_happens_that_cannot_be_seen(void)
{
    g_autoptr(NxStage) stage = stage_of("small");
    nx_stage_size(stage, 3, 120);
    nx_assert_shows(stage, "too small");
    nx_stage_press(stage, "s q j");
    nx_stage_size(stage, 36, 120);
    g_assert_false(stage->in->quit);
    g_assert_cmpstr(nx_stage_selected(stage), ==, "kijitora@orchard.example");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void unbound_keys_say_so(void)
{
    g_autoptr(NxStage) stage = stage_of("unbound");
    nx_stage_press(stage, "d");
    nx_assert_shows(stage, "nixie never deletes mail");
    nx_stage_press(stage, "Delete");
    nx_assert_shows(stage, "nixie never deletes mail");
    nx_stage_press(stage, "Z");
    nx_assert_shows(stage, "Z does nothing here");
    nx_stage_press(stage, "b Z");
    nx_assert_shows(stage, "bZ does nothing here");
}

static void q_leaves_level_by_level(void)
{
    g_autoptr(NxStage) stage = stage_of("levels");
    nx_stage_press(stage, "b d Enter");
    g_assert_cmpuint(stage->in->model->list->len, <, 12);
    nx_stage_press(stage, "Enter q");
    nx_stage_press(stage, "q");
    nx_assert_shows(stage, "group by: domain");
    g_assert_cmpuint(stage->in->model->list->len, ==, 12);
    nx_stage_press(stage, "q");
    g_assert_false(stage->in->quit);
    nx_stage_press(stage, "q");
    g_assert_true(stage->in->quit);
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/select/keys move the selection and stop at the ends", the_first_event_is_selected);
    g_test_add_func("/tui/select/a sort keeps the event", a_sort_keeps_the_event);
    g_test_add_func("/tui/select/a limit keeps the event", a_limit_that_keeps_the_event_keeps_it_selected);
    g_test_add_func("/tui/select/what a limit hid comes back selected", what_a_limit_hid_comes_back_selected);
    g_test_add_func("/tui/select/a wrong limit points at its column and changes nothing", a_wrong_limit_points_at_its_column);
    g_test_add_func("/tui/select/Tab completes fields, values and saved limits", tab_completes_fields_and_values);
    g_test_add_func("/tui/select/a saved limit is there in the next session", a_saved_limit_is_there_in_the_next_session);
    g_test_add_func("/tui/select/search counts, jumps and goes round", search_counts_jumps_and_goes_round);
    g_test_add_func("/tui/select/tags are of addresses", tags_are_of_addresses);
    g_test_add_func("/tui/select/keys typed ahead mean the new list", keys_typed_ahead_mean_the_new_list);
    g_test_add_func("/tui/select/who names nobody cannot be tagged or decided about", who_names_nobody_cannot_be_tagged);
    g_test_add_func("/tui/select/a session comes back", a_session_comes_back);
    g_test_add_func("/tui/select/new mail moves nothing", new_mail_moves_nothing);
    g_test_add_func("/tui/select/reading can be stopped", reading_can_be_stopped);
    g_test_add_func("/tui/select/nothing happens that cannot be seen", nothing_happens_that_cannot_be_seen);
    g_test_add_func("/tui/select/unbound keys say so, and d that nothing is deleted", unbound_keys_say_so);
    g_test_add_func("/tui/select/q leaves level by level", q_leaves_level_by_level);
    return g_test_run();
}
