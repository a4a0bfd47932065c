/* The slicer: one walk over the bytes cuts header lines and parts out of messages that are written as nearly all are.
 * Each FALSE below is something that GMime reads in a way of its own, or that nobody can be sure of; GMime reads such a
 * message whole. tests/parse/test_slicer.c holds it to that. */
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/mime/part_fill.h"
#include <string.h>

/* Of multiparts and messages in each other; deeper ones are GMime's. */
enum { MAX_SLICED_DEPTH = 8 };

typedef struct {
    NxPartFill fill;
    NxBytes open[MAX_SLICED_DEPTH + 2]; /* boundaries of the multiparts that are open, the innermost last */
    guint n_open;
} Slice;

/* The line "--BOUNDARY", or "--BOUNDARY--". */
typedef struct {
    gsize at, behind; /* of the line, and of the next one; both the end of the buffer where there is none */
    guint level;      /* the number of open boundaries up to its own; 0: the buffer ended */
    gboolean last;
} Delimiter;

static gboolean slice_part(Slice *slice, NxPart part, gsize begin, Delimiter *stop);

/* ---- Delimiters -------------------------------------------------------------------------------------------------- */

/* The delimiter that stands on the line at `at`, if one does (*found). FALSE: a line that only begins like one. */
static gboolean read_delimiter(const Slice *slice, gsize at, Delimiter *found)
{
    NxBytes bytes = slice->fill.bytes;
    gsize end = nx_line_end(bytes.at, bytes.len, at);
    for (guint level = slice->n_open; level > 0; level--) {
        NxBytes boundary = slice->open[level - 1];
        gsize left = end - at - 2;
        if (left < boundary.len || memcmp(bytes.at + at + 2, boundary.at, boundary.len) != 0)
            continue;
        left -= boundary.len;
        *found = (Delimiter){at, MIN(end + 1, bytes.len), level, left == 2};
        return end < bytes.len && (left == 0 || (left == 2 && memcmp(bytes.at + end - 2, "--", 2) == 0));
    }
    return TRUE;
}

/* Where the next line behind `at` begins with two dashes; NULL: none does. */
static const char *next_dashes(const char *at, const char *end)
{
    while ((at = memchr(at, '\n', (gsize)(end - at))) != NULL) {
        at++;
        if (end - at >= 2 && at[0] == '-' && at[1] == '-')
            return at;
    }
    return NULL;
}

/* The next delimiter of an open boundary on a line that begins at or behind `from`, which begins one. FALSE: there is a
 * line that only looks like one. */
static gboolean find_delimiter(const Slice *slice, gsize from, Delimiter *found)
{
    NxBytes bytes = slice->fill.bytes;
    *found = (Delimiter){bytes.len, bytes.len, 0, FALSE};
    const char *at = bytes.at + from, *end = bytes.at + bytes.len;
    if (!slice->n_open)
        return TRUE;
    if (end - at < 2 || at[0] != '-' || at[1] != '-')
        at = next_dashes(at, end);
    for (; at && !found->level; at = next_dashes(at, end))
        if (!read_delimiter(slice, (gsize)(at - bytes.at), found))
            return FALSE;
    return TRUE;
}

static gboolean begins_with(NxBytes text, NxBytes with)
{
    return text.len >= with.len && memcmp(text.at, with.at, with.len) == 0;
}

/* One that begins another could be taken for it. */
static gboolean open_boundary(Slice *slice, const char *boundary)
{
    NxBytes text = {boundary, strlen(boundary)};
    if (slice->n_open == G_N_ELEMENTS(slice->open))
        return FALSE;
    for (guint i = 0; i < slice->n_open; i++)
        if (begins_with(text, slice->open[i]) || begins_with(slice->open[i], text))
            return FALSE;
    slice->open[slice->n_open++] = text;
    return TRUE;
}

/* ---- Headers ----------------------------------------------------------------------------------------------------- */

/* The two fields that make structure. */
typedef struct {
    NxBytes type, encoding; /* their values, `at` NULL where the field is missing */
} Structure;

static gboolean is_named(NxBytes name, const char *wanted)
{
    return name.len == strlen(wanted) && g_ascii_strncasecmp(name.at, wanted, name.len) == 0;
}

/* FALSE: it stands there twice. */
static gboolean note_field(Structure *structure, NxBytes name, NxBytes value)
{
    NxBytes *kept = is_named(name, "Content-Type")                ? &structure->type
                    : is_named(name, "Content-Transfer-Encoding") ? &structure->encoding
                                                                  : NULL;
    if (kept && kept->at)
        return FALSE;
    if (kept)
        *kept = value;
    return TRUE;
}

/* Bytes of the name of the field on the line, 0: it is no plain one. */
static gsize name_length(const char *line, gsize len)
{
    gsize n = 0;
    while (n < len && line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
        n++;
    return n < len && line[n] == ':' && *line != '-' ? n : 0;
}

static gboolean is_blank(const char *line, gsize len)
{
    gsize n = 0;
    while (n < len && (line[n] == ' ' || line[n] == '\t'))
        n++;
    return n == len;
}

/* Cuts the header block, every line of which has to be a field, or one folded behind it. */
static gboolean slice_headers(Slice *slice, NxPart *part, gsize begin, gsize *body, Structure *structure)
{
    NxBytes bytes = slice->fill.bytes;
    GArray *headers = slice->fill.list->headers;
    gsize at = begin, end = begin;
    part->first_header = headers->len;
    for (; at < bytes.len && bytes.at[at] != '\n'; at = end + 1) {
        const char *line = bytes.at + at;
        end = nx_line_end(bytes.at, bytes.len, at);
        if (*line == ' ' || *line == '\t' || end == bytes.len)
            return FALSE;
        gsize name = name_length(line, end - at);
        if (!name || headers->len - part->first_header >= NX_MAX_HEADER_RUN)
            return FALSE;
        while (end + 1 < bytes.len && (bytes.at[end + 1] == ' ' || bytes.at[end + 1] == '\t')) { /* RFC 5322 2.2.3 */
            gsize next = nx_line_end(bytes.at, bytes.len, end + 1);
            if (next == bytes.len || is_blank(bytes.at + end + 1, next - end - 1))
                return FALSE;
            end = next;
        }
        NxBytes value = {line + name + 1, end - at - name - 1};
        nx_part_fill_header(&slice->fill, (NxBytes){line, name}, at + name + 1, value.len);
        if (!note_field(structure, (NxBytes){line, name}, value))
            return FALSE;
    }
    part->n_headers = headers->len - part->first_header;
    part->headers = (NxExtent){slice->fill.buffer, begin, end - begin};
    *body = at + 1;
    return at < bytes.len;
}

/* ---- Content-Type (RFC 2045 5.1) --------------------------------------------------------------------------------- */

static void skip_blank(NxBytes *rest)
{
    while (rest->len && strchr(" \t\n", *rest->at)) {
        rest->at++;
        rest->len--;
    }
}

static gboolean skip_byte(NxBytes *rest, char byte)
{
    if (!rest->len || *rest->at != byte)
        return FALSE;
    rest->at++;
    rest->len--;
    return TRUE;
}

/* Cuts a run of the letters that names and values have without quotes. */
static NxBytes take_token(NxBytes *rest)
{
    NxBytes token = {rest->at, 0};
    while (rest->len && (g_ascii_isalnum(*rest->at) || strchr("-_.+", *rest->at))) {
        rest->at++;
        rest->len--;
        token.len++;
    }
    return token;
}

/* Cuts a quoted value in which nothing is escaped or encoded. */
static gboolean take_quoted(NxBytes *rest, NxBytes *value)
{
    const char *close = memchr(rest->at, '"', rest->len);
    *value = (NxBytes){rest->at, close ? (gsize)(close - rest->at) : 0};
    for (gsize i = 0; i < value->len; i++)
        if (value->at[i] < ' ' || value->at[i] >= 0x7f || value->at[i] == '\\')
            return FALSE;
    if (!close || memmem(value->at, value->len, "=?", 2))
        return FALSE;
    rest->at += value->len + 1;
    rest->len -= value->len + 1;
    return TRUE;
}

static gboolean take_param(Slice *slice, NxPart *part, NxBytes *rest)
{
    NxPartList *list = slice->fill.list;
    NxBytes name = take_token(rest), value;
    if (!name.len || part->n_params == NX_MAX_PARAMS || !skip_byte(rest, '='))
        return FALSE;
    if (skip_byte(rest, '"')) {
        if (!take_quoted(rest, &value))
            return FALSE;
    } else {
        value = take_token(rest);
        if (!value.len)
            return FALSE;
    }
    g_autofree char *lower = g_ascii_strdown(name.at, (gssize)name.len);
    if (nx_part_param(list, part, lower))
        return FALSE;
    NxParam param = {nx_part_fill_keep(list, lower),
                     g_string_chunk_insert_len(list->strings, value.at, (gssize)value.len)};
    g_array_append_val(list->params, param);
    part->n_params++;
    return TRUE;
}

static gboolean read_type(Slice *slice, NxPart *part, NxBytes rest)
{
    part->first_param = slice->fill.list->params->len;
    part->type = "text/plain";
    if (!rest.at)
        return TRUE;
    skip_blank(&rest);
    NxBytes major = take_token(&rest);
    gboolean slash = skip_byte(&rest, '/');
    NxBytes minor = take_token(&rest);
    if (!slash || !major.len || !minor.len)
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(major.at, (gssize)(major.len + 1 + minor.len));
    part->type = nx_part_fill_keep(slice->fill.list, lower);
    for (skip_blank(&rest); rest.len; skip_blank(&rest)) {
        if (!skip_byte(&rest, ';'))
            return FALSE;
        skip_blank(&rest);
        if (rest.len && !take_param(slice, part, &rest))
            return FALSE;
    }
    part->charset = nx_part_param(slice->fill.list, part, "charset");
    return TRUE;
}

/* FALSE: it is none of RFC 2045 6.1. */
static gboolean read_encoding(NxPart *part, NxBytes value)
{
    static const struct {
        const char *name;
        NxEncoding encoding;
    } ENCODINGS[] = {{"7bit", NX_ENCODING_NONE},
                     {"8bit", NX_ENCODING_NONE},
                     {"binary", NX_ENCODING_NONE},
                     {"base64", NX_ENCODING_BASE64},
                     {"quoted-printable", NX_ENCODING_QP}};
    if (!value.at)
        return TRUE;
    skip_blank(&value);
    NxBytes name = take_token(&value);
    skip_blank(&value);
    for (gsize i = 0; i < G_N_ELEMENTS(ENCODINGS); i++)
        if (is_named(name, ENCODINGS[i].name)) {
            part->encoding = ENCODINGS[i].encoding;
            return value.len == 0;
        }
    return FALSE;
}

/* ---- Parts ------------------------------------------------------------------------------------------------------- */

static NxPart child_of(Slice *slice, guint parent, gboolean message)
{
    return (NxPart){.depth = nx_part_fill_at(&slice->fill, parent)->depth + 1, .parent = parent, .message = message};
}

/* From delimiter to delimiter; behind its last one up to the next of those around it. */
static gboolean slice_multipart(Slice *slice, guint index, Delimiter *stop)
{
    NxBytes bytes = slice->fill.bytes;
    gsize begin = nx_part_fill_at(&slice->fill, index)->body.at, end = begin;
    const char *boundary = nx_part_param(slice->fill.list, nx_part_fill_at(&slice->fill, index), "boundary");
    gboolean bounded = boundary && *boundary;
    if ((bounded && !open_boundary(slice, boundary)) || !find_delimiter(slice, begin, stop))
        return FALSE;
    guint level = bounded ? slice->n_open : 0;
    if (!bounded || stop->level != level) { /* nothing in it is known to be a part */
        slice->n_open -= bounded;
        nx_part_fill_at(&slice->fill, index)->broken = TRUE;
        return TRUE;
    }
    if (stop->last)
        return FALSE;
    while (stop->level == level && !stop->last) {
        guint child = slice->fill.list->parts->len;
        if (!slice_part(slice, child_of(slice, index, FALSE), stop->behind, stop))
            return FALSE;
        NxExtent body = nx_part_fill_at(&slice->fill, child)->body;
        end = body.at + body.len;
    }
    slice->n_open--;
    if (stop->level == level && !find_delimiter(slice, stop->behind, stop))
        return FALSE;
    gsize close = nx_part_fill_boundary(bytes, boundary, end);
    nx_part_fill_at(&slice->fill, index)->body.len = nx_line_end(bytes.at, bytes.len, close) - begin;
    return TRUE;
}

static gboolean slice_message(Slice *slice, guint index, Delimiter *stop)
{
    gsize begin = nx_part_fill_at(&slice->fill, index)->body.at;
    guint inner = slice->fill.list->parts->len;
    if (!slice_part(slice, child_of(slice, index, TRUE), begin, stop))
        return FALSE;
    NxExtent body = nx_part_fill_at(&slice->fill, inner)->body;
    nx_part_fill_at(&slice->fill, index)->body.len = body.at + body.len - begin;
    return nx_part_fill_at(&slice->fill, inner)->n_headers > 0;
}

static gboolean slice_leaf(Slice *slice, guint index, Delimiter *stop)
{
    gsize begin = nx_part_fill_at(&slice->fill, index)->body.at;
    if (!find_delimiter(slice, begin, stop))
        return FALSE;
    gsize end = stop->level ? MAX(stop->at - 1, begin) : stop->at; /* its line end is the delimiter's */
    nx_part_fill_at(&slice->fill, index)->body.len = end - begin;
    return TRUE;
}

/* Messages of other kinds than these GMime takes apart in its own way. */
static gboolean is_leaf(const char *type)
{
    static const char *const LEAVES[] = {"delivery-status",
                                         "global-delivery-status",
                                         "disposition-notification",
                                         "feedback-report",
                                         "global-headers",
                                         "partial",
                                         "global-disposition-notification",
                                         NULL};
    return !g_str_has_prefix(type, "message/") || g_strv_contains(LEAVES, type + strlen("message/"));
}

/* Adds the part that begins at `begin`, and those in it; *stop: what ended it. */
static gboolean slice_part(Slice *slice, NxPart part, gsize begin, Delimiter *stop)
{
    GArray *parts = slice->fill.list->parts;
    Structure structure = {0};
    gsize body;
    if (part.depth > MAX_SLICED_DEPTH || parts->len >= NX_MAX_PARTS ||
        !slice_headers(slice, &part, begin, &body, &structure) || !read_type(slice, &part, structure.type) ||
        !read_encoding(&part, structure.encoding))
        return FALSE;
    gboolean several = g_str_has_prefix(part.type, "multipart/"), message = g_str_equal(part.type, "message/rfc822");
    if (message && part.encoding != NX_ENCODING_NONE)
        return FALSE;
    if (several && g_str_equal(part.type, "multipart/digest"))
        return FALSE;
    part.encoding = several ? NX_ENCODING_NONE : part.encoding;
    part.body = (NxExtent){slice->fill.buffer, body, slice->fill.bytes.len - body};
    guint index = parts->len;
    g_array_append_val(parts, part);
    gboolean done = several   ? slice_multipart(slice, index, stop)
                    : message ? slice_message(slice, index, stop)
                              : is_leaf(part.type) && slice_leaf(slice, index, stop);
    nx_part_fill_at(&slice->fill, index)->end = parts->len;
    return done;
}

gboolean nx_parts_by_slicer(NxPartList *list)
{
    Slice slice = {0};
    Delimiter stop;
    nx_part_fill_init(&slice.fill, list, 0);
    NxPart top = {.parent = NX_NO_PART, .message = TRUE};
    return slice.fill.bytes.len && !memchr(slice.fill.bytes.at, '\0', slice.fill.bytes.len) &&
           slice_part(&slice, top, 0, &stop) && nx_part_fill_at(&slice.fill, 0)->n_headers > 0;
}
