/* A mail server on an address of this machine that says what a script tells it to. It takes no mail.
 *
 * A line of the script is WHEN REPLY. WHEN is greeting, ehlo, helo, starttls, mail, rset, quit, or the local part of an
 * address that RCPT names, "*" for any other. REPLY is what is said, "|" between its lines (250-a|250 b); without a
 * line for it 250 is. In its place may stand
 *   silent   nothing is ever said         close   the connection is
 *   drip     a byte each 20 ms, no end    flood   letters without an end, no newline
 *   endless  lines "220-" without an end  inject  220, and at once "250 injected" behind it */
#pragma once
#include <glib.h>

typedef struct NxFakeSmtp NxFakeSmtp;
/* `port` 0: any that is free. */
NxFakeSmtp *nx_fake_smtp_new(const char *address, guint16 port, const char *script);
void nx_fake_smtp_free(NxFakeSmtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxFakeSmtp, nx_fake_smtp_free)
guint16 nx_fake_smtp_port(const NxFakeSmtp *smtp);
/* All commands it was given, one on a line; those of a made-up name as "RCPT nobody". Caller frees. */
char *nx_fake_smtp_heard(NxFakeSmtp *smtp);
guint nx_fake_smtp_connections(NxFakeSmtp *smtp);
