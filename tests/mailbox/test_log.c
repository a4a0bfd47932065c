/* The log of a mail server as a mailbox: which lines are messages, with which lines in front, and when it grows. */
#include "boxes.h"
#include <nixie/maillog.h>
#include <glib/gstdio.h>
#include <string.h>

#define ID "Nov 20 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\n"
#define FROM "Nov 20 11:29:00 mx postfix/qmgr[1]: 4A1: from=<news@news.example>, size=9, nrcpt=2 (queue active)\n"
#define SENT                                                                                                           \
    "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<sam@a.example>, relay=a.example[192.0.2.1]:25, status=sent (ok)\n"
#define BOUNCED                                                                                                        \
    "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=a.example[192.0.2.1]:25, dsn=5.1.1, "          \
    "status=bounced (host a.example[192.0.2.1] said: 550 5.1.1 no such user)\n"
#define DEFERRED                                                                                                       \
    "Nov 20 11:31:00 mx postfix/smtp[1]: 4A1: to=<bob@a.example>, relay=none, dsn=4.4.1, status=deferred (timed "      \
    "out)\n"
#define SSHD "Nov 20 11:30:00 mx sshd[1]: Failed password for to=<eve@a.example>, status=bounced (x)\n"

typedef struct {
    Box *box;
    char *path;
    NxMailbox *mailbox;
    GArray *places;
    NxProblems *problems;
} Opened;

static void opened_init(Opened *opened, const char *text, gssize len)
{
    opened->box = box_new();
    opened->problems = nx_problems_new();
    box_write(opened->box, "mail.log", text, len);
    opened->path = box_path(opened->box, "mail.log");
    opened->mailbox = box_open(opened->path);
    g_assert_cmpstr(nx_mailbox_label(opened->mailbox), ==, "log");
    opened->places = box_scan(opened->mailbox, opened->problems);
}

static void opened_clear(Opened *opened)
{
    g_array_unref(opened->places);
    nx_mailbox_unref(opened->mailbox);
    nx_problems_free(opened->problems);
    box_free(opened->box);
    g_free(opened->path);
}

static void check_place(NxMailbox *mailbox, const GArray *places, guint i, const char *before, const char *line)
{
    g_assert_cmpuint(i, <, places->len);
    const NxPlace *place = &g_array_index(places, NxPlace, i);
    g_autofree char *read = box_read(mailbox, place), *want = g_strconcat(before, line, NULL);
    want[strlen(want) - 1] = '\0'; /* without its end */
    g_assert_cmpstr(read, ==, want);
    g_assert_cmpint(place->entry, ==, NX_ENTRY_LOG);
    g_assert_cmpuint(place->index, ==, i + 1);
}

/* What was sent, what other programs wrote and what only tells of the message are no messages. */
static void test_lines(void)
{
    Opened opened;
    opened_init(&opened, SSHD ID FROM SENT BOUNCED SSHD DEFERRED, -1);
    g_assert_cmpuint(opened.places->len, ==, 2);
    check_place(opened.mailbox, opened.places, 0, ID FROM, BOUNCED);
    check_place(opened.mailbox, opened.places, 1, ID FROM, DEFERRED);
    g_assert_cmpuint(nx_problems_count(opened.problems), ==, 0);
    g_assert_cmpint(nx_mailbox_progress(opened.mailbox), ==, 1);
    opened_clear(&opened);
}

/* Two recipients that one line tells of are one message; one whose line has no end yet is there all the same. */
static void test_many_of_a_line(void)
{
    static const char LINE[] = "Nov 20 11:30:00 mx sendmail[1]: 4A1: to=<ann@a.example>,<bob@a.example>, mailer=esmtp, "
                               "relay=a.example. [192.0.2.1], dsn=5.1.1, stat=User unknown";
    Opened opened;
    opened_init(&opened, LINE, -1);
    g_assert_cmpuint(opened.places->len, ==, 1);
    g_autofree char *read = box_read(opened.mailbox, &g_array_index(opened.places, NxPlace, 0));
    g_assert_cmpstr(read, ==, LINE);
    opened_clear(&opened);
}

/* Haraka tells one recipient a line: each of those lines stands in front. */
static void test_lines_add_up(void)
{
#define ANN "2025-11-20T11:30:00.000Z [PROTOCOL] [U1] [outbound] C: RCPT TO:<ann@a.example>\n"
#define BOB "2025-11-20T11:30:00.100Z [PROTOCOL] [U1] [outbound] C: RCPT TO:<bob@a.example>\n"
#define END                                                                                                            \
    "2025-11-20T11:30:01.000Z [NOTICE] [U1] [outbound] bounced file=F host=a.example response=\"550 no\" "             \
    "rcpts=0/0/2\n"
    Opened opened;
    opened_init(&opened, ANN BOB END, -1);
    g_assert_cmpuint(opened.places->len, ==, 1);
    check_place(opened.mailbox, opened.places, 0, ANN BOB, END);
    opened_clear(&opened);
}

/* Only LF ends a line: what stands behind a CR or a NUL is still what another wrote. */
static void test_foreign_text_is_no_line(void)
{
    static const char CR[] =
        "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<sam@a.example>, relay=a.example[192.0.2.1]:25, "
        "dsn=2.0.0, status=sent (250 \r" BOUNCED;
    static const char NUL[] =
        "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<sam@a.example>, relay=a.example[192.0.2.1]:25, "
        "dsn=2.0.0, status=sent (250 \0" BOUNCED;
    Opened opened;
    opened_init(&opened, CR, sizeof CR - 1);
    g_assert_cmpuint(opened.places->len, ==, 0);
    opened_clear(&opened);
    opened_init(&opened, NUL, sizeof NUL - 1);
    g_assert_cmpuint(opened.places->len, ==, 0);
    opened_clear(&opened);
}

/* A line on the bound is one, a longer one is none, and neither are its pieces. */
static void test_length(void)
{
    for (guint more = 0; more < 2; more++) {
        g_autoptr(GString) text = g_string_new(BOUNCED);
        gsize want = NX_MAX_LOG_LINE + more;
        g_string_truncate(text, text->len - 2);
        while (text->len + 1 < want)
            g_string_append_c(text, 'x');
        g_string_append(text, ")\n" DEFERRED);
        Opened opened;
        opened_init(&opened, text->str, (gssize)text->len);
        g_assert_cmpuint(opened.places->len, ==, 2 - more);
        g_assert_cmpint(g_array_index(opened.places, NxPlace, 0).size, ==, more ? strlen(DEFERRED) - 1 : want);
        opened_clear(&opened);
    }
    g_autoptr(GString) long_line = g_string_new(ID);
    for (guint i = 0; i < 1000000; i++)
        g_string_append_c(long_line, 'x');
    g_string_append(long_line, BOUNCED BOUNCED);
    Opened opened;
    opened_init(&opened, long_line->str, -1);
    g_assert_cmpuint(opened.places->len, ==, 1); /* the first ends the long one */
    check_place(opened.mailbox, opened.places, 0, ID, BOUNCED);
    opened_clear(&opened);
}

/* It grows while it is read, and what was told of a message before is still known. */
static void test_growth(void)
{
    Opened opened;
    GError *error = NULL;
    opened_init(&opened, ID BOUNCED, -1);
    g_assert_false(nx_mailbox_has_news(opened.mailbox));
    box_append(opened.box, "mail.log", SENT DEFERRED);
    g_assert_true(nx_mailbox_has_news(opened.mailbox));
    check_place(opened.mailbox, opened.places, 0, ID, BOUNCED);
    g_assert_true(nx_mailbox_rescan(opened.mailbox, NULL, &error));
    g_assert_no_error(error);
    g_autoptr(GArray) more = box_scan(opened.mailbox, opened.problems);
    g_assert_cmpuint(more->len, ==, 1);
    const NxPlace *place = &g_array_index(more, NxPlace, 0);
    g_autofree char *read = box_read(opened.mailbox, place);
    g_assert_cmpstr(read, ==,
                    "Nov 20 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\n"
                    "Nov 20 11:31:00 mx postfix/smtp[1]: 4A1: to=<bob@a.example>, relay=none, dsn=4.4.1, "
                    "status=deferred (timed out)");
    g_assert_cmpuint(place->index, ==, 2);
    opened_clear(&opened);
}

/* Rotated away: nothing of it may be shown, and the new one is read from its beginning. */
static void test_rotation(void)
{
    Opened opened;
    GError *error = NULL;
    opened_init(&opened, ID BOUNCED, -1);
    g_autofree char *aside = box_path(opened.box, "mail.log.1");
    g_assert_cmpint(g_rename(opened.path, aside), ==, 0);
    box_write(opened.box, "mail.log", ID BOUNCED DEFERRED, -1);
    box_changed(opened.mailbox, &g_array_index(opened.places, NxPlace, 0));
    NxNews news;
    g_assert_true(nx_mailbox_rescan(opened.mailbox, &news, &error));
    g_assert_no_error(error);
    g_assert_cmpint(news.again, ==, 0);
    g_autoptr(GArray) again = box_scan(opened.mailbox, opened.problems);
    g_assert_cmpuint(again->len, ==, 2);
    g_assert_cmpuint(g_array_index(again, NxPlace, 0).index, ==, 1);
    opened_clear(&opened);
}

/* A bounce whose message was told of in the log before it. */
static void test_behind(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "mail.log.1", ID FROM, -1);
    box_write(box, "mail.log", BOUNCED, -1);
    g_autofree char *old = box_path(box, "mail.log.1"), *new = box_path(box, "mail.log");
    g_autoptr(NxMailbox) first = box_open(old), alone = box_open(new);
    g_autoptr(GArray) none = box_scan(first, NULL), places = box_scan(alone, NULL);
    g_assert_cmpuint(none->len, ==, 0);
    check_place(alone, places, 0, "", BOUNCED);
    g_autoptr(NxMailbox) behind = nx_mailbox_open_behind(new, first, NULL);
    g_autoptr(GArray) again = box_scan(behind, NULL);
    check_place(behind, again, 0, ID FROM, BOUNCED);
    g_autofree char *id = nx_mailbox_message_id(alone, &g_array_index(places, NxPlace, 0)),
                    *same = nx_mailbox_message_id(behind, &g_array_index(again, NxPlace, 0));
    g_assert_cmpstr(id, ==, same);
}

/* In a folder it gives all its messages, and what a file in it told, those that come behind know. */
static void test_in_a_folder(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "logs/a.log", ID BOUNCED, -1);
    box_write(box, "logs/b.eml", "From: a@mx.example\nSubject: t\n\nx\n", -1);
    box_write(box, "logs/c.log", DEFERRED, -1);
    g_autofree char *path = box_path(box, "logs");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 3);
    check_place(mailbox, places, 0, ID, BOUNCED);
    check_place(mailbox, places, 2, ID, DEFERRED);
    g_assert_cmpint(g_array_index(places, NxPlace, 1).entry, ==, NX_ENTRY_MAIL);
}

/* Whose the failure is stands in lines that were not logged, and a log of nobody's: said once, with the line. */
static void test_what_is_not_told(void)
{
    Opened opened;
    opened_init(&opened,
                SSHD "Nov 20 11:30:00 mx qmail: delivery 7: failure: no\n" BOUNCED
                     "Nov 20 11:30:00 mx qmail: delivery 8: failure: no\n",
                -1);
    g_assert_cmpuint(opened.places->len, ==, 1);
    g_auto(GStrv) lines = nx_problems_take(opened.problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 1);
    g_assert_nonnull(strstr(lines[0], "/mail.log: line 2: 2 lines from here on "));
    opened_clear(&opened);

    opened_init(&opened, SSHD SSHD, -1);
    g_assert_cmpuint(opened.places->len, ==, 0);
    g_auto(GStrv) none = nx_problems_take(opened.problems);
    g_assert_cmpuint(g_strv_length(none), ==, 1);
    g_assert_nonnull(strstr(none[0], "/mail.log: line 1: "));
    opened_clear(&opened);
}

/* That a line begins with a date, or that a word stands in front of a colon, does not make a log. */
static void test_what_is_none(void)
{
    static const char *const NONE[] = {"2025-11-20 10:11:12 we met at the bridge\n", "Nov 20 11:30:00\n",
                                       "Nov 20 11:30:00 nothing here\n", "b,2025-11-20,x\n", "to=<ann@a.example>\n"};
    static const char *const LOGS[] = {"2025-11-20 10:11:12 1abCDE-0001AB-CD ** ann@a.example: no\n",
                                       "torn line\n" DEFERRED, "type,timeLogged,timeQueued,orig,rcpt\n",
                                       "<22>Nov 20 11:30:00 mx postfix/smtp[1]: x\n"};
    for (guint i = 0; i < G_N_ELEMENTS(NONE); i++)
        g_assert_false(nx_log_is(NONE[i], strlen(NONE[i])));
    for (guint i = 0; i < G_N_ELEMENTS(LOGS); i++)
        g_assert_true(nx_log_is(LOGS[i], strlen(LOGS[i])));
    g_autoptr(GString) late = g_string_new(NULL);
    for (guint i = 0; i < 19; i++)
        g_string_append(late, "torn\n");
    g_string_append(late, DEFERRED);
    g_assert_true(nx_log_is(late->str, late->len));
    g_string_prepend(late, "torn\n");
    g_assert_false(nx_log_is(late->str, late->len));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/log/lines that tell of a failure or a delay are messages", test_lines);
    g_test_add_func("/mailbox/log/a line is one message, whole or not", test_many_of_a_line);
    g_test_add_func("/mailbox/log/what lines add to each other stands in front", test_lines_add_up);
    g_test_add_func("/mailbox/log/only LF ends a line", test_foreign_text_is_no_line);
    g_test_add_func("/mailbox/log/a line has a bound", test_length);
    g_test_add_func("/mailbox/log/it grows", test_growth);
    g_test_add_func("/mailbox/log/it is rotated", test_rotation);
    g_test_add_func("/mailbox/log/it goes on with what the one before it told", test_behind);
    g_test_add_func("/mailbox/log/in a folder", test_in_a_folder);
    g_test_add_func("/mailbox/log/what it does not tell is said", test_what_is_not_told);
    g_test_add_func("/mailbox/log/what is none", test_what_is_none);
    return g_test_run();
}
