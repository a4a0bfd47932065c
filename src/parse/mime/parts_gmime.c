/* GMime fills the part list. GMime objects live in one context (Walk) and die with it; what it says about structure is
 * kept, headers are cut from the bytes themselves: GMime's own end at a NUL and lose what they cannot decode. */
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/mime/charset.h"
#include "parse/mime/message_bytes.h"
#include "parse/mime/part_fill.h"
#include <gmime/gmime.h>

typedef NxPartFill Walk;

static void walk_object(Walk *walk, GMimeObject *object, guint parent, guint depth, gsize begin, gboolean message);

/* ---- Parts ------------------------------------------------------------------------------------------------------- */

static void read_params(NxPartList *list, NxPart *part, GMimeContentType *type)
{
    GMimeParamList *params = g_mime_content_type_get_parameters(type);
    int n = MIN(g_mime_param_list_length(params), (int)NX_MAX_PARAMS);
    part->first_param = list->params->len;
    for (int i = 0; i < n; i++) {
        GMimeParam *from = g_mime_param_list_get_parameter_at(params, i);
        g_autofree char *name = g_ascii_strdown(g_mime_param_get_name(from), -1);
        const char *raw = g_mime_param_get_value(from);
        g_autofree char *value = nx_text_from_utf8(raw ? raw : "", -1);
        NxParam param = {nx_part_fill_keep(list, name), nx_part_fill_keep(list, value)};
        g_array_append_val(list->params, param);
    }
    part->n_params = list->params->len - part->first_param;
}

static NxEncoding encoding_of(GMimeObject *object)
{
    if (!GMIME_IS_PART(object))
        return NX_ENCODING_NONE;
    switch (g_mime_part_get_content_encoding(GMIME_PART(object))) {
    case GMIME_CONTENT_ENCODING_BASE64: return NX_ENCODING_BASE64;
    case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE: return NX_ENCODING_QP;
    case GMIME_CONTENT_ENCODING_UUENCODE: return NX_ENCODING_UUENCODE;
    default: return NX_ENCODING_NONE;
    }
}

/* Appends the part; its body is not known yet but for where it begins. */
static guint add_part(Walk *walk, GMimeObject *object, guint parent, guint depth, gsize begin, gboolean message)
{
    NxPartList *list = walk->list;
    NxPart part = {.depth = depth, .parent = parent, .message = message, .encoding = encoding_of(object)};
    gsize body = nx_part_fill_headers(walk, &part, begin);
    GMimeContentType *type = object ? g_mime_object_get_content_type(object) : NULL;
    g_autofree char *name = type ? g_mime_content_type_get_mime_type(type) : NULL;
    g_autofree char *lower = g_ascii_strdown(name ? name : "text/plain", -1);
    g_autofree char *safe = nx_text_from_utf8(lower, -1);
    part.type = nx_part_fill_keep(list, safe);
    if (type)
        read_params(list, &part, type);
    part.body = (NxExtent){walk->buffer, body, walk->bytes.len - body};
    g_array_append_val(list->parts, part);
    guint index = list->parts->len - 1;
    NxPart *kept = &g_array_index(list->parts, NxPart, index);
    kept->charset = nx_part_param(list, kept, "charset");
    return index;
}

static NxPart *part_at(Walk *walk, guint index)
{
    return nx_part_fill_at(walk, index);
}

/* Where the object's header block begins, or `fallback` where it has no header. */
static gsize headers_begin(GMimeObject *object, gsize fallback)
{
    GMimeHeaderList *headers = g_mime_object_get_header_list(object);
    if (g_mime_header_list_get_count(headers) == 0)
        return fallback;
    gint64 offset = g_mime_header_get_offset(g_mime_header_list_get_header_at(headers, 0));
    return offset >= 0 ? (gsize)offset : fallback;
}

static GMimeStream *content_stream(GMimeObject *object)
{
    GMimeDataWrapper *content = GMIME_IS_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : NULL;
    return content ? g_mime_data_wrapper_get_stream(content) : NULL;
}

/* For one more message that has to be decoded. */
static gboolean has_room(NxPartList *list)
{
    if (list->buffers->len <= NX_MAX_BUFFERS)
        return TRUE;
    list->cuts |= NX_CUT_BIT(NX_CUT_PARTS);
    return FALSE;
}

static void walk_leaf(Walk *walk, GMimeObject *object, guint index)
{
    GMimeStream *stream = content_stream(object);
    NxPart *part = part_at(walk, index);
    if (stream && stream->bound_start >= 0 && stream->bound_end >= stream->bound_start &&
        (gsize)stream->bound_end <= walk->bytes.len)
        part->body =
            (NxExtent){walk->buffer, (gsize)stream->bound_start, (gsize)(stream->bound_end - stream->bound_start)};
    static const char *const MESSAGES[] = {"message/rfc822", "message/global", "message/news", NULL};
    if (part->encoding == NX_ENCODING_NONE || !g_strv_contains(MESSAGES, part->type) || !has_room(walk->list))
        return;
    g_autoptr(GBytes) decoded = nx_part_decode(walk->list, part);
    guint depth = part->depth + 1;
    g_autoptr(GBytes) lines = nx_message_bytes_normalise(decoded);
    g_ptr_array_add(walk->list->buffers, nx_message_bytes_bound(lines, &walk->list->cuts));
    nx_parts_by_gmime(walk->list, walk->list->buffers->len - 1, index, depth);
}

/* The children of a multipart; its body ends behind its closing boundary. */
static void walk_multipart(Walk *walk, GMimeMultipart *multipart, guint index, gsize outer)
{
    const char *boundary = nx_part_param(walk->list, part_at(walk, index), "boundary");
    int n = g_mime_multipart_get_count(multipart);
    gsize begin = part_at(walk, index)->body.at, end = begin;
    guint depth = part_at(walk, index)->depth + 1;
    for (int i = 0; i < n; i++) {
        GMimeObject *child = g_mime_multipart_get_part(multipart, i);
        GMimeStream *stream = content_stream(child);
        gsize fallback = stream && stream->bound_start > 0 ? (gsize)stream->bound_start - 1 : end;
        guint at = walk->list->parts->len;
        walk_object(walk, child, index, depth, headers_begin(child, fallback), FALSE);
        if (walk->list->parts->len == at)
            break;
        end = part_at(walk, at)->body.at + part_at(walk, at)->body.len;
    }
    gsize close = n ? nx_part_fill_boundary(walk->bytes, boundary, MIN(end, walk->bytes.len)) : outer;
    NxPart *part = part_at(walk, index);
    part->broken = n == 0;
    part->body.len =
        MAX(MIN(n ? nx_line_end(walk->bytes.at, walk->bytes.len, close) : outer, walk->bytes.len), begin) - begin;
}

static void walk_message(Walk *walk, GMimeMessage *message, guint index)
{
    GMimeObject *top = message ? g_mime_message_get_mime_part(message) : NULL;
    guint inner = walk->list->parts->len, depth = part_at(walk, index)->depth + 1;
    if (top)
        walk_object(walk, top, index, depth, part_at(walk, index)->body.at, TRUE);
    NxPart *part = part_at(walk, index);
    if (walk->list->parts->len > inner) {
        NxExtent body = part_at(walk, inner)->body;
        part->body.len = body.at + body.len - part->body.at;
    }
}

static void walk_object(Walk *walk, GMimeObject *object, guint parent, guint depth, gsize begin, gboolean message)
{
    if (depth > NX_MAX_DEPTH || walk->list->parts->len >= NX_MAX_PARTS || begin > walk->bytes.len) {
        walk->list->cuts |= NX_CUT_BIT(NX_CUT_PARTS);
        return;
    }
    guint index = add_part(walk, object, parent, depth, begin, message);
    if (GMIME_IS_MULTIPART(object))
        walk_multipart(walk, GMIME_MULTIPART(object), index, walk->bytes.len);
    else if (GMIME_IS_MESSAGE_PART(object))
        walk_message(walk, g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)), index);
    else
        walk_leaf(walk, object, index);
    part_at(walk, index)->end = walk->list->parts->len;
}

void nx_parts_by_gmime(NxPartList *list, guint buffer, guint parent, guint depth)
{
    GBytes *bytes = g_ptr_array_index(list->buffers, buffer);
    Walk walk;
    nx_part_fill_init(&walk, list, buffer);
    g_autoptr(GBytes) blotted = nx_message_bytes_blot(bytes);
    const char *seen = g_bytes_get_data(blotted, NULL);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(seen ? seen : "", walk.bytes.len);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
    GMimeMessage *message = walk.bytes.len ? g_mime_parser_construct_message(parser, NULL) : NULL;
    GMimeObject *top = message ? g_mime_message_get_mime_part(message) : NULL;
    if (top) {
        walk_object(&walk, top, parent, depth, 0, TRUE);
    } else {
        guint index = add_part(&walk, NULL, parent, depth, 0, TRUE);
        part_at(&walk, index)->end = list->parts->len;
    }
    g_clear_object(&message);
    g_object_unref(parser);
    g_object_unref(stream);
}
