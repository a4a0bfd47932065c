/* Cells of tables, written safely and read leniently. */
#include "export/table.h"
#include <nixie/text.h>

void nx_table_write(GString *out, gboolean csv, gboolean first, const char *text, gboolean is_address)
{
    if (!first)
        g_string_append_c(out, csv ? ',' : '\t');
    if (!text || !*text)
        return;
    g_autofree char *cell = csv ? nx_safe_csv(text, !is_address) : nx_safe_screen(text, -1, NX_SAFE_NONE, G_MAXSIZE);
    g_string_append(out, cell);
}

void nx_table_end(GString *out, gboolean csv)
{
    g_string_append(out, csv ? "\r\n" : "\n");
}

void nx_table_reader_init(NxTableReader *reader, gboolean csv, const char *bytes, gsize len)
{
    *reader = (NxTableReader){bytes, bytes + len, 0, 1, csv};
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        reader->at += 3;
}

/* A quoted cell, from behind its opening quote; line ends stand for themselves in it. */
static void read_quoted(NxTableReader *reader, GString *cell)
{
    while (reader->at < reader->end) {
        char c = *reader->at++;
        if (c == '"') {
            if (reader->at == reader->end || *reader->at != '"')
                return;
            reader->at++;
        }
        reader->next_line += c == '\n';
        g_string_append_c(cell, c);
    }
}

/* One cell; TRUE if another follows in its row. */
static gboolean read_cell(NxTableReader *reader, GPtrArray *cells)
{
    char separator = reader->csv ? ',' : '\t';
    g_autoptr(GString) cell = g_string_new(NULL);
    if (reader->csv && reader->at < reader->end && *reader->at == '"') {
        reader->at++;
        read_quoted(reader, cell);
    }
    while (reader->at < reader->end && *reader->at != separator && *reader->at != '\n')
        g_string_append_c(cell, *reader->at++);
    if (cell->len && cell->str[cell->len - 1] == '\r')
        g_string_truncate(cell, cell->len - 1);
    g_ptr_array_add(cells, nx_text_from_utf8(cell->str, (gssize)cell->len));
    gboolean more = reader->at < reader->end && *reader->at == separator;
    if (reader->at < reader->end)
        reader->next_line += *reader->at++ == '\n';
    return more;
}

GPtrArray *nx_table_reader_next(NxTableReader *reader)
{
    while (reader->at < reader->end) {
        GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
        reader->line = reader->next_line;
        while (read_cell(reader, cells))
            ;
        if (cells->len > 1 || *(const char *)cells->pdata[0])
            return cells;
        g_ptr_array_unref(cells);
    }
    return NULL;
}
