/* The bytes of a message made ready: line ends turned to LF, a mailbox's `From ` line cut, bounds kept. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

/* CRLF and bare CR become LF, a leading `From ` or `>From ` line goes. Shares the bytes where nothing had to change.
 * Caller unrefs. */
GBytes *nx_message_bytes_normalise(GBytes *message);
/* Drops what is beyond the bounds on header lines and boundaries, and adds to *cuts what went. Caller unrefs. */
GBytes *nx_message_bytes_bound(GBytes *normalised, NxCuts *cuts);
/* A copy for a parser that is asked for structure alone: byte for byte as long, all header fields but those that make
 * structure blotted out. GMime makes an object of each field, and parses addresses by recursion: "a:a:a:a:..." in a To
 * ends the program. Caller unrefs. */
GBytes *nx_message_bytes_blot(GBytes *bound);

G_END_DECLS
