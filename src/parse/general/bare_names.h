/* Recipients that are named without a domain: screen names, mailboxes of one machine. */
#pragma once
#include "parse/general/marked_text.h"
#include "parse/notice/notice.h"

G_BEGIN_DECLS

typedef struct {
    char *recipient; /* owned: with the domain that the words above it tell, else that of the reporting system; without
                        one where neither is known */
    char *said;      /* owned: what its line says of it, else the words above the list */
} NxBareName;

/* The names in lists below words that a message did not reach "the following recipients", at most NX_MAX_RECIPIENTS.
 * A name stands alone on its line, or in front of blanks, a dash or brackets; a label is none. Array of NxBareName,
 * which clears itself; caller unrefs. */
GArray *nx_bare_names_read(const NxMarkedText *marked, const NxNotice *notice);

G_END_DECLS
