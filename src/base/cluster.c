/* Clusters by the cells of their code points, and text cut between them. */
#include "base/glyph.h"
#include <nixie/text.h>

/* The code point at `at` of safe text; what is not UTF-8 (the caller's mistake) passes as one byte. */
static gunichar char_at(const char *at, const char *end, gsize *len)
{
    gunichar c = (guchar)*at < 0x80 ? (guchar)*at : g_utf8_get_char_validated(at, end - at);
    if (c == (gunichar)-1 || c == (gunichar)-2) {
        *len = 1;
        return '?';
    }
    *len = (gsize)g_utf8_skip[(guchar)*at];
    return c;
}

gboolean nx_cluster_next(const char **at, const char *end, NxCluster *cluster)
{
    if (*at >= end || !**at)
        return FALSE;
    gsize len;
    gunichar base = char_at(*at, end, &len);
    cluster->width = nx_glyph_of(base) == NX_GLYPH_WIDE ? 2 : 1;
    cluster->len = 0;
    do {
        if (cluster->len + len >= sizeof cluster->bytes)
            break;
        memcpy(cluster->bytes + cluster->len, *at, len);
        cluster->len += (guint8)len;
        *at += len;
    } while (*at < end && (guchar) * *at >= 0x80 && nx_glyph_of(char_at(*at, end, &len)) == NX_GLYPH_MARK);
    cluster->bytes[cluster->len] = '\0';
    return TRUE;
}

guint nx_cells(const char *safe, gssize len)
{
    const char *end = safe + (len < 0 ? strlen(safe) : (gsize)len);
    guint cells = 0;
    NxCluster cluster;
    while (safe < end) {
        if ((guchar)*safe < 0x80 && (safe + 1 == end || (guchar)safe[1] < 0x80)) {
            cells++;
            safe++;
        } else if (nx_cluster_next(&safe, end, &cluster))
            cells += cluster.width;
        else
            break;
    }
    return cells;
}

/* Moves `at` over as many clusters as fit into `cells`; what is left over of them is returned. */
static guint skip_cells(const char **at, const char *end, guint cells)
{
    NxCluster cluster;
    const char *next = *at;
    while (cells && nx_cluster_next(&next, end, &cluster) && cluster.width <= cells) {
        cells -= cluster.width;
        *at = next;
    }
    return cells;
}

char *nx_cut(const char *safe, guint cells, guint keep_tail, gboolean ascii)
{
    const char *end = safe + strlen(safe);
    guint total = nx_cells(safe, end - safe);
    if (total <= cells)
        return g_strdup(safe);
    const char *dots = ascii ? "..." : "\xe2\x80\xa6";
    guint dots_cells = ascii ? 3 : 1;
    const char *head = safe;
    if (cells <= dots_cells) { /* no room for more than the ellipsis: say at least how it begins */
        if (cells == dots_cells)
            return g_strdup(dots);
        skip_cells(&head, end, cells);
        return g_strndup(safe, (gsize)(head - safe));
    }
    guint room = cells - dots_cells;
    guint tail_cells = MIN(keep_tail, room);
    skip_cells(&head, end, room - tail_cells);

    const char *tail = end;
    if (tail_cells) {
        NxCluster cluster;
        guint rest = total;
        tail = safe;
        while (rest > tail_cells && nx_cluster_next(&tail, end, &cluster))
            rest -= cluster.width;
    }
    g_autofree char *front = g_strndup(safe, (gsize)(head - safe));
    return g_strconcat(front, dots, tail, NULL);
}
