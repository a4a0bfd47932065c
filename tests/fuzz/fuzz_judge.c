/* Any text as what a server said: judged, with a place in the text for what decided, and none certain, as nothing
 * proves a pasted line to be ours. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const NxFuzzGround *ground = nx_fuzz_ground();
    g_autofree char *text = nx_fuzz_text(data, size);
    NxReport *report = nx_reader_read_line(ground->reader, text);
    g_assert_nonnull(report);
    NxVerdict verdict, again;
    nx_judge_event(ground->judge, report, 0, &verdict);
    nx_judge_event(ground->judge, report, 0, &again);
    g_assert_cmpint(verdict.reason, ==, again.reason);
    g_assert_cmpint(verdict.klass, ==, again.klass);
    g_assert_cmpint(verdict.confidence, !=, NX_CERTAIN);
    nx_report_free(report);
    return 0;
}
