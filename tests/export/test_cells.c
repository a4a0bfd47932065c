/* Cells of tables, to the byte. */
#include "export/table.h"
#include <string.h>

static void a_cell_is_set_apart_and_an_empty_one_is_empty(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    static const NxTableStyle *const STYLES[] = {&NX_TABLE_TSV, &NX_TABLE_CSV};
    for (guint i = 0; i < G_N_ELEMENTS(STYLES); i++) {
        nx_table_write(out, STYLES[i], TRUE, "a@b.example", NX_TEXT_ADDRESS);
        nx_table_write(out, STYLES[i], FALSE, NULL, NX_TEXT_FREE);
        nx_table_write(out, STYLES[i], FALSE, "", NX_TEXT_ADDRESS);
        nx_table_write(out, STYLES[i], FALSE, "=1", NX_TEXT_FREE);
        nx_table_end(out, STYLES[i]);
    }
    g_assert_cmpstr(out->str, ==, "a@b.example\t\t\t'=1\n\"a@b.example\",,,\"'=1\"\r\n");
}

static void check_cell(char separator, const char *text, NxTextKind kind, const char *want)
{
    g_autoptr(GString) out = g_string_new(NULL);
    const NxTableStyle style = {.separator = separator};
    nx_table_write(out, &style, TRUE, text, kind);
    g_assert_cmpstr(out->str, ==, want);
}

/* An address is never guarded: what begins with an apostrophe is another one. */
static void what_is_no_address_is_text(void)
{
    check_cell(',', "=cmd|x@b.example", NX_TEXT_ADDRESS, "=cmd|x@b.example");
    check_cell(',', "=cmd|' /C calc'!A0", NX_TEXT_ADDRESS, "\"'=cmd|' /C calc'!A0\"");
    check_cell('\t', "=cmd|' /C calc'!A0", NX_TEXT_ADDRESS, "'=cmd|' /C calc'!A0");
    check_cell(',', "@SUM(A1)", NX_TEXT_ADDRESS, "\"'@SUM(A1)\"");
    check_cell(',', "@b.example", NX_TEXT_ADDRESS, "\"'@b.example\"");
    check_cell(',', "@b.example", NX_TEXT_EXACT, "@b.example");
    check_cell('\t', "+1@b.example", NX_TEXT_EXACT, "+1@b.example");
    check_cell(',', "\"a,b\"@b.example", NX_TEXT_EXACT, "\"\"\"a,b\"\"@b.example\"");
    check_cell('\t', "\"a,b\"@b.example", NX_TEXT_EXACT, "\"a,b\"@b.example");
    check_cell(';', "a;b", NX_TEXT_FREE, "\"a;b\"");
}

/* The rows of a table: "LINE:cell|cell;" ... */
static char *rows_of(gboolean csv, const char *bytes, gsize len)
{
    NxTableReader reader;
    g_autoptr(GString) rows = g_string_new(NULL);
    nx_table_reader_init(&reader, csv ? ',' : '\t', csv, bytes, len);
    for (GPtrArray *cells; (cells = nx_table_reader_next(&reader)); g_ptr_array_unref(cells)) {
        g_string_append_printf(rows, "%u:", reader.line);
        for (guint i = 0; i < cells->len; i++)
            g_string_append_printf(rows, "%s%s", i ? "|" : "", (const char *)cells->pdata[i]);
        g_string_append_c(rows, ';');
    }
    return g_strdup(rows->str);
}

static void a_row_is_cut_where_its_cells_end(void)
{
    static const struct {
        gboolean csv;
        const char *text, *rows;
    } CASES[] = {
        {TRUE, "", ""},
        {TRUE, "a", "1:a;"},
        {TRUE, "a,b\r\nc,d\n", "1:a|b;2:c|d;"},
        {TRUE, "a\tb", "1:a\tb;"},
        {FALSE, "a\tb,c\n", "1:a|b,c;"},
        {TRUE, "\n\r\n\na\n", "4:a;"},
        {TRUE, ",\n", "1:|;"},
        {TRUE, "a,\nb", "1:a|;2:b;"},
        {TRUE, "\"a,\"\"b\"\"\",c", "1:a,\"b\"|c;"},
        {TRUE, "\"a\nb\",c\nd\n", "1:a\nb|c;3:d;"},
        {TRUE, "\"a", "1:a;"},
        {TRUE, "\"a\"", "1:a;"},
        {TRUE, "x\"a\"", "1:x\"a\";"},
        {FALSE, "\"a\"\tb", "1:\"a\"|b;"},
        {TRUE,
         "\xEF\xBB\xBF"
         "a",
         "1:a;"},
        {TRUE, "\xEF\xBB\xBF", ""},
        {TRUE, "ab", "1:ab;"},
        {TRUE, "\"a\"b,c", "1:ab|c;"},
        {TRUE, "\"a\"\"b", "1:a\"b;"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *rows = rows_of(CASES[i].csv, CASES[i].text, strlen(CASES[i].text));
        g_assert_cmpstr(rows, ==, CASES[i].rows);
    }
}

static void an_open_quote_is_noticed(void)
{
    static const struct {
        const char *text;
        gboolean broken;
    } CASES[] = {
        {"\"a", TRUE},     {"\"a\"", FALSE},       {"\"a\nb\",c", FALSE},     {"\"a\nb\"\r\nc", FALSE},
        {"\"a\"b", FALSE}, {"\"a\n\"b\",c", TRUE}, {"\"a\n\"\"b\",c", FALSE}, {"a\"b", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxTableReader reader;
        nx_table_reader_init(&reader, ',', TRUE, CASES[i].text, strlen(CASES[i].text));
        g_autoptr(GPtrArray) cells = nx_table_reader_next(&reader);
        g_assert_nonnull(cells);
        g_assert_cmpint(reader.broken, ==, CASES[i].broken);
    }
}

static void a_separator_is_what_the_first_row_has_most_of(void)
{
    static const struct {
        const char *text;
        char separator;
    } CASES[] = {
        {"", '\0'},     {"a", '\0'},          {"a\nb;c", '\0'},      {"a,b", ','},
        {"a;b", ';'},   {"a\tb", '\t'},       {"a;b,c;d", ';'},      {"a,b;c,d", ','},
        {"a;b,c", ';'}, {"\"a;b;c\",d", ','}, {"\"a\nb;c\",d", ','}, {"a\tb;c", '\t'},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmpint(nx_table_separator(CASES[i].text, strlen(CASES[i].text)), ==, CASES[i].separator);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cells/a cell is set apart, and an empty one is empty",
                    a_cell_is_set_apart_and_an_empty_one_is_empty);
    g_test_add_func("/cells/what is no address is text", what_is_no_address_is_text);
    g_test_add_func("/cells/a row is cut where its cells end", a_row_is_cut_where_its_cells_end);
    g_test_add_func("/cells/an open quote is noticed", an_open_quote_is_noticed);
    g_test_add_func("/cells/a separator is what the first row has most of",
                    a_separator_is_what_the_first_row_has_most_of);
    return g_test_run();
}
