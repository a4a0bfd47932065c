/* One address per line; a '#' begins a comment line. */
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
    const char *at = reading->bytes, *end = at + reading->len;
    for (guint line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (gsize)(end - at));
        gsize len = (gsize)((stop ? stop : end) - at);
        g_autofree char *text = g_strstrip(nx_text_from_utf8(at, (gssize)len));
        if (*text && *text != '#')
            nx_reading_take(reading, line, only_address, text);
        at = stop ? stop + 1 : end;
    }
}

const NxFormat NX_FORMAT_TEXT_LIST = {"text", write_text, read_text};
