/* What one asks of a part list; knows nothing of who filled it. */
#include "parse/mime/parts.h"
#include "parse/bounds.h"
#include "parse/mime/charset.h"
#include "parse/mime/header_text.h"
#include <gmime/gmime.h>

/* Cuts what the span has behind `behind`, where it reaches to the `end` of the message. */
static void trim(NxExtent *span, gsize behind, gsize end)
{
    if (span->buffer == 0 && span->at + span->len == end)
        span->len = behind > span->at ? behind - span->at : 0;
}

void nx_part_list_drop_half_line(NxPartList *list)
{
    gsize end, behind;
    const char *bytes = g_bytes_get_data(g_ptr_array_index(list->buffers, 0), &end);
    const NxPart *top = nx_part_list_get(list, 0);
    gboolean is_text = list->parts->len == 1 && !top->broken && top->headers.at + top->headers.len < end;
    for (behind = end; behind > 0 && bytes[behind - 1] != '\n';)
        behind--;
    if (behind == end || is_text) /* the text of many a saved message ends without a line end */
        return;
    for (guint i = 0; i < list->parts->len; i++) {
        NxPart *part = &g_array_index(list->parts, NxPart, i);
        const NxHeader *last =
            part->n_headers ? &g_array_index(list->headers, NxHeader, part->first_header + part->n_headers - 1) : NULL;
        if (last && last->value.buffer == 0 && last->value.at + last->value.len == end)
            part->n_headers--;
        trim(&part->headers, behind, end);
        trim(&part->body, behind, end);
    }
}

guint nx_part_list_count(const NxPartList *list)
{
    return list->parts->len;
}

const NxPart *nx_part_list_get(const NxPartList *list, guint part)
{
    g_assert(part < list->parts->len);
    return &g_array_index(list->parts, NxPart, part);
}

NxBytes nx_part_list_bytes(const NxPartList *list, NxExtent span)
{
    gsize len;
    const char *at = g_bytes_get_data(g_ptr_array_index(list->buffers, span.buffer), &len);
    g_assert(span.at <= len && span.len <= len - span.at);
    return (NxBytes){at ? at + span.at : "", span.len};
}

static const NxHeader *find_header(const NxPartList *list, const NxPart *part, const char *name, guint nth)
{
    for (guint i = 0; i < part->n_headers; i++) {
        const NxHeader *header = &g_array_index(list->headers, NxHeader, part->first_header + i);
        if (g_ascii_strcasecmp(header->name, name) == 0 && nth-- == 0)
            return header;
    }
    return NULL;
}

char *nx_part_header(const NxPartList *list, const NxPart *part, const char *name, guint nth)
{
    const NxHeader *header = find_header(list, part, name, nth);
    return header ? nx_header_text(nx_part_list_bytes(list, header->value)) : NULL;
}

const char *nx_part_param(const NxPartList *list, const NxPart *part, const char *name)
{
    for (guint i = 0; i < part->n_params; i++) {
        const NxParam *param = &g_array_index(list->params, NxParam, part->first_param + i);
        if (strcmp(param->name, name) == 0)
            return param->value;
    }
    return NULL;
}

gboolean nx_part_is(const NxPart *part, const char *type)
{
    return strcmp(part->type, type) == 0;
}

gboolean nx_part_is_status(const NxPart *part)
{
    static const char *const TYPES[] = {"message/delivery-status", "message/global-delivery-status",
                                        "message/xdelivery-status", "message/x-delivery-status", NULL};
    return g_strv_contains(TYPES, part->type);
}

gboolean nx_part_is_inner(const NxPartList *list, guint part)
{
    for (guint at = part; at != NX_NO_PART; at = nx_part_list_get(list, at)->parent)
        if (nx_part_list_get(list, at)->message && at != 0)
            return TRUE;
    return FALSE;
}

static GMimeContentEncoding gmime_encoding(NxEncoding encoding)
{
    switch (encoding) {
    case NX_ENCODING_BASE64: return GMIME_CONTENT_ENCODING_BASE64;
    case NX_ENCODING_QP: return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
    case NX_ENCODING_UUENCODE: return GMIME_CONTENT_ENCODING_UUENCODE;
    case NX_ENCODING_NONE: break;
    }
    return GMIME_CONTENT_ENCODING_BINARY;
}

GBytes *nx_part_decode(const NxPartList *list, const NxPart *part)
{
    NxExtent span = part->body;
    if (part->encoding == NX_ENCODING_NONE) {
        span.len = MIN(span.len, NX_MAX_BODY);
        return g_bytes_new_from_bytes(g_ptr_array_index(list->buffers, span.buffer), span.at, span.len);
    }
    NxBytes bytes = nx_part_list_bytes(list, span);
    bytes.len = MIN(bytes.len, NX_MAX_BODY);
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, gmime_encoding(part->encoding));
    char *out = g_malloc(g_mime_encoding_outlen(&state, bytes.len) + 4);
    gsize n = g_mime_encoding_flush(&state, bytes.at, bytes.len, out);
    return g_bytes_new_take(out, n);
}

char *nx_part_text(const NxPartList *list, const NxPart *part)
{
    g_autoptr(GBytes) bytes = nx_part_decode(list, part);
    gsize len;
    const char *at = g_bytes_get_data(bytes, &len);
    return nx_charset_text(part->charset, (NxBytes){at, len});
}
