/* The address that a notice came to, which we gave the mail it is about: its form may tell the recipient, and prove
 * that the mail was ours. */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

typedef struct {
    char *recipient; /* of a configured VERP form; NULL: none */
    gboolean keyed;  /* by its {hash}, which only we can make */
} NxReturnPath;
void nx_return_path_clear(NxReturnPath *path);

/* By the first address that has a configured form, of all in the headers that say whom the notice was for. */
void nx_return_path_read(NxReturnPath *path, const NxLibrary *library, const NxNotice *notice);
/* By an address that is given in a field. */
void nx_return_path_read_address(NxReturnPath *path, const NxLibrary *library, const char *address);
/* Did it come, at `arrived`, to an address that bears a BATV tag of ours? */
gboolean nx_return_path_is_signed(const NxLibrary *library, const NxNotice *notice, NxTime arrived);

G_END_DECLS
