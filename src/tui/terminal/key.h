/* Keys: what a person can press, as one number, with a name each. No curses here: the terminal translates. */
#pragma once
#include <glib.h>

/* A Unicode character (controls too: ^A is 1), or one of these. */
typedef guint32 NxKey;
enum {
    NX_KEY_NONE = 0,
    NX_KEY_TAB = 9,
    NX_KEY_ENTER = 13,
    NX_KEY_ESC = 27,
    NX_KEY_UP = 0x200000,
    NX_KEY_DOWN,
    NX_KEY_LEFT,
    NX_KEY_RIGHT,
    NX_KEY_HOME,
    NX_KEY_END,
    NX_KEY_PGUP,
    NX_KEY_PGDN,
    NX_KEY_INSERT,
    NX_KEY_DELETE,
    NX_KEY_BACKSPACE,
    NX_KEY_BACKTAB,
    NX_KEY_MOUSE,
    NX_KEY_F1, /* to NX_KEY_F1 + 11 */
    NX_KEY_LAST = NX_KEY_F1 + 11,
};
#define NX_CTRL(c) ((NxKey)((c)&0x1f))

/* "j", "^D", "space", "F1"; what help shows. Caller frees. */
char *nx_key_name(NxKey key);
/* By name, in any case where it is longer than a character. FALSE if there is no such key. */
gboolean nx_key_parse(const char *name, gssize len, NxKey *key);

/* One or two keys pressed after one another: "g g". */
#define NX_CHORD_MAX 2
typedef struct {
    NxKey key[NX_CHORD_MAX];
    guint n;
} NxChord;
/* Keys with spaces between; a chord of single characters may be written without ("gg"). */
gboolean nx_chord_parse(const char *text, gssize len, NxChord *chord);
char *nx_chord_name(const NxChord *chord);
