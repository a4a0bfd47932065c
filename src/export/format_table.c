/* Records as CSV and as tab-separated values, with a line of column names. */
#include "export/format.h"
#include "export/import_headings.h"
#include "export/record.h"
#include "export/table.h"
#include <nixie/text.h>

static void write_table(NxWriting *writing, gboolean csv)
{
    const NxRecordColumn *columns = nx_record_columns();
    for (guint c = 0; columns[c].name; c++)
        nx_table_write(writing->out, csv, c == 0, columns[c].name, FALSE);
    nx_table_end(writing->out, csv);
    for (guint i = 0; i < writing->records->len; i++) {
        for (guint c = 0; columns[c].name; c++) {
            g_autofree char *cell = columns[c].text(writing->records->pdata[i]);
            nx_table_write(writing->out, csv, c == 0, cell, columns[c].type == NX_CELL_ADDRESS);
        }
        nx_table_end(writing->out, csv);
    }
}

static void write_csv(NxWriting *writing)
{
    write_table(writing, TRUE);
}

static void write_tsv(NxWriting *writing)
{
    write_table(writing, FALSE);
}

typedef struct {
    GPtrArray *names; /* of our columns; NULL: no line of names, the first column is the address */
    GPtrArray *cells;
    gboolean csv;
} Line;

static const char *cell_named(gpointer row, const char *column)
{
    const Line *line = row;
    if (!line->names)
        return g_str_equal(column, "address") ? line->cells->pdata[0] : NULL;
    for (guint i = 0; i < MIN(line->names->len, line->cells->len); i++) {
        const char *cell = line->cells->pdata[i];
        if (!g_str_equal(line->names->pdata[i], column))
            continue;
        /* The apostrophe that guards a cell against being taken for a formula is not part of it. */
        gboolean guarded = line->csv && cell[0] == '\'' && cell[1] && strchr("=+-@", cell[1]);
        return cell + guarded;
    }
    return NULL;
}

/* Our columns by the names that a line gives to them; NULL if none of them is one for addresses. Caller unrefs. */
static GPtrArray *column_names(const GPtrArray *cells)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    gboolean found = FALSE;
    for (guint i = 0; i < cells->len; i++) {
        char *name = nx_heading_column(cells->pdata[i]);
        g_ptr_array_add(names, name);
        found = found || g_str_equal(name, "address");
    }
    if (!found)
        g_clear_pointer(&names, g_ptr_array_unref);
    return names;
}

static void read_table(NxReading *reading, gboolean csv)
{
    NxTableReader reader;
    char found = csv ? nx_table_separator(reading->bytes, reading->len) : '\t';
    nx_table_reader_init(&reader, found ? found : ',', csv, reading->bytes, reading->len);
    Line line = {.csv = csv};
    for (gboolean first = TRUE; (line.cells = nx_table_reader_next(&reader)); first = FALSE) {
        g_autoptr(GPtrArray) cells = line.cells;
        if (reader.broken) {
            nx_reading_complain(reading, reader.line, N_("a quote is not closed where it should be"), "");
            break;
        }
        if (!first || !(line.names = column_names(cells)))
            nx_reading_take(reading, reader.line, cell_named, &line);
    }
    g_clear_pointer(&line.names, g_ptr_array_unref);
}

static void read_csv(NxReading *reading)
{
    read_table(reading, TRUE);
}

static void read_tsv(NxReading *reading)
{
    read_table(reading, FALSE);
}

const NxFormat NX_FORMAT_CSV = {
    .name = "csv",
    .help = N_("comma-separated values (RFC 4180) below a line of column names"),
    .extension = "csv",
    .has_columns = TRUE,
    .write = write_csv,
    .read = read_csv,
};

const NxFormat NX_FORMAT_TSV = {
    .name = "tsv",
    .help = N_("tab-separated values below a line of column names"),
    .extension = "tsv",
    .has_columns = TRUE,
    .write = write_tsv,
    .read = read_tsv,
};
