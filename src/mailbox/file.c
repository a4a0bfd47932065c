/* System calls: each that can fail says why, and none waits for a pipe or follows what it should not. */
#include "mailbox/file.h"
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void nx_file_error(GError **error, int code)
{
    NxErrorCode kind = code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG ? NX_ERROR_MISSING
                                                                                                  : NX_ERROR_UNREADABLE;
    g_set_error(error, NX_ERROR, kind, "%s", g_strerror(code));
}

gboolean nx_file_changed(GError **error)
{
    g_set_error(error, NX_ERROR, NX_ERROR_CHANGED, "%s", nx_tr("is no longer what was read"));
    return FALSE;
}

void nx_file_gone(GError **error, GError *cause)
{
    if (!g_error_matches(cause, NX_ERROR, NX_ERROR_MISSING)) {
        g_propagate_error(error, cause);
        return;
    }
    g_error_free(cause);
    nx_file_changed(error);
}

gboolean nx_file_now(const NxFile *file, struct stat *now, GError **error)
{
    if ((file->path ? stat(file->path, now) : fstat(file->fd, now)) == 0)
        return TRUE;
    nx_file_error(error, errno);
    return FALSE;
}

gboolean nx_file_is(const NxFile *file, const struct stat *now)
{
    return file && now->st_dev == file->device && now->st_ino == file->inode;
}

gboolean nx_file_is_young(const struct stat *st)
{
    gint64 age = g_get_real_time() - ((gint64)st->st_mtim.tv_sec * G_USEC_PER_SEC + st->st_mtim.tv_nsec / 1000);
    return age < NX_QUIET_US && age > -G_USEC_PER_SEC; /* clocks of other hosts may be ahead */
}

/* ---- A file in whose place another may be put -------------------------------------------------------------------- */
void nx_shared_file_init(NxSharedFile *shared)
{
    g_mutex_init(&shared->lock);
    shared->file = NULL;
}

static void close_file(gpointer data)
{
    close(((NxFile *)data)->fd);
}

void nx_shared_file_leave(NxFile *file)
{
    if (file)
        g_atomic_rc_box_release_full(file, close_file);
}

void nx_shared_file_put(NxSharedFile *shared, const NxFile *file)
{
    NxFile *kept = file->fd >= 0 ? g_atomic_rc_box_new(NxFile) : NULL;
    if (kept)
        *kept = *file;
    g_mutex_lock(&shared->lock);
    NxFile *before = shared->file;
    shared->file = kept;
    g_mutex_unlock(&shared->lock);
    nx_shared_file_leave(before);
}

NxFile *nx_shared_file_get(NxSharedFile *shared)
{
    g_mutex_lock(&shared->lock);
    NxFile *file = shared->file ? g_atomic_rc_box_acquire(shared->file) : NULL;
    g_mutex_unlock(&shared->lock);
    return file;
}

void nx_shared_file_clear(NxSharedFile *shared)
{
    nx_shared_file_leave(shared->file);
    g_mutex_clear(&shared->lock);
}

static int close_quietly(int fd)
{
    if (fd >= 0)
        close(fd);
    return -1;
}

int nx_file_reopen(int dir, const char *name, struct stat *st, GError **error)
{
    int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, st) != 0)
        nx_file_error(error, errno);
    else if (!S_ISREG(st->st_mode))
        nx_file_changed(error);
    else
        return fd;
    return close_quietly(fd);
}

int nx_file_open(int dir, const char *name, struct stat *st, GError **error)
{
    /* Looked at first: opening alone can rewind a tape. */
    if (fstatat(dir, name, st, 0) != 0)
        nx_file_error(error, errno);
    else if (!S_ISREG(st->st_mode))
        g_set_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX, "%s", nx_tr("no regular file"));
    else
        return nx_file_reopen(dir, name, st, error);
    return -1;
}

/* In /var/tmp first: /tmp is often memory, and mailboxes are large. */
static int unnamed_file(void)
{
    static const char *const PLACES[] = {"/var/tmp", "/tmp", "."};
    for (gsize i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        int fd = open(PLACES[i], O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
        if (fd >= 0)
            return fd;
        g_autofree char *name = g_build_filename(PLACES[i], "nixie-XXXXXX", NULL);
        fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
        if (fd >= 0) {
            unlink(name);
            return fd;
        }
    }
    return -1;
}

static gboolean write_all(int fd, const char *bytes, gsize len)
{
    while (len) {
        gssize written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return FALSE;
        bytes += written;
        len -= (gsize)written;
    }
    return TRUE;
}

int nx_file_unnamed(GError **error)
{
    int fd = unnamed_file();
    if (fd < 0)
        nx_file_error(error, errno);
    return fd;
}

gboolean nx_file_put(int fd, const char *bytes, gsize len, GError **error)
{
    if (write_all(fd, bytes, len))
        return TRUE;
    nx_file_error(error, errno);
    return FALSE;
}

int nx_file_from_input(int input, GError **error)
{
    const gsize size = 256 * 1024;
    g_autofree char *block = g_malloc(size);
    int fd = unnamed_file();
    gssize got = fd < 0 ? -1 : 1;
    while (got > 0) {
        do
            got = read(input, block, size);
        while (got < 0 && errno == EINTR);
        if (got > 0 && !write_all(fd, block, (gsize)got))
            got = -1;
    }
    if (got < 0) {
        nx_file_error(error, errno);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    return fd;
}

int nx_file_from_pipe(const char *path, GError **error)
{
    int input = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (input < 0) {
        nx_file_error(error, errno);
        return -1;
    }
    int fd = nx_file_from_input(input, error);
    close(input);
    return fd;
}

gboolean nx_file_read(int fd, goffset offset, char *bytes, gsize len, GError **error)
{
    while (len) {
        gssize got = pread(fd, bytes, len, offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            nx_file_error(error, errno);
        else if (!got)
            g_set_error(error, NX_ERROR, NX_ERROR_CHANGED, "%s", nx_tr("is shorter than it was"));
        if (got <= 0)
            return FALSE;
        bytes += got;
        offset += got;
        len -= (gsize)got;
    }
    return TRUE;
}

guint64 nx_file_stamp(const struct stat *st)
{
    const guint64 parts[] = {(guint64)st->st_dev, (guint64)st->st_ino, (guint64)st->st_size,
                             (guint64)st->st_mtim.tv_sec, (guint64)st->st_mtim.tv_nsec};
    guint64 stamp = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        stamp = (stamp ^ parts[i]) * 0xFF51AFD7ED558CCDu;
        stamp ^= stamp >> 29;
    }
    return stamp;
}
