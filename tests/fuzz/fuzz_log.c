/* Any bytes as lines of a log: what is told of them stands in them, and lines that tell of nothing take no memory. */
#include "fuzz/fuzz.h"
#include <string.h>

static void take(const NxLogLine *line, gpointer user)
{
    (void)user;
    g_assert_true(line->recipient && g_utf8_validate(line->recipient, -1, NULL));
    g_assert_true(!line->text || g_utf8_validate(line->text, -1, NULL));
    g_assert_cmpint(line->at, <=, 1795255200);
    nx_log_line_proves_life(line, nx_fuzz_ground()->library);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NxLogReader *reader = nx_log_reader_new(1795255200, take, NULL);
    const char *at = (const char *)data, *end = at + size;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline ? newline : end;
        nx_log_reader_line(reader, at, (gsize)(stop - at));
        at = stop + 1;
    }
    nx_log_reader_free(reader);

    /* The same as an entry of a mailbox: what stands in front of its last line names nobody. */
    GError *error = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    NxEnvelope envelope = {.now = 1795255200, .entry = NX_ENTRY_LOG};
    NxReport *report = nx_reader_read(nx_fuzz_ground()->reader, bytes, &envelope, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->arrived, <=, 1795255200);
    nx_report_free(report);
    return 0;
}
