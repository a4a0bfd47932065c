/* A fault of our own: the terminal is given back and a last word said before the process ends as it would have. */
#pragma once
#include <glib.h>
#include <termios.h>

typedef struct NxCrash NxCrash;

/* From here on a fatal signal writes `bytes` to `fd`, what makes the screen as it was and then words, and sets the
 * modes `before`. One at a time. */
NxCrash *nx_crash_open(int fd, const struct termios *before, const char *bytes);
void nx_crash_close(NxCrash *crash);
