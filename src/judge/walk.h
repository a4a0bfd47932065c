/* A walk over a text that makes its canonical form. Private to canonical.c and tokens.c. */
#pragma once
#include <glib.h>

/* Bytes that one byte of the source can become at most: a placeholder for the shortest token ("::" is an address), a
 * blank before it. */
enum { EXPANSION = 4, SPARE = 16 };

typedef struct {
    const char *start, *at, *end;
    char *out; /* room for whatever the source can become: see EXPANSION */
    guint *map;
    gsize len;
    gboolean space;     /* white space is due before the next token */
    gboolean again;     /* something was taken away, so that what it stood between may now be a token: walk once more */
    guint reply;        /* the reply code of the lines being read, 0: none yet */
    char status[12];    /* the status that came with it, "" if none */
    gboolean multiline; /* the reply has been seen with a dash */
} NxWalk;

/* Bytes that stand for what begins at `source`. */
void nx_walk_put_bytes(NxWalk *walk, const char *bytes, gsize len, const char *source);
/* A placeholder for what begins at `source`, or right here. */
void nx_walk_put_at(NxWalk *walk, const char *placeholder, const char *source);
void nx_walk_put(NxWalk *walk, const char *placeholder);
/* Source text in small letters without accents, each byte mapped to its own. */
void nx_walk_put_lower(NxWalk *walk, const char *from, gsize len);
/* Does what was written so far end so? */
gboolean nx_walk_ends_with(const NxWalk *walk, const char *tail);

/* Takes the token at walk->at; the bytes of the source that it took, at least 1. */
gsize nx_token_take(NxWalk *walk);
