/* What the logs that are read one after another have told so far. One thread at a time. */
#pragma once
#include <nixie/maillog.h>
#include <nixie/text.h>

typedef struct {
    gatomicrefcount refs;
    NxLogReader *reader;
    /* Of the line read last: */
    gboolean told; /* it tells of a failure or a delay; the lines that told of its message before */
    char *before;  /* NULL: none */
} NxLogTail;

NxLogTail *nx_log_tail_new(void);
NxLogTail *nx_log_tail_ref(NxLogTail *tail);
void nx_log_tail_unref(NxLogTail *tail);
NxLogVerdict nx_log_tail_line(NxLogTail *tail, NxBytes line);
