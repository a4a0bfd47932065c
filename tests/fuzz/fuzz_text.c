/* Any bytes as text, address, status, time, data file, limit. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = nx_text_from_utf8((const char *)data, (gssize)size);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_autofree char *ascii = nx_safe_screen(text, -1, NX_SAFE_ASCII, 0);
    g_assert_true(g_str_is_ascii(ascii));
    guint cells = nx_cells(safe, -1);
    g_autofree char *cut = nx_cut(safe, cells / 2, 3, FALSE);
    g_assert_cmpuint(nx_cells(cut, -1), <=, cells / 2);

    g_autofree char *key = nx_address_key(text, -1);
    if (key) {
        g_autofree char *again = nx_address_key(key, -1);
        g_assert_cmpstr(key, ==, again);
    }
    g_autofree char *canonical = nx_canonical_text(text, NULL);
    g_assert_true(g_utf8_validate(canonical, -1, NULL));
    NxStatus status;
    gsize at, width;
    if (nx_status_find(text, -1, &status, &at, &width))
        g_assert_cmpuint(at + width, <=, strlen(text));
    NxTime time;
    nx_time_parse(text, &time);
    nx_duration_parse(text, &time);

    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    NxDataReader *reader = nx_data_reader_new(bytes, "fuzz", NULL);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line))
        g_assert_nonnull(line.section);
    nx_data_reader_free(reader);

    guint column;
    NxQuery *query = nx_query_parse(text, &column, NULL);
    nx_query_free(query);

    NxReport *report = nx_reader_read_line(nx_fuzz_ground()->reader, text);
    NxVerdict verdict;
    nx_judge_event(nx_fuzz_ground()->judge, report, 0, &verdict);
    nx_report_free(report);
    return 0;
}
