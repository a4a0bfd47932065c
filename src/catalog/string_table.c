#include "catalog/string_table.h"
#include "catalog/hash.h"

enum {
    SHARDS = 32, /* so that workers seldom wait for each other */
    BLOCK = 64 * 1024,
    FIRST_SLOTS = 64,
};

typedef struct {
    const char *text; /* NULL: free */
    guint32 hash, len;
} Slot;

typedef struct {
    GMutex lock;
    Slot *slots;
    guint n_slots, n_used;
    GPtrArray *blocks;
    char *at;
    gsize left;
} Shard;

struct NxStringTable {
    Shard shards[SHARDS];
    guint next_shard; /* atomic: where the next unshared string goes */
};

NxStringTable *nx_string_table_new(void)
{
    NxStringTable *table = g_new0(NxStringTable, 1);
    for (guint i = 0; i < SHARDS; i++) {
        Shard *shard = &table->shards[i];
        g_mutex_init(&shard->lock);
        shard->n_slots = FIRST_SLOTS;
        shard->slots = g_new0(Slot, shard->n_slots);
        shard->blocks = g_ptr_array_new_with_free_func(g_free);
    }
    return table;
}

void nx_string_table_free(NxStringTable *table)
{
    if (!table)
        return;
    for (guint i = 0; i < SHARDS; i++) {
        g_mutex_clear(&table->shards[i].lock);
        g_free(table->shards[i].slots);
        g_ptr_array_unref(table->shards[i].blocks);
    }
    g_free(table);
}

static gpointer shard_room(Shard *shard, gsize size)
{
    if (size > BLOCK / 4) {
        gpointer own = g_malloc(size);
        g_ptr_array_add(shard->blocks, own);
        return own;
    }
    if (size > shard->left) {
        shard->at = g_malloc(BLOCK);
        shard->left = BLOCK;
        g_ptr_array_add(shard->blocks, shard->at);
    }
    char *room = shard->at;
    shard->at += size;
    shard->left -= size;
    return room;
}

static const char *shard_copy(Shard *shard, const char *text, gsize len)
{
    char *copy = shard_room(shard, len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

static Slot *slot_for(Slot *slots, guint n_slots, guint32 hash, const char *text, gsize len)
{
    guint i = hash & (n_slots - 1);
    while (slots[i].text && !(slots[i].hash == hash && slots[i].len == len && memcmp(slots[i].text, text, len) == 0))
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

static void shard_grow(Shard *shard)
{
    guint n_slots = shard->n_slots * 2;
    Slot *slots = g_new0(Slot, n_slots);
    for (guint i = 0; i < shard->n_slots; i++) {
        const Slot *old = &shard->slots[i];
        if (old->text)
            *slot_for(slots, n_slots, old->hash, old->text, old->len) = *old;
    }
    g_free(shard->slots);
    shard->slots = slots;
    shard->n_slots = n_slots;
}

const char *nx_string_table_share_n(NxStringTable *table, const char *text, gsize len)
{
    if (!text)
        return NULL;
    guint64 hash = nx_hash(text, len);
    Shard *shard = &table->shards[hash >> 32 & (SHARDS - 1)];
    g_mutex_lock(&shard->lock);
    if (shard->n_used * 4 >= shard->n_slots * 3)
        shard_grow(shard);
    Slot *slot = slot_for(shard->slots, shard->n_slots, (guint32)hash, text, len);
    if (!slot->text) {
        *slot = (Slot){shard_copy(shard, text, len), (guint32)hash, (guint32)len};
        shard->n_used++;
    }
    const char *shared = slot->text;
    g_mutex_unlock(&shard->lock);
    return shared;
}

const char *nx_string_table_share(NxStringTable *table, const char *text)
{
    return text ? nx_string_table_share_n(table, text, strlen(text)) : NULL;
}

static Shard *any_shard(NxStringTable *table)
{
    return &table->shards[(guint)g_atomic_int_add((gint *)&table->next_shard, 1) & (SHARDS - 1)];
}

const char *nx_string_table_keep(NxStringTable *table, const char *text)
{
    if (!text)
        return NULL;
    Shard *shard = any_shard(table);
    g_mutex_lock(&shard->lock);
    const char *copy = shard_copy(shard, text, strlen(text));
    g_mutex_unlock(&shard->lock);
    return copy;
}

gpointer nx_string_table_room(NxStringTable *table, gsize size)
{
    Shard *shard = any_shard(table);
    g_mutex_lock(&shard->lock);
    gsize slip = shard->left % sizeof(gpointer);
    if (slip) {
        shard->at += slip;
        shard->left -= slip;
    }
    gpointer room = shard_room(shard, (size + sizeof(gpointer) - 1) / sizeof(gpointer) * sizeof(gpointer));
    g_mutex_unlock(&shard->lock);
    return room;
}
