/* What a file is, by how it begins. */
#pragma once
#include <nixie/mailbox.h>
#include <nixie/text.h>

#define NX_SNIFF_BYTES ((gsize)16 * 1024)

typedef enum {
    NX_SNIFF_EMPTY,
    NX_SNIFF_OTHER,   /* no mail */
    NX_SNIFF_MBOX,    /* a `From ` line with a date */
    NX_SNIFF_JSON,    /* an object, or an array of some */
    NX_SNIFF_LOG,     /* of a mail server, or of syslog */
    NX_SNIFF_MESSAGE, /* header fields, maybe behind a `From ` or `>From ` line */
} NxSniff;

/* `head` is how the file begins, up to NX_SNIFF_BYTES. */
NxSniff nx_sniff(NxBytes head);
/* Bytes in front of the first line that says something: a byte order mark, blank lines, what programs put in front of
 * a message ("+OK 2345 octets"). */
gsize nx_sniff_lead(NxBytes head);
/* Bytes in front of the header: those, `From ` and `>From ` lines, and a few lines that a page shows above a header
 * with marks of its way. */
gsize nx_sniff_header(NxBytes head);
/* Does a header begin here that has marks of its way (Received, Return-Path, Message-ID)? What people write or quote
 * by hand has none. */
gboolean nx_sniff_is_traced(NxBytes rest);
/* Bytes of the line that is no header but may stand in front of them: `From ` or `>From `; 0 if there is none. */
gsize nx_sniff_from_width(NxBytes head);
