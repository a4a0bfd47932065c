/* [own] sent=: what was sent, out of a file or of what a command prints. */
#pragma once
#include <nixie/error.h>
#include <nixie/sent.h>
#include <nixie/time.h>

/* Lines are "MESSAGE-ID TAB RECIPIENT" (nx_sent_add_line), or those of the log of one's own relay (nixie/maillog.h).
 *
 * `from`: a path, or "|" and a command of the shell, which gets nothing on its standard input. Closed. What cannot be
 * read is a problem, and the rest stands: the more is missing, the less is certain. */
NxSent *nx_sent_from(const char *from, NxTime now, NxProblems *problems);
