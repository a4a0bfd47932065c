/* A mailbox that is changed while it is read. */
#include "boxes.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FROM "From MAILER-DAEMON Tue Nov  3 08:15:00 2026\n"
#define HEAD "From: a@mx.example\nSubject: t\n"
#define ONE FROM HEAD "\none\n"
#define TWO FROM HEAD "\ntwo\n"
#define THREE FROM HEAD "\nthree\n"

typedef struct {
    Box *box;
    char *path;
    NxMailbox *mailbox;
    GArray *places;
} Opened;

static void opened_init(Opened *opened, const char *text)
{
    opened->box = box_new();
    box_write(opened->box, "box", text, -1);
    opened->path = box_path(opened->box, "box");
    opened->mailbox = box_open(opened->path);
    opened->places = box_scan(opened->mailbox, NULL);
    g_assert_false(nx_mailbox_has_news(opened->mailbox));
}

static void opened_clear(Opened *opened)
{
    g_array_unref(opened->places);
    nx_mailbox_unref(opened->mailbox);
    box_free(opened->box);
    g_free(opened->path);
}

static const NxPlace *place(const Opened *opened, guint i)
{
    return &g_array_index(opened->places, NxPlace, i);
}

static void check_read(const Opened *opened, guint i, const char *want)
{
    g_autofree char *read = box_read(opened->mailbox, place(opened, i));
    g_assert_cmpstr(read, ==, want);
}

static GArray *rescan_told(const Opened *opened, NxNews *news)
{
    GError *error = NULL;
    g_assert_true(nx_mailbox_has_news(opened->mailbox));
    g_assert_true(nx_mailbox_rescan(opened->mailbox, news, &error));
    g_assert_no_error(error);
    g_assert_false(nx_mailbox_has_news(opened->mailbox));
    return box_scan(opened->mailbox, NULL);
}

static GArray *rescan(const Opened *opened)
{
    return rescan_told(opened, &(NxNews){0});
}

/* The whole of it comes again, so many messages. */
static GArray *rescan_from(const Opened *opened, goffset again, guint n)
{
    NxNews news;
    GArray *places = rescan_told(opened, &news);
    g_assert_cmpint(news.again, ==, again);
    g_assert_cmpuint(places->len, ==, n);
    return places;
}

static void check_rescan_refused(const Opened *opened)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(nx_mailbox_has_news(opened->mailbox));
    g_assert_false(nx_mailbox_rescan(opened->mailbox, NULL, &error));
    g_assert_nonnull(error);
    g_assert_true(g_str_has_prefix(error->message, opened->path));
}

static void test_grown(void)
{
    static const char *const BETWEEN[] = {"\n", ""}; /* the blank line comes with the message before or after */
    for (gsize i = 0; i < G_N_ELEMENTS(BETWEEN); i++) {
        Opened opened;
        g_autofree char *before = g_strconcat(ONE "\n" TWO, i ? "\n" : "", NULL),
                        *after = g_strconcat(BETWEEN[i], THREE, NULL);
        opened_init(&opened, before);
        g_autofree char *id = nx_mailbox_message_id(opened.mailbox, place(&opened, 1));
        box_append(opened.box, "box", after);
        check_read(&opened, 0, HEAD "\none\n");
        check_read(&opened, 1, HEAD "\ntwo\n");
        g_autoptr(GArray) news = rescan(&opened);
        g_assert_cmpuint(news->len, ==, 1);
        g_assert_cmpuint(g_array_index(news, NxPlace, 0).index, ==, 3);
        g_autofree char *read = box_read(opened.mailbox, &g_array_index(news, NxPlace, 0));
        g_assert_cmpstr(read, ==, HEAD "\nthree\n");

        g_autoptr(NxMailbox) again = box_open(opened.path);
        g_autoptr(GArray) all = box_scan(again, NULL);
        g_autofree char *same = nx_mailbox_message_id(again, &g_array_index(all, NxPlace, 1));
        g_assert_cmpuint(all->len, ==, 3);
        g_assert_cmpstr(id, ==, same);
        opened_clear(&opened);
    }
}

/* A message that was still being written when it was scanned is no longer what was scanned, and comes again whole. */
static void test_grown_in_the_last_message(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" FROM HEAD "\nthe first ha");
    box_append(opened.box, "box", "lf and the other\n\n" THREE);
    check_read(&opened, 0, HEAD "\none\n");
    box_changed(opened.mailbox, place(&opened, 1));
    g_autoptr(GArray) news = rescan_from(&opened, (goffset)strlen(ONE "\n"), 2);
    g_assert_cmpuint(g_array_index(news, NxPlace, 0).index, ==, 2);
    g_autofree char *read = box_read(opened.mailbox, &g_array_index(news, NxPlace, 0));
    g_assert_cmpstr(read, ==, HEAD "\nthe first half and the other\n");
    opened_clear(&opened);
}

static void test_grown_by_a_blank_line(void)
{
    Opened opened;
    opened_init(&opened, ONE);
    box_append(opened.box, "box", "\n");
    check_read(&opened, 0, HEAD "\none\n");
    g_autoptr(GArray) none = rescan(&opened);
    g_assert_cmpuint(none->len, ==, 0);
    box_append(opened.box, "box", TWO);
    g_autoptr(GArray) news = rescan(&opened);
    g_assert_cmpuint(news->len, ==, 1);
    opened_clear(&opened);
}

static void test_grown_before_the_scan_is_done(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "box", ONE "\n" TWO, -1);
    g_autofree char *path = box_path(box, "box");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    NxPlace first;
    g_assert_true(nx_mailbox_next(mailbox, &first, NULL, NULL));
    g_assert_cmpint(nx_mailbox_progress(mailbox), <, 1);
    box_append(box, "box", "\n" THREE);
    g_assert_true(nx_mailbox_rescan(mailbox, NULL, NULL));
    g_autoptr(GArray) rest = box_scan(mailbox, NULL);
    g_assert_cmpuint(rest->len, ==, 2);
}

static void test_truncated(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    g_assert_cmpint(truncate(opened.path, (off_t)strlen(ONE)), ==, 0);
    check_read(&opened, 0, HEAD "\none\n");
    box_changed(opened.mailbox, place(&opened, 1));
    g_autoptr(GArray) again = rescan_from(&opened, 0, 1);
    g_assert_cmpuint(g_array_index(again, NxPlace, 0).digest, ==, place(&opened, 0)->digest);
    box_append(opened.box, "box", "\n" THREE); /* it goes on from there */
    g_autoptr(GArray) more = rescan_from(&opened, -1, 1);
    g_assert_cmpuint(g_array_index(more, NxPlace, 0).index, ==, 2);
    opened_clear(&opened);
}

/* Nothing stands in it any more, then something again. */
static void test_emptied(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    g_assert_cmpint(truncate(opened.path, 0), ==, 0);
    G_GNUC_UNUSED g_autoptr(GArray) none = rescan_from(&opened, 0, 0);
    box_changed(opened.mailbox, place(&opened, 0));
    box_append(opened.box, "box", THREE);
    g_autoptr(GArray) again = rescan_from(&opened, 0, 1);
    g_autofree char *read = box_read(opened.mailbox, &g_array_index(again, NxPlace, 0));
    g_assert_cmpstr(read, ==, HEAD "\nthree\n");
    opened_clear(&opened);
}

/* What stands in its place is no mbox: it is told once, and nothing of it is given. */
static void test_becomes_something_else(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    box_write(opened.box, "box",
              "nothing of this is mail, and there is more of it than there was in the mailbox before"
              " that, which was as long as two short messages are with all that belongs to them",
              -1);
    check_rescan_refused(&opened);
    g_assert_false(nx_mailbox_has_news(opened.mailbox));
    NxPlace found;
    g_assert_false(nx_mailbox_next(opened.mailbox, &found, NULL, NULL));
    opened_clear(&opened);
}

static void test_truncated_while_scanning(void)
{
    g_autoptr(Box) box = box_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 20000; i++)
        g_string_append(text, ONE "\n");
    box_write(box, "box", text->str, (gssize)text->len);
    g_autofree char *path = box_path(box, "box");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    NxPlace found;
    g_assert_true(nx_mailbox_next(mailbox, &found, NULL, NULL));
    g_assert_cmpint(truncate(path, 1000), ==, 0);
    g_autoptr(GError) error = NULL;
    while (nx_mailbox_next(mailbox, &found, NULL, &error))
        ;
    g_assert_error(error, NX_ERROR, NX_ERROR_CHANGED);
    g_assert_true(g_str_has_prefix(error->message, path));
}

/* As a program does that writes a mailbox anew beside it, and as a rotation does. */
static void test_replaced(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    box_write(opened.box, "other", TWO "\n" THREE, -1);
    g_autofree char *other = box_path(opened.box, "other");
    g_assert_cmpint(g_rename(other, opened.path), ==, 0);
    box_changed(opened.mailbox, place(&opened, 0));
    g_autoptr(GArray) again = rescan_from(&opened, 0, 2);
    g_assert_cmpuint(g_array_index(again, NxPlace, 0).index, ==, 1);
    g_autofree char *read = box_read(opened.mailbox, &g_array_index(again, NxPlace, 0));
    g_assert_cmpstr(read, ==, HEAD "\ntwo\n");
    opened_clear(&opened);
}

static void test_removed(void)
{
    Opened opened;
    opened_init(&opened, ONE);
    g_assert_cmpint(g_remove(opened.path), ==, 0);
    box_changed(opened.mailbox, place(&opened, 0));
    NxNews news;
    g_autoptr(GArray) none = rescan_told(&opened, &news);
    g_assert_true(news.missing && news.again == 0 && none->len == 0);
    box_write(opened.box, "box", TWO, -1);
    G_GNUC_UNUSED g_autoptr(GArray) again = rescan_from(&opened, 0, 1);
    opened_clear(&opened);
}

/* A mail program took the first message out: the second moved to its place, or the bytes there are others. */
static void test_rewritten_in_place(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    box_write(opened.box, "box", TWO "\n" THREE "\n" ONE, -1);
    box_changed(opened.mailbox, place(&opened, 0));
    box_changed(opened.mailbox, place(&opened, 1));
    G_GNUC_UNUSED g_autoptr(GArray) again = rescan_from(&opened, 0, 3);
    opened_clear(&opened);
}

/* A flag in a header of one in the middle, as long as it was, and a message more: what is found to be another when it
 * is read has all read again. */
static void test_rewritten_in_the_middle(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO "\n" THREE);
    box_write(opened.box, "box",
              ONE "\n" FROM "From: a@mx.example\nSubject: T\n\ntwo\n"
                  "\n" THREE "\n" ONE,
              -1);
    G_GNUC_UNUSED g_autoptr(GArray) more = rescan_from(&opened, -1, 1);
    box_changed(opened.mailbox, place(&opened, 1));
    G_GNUC_UNUSED g_autoptr(GArray) again = rescan_from(&opened, 0, 4);
    opened_clear(&opened);
}

/* Somebody who watches is not given what stands last before it is whole, or before nobody has written for a while. */
static void test_followed(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "box", ONE "\n" FROM HEAD "\nha", -1);
    g_autofree char *path = box_path(box, "box");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    nx_mailbox_follow(mailbox);
    g_autoptr(GArray) first = box_scan(mailbox, NULL);
    g_assert_cmpuint(first->len, ==, 1);
    box_append(box, "box", "lf\n\n" FROM "From: b"); /* the second is whole, the third is not */
    NxNews news;
    g_assert_true(nx_mailbox_rescan(mailbox, &news, NULL));
    g_autoptr(GArray) second = box_scan(mailbox, NULL);
    g_assert_cmpint(news.again, ==, -1);
    g_assert_cmpuint(second->len, ==, 1);
    g_assert_cmpuint(g_array_index(second, NxPlace, 0).index, ==, 2);
    const struct timespec LONG_AGO[] = {{.tv_sec = 1700000000}, {.tv_sec = 1700000000}};
    g_assert_cmpint(utimensat(AT_FDCWD, path, LONG_AGO, 0), ==, 0);
    g_assert_true(nx_mailbox_has_news(mailbox));
    g_assert_true(nx_mailbox_rescan(mailbox, &news, NULL));
    g_autoptr(GArray) all = box_scan(mailbox, NULL);
    g_assert_cmpuint(all->len, ==, news.again == 0 ? 3 : 1);
    g_assert_false(nx_mailbox_has_news(mailbox));
}

/* The first 4 KiB are the same, and what follows the message is not. */
static void test_rewritten_behind_its_beginning(void)
{
    g_autoptr(GString) text = g_string_new(FROM HEAD "\n");
    for (int i = 0; i < 1000; i++)
        g_string_append(text, "line\n");
    g_autofree char *before = g_strconcat(text->str, "\n", TWO, NULL),
                    *after = g_strconcat(text->str, "a line more\n\n", TWO, NULL);
    Opened opened;
    opened_init(&opened, before);
    box_write(opened.box, "box", after, -1);
    box_changed(opened.mailbox, place(&opened, 0));
    opened_clear(&opened);
}

static void test_touched(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    box_write(opened.box, "box", ONE "\n" TWO, -1);
    check_read(&opened, 0, HEAD "\none\n");
    check_read(&opened, 1, HEAD "\ntwo\n");
    opened_clear(&opened);
}

static void test_message(void)
{
    Opened opened;
    opened_init(&opened, HEAD "\nx\n");
    check_read(&opened, 0, HEAD "\nx\n");
    box_append(opened.box, "box", "more\n");
    box_changed(opened.mailbox, place(&opened, 0));
    check_rescan_refused(&opened);
    opened_clear(&opened);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/change/an mbox may grow", test_grown);
    g_test_add_func("/mailbox/change/a message still being written comes again", test_grown_in_the_last_message);
    g_test_add_func("/mailbox/change/a blank line is no news", test_grown_by_a_blank_line);
    g_test_add_func("/mailbox/change/grown before the scan is done", test_grown_before_the_scan_is_done);
    g_test_add_func("/mailbox/change/truncated", test_truncated);
    g_test_add_func("/mailbox/change/emptied, and filled again", test_emptied);
    g_test_add_func("/mailbox/change/no mbox any more", test_becomes_something_else);
    g_test_add_func("/mailbox/change/rewritten in the middle", test_rewritten_in_the_middle);
    g_test_add_func("/mailbox/change/what is not whole is held back from who watches", test_followed);
    g_test_add_func("/mailbox/change/truncated while it is scanned", test_truncated_while_scanning);
    g_test_add_func("/mailbox/change/replaced by a copy", test_replaced);
    g_test_add_func("/mailbox/change/removed", test_removed);
    g_test_add_func("/mailbox/change/rewritten in place", test_rewritten_in_place);
    g_test_add_func("/mailbox/change/rewritten behind its beginning", test_rewritten_behind_its_beginning);
    g_test_add_func("/mailbox/change/touched alone is unchanged", test_touched);
    g_test_add_func("/mailbox/change/a single message", test_message);
    return g_test_run();
}
