/* The other views: groups, articles, raw messages, help, prompts, exports, pipes. */
#include "tui/stage.h"
#include <unistd.h>

static NxStage *stage_of(const char *name)
{
    nx_stage_mailbox("box");
    return nx_stage_new(name, "box");
}

static void groups_count_and_drill_in(void)
{
    g_autoptr(NxStage) stage = stage_of("groups");
    nx_stage_press(stage, "b d");
    nx_assert_shows(stage, "group by: domain");
    g_autofree char *row = nx_stage_row(stage, "orchard.example");
    g_assert_nonnull(strstr(row, "16.7"));
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "orchard");
    nx_stage_press(stage, "Enter Enter");
    nx_assert_shows(stage, "domain:orchard.example");
    nx_assert_shows(stage, "[2 of 12]");
    nx_stage_press(stage, "q");
    nx_assert_shows(stage, "group by: domain");
    nx_stage_press(stage, "b c");
    nx_assert_shows(stage, "group by: status");
    nx_stage_press(stage, "b t");
    nx_assert_shows(stage, "2026-11-20");
}

static void groups_are_tagged(void)
{
    g_autoptr(NxStage) stage = stage_of("groups-tag");
    nx_stage_press(stage, "b d");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "corp");
    nx_stage_press(stage, "Enter t");
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 2);
    nx_stage_press(stage, "k t");
    g_assert_cmpuint(stage->in->model->n_tagged, ==, 0);
}

static void groups_follow_the_limit(void)
{
    g_autoptr(NxStage) stage = stage_of("groups-limit");
    nx_stage_press(stage, "b d l");
    nx_stage_type(stage, "class:block");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "limit: class:block");
    nx_assert_shows(stage, "corp.example");
    nx_assert_hides(stage, "orchard.example");
}

static void an_article_explains_the_code(void)
{
    g_autoptr(NxStage) stage = stage_of("article");
    nx_stage_press(stage, "c");
    nx_assert_shows(stage, "5.1.1");
    nx_assert_shows(stage, "[en]");
    nx_stage_press(stage, "l");
    nx_assert_shows(stage, "[de]");
    nx_stage_press(stage, "l Tab Enter");
    g_autofree char *second = nx_stage_text(stage);
    nx_stage_press(stage, "Backspace");
    g_autofree char *first = nx_stage_text(stage);
    g_assert_cmpstr(first, !=, second);
    nx_stage_press(stage, "Backspace"); /* none before it: closed */
    nx_assert_shows(stage, "12 messages");
}

static void anything_can_be_looked_up(void)
{
    g_autoptr(NxStage) stage = stage_of("lookup");
    nx_stage_press(stage, "C");
    nx_stage_type(stage, "mailboxfull");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "mailboxfull");
    nx_stage_press(stage, "q C");
    nx_stage_type(stage, "550 5.1.1 <x@y.example>: user unknown");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "hard, user unknown");
    nx_assert_shows(stage, "5.1.1  "); /* and its article below */
    nx_stage_press(stage, "q C");
    nx_stage_type(stage, "mailboxfool");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "Near to it");
    nx_stage_press(stage, "Enter");
    nx_assert_hides(stage, "Near to it");
    nx_assert_shows(stage, "mailboxfull");
    nx_stage_press(stage, "q C");
    nx_stage_type(stage, "zzqxj");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "There is no article about");
}

static void a_pattern_lists_what_it_fits(void)
{
    g_autoptr(NxStage) stage = stage_of("pattern");
    nx_stage_press(stage, "C");
    nx_stage_type(stage, "5.7.*");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "5.7.1 ");
    nx_assert_shows(stage, "5.7.26 ");
    nx_assert_hides(stage, "5.1.1 ");
    nx_stage_press(stage, "Tab");
    g_autofree char *list = nx_stage_text(stage);
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "5.7.1  ");
    nx_assert_hides(stage, "5.7.26 ");
    nx_stage_press(stage, "Backspace");
    g_autofree char *again = nx_stage_text(stage);
    g_assert_cmpstr(list, ==, again); /* where one was, with the same link chosen */
    nx_stage_press(stage, "Backspace");
    nx_assert_shows(stage, "12 messages");
}

static void words_list_the_articles_they_stand_in(void)
{
    g_autoptr(NxStage) stage = stage_of("words");
    nx_stage_press(stage, "C");
    nx_stage_type(stage, "mailbox full");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "mailboxfull ");
    nx_assert_shows(stage, "5.2.2 ");
}

static void what_overrides_a_code_is_said(void)
{
    static const NxBounce bounce = {.recipient = "anna@grove.example",
                                    .status = "5.2.1",
                                    .diagnostic = "550 5.2.1 <anna@grove.example>: user unknown",
                                    .original_id = "o1@sender.example",
                                    .arrived = 1794787200};
    g_autoptr(GString) mbox = g_string_new(NULL);
    nx_bounce_append(mbox, &bounce);
    nx_test_put("override", mbox->str);
    g_autoptr(NxStage) stage = nx_stage_new("override-state", "override");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "5.2.1 by itself stands for suspend");
    nx_stage_press(stage, "q C");
    nx_stage_type(stage, "550 5.2.1 <anna@grove.example>: user unknown");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "5.2.1 by itself stands for suspend");
}

static void a_contradiction_is_said_once(void)
{
    static const NxBounce bounce = {.recipient = "anna@grove.example",
                                    .status = "5.1.1",
                                    .diagnostic = "550 5.1.1 <anna@grove.example>: mailbox is full",
                                    .original_id = "o2@sender.example",
                                    .arrived = 1794787200};
    g_autoptr(GString) mbox = g_string_new(NULL);
    nx_bounce_append(mbox, &bounce);
    nx_test_put("contradiction", mbox->str);
    g_autoptr(NxStage) stage = nx_stage_new("contradiction-state", "contradiction");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "5.1.1 by itself stands for userunknown");
    nx_assert_hides(stage, "the code 5.1.1 stands for");
    nx_assert_hides(stage, "Against it: nothing");
}

static void a_message_is_shown_as_it_came(void)
{
    g_autoptr(NxStage) stage = stage_of("raw");
    nx_stage_press(stage, "H");
    nx_assert_shows(stage, "Content-Type: multipart/report");
    nx_stage_press(stage, "p");
    nx_assert_shows(stage, "Final-Recipient: rfc822; kijitora@orchard.example");
    nx_stage_press(stage, "P");
    nx_assert_shows(stage, "--limit");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "The news");
    nx_assert_shows(stage, "1 match");
    nx_stage_press(stage, "Enter q");
    nx_assert_shows(stage, "12 messages"); /* they took each other's place */
}

static void next_and_previous_work_in_the_detail(void)
{
    g_autoptr(NxStage) stage = stage_of("nextprev");
    nx_stage_press(stage, "Enter J J");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "taro.yamada@mail.quay.example");
    nx_stage_press(stage, "K");
    g_assert_cmpstr(nx_stage_selected(stage), ==, "sironeko@orchard.example");
    nx_stage_press(stage, "K K");
    nx_assert_shows(stage, "This is the first event.");
}

static void the_deciding_words_stand_out(void)
{
    g_autoptr(NxStage) stage = stage_of("evidence");
    const NxCells *cells = nx_inspector_draw(stage->in);
    GString *marked = g_string_new(NULL);
    for (guint row = 0; row < cells->rows; row++) {
        for (guint col = 0; col < cells->cols; col++) {
            const NxCell *cell = nx_cells_at(cells, row, col);
            if (cell->look == NX_LOOK_EVIDENCE)
                g_string_append_len(marked, cell->bytes, cell->len);
        }
    }
    g_assert_cmpstr(marked->str, ==, "user unknown");
    g_string_free(marked, TRUE);
}

static void a_changed_message_is_not_shown(void)
{
    nx_stage_mailbox("melting");
    g_autoptr(NxStage) stage = nx_stage_new("melting-state", "melting");
    g_assert_true(g_file_set_contents("melting", "From nobody Mon Nov 16 08:00:00 2026\nSubject: other\n\nquite another file\n", -1, NULL));
    nx_stage_press(stage, "j");
    nx_assert_shows(stage, "no longer what was read");
    nx_assert_hides(stage, "Diagnostic-Code");
    nx_stage_press(stage, "P");
    nx_assert_hides(stage, "quite another file");
}

static void the_help_filters_as_one_types(void)
{
    g_autoptr(NxStage) stage = stage_of("help");
    nx_stage_press(stage, "?");
    nx_assert_shows(stage, "Help: index");
    nx_stage_type(stage, "sup");
    nx_assert_shows(stage, ":suppress");
    nx_assert_hides(stage, ":half-down");
    nx_stage_press(stage, "Backspace Backspace Backspace");
    nx_assert_shows(stage, ":half-down");
    nx_stage_press(stage, "Down PgDn Esc");
    nx_assert_shows(stage, "12 messages");
}

static void the_help_shows_the_keys_one_has_given(void)
{
    nx_stage_mailbox("box");
    NxStage *stage = nx_stage_prepare("rebound", "box");
    static const NxKeyBinding given[] = {{"suppress", "F7", "nixie.conf:1"}};
    stage->start.keys = given;
    stage->start.n_keys = 1;
    nx_stage_open(stage);
    nx_assert_shows(stage, "F7 suppress");
    nx_stage_press(stage, "s");
    nx_assert_shows(stage, "s does nothing here");
    nx_stage_press(stage, "F7");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_stage_free(stage);
}

static void a_prompt_is_edited(void)
{
    g_autoptr(NxStage) stage = stage_of("prompt");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "corqé");
    nx_stage_press(stage, "Backspace Backspace");
    nx_stage_type(stage, "p example");
    nx_stage_press(stage, "^W Left Right Home Delete");
    nx_assert_shows(stage, "search: orp");
    nx_stage_type(stage, "c");
    nx_stage_press(stage, "End Backspace ^A ^K");
    nx_assert_hides(stage, "search: c");
    nx_stage_type(stage, "island");
    nx_stage_press(stage, "Enter /");
    nx_stage_press(stage, "Up");
    nx_assert_shows(stage, "search: island");
    nx_stage_press(stage, "Down");
    nx_assert_hides(stage, "search: island");
}

static void actions_are_typed_by_name(void)
{
    g_autoptr(NxStage) stage = stage_of("command");
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "supp");
    nx_stage_press(stage, "Tab");
    nx_assert_shows(stage, "never mail these addresses again");
    nx_stage_press(stage, "Enter");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "dance");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "there is no action \"dance\"");
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "quit now");
    nx_stage_press(stage, "Enter");
    g_assert_false(stage->in->quit);
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "quit");
    nx_stage_press(stage, "Enter");
    g_assert_true(stage->in->quit);
}

static void an_export_writes_and_never_overwrites_unasked(void)
{
    g_autoptr(NxStage) stage = stage_of("export");
    g_autofree char *text = NULL;
    nx_stage_press(stage, "s t t w t ^U");
    nx_stage_type(stage, "text");
    nx_stage_press(stage, "Enter ^U");
    nx_stage_type(stage, "export-list");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "Wrote 2 addresses to export-list.");
    g_assert_true(g_file_get_contents("export-list", &text, NULL, NULL));
    g_assert_nonnull(strstr(text, "kijitora@orchard.example"));
    g_assert_nonnull(strstr(text, "sironeko@orchard.example"));
    g_assert_true(g_file_set_contents("export-list", "mine", -1, NULL));
    nx_stage_press(stage, "w s Enter ^U");
    nx_stage_type(stage, "export-list");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "is there already");
    nx_stage_press(stage, "q");
    g_autofree char *kept = NULL, *replaced = NULL;
    g_assert_true(g_file_get_contents("export-list", &kept, NULL, NULL));
    g_assert_cmpstr(kept, ==, "mine");
    nx_stage_press(stage, "w s Enter Enter y");
    g_assert_true(g_file_get_contents("export-list", &replaced, NULL, NULL));
    g_assert_nonnull(strstr(replaced, "kijitora@orchard.example"));
    nx_stage_press(stage, "w h Enter ^U");
    nx_stage_type(stage, "export-none");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "There is nothing to export");
    g_assert_cmpint(access("export-none", F_OK), ==, -1);
}

static void addresses_go_to_a_command(void)
{
    g_autoptr(NxStage) stage = stage_of("pipe");
    nx_stage_press(stage, "t t |");
    nx_stage_type(stage, "sort -r; echo done");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "sironeko@orchard.example\nkijitora@orchard.example\ndone");
    nx_stage_press(stage, "q |");
    nx_stage_type(stage, "exit 3");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "exit 3: failed");
}

static void a_running_command_is_ended(void)
{
    g_autoptr(NxStage) stage = stage_of("pipe-end");
    nx_stage_press(stage, "|");
    nx_stage_type(stage, "sleep 600");
    nx_inspector_key(stage->in, NX_KEY_ENTER);
    nx_assert_shows(stage, "running");
    nx_inspector_key(stage->in, NX_CTRL('C'));
    nx_stage_settle(stage);
    nx_assert_hides(stage, "running");
}

static void click(NxStage *stage, guint row, NxMouseKind kind)
{
    const NxMouse mouse = {.row = row, .col = 30, .kind = kind};
    nx_inspector_mouse(stage->in, &mouse);
    nx_stage_settle(stage);
}

static void a_click_selects_what_it_is_on(void)
{
    g_autoptr(NxStage) stage = stage_of("mouse");
    click(stage, 4, NX_MOUSE_CLICK); /* title, head, then the rows */
    g_assert_cmpstr(nx_stage_selected(stage), ==, "taro.yamada@mail.quay.example");
    click(stage, 30, NX_MOUSE_CLICK); /* in the detail: nothing */
    g_assert_cmpstr(nx_stage_selected(stage), ==, "taro.yamada@mail.quay.example");
    click(stage, 10, NX_MOUSE_DOWN);
    g_assert_cmpstr(nx_stage_selected(stage), ==, "info@nowhere.invalid");
    nx_stage_press(stage, "s L");
    click(stage, 1, NX_MOUSE_DOUBLE);
    nx_assert_shows(stage, "since");
    nx_stage_press(stage, "q q Enter");
    click(stage, 2, NX_MOUSE_CLICK); /* the index beside a focused detail */
    g_assert_cmpstr(nx_stage_selected(stage), ==, "kijitora@orchard.example");
    nx_stage_press(stage, "b d");
    click(stage, 3, NX_MOUSE_DOUBLE);
    nx_assert_shows(stage, "domain:mail.quay.example");
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/views/groups count, and Enter drills in", groups_count_and_drill_in);
    g_test_add_func("/tui/views/groups are tagged as a whole", groups_are_tagged);
    g_test_add_func("/tui/views/groups follow the limit", groups_follow_the_limit);
    g_test_add_func("/tui/views/c explains the code, with links and both languages", an_article_explains_the_code);
    g_test_add_func("/tui/views/C looks anything up", anything_can_be_looked_up);
    g_test_add_func("/tui/views/a pattern lists what it fits, links lead on and back", a_pattern_lists_what_it_fits);
    g_test_add_func("/tui/views/words list the articles that they stand in", words_list_the_articles_they_stand_in);
    g_test_add_func("/tui/views/what overrides a code is said", what_overrides_a_code_is_said);
    g_test_add_func("/tui/views/a contradiction is said once", a_contradiction_is_said_once);
    g_test_add_func("/tui/views/H, p and P show the message as it came", a_message_is_shown_as_it_came);
    g_test_add_func("/tui/views/J and K work within the detail", next_and_previous_work_in_the_detail);
    g_test_add_func("/tui/views/the words that decided stand out", the_deciding_words_stand_out);
    g_test_add_func("/tui/views/nothing is shown of a message that changed", a_changed_message_is_not_shown);
    g_test_add_func("/tui/views/the help filters as one types", the_help_filters_as_one_types);
    g_test_add_func("/tui/views/the screen names the keys one has given", the_help_shows_the_keys_one_has_given);
    g_test_add_func("/tui/views/a prompt is edited, and remembers", a_prompt_is_edited);
    g_test_add_func("/tui/views/actions are typed by name", actions_are_typed_by_name);
    g_test_add_func("/tui/views/an export writes and never overwrites unasked", an_export_writes_and_never_overwrites_unasked);
    g_test_add_func("/tui/views/addresses go to a command", addresses_go_to_a_command);
    g_test_add_func("/tui/views/a running command is ended by ^C", a_running_command_is_ended);
    g_test_add_func("/tui/views/a click selects what it is on", a_click_selects_what_it_is_on);
    return g_test_run();
}
