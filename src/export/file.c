/* A file that is either the old one or all of the new one, whatever happens on the way. */
#include <nixie/export.h>
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean fail(GError **error, NxErrorCode code, const char *path, const char *why)
{
    g_autofree char *shown = nx_safe_screen(path, -1, NX_SAFE_NONE, 0);
    g_set_error(error, NX_ERROR, code, "%s: %s", shown, why);
    return FALSE;
}

static gboolean write_all(int fd, const char *bytes, gsize len)
{
    while (len) {
        gssize n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        bytes += n;
        len -= (gsize)n;
    }
    return fsync(fd) == 0;
}

/* The name itself is on disk only when the folder is. */
static void sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* Without `replace` a hard link puts the file in place, which fails where a name has come up meanwhile; a file system
 * without links gets a rename after a look. */
static gboolean put_in_place(const char *beside, const char *path, gboolean replace)
{
    if (replace)
        return g_rename(beside, path) == 0;
    if (link(beside, path) == 0) {
        g_unlink(beside);
        return TRUE;
    }
    if (errno == EEXIST)
        return FALSE;
    GStatBuf info;
    if (g_lstat(path, &info) == 0) {
        errno = EEXIST;
        return FALSE;
    }
    return g_rename(beside, path) == 0;
}

gboolean nx_file_write(const char *path, const char *bytes, gsize len, gboolean replace, GError **error)
{
    GStatBuf info;
    if (!replace && g_lstat(path, &info) == 0)
        return fail(error, NX_ERROR_REFUSED, path, nx_tr("this file exists already"));
    g_autofree char *beside = g_strconcat(path, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(error, NX_ERROR_UNREADABLE, path, g_strerror(errno));
    gboolean written = write_all(fd, bytes, len);
    int why = errno;
    if (close(fd) != 0 && written) {
        written = FALSE;
        why = errno;
    }
    if (written && !put_in_place(beside, path, replace)) {
        written = FALSE;
        why = errno;
    }
    if (!written) {
        g_unlink(beside);
        return fail(error, why == EEXIST ? NX_ERROR_REFUSED : NX_ERROR_UNREADABLE, path,
                    why == EEXIST ? nx_tr("this file exists already") : g_strerror(why));
    }
    sync_folder(path);
    return TRUE;
}
