/* The raw view: headers, the delivery-status part, or all of a message, as text. */
#include "parse/bounds.h"
#include "parse/fields/dsn.h"
#include "parse/mime/charset.h"
#include <nixie/report.h>

static char *span_text(const NxPartList *list, NxExtent span)
{
    NxBytes bytes = nx_part_list_bytes(list, span);
    bytes.len = MIN(bytes.len, NX_MAX_RAW_VIEW);
    return nx_charset_text(NULL, bytes);
}

char *nx_reader_raw(G_GNUC_UNUSED const NxReader *reader, GBytes *message, NxRawPart part)
{
    NxPartList *list = nx_part_list_new(message);
    const NxPart *top = nx_part_list_get(list, 0);
    guint found;
    char *text = NULL;
    switch (part) {
    case NX_RAW_HEADERS: text = span_text(list, top->headers); break;
    case NX_RAW_STATUS: text = nx_dsn_text(list, TRUE, &found); break;
    case NX_RAW_ALL:
        text = span_text(list, (NxExtent){0, 0, g_bytes_get_size(g_ptr_array_index(list->buffers, 0))});
        break;
    }
    nx_part_list_free(list);
    return text ? text : g_strdup("");
}
