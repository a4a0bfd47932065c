/* One address per line; a '#' begins a comment line. */
#include "base/line.h"
#include "export/format.h"
#include <nixie/text.h>

static void write_text(NxWriting *writing)
{
    for (guint i = 0; i < writing->records->len; i++) {
        const NxRecord *record = writing->records->pdata[i];
        g_autofree char *address = nx_safe_map(record->spelling);
        if (address)
            g_string_append_printf(writing->out, "%s\n", address);
        else
            nx_writing_leave(writing, record, N_("this address cannot stand in a list of one address per line"));
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

const NxFormat NX_FORMAT_TEXT_LIST = {"text", write_text, read_text};
