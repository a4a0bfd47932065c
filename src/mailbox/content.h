/* From bytes as they stand in a file to the message. */
#pragma once
#include <nixie/text.h>

/* Cuts what stands before the header (byte order mark, blank lines, `From ` and `>From ` lines) and, where the bytes
 * stood in an mbox, takes one '>' from every body line that begins with `>*From `. Works in place; gives what is left
 * of `bytes`. */
NxBytes nx_content_bare(char *bytes, gsize len, gboolean in_mbox);
