/* What a path leads to, before it is known which kind of mailbox that is. */
#pragma once
#include "mailbox/sniff.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

typedef enum {
    NX_FORM_NAME,   /* a word that is no path */
    NX_FORM_FOLDER, /* messages are files below it */
    NX_FORM_FILE,   /* messages are in it */
} NxForm;

struct NxMailboxKind;

typedef struct {
    const struct NxMailboxKind *const *kinds; /* what it may be */
    NxForm form;
    const char *path; /* NULL: a copy without a name, which nobody else can change */
    int fd;           /* of folder or file; who keeps it takes it with g_steal_fd */
    struct stat st;
    char head[NX_SNIFF_BYTES]; /* how a file begins, */
    gsize len;                 /* so many bytes */
} NxFound;

/* A word; so far nothing was looked at. */
void nx_found_init(NxFound *found, const struct NxMailboxKind *const *kinds, const char *path);
void nx_found_clear(NxFound *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxFound, nx_found_clear)

/* Opens what stands at the path. A pipe is copied to its end (found->path is NULL then), devices are not opened. */
gboolean nx_found_look(NxFound *found, GError **error);
/* Opens the file that stands now where a mailbox was opened: `fd` is -1 where there is none. */
void nx_found_look_anew(NxFound *found, const char *path);
/* Takes a copy that was made of something. */
gboolean nx_found_take_copy(NxFound *found, int fd, GError **error);

NxSniff nx_found_sniff(const NxFound *found);
/* The first kind that recognises it; NULL if none does. */
const struct NxMailboxKind *nx_found_kind(const NxFound *found);
/* Says that of something that no kind recognised; always FALSE. */
gboolean nx_found_refuse(const NxFound *found, GError **error);
