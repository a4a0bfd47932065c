/* What goes out of the screen: lists, messages, tables of groups, drafts. */
#include "tui/harness.h"
#include <sys/stat.h>
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

/* The same of a format that lets one choose its columns; NULL: all of them. */
static void answer_columns(NxHarness *harness, const char *format, const char *columns, const char *file)
{
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, format);
    nx_harness_press(harness, "Enter ^U");
    nx_harness_type(harness, columns ? columns : "*");
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
    answer_columns(harness, "csv", NULL, "append.csv");
    nx_harness_press(harness, "y");
    command(harness, "untag-all");
    nx_harness_press(harness, "G t w t");
    answer_columns(harness, "csv", NULL, "append.csv");
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

static void columns_are_chosen(void)
{
    g_autoptr(NxHarness) harness = harness_of("columns");
    nx_harness_press(harness, "t w t ^U");
    nx_harness_type(harness, "csv");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "columns: *");
    nx_assert_shows(harness, "address decision reason class status"); /* what there is to choose from */
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "address nonsense");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "no column is called \"nonsense\"");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "reason");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "is one of nobody");
    nx_harness_press(harness, "^U");
    nx_harness_type(harness, "reas");
    nx_harness_press(harness, "Tab");
    nx_harness_type(harness, ", address");
    nx_harness_press(harness, "Enter ^U");
    nx_harness_type(harness, "columns.csv");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "   reason,address");
    nx_harness_press(harness, "y");
    g_autofree char *text = read_file("columns.csv");
    g_assert_cmpstr(text, ==, "reason,address\r\nuserunknown,\"kijitora@orchard.example\"\r\n");
}

/* A long line of the list takes one row, and is shown without its end. */
static void a_preview_has_a_row_for_each_line(void)
{
    g_autoptr(NxHarness) harness = harness_of("rows");
    nx_harness_size(harness, 24, 80);
    nx_harness_press(harness, "w l");
    answer_columns(harness, "csv", NULL, "rows.csv");
    nx_assert_shows(harness, "Write rows.csv?");
    nx_assert_shows(harness, "y = write");
    nx_assert_hides(harness, "x0D");
    g_autofree char *head = nx_harness_row(harness, "address,decision,"), *text = nx_harness_text(harness);
    g_assert_true(g_str_has_suffix(head, "…"));
    g_assert_null(strstr(text, "place_id"));
}

/* Nobody reads it, and nobody would read keys either. */
static void a_pipe_is_refused(void)
{
    g_autoptr(NxHarness) harness = harness_of("fifo");
    g_assert_cmpint(mkfifo("a-pipe", 0600), ==, 0);
    nx_harness_press(harness, "t w t");
    answer(harness, "text", "a-pipe");
    nx_assert_shows(harness, "a-pipe is a pipe, whose reader one would wait for");
    nx_assert_shows(harness, "file: a-pipe"); /* and may be mended */
    nx_harness_press(harness, "Esc");
    command(harness, "save-messages a-pipe");
    nx_assert_shows(harness, "a-pipe is a pipe");
    command(harness, "save-messages .");
    nx_assert_shows(harness, ". is a folder");
    g_assert_cmpint(unlink("a-pipe"), ==, 0);
}

static void in_the_ledger_its_records_are_meant(void)
{
    g_autoptr(NxHarness) harness = harness_of("ledger");
    nx_harness_press(harness, "s j s j s G t L w");
    nx_assert_hides(harness, "t = tagged"); /* in the list behind it */
    nx_harness_press(harness, "d");
    nx_assert_shows(harness, "3 addresses, all decided");
    nx_harness_press(harness, "Esc");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "reason:userunknown");
    nx_harness_press(harness, "Enter w l");
    nx_assert_shows(harness, "2 addresses, shown by the limit");
    nx_harness_press(harness, "Esc t w");
    nx_assert_shows(harness, "1 tagged, 2 shown by the limit.");
    nx_harness_press(harness, "t");
    answer(harness, "text", "ledger-tagged");
    nx_assert_shows(harness, "1 address, tagged");
    nx_harness_press(harness, "y");
    nx_assert_shows(harness, "Wrote 1 address to ledger-tagged.");
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

/* Several domains behind the hosts of one party have its postmaster; others have nobody in common. */
static void a_draft_names_whom_it_is_to_or_says_why_not(void)
{
    g_autoptr(GString) box = g_string_new(NULL);
    const NxBounce bounces[] = {
        {.recipient = "ann@one.example",
         .status = "5.7.1",
         .diagnostic = "554 5.7.1 refused",
         .remote_mta = "mx1.filter.example",
         .original_id = "d1@sender.example"},
        {.recipient = "bob@two.example",
         .status = "5.7.1",
         .diagnostic = "554 5.7.1 refused",
         .remote_mta = "mx2.filter.example",
         .original_id = "d2@sender.example"},
        {.recipient = "cid@three.example",
         .status = "5.7.1",
         .diagnostic = "554 5.7.1 refused",
         .remote_mta = "mx.elsewhere.example",
         .original_id = "d3@sender.example"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(bounces); i++)
        nx_bounce_append(box, &bounces[i]);
    nx_test_put("parties", box->str);
    g_autoptr(NxHarness) harness = nx_harness_new("draft-to", "parties");
    nx_harness_press(harness, "t t");
    command(harness, "draft");
    nx_assert_shows(harness, "To: postmaster@filter.example");
    nx_harness_press(harness, "q G t");
    command(harness, "draft letter-to-all");
    nx_assert_shows(harness, "No draft: these are of several domains");
    g_assert_cmpint(access("letter-to-all", F_OK), ==, -1);
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
    TEST("columns are chosen, and the address is among them", columns_are_chosen);
    TEST("a preview has a row for each line", a_preview_has_a_row_for_each_line);
    TEST("a pipe or a folder is refused at once", a_pipe_is_refused);
    TEST("in the ledger its records are meant", in_the_ledger_its_records_are_meant);
    TEST("tagged messages are saved", tagged_messages_are_saved);
    TEST("a draft holds the evidence and is not sent", a_draft_holds_the_evidence_and_is_not_sent);
    TEST("a draft names whom it is to, or says why not", a_draft_names_whom_it_is_to_or_says_why_not);
    return g_test_run();
}
