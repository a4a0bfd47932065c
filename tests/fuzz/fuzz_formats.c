/* Any bytes as the file of formats; what is taken in is used. */
#include "export/format.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    nx_fuzz_ground();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) formats = nx_format_table_read(bytes, "fuzz", problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (char **line = lines; *line; line++)
        g_assert_true(g_utf8_validate(*line, -1, NULL));
    nx_problems_free(problems);
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    NxRecord one = {.key = (char *)"ann@xn--bcher-kva.example", .spelling = (char *)"\"a b\"@b\u00fccher.example"};
    g_ptr_array_add(records, &one);
    for (guint i = 0; i < formats->len; i++) {
        const NxFormat *format = formats->pdata[i];
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GPtrArray) held =
            format->columns ? nx_export_write(format, records, &(NxExportStyle){.removal = i % 2}, out, NULL) : NULL;
        g_assert_true(!held || held->len <= records->len);
        g_autoptr(GBytes) list = g_bytes_new(data, size);
        g_autoptr(GPtrArray) imported = format->reads ? nx_import_read(format, list, "fuzz", NULL) : NULL;
        for (guint k = 0; imported && k < imported->len; k++)
            g_assert_nonnull(((const NxImported *)imported->pdata[k])->key);
    }
    return 0;
}
