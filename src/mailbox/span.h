/* Messages that are a run of bytes in a file, read again. Errors name no path. */
#pragma once
#include <nixie/mailbox.h>
#include <sys/stat.h>

/* The bytes of `place`; the caller frees. */
char *nx_span_read(int fd, const NxPlace *place, GError **error);
/* Those bytes with what the place has in front of them; *len of them. Takes `bytes`. */
char *nx_span_behind(const NxPlace *place, char *bytes, gsize *len);
/* Is an open file still what `before` says? What was written to while it was read may be half of the one and half of
 * the other. */
gboolean nx_span_is_still(int fd, const struct stat *before, GError **error);
/* The bytes of `place` in a file that is what it was when it was scanned, and stays so meanwhile. `now` is what stands
 * in the file's place. */
char *nx_span_read_unchanged(int fd, const struct stat *now, const NxPlace *place, GError **error);
/* The same of a file `name` below the folder `dir`; NX_ERROR_MISSING if there is none. */
char *nx_span_read_file(int dir, const char *name, const NxPlace *place, GError **error);
