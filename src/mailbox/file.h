/* Files of a mailbox: opened without ever waiting, read at places, told apart. */
#pragma once
#include <nixie/mailbox.h>
#include <sys/stat.h>

/* A file that stays open, and which one it was. */
typedef struct {
    int fd;
    const char *path; /* borrowed; NULL: it has no name, and nobody else can change it */
    dev_t device;
    ino_t inode;
} NxFile;
/* What stands now where the file was opened; FALSE with `error` if nothing does. */
gboolean nx_file_now(const NxFile *file, struct stat *now, GError **error);

/* A file in whose place another may be put while many threads read it. */
typedef struct {
    GMutex lock;
    NxFile *file; /* under the lock, counted; NULL: there is none */
} NxSharedFile;
void nx_shared_file_init(NxSharedFile *shared);
void nx_shared_file_clear(NxSharedFile *shared);
/* Takes what is in `file`, of which fd -1 is none. Who reads the one before goes on reading it. */
void nx_shared_file_put(NxSharedFile *shared, const NxFile *file);
/* The file there is now, or NULL; the caller lets go of it with nx_shared_file_leave. */
NxFile *nx_shared_file_get(NxSharedFile *shared);
void nx_shared_file_leave(NxFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxFile, nx_shared_file_leave)

/* Is the file that is open still what stands in its place? */
gboolean nx_file_is(const NxFile *file, const struct stat *now);
/* Was it written to so lately that who writes may not be at the end? */
gboolean nx_file_is_young(const struct stat *st);

/* Opens a regular file below the folder `dir` (or AT_FDCWD); -1 with `error` (without a path in it). Never a fifo,
 * never a device. */
int nx_file_open(int dir, const char *name, struct stat *st, GError **error);
/* The same for a file that was seen to be regular: saves a look. */
int nx_file_reopen(int dir, const char *name, struct stat *st, GError **error);
/* A file without a name, to be written; -1 with `error`. */
int nx_file_unnamed(GError **error);
gboolean nx_file_put(int fd, const char *bytes, gsize len, GError **error);
/* Copies standard input, or a pipe, to a file without a name; -1 with `error`. */
int nx_file_from_input(int input, GError **error);
/* The same of a pipe at a path: waits for who writes into it. */
int nx_file_from_pipe(const char *path, GError **error);
/* Reads exactly `len` bytes; a file that is shorter has changed. */
gboolean nx_file_read(int fd, goffset offset, char *bytes, gsize len, GError **error);
/* Device, inode, size and time of change in one number. */
guint64 nx_file_stamp(const struct stat *st);
/* An NX_ERROR for an errno. */
void nx_file_error(GError **error, int code);
/* Sets NX_ERROR_CHANGED; always FALSE. */
gboolean nx_file_changed(GError **error);
/* Hands on what went wrong with a file that was there: if it is missing now, it has changed. Takes `cause`. */
void nx_file_gone(GError **error, GError *cause);
