/* What goes out of the screen: lists, messages, tables of groups, drafts. */
#include "tui/harness.h"
#include <unistd.h>

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

/* Answers the prompts for format and file. */
static void answer(NxHarness *harness, const char *format, const char *file)
{
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, format);
    nx_harness_press(harness, "Enter ^U");
    nx_harness_type(harness, file);
    nx_harness_press(harness, "Enter");
}

static char *read_file(const char *name)
{
    char *text = NULL;
    g_assert_true(g_file_get_contents(name, &text, NULL, NULL));
    return text;
}

static guint count(const char *text, const char *what)
{
    guint n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

static void the_list_is_shown_before_it_is_written(void)
{
    g_autoptr(NxHarness) harness = harness_of("preview");
    nx_harness_press(harness, "s t t w t");
    nx_assert_shows(harness, "2 addresses, tagged; 1 of them undecided");
    answer(harness, "text", "preview-list");
    nx_assert_shows(harness, "Write preview-list?");
    nx_assert_shows(harness, "2 addresses, tagged; 1 of them undecided");
    nx_assert_shows(harness, "   kijitora@orchard.example");
    g_assert_cmpint(access("preview-list", F_OK), ==, -1);
    nx_harness_press(harness, "n");
    g_assert_cmpint(access("preview-list", F_OK), ==, -1);
    nx_harness_press(harness, "w t");
    answer(harness, "text", "preview-list");
    nx_harness_press(harness, "y");
    g_autofree char *text = read_file("preview-list");
    g_assert_nonnull(strstr(text, "sironeko@orchard.example"));
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2); /* nothing was decided */
}

static void a_list_is_appended_with_one_head(void)
{
    g_autoptr(NxHarness) harness = harness_of("append");
    nx_harness_press(harness, "t w t");
    answer(harness, "csv", "append.csv");
    nx_harness_press(harness, "y");
    command(harness, "untag-all");
    nx_harness_press(harness, "G t w t");
    answer(harness, "csv", "append.csv");
    nx_assert_shows(harness, "append.csv is there already.");
    nx_harness_press(harness, "a");
    g_autofree char *text = read_file("append.csv");
    g_assert_cmpuint(count(text, "kijitora@orchard.example"), >=, 1);
    g_assert_cmpuint(count(text, "neko@minato.example"), >=, 1);
    g_assert_cmpuint(count(text, "not_before"), ==, 1);
}

static void each_question_proposes_its_own_last_file(void)
{
    g_autoptr(NxHarness) harness = harness_of("proposes");
    nx_harness_press(harness, "s t w t");
    answer(harness, "text", "mine-tagged");
    nx_harness_press(harness, "y w s");
    answer(harness, "text", "mine-suppressed");
    nx_harness_press(harness, "y w t Enter");
    nx_assert_shows(harness, "file: mine-tagged");
    nx_harness_press(harness, "Esc w s Enter");
    nx_assert_shows(harness, "file: mine-suppressed");
    nx_harness_press(harness, "Esc w l Enter");
    nx_assert_shows(harness, "file: nixie-shown-by-the-limit.txt");
}

static void a_group_is_exported(void)
{
    g_autoptr(NxHarness) harness = harness_of("group");
    nx_harness_press(harness, "t b d g g w");
    nx_assert_shows(harness, "g = of this group");
    nx_harness_press(harness, "g");
    nx_assert_shows(harness, "2 addresses, of this group; 2 of them undecided");
    answer(harness, "text", "group-list");
    nx_harness_press(harness, "y");
    g_autofree char *text = read_file("group-list");
    g_assert_nonnull(strstr(text, "ops@corp.example"));
    g_assert_null(strstr(text, "kijitora")); /* tagged, and not meant */
}

static void the_table_of_groups_is_exported(void)
{
    g_autoptr(NxHarness) harness = harness_of("table");
    nx_harness_press(harness, "b d w T ^U");
    nx_harness_type(harness, "groups.csv");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "Wrote 9 groups to groups.csv.");
    g_autofree char *text = read_file("groups.csv");
    g_assert_true(g_str_has_prefix(text, "name,events,addresses,undecided,take,left,hard,soft,block\r\n"));
    g_assert_nonnull(strstr(text, "corp.example,2,2,2,2,0,0,0,2\r\n"));
    g_assert_cmpuint(count(text, "\r\n"), ==, 10);
    nx_harness_press(harness, "w T Enter");
    nx_assert_hides(harness, "Wrote 9 groups"); /* never over what is there */
}

static void in_the_ledger_its_records_are_meant(void)
{
    g_autoptr(NxHarness) harness = harness_of("ledger");
    nx_harness_press(harness, "s j t L w");
    nx_assert_hides(harness, "t = tagged");
    nx_assert_hides(harness, "shown by the limit");
    nx_harness_press(harness, "d");
    nx_assert_shows(harness, "1 address, all decided");
}

static void tagged_messages_are_saved(void)
{
    g_autoptr(NxHarness) harness = harness_of("messages");
    nx_harness_press(harness, "j j t"); /* it has bounced twice */
    command(harness, "save-messages saved.mbox");
    nx_assert_shows(harness, "Wrote 2 messages to saved.mbox.");
    g_autofree char *text = read_file("saved.mbox");
    g_assert_cmpuint(count(text, "From MAILER-DAEMON "), ==, 2);
    g_assert_cmpuint(count(text, "Final-Recipient: rfc822; taro.yamada@mail.quay.example"), ==, 2);
    g_assert_null(strstr(text, "kijitora"));
    command(harness, "save-messages saved.mbox");
    g_assert_cmpint(harness->in->message_kind, ==, NX_SAY_ERROR); /* never over what is there */
    g_autoptr(NxHarness) again = nx_harness_new("messages-again", "saved.mbox");
    g_assert_cmpuint(nx_catalog_n_messages(again->in->model->catalog), ==, 2);
}

static void a_draft_holds_the_evidence_and_is_not_sent(void)
{
    g_autoptr(NxHarness) harness = harness_of("draft");
    nx_harness_press(harness, "b d g g");
    command(harness, "draft letter");
    nx_assert_shows(harness, "Wrote a draft to letter; nothing was sent.");
    g_autofree char *text = read_file("letter");
    g_assert_true(g_str_has_prefix(text, "To: postmaster@corp.example\n"));
    g_assert_nonnull(strstr(text, "2 addresses"));
    g_assert_nonnull(strstr(text, "2026-11-18 10:00 +0000  ops@corp.example\n    filter.corp.example  554 5.7.1"));
    command(harness, "draft");
    nx_assert_shows(harness, "a draft; nothing was sent");
    nx_assert_shows(harness, "To: postmaster@corp.example");
}

#define TEST(name, function) g_test_add_func("/tui/export/" name, function)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("the list is shown before it is written", the_list_is_shown_before_it_is_written);
    TEST("a list is appended with one head", a_list_is_appended_with_one_head);
    TEST("each question proposes its own last file", each_question_proposes_its_own_last_file);
    TEST("a group is exported", a_group_is_exported);
    TEST("the table of groups is exported", the_table_of_groups_is_exported);
    TEST("in the ledger its records are meant", in_the_ledger_its_records_are_meant);
    TEST("tagged messages are saved", tagged_messages_are_saved);
    TEST("a draft holds the evidence and is not sent", a_draft_holds_the_evidence_and_is_not_sent);
    return g_test_run();
}
