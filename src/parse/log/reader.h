/* A reader of logs from within: what the formats take from it is in format.h. */
#pragma once
#include "parse/log/format.h"

struct NxLogReader {
    NxTime now;
    NxLogFunc take;
    gpointer user;
    const NxLogFormat *format; /* that reads the line in hand */
    /* What is remembered by name, in two ages: a full one takes the place of the one before, so that names whose end
     * was never logged cost no more than that. */
    GHashTable *young[NX_N_LOG_MEMOS], *old[NX_N_LOG_MEMOS];
};
