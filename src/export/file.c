/* A file that is either the old one or all of the new one, whatever happens on the way. */
#include <nixie/export.h>
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LINKS = 40 }; /* as the kernel has it */

/* What is to be put in place. */
typedef struct {
    const char *path, *bytes;
    gsize len;
    gboolean replace;
    struct stat old; /* whose mode and owner the new one gets; st_nlink 0: there is none */
} Work;

static gboolean fail(GError **error, const char *path, int why)
{
    g_autofree char *shown = nx_safe_screen(path, -1, NX_SAFE_NONE, 0);
    g_set_error(error, NX_ERROR, why == EEXIST ? NX_ERROR_REFUSED : NX_ERROR_UNREADABLE, "%s: %s", shown,
                why == EEXIST ? nx_tr("this file exists already") : g_strerror(why));
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
    /* EINVAL: a device or a pipe, which has nothing to sync. */
    return fsync(fd) == 0 || errno == EINVAL;
}

/* ---- Where a path leads ------------------------------------------------------------------------------------------ */

/* The file that symbolic links lead to in the end, also where there is none yet; NULL, and errno, if they go in a
 * circle. Caller frees. */
static char *follow(const char *path)
{
    char *at = g_strdup(path);
    for (guint i = 0; i < MOST_LINKS; i++) {
        GStatBuf info;
        if (g_lstat(at, &info) != 0 || !S_ISLNK(info.st_mode))
            return at;
        g_autofree char *target = g_file_read_link(at, NULL), *folder = g_path_get_dirname(at);
        g_free(at);
        at = !target || g_path_is_absolute(target) ? g_strdup(target ? target : "")
                                                   : g_build_filename(folder, target, NULL);
    }
    g_free(at);
    errno = ELOOP;
    return NULL;
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

/* ---- Beside it, and then in its place ---------------------------------------------------------------------------- */

/* A signal that ended us between the making of a file and its taking away would leave it there. */
static void hold_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, before);
}

/* A file without a name vanishes by itself, whatever becomes of us. */
static int open_unnamed(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    return g_open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static gboolean give_name(int fd, const char *name)
{
    g_autofree char *unnamed = g_strdup_printf("/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, unnamed, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

/* Without `replace` a hard link puts the file in place, which fails where a name has come up meanwhile; a file system
 * without links gets a rename after a look. */
static gboolean put_in_place(const char *beside, const Work *work)
{
    GStatBuf info;
    if (work->replace)
        return g_rename(beside, work->path) == 0;
    if (link(beside, work->path) == 0) {
        g_unlink(beside);
        return TRUE;
    }
    if (errno == EEXIST)
        return FALSE;
    if (g_lstat(work->path, &info) == 0) {
        errno = EEXIST;
        return FALSE;
    }
    return g_rename(beside, work->path) == 0;
}

static gboolean fill(int fd, const Work *work)
{
    const struct stat *old = &work->old;
    struct stat now;
    if (old->st_nlink && fstat(fd, &now) == 0) {
        if ((now.st_uid != old->st_uid || now.st_gid != old->st_gid) && fchown(fd, old->st_uid, old->st_gid) != 0)
            return FALSE;
        if (fchmod(fd, old->st_mode & 07777) != 0)
            return FALSE;
    }
    return write_all(fd, work->bytes, work->len);
}

/* Ends a file that was opened: 0, or why it is not whole. */
static int finish(int fd, gboolean good)
{
    int why = good ? 0 : errno;
    if (close(fd) != 0 && !why)
        why = errno;
    return why;
}

/* 0, or an errno. */
static int write_named(const Work *work)
{
    g_autofree char *beside = g_strconcat(work->path, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    int why = finish(fd, fill(fd, work));
    if (!why && !put_in_place(beside, work))
        why = errno;
    if (why)
        g_unlink(beside);
    return why;
}

static gboolean name_unnamed(int fd, const Work *work)
{
    if (!work->replace)
        return give_name(fd, work->path);
    g_autofree char *beside = g_strdup_printf("%s.%08x", work->path, g_random_int());
    if (!give_name(fd, beside))
        return FALSE;
    if (put_in_place(beside, work))
        return TRUE;
    int why = errno;
    g_unlink(beside);
    errno = why;
    return FALSE;
}

/* As above; -1: this file system, or this /proc, cannot do it. */
static int write_unnamed(const Work *work)
{
    int fd = open_unnamed(work->path);
    if (fd < 0)
        return -1;
    gboolean whole = fill(fd, work), named = whole && name_unnamed(fd, work);
    int why = finish(fd, named);
    return whole && !named && why != EEXIST && why != EISDIR ? -1 : why;
}

static int write_beside(const Work *work)
{
    sigset_t before;
    hold_signals(&before);
    int why = write_unnamed(work);
    if (why == -1)
        why = write_named(work);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return why;
}

/* ---- What is no regular file ------------------------------------------------------------------------------------- */

static int write_through(const char *path, const char *bytes, gsize len)
{
    int fd = g_open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC, 0);
    return fd < 0 ? errno : finish(fd, write_all(fd, bytes, len));
}

gboolean nx_file_write(const char *path, const char *bytes, gsize len, gboolean replace, GError **error)
{
    Work work = {.bytes = bytes, .len = len, .replace = replace};
    gboolean there = g_stat(path, &work.old) == 0;
    if (there && (S_ISCHR(work.old.st_mode) || S_ISFIFO(work.old.st_mode) || (replace && S_ISBLK(work.old.st_mode)))) {
        int why = write_through(path, bytes, len);
        return why ? fail(error, path, why) : TRUE;
    }
    GStatBuf info;
    if (!replace && g_lstat(path, &info) == 0)
        return fail(error, path, EEXIST);
    if (there && !S_ISREG(work.old.st_mode))
        return fail(error, path, S_ISDIR(work.old.st_mode) ? EISDIR : EEXIST);
    if (!there)
        work.old = (struct stat){0};
    g_autofree char *real = follow(path);
    if (!real)
        return fail(error, path, errno);
    work.path = real;
    int why = write_beside(&work);
    if (why)
        return fail(error, path, why);
    sync_folder(real);
    return TRUE;
}

gboolean nx_file_write_private(const char *path, const char *bytes, gsize len, GError **error)
{
    g_chmod(path, 0600); /* where there is none yet it will be */
    return nx_file_write(path, bytes, len, TRUE, error);
}
