/* Lists of cells, below a line of names or without one. */
#include "export/reading.h"
#include "export/table.h"
#include <nixie/text.h>
#include <string.h>

typedef struct {
    GPtrArray *names;   /* of theirs, in lower case; NULL: none */
    GPtrArray *columns; /* of ours, by place; NULL: no line of names, the first is the address */
    GPtrArray *cells;
    gboolean guarded; /* addresses are guarded against formulas, too */
} Line;

static const char *cell_at(const Line *line, const GPtrArray *names, const char *name)
{
    const char *found = NULL;
    for (guint i = 0; i < MIN(names->len, line->cells->len); i++)
        if (g_str_equal(names->pdata[i], name)) {
            found = line->cells->pdata[i];
            if (*found)
                break;
        }
    return found;
}

static const char *cell_of_column(gpointer row, const char *column)
{
    const Line *line = row;
    gboolean address = g_str_equal(column, NX_FIELD_ADDRESS);
    if (!line->columns)
        return address ? line->cells->pdata[0] : NULL;
    const char *cell = cell_at(line, line->columns, column);
    return cell && (!address || line->guarded) ? nx_safe_unguarded(cell) : cell;
}

static const char *cell_named(gpointer row, const char *name)
{
    const Line *line = row;
    return line->names ? cell_at(line, line->names, name) : NULL;
}

/* Takes a first row as names, if one of them is one for addresses. */
static gboolean take_names(Line *line, const NxFormat *format)
{
    gboolean found = FALSE;
    line->names = g_ptr_array_new_with_free_func(g_free);
    line->columns = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < line->cells->len; i++) {
        char *name = g_strstrip(g_ascii_strdown(line->cells->pdata[i], -1)), *column = nx_reading_column(format, name);
        line->guarded |= g_str_equal(name, NX_GUARDED_ADDRESS);
        found |= g_str_equal(column, NX_FIELD_ADDRESS);
        g_ptr_array_add(line->names, name);
        g_ptr_array_add(line->columns, column);
    }
    if (!found) {
        g_clear_pointer(&line->names, g_ptr_array_unref);
        g_clear_pointer(&line->columns, g_ptr_array_unref);
    }
    return found;
}

/* A table that is written without names has its columns by place. */
static void take_places(Line *line, const NxFormat *format)
{
    if (!format->headless)
        return;
    line->columns = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < format->columns->len; i++) {
        const NxPiece *field = nx_template_only_field(((const NxFormatColumn *)format->columns->pdata[i])->text);
        g_ptr_array_add(line->columns, g_strdup(field ? field->word : ""));
    }
}

void nx_read_table(NxReading *reading)
{
    NxTableReader reader;
    gboolean quoted = reading->format->separator != '\t';
    char found = quoted ? nx_table_separator(reading->bytes, reading->len) : '\t';
    nx_table_reader_init(&reader, found ? found : ',', quoted, reading->bytes, reading->len);
    Line line = {.names = NULL};
    for (gboolean first = TRUE; (line.cells = nx_table_reader_next(&reader)); first = FALSE) {
        G_GNUC_UNUSED g_autoptr(GPtrArray) cells = line.cells;
        if (reader.broken) {
            nx_reading_complain(reading, reader.line, N_("a quote is not closed where it should be"), "");
            break;
        }
        if (first && take_names(&line, reading->format))
            continue;
        if (first)
            take_places(&line, reading->format);
        nx_reading_take(reading, reader.line, &(NxListRow){cell_of_column, cell_named, &line});
    }
    g_clear_pointer(&line.names, g_ptr_array_unref);
    g_clear_pointer(&line.columns, g_ptr_array_unref);
}
