/* Any bytes as what is remembered of a session, as saved limits and as the prompts' history: read back without harm. */
#include "fuzz/fuzz.h"
#include "tui/prompt/prompt.h"
#include "tui/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *session = nx_fuzz_file("session", data, size), *limits = nx_fuzz_file("limits", data, size),
                    *history = nx_fuzz_file("history", data, size);
    g_assert_nonnull(limits);
    const NxTuiStart start = {.library = nx_fuzz_ground()->library, .session_path = session};
    g_auto(GStrv) paths = nx_session_mailboxes(&start);
    for (guint i = 0; paths && paths[i]; i++)
        g_assert_true(g_utf8_validate(paths[i], -1, NULL));
    g_autoptr(GHashTable) saved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    nx_session_read_limits(&start, saved);
    GHashTableIter iter;
    gpointer name, query;
    g_hash_table_iter_init(&iter, saved);
    while (g_hash_table_iter_next(&iter, &name, &query))
        nx_query_free(nx_query_parse(query, NULL, NULL));
    g_assert_true(nx_session_write_limit(&start, "mine", "is:undecided", NULL));
    NxHistory *lines = nx_history_new(history);
    for (guint back = 1; back < 50; back++) {
        const char *line = nx_history_get(lines, "limit", back);
        g_assert_true(!line || g_utf8_validate(line, -1, NULL));
    }
    nx_history_add(lines, "limit", "is:undecided");
    nx_history_free(lines);
    return 0;
}
