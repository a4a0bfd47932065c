/* SipHash-1-3, with a key of its own in every run: mail must not choose who collides. */
#include "catalog/hash.h"

typedef struct {
    guint64 a, b, c, d;
} State;

static guint64 turn(guint64 value, guint bits)
{
    return value << bits | value >> (64 - bits);
}

static void mix(State *s)
{
    s->a += s->b, s->b = turn(s->b, 13) ^ s->a, s->a = turn(s->a, 32);
    s->c += s->d, s->d = turn(s->d, 16) ^ s->c;
    s->a += s->d, s->d = turn(s->d, 21) ^ s->a;
    s->c += s->b, s->b = turn(s->b, 17) ^ s->c, s->c = turn(s->c, 32);
}

static const guint64 *hash_key(void)
{
    static gsize made;
    static guint64 key[2];
    if (g_once_init_enter(&made)) {
        for (guint i = 0; i < 2; i++)
            key[i] = (guint64)g_random_int() << 32 | g_random_int();
        g_once_init_leave(&made, 1);
    }
    return key;
}

guint64 nx_hash(gconstpointer bytes, gsize len)
{
    const guint64 *key = hash_key();
    State s = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d, key[0] ^ 0x6c7967656e657261,
               key[1] ^ 0x7465646279746573};
    const guint8 *at = bytes;
    guint64 word;
    for (gsize n = len / 8; n; n--, at += 8) {
        memcpy(&word, at, 8);
        s.d ^= word;
        mix(&s);
        s.a ^= word;
    }
    word = (guint64)len << 56;
    for (gsize i = 0; i < len % 8; i++)
        word |= (guint64)at[i] << (8 * i);
    s.d ^= word;
    mix(&s);
    s.a ^= word;
    s.c ^= 0xff;
    for (guint i = 0; i < 3; i++)
        mix(&s);
    return s.a ^ s.b ^ s.c ^ s.d;
}

guint nx_hash_text(gconstpointer text)
{
    return (guint)nx_hash(text, strlen(text));
}
