/* Any bytes as a list of recipients, in each shape that may be asked for: its rows are its bytes, each of them once,
 * and a recipient has a key. */
#include "fuzz/fuzz.h"
#include <nixie/recipients.h>

static void check_list(const NxRecipientsShape *shape, const char *bytes, gsize len)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(NxRecipients) list = nx_recipients_new(shape, bytes, len, &error);
    if (!list) {
        g_assert_nonnull(error);
        return;
    }
    NxRow row;
    const char *at = bytes;
    guint line = 0;
    while (nx_recipients_next(list, &row, &error)) {
        g_assert_true(row.at == at && row.len > 0 && row.at + row.len <= bytes + len);
        g_assert_cmpuint(row.line, >=, line); /* a byte order mark is a row of its own on the first line */
        line = row.line;
        at = row.at + row.len;
        if (row.kind != NX_ROW_RECIPIENT)
            continue;
        g_autofree char *key = nx_address_key(row.key, -1);
        g_assert_cmpstr(key, ==, row.key);
    }
    if (!error)
        g_assert_true(at == bytes + len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const NxRecipientsShape SHAPES[] = {
        {NULL, FALSE}, {"2", FALSE}, {"email", FALSE}, {NULL, TRUE}, {"1", TRUE}};
    g_autofree char *exact = g_memdup2(data, size);
    for (guint i = 0; i < G_N_ELEMENTS(SHAPES); i++)
        check_list(&SHAPES[i], exact ? exact : "", size);
    return 0;
}
