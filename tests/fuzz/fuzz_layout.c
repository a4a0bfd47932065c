/* Any bytes as a layout file: refused by file and line, or a layout whose patterns are tried on a notice. */
#include "fuzz/fuzz.h"
#include "parse/layout/extract.h"
#include "parse/layout/layout_file.h"

static const char NOTICE[] = "Hi. This is the qmail-send program at mta.example.\n"
                             "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
                             "<ann@one.example>:\n192.0.2.1 does not like recipient.\n"
                             "Remote host said: 550 5.1.1 user unknown\n    Giving up on 192.0.2.1.\n\n"
                             "--- Below this line is a copy of the message.\n\nSubject: x\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A block of its own exact size: reading behind it is seen. */
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) disabled = g_ptr_array_new_with_free_func(g_free);
    NxLayout *layout = nx_layout_new(bytes, "fuzz.layout", disabled, problems);
    if (layout) {
        NxMatch *match = nx_match_new();
        g_autoptr(GPtrArray) extracts = nx_extracts_new(layout, NOTICE, strlen(NOTICE), match);
        for (guint i = 0; i < extracts->len; i++)
            g_assert_nonnull(extracts->pdata[i]);
        nx_match_free(match);
        nx_layout_free(layout);
    }
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    return 0;
}
