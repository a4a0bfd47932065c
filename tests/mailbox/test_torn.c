/* Files that are written to while they are read. */
#include "boxes.h"
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HEAD "From: a@mx.example\nSubject: t\n\n"
#define MBOX "From MAILER-DAEMON Tue Nov  3 08:15:00 2026\n" HEAD "one\n"

static struct {
    Box *box;
    const char *name, *text; /* NULL: nobody writes */
} writer;

/* Takes the place of the C library's: somebody else writes as soon as the first bytes were read. */
ssize_t pread(int fd, void *bytes, size_t len, off_t offset)
{
    ssize_t got = syscall(SYS_pread64, fd, bytes, len, offset);
    if (writer.name)
        box_write(writer.box, writer.name, writer.text, -1);
    writer.name = NULL;
    return got;
}

static struct {
    Box *box;
    const char *const *names; /* what it is called in turn, NULL behind the last; NULL: nobody renames */
} mover;

/* Takes the place of the C library's: a mail program gives the file another name just before we look at it. */
int fstatat(int dir, const char *restrict name, struct stat *restrict st, int flags)
{
    if (mover.names && mover.names[1]) {
        g_autofree char *from = box_path(mover.box, mover.names[0]), *to = box_path(mover.box, mover.names[1]);
        if (g_str_equal(name, mover.names[0])) {
            g_assert_cmpint(g_rename(from, to), ==, 0);
            mover.names++;
        }
    }
    return (int)syscall(SYS_newfstatat, dir, name, st, flags);
}

static void check_torn(const char *text, const char *name, const char *opened)
{
    Box *box = box_new();
    box_write(box, name, text, -1);
    g_autofree char *path = box_path(box, opened);
    NxMailbox *mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 1);
    const NxPlace *place = &g_array_index(places, NxPlace, 0);
    g_autofree char *whole = box_read(mailbox, place);
    g_assert_nonnull(strstr(whole, "one\n"));
    g_autofree char *longer = g_strconcat(text, "more\n", NULL);
    writer.box = box;
    writer.text = longer;
    writer.name = name;
    box_changed(mailbox, place);
    g_assert_null(writer.name);
    nx_mailbox_unref(mailbox);
    box_free(box);
}

static void an_mbox(void)
{
    check_torn(MBOX, "box", "box");
}

static void a_message(void)
{
    check_torn(HEAD "one\n", "message.eml", "message.eml");
}

static void a_file_of_a_folder(void)
{
    check_torn(HEAD "one\n", "folder/1.eml", "folder");
}

static const char *const RENAMED[] = {"new/1793693700.a.host", "cur/1793693700.a.host:2,", "cur/1793693700.a.host:2,S",
                                      "cur/1793693700.a.host:2,RS", NULL};

static Box *maildir_with(const char *name, const char *text)
{
    Box *box = box_new();
    box_write(box, "cur/1793693000.z.host:2,S", HEAD "other\n", -1);
    box_write(box, "new/1793693000.y.host", HEAD "other\n", -1);
    box_write(box, name, text, -1);
    return box;
}

static void a_maildir(void)
{
    Box *box = maildir_with(RENAMED[0], HEAD "one\n");
    NxProblems *problems = nx_problems_new();
    NxMailbox *mailbox = box_open(box->dir);
    mover.box = box;
    mover.names = RENAMED;
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 0);
    g_assert_cmpuint(places->len, ==, 3);
    g_assert_null(mover.names[1]);
    mover.names = NULL;
    g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, 2));
    g_assert_cmpstr(read, ==, HEAD "one\n");
    nx_problems_free(problems);
    nx_mailbox_unref(mailbox);
    box_free(box);
}

static guint found(NxMailbox *mailbox, guint problems_wanted)
{
    g_autoptr(NxProblems) problems = nx_problems_new();
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, problems_wanted);
    return places->len;
}

static gboolean listed_again(NxMailbox *mailbox)
{
    return nx_mailbox_has_news(mailbox) && nx_mailbox_rescan(mailbox, NULL, NULL);
}

static void what_was_empty(void)
{
    g_autoptr(Box) box = maildir_with("cur/1793693700.a.host:2,", "");
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_assert_cmpuint(found(mailbox, 1), ==, 2);
    g_assert_false(listed_again(mailbox));
    box_write(box, "new/1793693701.b.host", HEAD "two\n", -1);
    g_assert_true(listed_again(mailbox));
    g_assert_cmpuint(found(mailbox, 0), ==, 1); /* it is said once that the first is empty */
    box_append(box, "cur/1793693700.a.host:2,", HEAD "one\n");
    g_assert_true(listed_again(mailbox));
    g_assert_cmpuint(found(mailbox, 0), ==, 1);
    g_assert_false(listed_again(mailbox)); /* and now it is known */
}

static void what_was_away(void)
{
    g_autoptr(Box) box = maildir_with("cur/1793693700.a.host:2,", HEAD "one\n");
    g_autoptr(NxMailbox) mailbox = box_open(box->dir);
    g_autofree char *path = box_path(box, "cur/1793693700.a.host:2,"), *away = box_path(box, "away");
    g_assert_cmpint(g_rename(path, away), ==, 0);
    g_assert_cmpuint(found(mailbox, 1), ==, 2);
    g_autofree char *back = box_path(box, "cur/1793693700.a.host:2,S");
    g_assert_cmpint(g_rename(away, back), ==, 0);
    g_assert_true(listed_again(mailbox));
    g_assert_cmpuint(found(mailbox, 0), ==, 1);
}

static void a_file_that_was_no_message(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "folder/1.eml", HEAD "one\n", -1);
    box_write(box, "folder/2.eml", "", -1);
    g_autofree char *path = box_path(box, "folder");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_assert_cmpuint(found(mailbox, 1), ==, 1);
    g_assert_false(listed_again(mailbox));
    box_append(box, "folder/2.eml", HEAD "two\n");
    g_assert_true(listed_again(mailbox));
    g_assert_cmpuint(found(mailbox, 0), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/torn/an mbox that is written to while it is read has changed", an_mbox);
    g_test_add_func("/mailbox/torn/so has a message", a_message);
    g_test_add_func("/mailbox/torn/so has a file of a folder", a_file_of_a_folder);
    g_test_add_func("/mailbox/torn/a file of a Maildir that is renamed between listing and looking is found",
                    a_maildir);
    g_test_add_func("/mailbox/torn/what was empty is taken in once it holds a message", what_was_empty);
    g_test_add_func("/mailbox/torn/what was away is taken in once it is back", what_was_away);
    g_test_add_func("/mailbox/torn/a file of a folder that was no message may become one", a_file_that_was_no_message);
    return g_test_run();
}
