/* What was sent, as a sorted list of hashes, since there may be many millions. */
#include "base/digest.h"
#include <nixie/address.h>
#include <nixie/sent.h>
#include <string.h>

typedef struct {
    guint64 id;        /* hash of the Message-ID */
    guint64 recipient; /* byte of its key in `keys`; 0: not known */
} Entry;

struct NxSent {
    gatomicrefcount refs;
    GArray *entries; /* of Entry; of a closed one in the order of their ids */
    GString *keys;   /* one behind the other, each with its NUL */
    gboolean closed;
};

NxSent *nx_sent_new(void)
{
    NxSent *sent = g_new0(NxSent, 1);
    g_atomic_ref_count_init(&sent->refs);
    sent->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    sent->keys = g_string_new_len("", 1); /* the key of nobody */
    return sent;
}

NxSent *nx_sent_ref(NxSent *sent)
{
    g_atomic_ref_count_inc(&sent->refs);
    return sent;
}

void nx_sent_unref(NxSent *sent)
{
    if (!sent || !g_atomic_ref_count_dec(&sent->refs))
        return;
    g_array_unref(sent->entries);
    g_string_free(sent->keys, TRUE);
    g_free(sent);
}

/* The id without what stands around it; FALSE for what is none. */
static gboolean read_id(const char *text, const char **at, gsize *len)
{
    const char *open = strchr(text, '<');
    *at = open ? open + 1 : text + strspn(text, " \t");
    *len = strcspn(*at, "> \t\r\n");
    return *len > 0;
}

/* The first bytes of SHA-256: nobody can make another id that has them. */
static guint64 hash_id(const char *at, gsize len)
{
    guint8 digest[NX_SHA256_SIZE];
    guint64 hash;
    nx_sha256(at, len, digest);
    memcpy(&hash, digest, sizeof hash);
    return hash;
}

NxSentResult nx_sent_add(NxSent *sent, const char *message_id, const char *recipient)
{
    g_assert(!sent->closed);
    const char *at;
    gsize len;
    g_autofree char *key = recipient ? nx_address_key(recipient, -1) : NULL;
    if (!read_id(message_id, &at, &len) || (recipient && !key))
        return NX_SENT_WRONG;
    if (sent->entries->len >= NX_MAX_SENT)
        return NX_SENT_FULL;
    Entry entry = {hash_id(at, len), key ? sent->keys->len : 0};
    if (key)
        g_string_append_len(sent->keys, key, (gssize)strlen(key) + 1);
    g_array_append_val(sent->entries, entry);
    return NX_SENT_TAKEN;
}

NxSentResult nx_sent_add_line(NxSent *sent, const char *line)
{
    g_auto(GStrv) cells = g_strsplit(line, "\t", 2);
    for (guint i = 0; cells[i]; i++)
        g_strstrip(cells[i]);
    return cells[0] ? nx_sent_add(sent, cells[0], cells[1] && *cells[1] ? cells[1] : NULL) : NX_SENT_WRONG;
}

static gint by_id(gconstpointer x, gconstpointer y)
{
    guint64 a = ((const Entry *)x)->id, b = ((const Entry *)y)->id;
    return (a > b) - (a < b);
}

void nx_sent_close(NxSent *sent)
{
    if (!sent->closed)
        g_array_sort(sent->entries, by_id);
    sent->closed = TRUE;
}

/* The first entry of that id, or of a greater one. */
static guint find_first(const NxSent *sent, guint64 id)
{
    guint low = 0, high = sent->entries->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(sent->entries, Entry, middle).id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next key of that id, "" where it is not known; NULL behind the last. */
static const char *next_key(const NxSent *sent, guint64 id, guint *i)
{
    if (*i >= sent->entries->len || g_array_index(sent->entries, Entry, *i).id != id)
        return NULL;
    return sent->keys->str + g_array_index(sent->entries, Entry, (*i)++).recipient;
}

/* FALSE where nothing is known of it. */
static gboolean look_up(const NxSent *sent, const char *message_id, guint64 *id, guint *first)
{
    const char *at;
    gsize len;
    if (!sent || !message_id || !read_id(message_id, &at, &len))
        return FALSE;
    g_assert(sent->closed);
    *id = hash_id(at, len);
    *first = find_first(sent, *id);
    return TRUE;
}

gboolean nx_sent_has(const NxSent *sent, const char *message_id)
{
    guint64 id;
    guint i;
    return look_up(sent, message_id, &id, &i) && next_key(sent, id, &i);
}

gboolean nx_sent_names(const NxSent *sent, const char *message_id, const char *address_key)
{
    guint64 id;
    guint i;
    const char *key;
    if (!address_key || !look_up(sent, message_id, &id, &i))
        return FALSE;
    while ((key = next_key(sent, id, &i)))
        if (strcmp(key, address_key) == 0)
            return TRUE;
    return FALSE;
}

const char *nx_sent_sole(const NxSent *sent, const char *message_id)
{
    guint64 id;
    guint i;
    const char *sole = NULL, *key;
    if (!look_up(sent, message_id, &id, &i))
        return NULL;
    while ((key = next_key(sent, id, &i))) {
        if (!*key || (sole && strcmp(sole, key) != 0))
            return NULL;
        sole = key;
    }
    return sole;
}
