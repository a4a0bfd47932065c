/* What a file is, by how it begins. */
#pragma once
#include <nixie/mailbox.h>
#include <nixie/text.h>

#define NX_SNIFF_BYTES ((gsize)16 * 1024)

typedef enum {
    NX_SNIFF_EMPTY,
    NX_SNIFF_OTHER,   /* no mail */
    NX_SNIFF_MBOX,    /* a `From ` line with a date */
    NX_SNIFF_MESSAGE, /* header fields, maybe behind a `From ` or `>From ` line; or a notification in JSON */
} NxSniff;

/* `head` is how the file begins, up to NX_SNIFF_BYTES. */
NxSniff nx_sniff(NxBytes head);
/* Bytes in front of the first line that says something: a byte order mark, blank lines. */
gsize nx_sniff_lead(NxBytes head);
/* Bytes of the line that is no header but may stand in front of them: `From ` or `>From `; 0 if there is none. */
gsize nx_sniff_from_width(NxBytes head);
