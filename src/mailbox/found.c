/* Looks at a path and at the first bytes behind it, and asks the kinds in their order. */
#include "mailbox/file.h"
#include "mailbox/kind.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void nx_found_init(NxFound *found, const NxMailboxKind *const *kinds, const char *path)
{
    *found = (NxFound){.kinds = kinds, .form = NX_FORM_NAME, .path = path, .fd = -1};
}

void nx_found_clear(NxFound *found)
{
    if (found->fd >= 0)
        close(found->fd);
    found->fd = -1;
}

static gboolean read_head(NxFound *found, GError **error)
{
    found->form = NX_FORM_FILE;
    found->len = (gsize)MIN((goffset)sizeof found->head, (goffset)found->st.st_size);
    return nx_file_read(found->fd, 0, found->head, found->len, error);
}

gboolean nx_found_look(NxFound *found, GError **error)
{
    if (stat(found->path, &found->st) != 0) {
        nx_file_error(error, errno);
        return FALSE;
    }
    if (S_ISFIFO(found->st.st_mode)) {
        int copy = nx_file_from_pipe(found->path, error);
        return copy >= 0 && nx_found_take_copy(found, copy, error);
    }
    if (!S_ISDIR(found->st.st_mode)) {
        found->fd = nx_file_open(AT_FDCWD, found->path, &found->st, error);
        return found->fd >= 0 && read_head(found, error);
    }
    found->form = NX_FORM_FOLDER;
    found->fd = open(found->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (found->fd < 0)
        nx_file_error(error, errno);
    return found->fd >= 0;
}

void nx_found_look_anew(NxFound *found, const char *path)
{
    nx_found_init(found, NULL, path);
    found->fd = nx_file_open(AT_FDCWD, path, &found->st, NULL);
    if (found->fd >= 0 && !read_head(found, NULL))
        found->len = 0;
}

gboolean nx_found_take_copy(NxFound *found, int fd, GError **error)
{
    found->path = NULL;
    found->fd = fd;
    if (fstat(fd, &found->st) == 0)
        return read_head(found, error);
    nx_file_error(error, errno);
    return FALSE;
}

NxSniff nx_found_sniff(const NxFound *found)
{
    return nx_sniff((NxBytes){found->head, found->len});
}

const NxMailboxKind *nx_found_kind(const NxFound *found)
{
    for (const NxMailboxKind *const *kind = found->kinds; *kind; kind++)
        if ((*kind)->form == found->form && (*kind)->recognise(found))
            return *kind;
    return NULL;
}

gboolean nx_found_refuse(const NxFound *found, GError **error)
{
    if (!found->len)
        g_set_error(error, NX_ERROR, NX_ERROR_EMPTY, "%s", nx_tr("is empty"));
    else
        g_set_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX, "%s",
                    nx_tr("is no mail: it begins neither with a “From ” line nor with header fields"));
    return FALSE;
}
