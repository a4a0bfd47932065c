/* A mailbox that is changed while it is read. */
#include "boxes.h"
#include <glib/gstdio.h>
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

static GArray *rescan(const Opened *opened)
{
    GError *error = NULL;
    g_assert_true(nx_mailbox_has_news(opened->mailbox));
    g_assert_true(nx_mailbox_rescan(opened->mailbox, &error));
    g_assert_no_error(error);
    g_assert_false(nx_mailbox_has_news(opened->mailbox));
    return box_scan(opened->mailbox, NULL);
}

static void check_rescan_refused(const Opened *opened)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(nx_mailbox_has_news(opened->mailbox));
    g_assert_false(nx_mailbox_rescan(opened->mailbox, &error));
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
    g_autoptr(GArray) news = rescan(&opened);
    g_assert_cmpuint(news->len, ==, 2);
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
    g_assert_true(nx_mailbox_rescan(mailbox, NULL));
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
    check_rescan_refused(&opened);
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

static void test_replaced(void)
{
    Opened opened;
    opened_init(&opened, ONE "\n" TWO);
    box_write(opened.box, "other", ONE "\n" TWO, -1);
    g_autofree char *other = box_path(opened.box, "other");
    g_assert_cmpint(g_rename(other, opened.path), ==, 0);
    box_changed(opened.mailbox, place(&opened, 0));
    check_rescan_refused(&opened);
    opened_clear(&opened);
}

static void test_removed(void)
{
    Opened opened;
    opened_init(&opened, ONE);
    g_assert_cmpint(g_remove(opened.path), ==, 0);
    box_changed(opened.mailbox, place(&opened, 0));
    check_rescan_refused(&opened);
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
    check_rescan_refused(&opened);
    opened_clear(&opened);
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
    g_test_add_func("/mailbox/change/truncated while it is scanned", test_truncated_while_scanning);
    g_test_add_func("/mailbox/change/replaced by a copy", test_replaced);
    g_test_add_func("/mailbox/change/removed", test_removed);
    g_test_add_func("/mailbox/change/rewritten in place", test_rewritten_in_place);
    g_test_add_func("/mailbox/change/rewritten behind its beginning", test_rewritten_behind_its_beginning);
    g_test_add_func("/mailbox/change/touched alone is unchanged", test_touched);
    g_test_add_func("/mailbox/change/a single message", test_message);
    return g_test_run();
}
