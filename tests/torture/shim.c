/* Loaded before the C library (LD_PRELOAD): makes one system call of a program fail, counts those that could, or writes
 * down what reaches a disk and in which order.
 *
 *   NIXIE_SHIM_PATH=TEXT          only files in whose path TEXT stands
 *   NIXIE_SHIM_FAIL=CALL:N:HOW    the Nth CALL (read write fsync rename link truncate lock close open) fails: EIO,
 *                                 ENOSPC, EINTR, EAGAIN, or is cut "short"; N- for the Nth and all behind it
 *   NIXIE_SHIM_COUNT=FILE         appends "CALL\n" for each call that could have failed
 *   NIXIE_SHIM_TRACE=FILE         appends what is done to files, as torture.py reads it
 *
 * What the C library does within itself (stdio) is not seen, which is right: those are other files. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { READ, WRITE, SYNC, RENAME, LINK, TRUNCATE, LOCK, CLOSE, OPEN, N_CALLS };
static const char *const CALLS[N_CALLS] = {"read",     "write", "fsync", "rename", "link",
                                           "truncate", "lock",  "close", "open"};

static struct {
    int ready, call, code, brief;
    long number;
    int onwards;
    char path[PATH_MAX];
    int count_fd, trace_fd;
} set;
static long seen;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int code_of(const char *how)
{
    static const struct {
        const char *name;
        int code;
    } CODES[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EAGAIN", EAGAIN}, {"EACCES", EACCES}};
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
        if (!strcmp(how, CODES[i].name))
            return CODES[i].code;
    return 0;
}

static int open_log(const char *name)
{
    const char *path = getenv(name);
    if (!path)
        return -1;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int high = fd < 0 ? -1 : (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 500);
    if (fd >= 0)
        syscall(SYS_close, fd);
    return high;
}

static void set_up(void)
{
    const char *fail = getenv("NIXIE_SHIM_FAIL"), *path = getenv("NIXIE_SHIM_PATH");
    char call[32] = "", how[32] = "", dash = 0;
    set.call = -1;
    snprintf(set.path, sizeof set.path, "%s", path ? path : "");
    if (fail && (sscanf(fail, "%31[a-z]:%ld%c:%31s", call, &set.number, &dash, how) == 4 ||
                 sscanf(fail, "%31[a-z]:%ld:%31s", call, &set.number, how) == 3))
        for (int i = 0; i < N_CALLS; i++)
            if (!strcmp(call, CALLS[i]))
                set.call = i;
    set.onwards = dash == '-';
    set.brief = !strcmp(how, "short");
    set.code = code_of(how);
    set.count_fd = open_log("NIXIE_SHIM_COUNT");
    set.trace_fd = open_log("NIXIE_SHIM_TRACE");
    set.ready = 1;
}

static int is_ours(const char *path)
{
    return *set.path && strstr(path, set.path) != NULL;
}

static int fd_is_ours(int fd)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long n = syscall(SYS_readlink, link, path, sizeof path - 1);
    if (n < 0)
        return 0;
    path[n] = 0;
    return is_ours(path);
}

/* 0: goes on; 1: fails, with errno set; 2: is to be cut. */
static int strikes(int call, int ours)
{
    int what = 0;
    if (!set.ready)
        set_up();
    if (!ours)
        return 0;
    pthread_mutex_lock(&lock);
    if (set.count_fd >= 0) {
        char line[32];
        int n = snprintf(line, sizeof line, "%s\n", CALLS[call]);
        if (syscall(SYS_write, set.count_fd, line, n) != n)
            abort();
    }
    if (call == set.call) {
        seen++;
        if (seen == set.number || (set.onwards && seen > set.number))
            what = set.brief ? 2 : 1;
    }
    pthread_mutex_unlock(&lock);
    if (what == 1)
        errno = set.code;
    return what;
}

/* ---- The trace: a line of text, and bytes behind it where there are some ------------------------------------------
 */

static void trace(const char *bytes, size_t len, const char *format, ...)
{
    if (set.trace_fd < 0)
        return;
    char head[PATH_MAX * 2 + 128];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(head, sizeof head, format, ap);
    va_end(ap);
    char *all = malloc((size_t)n + len);
    memcpy(all, head, (size_t)n);
    if (len)
        memcpy(all + n, bytes, len);
    if (syscall(SYS_write, set.trace_fd, all, (size_t)n + len) != (long)((size_t)n + len))
        abort();
    free(all);
}

static unsigned long inode_of(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 ? (unsigned long)st.st_ino : 0;
}

/* A path as the trace has it: absolute. */
static const char *whole(int dir, const char *path, char *into)
{
    if (*path == '/')
        return path;
    char at[PATH_MAX] = "";
    if (dir == AT_FDCWD) {
        if (!getcwd(at, sizeof at))
            return path;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
        long n = syscall(SYS_readlink, link, at, sizeof at - 1);
        at[n < 0 ? 0 : n] = 0;
    }
    snprintf(into, PATH_MAX, "%.2000s/%.2000s", at, path);
    return into;
}

/* ---- Calls ------------------------------------------------------------------------------------------------------- */

ssize_t read(int fd, void *bytes, size_t len)
{
    int what = strikes(READ, fd_is_ours(fd));
    return what == 1 ? -1 : syscall(SYS_read, fd, bytes, what && len > 1 ? len / 2 : len);
}

static ssize_t read_at(int fd, void *bytes, size_t len, off_t at)
{
    int what = strikes(READ, fd_is_ours(fd));
    return what == 1 ? -1 : syscall(SYS_pread64, fd, bytes, what && len > 1 ? len / 2 : len, at);
}

ssize_t pread(int fd, void *bytes, size_t len, off_t at)
{
    return read_at(fd, bytes, len, at);
}

ssize_t pread64(int fd, void *bytes, size_t len, off_t at)
{
    return read_at(fd, bytes, len, at);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    int ours = fd_is_ours(fd), what = strikes(WRITE, ours);
    if (what == 1)
        return -1;
    off_t at = ours ? (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR) : 0;
    ssize_t n = syscall(SYS_write, fd, bytes, what && len > 1 ? len / 2 : len);
    if (ours && n > 0)
        trace(bytes, (size_t)n, "W %lu %lld %zd\n", inode_of(fd), (long long)at, n);
    return n;
}

static ssize_t write_at(int fd, const void *bytes, size_t len, off_t at)
{
    int ours = fd_is_ours(fd), what = strikes(WRITE, ours);
    if (what == 1)
        return -1;
    ssize_t n = syscall(SYS_pwrite64, fd, bytes, what && len > 1 ? len / 2 : len, at);
    if (ours && n > 0)
        trace(bytes, (size_t)n, "W %lu %lld %zd\n", inode_of(fd), (long long)at, n);
    return n;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    return write_at(fd, bytes, len, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off_t at)
{
    return write_at(fd, bytes, len, at);
}

static int sync_fd(int fd, long number)
{
    int ours = fd_is_ours(fd);
    if (strikes(SYNC, ours) == 1)
        return -1;
    int result = (int)syscall(number, fd);
    if (ours && result == 0) {
        char link[64], path[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        long n = syscall(SYS_readlink, link, path, sizeof path - 1);
        path[n < 0 ? 0 : n] = 0;
        trace(NULL, 0, "S %lu %s\n", inode_of(fd), path);
    }
    return result;
}

int fsync(int fd)
{
    return sync_fd(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_fd(fd, SYS_fdatasync);
}

static int truncate_fd(int fd, off_t len)
{
    int ours = fd_is_ours(fd);
    if (strikes(TRUNCATE, ours) == 1)
        return -1;
    int result = (int)syscall(SYS_ftruncate, fd, len);
    if (ours && result == 0)
        trace(NULL, 0, "T %lu %lld\n", inode_of(fd), (long long)len);
    return result;
}

int ftruncate(int fd, off_t len)
{
    return truncate_fd(fd, len);
}

int ftruncate64(int fd, off_t len)
{
    return truncate_fd(fd, len);
}

static int move(int from_dir, const char *from, int to_dir, const char *to)
{
    char a[PATH_MAX], b[PATH_MAX];
    const char *old = whole(from_dir, from, a), *new = whole(to_dir, to, b);
    if (strikes(RENAME, is_ours(new)) == 1)
        return -1;
    int result = (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
    if (result == 0 && is_ours(new))
        trace(NULL, 0, "R %s\t%s\n", old, new);
    return result;
}

int rename(const char *from, const char *to)
{
    return move(AT_FDCWD, from, AT_FDCWD, to);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    return move(from_dir, from, to_dir, to);
}

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
    char b[PATH_MAX];
    struct stat st;
    const char *new = whole(to_dir, to, b);
    if (strikes(LINK, is_ours(new)) == 1)
        return -1;
    int result = (int)syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
    if (result == 0 && is_ours(new) && stat(new, &st) == 0)
        trace(NULL, 0, "L %lu %s\n", (unsigned long)st.st_ino, new);
    return result;
}

int link(const char *from, const char *to)
{
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

static int take_away(int dir, const char *path, int flags)
{
    char a[PATH_MAX];
    const char *old = whole(dir, path, a);
    int ours = is_ours(old), result = (int)syscall(SYS_unlinkat, dir, path, flags);
    if (!set.ready)
        set_up();
    if (ours && result == 0)
        trace(NULL, 0, "U %s\n", old);
    return result;
}

int unlink(const char *path)
{
    return take_away(AT_FDCWD, path, 0);
}

int unlinkat(int dir, const char *path, int flags)
{
    return take_away(dir, path, flags);
}

static int open_at(int dir, const char *path, int flags, mode_t mode)
{
    char a[PATH_MAX];
    struct stat st;
    const char *name = whole(dir, path, a);
    if (!set.ready)
        set_up();
    int ours = is_ours(name), fresh = ours && flags & O_CREAT && lstat(name, &st) != 0;
    if (strikes(OPEN, ours) == 1)
        return -1;
    int fd = (int)syscall(SYS_openat, dir, path, flags, mode);
    if (fd >= 0 && fresh)
        trace(NULL, 0, "L %lu %s\n", inode_of(fd), name);
    else if (fd >= 0 && ours && flags & O_TRUNC)
        trace(NULL, 0, "T %lu 0\n", inode_of(fd));
    return fd;
}

#define MODE_OF(flags)                                                                                                 \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list ap;                                                                                                    \
        va_start(ap, flags);                                                                                           \
        mode = va_arg(ap, mode_t);                                                                                     \
        va_end(ap);                                                                                                    \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(dir, path, flags, mode);
}

int openat64(int dir, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(dir, path, flags, mode);
}

int close(int fd)
{
    int what = strikes(CLOSE, fd_is_ours(fd)), result = (int)syscall(SYS_close, fd);
    if (what == 1) {
        errno = set.code;
        return -1;
    }
    return result;
}

static int control(int fd, int command, void *argument)
{
    if ((command == F_SETLK || command == F_SETLKW) && strikes(LOCK, fd_is_ours(fd)) == 1)
        return -1;
    return (int)syscall(SYS_fcntl, fd, command, argument);
}

int fcntl(int fd, int command, ...)
{
    va_list ap;
    va_start(ap, command);
    void *argument = va_arg(ap, void *);
    va_end(ap);
    return control(fd, command, argument);
}

int fcntl64(int fd, int command, ...)
{
    va_list ap;
    va_start(ap, command);
    void *argument = va_arg(ap, void *);
    va_end(ap);
    return control(fd, command, argument);
}
