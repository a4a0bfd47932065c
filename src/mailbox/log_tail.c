/* A reader of logs with the place for what it tells. */
#include "mailbox/log_tail.h"

static void take(const NxLogLine *line, gpointer user)
{
    NxLogTail *tail = user;
    if (!tail->told)
        tail->before = g_strdup(line->before);
    tail->told = TRUE;
}

NxLogTail *nx_log_tail_new(void)
{
    const NxTime now = G_GINT64_CONSTANT(4102444800); /* 2100: when is told where the line is read again */
    NxLogTail *tail = g_new0(NxLogTail, 1);
    g_atomic_ref_count_init(&tail->refs);
    tail->reader = nx_log_reader_new(now, take, tail);
    nx_log_reader_keep_lines(tail->reader);
    return tail;
}

NxLogTail *nx_log_tail_ref(NxLogTail *tail)
{
    g_atomic_ref_count_inc(&tail->refs);
    return tail;
}

void nx_log_tail_unref(NxLogTail *tail)
{
    if (!tail || !g_atomic_ref_count_dec(&tail->refs))
        return;
    nx_log_reader_free(tail->reader);
    g_free(tail->before);
    g_free(tail);
}

NxLogVerdict nx_log_tail_line(NxLogTail *tail, NxBytes line)
{
    tail->told = FALSE;
    g_clear_pointer(&tail->before, g_free);
    return nx_log_reader_line(tail->reader, line.at, line.len);
}
