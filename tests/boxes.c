/* Folders of the tests, and mailboxes scanned to their end. */
#include "boxes.h"
#include "tree.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

Box *box_new(void)
{
    GError *error = NULL;
    Box *box = g_new(Box, 1);
    box->dir = g_dir_make_tmp("nixie-box-XXXXXX", &error);
    g_assert_no_error(error);
    return box;
}

void box_free(Box *box)
{
    nx_test_remove(box->dir);
    g_free(box->dir);
    g_free(box);
}

char *box_path(const Box *box, const char *name)
{
    return g_build_filename(box->dir, name, NULL);
}

static void put(const Box *box, const char *name, const char *bytes, gsize len, int flags)
{
    g_autofree char *path = box_path(box, name), *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    int fd = g_open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    g_assert_cmpint(fd, >=, 0);
    while (len) {
        gssize written = write(fd, bytes, len);
        g_assert_cmpint(written, >, 0);
        bytes += written;
        len -= (gsize)written;
    }
    close(fd);
}

void box_write(const Box *box, const char *name, const char *bytes, gssize len)
{
    put(box, name, bytes, len < 0 ? strlen(bytes) : (gsize)len, O_TRUNC);
}

void box_append(const Box *box, const char *name, const char *bytes)
{
    put(box, name, bytes, strlen(bytes), O_APPEND);
}

NxMailbox *box_open(const char *path)
{
    GError *error = NULL;
    NxMailbox *mailbox = nx_mailbox_open(path, &error);
    g_assert_no_error(error);
    g_assert_nonnull(mailbox);
    return mailbox;
}

void box_refused(const char *path, NxErrorCode code)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(nx_mailbox_open(path, &error));
    g_assert_error(error, NX_ERROR, (gint)code);
    g_assert_true(g_str_has_prefix(error->message, path));
    g_assert_null(strchr(error->message, '\n'));
}

GArray *box_scan(NxMailbox *mailbox, NxProblems *problems)
{
    GError *error = NULL;
    GArray *places = g_array_new(FALSE, FALSE, sizeof(NxPlace));
    for (NxPlace place; nx_mailbox_next(mailbox, &place, problems, &error);)
        g_array_append_val(places, place);
    g_assert_no_error(error);
    return places;
}

char *box_read(NxMailbox *mailbox, const NxPlace *place)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = nx_mailbox_read(mailbox, place, &error);
    g_assert_no_error(error);
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    return g_strndup(data, len);
}

void box_changed(NxMailbox *mailbox, const NxPlace *place)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(nx_mailbox_read(mailbox, place, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_CHANGED);
    g_assert_true(g_str_has_prefix(error->message, nx_mailbox_path(mailbox)));
}
