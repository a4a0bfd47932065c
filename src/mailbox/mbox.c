#include "mbox.h"
#include "file.h"
#include "fromline.h"
#include "line.h"

#define BLOCK ((gsize)256 * 1024)
#define BEHIND ((gsize)4096)          /* kept before the place looked at: the blank line, the head of a MIME part */
#define AHEAD ((gsize)8192)           /* wanted behind it: a `From ` line, the bytes of the digest */
#define HEADER_MAX ((gsize)64 * 1024) /* a Content-Length further down is not looked for */
#define PART_HEAD_MAX ((gsize)1024)
#define PART_MAX ((gsize)128 * 1024) /* how far a returned message with a `From ` line of its own may reach */

struct NxMbox {
    int fd;
    goffset at, end;
    char eol;      /* '\r' only where lines end with nothing else */
    goffset start; /* of the window in the file */
    gsize have;
    char *window;               /* BLOCK bytes */
    char head[NX_DIGEST_BYTES]; /* how the current message begins; the window moves on */
};

guint64 nx_mbox_digest(const char *bytes, gsize len)
{
    guint64 hash = 0x9E3779B97F4A7C15u ^ (guint64)len;
    while (len) {
        guint64 word = 0;
        gsize n = MIN(len, sizeof word);
        memcpy(&word, bytes, n);
        hash = (hash ^ GUINT64_FROM_LE(word)) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
        bytes += n;
        len -= n;
    }
    return hash;
}

NxMbox *nx_mbox_new(int fd, goffset from, goffset end)
{
    NxMbox *mbox = g_new(NxMbox, 1);
    mbox->fd = fd;
    mbox->at = from;
    mbox->end = end;
    mbox->eol = 0;
    mbox->start = from;
    mbox->have = 0;
    mbox->window = g_malloc(BLOCK);
    return mbox;
}

void nx_mbox_free(NxMbox *mbox)
{
    if (!mbox)
        return;
    g_free(mbox->window);
    g_free(mbox);
}

goffset nx_mbox_at(const NxMbox *mbox)
{
    return mbox->at;
}

/* Sees to it that the window holds BEHIND bytes before `offset` and `ahead` after it, as far as the file has them. */
static gboolean look_at(NxMbox *mbox, goffset offset, gsize ahead, GError **error)
{
    goffset first = MAX(offset - (goffset)BEHIND, 0);
    goffset last = MIN(offset + (goffset)ahead, mbox->end);
    goffset held = mbox->start + (goffset)mbox->have;
    if (first >= mbox->start && last <= held)
        return TRUE;
    gsize keep = 0;
    if (first >= mbox->start && first < held) {
        keep = (gsize)(held - first);
        memmove(mbox->window, mbox->window + (first - mbox->start), keep);
    }
    mbox->start = first;
    mbox->have = keep;
    gsize want = (gsize)MIN((goffset)(BLOCK - keep), mbox->end - first - (goffset)keep);
    if (!nx_file_read(mbox->fd, first + (goffset)keep, mbox->window + keep, want, error))
        return FALSE;
    mbox->have += want;
    return TRUE;
}

static const char *byte_at(const NxMbox *mbox, goffset offset)
{
    return mbox->window + (offset - mbox->start);
}

/* What the window holds from `offset` on. */
static NxBytes rest_at(const NxMbox *mbox, goffset offset)
{
    return (NxBytes){byte_at(mbox, offset), (gsize)(mbox->start + (goffset)mbox->have - offset)};
}

static gboolean is_from_line(NxBytes rest, NxTime *date)
{
    NxBytes line;
    rest.len = MIN(rest.len, NX_FROM_LINE_MAX + 2);
    return rest.len && *rest.at == 'F' && nx_line_next(&rest, &line) && nx_from_line_parse(line.at, line.len, date);
}

/* Does a blank line end right before `offset`? Gives its width. */
static gsize blank_before(const NxMbox *mbox, goffset offset)
{
    gsize held = (gsize)(offset - mbox->start);
    gsize blank = nx_eol_width_before(mbox->window, held);
    return blank && (blank == held || nx_eol_width_before(mbox->window, held - blank)) ? blank : 0;
}

static const char *find(NxBytes in, const char *what, gsize len)
{
    return in.len < len ? NULL : memmem(in.at, in.len, what, len);
}

static gboolean contains_nocase(NxBytes in, const char *what)
{
    gsize len = strlen(what);
    for (gsize i = 0; i + len <= in.len; i++)
        if (g_ascii_strncasecmp(in.at + i, what, len) == 0)
            return TRUE;
    return FALSE;
}

/* If the paragraph before `end` closes the head of a MIME part that holds a message, that part's boundary line; else nothing. */
static NxBytes part_boundary(const NxMbox *mbox, goffset end)
{
    gsize held = (gsize)MIN(end - mbox->start, (goffset)PART_HEAD_MAX);
    NxBytes rest = {byte_at(mbox, end) - held, held}, line, boundary = {NULL, 0};
    while (nx_line_next(&rest, &line))
        if (!line.len)
            boundary.len = 0;
        else if (line.len > 2 && memcmp(line.at, "--", 2) == 0)
            boundary = line;
    if (boundary.len) {
        NxBytes head = {boundary.at, (gsize)(byte_at(mbox, end) - boundary.at)};
        if (!contains_nocase(head, "content-type:") || !(contains_nocase(head, "message/") || contains_nocase(head, "rfc822-headers")))
            boundary.len = 0;
    }
    return boundary;
}

static gboolean is_candidate(const NxMbox *mbox, goffset offset)
{
    return blank_before(mbox, offset) && is_from_line(rest_at(mbox, offset), NULL);
}

/* A returned message may keep its own `From ` line: it follows the head of a MIME part, whose boundary comes again before the next
 * separator. (Without that look ahead a message could be written that swallows its neighbour.) */
static gboolean is_inside_part(const NxMbox *mbox, goffset offset)
{
    NxBytes boundary = part_boundary(mbox, offset - (goffset)blank_before(mbox, offset));
    NxBytes rest = rest_at(mbox, offset);
    const char needle[] = {mbox->eol, 'F', 'r', 'o', 'm', ' '};
    for (const char *at = rest.at; (at = find((NxBytes){at, (gsize)(rest.at + rest.len - at)}, needle, sizeof needle)); at++) {
        goffset next = mbox->start + (at + 1 - mbox->window);
        if (is_candidate(mbox, next)) {
            rest.len = (gsize)(at - rest.at);
            break;
        }
    }
    for (const char *at; (at = find(rest, boundary.at, boundary.len)); rest = (NxBytes){at + 1, rest.len - (gsize)(at + 1 - rest.at)})
        if (at[-1] == '\n' || at[-1] == '\r')
            return TRUE;
    return FALSE;
}

/* Moves `*next` to the first separator at or after it, or to the end. */
static gboolean find_separator(NxMbox *mbox, goffset *next, GError **error)
{
    const char needle[] = {mbox->eol, 'F', 'r', 'o', 'm', ' '};
    goffset at = *next;
    while (at < mbox->end) {
        if (!look_at(mbox, at, AHEAD, error))
            return FALSE;
        const char *found = find(rest_at(mbox, at), needle, sizeof needle);
        if (!found) {
            goffset held = mbox->start + (goffset)mbox->have;
            at = held == mbox->end ? held : held - (goffset)sizeof needle + 1;
            continue;
        }
        at = mbox->start + (found + 1 - mbox->window);
        if (!look_at(mbox, at, AHEAD, error))
            return FALSE;
        if (!is_candidate(mbox, at))
            continue;
        gboolean in_part = part_boundary(mbox, at - (goffset)blank_before(mbox, at)).len;
        if (!in_part)
            break;
        if (!look_at(mbox, at, PART_MAX, error))
            return FALSE;
        if (!is_inside_part(mbox, at))
            break;
    }
    *next = at;
    return TRUE;
}

/* Bytes of the header with its blank line, 0 if it does not end in `bytes`. */
static gsize header_width(NxBytes bytes)
{
    const char *end = bytes.at + bytes.len, *at = bytes.at;
    if (nx_eol_width(at, bytes.len))
        return nx_eol_width(at, bytes.len);
    char eol = memchr(at, '\n', bytes.len) ? '\n' : '\r';
    while (at < end && (at = memchr(at, eol, (gsize)(end - at)))) {
        at++;
        gsize blank = nx_eol_width(at, (gsize)(end - at));
        if (blank)
            return (gsize)(at - bytes.at) + blank;
    }
    return 0;
}

gboolean nx_mbox_content_length(NxBytes bytes, guint64 *length, gsize *body)
{
    static const char NAME[] = "content-length:";
    const gsize name = strlen(NAME);
    *body = header_width(bytes);
    NxBytes rest = {bytes.at, *body}, line;
    if (!find(rest, "ength:", 6) && !find(rest, "ENGTH:", 6))
        return FALSE;
    while (nx_line_next(&rest, &line)) {
        if (line.len < name || line.len > name + 32 || g_ascii_strncasecmp(line.at, NAME, name) != 0)
            continue;
        g_autofree char *digits = g_strndup(line.at + name, line.len - name);
        return g_ascii_string_to_unsigned(g_strstrip(digits), 10, 0, G_MAXINT64 / 2, length, NULL);
    }
    return FALSE;
}

/* Where Content-Length says the message ends, if a separator or the end of the file is at exactly that place. Gives where the next one begins. */
static gboolean end_by_length(NxMbox *mbox, goffset header, goffset *stop, goffset *next, GError **error)
{
    NxBytes bytes = rest_at(mbox, header);
    bytes.len = MIN(bytes.len, HEADER_MAX);
    guint64 length;
    gsize body;
    *stop = -1;
    if (!nx_mbox_content_length(bytes, &length, &body) || length > (guint64)(mbox->end - header - (goffset)body))
        return TRUE;
    goffset place = header + (goffset)body + (goffset)length;
    char peek[NX_FROM_LINE_MAX + 8];
    NxBytes rest = {peek, (gsize)MIN(mbox->end - place, (goffset)sizeof peek)};
    if (!nx_file_read(mbox->fd, place, peek, rest.len, error))
        return FALSE;
    gsize blank = is_from_line(rest, NULL) ? 0 : nx_eol_width(rest.at, rest.len);
    NxBytes after = {rest.at + blank, rest.len - blank};
    if (after.len && !is_from_line(after, NULL))
        return TRUE;
    *stop = place;
    *next = place + (goffset)blank;
    return TRUE;
}

/* The one line end that tells how this file ends its lines stands behind the first `From ` line. */
static char eol_of(NxBytes rest)
{
    for (gsize i = 0; i < rest.len; i++)
        if (rest.at[i] == '\n' || rest.at[i] == '\r')
            return rest.at[i] == '\r' && !(i + 1 < rest.len && rest.at[i + 1] == '\n') ? '\r' : '\n';
    return '\n';
}

/* Looks at how the message begins; gives where its header does. */
static gboolean read_head(NxMbox *mbox, NxMboxPlace *place, goffset *header, GError **error)
{
    if (!look_at(mbox, mbox->at, HEADER_MAX, error))
        return FALSE;
    NxBytes rest = rest_at(mbox, mbox->at), line;
    if (!mbox->eol)
        mbox->eol = eol_of(rest);
    memcpy(mbox->head, rest.at, MIN(rest.len, NX_DIGEST_BYTES));
    place->offset = mbox->at;
    place->from_line = NX_TIME_UNKNOWN;
    is_from_line(rest, &place->from_line);
    gsize all = rest.len;
    nx_line_next(&rest, &line);
    *header = mbox->at + (goffset)(all - rest.len);
    return TRUE;
}

gboolean nx_mbox_next(NxMbox *mbox, NxMboxPlace *place, GError **error)
{
    goffset header, stop, next;
    if (mbox->at >= mbox->end || !read_head(mbox, place, &header, error) || !end_by_length(mbox, header, &stop, &next, error))
        return FALSE;
    if (stop < 0) {
        next = header - 1;
        if (!find_separator(mbox, &next, error) || !look_at(mbox, next, 0, error))
            return FALSE;
        stop = next - (goffset)blank_before(mbox, next);
    }
    place->size = stop - place->offset;
    place->digest = nx_mbox_digest(mbox->head, (gsize)MIN(place->size, (goffset)NX_DIGEST_BYTES));
    mbox->at = next;
    return TRUE;
}
