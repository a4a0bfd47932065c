/* Any bytes as a list in each format that is imported, and what that seems to be: who is in it has a key that is that
 * of the spelling. */
#include "fuzz/fuzz.h"

static void check_one(const NxImported *imported)
{
    g_assert_nonnull(imported->key);
    const char *spelling = imported->spelling;
    gboolean is_domain = *imported->key == '@'; /* all of a domain */
    g_autofree char *key = is_domain ? nx_domain_key(spelling + 1, -1) : nx_address_key(spelling, -1);
    g_assert_cmpstr(key, ==, imported->key + is_domain);
    g_assert_true(g_utf8_validate(imported->spelling, -1, NULL));
    const char *const texts[] = {imported->diagnostic, imported->note, imported->cause, imported->file,
                                 imported->scope};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_true(!texts[i] || g_utf8_validate(texts[i], -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_assert_true(nx_format_can_read(nx_format_guess(bytes)));
    for (const NxFormat *const *format = nx_formats(); *format; format++) {
        if (!nx_format_can_read(*format))
            continue;
        NxProblems *problems = nx_problems_new();
        g_autoptr(GPtrArray) imported = nx_import_read(*format, bytes, "list", problems);
        for (guint i = 0; i < imported->len; i++)
            check_one(imported->pdata[i]);
        nx_fuzz_check_problems(problems);
        nx_problems_free(problems);
    }
    return 0;
}
