/* Folders of files, and Maildirs. */
#include "boxes.h"
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FROM "From MAILER-DAEMON Tue Nov  3 08:15:00 2026\n"
#define HEAD "From: a@mx.example\nSubject: t\n"
#define MESSAGE HEAD "\nx\n"

static char *names_of(const GArray *places)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < places->len; i++)
        g_string_append_printf(names, "%s ", g_array_index(places, NxPlace, i).name);
    return g_string_free(names, FALSE);
}

static void check_scan(NxMailbox *mailbox, const char *want)
{
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_autofree char *names = names_of(places);
    g_assert_cmpstr(names, ==, want);
}

static Box *maildir_new(void)
{
    Box *box = box_new();
    box_write(box, "cur/1793693702.c.host:2,S", MESSAGE, -1);
    box_write(box, "cur/1793693700.a.host:2,", MESSAGE, -1);
    box_write(box, "cur/plain", MESSAGE, -1);
    box_write(box, "cur/.hidden", MESSAGE, -1);
    box_write(box, "new/1793693701.b.host", MESSAGE, -1);
    box_write(box, "tmp/1793693703.d.host", MESSAGE, -1);
    box_write(box, "dovecot-uidlist", "3 V1 N2\n", -1);
    return box;
}

static void test_maildir(void)
{
    g_autoptr(Box) box = maildir_new();
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_autofree char *names = names_of(places);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "Maildir");
    g_assert_cmpstr(names, ==, "cur/1793693700.a.host:2, new/1793693701.b.host cur/1793693702.c.host:2,S cur/plain ");
    g_assert_cmpint(g_array_index(places, NxPlace, 0).maildir, ==, 1793693700);
    g_assert_cmpint(g_array_index(places, NxPlace, 3).maildir, ==, NX_TIME_UNKNOWN);
    g_assert_cmpuint(g_array_index(places, NxPlace, 3).index, ==, 4);
    g_assert_cmpint(nx_mailbox_progress(mailbox), ==, 1);
}

static void test_maildir_without_an_empty_folder(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "cur/1", MESSAGE, -1);
    box_write(box, "tmp/2", MESSAGE, -1);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "Maildir");
    check_scan(mailbox, "cur/1 ");
}

/* A file of a Maildir is one message, whatever it holds. */
static void test_mbox_in_maildir(void)
{
    g_autoptr(Box) box = maildir_new();
    box_write(box, "cur/0", FROM MESSAGE "\n" FROM MESSAGE, -1);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 5);
    g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, 0));
    g_assert_cmpstr(read, ==, MESSAGE "\n" FROM MESSAGE);
}

static void test_no_message_in_maildir(void)
{
    g_autoptr(Box) box = maildir_new();
    g_autoptr(NxProblems) problems = nx_problems_new();
    box_write(box, "cur/0", "no message\n", -1);
    box_write(box, "cur/1", "", -1);
    g_autofree char *fifo = box_path(box, "cur/2"), *link = box_path(box, "cur/3");
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    g_assert_cmpint(symlink("nowhere", link), ==, 0);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_assert_cmpuint(places->len, ==, 5);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 3);
    g_assert_nonnull(strstr(lines[0], "/cur/1: "));
    g_assert_nonnull(strstr(lines[1], "/cur/2: "));
    g_assert_nonnull(strstr(lines[2], "/cur/3: "));
    g_autoptr(GError) error = NULL;
    g_assert_null(nx_mailbox_read(mailbox, &g_array_index(places, NxPlace, 0), &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX);
    g_assert_nonnull(strstr(error->message, "/cur/0: "));
}

static void test_maildir_id(void)
{
    g_autoptr(Box) box = maildir_new();
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    const NxPlace in_new = {.name = "new/1793693702.c.host"}, in_cur = {.name = "cur/1793693702.c.host:2,FS"},
                  other = {.name = "cur/1793693702.c.hos"};
    g_autofree char *first = nx_mailbox_message_id(mailbox, &in_new), *second = nx_mailbox_message_id(mailbox, &in_cur);
    g_autofree char *third = nx_mailbox_message_id(mailbox, &other);
    g_assert_cmpstr(first, ==, second);
    g_assert_cmpstr(first, !=, third);
    g_assert_true(g_str_has_suffix(first, "\x1f"
                                          "1793693702.c.host"));
}

static void move(const Box *box, const char *from, const char *to)
{
    g_autofree char *old = box_path(box, from), *new = box_path(box, to), *folder = g_path_get_dirname(new);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_cmpint(g_rename(old, new), ==, 0);
}

static void delete (const Box *box, const char *name)
{
    g_autofree char *path = box_path(box, name);
    g_assert_cmpint(g_remove(path), ==, 0);
}

static void test_moved_is_found(void)
{
    g_autoptr(Box) box = maildir_new();
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    move(box, "cur/1793693700.a.host:2,", "cur/1793693700.a.host:2,RS");
    move(box, "new/1793693701.b.host", "cur/1793693701.b.host:2,S");
    for (guint i = 0; i < places->len; i++) {
        g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, i));
        g_assert_cmpstr(read, ==, MESSAGE);
    }
}

static void test_gone_or_rewritten_is_changed(void)
{
    g_autoptr(Box) box = maildir_new();
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    delete (box, "cur/1793693700.a.host:2,");
    box_write(box, "new/1793693701.b.host", HEAD "\nanother\n", -1);
    delete (box, "cur/plain");
    g_autofree char *folder = box_path(box, "cur/plain");
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    box_changed(mailbox, &g_array_index(places, NxPlace, 0));
    box_changed(mailbox, &g_array_index(places, NxPlace, 1));
    box_changed(mailbox, &g_array_index(places, NxPlace, 3));
    g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, 2));
    g_assert_cmpstr(read, ==, MESSAGE);
}

static void check_news(NxMailbox *mailbox, const char *want)
{
    GError *error = NULL;
    g_assert_true(nx_mailbox_has_news(mailbox));
    g_assert_true(nx_mailbox_rescan(mailbox, NULL, &error));
    g_assert_no_error(error);
    check_scan(mailbox, want);
    g_assert_false(nx_mailbox_has_news(mailbox));
}

static void test_maildir_news(void)
{
    g_autoptr(Box) box = maildir_new();
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) first = box_scan(mailbox, NULL);
    g_assert_false(nx_mailbox_has_news(mailbox));
    box_write(box, "new/1793693600.z.host", MESSAGE, -1);
    check_news(mailbox, "new/1793693600.z.host ");
    move(box, "new/1793693600.z.host", "cur/1793693600.z.host:2,S");
    check_news(mailbox, ""); /* the same message under another name */
    delete (box, "cur/plain");
    check_news(mailbox, "");
    box_write(box, "cur/2", MESSAGE, -1);
    box_write(box, "cur/1", MESSAGE, -1);
    check_news(mailbox, "cur/1 cur/2 ");
    box_write(box, "cur/3", MESSAGE, -1);
    g_assert_true(nx_mailbox_rescan(mailbox, NULL, NULL));
    g_autoptr(GArray) last = box_scan(mailbox, NULL);
    g_assert_cmpuint(g_array_index(last, NxPlace, 0).index, ==, 8);                         /* counting goes on */
    g_assert_cmpstr(g_array_index(first, NxPlace, 0).name, ==, "cur/1793693700.a.host:2,"); /* old names stay good */
}

/* Moved from new/ to cur/ while the folders were listed: seen in both. */
static void test_seen_twice(void)
{
    g_autoptr(Box) box = maildir_new();
    box_write(box, "cur/1793693701.b.host:2,S", MESSAGE, -1);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    check_scan(mailbox, "cur/1793693700.a.host:2, cur/1793693701.b.host:2,S cur/1793693702.c.host:2,S cur/plain ");
}

static void test_folder(void)
{
    g_autoptr(Box) box = box_new();
    g_autoptr(NxProblems) problems = nx_problems_new();
    box_write(box, "b.eml", MESSAGE, -1);
    box_write(box, "a.eml", MESSAGE, -1);
    box_write(box, "B.eml", FROM MESSAGE, -1);
    box_write(box, "c.txt", "no message\n", -1);
    box_write(box, "d.eml", "", -1);
    box_write(box, ".hidden.eml", MESSAGE, -1);
    box_write(box, "folder/inner.eml", MESSAGE, -1);
    g_autofree char *fifo = box_path(box, "e.fifo"), *link = box_path(box, "f.link"), *loop = box_path(box, "g.loop"),
                    *up = box_path(box, "h.up");
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    g_assert_cmpint(symlink("folder/inner.eml", link), ==, 0);
    g_assert_cmpint(symlink("g.loop", loop), ==, 0);
    g_assert_cmpint(symlink(".", up), ==, 0);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_autofree char *names = names_of(places);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "folder");
    g_assert_cmpstr(names, ==, "B.eml a.eml b.eml f.link ");
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    g_assert_nonnull(strstr(lines[0], "/c.txt: "));
    g_assert_nonnull(strstr(lines[1], "/d.eml: "));
    g_assert_nonnull(strstr(lines[2], "/e.fifo: "));
    g_assert_nonnull(strstr(lines[3], "/g.loop: "));
}

static void test_mbox_in_a_folder(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "1", MESSAGE, -1);
    box_write(box, "2", FROM HEAD "\nfirst\n\n" FROM HEAD "\n>From second\n", -1);
    box_write(box, "3", FROM HEAD "\nonly\n", -1);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_autofree char *names = names_of(places);
    g_assert_cmpstr(names, ==, "1 2 2 3 ");
    g_autofree char *second = box_read(mailbox, &g_array_index(places, NxPlace, 2)),
                    *only = box_read(mailbox, &g_array_index(places, NxPlace, 3));
    g_assert_cmpstr(second, ==, HEAD "\nFrom second\n");
    g_assert_cmpstr(only, ==, HEAD "\nonly\n");
    g_assert_cmpint(g_array_index(places, NxPlace, 3).from_line, ==, 1793693700);
    g_autofree char *id = nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, 3));
    g_assert_nonnull(strstr(id, "\x1f"
                                "3\x1f"));
}

static void test_folder_news(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "b", MESSAGE, -1);
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    check_scan(mailbox, "b ");
    box_write(box, "c", MESSAGE, -1);
    box_write(box, "a", MESSAGE, -1);
    check_news(mailbox, "a c ");
}

static void test_empty(void)
{
    g_autoptr(Box) box = box_new();
    box_refused(box->dir, NX_ERROR_EMPTY);
    g_autofree char *cur = box_path(box, "cur"), *new = box_path(box, "new");
    g_assert_cmpint(g_mkdir(cur, 0700), ==, 0);
    box_refused(box->dir, NX_ERROR_EMPTY);
    g_assert_cmpint(g_mkdir(new, 0700), ==, 0);
    box_refused(box->dir, NX_ERROR_EMPTY);
}

static void test_many(void)
{
    g_autoptr(Box) box = box_new();
    for (guint i = 0; i < 3000; i++) {
        g_autofree char *name = g_strdup_printf("%s/%u.M%u.host%s", i % 3 ? "cur" : "new", 1793693700 + i * 7919 % 3001,
                                                i, i % 3 ? ":2,S" : "");
        box_write(box, name, MESSAGE, -1);
    }
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 3000);
    for (guint i = 1; i < places->len; i++)
        g_assert_cmpstr(g_array_index(places, NxPlace, i - 1).name + 4, <, g_array_index(places, NxPlace, i).name + 4);
}

static gpointer read_all(gpointer data)
{
    gpointer *of = data;
    const GArray *places = of[1];
    for (guint i = 0; i < places->len; i++) {
        g_autofree char *read = box_read(of[0], &g_array_index(places, NxPlace, i));
        g_assert_cmpstr(read, ==, MESSAGE);
    }
    return NULL;
}

static void test_threads(void)
{
    g_autoptr(Box) box = box_new();
    for (guint i = 0; i < 300; i++) {
        g_autofree char *name = g_strdup_printf("new/%u.host", i);
        box_write(box, name, MESSAGE, -1);
    }
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    for (guint i = 0; i < 300; i++) {
        g_autofree char *old = g_strdup_printf("new/%u.host", i), *new = g_strdup_printf("cur/%u.host:2,S", i);
        move(box, old, new);
    }
    gpointer of[] = {mailbox, places};
    GThread *threads[4];
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("read", read_all, of);
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/maildir/new and cur in byte order of names", test_maildir);
    g_test_add_func("/mailbox/maildir/one that lost an empty folder", test_maildir_without_an_empty_folder);
    g_test_add_func("/mailbox/maildir/a file is one message", test_mbox_in_maildir);
    g_test_add_func("/mailbox/maildir/what is no message is named", test_no_message_in_maildir);
    g_test_add_func("/mailbox/maildir/an id knows no flags", test_maildir_id);
    g_test_add_func("/mailbox/maildir/what got other flags is found again", test_moved_is_found);
    g_test_add_func("/mailbox/maildir/what is gone or rewritten is not shown", test_gone_or_rewritten_is_changed);
    g_test_add_func("/mailbox/maildir/news", test_maildir_news);
    g_test_add_func("/mailbox/maildir/a message on its way is seen once", test_seen_twice);
    g_test_add_func("/mailbox/maildir/thousands in order", test_many);
    g_test_add_func("/mailbox/maildir/many readers", test_threads);
    g_test_add_func("/mailbox/folder/files, links, no fifos, not below it", test_folder);
    g_test_add_func("/mailbox/folder/an mbox in it gives its messages", test_mbox_in_a_folder);
    g_test_add_func("/mailbox/folder/news", test_folder_news);
    g_test_add_func("/mailbox/folder/without a message", test_empty);
    return g_test_run();
}
