/* A walk over a text that writes another form of it, and keeps for each byte of that where it came from. */
#pragma once
#include <glib.h>

typedef struct {
    const char *start, *at, *end;
    const char *name; /* of the recipient, as it may stand alone; NULL: none that is no word */
    char *out;        /* room for whatever the source can become */
    guint *map;
    gsize len;
    gboolean space;     /* white space is due before the next token */
    gboolean again;     /* something was taken away, so that what it stood between may now be a token: walk once more */
    guint reply;        /* the reply code of the lines being read, 0: none yet */
    char status[12];    /* the status that came with it, "" if none */
    gboolean multiline; /* the reply has been seen with a dash */
} NxWalk;

/* `out` and `map` are whoever's who calls it; they are whole after the end, with one entry more for it. */
void nx_walk_begin(NxWalk *walk, const char *text, gsize len);
void nx_walk_end(NxWalk *walk);

/* Bytes that stand for what begins at `source`. */
void nx_walk_put_bytes(NxWalk *walk, const char *bytes, gsize len, const char *source);
/* A placeholder for what begins at `source`, or right here. */
void nx_walk_put_at(NxWalk *walk, const char *placeholder, const char *source);
void nx_walk_put(NxWalk *walk, const char *placeholder);
/* Source text in small letters without accents, each byte mapped to its own. */
void nx_walk_put_lower(NxWalk *walk, const char *from, gsize len);
/* A letter in that form. */
gunichar nx_walk_fold(gunichar c);
/* Does what was written so far end so? */
gboolean nx_walk_ends_with(const NxWalk *walk, const char *tail);
