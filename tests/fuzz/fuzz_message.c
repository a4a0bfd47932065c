/* Any bytes as a message: read, judged, explained; nothing that leaves may be unsafe. */
#include "fuzz/fuzz.h"

static void check_safe(const char *text)
{
    if (!text)
        return;
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_assert_true(g_utf8_validate(safe, -1, NULL));
    for (const char *p = safe; *p; p++)
        g_assert_true((guchar)*p >= 0x20 && *p != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const NxFuzzGround *ground = nx_fuzz_ground();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    NxEnvelope envelope = {.now = 1795255200};
    NxReport *report = nx_reader_read(ground->reader, bytes, &envelope, NULL);
    if (!report)
        return 0;
    for (guint i = 0; i < MAX(report->n_recipients, 1); i++) {
        NxVerdict verdict;
        nx_judge_event(ground->judge, report, i, &verdict);
        if (i >= report->n_recipients)
            continue;
        const NxRecipient *recipient = &report->recipients[i];
        g_assert_true(!recipient->recipient || g_utf8_validate(recipient->recipient, -1, NULL));
        check_safe(recipient->recipient);
        check_safe(recipient->diagnostic);
        g_autofree char *key = nx_report_event_key(report, i);
        g_assert_true(!key || recipient->key);
        g_autofree char *against = nx_judge_contradiction(ground->judge, report, i, NULL);
        check_safe(against);
    }
    check_safe(report->subject);
    check_safe(report->text);
    nx_report_free(report);
    return 0;
}
