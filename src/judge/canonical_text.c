/* Canonical text: what people and machines vary (addresses, hosts, ids, line breaks, case) is taken out, so that a rule
 * is about wording.
 *
 * A walk over the source takes one token (tokens.c) after the other.
 * Walking over a canonical text changes nothing: placeholders are tokens, too. */
#include "judge/canonical_text.h"
#include "judge/tokens.h"
#include <nixie/verdict.h>
#include <string.h>

/* TRUE: another walk may find more. */
static gboolean walk_once(const char *text, gsize len, const char *name, NxCanonical *canonical)
{
    NxWalk walk;
    nx_walk_begin(&walk, text, len);
    walk.name = name;
    while (walk.at < walk.end)
        walk.at += nx_token_take(&walk);
    nx_walk_end(&walk);
    *canonical = (NxCanonical){.text = walk.out, .len = walk.len, .map = walk.map};
    return walk.again;
}

/* Taking one thing out can make another appear ("<host" and ">" meet); so walk until nothing changes. */
enum { MOST_WALKS = 4 };

void nx_canonical_init(NxCanonical *canonical, const char *text, gsize len, const char *name)
{
    const char *valid;
    g_utf8_validate_len(text, MIN(len, NX_JUDGED_MAX), &valid);
    gboolean again = walk_once(text, (gsize)(valid - text), name, canonical);
    for (guint i = 1; again && i < MOST_WALKS; i++) {
        NxCanonical next;
        again = walk_once(canonical->text, canonical->len, NULL, &next);
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

/* The length of the word at `at`; 0: none begins there. */
static gsize word_at(const NxCanonical *canonical, gsize at)
{
    gsize len = 0;
    while (at + len < canonical->len &&
           (g_ascii_isalpha(canonical->text[at + len]) || (guint8)canonical->text[at + len] >= 0x80))
        len++;
    return len;
}

gboolean nx_canonical_has_words(const NxCanonical *canonical)
{
    enum { SHORTEST = 3, ENOUGH = 2 };
    guint n = 0;
    for (gsize at = 0; at < canonical->len && n < ENOUGH;) {
        gsize len = word_at(canonical, at);
        if (canonical->text[at] == '<' && word_at(canonical, at + 1)) { /* a placeholder */
            at += word_at(canonical, at + 1) + 1;
            continue;
        }
        if (len >= SHORTEST && !nx_token_is_formula(canonical->text + at, len))
            n += (guint8)canonical->text[at] >= 0x80 ? ENOUGH : 1; /* scripts without blanks */
        at += MAX(len, 1);
    }
    return n >= ENOUGH;
}

/* A full stop that ends a sentence; those of "..." and "5.1.1" do not. */
static gboolean is_stop(const NxCanonical *text, gsize at)
{
    char c = text->text[at];
    if (c == ';' || c == '!' || c == '?' || c == '\0')
        return TRUE;
    return c == '.' && (at + 1 == text->len || text->text[at + 1] == ' ') && (at == 0 || text->text[at - 1] != '.');
}

void nx_canonical_clause(const NxCanonical *text, guint at, guint len, guint *start, guint *end)
{
    *start = at;
    *end = at + len;
    while (*start > 0 && !is_stop(text, *start - 1))
        --*start;
    while (*end < text->len && !is_stop(text, *end))
        ++*end;
}

char *nx_canonical_text(const char *text, guint **map)
{
    NxCanonical canonical;
    nx_canonical_init(&canonical, text, strlen(text), NULL);
    if (map)
        *map = canonical.map;
    else
        g_free(canonical.map);
    return canonical.text;
}
