/* What both ways to fill a part list share: headers are cut from the bytes themselves. */
#include "parse/mime/part_fill.h"
#include "base/line.h"
#include "parse/bounds.h"
#include <string.h>

void nx_part_fill_init(NxPartFill *fill, NxPartList *list, guint buffer)
{
    *fill = (NxPartFill){.list = list, .buffer = buffer};
    fill->bytes.at = g_bytes_get_data(g_ptr_array_index(list->buffers, buffer), &fill->bytes.len);
}

NxPart *nx_part_fill_at(NxPartFill *fill, guint part)
{
    return &g_array_index(fill->list->parts, NxPart, part);
}

const char *nx_part_fill_keep(NxPartList *list, const char *text)
{
    return text ? g_string_chunk_insert(list->strings, text) : NULL;
}

void nx_part_fill_header(NxPartFill *fill, NxBytes name, gsize value_at, gsize value_len)
{
    NxHeader header = {g_string_chunk_insert_len(fill->list->strings, name.at, (gssize)name.len),
                       {fill->buffer, value_at, value_len}};
    g_array_append_val(fill->list->headers, header);
}

static gboolean field_name_length(const char *line, gsize len, gsize *name)
{
    gsize n = 0;
    while (n < len && line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
        n++;
    *name = n;
    while (n < len && (line[n] == ' ' || line[n] == '\t')) /* "Subject : x" is seen */
        n++;
    return *name > 0 && n < len && line[n] == ':';
}

gsize nx_part_fill_headers(NxPartFill *fill, NxPart *part, gsize begin)
{
    NxBytes bytes = fill->bytes;
    GArray *headers = fill->list->headers;
    gsize at = begin, end = begin;
    gboolean open = FALSE; /* the last field goes on in folded lines */
    part->first_header = headers->len;
    while (at < bytes.len && bytes.at[at] != '\n') {
        end = nx_line_end(bytes.at, bytes.len, at);
        gsize name, colon;
        if (bytes.at[at] == ' ' || bytes.at[at] == '\t') {
            if (open) {
                NxHeader *last = &g_array_index(headers, NxHeader, headers->len - 1);
                last->value.len = end - last->value.at;
            }
        } else if ((open = field_name_length(bytes.at + at, end - at, &name)) &&
                   headers->len - part->first_header < NX_MAX_HEADER_RUN) { /* bounded before: nothing is cut here */
            const char *mark = memchr(bytes.at + at + name, ':', end - at - name); /* field_name_length saw it */
            colon = mark ? (gsize)(mark - bytes.at) + 1 : end;
            nx_part_fill_header(fill, (NxBytes){bytes.at + at, name}, colon, end - colon);
        } else {
            open = FALSE;
        }
        at = MIN(end + 1, bytes.len);
    }
    part->n_headers = headers->len - part->first_header;
    part->headers = (NxExtent){fill->buffer, begin, end - begin};
    return MIN(at + 1, bytes.len);
}

gsize nx_part_fill_boundary(NxBytes bytes, const char *boundary, gsize from)
{
    if (!boundary)
        return bytes.len;
    g_autofree char *line = g_strconcat("--", boundary, NULL);
    gsize len = strlen(line);
    const char *at = bytes.at + from, *end = bytes.at + bytes.len;
    while (at < end && (at = memmem(at, (gsize)(end - at), line, len)) != NULL) {
        if (at == bytes.at || at[-1] == '\n')
            return (gsize)(at - bytes.at);
        at += len;
    }
    return bytes.len;
}
