/* Any bytes as the body of a message in JSON, XML, HTML or plain text, from a daemon or from nobody one knows; the
 * first byte says which. Read, judged, and each address that comes of it is a key or none. */
#include "fuzz/fuzz.h"
#include "parse/mime/data_text.h"

static const char *const HEADS[] = {
    "From: Mail Delivery System <MAILER-DAEMON@mta.example>\nSubject: Undelivered\nContent-Type: application/json\n\n",
    "From: bounces@service.example\nSubject: bounce event\nContent-Type: text/xml\n\n",
    "From: MAILER-DAEMON@mta.example\nSubject: failure notice\n\n",
    "Return-Path: <>\nFrom: postmaster@mta.example\nSubject: Delivery failed\nContent-Type: text/html\n\n",
    "Return-Path: <>\nFrom: x@mta.example\nTo: bounce+ann=one.example@sender.example\nSubject: x\n\n",
};

static void check_data_text(const uint8_t *data, size_t size)
{
    g_autofree char *text = nx_fuzz_text(data, size), *lines = nx_data_text(text);
    if (!lines)
        return;
    g_assert_true(g_utf8_validate(lines, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const NxFuzzGround *ground = nx_fuzz_ground();
    if (size < 1)
        return 0;
    check_data_text(data + 1, size - 1);
    const char *head = HEADS[*data % G_N_ELEMENTS(HEADS)];
    g_autoptr(GByteArray) whole = g_byte_array_new();
    g_byte_array_append(whole, (const guint8 *)head, (guint)strlen(head));
    g_byte_array_append(whole, data + 1, (guint)(size - 1));
    g_autoptr(GBytes) bytes = g_bytes_new(whole->data, whole->len);
    NxEnvelope envelope = {.now = NX_FUZZ_NOW};
    NxReport *report = nx_reader_read(ground->reader, bytes, &envelope, NULL);
    for (guint i = 0; report && i < report->n_recipients; i++) {
        const NxRecipient *recipient = &report->recipients[i];
        g_autofree char *key = recipient->key ? nx_address_key(recipient->key, -1) : NULL;
        g_assert_cmpstr(key, ==, recipient->key);
        NxVerdict verdict;
        nx_judge_event(ground->judge, report, i, &verdict);
        nx_fuzz_check_safe(recipient->diagnostic);
    }
    nx_report_free(report);
    return 0;
}
