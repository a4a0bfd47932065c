/* One address per line; a '#' begins a comment line. */
#include "base/line.h"
#include "export/format.h"
#include <nixie/text.h>

/* The line of a record, NULL if it cannot stand on one. A domain has one that no address can have. */
static char *line_of(const NxRecord *record)
{
    return record->key && *record->key == '@' ? g_strdup(record->key) : nx_safe_map(record->spelling);
}

static const char *refuses_text(const NxRecord *record)
{
    g_autofree char *line = line_of(record);
    return line ? NULL : N_("this address cannot stand in a list of one address per line");
}

static void write_text(NxWriting *writing)
{
    for (guint i = 0; i < writing->records->len; i++) {
        g_autofree char *line = line_of(writing->records->pdata[i]);
        g_string_append_printf(writing->out, "%s\n", line);
    }
}

static const char *only_address(gpointer row, const char *column)
{
    return g_str_equal(column, "address") ? row : NULL;
}

static void read_text(NxReading *reading)
{
    NxBytes rest = {reading->bytes, reading->len}, line;
    for (guint number = 1; nx_line_next(&rest, &line); number++) {
        g_autofree char *text = g_strstrip(nx_text_from_utf8(line.at, (gssize)line.len));
        if (*text && *text != '#')
            nx_reading_take(reading, number, only_address, text);
    }
}

const NxFormat NX_FORMAT_TEXT = {
    .name = "text",
    .help = N_("one address on a line, and nothing said of it"),
    .extension = "txt",
    .refuses = refuses_text,
    .write = write_text,
    .read = read_text,
};
