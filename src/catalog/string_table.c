/* Strings in blocks, parted among shards that lock for themselves. */
#include "catalog/string_table.h"
#include "catalog/hash.h"

enum {
    SHARDS = 32, /* so that workers seldom wait for each other */
    BLOCK = 1 << 16,
    MOST_BLOCKS = 1 << 16,
    FIRST_SLOTS = 64,
    RESERVED = 8, /* of the first block, so that place 0 can mean "free" */
};

/* Where a shared string stands: eight bytes, as there are several strings for each event. */
typedef struct {
    guint32 hash;
    guint32 place; /* number of the block << 16 | byte in it; 0: free */
} Slot;

typedef struct {
    GMutex lock;
    Slot *slots;
    guint n_slots, n_used;
    GPtrArray *blocks; /* of BLOCK bytes, or one long string each */
    guint current;     /* the block being filled */
    guint at;          /* its first free byte */
} Shard;

struct NxStringTable {
    gatomicrefcount refs;
    Shard shards[SHARDS];
    guint next_shard; /* atomic: where the next unshared string goes */
};

static void add_block(Shard *shard)
{
    shard->current = shard->blocks->len;
    shard->at = 0;
    g_ptr_array_add(shard->blocks, g_malloc(BLOCK));
}

NxStringTable *nx_string_table_new(void)
{
    NxStringTable *table = g_new0(NxStringTable, 1);
    g_atomic_ref_count_init(&table->refs);
    for (guint i = 0; i < SHARDS; i++) {
        Shard *shard = &table->shards[i];
        g_mutex_init(&shard->lock);
        shard->n_slots = FIRST_SLOTS;
        shard->slots = g_new0(Slot, shard->n_slots);
        shard->blocks = g_ptr_array_new_with_free_func(g_free);
        add_block(shard);
        shard->at = RESERVED;
    }
    return table;
}

NxStringTable *nx_string_table_ref(NxStringTable *table)
{
    g_atomic_ref_count_inc(&table->refs);
    return table;
}

void nx_string_table_unref(NxStringTable *table)
{
    if (!table || !g_atomic_ref_count_dec(&table->refs))
        return;
    for (guint i = 0; i < SHARDS; i++) {
        g_mutex_clear(&table->shards[i].lock);
        g_free(table->shards[i].slots);
        g_ptr_array_unref(table->shards[i].blocks);
    }
    g_free(table);
}

static char *shard_at(const Shard *shard, guint32 place)
{
    return (char *)shard->blocks->pdata[place >> 16] + (place & 0xffff);
}

/* Room for `size` bytes; *place (may be NULL) gets where, or 0 where that cannot be said in 32 bits. */
static gpointer shard_room(Shard *shard, gsize size, guint32 *place)
{
    guint block = shard->current, at = shard->at;
    if (size > BLOCK / 4) {
        block = shard->blocks->len;
        at = 0;
        g_ptr_array_add(shard->blocks, g_malloc(size));
    } else {
        if (size > BLOCK - shard->at)
            add_block(shard);
        block = shard->current;
        at = shard->at;
        shard->at += (guint)size;
    }
    if (place)
        *place = block < MOST_BLOCKS ? block << 16 | at : 0;
    return (char *)shard->blocks->pdata[block] + at;
}

static char *shard_copy(Shard *shard, const char *text, gsize len, guint32 *place)
{
    char *copy = shard_room(shard, len + 1, place);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

/* The slot of the string, or the free one where it would go. */
static Slot *slot_for(const Shard *shard, guint32 hash, const char *text, gsize len)
{
    for (guint i = hash;; i++) {
        Slot *slot = &shard->slots[i & (shard->n_slots - 1)];
        if (!slot->place)
            return slot;
        const char *there = shard_at(shard, slot->place);
        if (slot->hash == hash && strncmp(there, text, len) == 0 && !there[len])
            return slot;
    }
}

static void shard_grow(Shard *shard)
{
    g_autofree Slot *old = shard->slots;
    guint n_old = shard->n_slots;
    shard->n_slots *= 2;
    shard->slots = g_new0(Slot, shard->n_slots);
    for (guint i = 0; i < n_old; i++) {
        if (!old[i].place)
            continue;
        guint to = old[i].hash;
        while (shard->slots[to & (shard->n_slots - 1)].place)
            to++;
        shard->slots[to & (shard->n_slots - 1)] = old[i];
    }
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
    Slot *slot = slot_for(shard, (guint32)hash, text, len);
    const char *shared = slot->place ? shard_at(shard, slot->place) : NULL;
    if (!shared) {
        shared = shard_copy(shard, text, len, &slot->place);
        slot->hash = (guint32)hash;
        shard->n_used += slot->place != 0;
    }
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
    const char *copy = shard_copy(shard, text, strlen(text), NULL);
    g_mutex_unlock(&shard->lock);
    return copy;
}

gpointer nx_string_table_room(NxStringTable *table, gsize size)
{
    Shard *shard = any_shard(table);
    g_mutex_lock(&shard->lock);
    shard->at = MIN((shard->at + sizeof(gpointer) - 1) / sizeof(gpointer) * sizeof(gpointer), BLOCK);
    gpointer room = shard_room(shard, size, NULL);
    g_mutex_unlock(&shard->lock);
    return room;
}
