/* From bytes as they stand in a file to the message. */
#pragma once
#include <nixie/mailbox.h>
#include <nixie/text.h>

#define NX_NO_MESSAGE N_("is no message: it does not begin with header fields")

/* Cuts what stands before the header (nx_sniff_header) and, where the bytes
 * stood in an mbox, takes one '>' from every body line that begins with `>*From `. Works in place; gives what is left
 * of `bytes`. */
NxBytes nx_content_bare(char *bytes, gsize len, gboolean in_mbox);
/* NxMailboxKind.bare of a file that holds one message, or one in the shape of an mbox; of the lines of a log. */
gboolean nx_content_bare_file(const NxMailbox *mailbox, const NxPlace *place, char *bytes, gsize len, NxBytes *message,
                              GError **error);
