/* Files that are written to while they are read. */
#include "boxes.h"
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/torn/an mbox that is written to while it is read has changed", an_mbox);
    g_test_add_func("/mailbox/torn/so has a message", a_message);
    g_test_add_func("/mailbox/torn/so has a file of a folder", a_file_of_a_folder);
    return g_test_run();
}
