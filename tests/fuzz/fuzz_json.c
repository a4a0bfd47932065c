/* Any bytes as JSON: what is whole ends where it says, is a value again by itself, and is a report or a complaint in
 * whatever it is wrapped. */
#include "base/json_text.h"
#include "fuzz/fuzz.h"
#include "mailbox/envelope.h"

static gboolean take(NxBytes literal, NxBytes notification, gpointer user)
{
    guint *n = user;
    gsize len;
    g_autoptr(GError) error = NULL;
    g_assert_cmpuint(notification.len, >, 0);
    g_assert_cmpuint(notification.len, <=, literal.len);
    NxJsonEnd end = nx_json_scan(notification, &len);
    g_assert_true(len == notification.len &&
                  (end == NX_JSON_WHOLE || g_ascii_isalnum(*notification.at) || *notification.at == '-'));
    g_autoptr(GBytes) bytes = g_bytes_new(notification.at, notification.len);
    NxEnvelope envelope = {.now = NX_FUZZ_NOW, .entry = NX_ENTRY_JSON};
    NxReport *report = nx_reader_read(nx_fuzz_ground()->reader, bytes, &envelope, &error);
    g_assert_true(report || error);
    g_assert_true(!report || report->arrived <= NX_FUZZ_NOW);
    nx_report_free(report);
    return ++*n < 100;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NxBytes text = {(const char *)data, size};
    gsize len;
    guint n = 0;
    nx_fuzz_ground();
    NxJsonEnd end = nx_json_scan(text, &len);
    g_assert_cmpuint(len, <=, size);
    if (end == NX_JSON_WHOLE)
        nx_envelope_open((NxBytes){text.at, len}, take, &n);
    return 0;
}
