/* A reader of logs from within: what the formats take from it is in format.h. */
#pragma once
#include "mailbox/log/format.h"

#define NX_MAX_LOG_NAME 4096u               /* bytes of a queue id, and of what is remembered for it */
#define NX_MAX_LOG_MEMOS 50000u             /* of each kind; up to twice as many are known */
#define NX_MAX_LOG_BEFORE ((gsize)32 << 10) /* bytes of the lines that told of one delivery */

/* The time that was read last: thousands of lines have the same. */
typedef struct {
    char word[40];
    NxTime time;
} NxLogClock;

struct NxLogReader {
    NxTime now;
    NxLogFunc take;
    gpointer user;
    const NxLogFormat *format; /* that reads the line in hand */
    NxBytes line;              /* that line */
    GPtrArray *used;           /* the lines of what was recalled for it, borrowed from the memos */
    NxLogClock clock;
    gboolean keeps_lines;
    /* What is remembered by name, in two ages: a full one takes the place of the one before, so that names whose end
     * was never logged cost no more than that. */
    GHashTable *young[NX_N_LOG_MEMOS], *old[NX_N_LOG_MEMOS];
};

gboolean nx_log_head_read(NxLogHead *head, const char *line, gsize len, NxTime now, NxLogClock *clock);
