/* The other views: groups, articles, raw messages, help, prompts, exports, pipes. */
#include "tui/harness.h"
#include "tui/screen.h"
#include <unistd.h>

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void groups_count_and_drill_in(void)
{
    g_autoptr(NxHarness) harness = harness_of("groups");
    nx_harness_press(harness, "b d");
    nx_assert_shows(harness, "by domain ");
    g_autofree char *row = nx_harness_row(harness, "orchard.example");
    g_assert_nonnull(strstr(row, "16.7"));
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "orchard");
    nx_harness_press(harness, "Enter Enter");
    nx_assert_shows(harness, "domain:orchard.example");
    nx_assert_shows(harness, "[2 of 12]");
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "by domain ");
    nx_harness_press(harness, "b c");
    nx_assert_shows(harness, "by status ");
    nx_harness_press(harness, "b t");
    nx_assert_shows(harness, "2026-11-20");
}

static void groups_are_tagged(void)
{
    g_autoptr(NxHarness) harness = harness_of("groups-tag");
    nx_harness_press(harness, "b d");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "corp");
    nx_harness_press(harness, "Enter t");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2);
    nx_harness_press(harness, "k t");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 0);
}

static void groups_follow_the_limit(void)
{
    g_autoptr(NxHarness) harness = harness_of("groups-limit");
    nx_harness_press(harness, "b d l");
    nx_harness_type(harness, "class:block");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "limit: class:block");
    nx_assert_shows(harness, "corp.example");
    nx_assert_hides(harness, "orchard.example");
}

static void an_article_explains_the_bounce(void)
{
    g_autoptr(NxHarness) harness = harness_of("article");
    nx_harness_press(harness, "c");
    nx_assert_shows(harness, "what decided this bounce");
    nx_assert_shows(harness, "[en]");
    nx_assert_shows(harness, "In twenty seconds");
    nx_assert_shows(harness, "Verdict: userunknown user unknown, hard bounce");
    nx_assert_shows(harness, "in this mailbox");
    nx_harness_press(harness, "l");
    nx_assert_shows(harness, "[de]");
    nx_harness_press(harness, "l Tab Enter");
    g_autofree char *second = nx_harness_text(harness);
    nx_harness_press(harness, "Backspace");
    g_autofree char *first = nx_harness_text(harness);
    g_assert_cmpstr(first, !=, second);
    nx_harness_press(harness, "Backspace"); /* none before it: closed */
    nx_assert_shows(harness, "12 messages");
}

static void anything_can_be_looked_up(void)
{
    g_autoptr(NxHarness) harness = harness_of("lookup");
    nx_harness_press(harness, "C");
    nx_harness_type(harness, "mailboxfull");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "mailboxfull");
    nx_harness_press(harness, "q C");
    nx_harness_type(harness, "550 5.1.1 <x@y.example>: user unknown");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "userunknown user unknown, hard bounce");
    nx_assert_shows(harness, "In twenty seconds");
    nx_harness_press(harness, "q C");
    nx_harness_type(harness, "mailboxfool");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "Near to it");
    nx_harness_press(harness, "Enter");
    nx_assert_hides(harness, "Near to it");
    nx_assert_shows(harness, "mailboxfull");
    nx_harness_press(harness, "q C");
    nx_harness_type(harness, "zzqxj");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "There is no article about");
}

static void a_pattern_lists_what_it_fits(void)
{
    g_autoptr(NxHarness) harness = harness_of("pattern");
    nx_harness_press(harness, "C");
    nx_harness_type(harness, "5.7.*");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "5.7.1 ");
    nx_assert_shows(harness, "5.7.26 ");
    nx_assert_hides(harness, "5.1.1 ");
    nx_harness_press(harness, "Tab");
    g_autofree char *list = nx_harness_text(harness);
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "5.7.1  ");
    nx_assert_hides(harness, "5.7.26 ");
    nx_harness_press(harness, "Backspace");
    g_autofree char *again = nx_harness_text(harness);
    g_assert_cmpstr(list, ==, again); /* where one was, with the same link chosen */
    nx_harness_press(harness, "Backspace");
    nx_assert_shows(harness, "12 messages");
}

static void words_list_the_articles_they_stand_in(void)
{
    g_autoptr(NxHarness) harness = harness_of("words");
    nx_harness_press(harness, "C");
    nx_harness_type(harness, "mailbox full");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "mailboxfull ");
    nx_assert_shows(harness, "5.2.2 ");
}

static void what_overrides_a_code_is_said(void)
{
    static const NxBounce BOUNCE = {.recipient = "anna@grove.example",
                                    .status = "5.2.1",
                                    .diagnostic = "550 5.2.1 <anna@grove.example>: user unknown",
                                    .original_id = "o1@sender.example",
                                    .arrived = 1794787200};
    g_autoptr(GString) mbox = g_string_new(NULL);
    nx_bounce_append(mbox, &BOUNCE);
    nx_test_put("override", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_new("override-state", "override");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "5.2.1 by itself stands for suspend");
    nx_harness_press(harness, "q C");
    nx_harness_type(harness, "550 5.2.1 <anna@grove.example>: user unknown");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "5.2.1 by itself stands for suspend");
}

static void what_was_too_much_to_read_is_said(void)
{
    static const NxBounce BOUNCE = {.recipient = "anna@grove.example",
                                    .status = "5.1.1",
                                    .diagnostic = "550 5.1.1 user unknown",
                                    .original_id = "o3@sender.example",
                                    .arrived = 1794787200};
    g_autoptr(GString) mbox = g_string_new(NULL), fields = g_string_new(NULL);
    for (guint i = 0; i < 200; i++)
        g_string_append_printf(fields, "X-Field-%u: x\n", i);
    g_string_append(fields, "Status:");
    nx_bounce_append(mbox, &BOUNCE);
    nx_test_put("whole", mbox->str);
    g_assert_cmpuint(g_string_replace(mbox, "Status:", fields->str, 1), ==, 1);
    nx_test_put("too-much", mbox->str);
    const char *const sentence = "too large to be read whole; left out: fields of the delivery status";
    g_autoptr(NxHarness) harness = nx_harness_new("too-much-state", "too-much");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, sentence);
    g_autoptr(NxHarness) whole = nx_harness_new("whole-state", "whole");
    nx_harness_press(whole, "Enter");
    nx_assert_hides(whole, sentence);
}

static void a_delay_is_told_from_a_failure(void)
{
    static const NxBounce BOUNCES[] = {{.recipient = "anna@grove.example",
                                        .status = "4.4.1",
                                        .action = "delayed",
                                        .diagnostic = "connect to mx.grove.example: Connection timed out",
                                        .original_id = "o4@sender.example",
                                        .arrived = 1794787200},
                                       {.recipient = "bert@grove.example",
                                        .status = "4.4.1",
                                        .diagnostic = "connect to mx.grove.example: Connection timed out",
                                        .original_id = "o5@sender.example",
                                        .arrived = 1794787200}};
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(BOUNCES); i++)
        nx_bounce_append(mbox, &BOUNCES[i]);
    nx_test_put("delays", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_new("delay-state", "delays");
    g_autofree char *delay = nx_harness_row(harness, "anna@grove.example"),
                    *failure = nx_harness_row(harness, "bert@grove.example");
    g_assert_nonnull(strstr(delay, "4.4.1   delay "));
    g_assert_nonnull(strstr(failure, "4.4.1   soft "));
    nx_harness_size(harness, 12, 40);
    g_autofree char *narrow = nx_harness_row(harness, "anna@grove.example");
    g_assert_nonnull(strstr(narrow, "d "));
}

static void a_contradiction_is_said_once(void)
{
    static const NxBounce BOUNCE = {.recipient = "anna@grove.example",
                                    .status = "5.1.1",
                                    .diagnostic = "550 5.1.1 <anna@grove.example>: mailbox is full",
                                    .original_id = "o2@sender.example",
                                    .arrived = 1794787200};
    g_autoptr(GString) mbox = g_string_new(NULL);
    nx_bounce_append(mbox, &BOUNCE);
    nx_test_put("contradiction", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_new("contradiction-state", "contradiction");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "5.1.1 by itself stands for userunknown");
    nx_assert_hides(harness, "the code 5.1.1 stands for");
    nx_assert_hides(harness, "Against it: nothing");
}

static void a_message_is_shown_as_it_came(void)
{
    g_autoptr(NxHarness) harness = harness_of("raw");
    nx_harness_press(harness, "H");
    nx_assert_shows(harness, "Content-Type: multipart/report");
    nx_harness_press(harness, "p");
    nx_assert_shows(harness, "Final-Recipient: rfc822; kijitora@orchard.example");
    nx_harness_press(harness, "P");
    nx_assert_shows(harness, "--limit");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "The news");
    nx_assert_shows(harness, "1 match");
    nx_harness_press(harness, "Enter q");
    nx_assert_shows(harness, "12 messages"); /* they took each other's place */
}

static void next_and_previous_work_in_the_detail(void)
{
    g_autoptr(NxHarness) harness = harness_of("nextprev");
    nx_harness_press(harness, "Enter J J");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "taro.yamada@mail.quay.example");
    nx_harness_press(harness, "K");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "sironeko@orchard.example");
    nx_harness_press(harness, "K");
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    nx_harness_press(harness, "K");
    nx_assert_shows(harness, "This is the first event.");
    nx_harness_press(harness, "q G k Enter J");
    nx_assert_hides(harness, "This is the last event.");
    nx_harness_press(harness, "J");
    nx_assert_shows(harness, "This is the last event.");
}

static void the_deciding_words_stand_out(void)
{
    g_autoptr(NxHarness) harness = harness_of("evidence");
    const NxCells *cells = nx_screen_draw(harness->in);
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
    nx_harness_mailbox("melting");
    g_autoptr(NxHarness) harness = nx_harness_new("melting-state", "melting");
    g_assert_true(g_file_set_contents(
        "melting", "From nobody Mon Nov 16 08:00:00 2026\nSubject: other\n\nquite another file\n", -1, NULL));
    nx_harness_press(harness, "j");
    nx_assert_shows(harness, "no longer "); /* what was read; or, once that was looked at, in its mailbox */
    nx_assert_hides(harness, "quite another file");
    nx_harness_press(harness, "P");
    nx_assert_hides(harness, "quite another file");
}

static void the_help_filters_as_one_types(void)
{
    g_autoptr(NxHarness) harness = harness_of("help");
    nx_harness_press(harness, "?");
    nx_assert_shows(harness, "Help: index");
    nx_harness_type(harness, "sup");
    nx_assert_shows(harness, ":suppress");
    nx_assert_hides(harness, ":half-down");
    nx_harness_press(harness, "Backspace Backspace Backspace");
    nx_assert_shows(harness, ":half-down");
    nx_harness_type(harness, "on"); /* what is typed alone is filtered, too */
    nx_assert_shows(harness, ":quit");
    nx_assert_hides(harness, ":refresh");
    nx_harness_press(harness, "Esc");
    nx_harness_press(harness, "Down PgDn Esc");
    nx_assert_shows(harness, "12 messages");
}

static void the_help_shows_the_keys_one_has_given(void)
{
    nx_harness_mailbox("box");
    NxHarness *harness = nx_harness_prepare("rebound", "box");
    static const NxKeyBinding GIVEN[] = {{"suppress", "F7", "nixie.conf:1"}, {"retry", "", "nixie.conf:2"}};
    harness->start.keys = GIVEN;
    harness->start.n_keys = G_N_ELEMENTS(GIVEN);
    nx_harness_open(harness);
    nx_assert_shows(harness, "F7 suppress");
    nx_assert_shows(harness, "F7 suppress  h hold"); /* retry has no key any more */
    nx_assert_shows(harness, "[F7] suppress: never mail again");
    nx_harness_press(harness, "s");
    nx_assert_shows(harness, "s does nothing here");
    nx_harness_press(harness, "F7");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_free(harness);
}

static void a_prompt_is_edited(void)
{
    g_autoptr(NxHarness) harness = harness_of("prompt");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "corqé");
    nx_harness_press(harness, "Backspace Backspace");
    nx_harness_type(harness, "p example");
    nx_harness_press(harness, "^W Left Right Home Delete");
    nx_assert_shows(harness, "search: orp");
    nx_harness_type(harness, "c");
    nx_harness_press(harness, "End Backspace ^A ^K");
    nx_assert_hides(harness, "search: c");
    nx_harness_type(harness, "island");
    nx_harness_press(harness, "Enter /");
    nx_harness_press(harness, "Up");
    nx_assert_shows(harness, "search: island");
    nx_harness_press(harness, "Down");
    nx_assert_hides(harness, "search: island");
}

static void actions_are_typed_by_name(void)
{
    g_autoptr(NxHarness) harness = harness_of("command");
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "supp");
    nx_harness_press(harness, "Tab");
    nx_assert_shows(harness, "never mail these addresses again");
    nx_harness_press(harness, "Enter");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "dance");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "there is no action \"dance\"");
    nx_assert_shows(harness, "command: dance"); /* it stays open with its text */
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "quit now");
    nx_harness_press(harness, "Enter");
    g_assert_false(harness->in->quit);
    nx_assert_shows(harness, "quit takes nothing behind it");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "quit");
    nx_harness_press(harness, "Enter");
    g_assert_true(harness->in->quit);
}

static void an_export_writes_and_never_overwrites_unasked(void)
{
    g_autoptr(NxHarness) harness = harness_of("export");
    g_autofree char *text = NULL;
    nx_harness_press(harness, "s t t w t ^U");
    nx_harness_type(harness, "text");
    nx_harness_press(harness, "Enter ^U");
    nx_harness_type(harness, "export-list");
    nx_harness_press(harness, "Enter y");
    nx_assert_shows(harness, "Wrote 2 addresses to export-list.");
    g_assert_true(g_file_get_contents("export-list", &text, NULL, NULL));
    g_assert_nonnull(strstr(text, "kijitora@orchard.example"));
    g_assert_nonnull(strstr(text, "sironeko@orchard.example"));
    g_assert_true(g_file_set_contents("export-list", "mine", -1, NULL));
    nx_harness_press(harness, "w s Enter ^U");
    nx_harness_type(harness, "export-list");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "is there already");
    nx_harness_press(harness, "q");
    g_autofree char *kept = NULL, *replaced = NULL;
    g_assert_true(g_file_get_contents("export-list", &kept, NULL, NULL));
    g_assert_cmpstr(kept, ==, "mine");
    nx_harness_press(harness, "w s Enter Enter o");
    g_assert_true(g_file_get_contents("export-list", &replaced, NULL, NULL));
    g_assert_nonnull(strstr(replaced, "kijitora@orchard.example"));
    nx_harness_press(harness, "w h Enter ^U");
    nx_harness_type(harness, "export-none");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "There is nothing to export");
    g_assert_cmpint(access("export-none", F_OK), ==, -1);
}

static void addresses_go_to_a_command(void)
{
    g_autoptr(NxHarness) harness = harness_of("pipe");
    nx_harness_press(harness, "t t |");
    nx_harness_type(harness, "sort -r; echo done");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "sironeko@orchard.example\nkijitora@orchard.example\ndone");
    nx_harness_press(harness, "q |");
    nx_harness_type(harness, "exit 3");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "exit 3: failed");
}

static void a_running_command_is_ended(void)
{
    g_autoptr(NxHarness) harness = harness_of("pipe-end");
    nx_harness_press(harness, "|");
    nx_harness_type(harness, "sleep 600");
    nx_inspector_key(harness->in, NX_KEY_ENTER);
    nx_assert_shows(harness, "running");
    nx_inspector_key(harness->in, NX_CTRL('C'));
    nx_harness_settle(harness);
    nx_assert_hides(harness, "running");
}

static void click(NxHarness *harness, guint row, NxMouseKind kind)
{
    const NxMouse mouse = {.row = row, .col = 30, .kind = kind};
    nx_inspector_mouse(harness->in, &mouse);
    nx_harness_settle(harness);
}

static void a_click_selects_what_it_is_on(void)
{
    g_autoptr(NxHarness) harness = harness_of("mouse");
    click(harness, 4, NX_MOUSE_CLICK); /* title, head, then the rows */
    g_assert_cmpstr(nx_harness_selected(harness), ==, "taro.yamada@mail.quay.example");
    click(harness, 30, NX_MOUSE_CLICK); /* in the detail: nothing */
    g_assert_cmpstr(nx_harness_selected(harness), ==, "taro.yamada@mail.quay.example");
    click(harness, 10, NX_MOUSE_DOWN);
    g_assert_cmpstr(nx_harness_selected(harness), ==, "info@nowhere.invalid");
    nx_harness_press(harness, "s L");
    click(harness, 3, NX_MOUSE_DOUBLE); /* title, what waits, head */
    nx_assert_shows(harness, "since: ");
    nx_harness_press(harness, "q q Enter");
    click(harness, 2, NX_MOUSE_CLICK); /* the index beside a focused detail */
    g_assert_cmpstr(nx_harness_selected(harness), ==, "kijitora@orchard.example");
    nx_harness_press(harness, "b d");
    click(harness, 3, NX_MOUSE_DOUBLE);
    nx_assert_shows(harness, "domain:mail.quay.example");
}

static void the_home_folder_is_short(void)
{
    static const struct {
        const char *box, *shown, *hidden;
    } BOXES[] = {{"home/box", "~/box", "home/box"}, {"home-of-others/box", "home-of-others/box", "~"}};
    for (guint i = 0; i < G_N_ELEMENTS(BOXES); i++) {
        g_autofree char *path = nx_test_path(BOXES[i].box), *folder = g_path_get_dirname(path);
        g_mkdir_with_parents(folder, 0700);
        nx_harness_mailbox(BOXES[i].box);
        g_autoptr(NxHarness) harness = nx_harness_new("homes", path);
        nx_harness_size(harness, 36, 200);
        nx_assert_shows(harness, BOXES[i].shown);
        nx_assert_hides(harness, BOXES[i].hidden);
    }
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_autofree char *home = nx_test_path("home");
    g_setenv("HOME", home, TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/views/groups count, and Enter drills in", groups_count_and_drill_in);
    g_test_add_func("/tui/views/groups are tagged as a whole", groups_are_tagged);
    g_test_add_func("/tui/views/groups follow the limit", groups_follow_the_limit);
    g_test_add_func("/tui/views/c explains the code, with links and both languages", an_article_explains_the_bounce);
    g_test_add_func("/tui/views/C looks anything up", anything_can_be_looked_up);
    g_test_add_func("/tui/views/a pattern lists what it fits, links lead on and back", a_pattern_lists_what_it_fits);
    g_test_add_func("/tui/views/words list the articles that they stand in", words_list_the_articles_they_stand_in);
    g_test_add_func("/tui/views/what was too much to read is said", what_was_too_much_to_read_is_said);
    g_test_add_func("/tui/views/a delay is told from a failure", a_delay_is_told_from_a_failure);
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
    g_test_add_func("/tui/views/an export writes and never overwrites unasked",
                    an_export_writes_and_never_overwrites_unasked);
    g_test_add_func("/tui/views/addresses go to a command", addresses_go_to_a_command);
    g_test_add_func("/tui/views/a running command is ended by ^C", a_running_command_is_ended);
    g_test_add_func("/tui/views/a click selects what it is on", a_click_selects_what_it_is_on);
    g_test_add_func("/tui/views/the home folder is written short", the_home_folder_is_short);
    return g_test_run();
}
