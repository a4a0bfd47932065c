/* Walks over the lines of a message, once for each thing that may be wrong with them. */
#include "parse/mime/message_bytes.h"
#include "base/line.h"
#include "parse/bounds.h"

static gsize from_line_length(const char *at, gsize len)
{
    gsize mark = len && *at == '>' ? 1 : 0;
    if (len < mark + 5 || memcmp(at + mark, "From ", 5) != 0)
        return 0;
    for (gsize i = mark + 5; i < len; i++)
        if (at[i] == '\n' || at[i] == '\r')
            return i + (at[i] == '\r' && i + 1 < len && at[i + 1] == '\n' ? 2 : 1);
    return len;
}

GBytes *nx_message_bytes_normalise(GBytes *message)
{
    gsize len;
    const char *at = g_bytes_get_data(message, &len);
    len = MIN(len, NX_MAX_MESSAGE);
    gsize skip = from_line_length(at, len);
    if (!len || !memchr(at, '\r', len))
        return g_bytes_new_from_bytes(message, skip, len - skip);

    char *out = g_malloc(len - skip + 1);
    gsize n = 0;
    for (gsize i = skip; i < len; i++) {
        if (at[i] != '\r') {
            out[n++] = at[i];
            continue;
        }
        out[n++] = '\n';
        if (i + 1 < len && at[i + 1] == '\n')
            i++;
    }
    return g_bytes_new_take(out, n);
}

static gboolean looks_like_field(const char *line, gsize len)
{
    if (len > 2 && line[0] == '-' && line[1] == '-') /* a boundary may hold a colon */
        return FALSE;
    gsize i = 0;
    while (i < len && line[i] > ' ' && line[i] < 0x7f && line[i] != ':')
        i++;
    return i > 0 && i < len && line[i] == ':';
}

static gboolean looks_like_boundary(const char *line, gsize len)
{
    return len > 2 && line[0] == '-' && line[1] == '-' && line[2] != '-' && line[2] != ' ';
}

G_STATIC_ASSERT(NX_MAX_HEADER_RUN <= NX_MAX_HEADER_LINES && NX_MAX_HEADER_RUN <= NX_MAX_BOUNDARIES);

/* The walk over the lines of a message that decides which stay. */
typedef struct {
    guint run, fields, boundaries;
    gboolean dropping; /* the field before went, its folded lines go with it */
} Count;

static gboolean line_stays(Count *count, const char *line, gsize len)
{
    gboolean folded = len > 0 && (line[0] == ' ' || line[0] == '\t') && count->run > 0;
    if (looks_like_boundary(line, len))
        count->boundaries++;
    if (folded || looks_like_field(line, len)) {
        count->run++;
        count->fields++;
        count->dropping = count->run > NX_MAX_HEADER_RUN || count->fields > NX_MAX_HEADER_LINES;
        return !count->dropping;
    }
    count->run = 0;
    count->dropping = FALSE;
    return TRUE;
}

/* So few lines that no bound can be passed, as in nearly all messages. */
static gboolean has_few_lines(const char *text, gsize len)
{
    gsize at = 0;
    for (guint lines = 0; at < len && lines < NX_MAX_HEADER_RUN; lines++)
        at = nx_line_behind(text, len, at);
    return at == len;
}

GBytes *nx_message_bytes_bound(GBytes *normalised, NxCuts *cuts)
{
    gsize len;
    const char *at = g_bytes_get_data(normalised, &len);
    Count count = {0};
    if (has_few_lines(at, len))
        return g_bytes_ref(normalised);
    GByteArray *out = NULL; /* made at the first line that goes */
    for (gsize begin = 0, end; begin < len; begin = end) {
        end = nx_line_behind(at, len, begin);
        gboolean stays = line_stays(&count, at + begin, end - begin);
        if (count.boundaries > NX_MAX_BOUNDARIES) {
            *cuts |= NX_CUT_BIT(NX_CUT_PARTS);
            return out ? g_byte_array_free_to_bytes(out) : g_bytes_new_from_bytes(normalised, 0, begin);
        }
        if (!stays && !out) {
            *cuts |= NX_CUT_BIT(NX_CUT_HEADERS);
            out = g_byte_array_new();
            g_byte_array_append(out, (const guint8 *)at, (guint)begin);
        } else if (stays && out) {
            g_byte_array_append(out, (const guint8 *)at + begin, (guint)(end - begin));
        }
    }
    return out ? g_byte_array_free_to_bytes(out) : g_bytes_ref(normalised);
}

static gboolean makes_structure(const char *line, gsize len)
{
    static const char *const NAMES[] = {"Content-Type", "Content-Transfer-Encoding"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (len > strlen(NAMES[i]) && g_ascii_strncasecmp(line, NAMES[i], strlen(NAMES[i])) == 0 &&
            strchr(": \t", line[strlen(NAMES[i])]))
            return TRUE;
    return FALSE;
}

/* A field that is not wanted becomes an unknown one, or a folded line of the unknown one before it. Bodies suffer too,
 * which nobody sees: what they say is read from the bytes themselves. */
GBytes *nx_message_bytes_blot(GBytes *bound)
{
    gsize len;
    const char *from = g_bytes_get_data(bound, &len);
    char *out = g_memdup2(from, len);
    gboolean blotting = FALSE;
    for (gsize begin = 0, end; begin < len; begin = end) {
        end = nx_line_behind(from, len, begin);
        const char *line = from + begin;
        if (*line == ' ' || *line == '\t')
            continue;
        gboolean field = looks_like_field(line, end - begin) && !makes_structure(line, end - begin);
        if (field)
            out[begin] = blotting ? ' ' : 'X';
        blotting = field;
    }
    return g_bytes_new_take(out, len);
}
