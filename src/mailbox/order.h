/* In which order files of a folder, and mailboxes that are named together, are read. */
#pragma once
#include <glib.h>

/* Byte order, but the rotated files of one log the oldest first: "mail.log.10.gz", "mail.log.2.gz", "mail.log.1",
 * "mail.log"; "mail.log-20251101", "mail.log-20251102.gz", "mail.log". */
int nx_order_names(const char *a, const char *b);
/* The same for files named in MH's way, by number: "9", "10"; those that are no number come last. */
int nx_order_numbers(const char *a, const char *b);
gboolean nx_order_is_number(const char *name);
/* Are both rotated files of one log, or that log? */
gboolean nx_order_is_same_log(const char *a, const char *b);
