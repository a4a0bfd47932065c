/* What a walk writes, byte for byte with the place in the source that it came from. */
#include "judge/walk.h"
#include <string.h>

/* Bytes that one byte of the source can become at most: a placeholder for the shortest token ("::" is an address), a
 * blank before it. */
enum { EXPANSION = 4, SPARE = 16 };

void nx_walk_begin(NxWalk *walk, const char *text, gsize len)
{
    *walk = (NxWalk){.start = text, .at = text, .end = text + len};
    walk->out = g_malloc(len * EXPANSION + SPARE);
    walk->map = g_new(guint, len * EXPANSION + SPARE);
}

void nx_walk_end(NxWalk *walk)
{
    walk->out[walk->len] = '\0';
    walk->map[walk->len] = (guint)(walk->end - walk->start);
}

static void put_byte(NxWalk *walk, char byte, guint from)
{
    walk->out[walk->len] = byte;
    walk->map[walk->len++] = from;
}

static void put_space(NxWalk *walk, guint from)
{
    if (walk->space && walk->len)
        put_byte(walk, ' ', from ? from - 1 : 0);
    walk->space = FALSE;
}

void nx_walk_put_bytes(NxWalk *walk, const char *bytes, gsize len, const char *source)
{
    guint from = (guint)(source - walk->start);
    put_space(walk, from);
    for (gsize i = 0; i < len; i++)
        put_byte(walk, bytes[i], from);
}

void nx_walk_put_at(NxWalk *walk, const char *placeholder, const char *source)
{
    walk->again |= walk->len && walk->out[walk->len - 1] == '<'; /* in angle brackets: the next walk takes those off */
    nx_walk_put_bytes(walk, placeholder, strlen(placeholder), source);
}

void nx_walk_put(NxWalk *walk, const char *placeholder)
{
    nx_walk_put_at(walk, placeholder, walk->at);
}

/* Latin letters without their accents, since half of the world's mail systems cannot write them. */
gunichar nx_walk_fold(gunichar c)
{
    gunichar base, mark;
    c = g_unichar_tolower(c);
    if (c >= 0xC0 && c <= 0x24F && g_unichar_decompose(c, &base, &mark) && base < 0x80)
        return base;
    return c;
}

void nx_walk_put_lower(NxWalk *walk, const char *from, gsize len)
{
    for (const char *p = from; p < from + len;) {
        if ((guint8)*p < 0x80) {
            guint at = (guint)(p - walk->start);
            put_space(walk, at);
            put_byte(walk, g_ascii_tolower(*p++), at);
            continue;
        }
        char lower[6];
        gint n = g_unichar_to_utf8(nx_walk_fold(g_utf8_get_char(p)), lower);
        walk->again |= n == 1;
        nx_walk_put_bytes(walk, lower, (gsize)n, p);
        p = g_utf8_next_char(p);
    }
}

gboolean nx_walk_ends_with(const NxWalk *walk, const char *tail)
{
    gsize n = strlen(tail);
    return walk->len >= n && memcmp(walk->out + walk->len - n, tail, n) == 0;
}
