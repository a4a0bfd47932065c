/* Addresses in running text, and how they are taken out of it. */
#include <nixie/address.h>
#include <string.h>

/* RFC 5321 4.5.3.1 has no longer ones. What is tried in one text is bounded, too: the text is an adversary's. */
enum { LOCAL_LONGEST = 64, DOMAIN_LONGEST = 255, TRIES = 4096 };

typedef struct {
    const char *text, *end;
    gboolean inside;
    NxAddressTest is_one;
    gpointer user;
    guint tries; /* left */
} Scrub;

static gboolean is_local_byte(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80 || (c && strchr("!#$%&'*+/=?^_`{|}~.-", c));
}

static gboolean is_domain_byte(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80 || c == '-' || c == '.';
}

/* May a local part begin at `at`, where `from` is the first byte that could belong to it? */
static gboolean may_begin(const Scrub *scrub, const char *at, const char *from)
{
    return at == from || scrub->inside || strchr("=+'`{|/", at[-1]) != NULL;
}

/* May a domain end before `at`, where `to` is behind the last byte that could belong to it? */
static gboolean may_end(const Scrub *scrub, const char *at, const char *to)
{
    if (at == to)
        return TRUE;
    return scrub->inside ? *at == '.' || *at == '-' : at + 1 == to && *at == '.';
}

static gboolean is_meant(Scrub *scrub, const char *local, gsize local_len, const char *domain, gsize domain_len)
{
    if (scrub->tries == 0)
        return FALSE;
    scrub->tries--;
    g_autofree char *whole = g_strdup_printf("%.*s@%.*s", (int)local_len, local, (int)domain_len, domain);
    g_autofree char *key = nx_address_key(whole, -1);
    return key && scrub->is_one(key, scrub->user);
}

/* Is there an address around the sign `at`, '@' or the '=' of VERP? The longest one counts. */
static gboolean find_around(Scrub *scrub, const char *low, const char *at, const char **begin, const char **end)
{
    const char *from = at, *to = at + 1;
    while (from > low && at - from < LOCAL_LONGEST && is_local_byte(from[-1]))
        from--;
    while (to < scrub->end && to - at <= DOMAIN_LONGEST && is_domain_byte(*to))
        to++;
    for (const char *start = from; start < at; start++) {
        if (!may_begin(scrub, start, from))
            continue;
        for (const char *stop = to; stop > at + 1; stop--) {
            if (!may_end(scrub, stop, to) ||
                !is_meant(scrub, start, (gsize)(at - start), at + 1, (gsize)(stop - at - 1)))
                continue;
            *begin = start;
            *end = stop;
            return TRUE;
        }
    }
    return FALSE;
}

char *nx_address_scrub(const char *text, gboolean inside, const char *by, NxAddressTest is_one, gpointer user)
{
    if (!text || !strpbrk(text, "@="))
        return NULL;
    Scrub scrub = {text, text + strlen(text), inside, is_one, user, TRIES};
    GString *out = NULL;
    const char *done = text, *begin, *end;
    for (const char *at = strpbrk(text, "@="); at; at = strpbrk(at, "@=")) {
        if (!find_around(&scrub, done, at, &begin, &end)) {
            at++;
            continue;
        }
        out = out ? out : g_string_new(NULL);
        g_string_append_len(out, done, begin - done);
        g_string_append(out, by);
        done = at = end;
    }
    if (scrub.tries == 0) { /* nobody can say what else is in it */
        if (out)
            g_string_free(out, TRUE);
        return g_strdup(by);
    }
    if (!out)
        return NULL;
    g_string_append(out, done);
    return g_string_free(out, FALSE);
}
