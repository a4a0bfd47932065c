/* A window that moves over the file, and where in it a message ends. */
#include "mailbox/mbox.h"
#include "mailbox/file.h"
#include "mailbox/fromline.h"
#include "mailbox/line.h"
#include "mailbox/sniff.h"

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
    char head[NX_DIGEST_BYTES]; /* how the current message begins, once the window moved on */
    goffset dated;              /* the separator whose date was read last, */
    NxTime date;                /* and that date */
};

static inline guint64 mix(guint64 hash, const char *word)
{
    guint64 value;
    memcpy(&value, word, sizeof value);
    hash = (hash ^ GUINT64_FROM_LE(value)) * 0xFF51AFD7ED558CCDu;
    return hash ^ hash >> 32;
}

guint64 nx_mbox_digest(const char *bytes, gsize len)
{
    guint64 a = len, b = 1, c = 2, d = 3; /* four lanes, since each waits for its own multiplication */
    char tail[32] = {0};
    for (; len >= sizeof tail; bytes += sizeof tail, len -= sizeof tail) {
        a = mix(a, bytes);
        b = mix(b, bytes + 8);
        c = mix(c, bytes + 16);
        d = mix(d, bytes + 24);
    }
    memcpy(tail, bytes, len);
    const guint64 lanes[] = {mix(a, tail), mix(b, tail + 8), mix(c, tail + 16), mix(d, tail + 24)};
    guint64 hash = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(lanes); i++) {
        guint64 lane = GUINT64_TO_LE(lanes[i]);
        hash = mix(hash, (const char *)&lane);
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
    mbox->dated = -1;
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

/* How the current message begins, as long as the window holds it. */
static gboolean holds_head(const NxMbox *mbox)
{
    return mbox->at >= mbox->start && mbox->at < mbox->start + (goffset)mbox->have;
}

static void keep_head(NxMbox *mbox)
{
    gsize skip = (gsize)(mbox->at - mbox->start);
    memcpy(mbox->head, mbox->window + skip, MIN(mbox->have - skip, NX_DIGEST_BYTES));
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
    if (first > mbox->at && holds_head(mbox))
        keep_head(mbox);
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
    return rest.len && *rest.at == 'F' && nx_eol_line_next(&rest, &line) && nx_from_line_parse(line.at, line.len, date);
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

/* The next line that begins with `From `: its place. */
static const char *find_from(const NxMbox *mbox, NxBytes in)
{
    const char *at = in.at, *end = in.at + in.len;
    while ((at = nx_find_from((NxBytes){at, (gsize)(end - at)})) && !(at > mbox->window && at[-1] == mbox->eol))
        at++;
    return at;
}

static gboolean contains_nocase(NxBytes in, const char *what)
{
    gsize len = strlen(what);
    for (gsize i = 0; i + len <= in.len; i++)
        if (g_ascii_strncasecmp(in.at + i, what, len) == 0)
            return TRUE;
    return FALSE;
}

/* The line that ends at `*end`, which is moved before it; FALSE if it does not begin behind `start`. */
static gboolean line_before(const char *start, const char **end, NxBytes *line)
{
    const char *stop = *end - nx_eol_width_before(start, (gsize)(*end - start)), *at = stop;
    while (at > start && at[-1] != '\n' && at[-1] != '\r')
        at--;
    *line = (NxBytes){at, (gsize)(stop - at)};
    *end = at;
    return at > start;
}

static gboolean is_field(NxBytes line)
{
    return *line.at == ' ' || *line.at == '\t' || memchr(line.at, ':', line.len);
}

/* If fields of a MIME part that holds a message end at `end`, the boundary line above them; else nothing. */
static NxBytes part_boundary(const NxMbox *mbox, goffset end)
{
    const char *stop = byte_at(mbox, end), *start = stop - MIN(end - mbox->start, (goffset)PART_HEAD_MAX), *at = stop;
    for (NxBytes line; line_before(start, &at, &line) && line.len;) {
        NxBytes head = {line.at, (gsize)(stop - line.at)};
        if (line.len > 2 && memcmp(line.at, "--", 2) == 0)
            return contains_nocase(head, "content-type:") &&
                           (contains_nocase(head, "message/") || contains_nocase(head, "rfc822-headers"))
                       ? line
                       : (NxBytes){NULL, 0};
        if (!is_field(line))
            break;
    }
    return (NxBytes){NULL, 0};
}

/* Some programs leave out the blank line: then the header behind the `From ` line must show its way here. */
static gboolean is_candidate(const NxMbox *mbox, goffset offset, NxTime *date)
{
    NxBytes rest = rest_at(mbox, offset), line;
    if (!is_from_line(rest, date))
        return FALSE;
    return blank_before(mbox, offset) || (nx_eol_line_next(&rest, &line) && nx_sniff_is_traced(rest));
}

/* A returned message may keep its own `From ` line: it follows the head of a MIME part, whose boundary comes again
 * before the next separator. (Without that look ahead a message could be written that swallows its neighbour.) */
static gboolean is_inside_part(const NxMbox *mbox, goffset offset)
{
    NxBytes boundary = part_boundary(mbox, offset - (goffset)blank_before(mbox, offset));
    NxBytes rest = rest_at(mbox, offset);
    for (NxBytes in = rest; (in.at = find_from(mbox, (NxBytes){in.at + 1, (gsize)(rest.at + rest.len - in.at - 1)}));)
        if (is_candidate(mbox, mbox->start + (in.at - mbox->window), NULL)) {
            rest.len = (gsize)(in.at - rest.at);
            break;
        }
    for (const char *at; (at = find(rest, boundary.at, boundary.len));
         rest = (NxBytes){at + 1, rest.len - (gsize)(at + 1 - rest.at)})
        if (at[-1] == '\n' || at[-1] == '\r')
            return TRUE;
    return FALSE;
}

/* Moves `*next` to the first separator at or after it, or to the end. */
static gboolean find_separator(NxMbox *mbox, goffset *next, GError **error)
{
    for (goffset at = *next; at < mbox->end; at++) {
        if (!look_at(mbox, at, AHEAD, error))
            return FALSE;
        const char *found = find_from(mbox, rest_at(mbox, at));
        if (!found) {
            goffset held = mbox->start + (goffset)mbox->have;
            if (held == mbox->end)
                break;
            at = held - (goffset)strlen("From ");
            continue;
        }
        at = mbox->start + (found - mbox->window);
        if (!look_at(mbox, at, AHEAD, error))
            return FALSE;
        if (!is_candidate(mbox, at, &mbox->date))
            continue;
        *next = mbox->dated = at;
        if (!part_boundary(mbox, at - (goffset)blank_before(mbox, at)).len)
            return TRUE;
        if (!look_at(mbox, at, PART_MAX, error))
            return FALSE;
        if (!is_inside_part(mbox, at))
            return TRUE;
    }
    *next = mbox->end;
    return TRUE;
}

/* Reads the field that begins at `at`, if it is Content-Length. */
static gboolean read_length(const char *at, gsize len, guint64 *length)
{
    static const char NAME[] = "content-length:";
    const gsize name = strlen(NAME);
    NxBytes rest = {at, MIN(len, name + 32)}, line;
    if (len < name || (*at | 0x20) != 'c' || (at[8] | 0x20) != 'l' || g_ascii_strncasecmp(at, NAME, name) != 0 ||
        !nx_eol_line_next(&rest, &line) || !rest.len)
        return FALSE;
    g_autofree char *digits = g_strndup(line.at + name, line.len - name);
    return g_ascii_string_to_unsigned(g_strstrip(digits), 10, 0, G_MAXINT64 / 2, length, NULL);
}

gboolean nx_mbox_content_length(NxBytes bytes, guint64 *length, gsize *body)
{
    const char *end = bytes.at + bytes.len, *at = bytes.at;
    char eol = memchr(at, '\n', bytes.len) ? '\n' : '\r';
    gboolean found = FALSE;
    while (at < end) {
        gsize blank = nx_eol_width(at, (gsize)(end - at));
        *body = (gsize)(at - bytes.at) + blank;
        if (blank)
            return found;
        found = found || read_length(at, (gsize)(end - at), length);
        at = memchr(at, eol, (gsize)(end - at));
        at = at ? at + 1 : end;
    }
    *body = bytes.len;
    return FALSE;
}

static gboolean skip_eol(NxBytes *rest)
{
    gsize width = nx_eol_width(rest->at, rest->len);
    rest->at += width;
    rest->len -= width;
    return width > 0;
}

/* Where Content-Length says the message ends, if a separator or the end of the file is at exactly that place. Gives
 * where the next one begins. */
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
    char peek[NX_FROM_LINE_MAX + 8]; /* from the byte before on */
    NxBytes rest = {peek + 1, (gsize)MIN(mbox->end - place, (goffset)sizeof peek - 1)};
    if (!nx_file_read(mbox->fd, place - 1, peek, rest.len + 1, error))
        return FALSE;
    gsize all = rest.len;
    if (!nx_eol_width_before(peek, 1) && !skip_eol(&rest) && rest.len) /* a last line without its end was given one */
        return TRUE;
    if (!is_from_line(rest, NULL))
        skip_eol(&rest);
    if (rest.len && !is_from_line(rest, NULL))
        return TRUE;
    *stop = place;
    *next = place + (goffset)(all - rest.len);
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
static gboolean read_head(NxMbox *mbox, NxPlace *place, goffset *header, GError **error)
{
    if (!look_at(mbox, mbox->at, HEADER_MAX, error))
        return FALSE;
    NxBytes rest = rest_at(mbox, mbox->at), line;
    if (!mbox->eol)
        mbox->eol = eol_of(rest);
    *place = (NxPlace){.offset = mbox->at};
    if (mbox->dated == mbox->at)
        place->from_line = mbox->date;
    else
        is_from_line(rest, &place->from_line);
    gsize all = rest.len;
    nx_eol_line_next(&rest, &line);
    *header = mbox->at + (goffset)(all - rest.len);
    return TRUE;
}

gboolean nx_mbox_next(NxMbox *mbox, NxPlace *place, GError **error)
{
    goffset header, stop, next;
    if (mbox->at >= mbox->end || !read_head(mbox, place, &header, error) ||
        !end_by_length(mbox, header, &stop, &next, error))
        return FALSE;
    if (stop < 0) {
        next = header;
        if (!find_separator(mbox, &next, error) || !look_at(mbox, next, 0, error))
            return FALSE;
        stop = next - (goffset)blank_before(mbox, next);
    }
    place->size = stop - place->offset;
    const char *head = holds_head(mbox) ? byte_at(mbox, mbox->at) : mbox->head;
    place->digest = nx_mbox_digest(head, (gsize)MIN(place->size, (goffset)NX_DIGEST_BYTES));
    mbox->at = next;
    return TRUE;
}
