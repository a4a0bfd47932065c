/* Any lines as addresses with a diagnostic: what a format writes it reads as the very same addresses, nobody else's,
 * and where it is our own no fewer; nothing that a terminal would obey stands in it. */
#include "fuzz/fuzz.h"

enum { MOST = 64 };

static NxRecord *new_record(const char *line, guint n)
{
    g_auto(GStrv) parts = g_strsplit(line, "\t", 2);
    char *key = parts[0] ? nx_address_key(parts[0], -1) : NULL;
    if (!key)
        return NULL;
    NxRecord *record = g_new0(NxRecord, 1);
    record->key = key;
    record->spelling = g_strdup(parts[0]);
    record->diagnostic = g_strdup(parts[1]);
    record->note = g_strdup(parts[1]);
    record->decision = (NxDecision)(NX_DECISION_SUPPRESS + n % 2);
    record->not_before = NX_FUZZ_NOW;
    record->first_seen = record->last_seen = NX_FUZZ_NOW;
    return record;
}

static GPtrArray *records_of(const char *text)
{
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_auto(GStrv) lines = g_strsplit(text, "\n", MOST);
    for (guint i = 0; lines[i]; i++) {
        NxRecord *record = new_record(lines[i], i);
        if (record && g_hash_table_add(known, record->key))
            g_ptr_array_add(records, record);
        else
            nx_record_free(record);
    }
    return records;
}

static void check_bytes(const GString *out)
{
    g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
    for (gsize i = 0; i < out->len; i++)
        g_assert_true((guchar)out->str[i] >= 0x20 || strchr("\t\r\n", out->str[i]));
}

/* Lists for managers have a key in lower case of all alphabets. */
static void add_key(GHashTable *keys, const char *key)
{
    g_autofree char *low = g_utf8_strdown(key, -1);
    char *low_key = nx_address_key(low, -1);
    g_hash_table_add(keys, g_strdup(key));
    if (low_key)
        g_hash_table_add(keys, low_key);
}

static void read_back(const NxFormat *format, const GString *out, const GPtrArray *written)
{
    g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < written->len; i++)
        add_key(keys, ((const NxRecord *)written->pdata[i])->key);
    g_autoptr(GBytes) bytes = g_bytes_new(out->str, out->len);
    NxProblems *bad = nx_problems_new();
    g_autoptr(GPtrArray) imported = nx_import_read(format, bytes, "list", bad);
    for (guint i = 0; i < imported->len; i++)
        g_assert_true(g_hash_table_contains(keys, ((const NxImported *)imported->pdata[i])->key));
    if (nx_format_says_scope(format)) {
        g_assert_cmpuint(nx_problems_count(bad), ==, 0);
        g_assert_cmpuint(imported->len, ==, written->len);
    }
    nx_fuzz_check_problems(bad);
    nx_problems_free(bad);
}

static void go_round(const NxFormat *format, const GPtrArray *records, const NxExportStyle *style)
{
    g_autoptr(GString) out = g_string_new(NULL);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) written = nx_export_write(format, records, style, out, problems);
    check_bytes(out);
    g_assert_true(!style->ascii || g_str_is_ascii(out->str));
    /* Whoever is left out is named. */
    g_assert_cmpuint(nx_problems_count(problems), >=, records->len - written->len);
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    if (nx_format_can_read(format))
        read_back(format, out, written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = nx_fuzz_text(data, size);
    g_autoptr(GPtrArray) records = records_of(text);
    NxExportStyle style = {.ascii = size % 4 == 1, .removal = size % 4 == 2};
    for (const NxFormat *const *format = nx_formats(); *format; format++) {
        style.for_spreadsheet = size % 4 == 3 && nx_format_is_sheet(*format);
        if (nx_format_can_write(*format))
            go_round(*format, records, &style);
    }
    return 0;
}
