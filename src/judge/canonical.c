/* Canonical text: what people and machines vary (addresses, hosts, ids, line breaks, case) is taken out, so that a rule
 * is about wording.
 *
 * A walk over the source takes one token (tokens.c) after the other.
 * Walking over a canonical text changes nothing: placeholders are tokens, too. */
#include "judge/canonical.h"
#include "judge/walk.h"
#include <nixie/verdict.h>
#include <string.h>

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

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

/* Lower case; Latin letters without their accents, since half of the world's mail systems cannot write them. */
gunichar nx_canonical_char(gunichar c)
{
    gunichar base, mark;
    c = g_unichar_tolower(c);
    if (c >= 0xC0 && c <= 0x24F && g_unichar_decompose(c, &base, &mark) && base < 0x80)
        return base;
    return c;
}

/* Copies source bytes one by one, so that each maps to its own. */
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
        gint n = g_unichar_to_utf8(nx_canonical_char(g_utf8_get_char(p)), lower);
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

/* ---- The walk ---------------------------------------------------------------------------------------------------- */

/* TRUE: another walk may find more. */
static gboolean walk_once(const char *text, gsize len, NxCanonical *canonical)
{
    NxWalk walk = {.start = text, .at = text, .end = text + len};
    walk.out = g_malloc(len * EXPANSION + SPARE);
    walk.map = g_new(guint, len * EXPANSION + SPARE);
    while (walk.at < walk.end)
        walk.at += nx_token_take(&walk);
    walk.out[walk.len] = '\0';
    walk.map[walk.len] = (guint)len;
    *canonical = (NxCanonical){.text = walk.out, .len = walk.len, .map = walk.map};
    return walk.again;
}

/* Taking one thing out can make another appear ("<host" and ">" meet); so walk until nothing changes. */
enum { MOST_WALKS = 4 };

void nx_canonical_init(NxCanonical *canonical, const char *text, gsize len)
{
    const char *valid;
    g_utf8_validate_len(text, MIN(len, NX_JUDGED_MAX), &valid);
    gboolean again = walk_once(text, (gsize)(valid - text), canonical);
    for (guint i = 1; again && i < MOST_WALKS; i++) {
        NxCanonical next;
        again = walk_once(canonical->text, canonical->len, &next);
        for (gsize k = 0; k <= next.len; k++)
            next.map[k] = canonical->map[next.map[k]];
        nx_canonical_clear(canonical);
        *canonical = next;
    }
}

void nx_canonical_clear(NxCanonical *canonical)
{
    g_clear_pointer(&canonical->text, g_free);
    g_clear_pointer(&canonical->map, g_free);
    canonical->len = 0;
}

char *nx_canonical_text(const char *text, guint **map)
{
    NxCanonical canonical;
    nx_canonical_init(&canonical, text, strlen(text));
    if (map)
        *map = canonical.map;
    else
        g_free(canonical.map);
    return canonical.text;
}
