/* One address per line; a '#' begins a comment line. */
#include "base/line.h"
#include "export/format.h"
#include <nixie/text.h>

static const char *refuses_text(const NxRecord *record)
{
    g_autofree char *address = nx_safe_map(record->spelling);
    return address ? NULL : N_("this address cannot stand in a list of one address per line");
}

static void write_text(NxWriting *writing)
{
    for (guint i = 0; i < writing->records->len; i++) {
        g_autofree char *address = nx_safe_map(((const NxRecord *)writing->records->pdata[i])->spelling);
        g_string_append_printf(writing->out, "%s\n", address);
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
